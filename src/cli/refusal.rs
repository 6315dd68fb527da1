//! Why the program does not do what it was asked for.

use std::sync::Arc;

use crate::config;
use crate::report::{Error, ErrorKind};
use crate::rule::load::LoadErrorKind;
use crate::source::{LineIndex, SourceFile, Span};

/// What keeps a run from a verdict, and what to do about it.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The error, as reports have it.
    pub error: Error,
    /// What to do.
    pub help: Option<String>,
    /// Where it is, when that can be shown.
    pub place: Option<Box<Marked>>,
}

/// A place in a text that is wrong.
#[derive(Clone, Debug)]
pub struct Marked {
    /// What the text is, in the brackets after `error`: `config`, `rule`, `baseline`.
    pub kind: &'static str,
    /// The file.
    pub file: Arc<SourceFile>,
    /// The place in it.
    pub span: Span,
    /// A few words for the mark under it.
    pub label: String,
}

/// What errors in a configuration file are of.
pub const CONFIG: &str = "config";
/// What errors in a rule file are of.
pub const RULE: &str = "rule";
/// What errors in a baseline are of.
pub const BASELINE: &str = "baseline";

impl Refusal {
    /// Of a kind, without a place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let error = Error { kind, path: None, line: None, column: None, message: message.into() };
        Self { error, help: None, place: None }
    }

    /// Something is wrong with a configuration file.
    pub fn config(file: &Arc<SourceFile>, error: &config::Error) -> Self {
        let marked = Marked { kind: CONFIG, file: Arc::clone(file), span: error.span, label: error.kind.label() };
        Self::new(ErrorKind::Config, error.kind.what()).help(error.kind.help()).at(marked)
    }

    /// Something is wrong with a rule file.
    pub fn rule(file: &Arc<SourceFile>, span: Span, kind: &LoadErrorKind) -> Self {
        let marked = Marked { kind: RULE, file: Arc::clone(file), span, label: kind.label() };
        Self::new(ErrorKind::Config, kind.what()).help(kind.help()).at(marked)
    }

    /// At a place, which the error then names too.
    pub fn at(mut self, place: Marked) -> Self {
        let position = LineIndex::new(&place.file.text).position(place.span.start);
        self.error.path = Some(place.file.path.clone());
        self.error.line = Some(position.line);
        self.error.column = Some(position.column);
        self.place = Some(Box::new(place));
        self
    }

    /// Something is wrong with the command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// Something is wrong with a file that should be checked.
    pub fn input(path: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, message).about(path)
    }

    /// Whether it is shown in a file of that kind.
    pub fn is_in(&self, kind: &str) -> bool {
        self.place.as_ref().is_some_and(|place| place.kind == kind)
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
