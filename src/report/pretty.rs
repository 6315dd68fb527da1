//! `pretty`: a headline, a frame and advice for each finding, for people at a terminal.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::cap::Cap;
use super::color::{Style, link, paint};
use super::entry::{Listing, fix_line, label};
use super::format::Format;
use super::frame::Frame;
use super::run::{File, Run};
use super::wrap::wrap;
use crate::finding::Finding;
use crate::untrusted;

/// The format.
pub const FORMAT: Format =
    Format { name: "pretty", summary: "a frame of the source for each finding, with advice", for_people: true, write };

/// What stands before each line below a frame.
pub(super) const INDENT: &str = "   ";

fn write(run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let with_findings = run.files.iter().filter(|file| !file.findings.is_empty());
    with_findings.into_iter().try_for_each(|file| write_file(file, run, appearance, out))
}

fn write_file(file: &File, run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let listing = Listing::new(&file.source);
    let mut cap = Cap::default();
    for finding in file.findings.iter().filter(|finding| cap.admits(&finding.rule)) {
        let page = run.tool.rule_page(&finding.rule);
        let finding = listing.conceal(finding);
        Card { finding: &finding, path: &file.path, listing: &listing, page, appearance }.write(out)?;
    }
    let path = untrusted::path(&file.path, appearance.charset);
    cap.rest().try_for_each(|rest| writeln!(out, "{path}: {rest}\n"))
}

/// One finding as it is written.
struct Card<'a> {
    finding: &'a Finding,
    path: &'a str,
    listing: &'a Listing<'a>,
    page: Option<String>,
    appearance: &'a Appearance,
}

impl Card<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_headline(out)?;
        self.write_frame(out)?;
        let rest = self.finding.message.rest();
        for line in wrap(&self.shown(&rest), INDENT, self.appearance.width) {
            writeln!(out, "{line}")?;
        }
        self.write_related(out)?;
        self.write_fix(out)?;
        let docs = self.field("docs");
        match &self.page {
            Some(page) => writeln!(out, "{INDENT}{docs} {page}")?,
            None => writeln!(out, "{INDENT}{docs} coglint explain {}", self.shown(&self.finding.rule))?,
        }
        writeln!(out)
    }

    fn write_headline(&self, out: &mut dyn Write) -> io::Result<()> {
        let Finding { severity, rule, message, .. } = self.finding;
        let rule = self.shown(rule);
        let rule = link(&rule, self.page.as_deref(), self.appearance);
        let kind = paint(Style::Severity(*severity), format!("{}[{rule}]", severity.name()), self.appearance);
        let message = self.shown(message.first());
        writeln!(out, "{kind}: {}", paint(Style::Headline, message, self.appearance))
    }

    fn write_frame(&self, out: &mut dyn Write) -> io::Result<()> {
        let places = self.listing.places();
        let frame = Frame {
            path: self.path,
            index: places.index(),
            hidden: &self.listing.source().hidden,
            span: self.finding.span,
            position: places.position(self.finding.span.start),
            label: &label(self.finding),
            severity: self.finding.severity,
        };
        out.write_all(frame.draw(self.appearance).as_bytes())
    }

    fn write_related(&self, out: &mut dyn Write) -> io::Result<()> {
        for related in &self.finding.related {
            let start = self.listing.places().position(related.span.start);
            let message = self.shown(&related.message);
            writeln!(out, "{INDENT}{} {}:{} {message}", self.field("also"), start.line, start.column)?;
        }
        Ok(())
    }

    fn write_fix(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(fix) = &self.finding.fix else { return Ok(()) };
        writeln!(out, "{INDENT}{} {}", self.field("fix"), self.shown(&fix_line(fix)))
    }

    fn field(&self, name: &str) -> impl std::fmt::Display {
        paint(Style::Field, format!("{name}:"), self.appearance)
    }

    fn shown<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        untrusted::inline(text, self.appearance.charset)
    }
}
