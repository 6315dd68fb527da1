//! What can be wrong with a configuration file.

use super::{SHORTEST_REASON, VERSION};
use crate::rule::load::{LoadErrorKind, did_you_mean};
use crate::source::Span;
use crate::toml_table::TableErrorKind;

/// What is wrong at one place of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The place.
    pub span: Span,
    /// What is wrong there.
    pub kind: ErrorKind,
}

impl Error {
    /// Whether the text is no TOML there.
    pub const fn is_syntax(&self) -> bool {
        matches!(self.kind, ErrorKind::Table(TableErrorKind::Syntax(_)))
    }
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is no TOML, or a key is unknown, missing, or of the wrong type.
    Table(TableErrorKind),
    /// A value of a parameter that the rule does not take.
    Parameter(LoadErrorKind),
    /// A name that does not exist.
    UnknownName {
        /// What it is a name of.
        noun: &'static str,
        /// The name.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
        /// All names, where they are few.
        known: Option<String>,
    },
    /// A version that this program does not know.
    Version(i64),
    /// One table where a list of tables stands.
    OneTable(String),
    /// A size that cannot be read.
    Size(String),
    /// A pattern that is no glob.
    Glob {
        /// The pattern.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// A text that is no pattern of pointers.
    Pointer(String),
    /// A reason that is too short to be one.
    ShortReason(usize),
    /// A list or text that must not be empty.
    Empty(&'static str),
    /// A setting of the findings about texts that are no JSON.
    AlwaysOn(&'static str),
    /// A wildcard where ids of rules stand.
    PatternOfRules(String),
    /// A URL where a file of this machine is wanted.
    Url(String),
    /// A file or directory that cannot be read.
    Unreadable {
        /// What it is.
        what: &'static str,
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A file that inherits from itself; the paths from one to the next.
    Cycle(Vec<String>),
    /// More files inherit from one another than this.
    LongChain(usize),
}

impl ErrorKind {
    /// What is wrong, as a headline.
    pub fn what(&self) -> String {
        match self {
            Self::Table(kind) => kind.what(),
            Self::Parameter(kind) => kind.what(),
            Self::UnknownName { noun, name, .. } => format!("unknown {noun} `{name}`"),
            Self::Version(version) if *version > VERSION => format!("version {version} needs a newer coglint"),
            Self::Version(version) => format!("there is no version {version}"),
            Self::OneTable(key) => format!("`{key}` must be a list of tables, not one table"),
            Self::Size(text) => format!("`{text}` is no size"),
            Self::Glob { pattern, .. } => format!("`{pattern}` is no glob"),
            Self::Pointer(text) => format!("`{text}` is no pointer"),
            Self::ShortReason(_) => "the reason is too short to be one".to_owned(),
            Self::Empty(what) => format!("{what} is empty"),
            Self::AlwaysOn(rule) => format!("`{rule}` cannot be turned off, changed or suppressed"),
            Self::Unreadable { what, path, reason } => format!("cannot read the {what} {path}: {reason}"),
            Self::PatternOfRules(text) => format!("`{text}` is no id of a rule"),
            Self::Url(text) => format!("`{text}` is no path"),
            Self::Cycle(paths) => format!("`extends` runs in a circle: {}", paths.join(" → ")),
            Self::LongChain(most) => format!("more than {most} configurations inherit from one another"),
        }
    }

    /// A few words for the mark under the place.
    pub fn label(&self) -> String {
        match self {
            Self::Table(kind) => kind.label(),
            Self::Parameter(kind) => kind.label(),
            Self::UnknownName { noun, .. } => {
                format!("no {noun} has this {}", if *noun == "rule" { "id" } else { "name" })
            }
            Self::Version(_) => format!("this coglint reads version {VERSION}"),
            Self::OneTable(_) => "this table".to_owned(),
            Self::Size(_) => "this size".to_owned(),
            Self::Glob { reason, .. } => reason.clone(),
            Self::Pointer(_) => "this pointer".to_owned(),
            Self::ShortReason(count) => {
                format!("{count} character{}", if *count == 1 { "" } else { "s" })
            }
            Self::Empty(_) => "nothing here".to_owned(),
            Self::AlwaysOn(_) => "this rule".to_owned(),
            Self::Unreadable { what, .. } => format!("this {what}"),
            Self::PatternOfRules(_) => "rules are named one by one".to_owned(),
            Self::Url(_) => "nothing is read from the network".to_owned(),
            Self::Cycle(_) => "back to where it began".to_owned(),
            Self::LongChain(_) => "this one is too many".to_owned(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Table(kind) => kind.help(),
            Self::Parameter(kind) => kind.help(),
            Self::UnknownName { near, known, .. } => did_you_mean(near).or_else(|| known.clone()),
            Self::Version(version) if *version > VERSION => Some("install the newest release".to_owned()),
            Self::Version(_) => Some(format!("write `version = {VERSION}`")),
            Self::OneTable(key) => Some(format!("write `[[{key}]]` above each of them")),
            Self::Size(_) => Some("write a number of bytes, or a text such as \"512KiB\" or \"4MiB\"".to_owned()),
            Self::Glob { .. } => Some("write `*` for a part of a name, `**` for any directories".to_owned()),
            Self::Pointer(_) => Some(
                "write `/` before each name, such as \"/CallbackURLs/*\" (RFC 6901; `*` is any one name)".to_owned(),
            ),
            Self::ShortReason(_) => Some(format!(
                "say in {SHORTEST_REASON} characters or more why the finding is accepted, or which ticket does"
            )),
            Self::Empty(_) => Some("fill it in, or leave the key out".to_owned()),
            Self::AlwaysOn(_) => Some("mend the file, or leave it out with `exclude`".to_owned()),
            Self::Unreadable { .. } => Some("paths count from the directory of this file".to_owned()),
            Self::PatternOfRules(_) => {
                Some("write the ids in a list; `coglint rules` shows them, and `path` says for which files".to_owned())
            }
            Self::Url(_) => Some("keep a copy of the file in the repository, and write its path".to_owned()),
            Self::Cycle(_) => Some("take one of the files out of the circle".to_owned()),
            Self::LongChain(_) => Some("put some of them into one file".to_owned()),
        }
    }
}
