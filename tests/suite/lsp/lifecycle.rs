//! How a session begins and ends, and how text and diagnostics travel.

use std::time::Duration;

use serde_json::{Value, json};

use super::{BAD, Editor, pulling, pushing, range};

#[test]
fn after_a_good_bye_the_code_is_0_and_else_1() {
    assert_eq!(Editor::new(&[]).leave(), 0);
    assert_eq!(Editor::new(&[]).end(), 1, "the input ends");
    let editor = Editor::new(&[]);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.end(), 1, "exit without shutdown");
}

#[test]
fn after_shutdown_nothing_is_answered_any_more() {
    let mut editor = Editor::new(&[]);
    editor.ask("shutdown", Value::Null).expect("it is understood");
    let refused = editor.ask("textDocument/hover", json!({})).expect_err("it is shut down");
    assert_eq!(refused.0, -32600);
}

#[test]
fn what_is_not_understood_is_an_error_and_not_the_end() {
    let mut editor = Editor::new(&[]);
    editor.notify("textDocument/didChange", json!({"nonsense": true}));
    editor.notify("$/setTrace", json!({"value": "off"}));
    assert_eq!(editor.ask("textDocument/hover", json!({"nonsense": true})).expect_err("it is wrong").0, -32602);
    assert_eq!(editor.ask("textDocument/rename", json!({})).expect_err("there is none").0, -32601);
    assert_eq!(editor.leave(), 0);
}

#[track_caller]
fn check_encoding(offered: &Value, chosen: &str, character: u32) {
    let mut capabilities = pushing();
    capabilities["general"]["positionEncodings"] = offered.clone();
    let mut editor = Editor::with(&[], &capabilities, &Value::Null, Duration::ZERO);
    assert_eq!(editor.introduction["capabilities"]["positionEncoding"], chosen, "{offered}");
    let text = "{\"UserPoolId\": \"eu-west-1_Ab12Cd34E\", \"ClientName\": \"é😀\", \"CallbackURLs\": \n[\"é😀\", \"http://a.example/\"]}";
    editor.open("a.json", text);
    let diagnostics = editor.diagnostics("a.json", 1);
    let of_rule = diagnostics.as_array().into_iter().flatten().find(|diagnostic| diagnostic["code"] == "redirect-http");
    assert_eq!(
        of_rule.expect("it is there")["range"]["start"],
        json!({"line": 1, "character": character}),
        "{offered}"
    );
    // An edit is counted the same way.
    editor.edit("a.json", 2, &json!([{"range": range(1, character + 5, character + 5), "text": "s"}]));
    let after = editor.diagnostics("a.json", 2);
    assert!(!after.to_string().contains("redirect-http"), "{offered}: {after}");
}

#[test]
fn characters_are_counted_in_the_first_encoding_of_the_list_that_is_known() {
    check_encoding(&json!(["utf-8", "utf-16"]), "utf-8", 11);
    check_encoding(&json!(["utf-16", "utf-8"]), "utf-16", 8);
    check_encoding(&json!(["utf-7", "utf-32"]), "utf-32", 7);
    check_encoding(&Value::Null, "utf-16", 8);
}

#[test]
fn an_editor_that_asks_is_not_told() {
    let mut editor = Editor::with(&[], &pulling(), &Value::Null, Duration::ZERO);
    assert!(editor.introduction["capabilities"]["diagnosticProvider"].is_object());
    editor.open("a.json", BAD);
    let document = json!({"textDocument": {"uri": editor.uri("a.json")}});
    let first = editor.ask("textDocument/diagnostic", document.clone()).expect("it is understood");
    assert_eq!(first["kind"], "full");
    assert!(first["items"].to_string().contains("redirect-http"));
    let mut again = document;
    again["previousResultId"] = first["resultId"].clone();
    let second = editor.ask("textDocument/diagnostic", again.clone()).expect("it is understood");
    assert_eq!((&second["kind"], &second["resultId"]), (&json!("unchanged"), &first["resultId"]));
    editor.change("a.json", 2, &BAD.replace("http:", "https:"));
    let third = editor.ask("textDocument/diagnostic", again).expect("it is understood");
    assert_eq!(third["kind"], "full");
    assert!(!third["items"].to_string().contains("redirect-http"));
    assert!(editor.pushed.is_empty(), "nothing was pushed: {:?}", editor.pushed);
    let untold = Editor::new(&[]);
    assert!(untold.introduction["capabilities"]["diagnosticProvider"].is_null());
}

#[test]
fn a_burst_of_changes_is_checked_once_at_its_end() {
    let mut editor = Editor::with(&[], &pushing(), &Value::Null, Duration::from_millis(40));
    editor.open("a.json", BAD);
    editor.diagnostics("a.json", 1);
    for version in 2..=20 {
        editor.change(
            "a.json",
            version,
            &format!("{BAD}{}", " ".repeat(20 - usize::try_from(version).expect("small"))),
        );
        assert!(editor.pushed.values().all(|pushed| pushed["version"] == 1), "nothing between");
    }
    editor.diagnostics("a.json", 20);
}

#[test]
fn an_answer_is_about_the_text_of_now_however_long_the_wait() {
    let mut editor = Editor::with(&[], &pushing(), &Value::Null, Duration::from_hours(1));
    editor.open("a.json", &BAD.replace("http:", "https:"));
    editor.change("a.json", 2, BAD);
    let actions = editor.actions("a.json", &range(8, 6, 6), &Value::Null);
    assert!(actions.iter().any(|action| action["title"].as_str().is_some_and(|title| title.ends_with("(unsafe)"))));
}

#[test]
fn what_is_closed_has_no_diagnostics_left() {
    let mut editor = Editor::new(&[]);
    editor.open("a.json", BAD);
    editor.diagnostics("a.json", 1);
    editor.notify("textDocument/didClose", json!({"textDocument": {"uri": editor.uri("a.json")}}));
    editor.settle();
    assert_eq!(editor.pushed[&editor.uri("a.json")]["diagnostics"], json!([]));
}

#[test]
fn settings_of_the_editor_go_before_the_configuration() {
    let options = json!({"profile": "strict", "operation": "create", "clientType": "public"});
    let files = [("coglint.toml", "profile = \"dev\"\n")];
    let mut editor = Editor::with(&files, &pushing(), &options, Duration::ZERO);
    editor.open("a.json", BAD);
    editor.diagnostics("a.json", 1);
    let hover = editor.at("textDocument/hover", "a.json", 8, 6);
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("redirect-http")), "{hover}");
    assert_eq!(editor.messages(), [""; 0]);
    let wrong = json!({"profile": "strickt", "operation": "updat", "unsafeFixes": "yes"});
    let mut editor = Editor::with(&[], &pushing(), &wrong, Duration::ZERO);
    let messages = editor.messages().join("\n");
    for part in
        ["did you mean `strict`?", "`operation` must be auto, update or create", "`unsafeFixes` must be true or false"]
    {
        assert!(messages.contains(part), "{messages}");
    }
}
