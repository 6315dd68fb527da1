//! Why the program does not do what it was asked for.

use crate::report::{Error, ErrorKind};

/// What keeps a run from a verdict, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error, as reports have it.
    pub error: Error,
    /// What to do.
    pub help: Option<String>,
}

impl Refusal {
    /// Of a kind, without a place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let error = Error { kind, path: None, line: None, column: None, message: message.into() };
        Self { error, help: None }
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

    /// About a file.
    pub fn about(mut self, path: &str) -> Self {
        self.error.path = Some(path.to_owned());
        self
    }
}
