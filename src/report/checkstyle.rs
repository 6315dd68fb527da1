//! `checkstyle`: the XML of the Java linter of that name, which many review tools and CI plugins read.
//!
//! What kept the run from a verdict is an `error` too, since the format has nothing else that its readers show.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::entry::Listing;
use super::format::Format;
use super::run::{Error, File, Run};
use super::xml::{self, Elements};
use crate::finding::{Finding, Severity};
use crate::source::Position;

/// The format.
pub const FORMAT: Format =
    Format { name: "checkstyle", summary: "Checkstyle XML for review tools and CI", for_people: false, write };

/// The version of Checkstyle whose layout this is.
const VERSION: &str = "4.3";
/// What an error stands in that is about no file.
const NO_FILE: &str = "coglint";
/// Where an error stands that is about a file as a whole: readers take no line below 1.
const BEGINNING: Position = Position { line: 1, column: 1 };

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    xml::write_document(out, |elements| {
        let root = elements.create_element("checkstyle").with_attribute(("version", VERSION));
        root.write_inner_content(|elements| {
            run.files.iter().try_for_each(|file| write_file(&file.path, &Entry::all_of(file, run), elements))?;
            run.errors_beside_files().try_for_each(|error| {
                let path = error.path.as_deref().unwrap_or(NO_FILE);
                write_file(path, &[Entry::of_error(error)], elements)
            })
        })?;
        Ok(())
    })
}

fn write_file(path: &str, entries: &[Entry], elements: &mut Elements<'_>) -> io::Result<()> {
    let file = elements.create_element("file").with_attribute(("name", &*xml::text(path)));
    if entries.is_empty() {
        file.write_empty()?;
    } else {
        file.write_inner_content(|elements| entries.iter().try_for_each(|entry| entry.write(elements)))?;
    }
    Ok(())
}

/// An `error` element.
struct Entry {
    start: Position,
    severity: Severity,
    message: String,
    source: String,
}

impl Entry {
    /// Why the file was not judged, or what was found in it.
    fn all_of(file: &File, run: &Run) -> Vec<Self> {
        let listing = Listing::new(&file.source);
        let of_finding = |finding: &Finding| {
            let finding = listing.conceal(finding);
            Self {
                start: listing.places().position(finding.span.start),
                severity: finding.severity,
                message: finding.message.full(),
                source: finding.rule.clone(),
            }
        };
        run.errors_about(file).map(Self::of_error).chain(file.findings.iter().map(of_finding)).collect()
    }

    fn of_error(error: &Error) -> Self {
        let line = error.line.unwrap_or(BEGINNING.line);
        let start = Position { line, column: error.column.unwrap_or(BEGINNING.column) };
        let (message, source) = (error.message.clone(), error.kind.name().to_owned());
        Self { start, severity: Severity::Error, message, source }
    }

    fn write(&self, elements: &mut Elements<'_>) -> io::Result<()> {
        let element = elements.create_element("error").with_attributes([
            ("line", &*self.start.line.to_string()),
            ("column", &self.start.column.to_string()),
            ("severity", self.severity.name()),
            ("message", &xml::text(&self.message)),
            ("source", &format!("coglint.{}", xml::text(&self.source))),
        ]);
        element.write_empty()?;
        Ok(())
    }
}
