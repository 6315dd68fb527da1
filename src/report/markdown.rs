//! `markdown`: a summary, a table of the findings and the footer, for pages such as the summary of a job on GitHub.
//!
//! There a page has a limit, beyond which nothing of it is shown, so the table ends before: rows are left out as a whole
//! and counted.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::cap::Cap;
use super::entry::Listing;
use super::footer;
use super::format::Format;
use super::markdown_text::{block, cell, code, message};
use super::run::{File, Run};
use crate::finding::Finding;

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    summary: "a summary and a table of the findings, for GitHub's job summary",
    for_people: false,
    write,
};

/// Rows of the table.
const MOST_ROWS: usize = 200;
/// Errors that are listed.
const MOST_ERRORS: usize = 20;
/// Bytes of the page, with what was on it before. GitHub takes 1 MiB.
const MOST_BYTES: u64 = 900 * 1024;
/// Bytes that are kept for the head of the table and the lines that count what is left out.
const RESERVED: u64 = 512;

fn write(run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let footer = footer::text(run);
    let summary = format!("## {}\n", footer.lines().next().unwrap_or_default());
    let footer = block(&footer);
    let taken = appearance.written_before.saturating_add(RESERVED);
    let taken = taken.saturating_add((summary.len() + footer.len()) as u64);
    let mut page = Page { room: MOST_BYTES.saturating_sub(taken), ..Page::default() };
    page.add_errors(run);
    run.files.iter().for_each(|file| page.add_file(file, run));

    if appearance.written_before > 0 {
        // The heading must not continue a last line without an end.
        writeln!(out)?;
    }
    writeln!(out, "{summary}")?;
    page.write(out)?;
    out.write_all(footer.as_bytes())
}

/// What stands between summary and footer.
#[derive(Default)]
struct Page {
    /// Bytes that may still be added.
    room: u64,
    errors: String,
    rows: String,
    row_count: usize,
    /// Lines about the findings beyond the limit for one rule in one file.
    rest: String,
    /// Findings that are neither in a row nor in such a line.
    left_out: usize,
    /// Whether a row did not fit: no later one is tried, so that what is there has no gap.
    is_full: bool,
}

impl Page {
    fn add_errors(&mut self, run: &Run) {
        let mut listed = 0;
        for error in run.errors.iter().take(MOST_ERRORS) {
            let line = format!("- error: {}\n", code(&error.message));
            if !take(&mut self.room, &line) {
                break;
            }
            self.errors.push_str(&line);
            listed += 1;
        }
        match run.errors.len() - listed {
            0 => {}
            1 => self.errors.push_str("- 1 more error\n"),
            more => self.errors.push_str(&format!("- {more} more errors\n")),
        }
    }

    fn add_file(&mut self, file: &File, run: &Run) {
        if file.findings.is_empty() {
            return;
        }
        if self.is_full {
            self.left_out += file.findings.len();
            return;
        }
        let listing = Listing::new(&file.source);
        // In such a text a value may hold a backtick, which would end its code.
        let is_quoted = !file.source.text.contains('`') && !file.source.text.contains("\\u0060");
        let mut cap = Cap::default();
        for finding in &file.findings {
            if self.is_full {
                self.left_out += 1;
            } else if cap.admits(&finding.rule) {
                let row = Row { finding: &listing.conceal(finding), file, listing: &listing, run, is_quoted };
                self.add_row(&row);
            }
        }
        for (rule, more) in cap.counts() {
            let findings = if more == 1 { "finding" } else { "findings" };
            let line = format!("- {more} more {findings} of {} in {}\n", code(rule), code(&file.path));
            if take(&mut self.room, &line) {
                self.rest.push_str(&line);
            } else {
                self.left_out += more;
            }
        }
    }

    fn add_row(&mut self, row: &Row<'_>) {
        let row = row.text();
        self.is_full = self.row_count == MOST_ROWS || !take(&mut self.room, &row);
        if self.is_full {
            self.left_out += 1;
        } else {
            self.row_count += 1;
            self.rows.push_str(&row);
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.errors.is_empty() {
            writeln!(out, "{}", self.errors)?;
        }
        if !self.rows.is_empty() {
            writeln!(out, "| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |\n{}", self.rows)?;
        }
        if !self.rest.is_empty() {
            writeln!(out, "{}", self.rest)?;
        }
        match self.left_out {
            0 => Ok(()),
            1 => writeln!(out, "1 more finding is left out here; `-o json` has all.\n"),
            more => writeln!(out, "{more} more findings are left out here; `-o json` has all.\n"),
        }
    }
}

/// Whether `text` fits into `room`, of which it is taken then.
fn take(room: &mut u64, text: &str) -> bool {
    let left = room.checked_sub(text.len() as u64);
    *room = left.unwrap_or(*room);
    left.is_some()
}

/// A finding as it stands in the table.
struct Row<'r> {
    finding: &'r Finding,
    file: &'r File,
    listing: &'r Listing<'r>,
    run: &'r Run,
    is_quoted: bool,
}

impl Row<'_> {
    fn text(&self) -> String {
        let Finding { severity, rule, fix, span, .. } = self.finding;
        let start = self.listing.places().position(span.start);
        let place = code(&format!("{}:{}:{}", self.file.path, start.line, start.column));
        let mut what = message(&self.finding.message.full(), self.is_quoted);
        if let Some(fix) = fix {
            what.push_str(&format!(" (fix: {})", fix.safety.name()));
        }
        let cells = [severity.name(), &self.rule(rule), &place, &what].map(cell);
        format!("| {} |\n", cells.join(" | "))
    }

    /// The rule, with a link to its page where it has one.
    fn rule(&self, rule: &str) -> String {
        let is_plain =
            |page: &String| page.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte));
        match self.run.tool.rule_page(rule).filter(is_plain) {
            Some(page) => format!("[{}]({page})", code(rule)),
            None => code(rule),
        }
    }
}
