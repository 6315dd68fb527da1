//! The findings of a file as formats write them: secrets concealed, places counted.

use std::borrow::Cow;

use super::place::{Places, Unit};
use super::run::Source;
use crate::finding::{Finding, Fix, Safety};
use crate::json::Pointer;
use crate::secret;
use crate::source::{Position, Span};

/// A text with findings.
pub struct Listing<'r> {
    source: &'r Source,
    places: Places<'r>,
}

impl<'r> Listing<'r> {
    /// Of the text `source`.
    pub fn new(source: &'r Source) -> Self {
        Self::counting(Unit::Character, source)
    }

    /// The same with columns that count `unit`s.
    pub fn counting(unit: Unit, source: &'r Source) -> Self {
        Self { source, places: Places::counting(unit, &source.text) }
    }

    /// The text.
    pub const fn source(&self) -> &'r Source {
        self.source
    }

    /// The lines of the text.
    pub const fn places(&self) -> &Places<'r> {
        &self.places
    }

    /// `finding` as it may be shown.
    pub fn conceal<'f>(&self, finding: &'f Finding) -> Cow<'f, Finding> {
        secret::conceal(finding, &self.source.hidden, &self.source.secrets)
    }

    /// Line and column of both ends of `span`.
    pub fn ends(&self, span: Span) -> (Position, Position) {
        (self.places.position(span.start), self.places.position(span.end))
    }
}

/// What stands under the mark of a finding: the parser's reason, the member that is not set, or the pointer.
pub fn label(finding: &Finding) -> Cow<'_, str> {
    match (&finding.label, &finding.member) {
        (Some(reason), _) => Cow::Borrowed(reason),
        (None, Some(member)) => Cow::Owned(format!("{} is not set", finding.pointer.child(member))),
        (None, None) if finding.pointer == Pointer::root() => Cow::Borrowed("(document)"),
        (None, None) => Cow::Borrowed(finding.pointer.as_str()),
    }
}

/// How to apply a fix and what it does.
pub fn fix_line(fix: &Fix) -> String {
    let how = match fix.safety {
        Safety::Safe => "safe (--fix)",
        Safety::Unsafe => "unsafe (--fix --unsafe-fixes)",
    };
    format!("{how}: {}", fix.title)
}
