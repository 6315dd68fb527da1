//! What can be wrong with the text of a baseline, as values and in words.

use super::SCHEMA;
use crate::expr::near_names;
use crate::finding::Severity;
use crate::json::{Kind, SyntaxError};
use crate::source::Span;
use crate::untrusted::shorten;

/// One mistake in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ReadErrorKind,
}

/// What is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// The text is no JSON.
    Syntax(SyntaxError),
    /// A later version of the layout.
    Newer(String),
    /// The text is something else than a baseline.
    OtherSchema(String),
    /// A value of another kind.
    WrongType {
        /// What the value is, such as the name of the member.
        what: &'static str,
        /// The kind that it must have, with its article.
        expected: &'static str,
        /// The kind that it has.
        got: Kind,
    },
    /// A member that must be there.
    Missing {
        /// The member.
        name: &'static str,
        /// What lacks it, with its article.
        within: &'static str,
    },
    /// A member that means nothing.
    Unknown {
        /// The member.
        name: String,
        /// The members that mean something there.
        known: &'static [&'static str],
        /// What has it, with its article.
        within: &'static str,
    },
    /// A member that stands twice.
    Repeated(String),
    /// No identity.
    BadId(String),
    /// No JSON Pointer.
    BadPointer(String),
    /// No severity.
    UnknownSeverity(String),
    /// A rule whose findings are never accepted.
    NeverAccepted(String),
}

impl ReadErrorKind {
    /// What is wrong, as a headline.
    pub fn what(&self) -> String {
        match self {
            Self::Syntax(error) => error.what(),
            Self::Newer(schema) => format!("`{}` needs a newer coglint", shorten(schema)),
            Self::OtherSchema(schema) => format!("`{}` is not the schema of a baseline", shorten(schema)),
            Self::WrongType { what, expected, got } => {
                format!("{what} must be {expected}, not {}", kind_in_words(*got))
            }
            Self::Missing { name, within } => format!("`{name}` is missing in {within}"),
            Self::Unknown { name, .. } => format!("unknown member `{}`", shorten(name)),
            Self::Repeated(name) => format!("`{}` is given twice", shorten(name)),
            Self::BadId(text) => format!("`{}` is not the identity of a finding", shorten(text)),
            Self::BadPointer(text) => format!("`{}` is not a JSON Pointer", shorten(text)),
            Self::UnknownSeverity(text) => format!("`{}` is not a severity", shorten(text)),
            Self::NeverAccepted(rule) => format!("findings of `{rule}` cannot be in a baseline"),
        }
    }

    /// A few words for the mark under the place.
    pub fn label(&self) -> String {
        match self {
            Self::Syntax(_) => "here".to_owned(),
            Self::Newer(_) => format!("this coglint reads {SCHEMA}"),
            Self::OtherSchema(_) => format!("not {SCHEMA}"),
            Self::WrongType { got, .. } => format!("this is {}", kind_in_words(*got)),
            Self::Missing { name, .. } => format!("`{name}` is not here"),
            Self::Unknown { within, .. } => format!("not a member of {within}"),
            Self::Repeated(_) => "again".to_owned(),
            Self::BadId(_) => "not 32 hexadecimal digits".to_owned(),
            Self::BadPointer(_) => "begins with no `/`, or has a `~` without 0 or 1".to_owned(),
            Self::UnknownSeverity(_) => "not error, warning or info".to_owned(),
            Self::NeverAccepted(_) => "a text that cannot be read hides everything else".to_owned(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Syntax(error) => Some(error.help()),
            Self::Unknown { name, known, .. } => near(name, known),
            Self::UnknownSeverity(text) => near(text, &Severity::ALL.map(Severity::name)),
            Self::OtherSchema(_) | Self::Missing { name: "schema", .. } => {
                Some("`coglint baseline create` writes a baseline".to_owned())
            }
            Self::NeverAccepted(_) => Some("take the entry out".to_owned()),
            _ => None,
        }
    }
}

fn near(name: &str, known: &[&str]) -> Option<String> {
    let names: Vec<_> = near_names(name, known.iter().copied()).into_iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
}

const fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "a boolean",
        Kind::Null => "null",
        Kind::Bogus => "something unreadable",
    }
}
