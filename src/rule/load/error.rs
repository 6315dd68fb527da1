//! What can be wrong with a rule file.

use crate::expr::{ExprError, near_names};
use crate::source::Span;
use crate::toml_table::TableErrorKind;

/// One mistake in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Where in the file.
    pub span: Span,
    /// What is wrong there.
    pub kind: LoadErrorKind,
}

/// What is wrong, and the values that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadErrorKind {
    /// The text is no TOML, or a key is unknown, missing or of the wrong type.
    Table(TableErrorKind),
    /// An expression does not compile.
    Expression(ExprError),
    /// A fact exists, but cannot be asked for at the rule's places.
    FactElsewhere {
        /// The fact.
        name: String,
        /// Where it can be asked for.
        asked: &'static str,
    },
    /// A name that must be one of a list.
    UnknownName {
        /// What it should be, in the singular.
        noun: &'static str,
        /// The name as written.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// The id differs from the stem of the file.
    IdIsNotTheStem {
        /// The id.
        id: String,
        /// The stem.
        stem: String,
    },
    /// The id is no kebab-case name.
    NotKebabCase(String),
    /// A pattern of places that cannot be read.
    Place(String),
    /// A brace in a message that is not closed, or closes nothing.
    Brace,
    /// A message that ends without a full stop, so that sentences would run together.
    NoFullStop,
    /// A text that must not be empty.
    Empty(&'static str),
    /// A named expression that is a thing with fields, or a list of such.
    NoValueType(String),
    /// A severity without a last case that always holds.
    NoLastSeverity,
    /// A duration that cannot be read.
    Duration(String),
    /// A value out of the range of its parameter.
    OutOfRange {
        /// The value in words.
        value: String,
        /// The range in words.
        range: String,
    },
    /// A pattern that is no regular expression, or too large a one.
    Pattern(String),
    /// A link that is not https.
    NotHttps(String),
    /// A rule without a condition, a reason or a source.
    NoCondition,
    /// A key that a rule with this source has no use for.
    UselessKey(&'static str),
    /// Rules that wait for each other.
    Cycle(Vec<String>),
    /// Two rules with one id.
    DuplicateId {
        /// The id.
        id: String,
        /// The file that has it already, or the words for a built-in rule.
        other: String,
    },
}

impl LoadErrorKind {
    /// An unknown name, with the names that it may have meant.
    pub fn unknown<'n>(noun: &'static str, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        Self::UnknownName { noun, name: name.to_owned(), near: near_names(name, known) }
    }

    /// What is wrong, as a headline.
    pub fn what(&self) -> String {
        match self {
            Self::Table(kind) => kind.what(),
            Self::Expression(error) => error.what(),
            Self::FactElsewhere { name, .. } => format!("the fact `{name}` has no meaning at this rule's places"),
            Self::UnknownName { noun, name, .. } => format!("unknown {noun} `{name}`"),
            Self::IdIsNotTheStem { id, stem } => format!("the id `{id}` differs from the name of the file, `{stem}`"),
            Self::NotKebabCase(id) => format!("the id `{id}` is not in kebab-case"),
            Self::Place(pattern) => format!("`{pattern}` is no pattern of places"),
            Self::Brace => "a brace is not closed, or closes nothing".to_owned(),
            Self::NoFullStop => "a sentence does not end with a full stop".to_owned(),
            Self::Empty(what) => format!("{what} is empty"),
            Self::NoValueType(name) => format!("`{name}` is no value but a thing with fields"),
            Self::NoLastSeverity => "no severity is left when none of the conditions holds".to_owned(),
            Self::Duration(text) => format!("`{text}` is no duration"),
            Self::OutOfRange { value, .. } => format!("{value} is out of range"),
            Self::Pattern(reason) => format!("a pattern cannot be used: {reason}"),
            Self::NotHttps(url) => format!("the link `{url}` is not https"),
            Self::NoCondition => "the rule has no condition".to_owned(),
            Self::UselessKey(key) => format!("`{key}` has no use in a rule with a `source`"),
            Self::Cycle(ids) => format!("rules wait for each other: {}", ids.join(", ")),
            Self::DuplicateId { id, .. } => format!("a rule `{id}` exists already"),
        }
    }

    /// A few words for the mark under the place.
    pub fn label(&self) -> String {
        match self {
            Self::Table(kind) => kind.label(),
            Self::Expression(_) => "in this expression".to_owned(),
            Self::FactElsewhere { .. } => "not a fact of this place".to_owned(),
            Self::UnknownName { noun, .. } => format!("no such {noun}"),
            Self::IdIsNotTheStem { .. } | Self::NotKebabCase(_) => "this id".to_owned(),
            Self::Place(_) | Self::Pattern(_) => "this pattern".to_owned(),
            Self::Brace | Self::NoFullStop => "in this text".to_owned(),
            Self::Empty(_) => "nothing here".to_owned(),
            Self::NoValueType(_) => "this expression".to_owned(),
            Self::NoLastSeverity => "these cases".to_owned(),
            Self::Duration(_) | Self::OutOfRange { .. } => "this value".to_owned(),
            Self::NotHttps(_) => "this link".to_owned(),
            Self::NoCondition => "in this file".to_owned(),
            Self::UselessKey(_) => "this key".to_owned(),
            Self::Cycle(_) => "this rule".to_owned(),
            Self::DuplicateId { .. } => "the second one".to_owned(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Table(kind) => kind.help(),
            Self::Expression(error) => error.help(),
            Self::FactElsewhere { asked, .. } => Some(format!("it can be asked for {asked}")),
            Self::UnknownName { near, .. } => did_you_mean(near),
            Self::IdIsNotTheStem { id, .. } => Some(format!("name the file `{id}.toml`, or change the id")),
            Self::NotKebabCase(_) => Some("use small letters and digits, in words joined by `-`".to_owned()),
            Self::Place(_) => Some(
                "write `\"\"`, `/Member`, `/Member?`, `/Member/*`, `/Member/Part`, `@fact` or `each params.NAME`"
                    .to_owned(),
            ),
            Self::Brace => Some("write `{expression}`, and `{{` or `}}` for a brace".to_owned()),
            Self::NoFullStop => Some("end each sentence of `message` with `.`, `?` or `!`".to_owned()),
            Self::Empty(_) => Some("fill it in, or leave the key out".to_owned()),
            Self::NoValueType(_) => Some("use the fact itself, or name one of its fields".to_owned()),
            Self::NoLastSeverity => Some("end the list with a severity that has no condition".to_owned()),
            Self::Duration(_) => Some("write a whole number and `s`, `m`, `h` or `d`, such as `\"12h\"`".to_owned()),
            Self::OutOfRange { range, .. } => Some(format!("write {range}")),
            Self::Pattern(_) => {
                Some("write a regular expression of ordinary size; look-around is not supported".to_owned())
            }
            Self::NotHttps(_) => Some("link to the https address".to_owned()),
            Self::NoCondition => Some("write `when = \"…\"`, or reasons with conditions".to_owned()),
            Self::UselessKey(_) => Some("the findings come from the program: leave the key out".to_owned()),
            Self::Cycle(_) => Some("take one of `silences` or `speaks(…)` out of the circle".to_owned()),
            Self::DuplicateId { other, .. } => Some(format!("it is {other}; give this rule another id")),
        }
    }
}

/// `did you mean …?` for up to three names.
pub fn did_you_mean(near: &[String]) -> Option<String> {
    let quoted: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
    match &quoted[..] {
        [] => None,
        [only] => Some(format!("did you mean {only}?")),
        [first @ .., last] => Some(format!("did you mean {} or {last}?", first.join(", "))),
    }
}
