//! The json report against its schema, and what identities depend on.

use coglint::finding::{Finding, PatchOperation, Related, Severity};
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind, Fixed, Run, Status, Suppressed};
use coglint::source::Span;
use serde_json::{Value, json};

use super::{WEB, at, file, run, settings, spanning, web, written};

pub const SCHEMA: &str = include_str!("../../../docs/report-1.schema.json");

fn report(run: &Run) -> Value {
    serde_json::from_str(&written(run, "json", &Appearance::PLAIN)).expect("JSON")
}

#[track_caller]
fn is_valid(report: &Value) {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// A run with everything that a report can hold.
pub fn full() -> Run {
    let mut file = web();
    let mut twice = at(WEB, "/ClientId");
    twice.rule = "duplicate-json-key".into();
    twice.related.push(Related { message: "first here".into(), span: Span::new(0, 1) });
    let mut missing = at(WEB, "");
    missing.member = Some("EnableTokenRevocation".into());
    file.findings.extend([twice, missing]);
    file.suppressed.push(Suppressed {
        finding: at(WEB, "/CallbackURLs/0"),
        reason: "Intranet kiosk, ticket SEC-1234".into(),
        expires: Some("2027-03-31".into()),
        config: "coglint.toml".into(),
        line: 12,
    });
    file.baselined.push(at(WEB, "/UserPoolId"));
    file.hidden.push(at(WEB, "/AllowedOAuthFlows/0"));
    let mut mended = at(WEB, "/AllowedOAuthScopes/1");
    mended.severity = Severity::Info;
    file.fixed = Some(Fixed { before: file.source.clone(), findings: vec![mended] });
    let mut unread = super::file("b.json", "", Vec::new());
    unread.status = Status::TooLarge;
    unread.operation = None;
    unread.client_type = None;
    let mut run = run(vec![unread, file]);
    run.rules[0].params.insert("schemes".into(), json!(["https", {"a": 1.5, "b": null}]));
    run.errors.push(Error {
        kind: ErrorKind::Input,
        path: Some("b.json".into()),
        line: None,
        column: Some(3),
        message: "larger than 1 MiB".into(),
    });
    run
}

#[test]
fn the_schema_is_one() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn every_report_is_valid() {
    for run in [full(), run(Vec::new()), run(vec![web()])] {
        is_valid(&report(&run));
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let good = report(&full());
    for (pointer, bad) in [
        ("/schema", json!("coglint-report/2")),
        ("/exit_code", json!(3)),
        ("/findings/0/id", json!("x")),
        ("/findings/0/start/line", json!(0)),
        ("/findings/0/value", json!([])),
        ("/suppressed/0/source", json!(null)),
        ("/files/0/status", json!("fine")),
        ("/errors/0/kind", json!("other")),
    ] {
        let mut report = good.clone();
        *report.pointer_mut(pointer).expect("a place") = bad;
        assert!(!validator.is_valid(&report), "{pointer}");
    }
}

#[test]
fn every_list_holds_its_findings() {
    let report = report(&full());
    let pointers = |list: &str| -> Vec<String> {
        let list = report[list].as_array().expect("a list");
        list.iter().map(|finding| finding["pointer"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(pointers("findings"), ["", "/ClientId", "/AllowedOAuthScopes/1", "/CallbackURLs/1"]);
    assert_eq!(pointers("suppressed"), ["/CallbackURLs/0"]);
    assert_eq!(pointers("baselined"), ["/UserPoolId"]);
    assert_eq!(pointers("fixed"), ["/AllowedOAuthScopes/1"]);
    assert_eq!(report["suppressed"][0]["source"], json!({"path": "coglint.toml", "line": 12}));
    assert_eq!(report["findings"][1]["related"][0]["end"], json!({"line": 1, "column": 2, "byte": 1}));
    assert_eq!(report["findings"][0]["value"], Value::Null);
    assert_eq!(report["rules"][0]["params"]["schemes"], json!(["https", {"a": 1.5, "b": null}]));
    assert_eq!(report["verdict"], "none");
    assert_eq!(report["summary"]["hidden"], 1);
}

#[test]
fn each_element_is_a_line() {
    let text = written(&full(), "json", &Appearance::PLAIN);
    let elements = text.lines().filter_map(|line| line.strip_prefix("    "));
    for element in elements {
        let element = element.strip_suffix(',').unwrap_or(element);
        assert!(serde_json::from_str::<Value>(element).is_ok(), "{element}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(written(&full(), "json", &Appearance::PLAIN), written(&full(), "json", &Appearance::PLAIN));
}

#[test]
fn an_edit_that_inserts_is_left_to_the_patch() {
    let mut finding = at(WEB, "");
    finding.member = Some("A".into());
    let path = finding.pointer.child("A");
    finding.fix = Some(coglint::finding::Fix {
        safety: coglint::finding::Safety::Safe,
        title: "add `A`".into(),
        patch: vec![
            PatchOperation::Add { path: path.clone(), value: json!({"b": [1, "c"]}) },
            PatchOperation::Remove { path },
        ],
        edits: None,
    });
    let text = written(&run(vec![file("a.json", WEB, vec![finding])]), "json", &Appearance::PLAIN);
    let fix = r#""fix": {"safety": "safe", "title": "add `A`", "patch": [{"op": "add", "path": "/A", "value": {"b": [1, "c"]}}, {"op": "remove", "path": "/A"}]}, "docs""#;
    assert!(text.contains(fix), "{text}");
}

fn identity(path: &str, text: &str, finding: Finding) -> String {
    let report = report(&run(vec![file(path, text, vec![finding])]));
    report["findings"][0]["id"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_identity_survives_edits_elsewhere_and_no_change_of_the_value() {
    let before = r#"{"a": ["x", "http://h/"]}"#;
    let moved = "{\"new\": 1,\n\n \"a\": [\"http://h/\", \"y\", \"x\"]}";
    let changed = r#"{"a": ["x", "http://i/"]}"#;
    let known = identity("a.json", before, at(before, "/a/1"));
    assert_eq!(known, identity("a.json", moved, at(moved, "/a/0")));
    assert_ne!(known, identity("a.json", changed, at(changed, "/a/1")));
    assert_ne!(known, identity("b.json", before, at(before, "/a/1")));
    let other_rule = Finding { rule: "other".into(), ..at(before, "/a/1") };
    assert_ne!(known, identity("a.json", before, other_rule));
}

#[test]
fn equal_findings_are_numbered_whatever_list_they_are_in() {
    let text = r#"["x", "x", "x"]"#;
    let ids = |file| -> Vec<String> {
        let report = report(&run(vec![file]));
        let lists =
            ["findings", "suppressed", "baselined"].map(|list| report[list].as_array().expect("a list").clone());
        lists.iter().flatten().map(|finding| finding["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let all = ids(file("a.json", text, vec![at(text, "/0"), at(text, "/1"), at(text, "/2")]));
    assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);

    let mut split = file("a.json", text, vec![at(text, "/2")]);
    split.baselined.push(at(text, "/1"));
    split.hidden.push(at(text, "/0"));
    assert_eq!(ids(split), [all[2].clone(), all[1].clone()]);
}

#[test]
fn the_identity_of_a_secret_does_not_depend_on_it() {
    let with = |secret: &str| format!(r#"{{"ClientSecret": "{secret}", "urls": ["http://u:{secret}@h/"]}}"#);
    let (one, other) = (with("aaaaaaaaaaaaaaaa"), with("bbbbbbbbbbbbbbbbbbbb"));
    for pointer in ["/ClientSecret", "/urls/0"] {
        assert_eq!(identity("a.json", &one, at(&one, pointer)), identity("a.json", &other, at(&other, pointer)));
    }
}

#[test]
fn of_a_syntax_error_only_the_number_counts() {
    let id = |offset| {
        let finding = Finding { rule: "syntax-error".into(), ..spanning(Span::at(offset)) };
        identity("a.json", "{,}", finding)
    };
    assert_eq!(id(0), id(1));
}

#[test]
fn a_bar_that_nothing_reaches_is_never() {
    let mut file = web();
    file.settings = coglint::report::Settings { fail_on: None, ..settings() };
    let report = report(&run(vec![file]));
    assert_eq!(
        (&report["files"][0]["fail_on"], &report["verdict"], &report["exit_code"]),
        (&json!("never"), &json!("pass"), &json!(0))
    );
}
