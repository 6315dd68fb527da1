//! Texts with values in them: named expressions, reasons and the sentences of a message.

use std::borrow::Cow;

use crate::expr::{Kind, Program};
use crate::request::facts::{Asked, FACTS};
use crate::rule::definition::{Named, Part, Reason, Sentence};
use crate::rule::environment::{Slot, TEXTS};
use crate::rule::functions::{Call, FUNCTIONS};
use crate::source::Span;
use crate::toml_table::{Item, Table, Text};
use crate::value::Type;

use super::context::Reader;
use super::error::LoadErrorKind;

/// The table `names`: expressions with a name, each of which may use those before it.
pub fn names(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Named> {
    let Some(all) = table.item("names").and_then(|item| item.table("`names`")) else { return Vec::new() };
    let mut names: Vec<Named> = Vec::new();
    for (name, item) in all.entries() {
        names.extend(named(name, &item, &names, reader));
    }
    names
}

/// An expression with a name, after those of `before`.
fn named(name: Text, item: &Item<'_, '_>, before: &[Named], reader: &Reader<'_>) -> Option<Named> {
    let value = reader.expression_of(item, None)?;
    let Some(ty) = type_of(&value) else {
        reader.error(item.span(), LoadErrorKind::NoValueType(name.text));
        return None;
    };
    reader.add_name(&name.text, ty);
    let is_same_everywhere = is_same_everywhere(&value, before);
    Some(Named { name: Cow::Owned(name.text), value, is_same_everywhere })
}

/// Whether an expression that may use the names `before` has one value in a request, whatever the place.
fn is_same_everywhere(program: &Program, before: &[Named]) -> bool {
    let is_same = |(slot, _)| match Slot::from_number(slot) {
        Slot::Fact(index) => FACTS.get(index).is_some_and(|fact| fact.asked == Asked::Anywhere),
        Slot::Parameter(_) | Slot::List(_) => true,
        Slot::Name(index) => before.get(index).is_some_and(|name| name.is_same_everywhere),
        Slot::Reasons | Slot::SpokenMembers => false,
    };
    let asks_who_speaks = |(function, _)| {
        let function = FUNCTIONS.get(usize::from(function));
        function.is_none_or(|function| matches!(function.call, Call::Speaks))
    };
    program.variables().all(is_same) && !program.calls().any(asks_who_speaks)
}

/// The static type of a named expression. Things with fields keep to facts: a name for one would say no more than the fact.
fn type_of(program: &Program) -> Option<Type> {
    match (program.result, program.item) {
        (Kind::Bool, _) => Some(Type::Bool),
        (Kind::Int, _) => Some(Type::Int),
        (Kind::String, _) => Some(Type::String),
        (Kind::List, Some(Kind::Bool)) => Some(Type::List(&Type::Bool)),
        (Kind::List, Some(Kind::Int)) => Some(Type::List(&Type::Int)),
        (Kind::List, Some(Kind::String) | None) => Some(TEXTS),
        (Kind::List | Kind::Object, _) => None,
    }
}

/// The tables `reason`: phrases, each with a condition.
pub fn reasons(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Reason> {
    let reason = |item: &Item<'_, '_>| {
        let table = item.table("a reason")?;
        let when = table.needed("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
        let text = table.needed("text").and_then(|item| item.text());
        table.finish();
        let text = text?;
        Some(Reason { when: when?, text: Cow::Owned(parts(&text, reader)) })
    };
    let items = table.item("reason").and_then(|item| item.list()).unwrap_or_default();
    let reasons: Vec<_> = items.iter().filter_map(reason).collect();
    if !items.is_empty() {
        reader.add_reasons();
    }
    reasons
}

/// The key `message`: sentences, each a text or a table with a condition.
pub fn sentences(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Sentence> {
    let item = if table.item("source").is_some() { table.item("message") } else { table.needed("message") };
    let items = item.and_then(|item| item.list()).unwrap_or_default();
    items.iter().filter_map(|item| sentence(item, reader)).collect()
}

fn sentence(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<Sentence> {
    let (when, text) = if item.value().as_table().is_some() {
        let table = item.table("a sentence")?;
        let when = table.needed("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
        let text = table.needed("text").and_then(|item| item.text());
        table.finish();
        (Some(when?), text?)
    } else {
        (None, item.text()?)
    };
    let is_finished = text.text.ends_with(['.', '?', '!', '}']);
    if !is_finished {
        reader.error(text.span, LoadErrorKind::NoFullStop);
    }
    Some(Sentence { when, parts: Cow::Owned(parts(&text, reader)) })
}

/// A text with `{expression}`s in it; `{{` and `}}` are braces.
pub fn parts(text: &Text, reader: &Reader<'_>) -> Vec<Part> {
    let begin = reader.inside(text.span, &text.text);
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text.text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..];
        if let Some(after) = brace.strip_prefix("{{") {
            plain.push('{');
            rest = after;
        } else if let Some(after) = brace.strip_prefix("}}") {
            plain.push('}');
            rest = after;
        } else if let Some((source, after)) = brace.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            if !plain.is_empty() {
                parts.push(Part::Text(Cow::Owned(std::mem::take(&mut plain))));
            }
            let offset = u32::try_from(text.text.len() - brace.len() + 1).unwrap_or(u32::MAX);
            let value = reader.expression(source, begin.map(|begin| begin + offset), text.span, None);
            parts.extend(value.map(Part::Value));
            rest = after;
        } else {
            reader.error(brace_span(text, begin, text.text.len() - brace.len()), LoadErrorKind::Brace);
            rest = &brace[1..];
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Text(Cow::Owned(plain)));
    }
    parts
}

fn brace_span(text: &Text, begin: Option<u32>, at: usize) -> Span {
    match (begin, u32::try_from(at)) {
        (Some(begin), Ok(at)) => Span::new(begin + at, begin + at + 1),
        _ => text.span,
    }
}
