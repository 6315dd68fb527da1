//! The JSON Schema of a configuration file, for editors.

use serde_json::{Map, Value, json};

use super::VERSION;
use super::keys::{self, Key, Section, Takes};
use crate::finding::SYNTAX_ERROR;
use crate::rule::definition::{Parameter, ParameterKind};
use crate::rule::{Rule, RuleSet};
use crate::schema::Member;
use crate::settings::spelled;

/// The schema (draft 2020-12) of a file for the built-in rules. `id` is its address.
///
/// Rules of a user's own have ids that it cannot know: it takes any where `rule-dirs` or `extends` may bring them.
pub fn schema(rules: &RuleSet<'_>, id: &str) -> Value {
    let mut root = table(&keys::ROOT);
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("$id".to_owned(), json!(id));
    whole.insert("title".to_owned(), json!("coglint.toml"));
    whole.insert("description".to_owned(), json!("The configuration of coglint, version 1."));
    whole.append(&mut root);
    let is_filled = |key: &str| json!({"required": [key], "properties": {key: {"minItems": 1}}});
    let own_rules = json!({"anyOf": [is_filled("rule-dirs"), is_filled("extends")]});
    whole.insert("if".to_owned(), own_rules);
    whole.insert("else".to_owned(), only_known_ids());
    whole.insert("$defs".to_owned(), definitions(rules));
    Value::Object(whole)
}

/// Wherever ids of rules stand, they are those of built-in rules.
fn only_known_ids() -> Value {
    let known = json!({"$ref": "#/$defs/built-in-rule"});
    let rules = json!({"propertyNames": known});
    let suppressed = json!({"anyOf": [known, {"type": "array", "items": known}]});
    json!({
        "properties": {
            "rules": rules,
            "overrides": {"items": {"properties": {"rules": rules}}},
            "ignore": {"items": {"properties": {"rule": suppressed}}},
        },
    })
}

fn definitions(rules: &RuleSet<'_>) -> Value {
    let mut settable: Vec<&Rule> = rules.rules().to_vec();
    settable.retain(|rule| rule.id != SYNTAX_ERROR);
    settable.sort_by(|a, b| a.id.cmp(&b.id));
    let of_rules: Map<_, _> = settable.iter().map(|rule| (rule.id.to_string(), of_rule(Some(rule)))).collect();
    let ids: Vec<_> = settable.iter().map(|rule| &*rule.id).collect();
    json!({
        "rule": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "not": {"const": SYNTAX_ERROR}},
        "built-in-rule": {"enum": ids},
        "rules": {
            "type": "object",
            "properties": of_rules,
            "additionalProperties": of_rule(None),
            "propertyNames": {"$ref": "#/$defs/rule"},
        },
    })
}

/// What can be set of one rule; of a rule that is not known its parameters can be anything.
fn of_rule(rule: Option<&Rule>) -> Value {
    let level = json!({"enum": keys::levels()});
    let mut settings = table(&keys::RULE);
    if let (Some(rule), Some(Value::Object(properties))) = (rule, settings.get_mut("properties")) {
        properties.insert("params".to_owned(), parameters(rule));
    }
    let mut whole = json!({"anyOf": [level, settings]});
    if let (Some(rule), Some(whole)) = (rule, whole.as_object_mut()) {
        whole.insert("description".to_owned(), json!(rule.summary));
    }
    whole
}

fn parameters(rule: &Rule) -> Value {
    let properties: Map<String, Value> =
        rule.parameters.iter().map(|parameter| (parameter.name.to_string(), of_parameter(parameter))).collect();
    let enabled = json!({"type": "boolean", "description": "The same as `enabled` beside `params`."});
    let properties: Map<_, _> = properties.into_iter().chain([("enabled".to_owned(), enabled)]).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn of_parameter(parameter: &Parameter) -> Value {
    let mut schema = match parameter.kind {
        ParameterKind::Boolean => json!({"type": "boolean"}),
        ParameterKind::Integer => json!({"type": "integer"}),
        ParameterKind::Duration => json!({"type": "string", "pattern": "^[0-9]+[smhd]$"}),
        ParameterKind::Members => json!({"type": "array", "items": {"enum": Member::ALL.map(Member::name)}}),
        ParameterKind::Globs | ParameterKind::Hosts => {
            json!({"type": "array", "items": {"type": "string", "minLength": 1}})
        }
        _ => json!({"type": "array", "items": {"type": "string"}}),
    };
    if let Some(schema) = schema.as_object_mut() {
        if parameter.kind == ParameterKind::Integer {
            let bounds = [("minimum", parameter.least), ("maximum", parameter.most)];
            schema.extend(bounds.into_iter().filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?)))));
        }
        schema.insert("description".to_owned(), json!(parameter.doc));
        schema.insert("default".to_owned(), spelled(parameter.kind, &parameter.default));
    }
    schema
}

fn table(section: &Section) -> Map<String, Value> {
    let properties: Map<String, Value> = section.keys.iter().map(|key| (key.name.to_owned(), of_key(key))).collect();
    let needed: Vec<_> = section.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !needed.is_empty() {
        schema.insert("required".to_owned(), json!(needed));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn of_key(key: &Key) -> Value {
    let mut schema = of_value(&key.takes);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(key.doc));
        let default = format!("value = {}", key.default).parse::<toml::Table>().ok();
        let default = default.and_then(|mut table| serde_json::to_value(table.remove("value")?).ok());
        if let Some(default) = default {
            schema.insert("default".to_owned(), default);
        }
    }
    schema
}

fn of_value(takes: &Takes) -> Value {
    let full = json!({"type": "string", "pattern": r"\S"});
    let path = json!({"type": "string", "pattern": r"\S", "not": {"pattern": "://"}});
    // The ids are there for editors to offer.
    let rule = json!({"anyOf": [{"$ref": "#/$defs/built-in-rule"}, {"$ref": "#/$defs/rule"}]});
    match takes {
        Takes::Version => json!({"const": VERSION}),
        // Blanks at both ends do not count.
        Takes::LongText(least) => {
            let between = least.saturating_sub(2);
            json!({"type": "string", "pattern": format!(r"\S[\s\S]{{{between},}}\S")})
        }
        Takes::Pointer => json!({"type": "string", "pattern": "^(/([^/~]|~[01])*)*$"}),
        Takes::Boolean => json!({"type": "boolean"}),
        Takes::Name(names) => json!({"enum": names()}),
        Takes::Path | Takes::Glob => full,
        Takes::PathOrPaths => json!({"anyOf": [path, {"type": "array", "items": path}]}),
        Takes::Paths | Takes::Globs | Takes::Names => json!({"type": "array", "items": full}),
        Takes::SomeGlobs => json!({"type": "array", "items": full, "minItems": 1}),
        Takes::Size => {
            json!({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+( *(KiB|MiB))?$"}]})
        }
        Takes::Scalar => json!({"type": ["string", "number", "boolean"]}),
        // A day of TOML comes to a validator as a text.
        Takes::Date => json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Takes::RuleOrRules => json!({"anyOf": [rule, {"type": "array", "items": rule, "minItems": 1}]}),
        Takes::Rules => json!({"$ref": "#/$defs/rules"}),
        Takes::Parameters => json!({"type": "object"}),
        Takes::Tables(section) => json!({"type": "array", "items": table(section)}),
    }
}
