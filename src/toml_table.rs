//! A TOML text read key by key, with the span of every key and value.
//!
//! Rule files and settings are read through it: every error of a text is collected, none stops the reading, and a key
//! that nobody asked for is an error with the names that were. What the keys mean is left to the readers.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::expr::near_names;
use crate::source::Span;

/// What is wrong at one place of a TOML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The place.
    pub span: Span,
    /// What is wrong there.
    pub kind: TableErrorKind,
}

/// What can be wrong with a TOML text before anybody looks at what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableErrorKind {
    /// The text is no TOML; the reader's own words.
    Syntax(String),
    /// A key that nobody reads.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that are read there.
        known: Vec<&'static str>,
        /// What it stands in, with its article.
        within: &'static str,
    },
    /// A key that must be there and is not.
    MissingKey {
        /// The key.
        key: &'static str,
        /// What it is missing in, with its article.
        within: &'static str,
    },
    /// A value of another type.
    WrongType {
        /// What the value is: a key in backticks, or an item of it.
        what: String,
        /// The type that it must have, with its article.
        expected: &'static str,
        /// The type that it has.
        got: &'static str,
    },
}

/// Where the errors of one text go.
#[derive(Debug, Default)]
pub struct Errors(RefCell<Vec<TableError>>);

impl Errors {
    fn push(&self, span: Span, kind: TableErrorKind) {
        self.0.borrow_mut().push(TableError { span, kind });
    }

    /// The errors, in the order of the text.
    pub fn into_sorted(self) -> Vec<TableError> {
        let mut errors = self.0.into_inner();
        errors.sort_by_key(|error| error.span);
        errors
    }
}

/// The whole text as a table; what cannot be read is reported and left out.
pub fn parse<'t>(text: &'t str, errors: &Errors) -> Spanned<DeTable<'t>> {
    let (table, syntax) = DeTable::parse_recoverable(text);
    for error in syntax {
        let at = error.span().map_or(Span::at(0), span);
        errors.push(at, TableErrorKind::Syntax(error.message().to_owned()));
    }
    table
}

/// One table, with what was asked of it.
pub struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    span: Span,
    within: &'static str,
    errors: &'a Errors,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a, 't> Table<'a, 't> {
    /// The root table; `within` says what it is, with its article.
    pub fn root(table: &'a Spanned<DeTable<'t>>, within: &'static str, errors: &'a Errors) -> Self {
        Self::new(table.get_ref(), Span::at(0), within, errors)
    }

    const fn new(entries: &'a DeTable<'t>, span: Span, within: &'static str, errors: &'a Errors) -> Self {
        Self { entries, span, within, errors, asked: RefCell::new(Vec::new()) }
    }

    /// The span of the table.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The value of `key`, whatever it is.
    pub fn item(&self, key: &'static str) -> Option<Item<'a, 't>> {
        self.asked.borrow_mut().push(key);
        let (name, value) = self.entries.get_key_value(key)?;
        let key = Text { text: key.to_owned(), span: span(name.span()) };
        Some(Item { what: format!("`{}`", key.text), key, value, errors: self.errors })
    }

    /// The value of `key`, which must be there.
    pub fn needed(&self, key: &'static str) -> Option<Item<'a, 't>> {
        let item = self.item(key);
        if item.is_none() {
            self.errors.push(self.span, TableErrorKind::MissingKey { key, within: self.within });
        }
        item
    }

    /// Every entry, for tables whose keys are names; none of them is unknown then.
    pub fn entries(&self) -> impl Iterator<Item = (Text, Item<'a, 't>)> {
        self.entries.iter().map(|(key, value)| {
            let name = Text { text: key.get_ref().to_string(), span: span(key.span()) };
            let item = Item { key: name.clone(), what: format!("`{}`", name.text), value, errors: self.errors };
            (name, item)
        })
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        let known = self.asked.into_inner();
        for key in self.entries.keys() {
            if !known.contains(&key.get_ref().as_ref()) {
                let kind = TableErrorKind::UnknownKey {
                    key: key.get_ref().to_string(),
                    known: known.clone(),
                    within: self.within,
                };
                self.errors.push(span(key.span()), kind);
            }
        }
    }
}

/// A text of a file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, unescaped.
    pub text: String,
    /// The value in the file, quotes included.
    pub span: Span,
}

/// The value of a key.
#[derive(Clone)]
pub struct Item<'a, 't> {
    key: Text,
    /// What it is in errors.
    what: String,
    value: &'a Spanned<DeValue<'t>>,
    errors: &'a Errors,
}

impl<'a, 't> Item<'a, 't> {
    /// The span of the key.
    pub const fn key_span(&self) -> Span {
        self.key.span
    }

    /// The key; of an item of a list that of the list.
    pub fn key(&self) -> &str {
        &self.key.text
    }

    /// The span of the value.
    pub fn span(&self) -> Span {
        span(self.value.span())
    }

    /// The value as the TOML reader gives it.
    pub fn value(&self) -> &'a DeValue<'t> {
        self.value.get_ref()
    }

    /// The text; anything else is reported.
    pub fn text(&self) -> Option<Text> {
        match self.value() {
            DeValue::String(text) => Some(Text { text: text.to_string(), span: self.span() }),
            _ => self.wrong("a string"),
        }
    }

    /// The truth value; anything else is reported.
    pub fn boolean(&self) -> Option<bool> {
        self.value().as_bool().or_else(|| self.wrong("a boolean"))
    }

    /// The integer of 64 bits; anything else is reported.
    pub fn integer(&self) -> Option<i64> {
        self.value()
            .as_integer()
            .and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok())
            .or_else(|| self.wrong("an integer of 64 bits"))
    }

    /// The items of the list; anything else is reported.
    pub fn list(&self) -> Option<Vec<Item<'a, 't>>> {
        let Some(items) = self.value().as_array() else { return self.wrong("a list") };
        let item = |value| Item {
            key: self.key.clone(),
            what: format!("an item of {}", self.what),
            value,
            errors: self.errors,
        };
        Some(items.iter().map(item).collect())
    }

    /// The texts of the list; every item of another type is reported.
    pub fn texts(&self) -> Option<Vec<Text>> {
        Some(self.list()?.iter().filter_map(Item::text).collect())
    }

    /// The table; anything else is reported. `within` says what it is, with its article.
    pub fn table(&self, within: &'static str) -> Option<Table<'a, 't>> {
        match self.value() {
            DeValue::Table(entries) => Some(Table::new(entries, self.span(), within, self.errors)),
            _ => self.wrong("a table"),
        }
    }

    /// Reports that the value has another type than `expected`.
    pub fn wrong<T>(&self, expected: &'static str) -> Option<T> {
        let got = self.value().type_str();
        let kind = TableErrorKind::WrongType { what: self.what.clone(), expected, got };
        self.errors.push(self.span(), kind);
        None
    }
}

/// The span of a range of the TOML reader.
pub fn span(range: Range<usize>) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

impl TableErrorKind {
    /// What is wrong, as a headline.
    pub fn what(&self) -> String {
        match self {
            Self::Syntax(message) => message.lines().next().unwrap_or("this is no TOML").to_owned(),
            Self::UnknownKey { key, .. } => format!("unknown key `{key}`"),
            Self::MissingKey { key, within } => format!("`{key}` is missing in {within}"),
            Self::WrongType { what, expected, got } => format!("{what} must be {expected}, not {}", with_article(got)),
        }
    }

    /// A few words for the mark under the place.
    pub fn label(&self) -> String {
        match self {
            Self::Syntax(_) => "here".to_owned(),
            Self::UnknownKey { within, .. } => format!("not a key of {within}"),
            Self::MissingKey { key, .. } => format!("`{key}` is not here"),
            Self::WrongType { got, .. } => format!("this is {}", with_article(got)),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownKey { key, known, .. } => {
                let near = near_names(key, known.iter().copied());
                let quoted: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
                (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
            }
            Self::MissingKey { key, .. } => Some(format!("add `{key} = …`")),
            Self::Syntax(_) | Self::WrongType { .. } => None,
        }
    }
}

fn with_article(ty: &str) -> String {
    let article = if ty.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {ty}")
}
