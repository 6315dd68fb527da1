//! Configurations that nobody wrote: right ones, from the table of keys, and ones that are wrong in a place.

use coglint::config::keys::{Key, ROOT, RULE, Section, Takes};
use coglint::rule::Rule;
use coglint::rule::builtin::RULES;
use coglint::rule::definition::{Parameter, ParameterKind};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use toml::{Table, Value};

/// Configurations without a mistake.
pub fn configurations() -> BoxedStrategy<Table> {
    tables(&ROOT)
}

fn tables(section: &'static Section) -> BoxedStrategy<Table> {
    let entry = |key: &'static Key| {
        let value = values(&key.takes);
        let value = if key.needed { value.prop_map(Some).boxed() } else { weighted(0.3, value).boxed() };
        value.prop_map(|value| Some((key.name.to_owned(), value?)))
    };
    let entries: Vec<_> = section.keys.iter().map(entry).collect();
    entries.prop_map(|entries| entries.into_iter().flatten().collect()).boxed()
}

/// The right values of a key.
fn values(takes: &'static Takes) -> BoxedStrategy<Value> {
    let texts = |texts: &'static [&'static str]| select(texts).prop_map(Value::from).boxed();
    let lists = |items: BoxedStrategy<Value>, least: usize| vec(items, least..4).prop_map(Value::from).boxed();
    let paths = || texts(&["base.toml", "../x y/base.toml", "/etc/coglint.toml"]);
    let globs = || texts(&["**/*.json", "a/{b,c}/[0-9]?.json", "legacy"]);
    let ids = || select(ids()).prop_map(Value::from).boxed();
    match takes {
        Takes::Version => Just(Value::from(1)).boxed(),
        Takes::Pointer => texts(&["", "/", "/CallbackURLs/*", "/a~1b/~0/0", "/ClientName"]),
        Takes::LongText(_) => texts(&["Intranet kiosk, ticket SEC-1234", " exactly ten "]),
        Takes::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Takes::Name(names) => select(names()).prop_map(Value::from).boxed(),
        Takes::Path => paths(),
        Takes::PathOrPaths => prop_oneof![paths(), lists(paths(), 0)].boxed(),
        Takes::Paths => lists(paths(), 0),
        Takes::Glob => globs(),
        Takes::Globs => lists(globs(), 0),
        Takes::SomeGlobs => lists(globs(), 1),
        Takes::Names => lists(texts(&["ClientName", "client_id"]), 0),
        Takes::Size => {
            prop_oneof![texts(&["1MiB", "512 KiB", "0", "1048576"]), select(vec![0, 1, i64::MAX]).prop_map(Value::from)]
                .boxed()
        }
        Takes::Scalar => prop_oneof![
            texts(&["", "http://10.0.0.5/cb"]),
            select(vec![Value::from(0), Value::from(-1.5), Value::from(true)])
        ]
        .boxed(),
        Takes::Date => select(vec!["2027-03-31", "2000-02-29"])
            .prop_map(|date| Value::Datetime(date.parse().expect("a date")))
            .boxed(),
        Takes::RuleOrRules => prop_oneof![ids(), lists(ids(), 1)].boxed(),
        Takes::Rules => vec(select(settable()).prop_flat_map(settings_of), 0..4)
            .prop_map(|rules| Value::Table(rules.into_iter().collect()))
            .boxed(),
        Takes::Parameters => unreachable!("parameters are those of a rule"),
        Takes::Tables(section) => lists(tables(section).prop_map(Value::Table).boxed(), 0),
    }
}

fn settable() -> Vec<&'static Rule> {
    RULES.iter().filter(|rule| rule.id != "syntax-error").collect()
}

fn ids() -> Vec<&'static str> {
    settable().into_iter().map(|rule| &*rule.id).collect()
}

/// The right settings of a rule, by its id.
fn settings_of(rule: &'static Rule) -> BoxedStrategy<(String, Value)> {
    let levels = select(coglint::config::keys::levels()).prop_map(Value::from);
    let parameters: Vec<_> = rule
        .parameters
        .iter()
        .map(|parameter| {
            weighted(0.5, parameter_values(parameter))
                .prop_map(|value| Some((parameter.name.to_string(), Value::try_from(value?).expect("TOML"))))
        })
        .collect();
    let parameters = parameters.prop_map(|all| Value::Table(all.into_iter().flatten().collect()));
    let entries: Vec<_> = RULE
        .keys
        .iter()
        .map(|key| {
            let value =
                if matches!(key.takes, Takes::Parameters) { parameters.clone().boxed() } else { values(&key.takes) };
            weighted(0.4, value).prop_map(|value| Some((key.name.to_owned(), value?)))
        })
        .collect();
    let table = entries.prop_map(|entries| Value::Table(entries.into_iter().flatten().collect()));
    prop_oneof![levels, table].prop_map(move |settings| (rule.id.to_string(), settings)).boxed()
}

fn parameter_values(parameter: &'static Parameter) -> BoxedStrategy<Value> {
    let texts = |texts: &'static [&'static str]| vec(select(texts), 0..3).prop_map(Value::from).boxed();
    let default = coglint::settings::spelled(parameter.kind, &parameter.default);
    let default = Just(Value::try_from(default).expect("a default is TOML"));
    let others = match parameter.kind {
        ParameterKind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        ParameterKind::Integer => {
            let (least, most) = (parameter.least.unwrap_or(-1), parameter.most.unwrap_or(1000));
            (least..=most).prop_map(Value::from).boxed()
        }
        // The bounds of a duration are no matter of the schema.
        ParameterKind::Duration => default.clone().boxed(),
        ParameterKind::Members => texts(&["UserPoolId", "CallbackURLs"]),
        ParameterKind::Patterns => texts(&["@@[A-Z]+@@", ""]),
        ParameterKind::Globs | ParameterKind::Hosts => texts(&["*.acme-retail.com", "localhost"]),
        ParameterKind::Strings => texts(&["", "x"]),
    };
    prop_oneof![default, others].boxed()
}

/// One change of a configuration, at a place: the root, or a value at any depth.
#[derive(Clone, Debug)]
pub enum Change {
    /// Another value is there; the root stays a table.
    Put(Index, Value),
    /// The table there has a key more, or another value for one.
    Add(Index, &'static str, Value),
    /// The table or list there has lost its first entry.
    Remove(Index),
}

/// Changes that may leave a configuration right or break it.
pub fn changes() -> impl Strategy<Value = Change> {
    let keys = ["bogus", "profile", "rule", "reason", "enabled", "max", "redirect-http", "syntax-error", "paths", ""];
    prop_oneof![
        4 => (any::<Index>(), odd_values()).prop_map(|(at, value)| Change::Put(at, value)),
        2 => (any::<Index>(), select(keys.to_vec()), odd_values()).prop_map(|(at, key, value)| Change::Add(at, key, value)),
        1 => any::<Index>().prop_map(Change::Remove),
    ]
}

fn odd_values() -> BoxedStrategy<Value> {
    let texts = [
        "",
        " ",
        "\u{a0}",
        "x",
        "off",
        "error",
        "strict",
        "Strict",
        "auto",
        "never",
        "update",
        "public",
        "1GiB",
        "+5",
        "-5",
        " 5",
        "5 ",
        "1.5MiB",
        "0",
        "CallbackURLs",
        "/~2",
        "/a~",
        "/a/*",
        "short",
        "          ",
        "   short   ",
        "ten letters",
        "*",
        "syntax-error",
        "redirect-http",
        "no-such-rule",
        "No_Rule",
        "30d",
        "0d",
        "30",
        "-1d",
        "30 d",
        "https://x.example/y.toml",
        "UserPoolId",
        "UserPoolIdx",
        "2027-03-31",
    ];
    let scalars = prop_oneof![
        6 => select(texts.to_vec()).prop_map(Value::from),
        3 => select(vec![-1, 0, 1, 2, 7, 100, i64::MAX, i64::MIN]).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => select(vec![1.5, -0.25]).prop_map(Value::from),
    ];
    let lists = vec(scalars.clone(), 0..3).prop_map(Value::from);
    let tables = weighted(0.7, (select(vec!["x", "params", "enabled", "rule", "max"]), scalars.clone()))
        .prop_map(|entry| Value::Table(entry.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()));
    prop_oneof![4 => scalars, 1 => lists, 1 => tables].boxed()
}

/// The configuration with the change.
pub fn changed(table: Table, change: &Change) -> Table {
    let (Change::Put(at, _) | Change::Add(at, ..) | Change::Remove(at)) = change;
    let mut root = Value::Table(table);
    let at = at.index(count(&root));
    match (change, nth(&mut root, &mut at.clone())) {
        (Change::Put(_, value), Some(place)) if at > 0 => *place = value.clone(),
        (Change::Add(_, key, value), Some(Value::Table(table))) => drop(table.insert((*key).to_owned(), value.clone())),
        (Change::Remove(_), Some(Value::Table(table))) => {
            let first = table.keys().next().cloned();
            drop(first.and_then(|first| table.remove(&first)));
        }
        (Change::Remove(_), Some(Value::Array(items))) if !items.is_empty() => drop(items.remove(0)),
        _ => {}
    }
    let Value::Table(table) = root else { unreachable!("the root stays a table") };
    table
}

/// How many values there are, with all that are in them.
fn count(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Table(table) => table.iter().map(|(_, value)| count(value)).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    };
    inner + 1
}

/// The value with the number `left`, counted from 0 in the order of the text.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Table(table) => table.iter_mut().find_map(|(_, value)| nth(value, left)),
        Value::Array(items) => items.iter_mut().find_map(|value| nth(value, left)),
        _ => None,
    }
}
