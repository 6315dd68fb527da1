//! What can be done and seen at a place.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::{BAD, Editor, apply, pushing, range};

/// The titles of the actions that stand at a place of `BAD`.
fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().expect("a title")).collect()
}

/// The edits of an action for one document.
fn edits(action: &Value) -> &Value {
    &action["edit"]["documentChanges"][0]["edits"]
}

/// What the program makes of a request.
fn fixed_by_the_command_line(text: &str, options: &[&str]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coglint"))
        .args(["check", "--isolated"])
        .args(options)
        .args(["--stdin-filename", "bad.json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("it is text")
}

#[test]
fn a_member_that_is_missing_can_be_put_in() {
    let mut editor = Editor::new(&[]);
    editor.open("bad.json", BAD);
    let actions = editor.actions("bad.json", &range(0, 0, 0), &json!(["quickfix"]));
    let fix = actions
        .iter()
        .find(|action| action["diagnostics"][0]["code"] == "token-revocation-implicit" && action["edit"].is_object());
    let after = apply(BAD, edits(fix.expect("it has a fix")));
    let request: Value = serde_json::from_str(&after).expect("it is JSON");
    assert_eq!(request["EnableTokenRevocation"], true, "{after}");
    assert_eq!(after.lines().count(), BAD.lines().count() + 1, "a line of its own: {after}");
}

#[test]
fn a_finding_stands_where_it_is_and_has_its_fix() {
    // Check 62 of the interface contract.
    let mut editor = Editor::new(&[]);
    editor.open("bad.json", BAD);
    let diagnostics = editor.diagnostics("bad.json", 1);
    let http = diagnostics.as_array().into_iter().flatten().find(|diagnostic| diagnostic["code"] == "redirect-http");
    let http = http.expect("it is found");
    assert_eq!(http["range"], range(8, 4, 36));
    assert_eq!((&http["severity"], &http["source"]), (&json!(1), &json!("coglint")));
    let actions = editor.actions("bad.json", &range(8, 10, 10), &Value::Null);
    let fix = actions.iter().find(|action| action["kind"] == "quickfix" && action["edit"].is_object());
    let fix = fix.expect("it has a fix");
    assert!(fix["title"].as_str().is_some_and(|title| title.ends_with(" (unsafe)")), "{fix}");
    assert!(fix["isPreferred"].is_null(), "an unsafe fix is nobody's first choice");
    assert_eq!(fix["diagnostics"][0]["code"], "redirect-http");
    let fixed = apply(BAD, edits(fix));
    assert_eq!(fixed, BAD.replace("http:", "https:"));
    let all = editor.actions("bad.json", &range(0, 0, 0), &json!(["source.fixAll"]));
    assert_eq!(all.len(), 1, "{all:?}");
    let after = apply(BAD, edits(&all[0]));
    assert!(after.contains("\"http://shop.acme-retail.com/cb\""), "the unsafe line is left: {after}");
    assert!(after.contains("\"email\"") && after.contains("EnableTokenRevocation"), "the safe ones are not: {after}");
    assert_eq!(after, fixed_by_the_command_line(BAD, &["--fix"]));
    assert_eq!(editor.end(), 1);
}

#[test]
fn a_safe_fix_is_preferred() {
    let mut editor = Editor::new(&[]);
    editor.open("bad.json", BAD);
    let actions = editor.actions("bad.json", &range(5, 36, 36), &json!(["quickfix"]));
    let fix = actions.iter().find(|action| action["edit"].is_object()).expect("it has a fix");
    assert_eq!(fix["isPreferred"], true);
    assert!(!fix["title"].to_string().contains("unsafe"));
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
}

#[test]
fn fix_all_takes_unsafe_fixes_when_the_editor_is_set_so() {
    let options = json!({"unsafeFixes": true});
    let mut editor = Editor::with(&[], &pushing(), &options, Duration::ZERO);
    editor.open("bad.json", BAD);
    let all = editor.actions("bad.json", &range(0, 0, 0), &json!(["source.fixAll.coglint"]));
    let after = apply(BAD, edits(&all[0]));
    assert!(after.contains("https://shop.acme-retail.com/cb\"\n  ]"), "{after}");
    assert_eq!(after, fixed_by_the_command_line(BAD, &["--fix", "--unsafe-fixes"]));
}

#[test]
fn only_what_was_asked_for_is_offered() {
    let mut editor = Editor::new(&[]);
    editor.open("bad.json", BAD);
    for (only, is_some) in [("quickfix", true), ("source", true), ("", true), ("refactor", false), ("sourc", false)] {
        let actions = editor.actions("bad.json", &range(8, 10, 10), &json!([only]));
        assert_eq!(!actions.is_empty(), is_some, "{only}: {:?}", titles(&actions));
    }
    assert_eq!(editor.actions("bad.json", &range(1, 0, 0), &json!(["quickfix"])), [] as [Value; 0]);
    assert_eq!(editor.actions("never-opened.json", &range(1, 0, 0), &Value::Null), [] as [Value; 0]);
}

#[track_caller]
fn check_suppression(files: &[(&str, &str)], expected: &str) {
    let mut editor = Editor::new(files);
    editor.open("clients/bad.json", BAD);
    let actions = editor.actions("clients/bad.json", &range(8, 10, 10), &json!(["quickfix"]));
    let suppress = actions.iter().find(|action| action["title"] == "Suppress redirect-http here…");
    let command = suppress.expect("it is offered")["command"].clone();
    editor.ask("workspace/executeCommand", command).expect("it is understood");
    let edit = editor.answer("workspace/applyEdit", json!({"applied": true}));
    let changes = edit["edit"]["documentChanges"].as_array().expect("changes");
    let edited = changes.last().expect("an edit");
    assert_eq!(edited["textDocument"]["uri"], editor.uri("coglint.toml"));
    let is_new = files.is_empty();
    assert_eq!(changes[0]["kind"] == "create", is_new, "{changes:?}");
    let before = files.first().map_or("", |(_, text)| text);
    let after = apply(before, &edited["edits"]);
    assert_eq!(after, expected);
    let shown = editor.answer("window/showDocument", json!({"success": true}));
    let at = &shown["selection"]["start"];
    let line = after.lines().nth(usize::try_from(at["line"].as_u64().expect("a line")).expect("small"));
    let character = usize::try_from(at["character"].as_u64().expect("a character")).expect("small");
    assert_eq!(line.map(|line| &line[..character]), Some("reason = \""), "the cursor stands in the reason");
    // It takes effect once a reason is written, and not before.
    for (reason, is_found) in [("", true), ("a kiosk in the intranet", false)] {
        editor.write("coglint.toml", &after.replace("reason = \"\"", &format!("reason = \"{reason}\"")));
        editor.touched("coglint.toml");
        let diagnostics = editor.diagnostics("clients/bad.json", 1);
        editor.settle();
        let diagnostics = editor
            .pushed
            .get(&editor.uri("clients/bad.json"))
            .map_or(diagnostics, |pushed| pushed["diagnostics"].clone());
        assert_eq!(diagnostics.to_string().contains("redirect-http"), is_found, "{reason}: {diagnostics}");
    }
}

const ENTRY: &str = r#"[[ignore]]
rule = "redirect-http"
path = "clients/bad.json"
pointer = "/CallbackURLs/*"
value = "http://shop.acme-retail.com/cb"
reason = ""
"#;

#[test]
fn a_suppression_is_written_into_the_nearest_configuration() {
    let config = "profile = \"strict\"\n";
    check_suppression(&[("coglint.toml", config)], &format!("{config}\n{ENTRY}"));
}

#[test]
fn without_a_configuration_there_is_a_new_one() {
    check_suppression(&[], ENTRY);
}

#[test]
fn a_member_shows_what_it_may_be_and_the_rules_about_it() {
    let text = r#"{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientId": "1example23456789", "AuthSessionValidity": 15}"#;
    let mut editor = Editor::new(&[]);
    editor.open("a.json", text);
    editor.diagnostics("a.json", 1);
    let hover = editor.at("textDocument/hover", "a.json", 0, 93);
    let value = hover["contents"]["value"].as_str().expect("something is shown").to_owned();
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(value.contains("**AuthSessionValidity**: a whole number from 3 to 15"), "{value}");
    assert!(value.contains("a sign-in has 3 minutes"), "{value}");
    assert!(value.contains("UpdateUserPoolClient"), "{value}");
    assert!(value.contains("Rules about it:"), "{value}");
    let brace = editor.at("textDocument/hover", "a.json", 0, 0).to_string();
    assert!(brace.contains("token-revocation-implicit") && !brace.contains("Rules about it"), "{brace}");
    assert_eq!(editor.at("textDocument/hover", "a.json", 9, 0), Value::Null, "the end");
}

#[test]
fn the_source_of_each_setting_of_a_finding_is_shown() {
    let config = "[rules]\nredirect-http = \"warning\"\n";
    let mut editor = Editor::new(&[("coglint.toml", config)]);
    editor.open("a.json", BAD);
    assert!(editor.diagnostics("a.json", 1).to_string().contains("redirect-http"));
    let hover = editor.at("textDocument/hover", "a.json", 8, 10);
    let value = hover["contents"]["value"].as_str().expect("something is shown");
    assert!(value.contains("**warning** `redirect-http`"), "{value}");
    assert!(value.contains("| severity | `warning` | coglint.toml:2 |"), "{value}");
    assert!(
        value.contains("| enabled | `true` | built-in |") || value.contains("| enabled | `true` | coglint.toml:2 |"),
        "{value}"
    );
}

/// The labels that are offered at the `|` of a text.
#[track_caller]
fn offered(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    let at = text.find('|').expect("a cursor");
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let (line, character) = (u32::try_from(line).expect("short"), u32::try_from(at - start).expect("short"));
    editor.open(name, &text.replacen('|', "", 1));
    let items = editor.at("textDocument/completion", name, line, character);
    let items = items.as_array().expect("a list").iter();
    items.map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
}

#[track_caller]
fn check_offers(name: &str, text: &str, some: &[&str], none: &[&str]) {
    let offers = offered(&mut Editor::new(&[]), name, text);
    for expected in some {
        assert!(offers.iter().any(|offer| offer == expected), "{expected} is not offered: {offers:?}");
    }
    for unexpected in none {
        assert!(!offers.iter().any(|offer| offer == unexpected), "{unexpected} is offered: {offers:?}");
    }
}

#[test]
fn members_that_are_not_set_are_offered_for_the_call() {
    let update = r#"{"UserPoolId": "x", "ClientId": "y", "CallbackURLs": [], |}"#;
    check_offers("a.json", update, &["LogoutURLs", "ClientName"], &["CallbackURLs", "UserPoolId", "GenerateSecret"]);
    let create = r#"{"UserPoolId": "x", "ClientName": "y", "|"}"#;
    check_offers("a.json", create, &["GenerateSecret", "LogoutURLs"], &["ClientId", "ClientName"]);
    let nested = r#"{"UserPoolId": "x", "ClientId": "y", "TokenValidityUnits": {"IdToken": "hours", "|"}}"#;
    check_offers("a.json", nested, &["AccessToken", "RefreshToken"], &["IdToken", "LogoutURLs"]);
    let described = r#"{"UserPoolClient": {"UserPoolId": "x", "ClientId": "y", "|"}}"#;
    check_offers("a.json", described, &["LogoutURLs", "LastModifiedDate"], &["GenerateSecret"]);
}

#[test]
fn values_of_enumerations_are_offered_and_in_lists_those_that_are_missing() {
    let flows = r#"{"UserPoolId": "x", "ClientId": "y", "AllowedOAuthFlows": ["code", "|"]}"#;
    check_offers("a.json", flows, &["implicit", "client_credentials"], &["code", "openid"]);
    let unit = r#"{"UserPoolId": "x", "ClientId": "y", "TokenValidityUnits": {"IdToken": |}}"#;
    check_offers("a.json", unit, &["seconds", "days"], &["AccessToken"]);
    let boolean = r#"{"UserPoolId": "x", "ClientId": "y", "EnableTokenRevocation": |}"#;
    check_offers("a.json", boolean, &["true", "false"], &[]);
    check_offers("other.json", r#"{"name": "x", "|"}"#, &[], &["ClientId", "LogoutURLs"]);
}

#[test]
fn what_is_offered_replaces_what_was_typed() {
    let text = r#"{"UserPoolId": "x", "ClientId": "y", "Logout"}"#;
    let mut editor = Editor::new(&[]);
    editor.open("a.json", text);
    let items = editor.at("textDocument/completion", "a.json", 0, 44);
    let item = items.as_array().into_iter().flatten().find(|item| item["label"] == "LogoutURLs");
    let edit = item.expect("it is offered")["textEdit"].clone();
    assert_eq!(apply(text, &json!([edit])), r#"{"UserPoolId": "x", "ClientId": "y", "LogoutURLs": }"#);
}

#[test]
fn keys_rules_and_parameters_are_offered_in_a_configuration() {
    let config = "coglint.toml";
    check_offers(config, "pro|", &["profile", "overrides", "ignore"], &["params", "redirect-http"]);
    check_offers(config, "profile = \"|\"", &["strict", "fapi2"], &["auto"]);
    check_offers(config, "[rules]\n|", &["redirect-http", "scope-unknown"], &["profile", "syntax-error"]);
    check_offers(config, "[rules]\nredirect-http = |", &["off", "warning"], &["true"]);
    check_offers(config, "[rules.redirect-http]\n|", &["enabled", "severity", "params"], &["profile"]);
    check_offers(config, "[rules.auth-session-long.params]\n|", &["max"], &["enabled"]);
    check_offers(config, "[[ignore]]\nrule = \"|\"", &["redirect-http"], &["off"]);
    check_offers(config, "[[overrides]]\n|", &["paths", "client-type"], &["baseline"]);
    check_offers(config, "hidden = |", &["true", "false"], &[]);
    check_offers(config, "# pro|", &[], &["profile"]);
}

#[test]
fn pointers_lead_to_the_documentation_of_their_members() {
    let mut editor = Editor::new(&[]);
    let config =
        "[[ignore]]\nrule = \"redirect-http\"\npointer = \"/CallbackURLs/*\"\nreason = \"see /LogoutURLs there\"\n";
    editor.open("coglint.toml", config);
    let ask = |editor: &mut Editor, name: &str| {
        let document = json!({"textDocument": {"uri": editor.uri(name)}});
        let links = editor.ask("textDocument/documentLink", document).expect("it is understood");
        links.as_array().expect("a list").clone()
    };
    let links = ask(&mut editor, "coglint.toml");
    let pointer = links.iter().find(|link| link["range"] == range(2, 11, 26)).expect("the pointer is a link");
    assert!(pointer["target"].as_str().is_some_and(|target| target.ends_with("-request-CallbackURLs")));
    // A build that knows where its documentation is links the rule too, and nothing else.
    let docs = option_env!("COGLINT_DOCS_URL").is_some_and(|docs| !docs.is_empty());
    assert_eq!(links.len(), 1 + usize::from(docs), "{links:?}");
    let entry =
        r#"{"id": "0", "rule": "redirect-http", "path": "a.json", "pointer": "/CallbackURLs/0", "severity": "error"}"#;
    editor.open("known.json", &format!("{{\"schema\": \"coglint-baseline/1\", \"entries\": [\n{entry}\n]}}\n"));
    assert_eq!(ask(&mut editor, "known.json").len(), 1 + usize::from(docs));
    editor.open("a.json", BAD);
    assert_eq!(ask(&mut editor, "a.json"), [] as [Value; 0], "values of requests are no links");
}

#[test]
fn the_capabilities_name_every_command_and_kind() {
    let editor = Editor::new(&[]);
    let capabilities = &editor.introduction["capabilities"];
    assert_eq!(capabilities["codeActionProvider"]["codeActionKinds"], json!(["quickfix", "source.fixAll.coglint"]));
    assert_eq!(capabilities["executeCommandProvider"]["commands"].as_array().map(Vec::len), Some(2));
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(editor.introduction["serverInfo"]["name"], "coglint");
    let guide = fs::read_to_string("docs/editors.md").expect("there is a guide");
    for command in capabilities["executeCommandProvider"]["commands"].as_array().into_iter().flatten() {
        assert!(guide.contains(command.as_str().expect("a name")), "{command} is not in docs/editors.md");
    }
}
