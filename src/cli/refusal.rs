//! Why the program does not do what it was asked for.

use std::sync::Arc;

use crate::report::{Error, ErrorKind, Places};
use crate::source::{SourceFile, Span};

/// What keeps a run from a verdict, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error, as reports have it.
    pub error: Error,
    /// What to do.
    pub help: Option<String>,
    /// Where it shows.
    pub place: Option<Box<Marked>>,
}

/// A place in a text that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What the text is, in the brackets after `error`: `baseline`.
    pub kind: &'static str,
    /// The text.
    pub file: Arc<SourceFile>,
    /// What is marked.
    pub span: Span,
    /// What stands under the mark.
    pub label: String,
}

impl Refusal {
    /// Of a kind, without a place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let error = Error { kind, path: None, line: None, column: None, message: message.into() };
        Self { error, help: None, place: None }
    }

    /// Something is wrong with the command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// Something is wrong with a file that should be checked.
    pub fn input(path: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, message).about(path)
    }

    /// With what to do.
    pub fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// At a place, which the error then names too.
    pub fn at(mut self, place: Marked) -> Self {
        let position = Places::new(&place.file.text).position(place.span.start);
        self.error.path = Some(place.file.path.clone());
        self.error.line = Some(position.line);
        self.error.column = Some(position.column);
        self.place = Some(Box::new(place));
        self
    }

    /// About a file.
    pub fn about(mut self, path: &str) -> Self {
        self.error.path = Some(path.to_owned());
        self
    }
}
