//! The tables `fix`: how to mend a finding.

use std::borrow::Cow;

use crate::finding::Safety;
use crate::request::facts::Asked;
use crate::rule::definition::{Action, FixCase, FixStep, NewValue, Part, Target};
use crate::toml_table::{Item, Table, Text};
use crate::value::Type;

use super::context::Reader;
use super::error::LoadErrorKind;
use super::message::parts;
use super::metadata::owned;
use super::places::{finder, member};

/// The cases, of which the first that holds is taken.
pub fn fixes(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<FixCase> {
    let items = table.item("fix").and_then(|item| item.list()).unwrap_or_default();
    items.iter().filter_map(|item| case(item, reader)).collect()
}

fn case(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<FixCase> {
    let table = item.table("a fix")?;
    let when = table.item("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
    let known = [("safe", Some(Safety::Safe)), ("unsafe", Some(Safety::Unsafe)), ("none", None)];
    let safety = table.needed("safety").and_then(|item| reader.one_of("safety", &item, &known));
    let title = table.item("title").and_then(|item| item.text());
    let title = title.map(|title| parts(&title, reader)).unwrap_or_default();
    let steps = if safety == Some(None) { table.item("patch") } else { table.needed("patch") };
    let steps = steps.and_then(|item| item.list()).unwrap_or_default();
    let patch: Vec<_> = steps.iter().filter_map(|item| step(item, reader)).collect();
    table.finish();
    Some(FixCase { when, safety: safety?, title: Cow::Owned(title), patch: Cow::Owned(patch) })
}

fn step(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<FixStep> {
    let table = item.table("a step of a fix")?;
    let ops = [("remove", 0), ("set", 1), ("append", 2)];
    let op = table.needed("op").and_then(|item| reader.one_of("operation", &item, &ops));
    let target = match table.item("path") {
        None => Some(Target::Place),
        Some(path) => path.text().and_then(|text| target(&text, reader)),
    };
    let when = table.item("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
    let with_list = table.item("with-list").and_then(|item| item.boolean()).unwrap_or(false);
    let value = match op {
        Some(0) => None,
        _ => table.needed("value").and_then(|item| new_value(&item, reader)),
    };
    table.finish();
    let action = match op? {
        0 => Action::Remove { with_list },
        1 => Action::Set(value?),
        _ => Action::Append(value?),
    };
    Some(FixStep { action, target: target?, when })
}

/// `/Member`, `/Member/Part` with expressions in braces, `/Member/*` for every item, `@fact` for what the fact has found
/// in the same list, or `document`.
fn target(text: &Text, reader: &Reader<'_>) -> Option<Target> {
    if text.text == "document" {
        return Some(Target::Document);
    }
    let noted = |target: Result<Target, LoadErrorKind>| target.map_err(|kind| reader.error(text.span, kind)).ok();
    if let Some(fact) = text.text.strip_prefix('@') {
        return noted(finder(fact).map(Target::Found));
    }
    let Some(path) = text.text.strip_prefix('/') else {
        reader.error(text.span, LoadErrorKind::Place(text.text.clone()));
        return None;
    };
    if let Some(list) = path.strip_suffix("/*") {
        // The condition of the step is asked at each item.
        reader.add_place(Asked::AtAnItem);
        return noted(member(list).map(Target::Items));
    }
    let tokens: Vec<Cow<'static, [Part]>> = path
        .split('/')
        .map(|token| Cow::Owned(parts(&Text { text: token.to_owned(), span: text.span }, reader)))
        .collect();
    Some(Target::Pointer(Cow::Owned(tokens)))
}

/// An expression; a table is an object whose values are such; `{ without = […] }` is what stands at the place.
fn new_value(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<NewValue> {
    if item.value().as_table().is_none() {
        return reader.expression_of(item, None).map(NewValue::Expression);
    }
    let table = item.table("a value")?;
    if let Some(names) = table.item("without") {
        let names = names.texts()?.into_iter().map(|name| owned(&name.text)).collect();
        return Some(NewValue::PlaceWithout(Cow::Owned(names)));
    }
    let member = |(name, item): (Text, Item<'_, '_>)| Some((owned(&name.text), new_value(&item, reader)?));
    Some(NewValue::Object(table.entries().filter_map(member).collect()))
}
