//! A rule file, read: from TOML to a [`Rule`] that is checked and lowered, or to every mistake in it.
//!
//! Built-in rules and a user's own go through here alike, the first at build time. What the keys mean stands in
//! `docs/rule-format.md`. Examples are read by [`examples`](super::examples), because a run has no use for them.

mod context;
mod error;
mod fix;
mod message;
mod metadata;
mod parameters;
mod places;
mod silences;

use std::borrow::Cow;

use crate::toml_table::{Errors, Table, parse};
use crate::value::Type;

use context::Reader;
pub use error::{LoadError, LoadErrorKind, did_you_mean};
pub use metadata::is_kebab_case;
pub use parameters::{duration, value_of_item};

use super::definition::{Rule, Source};

/// What a rule file is called in errors.
const WITHIN: &str = "a rule file";

/// The rule in `text`, the file `stem`.toml in the folder `group`.
///
/// # Errors
/// Every mistake in the file, in the order of the text.
pub fn load(group: &str, stem: &str, text: &str) -> Result<Rule, Vec<LoadError>> {
    let errors = Errors::default();
    let root = parse(text, &errors);
    let table = Table::root(&root, WITHIN, &errors);
    let reader = Reader::new(text);
    let rule = read(&table, &reader, group, stem);
    table.finish();
    let mut all = reader.into_errors();
    let table_errors = errors.into_sorted().into_iter();
    all.extend(table_errors.map(|error| LoadError { span: error.span, kind: LoadErrorKind::Table(error.kind) }));
    all.sort_by_key(|error| error.span);
    if all.is_empty() { Ok(rule) } else { Err(all) }
}

/// Reads the keys from top to bottom; the order here is the order in which expressions may use what others define.
fn read(table: &Table<'_, '_>, reader: &Reader<'_>, group: &str, stem: &str) -> Rule {
    let source = metadata::source(table, reader);
    let id = metadata::id(table, reader, stem);
    let summary = metadata::summary(table, reader);
    let category = metadata::category(table, reader);
    let enabled = table.item("enabled").and_then(|item| item.boolean()).unwrap_or(true);
    let dormant = table.item("dormant").and_then(|item| item.boolean()).unwrap_or(false);
    let precedence = metadata::precedence(table, reader);
    metadata::prose(table, reader);
    let parameters = parameters::parameters(table, reader);
    let lists = parameters::lists(table, reader);
    let places = places::patterns(table, reader);
    let names = message::names(table, reader);
    let severity = metadata::severity(table, reader);
    let profiles = parameters::profiles(table, reader, &parameters);
    let when = table.item("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
    let reasons = message::reasons(table, reader);
    let message = message::sentences(table, reader);
    let fixes = fix::fixes(table, reader);
    let silences = silences::silences(table, reader);
    super::examples::note_keys(table);
    let all_places_have_one = !places.cases.is_empty() && places.cases.iter().all(|case| case.when.is_some());
    reader.check_condition(
        table,
        source,
        table.item("when").is_some() || table.item("reason").is_some() || all_places_have_one,
    );
    let mut rule = Rule {
        id: Cow::Owned(id),
        group: Cow::Owned(group.to_owned()),
        summary: Cow::Owned(summary),
        category,
        severity: Cow::Owned(severity),
        enabled,
        dormant,
        source: source.unwrap_or(Source::Condition),
        precedence,
        first_place_only: places.first_only,
        places: Cow::Owned(places.cases),
        names: Cow::Owned(names),
        lists: Cow::Owned(lists),
        when,
        reasons: Cow::Owned(reasons),
        message: Cow::Owned(message),
        fixes: Cow::Owned(fixes),
        parameters: Cow::Owned(parameters),
        profiles: Cow::Owned(profiles),
        silences: Cow::Owned(silences),
        asks_about: Cow::Owned(reader.rules_asked_about()),
        members: Cow::Borrowed(&[]),
        text: Cow::Owned(reader.text().to_owned()),
    };
    rule.members = Cow::Owned(places::members(&rule.places));
    rule
}
