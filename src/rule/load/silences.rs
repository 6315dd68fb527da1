//! The tables `silences`: whom a finding silences.

use std::borrow::Cow;

use crate::rule::definition::{Reach, Silence, Text};
use crate::toml_table::{Item, Table};
use crate::value::Type;

use super::context::Reader;

/// Reads the tables; that the rules exist is checked when all are known.
pub fn silences(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Silence> {
    let items = table.item("silences").and_then(|item| item.list()).unwrap_or_default();
    items.iter().filter_map(|item| silence(item, reader)).collect()
}

fn silence(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<Silence> {
    let table = item.table("a silence")?;
    let when = table.item("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
    let ids = |item: Item<'_, '_>| -> Vec<Text> {
        item.texts().unwrap_or_default().into_iter().map(|id| Cow::Owned(id.text)).collect()
    };
    let reach = match table.item("all-but") {
        Some(except) => Some(Reach::Document(Cow::Owned(ids(except)))),
        None => table.needed("rules").map(|rules| Reach::Place(Cow::Owned(ids(rules)))),
    };
    table.finish();
    Some(Silence { when, reach: reach? })
}
