//! `concise`: a line a finding, for grep and for editors that jump to `path:line:column`.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::cap::Cap;
use super::color::{Style, link, paint};
use super::entry::Listing;
use super::format::Format;
use super::run::{File, Run};
use crate::finding::Finding;
use crate::untrusted;

/// The format.
pub const FORMAT: Format = Format {
    name: "concise",
    summary: "one line a finding: path:line:column and what is wrong",
    for_people: true,
    write,
};

fn write(run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let with_findings = run.files.iter().filter(|file| !file.findings.is_empty());
    with_findings.into_iter().try_for_each(|file| write_file(file, run, appearance, out))
}

fn write_file(file: &File, run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let listing = Listing::new(&file.source);
    let path = untrusted::path(&file.path, appearance.charset);
    let mut cap = Cap::default();
    for finding in file.findings.iter().filter(|finding| cap.admits(&finding.rule)) {
        writeln!(out, "{path}:{}", after_path(finding, &listing, run, appearance))?;
    }
    cap.rest().try_for_each(|rest| writeln!(out, "{path}: {rest}"))
}

/// What the line of a finding says after the path and a colon.
pub fn after_path(finding: &Finding, listing: &Listing<'_>, run: &Run, appearance: &Appearance) -> String {
    let finding = listing.conceal(finding);
    let start = listing.places().position(finding.span.start);
    let page = run.tool.rule_page(&finding.rule);
    let severity = paint(Style::Severity(finding.severity), finding.severity.name(), appearance);
    let rule = untrusted::inline(&finding.rule, appearance.charset);
    let rule = link(&rule, page.as_deref(), appearance);
    let message = untrusted::inline(finding.message.first(), appearance.charset);
    let fix = finding.fix.as_ref().map(|fix| format!(" (fix: {})", fix.safety.name())).unwrap_or_default();
    format!("{}:{}: {severity}[{rule}] {message}{fix}", start.line, start.column)
}
