//! The keys that say what a rule is: id, severity, category, prose, references.

use std::borrow::Cow;

use crate::finding::{Category, Severity};
use crate::rule::definition::{Precedence, SeverityCase, Source};
use crate::toml_table::{Item, Table};
use crate::value::Type;

use super::context::Reader;
use super::error::LoadErrorKind;

const SOURCES: [(&str, Source); 3] = [("reader", Source::Reader), ("schema", Source::Schema), ("run", Source::Run)];

/// Who finds, when it is not the rule's own condition.
pub fn source(table: &Table<'_, '_>, reader: &Reader<'_>) -> Option<Source> {
    reader.one_of("source", &table.item("source")?, &SOURCES)
}

/// The id; it must be the stem of the file.
pub fn id(table: &Table<'_, '_>, reader: &Reader<'_>, stem: &str) -> String {
    let Some(id) = table.needed("id").and_then(|item| item.text()) else { return stem.to_owned() };
    if !is_kebab_case(&id.text) {
        reader.error(id.span, LoadErrorKind::NotKebabCase(id.text.clone()));
    } else if id.text != stem {
        let kind = LoadErrorKind::IdIsNotTheStem { id: id.text.clone(), stem: stem.to_owned() };
        reader.error(id.span, kind);
    }
    id.text
}

/// Whether `id` is made of words of small letters and digits, joined by `-`, the first of which begins with a letter.
pub fn is_kebab_case(id: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(is_word)
}

/// What the rule finds, in a line.
pub fn summary(table: &Table<'_, '_>, reader: &Reader<'_>) -> String {
    let Some(summary) = table.needed("summary").and_then(|item| item.text()) else { return String::new() };
    if summary.text.trim().is_empty() {
        reader.error(summary.span, LoadErrorKind::Empty("the summary"));
    }
    summary.text
}

/// What the rule is about.
pub fn category(table: &Table<'_, '_>, reader: &Reader<'_>) -> Category {
    let known = Category::ALL.map(|category| (category.name(), category));
    let found = table.needed("category").and_then(|item| reader.one_of("category", &item, &known));
    found.unwrap_or(Category::Hygiene)
}

/// The rank in the general order.
pub fn precedence(table: &Table<'_, '_>, reader: &Reader<'_>) -> Precedence {
    let found = table.item("precedence").and_then(|item| reader.one_of("precedence", &item, &Precedence::NAMES));
    if found == Some(Precedence::Last) {
        reader.add_spoken_members();
    }
    found.unwrap_or(Precedence::Ordinary)
}

/// The rule's severity.
pub fn severity(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<SeverityCase> {
    table.needed("severity").map(|item| severity_cases(&item, reader)).unwrap_or_default()
}

/// One severity, or a list of cases that ends with one.
pub fn severity_cases(item: &Item<'_, '_>, reader: &Reader<'_>) -> Vec<SeverityCase> {
    let known = Severity::ALL.map(|severity| (severity.name(), severity));
    let plain = |item: &Item<'_, '_>| {
        reader.one_of("severity", item, &known).map(|severity| SeverityCase { when: None, severity })
    };
    if item.value().as_array().is_none() {
        return plain(item).into_iter().collect();
    }
    let case = |item: &Item<'_, '_>| {
        if item.value().is_str() {
            return plain(item);
        }
        let case = item.table("a case of a severity")?;
        let when = case.needed("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
        let severity = case.needed("is").and_then(|item| reader.one_of("severity", &item, &known));
        case.finish();
        Some(SeverityCase { when: Some(when?), severity: severity? })
    };
    let items = item.list().unwrap_or_default();
    let last_is_plain = items.last().is_some_and(|last| last.value().is_str());
    if !last_is_plain {
        reader.error(item.span(), LoadErrorKind::NoLastSeverity);
    }
    items.iter().filter_map(case).collect()
}

/// What people read about the rule, checked for its form. It is read again when somebody asks for it.
pub fn prose(table: &Table<'_, '_>, reader: &Reader<'_>) {
    for key in ["why", "fix-note", "traps"] {
        let item = if key == "why" { table.needed(key) } else { table.item(key) };
        if let Some(text) = item.and_then(|item| item.text()).filter(|text| text.text.trim().is_empty()) {
            reader.error(text.span, LoadErrorKind::Empty("the text"));
        }
    }
    for item in table.item("references").and_then(|item| item.list()).unwrap_or_default() {
        let Some(reference) = item.table("a reference") else { continue };
        reference.needed("title").and_then(|title| title.text());
        let url = reference.needed("url").and_then(|url| url.text());
        if let Some(url) = url.filter(|url| !url.text.starts_with("https://")) {
            reader.error(url.span, LoadErrorKind::NotHttps(url.text));
        }
        reference.finish();
    }
}

/// The text as rules keep it.
pub fn owned(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}
