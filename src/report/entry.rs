//! The findings of a file as formats write them: secrets concealed, places counted.

use std::borrow::Cow;

use super::identity::identities;
use super::place::Places;
use super::run::{File, Source};
use crate::finding::{Finding, Fix, Safety};
use crate::json::Pointer;
use crate::secret::{self, Names};
use crate::source::{LineIndex, Position, Span};

/// A text with findings.
pub struct Listing<'r> {
    source: &'r Source,
    places: Places<'r>,
    secrets: &'r Names,
}

impl<'r> Listing<'r> {
    /// Of the text `source`, where members of `secrets` are not shown.
    pub fn new(source: &'r Source, secrets: &'r Names) -> Self {
        Self { source, places: Places::new(&source.text), secrets }
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
        secret::conceal(finding, &self.source.hidden, self.secrets)
    }

    /// The identities of the findings of `file`, whose text this is. All lists are needed for each, since equal findings
    /// are numbered.
    pub fn identities(&self, file: &File) -> Identities {
        let suppressed = file.suppressed.iter().map(|suppressed| &suppressed.finding);
        let all = file.findings.iter().chain(&file.baselined).chain(suppressed).chain(&file.hidden);
        let concealed: Vec<_> = all.map(|finding| self.conceal(finding)).collect();
        let concealed: Vec<_> = concealed.iter().map(AsRef::as_ref).collect();
        let mut identities = identities(&file.identity_path, &concealed).into_iter();
        let mut next = |count| identities.by_ref().take(count).collect();
        Identities {
            findings: next(file.findings.len()),
            baselined: next(file.baselined.len()),
            suppressed: next(file.suppressed.len()),
        }
    }

    /// Line and column of both ends of `span`.
    pub fn ends(&self, span: Span) -> (Position, Position) {
        (self.places.position(span.start), self.places.position(span.end))
    }
}

/// The identities of the findings of a file, each list in the order of the file's.
pub struct Identities {
    /// Of what is reported.
    pub findings: Vec<String>,
    /// Of what the baseline knows.
    pub baselined: Vec<String>,
    /// Of what the configuration suppresses.
    pub suppressed: Vec<String>,
}

/// The last line of `span` when it has several. A line end at its end begins no further line.
pub fn last_line(span: Span, index: &LineIndex<'_>) -> Option<u32> {
    let last = index.line_of(span.end.saturating_sub(1).max(span.start));
    (last > index.line_of(span.start)).then_some(last)
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
