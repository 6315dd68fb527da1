//! `github`: workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request.
//!
//! GitHub shows ten annotations of each level a step and drops the rest without a word, so the rest is in the log, in a
//! group that is closed at first. The runner reads UTF-8 whatever the locale says, and compares paths with those of the
//! repository, so nothing is escaped because it is not ASCII.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::cap::Cap;
use super::concise;
use super::entry::Listing;
use super::format::Format;
use super::run::{File, Run};
use crate::finding::{Finding, Severity};
use crate::untrusted::{self, Charset};

/// The format.
pub const FORMAT: Format = Format { name: "github", summary: "annotations in GitHub Actions", for_people: true, write };

/// Annotations of one level that GitHub shows for a step.
const SHOWN: usize = 10;

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let mut annotated = Annotated::default();
    let mut rest = Rest::default();
    for file in run.files.iter().filter(|file| !file.findings.is_empty()) {
        write_file(file, run, &mut annotated, &mut rest, out)?;
    }
    rest.write(out)
}

fn write_file(
    file: &File,
    run: &Run,
    annotated: &mut Annotated,
    rest: &mut Rest,
    out: &mut dyn Write,
) -> io::Result<()> {
    let listing = Listing::new(&file.source);
    let path = untrusted::path(&file.path, Charset::Unicode);
    let mut cap = Cap::default();
    for finding in &file.findings {
        let is_in_log = cap.admits(&finding.rule);
        if annotated.admits(finding.severity) {
            writeln!(out, "{}", command(finding, file, &listing))?;
            continue;
        }
        rest.findings += 1;
        if is_in_log {
            rest.lines.push(format!("{path}:{}", concise::after_path(finding, &listing, run, &Appearance::PLAIN)));
        }
    }
    rest.lines.extend(cap.rest().map(|more| format!("{path}: {more}")));
    Ok(())
}

/// How many annotations of each level there are.
#[derive(Default)]
struct Annotated([usize; Severity::ALL.len()]);

impl Annotated {
    /// Counts a finding; whether GitHub would show it.
    const fn admits(&mut self, severity: Severity) -> bool {
        let count = &mut self.0[severity as usize];
        *count += 1;
        *count <= SHOWN
    }
}

/// The findings that are no annotations.
#[derive(Default)]
struct Rest {
    findings: usize,
    lines: Vec<String>,
}

impl Rest {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.findings == 0 {
            return Ok(());
        }
        let findings = if self.findings == 1 { "finding" } else { "findings" };
        writeln!(out, "::group::coglint: {} more {findings}", self.findings)?;
        self.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out, "::endgroup::")
    }
}

/// The command that makes an annotation.
fn command(finding: &Finding, file: &File, listing: &Listing<'_>) -> String {
    let finding = listing.conceal(finding);
    let (start, end) = listing.ends(finding.span);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut columns = String::new();
    // The last column of what is marked; of a place between two characters, the one after it.
    if start.line == end.line {
        columns = format!(",col={},endColumn={}", start.column, start.column.max(end.column.saturating_sub(1)));
    }
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}",
        property(file.in_workspace()),
        start.line,
        end.line,
        property(&format!("coglint({})", finding.rule)),
        data(&finding.message.full()),
    )
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    let shown = untrusted::inline(text, Charset::Unicode);
    shown.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property, which `,` and `::` would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
