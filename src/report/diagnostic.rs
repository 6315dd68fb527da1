//! What is wrong with the command line, settings or rule files: for standard error, in the same frames as findings.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::color::{Style, paint};
use super::frame::Frame;
use super::place::Places;
use super::pretty::INDENT;
use crate::finding::Severity;
use crate::secret::{Hidden, Names};
use crate::source::{SourceFile, Span};
use crate::untrusted;

/// An error that people must mend before anything is checked, or a note that they should know.
#[derive(Clone, Copy, Debug)]
pub struct Diagnostic<'a> {
    /// Error, or warning or info for what does not stop the run.
    pub severity: Severity,
    /// What it is about, in the brackets after the severity: `config`, `rule`; `None` leaves them out.
    pub kind: Option<&'a str>,
    /// What is wrong.
    pub message: &'a str,
    /// Where.
    pub place: Option<Place<'a>>,
    /// What to do.
    pub help: Option<&'a str>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The text and its path.
    pub file: &'a SourceFile,
    /// What is marked.
    pub span: Span,
    /// What stands under the mark.
    pub label: &'a str,
}

impl<'a> Diagnostic<'a> {
    /// An error without a place.
    pub const fn error(message: &'a str) -> Self {
        Self { severity: Severity::Error, kind: None, message, place: None, help: None }
    }

    /// Writes it, with an empty line after a frame.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
        let shown = |text| untrusted::inline(text, appearance.charset);
        let name = self.severity.name();
        let kind = self.kind.map_or_else(|| name.to_owned(), |kind| format!("{name}[{}]", shown(kind)));
        let kind = paint(Style::Severity(self.severity), kind, appearance);
        writeln!(out, "{kind}: {}", paint(Style::Headline, shown(self.message), appearance))?;
        if let Some(place) = &self.place {
            out.write_all(place.draw(self.severity, appearance).as_bytes())?;
        }
        if let Some(help) = self.help {
            writeln!(out, "{INDENT}{} {}", paint(Style::Field, "help:", appearance), shown(help))?;
        }
        if self.place.is_some() { writeln!(out) } else { Ok(()) }
    }
}

impl Place<'_> {
    fn draw(&self, severity: Severity, appearance: &Appearance) -> String {
        let places = Places::new(&self.file.text);
        let frame = Frame {
            path: &self.file.path,
            index: places.index(),
            hidden: &Hidden::in_text(&self.file.text, &Names::default()),
            span: self.span,
            position: places.position(self.span.start),
            label: self.label,
            severity,
        };
        frame.draw(appearance)
    }
}
