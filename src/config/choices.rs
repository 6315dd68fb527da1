//! What is chosen for rules: `rules`, `[[overrides]]` and `[[ignore]]`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Date;

use super::error::{Error, ErrorKind};
use super::keys;
use super::plain::Declared;
use super::reader::Reader;
use super::{SHORTEST_REASON, VERSION};
use crate::finding::{SYNTAX_ERROR, Severity};
use crate::globs::{Anchored, looks_like_glob};
use crate::rule::load::value_of_item;
use crate::rule::{Rule, RuleSet};
use crate::settings::{RuleSettings, Settings};
use crate::source::SourceFile;
use crate::suppress::{PathPattern, PointerPattern, Suppression};
use crate::toml_table::{Errors, Item, Table, Text, parse};

/// What a file chooses for rules.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// For single rules, by id.
    pub rules: BTreeMap<String, RuleSettings>,
    /// For some of the files, the later ones stronger.
    pub overrides: Vec<Override>,
    /// What is accepted.
    pub suppressions: Vec<Suppression>,
}

/// What is chosen for some of the files.
#[derive(Clone, Debug)]
pub struct Override {
    /// The files.
    pub paths: Anchored,
    declared: Declared,
    rules: BTreeMap<String, RuleSettings>,
}

impl Choices {
    /// Reads `source`, which lies in `directory`, an absolute path, when the rules are known. What [`Plain`](super::Plain)
    /// reads is left alone, and so are mistakes of TOML, which it tells.
    pub fn read(source: &SourceFile, directory: &Path, rules: &RuleSet<'_>) -> (Self, Vec<Error>) {
        Self::read_by(Reader::new(source, directory), rules)
    }

    pub(super) fn read_by(reader: Reader<'_>, rules: &RuleSet<'_>) -> (Self, Vec<Error>) {
        let errors = Errors::default();
        let root = parse(reader.text(), &errors);
        if !errors.into_sorted().is_empty() || is_of_newer_version(&root) {
            return Default::default();
        }
        let errors = Errors::default();
        let table = Table::root(&root, keys::ROOT.within, &errors);
        let tables = |key| table.item(key).and_then(|item| entries(&item, &reader)).unwrap_or_default();
        let choices = Self {
            rules: all_rules(&table, rules, &reader),
            overrides: tables("overrides").iter().filter_map(|item| an_override(item, rules, &reader)).collect(),
            suppressions: tables("ignore").iter().filter_map(|item| suppression(item, rules, &reader)).collect(),
        };
        (choices, reader.into_errors(errors))
    }

    /// Puts what is chosen for all files over what `settings` have.
    pub fn apply(&self, settings: &mut Settings) {
        merge(&self.rules, settings);
    }
}

impl Override {
    /// Puts what it chooses over what `settings` have.
    pub fn apply(&self, settings: &mut Settings) {
        self.declared.apply(settings);
        merge(&self.rules, settings);
    }
}

fn is_of_newer_version(root: &Spanned<DeTable<'_>>) -> bool {
    let untold = Errors::default();
    let version = Table::root(root, keys::ROOT.within, &untold).item("version");
    version.and_then(|version| version.integer()).is_some_and(|version| version > VERSION)
}

/// The tables of a list of tables.
fn entries<'a, 't>(item: &Item<'a, 't>, reader: &Reader<'_>) -> Option<Vec<Item<'a, 't>>> {
    if item.value().is_table() {
        reader.error(item.key_span(), ErrorKind::OneTable(item.key().to_owned()));
        return None;
    }
    item.list()
}

fn merge(rules: &BTreeMap<String, RuleSettings>, settings: &mut Settings) {
    for (id, chosen) in rules {
        settings.rules.entry(id.clone()).or_default().merge(chosen);
    }
}

fn all_rules(table: &Table<'_, '_>, rules: &RuleSet<'_>, reader: &Reader<'_>) -> BTreeMap<String, RuleSettings> {
    let Some(all) = table.item("rules").and_then(|item| item.table("`rules`")) else { return BTreeMap::new() };
    let of_rule = |(id, item): (Text, Item<'_, '_>)| {
        let rule = rule_named(&id, rules, reader)?;
        Some((id.text, rule_settings(&item, rule, reader)?))
    };
    all.entries().filter_map(of_rule).collect()
}

/// The rule of that id; one that does not exist, or that nobody can set, is noted.
fn rule_named<'r>(id: &Text, rules: &RuleSet<'r>, reader: &Reader<'_>) -> Option<&'r Rule> {
    if id.text == SYNTAX_ERROR {
        reader.error(id.span, ErrorKind::AlwaysOn(SYNTAX_ERROR));
        return None;
    }
    let Some(index) = rules.index_of(&id.text) else {
        reader.unknown("rule", &id.text, id.span, rules.ids(), None);
        return None;
    };
    Some(rules.rules()[index])
}

/// `"off"`, a severity, or a table.
fn rule_settings(item: &Item<'_, '_>, rule: &Rule, reader: &Reader<'_>) -> Option<RuleSettings> {
    match item.value() {
        DeValue::String(_) => {
            let level =
                |name: &str| (name == keys::OFF).then_some(None).or_else(|| Severity::from_name(name).map(Some));
            let level = reader.named("severity", item, &keys::levels(), level)?;
            Some(RuleSettings {
                enabled: Some(reader.sourced(level.value.is_some(), item)),
                severity: level.value.map(|severity| reader.sourced(severity, item)),
                parameters: BTreeMap::new(),
            })
        }
        DeValue::Table(_) => Some(table_of_rule(item.table(keys::RULE.within)?, rule, reader)),
        _ => item.wrong("a severity, \"off\", or a table"),
    }
}

fn table_of_rule(table: Table<'_, '_>, rule: &Rule, reader: &Reader<'_>) -> RuleSettings {
    let enabled = table.item("enabled").and_then(|item| Some(reader.sourced(item.boolean()?, &item)));
    let severity = table
        .item("severity")
        .and_then(|item| reader.named("severity", &item, &keys::severities(), Severity::from_name));
    let mut settings = RuleSettings { enabled, severity, parameters: BTreeMap::new() };
    if let Some(values) = table.item("params").and_then(|item| item.table("`params`")) {
        for (name, item) in values.entries() {
            parameter(&name, &item, rule, &mut settings, reader);
        }
    }
    table.finish();
    settings
}

fn parameter(name: &Text, item: &Item<'_, '_>, rule: &Rule, settings: &mut RuleSettings, reader: &Reader<'_>) {
    // The documentation of some rules lists `enabled` with the parameters; it is the key beside them.
    if name.text == "enabled" {
        settings.enabled = item.boolean().map(|enabled| reader.sourced(enabled, item)).or(settings.enabled.take());
        return;
    }
    let Some(parameter) = rule.parameters.iter().find(|parameter| parameter.name == name.text) else {
        return reader.unknown(
            "parameter",
            &name.text,
            name.span,
            rule.parameters.iter().map(|parameter| &*parameter.name),
            None,
        );
    };
    let value = value_of_item(parameter, item, &mut |span, kind| reader.error(span, ErrorKind::Parameter(kind)));
    if let Some(value) = value {
        settings.parameters.insert(name.text.clone(), reader.sourced(value, item));
    }
}

fn an_override(item: &Item<'_, '_>, rules: &RuleSet<'_>, reader: &Reader<'_>) -> Option<Override> {
    let table = item.table(keys::OVERRIDE.within)?;
    let paths = table.needed("paths").and_then(|item| {
        if item.value().as_array().is_some_and(|paths| paths.is_empty()) {
            reader.error(item.span(), ErrorKind::Empty("the list of paths"));
            return None;
        }
        reader.globs(&item)
    });
    let declared = Declared::read(&table, reader);
    let rules = all_rules(&table, rules, reader);
    table.finish();
    Some(Override { paths: paths?, declared, rules })
}

fn suppression(item: &Item<'_, '_>, rules: &RuleSet<'_>, reader: &Reader<'_>) -> Option<Suppression> {
    let table = item.table(keys::IGNORE.within)?;
    let ids = table.needed("rule").and_then(|item| suppressed_rules(&item, rules, reader));
    let path = table.item("path").and_then(|item| path(&item, reader));
    let pointer = table.item("pointer").and_then(|item| pointer(&item, reader));
    let value = table.item("value").and_then(|item| scalar(&item));
    let reason = table.needed("reason").and_then(|item| reason(&item, reader));
    let expires = table.item("expires").and_then(|item| date(&item));
    let span = table.span();
    table.finish();
    Some(Suppression {
        rules: ids?,
        path,
        pointer,
        value,
        reason: reason?,
        expires,
        config: reader.path(),
        span,
        line: reader.line(span),
    })
}

/// One id or a list of ids.
fn suppressed_rules(item: &Item<'_, '_>, rules: &RuleSet<'_>, reader: &Reader<'_>) -> Option<Vec<String>> {
    let ids = match item.value() {
        DeValue::String(_) => vec![item.text()?],
        DeValue::Array(ids) if ids.is_empty() => {
            reader.error(item.span(), ErrorKind::Empty("the list of rules"));
            return None;
        }
        DeValue::Array(_) => item.texts()?,
        _ => return item.wrong("the id of a rule or a list of them"),
    };
    for id in &ids {
        if looks_like_glob(&id.text) {
            reader.error(id.span, ErrorKind::PatternOfRules(id.text.clone()));
        } else {
            rule_named(id, rules, reader);
        }
    }
    Some(ids.into_iter().map(|id| id.text).collect())
}

fn path(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<PathPattern> {
    let written = item.text()?.text;
    let glob = reader.glob(item)?;
    Some(PathPattern { written, glob })
}

fn pointer(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<PointerPattern> {
    let text = item.text()?;
    let pattern = PointerPattern::new(&text.text);
    if pattern.is_none() {
        reader.error(text.span, ErrorKind::Pointer(text.text));
    }
    pattern
}

/// A string, number or truth value as JSON has it.
fn scalar(item: &Item<'_, '_>) -> Option<Value> {
    match item.value() {
        DeValue::String(text) => Some(Value::from(text.as_ref())),
        DeValue::Boolean(value) => Some(Value::from(*value)),
        DeValue::Integer(_) => item.integer().map(Value::from),
        // JSON has no infinity and nothing that is not a number.
        DeValue::Float(number) => match number.as_str().parse().ok().and_then(Number::from_f64) {
            Some(number) => Some(Value::Number(number)),
            None => item.wrong("a number that JSON has"),
        },
        _ => item.wrong("a string, a number or a boolean"),
    }
}

fn reason(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<String> {
    let text = item.text()?;
    let reason = text.text.trim();
    let count = reason.chars().count();
    if count < SHORTEST_REASON {
        reader.error(text.span, ErrorKind::ShortReason(count));
        return None;
    }
    Some(reason.to_owned())
}

/// A day, as TOML writes it: without quotes.
fn date(item: &Item<'_, '_>) -> Option<Date> {
    match item.value() {
        DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => date.date,
        _ => item.wrong("a date such as 2027-03-31, without quotes"),
    }
}
