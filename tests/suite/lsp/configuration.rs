//! Configurations change while documents are open.

use std::time::Duration;

use serde_json::{Value, json};

use super::{BAD, Editor, pulling};

#[track_caller]
fn has(diagnostics: &Value, rule: &str) -> bool {
    diagnostics.as_array().into_iter().flatten().any(|diagnostic| diagnostic["code"] == rule)
}

/// What is pushed for a document now.
fn now(editor: &mut Editor, name: &str) -> Value {
    editor.settle();
    editor.pushed.get(&editor.uri(name)).map_or(json!([]), |pushed| pushed["diagnostics"].clone())
}

#[test]
fn files_that_settings_come_from_are_watched() {
    let mut editor = Editor::new(&[]);
    let asked = editor.answer("client/registerCapability", Value::Null);
    assert_eq!(asked["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    assert!(asked.to_string().contains("**/*.toml"));
}

#[test]
fn every_open_document_is_checked_again_when_its_configuration_changes() {
    let mut editor = Editor::new(&[]);
    for name in ["a.json", "b/c.json"] {
        editor.open(name, BAD);
        assert!(has(&now(&mut editor, name), "redirect-http"));
    }
    editor.write("coglint.toml", "[rules]\nredirect-http = \"off\"\n");
    editor.touched("coglint.toml");
    for name in ["a.json", "b/c.json"] {
        assert!(!has(&now(&mut editor, name), "redirect-http"), "{name}");
    }
    // One that is nearer takes its place; this editor watches nothing, but says what it saved.
    editor.write("b/coglint.toml", "");
    editor.notify("textDocument/didSave", json!({"textDocument": {"uri": editor.uri("b/coglint.toml")}}));
    assert!(!has(&now(&mut editor, "a.json"), "redirect-http"));
    assert!(has(&now(&mut editor, "b/c.json"), "redirect-http"));
}

#[test]
fn the_last_good_configuration_stays_in_force_and_that_is_said_once() {
    let mut editor = Editor::new(&[("coglint.toml", "[rules]\nredirect-http = \"off\"\n")]);
    editor.open("a.json", BAD);
    assert!(has(&now(&mut editor, "a.json"), "scope-unknown"));
    for wrong in ["[rules]\nredirect-htp = \"off\"\n", "[rules\n"] {
        editor.write("coglint.toml", wrong);
        editor.touched("coglint.toml");
        let mistakes = now(&mut editor, "coglint.toml");
        assert_eq!((&mistakes[0]["severity"], &mistakes[0]["source"]), (&json!(1), &json!("coglint")), "{wrong}");
        let requests = now(&mut editor, "a.json");
        assert!(!has(&requests, "redirect-http") && has(&requests, "scope-unknown"), "{wrong}");
        editor.change("a.json", 2, &format!("{BAD} "));
        assert!(!has(&now(&mut editor, "a.json"), "redirect-http"), "{wrong}");
    }
    let messages = editor.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("coglint.toml:2:1: ") && messages[0].contains("stays in force"), "{messages:?}");
    editor.write("coglint.toml", "");
    editor.touched("coglint.toml");
    assert_eq!(now(&mut editor, "coglint.toml"), json!([]));
    assert!(has(&now(&mut editor, "a.json"), "redirect-http"));
    // A new mistake is news.
    editor.write("coglint.toml", "profil = \"dev\"\n");
    editor.touched("coglint.toml");
    let mistakes = now(&mut editor, "coglint.toml");
    assert!(mistakes[0]["message"].as_str().is_some_and(|message| message.contains("did you mean")), "{mistakes}");
    assert_eq!(mistakes[0]["range"]["start"], json!({"line": 0, "character": 0}));
    assert_eq!(editor.messages().len(), 1);
}

#[test]
fn without_a_good_configuration_nothing_is_checked() {
    let mut editor = Editor::new(&[("coglint.toml", "profil = 1\n")]);
    editor.open("a.json", BAD);
    assert_eq!(now(&mut editor, "a.json"), json!([]));
    editor.write("coglint.toml", "profile = \"dev\"\n");
    editor.touched("coglint.toml");
    assert!(has(&now(&mut editor, "a.json"), "scope-unknown"));
}

#[test]
fn mistakes_in_rule_files_and_baselines_are_shown_there() {
    let files = [
        ("coglint.toml", "rule-dirs = [\"rules\"]\nbaseline = \"known.json\"\n"),
        ("rules/own/x-y.toml", "id = 1\n"),
        ("known.json", "[]"),
    ];
    let mut editor = Editor::new(&files);
    editor.open("a.json", BAD);
    assert_ne!(now(&mut editor, "rules/own/x-y.toml"), json!([]));
    editor.write("rules/own/x-y.toml", "");
    editor.touched("rules/own/x-y.toml");
    assert_ne!(now(&mut editor, "rules/own/x-y.toml"), json!([]));
    std::fs::remove_file(editor.path("rules/own/x-y.toml")).expect("it is ours");
    editor.touched("rules/own/x-y.toml");
    assert_eq!(now(&mut editor, "rules/own/x-y.toml"), json!([]));
}

#[test]
fn an_editor_that_asks_is_told_to_ask_again() {
    let mut editor = Editor::with(&[], &pulling(), &Value::Null, Duration::ZERO);
    editor.open("a.json", BAD);
    let ask = |editor: &mut Editor, name: &str| {
        let document = json!({"textDocument": {"uri": editor.uri(name)}});
        editor.ask("textDocument/diagnostic", document).expect("it is understood")
    };
    assert!(has(&ask(&mut editor, "a.json")["items"], "redirect-http"));
    editor.write("coglint.toml", "profil = 1\n");
    editor.touched("coglint.toml");
    editor.answer("workspace/diagnostic/refresh", Value::Null);
    let report = ask(&mut editor, "a.json");
    assert!(has(&report["items"], "redirect-http"), "what applied before stays");
    let uri = editor.uri("coglint.toml");
    assert_eq!(report["relatedDocuments"][&uri]["items"].as_array().map(Vec::len), Some(1), "{report}");
    editor.open("coglint.toml", "profil = 1\n");
    assert_eq!(ask(&mut editor, "coglint.toml")["items"].as_array().map(Vec::len), Some(1));
    assert!(editor.pushed.is_empty());
}
