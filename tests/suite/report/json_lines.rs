//! The lines of jsonl: what json says, each as soon as it is known, and their schema.

use std::io::{self, Write};

use coglint::report::appearance::Appearance;
use coglint::report::{Format, Run};
use serde_json::{Map, Value, json};

use super::json_document::{SCHEMA, full};
use super::{run, web, written};
use crate::generated::is_current;

fn lines(run: &Run) -> Vec<Value> {
    written(run, "jsonl", &Appearance::PLAIN).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The schema of a line, with the definitions of the report's.
fn schema() -> Value {
    let report: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let list = |of: &str| json!({ "type": "array", "items": { "$ref": format!("#/$defs/{of}") } });
    let reference = |to: &str| json!({ "$ref": format!("#/$defs/{to}") });
    let line = |kind: &str, properties: Value| {
        let mut all = Map::from_iter([("type".to_owned(), json!({ "const": kind }))]);
        all.extend(properties.as_object().cloned().unwrap_or_default());
        let required: Vec<_> = all.keys().cloned().collect();
        json!({ "type": "object", "required": required, "properties": all })
    };
    let mut file = line(
        "file",
        json!({
            "findings": list("finding"), "suppressed": list("suppressed"), "baselined": list("finding"),
            "fixed": list("finding"),
        }),
    );
    file["$ref"] = json!("#/$defs/file");
    let mut definitions = report["$defs"].clone();
    // The document lists such findings without their file; here they have no other place.
    let statuses = &mut definitions["file"]["properties"]["status"]["enum"];
    statuses.as_array_mut().expect("an enumeration").push(json!("consulted"));
    json!({
        "$comment": "Written by tests/suite/report/json_lines.rs from report-1.schema.json; COGLINT_UPDATE=1 cargo test renews it.",
        "$schema": report["$schema"],
        "$id": "urn:coglint:schema:report-line-1",
        "title": "line of a coglint report",
        "description": "What `coglint check --output jsonl` writes in each line: one `run`, a `file` for each file by the bytes of \
                        its path (`consulted` is one that the run goes by, as a configuration), one `summary`. Within version 1 members are only added, so a reader leaves unknown ones aside.",
        "oneOf": [
            line("run", json!({
                "schema": { "const": "coglint-report-line/1" }, "tool": reference("tool"), "rules": list("rule"),
            })),
            file,
            line("summary", json!({
                "verdict": reference("verdict"), "exit_code": reference("exit_code"), "summary": reference("summary"),
                "errors": list("error"),
            })),
        ],
        "$defs": definitions,
    })
}

#[test]
fn the_schema_of_a_line_is_current() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let text = serde_json::to_string_pretty(&schema).expect("JSON");
    is_current("docs/report-line-1.schema.json", &format!("{text}\n"));
}

#[test]
fn every_line_is_valid_and_says_what_it_is() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for (run, kinds) in [
        (run(Vec::new()), vec!["run", "summary"]),
        (run(vec![web()]), vec!["run", "file", "summary"]),
        (full(), vec!["run", "file", "file", "summary"]),
    ] {
        let lines = lines(&run);
        assert_eq!(lines.iter().map(|line| line["type"].as_str().unwrap_or_default()).collect::<Vec<_>>(), kinds);
        for line in &lines {
            let errors: Vec<_> = validator.iter_errors(line).map(|error| error.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_line() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let lines = lines(&full());
    for (line, pointer, bad) in [
        (0, "/type", json!("start")),
        (0, "/schema", json!("coglint-report/1")),
        (2, "/path", json!(null)),
        (2, "/findings/0/id", json!("x")),
        (2, "/suppressed/0/reason", json!(null)),
        (3, "/exit_code", json!(3)),
        (3, "/type", json!("file")),
    ] {
        let mut line = lines[line].clone();
        *line.pointer_mut(pointer).expect("a place") = bad;
        assert!(!validator.is_valid(&line), "{pointer}");
    }
}

#[test]
fn the_lines_together_are_the_document() {
    let document: Value = serde_json::from_str(&written(&full(), "json", &Appearance::PLAIN)).expect("JSON");
    let lines = lines(&full());
    let of_files = |list: &str| -> Vec<Value> {
        lines.iter().filter_map(|line| line[list].as_array()).flatten().cloned().collect()
    };
    for list in ["findings", "suppressed", "baselined", "fixed"] {
        assert_eq!(json!(of_files(list)), document[list], "{list}");
    }
    let last = lines.last().expect("a line");
    for member in ["verdict", "exit_code", "summary", "errors"] {
        assert_eq!(last[member], document[member], "{member}");
    }
    assert_eq!((&lines[0]["rules"], &lines[0]["tool"]), (&document["rules"], &document["tool"]));
    let files = lines.iter().filter(|line| line["type"] == "file");
    for (line, file) in files.zip(document["files"].as_array().expect("files")) {
        let members = file.as_object().expect("an object");
        assert!(members.iter().all(|(name, value)| line[name] == *value), "{line}");
    }
}

/// Keeps what was written between two flushes.
#[derive(Default)]
struct Pieces(Vec<String>, Vec<u8>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.push(String::from_utf8(std::mem::take(&mut self.1)).expect("UTF-8"));
        Ok(())
    }
}

#[test]
fn a_reader_gets_each_line_at_once() {
    let mut pieces = Pieces::default();
    let format = Format::named("jsonl").expect("a format");
    (format.write)(&full(), &Appearance::PLAIN, &mut pieces).expect("written");
    assert_eq!(pieces.0.len(), 4);
    assert!(pieces.0.iter().all(|piece| piece.ends_with('\n') && piece.lines().count() == 1));
}
