//! From the text of a baseline to its entries, with everything that is wrong on the way.

use super::error::{ReadError, ReadErrorKind};
use super::{Entry, SCHEMA};
use crate::finding::SYNTAX_ERROR;
use crate::finding::Severity;
use crate::identity;
use crate::json::{self, Element, Pointer};
use crate::source::Span;

const FILE: &str = "a baseline";
const FILE_MEMBERS: &[&str] = &["schema", "entries"];
const ENTRY: &str = "an entry";
const ENTRY_MEMBERS: &[&str] = &["id", "rule", "path", "pointer", "severity"];

/// What a schema of some version of the layout begins with.
const FAMILY: &str = "coglint-baseline/";

/// The entries of `text`, or all errors in the order of the text.
pub fn entries(text: &str) -> Result<Vec<Entry>, Vec<ReadError>> {
    let (document, syntax) = json::parse(text);
    if !syntax.is_empty() {
        let error = |error: json::SyntaxError| ReadError { span: error.span, kind: ReadErrorKind::Syntax(error) };
        return Err(syntax.into_iter().map(error).collect());
    }
    let mut reading = Reading::default();
    let entries = document.root().and_then(|root| reading.file(root)).unwrap_or_default();
    if !reading.is_other {
        for duplicate in document.duplicates() {
            for again in duplicate.members().skip(1) {
                reading.error(again.name_span(), ReadErrorKind::Repeated(again.name().into_owned()));
            }
        }
    }
    if reading.errors.is_empty() {
        return Ok(entries);
    }
    reading.errors.sort_by_key(|error| error.span);
    Err(reading.errors)
}

#[derive(Default)]
struct Reading {
    errors: Vec<ReadError>,
    /// Whether the text is another version or no baseline at all, so that what else is in it says nothing.
    is_other: bool,
}

impl Reading {
    fn error(&mut self, span: Span, kind: ReadErrorKind) {
        self.errors.push(ReadError { span, kind });
    }

    fn file(&mut self, root: Element<'_>) -> Option<Vec<Entry>> {
        self.is_other = true;
        if !root.is_object() {
            return self.wrong(root, FILE, "an object");
        }
        let (schema, span) = self.text(root, "schema", "`schema`", FILE)?;
        if schema != SCHEMA {
            self.error(span, of_other_schema(schema));
            return None;
        }
        self.is_other = false;
        self.only(root, FILE_MEMBERS, FILE);
        let entries = self.needed(root, "entries", FILE)?;
        if !entries.is_array() {
            return self.wrong(entries, "`entries`", "an array");
        }
        Some(entries.items().filter_map(|entry| self.entry(entry)).collect())
    }

    fn entry(&mut self, entry: Element<'_>) -> Option<Entry> {
        if !entry.is_object() {
            return self.wrong(entry, "an entry", "an object");
        }
        self.only(entry, ENTRY_MEMBERS, ENTRY);
        let id = self.text(entry, "id", "`id`", ENTRY);
        let rule = self.text(entry, "rule", "`rule`", ENTRY);
        let path = self.text(entry, "path", "`path`", ENTRY);
        let pointer = self.text(entry, "pointer", "`pointer`", ENTRY);
        let severity = self.text(entry, "severity", "`severity`", ENTRY);
        let severity = severity.and_then(|(name, span)| {
            let known = Severity::from_name(&name);
            if known.is_none() {
                self.error(span, ReadErrorKind::UnknownSeverity(name));
            }
            known
        });
        self.check(id.as_ref(), identity::is_one, ReadErrorKind::BadId);
        self.check(pointer.as_ref(), |text| Pointer::parse(text).is_ok(), ReadErrorKind::BadPointer);
        self.check(rule.as_ref(), |rule| rule != SYNTAX_ERROR, ReadErrorKind::NeverAccepted);
        let (id, span) = id?;
        Some(Entry { id, rule: rule?.0, path: path?.0, pointer: pointer?.0, severity: severity?, span })
    }

    fn check(
        &mut self,
        text: Option<&(String, Span)>,
        is_good: impl FnOnce(&str) -> bool,
        kind: impl FnOnce(String) -> ReadErrorKind,
    ) {
        if let Some((text, span)) = text.filter(|(text, _)| !is_good(text)) {
            self.error(*span, kind(text.clone()));
        }
    }

    /// The string `name` of `object`, which must be there, and its place.
    fn text(
        &mut self,
        object: Element<'_>,
        name: &'static str,
        what: &'static str,
        within: &'static str,
    ) -> Option<(String, Span)> {
        let value = self.needed(object, name, within)?;
        match value.as_str() {
            Some(text) => Some((text.into_owned(), value.span())),
            None => self.wrong(value, what, "a string"),
        }
    }

    fn needed<'d>(&mut self, object: Element<'d>, name: &'static str, within: &'static str) -> Option<Element<'d>> {
        let value = object.get(name);
        if value.is_none() {
            let start = object.span().start;
            self.error(Span::new(start, start + 1), ReadErrorKind::Missing { name, within });
        }
        value
    }

    /// Reports the members of `object` that mean nothing.
    fn only(&mut self, object: Element<'_>, known: &'static [&'static str], within: &'static str) {
        for member in object.members() {
            let name = member.name();
            if !known.contains(&name.as_ref()) {
                self.error(member.name_span(), ReadErrorKind::Unknown { name: name.into_owned(), known, within });
            }
        }
    }

    fn wrong<T>(&mut self, value: Element<'_>, what: &'static str, expected: &'static str) -> Option<T> {
        self.error(value.span(), ReadErrorKind::WrongType { what, expected, got: value.kind() });
        None
    }
}

/// A version that is not ours, or no version of a baseline at all.
fn of_other_schema(schema: String) -> ReadErrorKind {
    let version = schema.strip_prefix(FAMILY).filter(|version| version.bytes().all(|byte| byte.is_ascii_digit()));
    if version.is_some_and(|version| !version.is_empty() && !version.starts_with('0')) {
        ReadErrorKind::Newer(schema)
    } else {
        ReadErrorKind::OtherSchema(schema)
    }
}
