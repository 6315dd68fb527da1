//! The server finds what the command line finds.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::{BAD, Editor, pulling, texts_below};

/// What the command line reports about `text`, as `rule start-end severity identity`.
fn on_the_command_line(editor: &Editor, name: &str, text: &str) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coglint"))
        .args(["check", "-o", "json", "--stdin-filename", name, "-"])
        .current_dir(editor.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let findings = report["findings"].as_array().expect("a list");
    let place = |at: &Value| {
        // The report counts from 1, and in characters; lines of fixtures before a finding are ASCII or counted below.
        let byte = usize::try_from(at["byte"].as_u64().expect("a number")).expect("small");
        let before = &text[..byte];
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        format!("{}:{}", at["line"].as_u64().expect("a line") - 1, before[start..].encode_utf16().count())
    };
    let line = |finding: &Value| {
        let (start, end) = (place(&finding["start"]), place(&finding["end"]));
        format!("{} {start}-{end} {} {} {}", finding["rule"], finding["severity"], finding["id"], finding["message"])
    };
    findings.iter().map(line).collect()
}

fn in_the_editor(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    editor.open(name, text);
    let params = json!({"textDocument": {"uri": editor.uri(name)}});
    let report = editor.ask("textDocument/diagnostic", params).expect("it is understood");
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    let severity = |diagnostic: &Value| match diagnostic["severity"].as_u64() {
        Some(1) => "\"error\"",
        Some(2) => "\"warning\"",
        Some(3) => "\"info\"",
        _ => "?",
    };
    let line = |diagnostic: &Value| {
        let (start, end) = (place(&diagnostic["range"]["start"]), place(&diagnostic["range"]["end"]));
        assert_eq!(diagnostic["source"], "coglint");
        let severity = severity(diagnostic);
        format!("{} {start}-{end} {severity} {} {}", diagnostic["code"], diagnostic["data"], diagnostic["message"])
    };
    report["items"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn every_fixture_has_the_findings_of_the_command_line() {
    let config = "profile = \"strict\"\n[[overrides]]\npaths = [\"requests/s*\"]\nprofile = \"fapi2\"\n";
    let mut editor = Editor::with(&[("coglint.toml", config)], &pulling(), &Value::Null, Duration::ZERO);
    let mut compared = 0;
    for (path, text) in texts_below("fixtures") {
        let name = path.strip_prefix("fixtures").expect("it is below").to_string_lossy().into_owned();
        let expected = on_the_command_line(&editor, &name, &text);
        let found = in_the_editor(&mut editor, &name, &text);
        // A broken text that is not meant as a request is nobody's business in an editor.
        let is_broken = expected.iter().any(|line| line.starts_with("\"syntax-error\""));
        if is_broken && found.is_empty() {
            continue;
        }
        assert_eq!(found, expected, "{name}");
        compared += usize::from(!found.is_empty());
    }
    assert!(compared >= 20, "only {compared} fixtures have findings");
}

#[test]
fn suppressions_and_the_baseline_count_as_on_the_command_line() {
    let config = r#"baseline = "known.json"
[[ignore]]
rule = "redirect-http"
path = "a.json"
reason = "a kiosk in the intranet"
"#;
    let mut editor = Editor::with(&[("a.json", BAD), ("b.json", BAD)], &pulling(), &Value::Null, Duration::ZERO);
    let created = Command::new(env!("CARGO_BIN_EXE_coglint"))
        .args(["baseline", "create", "--baseline", "known.json", "--only", "scope-unknown", "a.json"])
        .current_dir(editor.path(""))
        .output()
        .expect("the program runs");
    assert!(created.status.success(), "{created:?}");
    editor.write("coglint.toml", config);
    for name in ["a.json", "b.json"] {
        let expected = on_the_command_line(&editor, name, BAD);
        let found = in_the_editor(&mut editor, name, BAD);
        assert_eq!(found, expected, "{name}");
        for rule in ["redirect-http", "scope-unknown"] {
            let is_found = found.iter().any(|line| line.starts_with(&format!("\"{rule}\"")));
            assert_eq!(is_found, name == "b.json", "{rule} {name}");
        }
    }
}

#[track_caller]
fn check(texts: &[(&str, bool)]) {
    let mut editor = Editor::new(&[]);
    editor.open("a.json", "{}");
    for (version, (text, is_found)) in (2..).zip(texts) {
        editor.change("a.json", version, text);
        editor.settle();
        let said = editor.actions("a.json", &super::range(0, 0, 999), &Value::Null);
        let pushed = editor.pushed.get(&editor.uri("a.json"));
        let is_said =
            pushed.is_some_and(|pushed| pushed["diagnostics"].as_array().is_some_and(|list| !list.is_empty()));
        assert_eq!(is_said, *is_found, "{text}: {pushed:?} {said:?}");
    }
}

const REQUEST: &str =
    r#"{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientName": "x", "CallbackURLs": ["http://a.example/"]}"#;

#[test]
fn a_broken_text_keeps_the_recognition_of_the_last_good_one() {
    // No longer a mention of anything that only requests have.
    check(&[(REQUEST, true), ("{", true)]);
    check(&[("{}", false), (r#"{"UserPoolId": "#, false)]);
    check(&[("{}", false), (REQUEST, true), (r#"{"name": 1}"#, false), (r#"{"UserPoolId": "#, false)]);
}

#[test]
fn a_text_that_was_never_good_counts_when_it_mentions_a_request() {
    let mut editor = Editor::new(&[]);
    editor.open("a.json", r#"{"UserPoolId": "#);
    assert_eq!(editor.diagnostics("a.json", 1)[0]["code"], "syntax-error");
    editor.open("b.json", "{");
    editor.settle();
    assert!(!editor.pushed.contains_key(&editor.uri("b.json")), "nothing is said of it");
}

#[test]
fn secrets_are_shown_nowhere() {
    let secret = "S3cr3tS3cr3tS3cr3tS3cr3t";
    let text = format!(
        r#"{{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientName": "x", "client_secret": "{secret}", "ClientSecret": "{secret}", "CallbackURLs": ["http://u:{secret}@a.example/"]}}"#
    );
    let mut editor = Editor::new(&[]);
    editor.open("a.json", &text);
    let mut said = editor.diagnostics("a.json", 1).to_string();
    let end = u32::try_from(text.len()).expect("short");
    for action in editor.actions("a.json", &super::range(0, 0, end), &Value::Null) {
        said += &action.to_string();
        if action["command"]["command"] == "coglint.suppress" {
            let arguments = action["command"]["arguments"].clone();
            editor
                .ask("workspace/executeCommand", json!({"command": "coglint.suppress", "arguments": arguments}))
                .expect("it is understood");
            said += &editor.answer("workspace/applyEdit", json!({"applied": false})).to_string();
        }
    }
    for character in 0..end {
        said += &editor.at("textDocument/hover", "a.json", 0, character).to_string();
    }
    assert!(said.contains("client_secret") && said.contains("[redacted]"), "{said}");
    assert!(!said.contains("S3cr3t"), "{said}");
}
