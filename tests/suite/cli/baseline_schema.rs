//! The published schema of a baseline, held to what the program writes and reads.

use serde_json::{Value, json};

use super::Place;

#[test]
fn what_is_created_is_as_the_schema_says() {
    let place = Place::with(["bad.json"]);
    place.write("other/bad.json", super::known("bad.json"));
    let answer = place.run("coglint baseline create -q .", b"");
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let written: Value = serde_json::from_str(&place.read("coglint-baseline.json")).expect("it is JSON");
    assert!(written["entries"].as_array().is_some_and(|entries| entries.len() > 2), "{written}");
    assert!(validator().is_valid(&written), "{written}");
    let project: Value = serde_json::from_str(include_str!("../../../fixtures/projects/kestrel/coglint-baseline.json"))
        .expect("it is JSON");
    assert!(validator().is_valid(&project));
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let entry = json!({"id": "0".repeat(32), "rule": "redirect-http", "path": "a.json", "pointer": "/CallbackURLs/0", "severity": "error"});
    let with = |name: &str, value: Value| {
        let mut entry = entry.clone();
        entry[name] = value;
        json!({"schema": "coglint-baseline/1", "entries": [entry]})
    };
    let right = with("severity", json!("info"));
    let wrong = [
        with("severity", json!("fatal")),
        with("rule", json!("syntax-error")),
        with("id", json!("abc")),
        with("more", json!(1)),
        json!({"schema": "coglint-baseline/2", "entries": []}),
        json!({"schema": "coglint-baseline/1"}),
    ];
    for (document, is_right) in std::iter::once((right, true)).chain(wrong.map(|document| (document, false))) {
        let place = Place::with(["ok.json"]);
        place.write("known.json", document.to_string());
        let answer = place.run("coglint -q --only redirect-http --baseline known.json ok.json", b"");
        assert_eq!(answer.status == Some(0), is_right, "{document}: {}", answer.stderr);
        assert_eq!(validator().is_valid(&document), is_right, "{document}");
    }
}

fn validator() -> jsonschema::Validator {
    let schema =
        serde_json::from_str(include_str!("../../../docs/baseline-1.schema.json")).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is valid")
}
