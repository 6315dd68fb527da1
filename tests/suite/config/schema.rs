//! The JSON Schema of a configuration file says what the reader says.

use std::sync::LazyLock;

use coglint::config::keys::{IGNORE, OVERRIDE, ROOT, RULE};
use coglint::config::{ErrorKind, NAMES, schema, template};
use coglint::rule::load::{LoadErrorKind, load};
use coglint::rule::template::template as rule_template;
use coglint::rule::{Rule, builtin::RULES};
use coglint::rule::{RuleSet, profile};
use coglint::toml_table::TableErrorKind;
use jsonschema::Validator;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value as Json;
use toml::{Table, Value};

use super::generated::{Change, changed, changes, configurations};
use super::{is_syntax, mistakes, told};
use crate::requests::{SET, config};

static SCHEMA: LazyLock<Json> = LazyLock::new(|| schema::schema(&SET, "urn:coglint:schema:config-1"));

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::validator_for(&SCHEMA).expect("a schema"));

/// A user's own rule, and the rules with it.
static OWN: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    vec![load("own", "no-such-rule", &rule_template("no-such-rule")).expect("the template is a rule")]
});
static WITH_OWN: LazyLock<RuleSet<'static>> = LazyLock::new(|| RuleSet::new(RULES, &OWN).expect("they fit together"));

#[test]
fn the_schema_is_committed() {
    let schema = serde_json::to_string_pretty(&*SCHEMA).expect("a schema is JSON");
    crate::generated::is_current("docs/config-1.schema.json", &format!("{schema}\n"));
}

#[test]
fn the_schema_is_one() {
    if let Err(error) = jsonschema::meta::validate(&SCHEMA) {
        panic!("{error} at {}", error.instance_path());
    }
}

/// The file as a validator is given it: a date of TOML comes as a text.
fn as_json(table: &Table) -> Json {
    fn value_as_json(value: &Value) -> Json {
        match value {
            Value::Datetime(date) => Json::from(date.to_string()),
            Value::Array(items) => items.iter().map(value_as_json).collect(),
            Value::Table(table) => as_json(table),
            Value::String(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            Value::Float(number) => Json::from(*number),
            Value::Boolean(truth) => Json::from(*truth),
        }
    }
    Json::Object(table.iter().map(|(key, item)| (key.clone(), value_as_json(item))).collect())
}

/// Why the schema lets a mistake of the reader pass.
fn exception(kind: &ErrorKind, has_own_rules: bool) -> Option<&'static str> {
    match kind {
        ErrorKind::Glob { .. } => Some("JSON Schema knows no globs"),
        ErrorKind::Parameter(LoadErrorKind::Pattern(_)) => Some("JSON Schema does not try regular expressions"),
        ErrorKind::Size(text) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            Some("how many bytes can be counted is no matter of the schema")
        }
        ErrorKind::Table(TableErrorKind::WrongType { got: "datetime", .. }) => {
            Some("a date comes to a validator as a text")
        }
        ErrorKind::Table(TableErrorKind::WrongType { what, got: "string", .. }) if what == "`expires`" => {
            Some("a date comes to a validator as a text")
        }
        ErrorKind::Table(TableErrorKind::WrongType { got: "float", .. }) => Some("to JSON Schema 1.0 is an integer"),
        ErrorKind::UnknownName { noun: "rule", .. } if has_own_rules => Some("rules of one's own may have any id"),
        ErrorKind::UnknownName { noun: "parameter", .. } if has_own_rules => {
            Some("rules of one's own have any parameters")
        }
        _ => None,
    }
}

/// Whether the file may bring rules of its own.
fn has_own_rules(table: &Table) -> bool {
    let is_filled = |key| match table.get(key) {
        Some(Value::Array(items)) => !items.is_empty(),
        other => other.is_some(),
    };
    is_filled("rule-dirs") || is_filled("extends")
}

/// What the schema and the reader say of a file, in words, and whether the schema cannot see what the reader says.
struct Judgement {
    by_schema: Vec<String>,
    by_reader: Vec<String>,
    is_hidden: bool,
}

impl Judgement {
    fn of(text: &str) -> Self {
        let table: Table = text.parse().expect("TOML");
        let json = as_json(&table);
        let by_schema = VALIDATOR.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path()));
        let has_own_rules = has_own_rules(&table);
        let mistakes = mistakes(text, if has_own_rules { &WITH_OWN } else { &SET });
        Self {
            by_schema: by_schema.collect(),
            is_hidden: mistakes.iter().all(|mistake| exception(&mistake.kind, has_own_rules).is_some()),
            by_reader: mistakes.iter().map(|mistake| mistake.kind.what()).collect(),
        }
    }

    /// Whether both say that it is right, or both that it is wrong.
    fn is_shared(&self) -> bool {
        if self.by_schema.is_empty() { self.is_hidden } else { !self.by_reader.is_empty() }
    }
}

#[track_caller]
fn check_right(text: &str) {
    let Judgement { by_schema, by_reader, .. } = Judgement::of(text);
    assert_eq!((by_schema, by_reader), (Vec::new(), Vec::new()), "{text}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_right_configuration_is_right_for_both(table in configurations()) {
        let text = toml::to_string(&table).expect("TOML");
        let judgement = Judgement::of(&text);
        prop_assert_eq!((judgement.by_schema, judgement.by_reader), (Vec::new(), Vec::new()), "{}", text);
    }

    #[test]
    fn a_changed_configuration_is_right_for_both_or_wrong_for_both(
        table in configurations(),
        changes in prop::collection::vec(changes(), 1..3),
    ) {
        let table = changes.iter().fold(table, |table, change: &Change| changed(table, change));
        let text = toml::to_string(&table).expect("TOML");
        let judgement = Judgement::of(&text);
        prop_assert!(judgement.is_shared(), "{:?} {:?}\n{text}", judgement.by_schema, judgement.by_reader);
    }
}

#[test]
fn what_the_schema_lets_pass_has_a_reason() {
    for (text, reason) in [
        ("include = ['[']", "JSON Schema knows no globs"),
        ("rules.unresolved-template.params.patterns = ['(']", "JSON Schema does not try regular expressions"),
        ("max-file-size = '99999999999999999999'", "how many bytes can be counted is no matter of the schema"),
        (
            "[[ignore]]\nrule = 'redirect-http'\nreason = 'a reason of some length'\nexpires = '2027-03-31'",
            "a date comes to a validator as a text",
        ),
        ("baseline = 2027-03-31", "a date comes to a validator as a text"),
        ("version = 1.0", "to JSON Schema 1.0 is an integer"),
        ("extends = 'base.toml'\nrules.redirect-htp = 'off'", "rules of one's own may have any id"),
    ] {
        let table: Table = text.parse().expect("TOML");
        let by_schema: Vec<_> = VALIDATOR.iter_errors(&as_json(&table)).map(|error| error.to_string()).collect();
        assert!(by_schema.is_empty(), "the schema sees {text}: {by_schema:?}");
        let reasons: Vec<_> =
            mistakes(text, &SET).iter().map(|error| exception(&error.kind, has_own_rules(&table))).collect();
        assert_eq!(reasons, [Some(reason)], "{text}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    right: Vec<Example>,
    wrong: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    claim: String,
    text: String,
}

#[test]
fn the_examples_are_right_or_wrong_for_both() {
    let examples: Examples = toml::from_str(include_str!("examples.toml")).expect("the examples can be read");
    let right = examples.right.iter().map(|example| (example, true));
    for (Example { claim, text }, is_right) in right.chain(examples.wrong.iter().map(|example| (example, false))) {
        let Judgement { by_schema, by_reader, .. } = Judgement::of(text);
        assert_eq!(
            (by_schema.is_empty(), by_reader.is_empty()),
            (is_right, is_right),
            "{claim}: {by_schema:?} {by_reader:?}"
        );
    }
}

#[test]
fn what_init_writes_is_right_with_and_without_its_comments() {
    for name in profile::NAMES {
        let text = template::template(name, Some("https://coglint.example/schema/config-1.json"));
        check_right(&text);
        let all = uncommented(&text);
        check_right(&all);
        let table: Table = all.parse().expect("TOML");
        assert_eq!(table["profile"].as_str(), Some(name));
        for key in ROOT.keys {
            assert!(table.contains_key(key.name), "`{}` is in what init writes", key.name);
        }
    }
}

/// The text with the keys in force that stand in it as comments.
fn uncommented(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("# ") {
        Some(key) if key.starts_with('[') || key.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => {
            format!("{key}\n")
        }
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn the_configurations_of_the_fixtures_are_right() {
    for entry in walkdir::WalkDir::new("fixtures") {
        let entry = entry.expect("fixtures can be walked");
        if NAMES.iter().any(|name| entry.file_name() == *name) {
            check_right(&std::fs::read_to_string(entry.path()).expect("a configuration is text"));
        }
    }
}

/// Each reader names, beside a key that it does not know, the keys that it does.
#[test]
fn the_readers_read_the_keys_of_the_table() {
    let text = "
        bogus = 1
        rules.redirect-http = { bogus = 1 }
        overrides = [{ bogus = 1, paths = ['a'] }]
        ignore = [{ bogus = 1, rule = 'redirect-http', reason = 'a reason of some length' }]
    ";
    let mut told = Vec::new();
    for error in mistakes(text, &SET) {
        assert!(!is_syntax(&error.kind));
        if let ErrorKind::Table(TableErrorKind::UnknownKey { mut known, within, .. }) = error.kind {
            known.sort_unstable();
            known.dedup();
            told.push((within, known));
        }
    }
    for section in [&ROOT, &OVERRIDE, &IGNORE, &RULE] {
        let mut keys: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        keys.sort_unstable();
        let readers = told.iter().find(|(within, _)| *within == section.within);
        assert_eq!(readers.map(|(_, known)| known), Some(&keys), "{}", section.within);
    }
    for section in [&OVERRIDE, &IGNORE] {
        let list = if std::ptr::eq(section, &raw const OVERRIDE) { "overrides" } else { "ignore" };
        for key in section.keys.iter().filter(|key| key.needed) {
            let told = super::told(&format!("{list} = [{{}}]"));
            assert!(told.contains(&format!("`{}` is missing in {}", key.name, section.within)), "{told:?}");
        }
    }
}

/// The defaults of the table are the settings that apply without a configuration.
#[test]
fn a_default_is_right_where_it_is_written_out() {
    for key in ROOT.keys.iter().filter(|key| !key.default.is_empty()) {
        let text = format!("{} = {}", key.name, key.default);
        assert_eq!(told(&text), Vec::<String>::new(), "{text}");
    }
}
