//! The JSON Schemas as others use them: valid, whole, and named.

use coglint::json::Element;
use coglint::schema::{Allowances, Shape, text, violations};
use serde_json::Value;

fn schema(shape: Shape) -> Value {
    serde_json::from_str(&text(shape, None)).expect("a schema is JSON")
}

/// Calls `visit` with each object at any depth.
fn each_object(value: &Value, visit: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visit(members);
            members.values().for_each(|member| each_object(member, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, visit)),
        _ => {}
    }
}

#[test]
fn each_schema_is_valid_against_the_meta_schema() {
    for shape in Shape::ALL {
        let schema = schema(shape);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{shape:?}: {error}"));
    }
}

#[test]
fn each_reference_leads_to_a_definition_and_each_definition_is_used() {
    for shape in Shape::ALL {
        let schema = schema(shape);
        let mut used = Vec::new();
        each_object(&schema, &mut |object| {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                let target = schema.pointer(reference.trim_start_matches('#'));
                assert!(target.is_some_and(Value::is_object), "{shape:?}: {reference}");
                used.push(reference.to_owned());
            }
        });
        for name in schema["$defs"].as_object().expect("definitions").keys() {
            assert!(used.contains(&format!("#/$defs/{name}")), "{shape:?}: nothing refers to {name}");
        }
    }
}

#[test]
fn an_object_has_the_members_of_the_model_and_no_others() {
    for shape in Shape::ALL {
        each_object(&schema(shape), &mut |object| {
            if object.contains_key("properties") && object.contains_key("type") {
                assert_eq!(object.get("additionalProperties"), Some(&Value::Bool(false)), "{shape:?}");
            }
        });
    }
}

#[test]
fn the_newer_members_are_there() {
    for shape in [Shape::Update, Shape::Create] {
        let schema = schema(shape);
        assert!(schema["properties"]["RefreshTokenRotation"].is_object(), "{shape:?}");
        let flows = schema.pointer("/$defs/ExplicitAuthFlowsType/enum").and_then(Value::as_array);
        assert!(flows.is_some_and(|flows| flows.contains(&Value::from("ALLOW_USER_AUTH"))), "{shape:?}");
    }
}

#[test]
fn patterns_hold_nothing_that_engines_read_differently() {
    for shape in Shape::ALL {
        each_object(&schema(shape), &mut |object| {
            let pattern = object.get("pattern").and_then(Value::as_str).unwrap_or_default();
            for token in ["\\w", "\\W", "\\d", "\\s", "\\p", "\\b", "(?"] {
                assert!(!pattern.contains(token), "{shape:?}: {token}");
            }
        });
    }
}

#[test]
fn the_text_is_ascii_and_ends_with_its_line() {
    for shape in Shape::ALL {
        let text = text(shape, None);
        assert!(text.is_ascii() && text.ends_with("}\n"), "{shape:?}");
    }
}

#[test]
fn the_id_is_below_the_documentation_when_there_is_one() {
    let docs = text(Shape::Update, Some("https://coglint.example"));
    assert!(docs.contains("\n  \"$id\": \"https://coglint.example/schema/update.json\",\n"), "{docs:.300}");
    assert!(text(Shape::Create, None).contains("\n  \"$id\": \"urn:coglint:schema:create\",\n"));
}

#[test]
fn the_models_version_is_in_it() {
    let model: Value = serde_json::from_str(super::service::MODEL).expect("JSON");
    let version = model["source"]["botocore"].as_str().expect("a version");
    assert!(schema(Shape::Update)["$comment"].as_str().is_some_and(|comment| comment.contains(version)));
}

/// The same documents that `scripts/check-schema` gives to another validator.
#[test]
fn the_documents_for_other_validators_are_judged_as_they_say() {
    let (documents, errors) = coglint::json::parse(include_str!("documents.json"));
    assert_eq!(errors, []);
    for case in documents.root().expect("a list").items() {
        let text = |name: &str| case.get(name).and_then(Element::as_str).expect("a text");
        let shape = if text("schema") == "update" { Shape::Update } else { Shape::Create };
        let document = case.get("document").expect("a document");
        let expected = case.get("clean").or_else(|| case.get("valid")).and_then(Element::as_bool);
        let found = violations(document, shape, Allowances::default());
        assert_eq!(Some(found.is_empty()), expected, "{}", text("claim"));
    }
}
