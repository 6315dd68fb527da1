//! Reports for code hosts that need a parser to be judged.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Place, known, secret};
use crate::report::runner::command;

/// The only run of a SARIF report.
#[track_caller]
fn sarif(text: &str) -> Value {
    let mut log: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].take()
}

fn region(run: &Value) -> &Value {
    &run["results"][0]["locations"][0]["physicalLocation"]["region"]
}

#[test]
fn check_15_a_run_without_a_verdict_is_not_successful() {
    let answer = Place::new().run("C -o sarif .", b"");
    assert_eq!(answer.status, Some(2));
    let run = sarif(&answer.stdout);
    let message = "nothing was checked: 0 *.json files found (see --list-files -v)";
    assert_eq!(
        run["invocations"],
        json!([{
            "executionSuccessful": false,
            "exitCode": 2,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": message}}],
        }])
    );
    assert_eq!(run["results"], json!([]));
}

#[test]
fn every_run_that_ends_in_2_writes_a_report_where_it_can() {
    for (command, list) in [
        ("C -o sarif missing.json bad.json", "toolExecutionNotifications"),
        ("C -o sarif other.json", "toolExecutionNotifications"),
        ("C -o sarif --only redirect-htp bad.json", "toolConfigurationNotifications"),
        ("C -o sarif --set rules.nope.enabled=false bad.json", "toolConfigurationNotifications"),
        ("C -o sarif -o concise=no/dir/x bad.json", "toolExecutionNotifications"),
    ] {
        let answer = Place::with(["bad.json", "other.json"]).run(command, b"");
        assert_eq!(answer.status, Some(2), "{command}");
        assert!(answer.stderr.starts_with("error: ") && !answer.stderr.contains("NO VERDICT"), "{}", answer.stderr);
        let run = sarif(&answer.stdout);
        let invocation = &run["invocations"][0];
        assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&json!(false), &json!(2)));
        assert_eq!(invocation[list].as_array().map(Vec::len), Some(1), "{command}: {invocation}");
    }
}

#[test]
fn check_49_the_rules_are_those_that_ran() {
    let place = Place::with(["bad.json", "ok.json"]);
    for (options, count) in [("--only redirect-http,scope-unknown", Some(2)), ("--profile strict", None)] {
        let [bad, ok] = ["bad.json", "ok.json"].map(|file| {
            let answer = place.run(&format!("coglint {options} -o sarif {file}"), b"");
            sarif(&answer.stdout)["tool"]["driver"]["rules"].take()
        });
        assert_eq!(bad, ok, "{options}");
        let rules = bad.as_array().expect("rules");
        assert!(count.is_none_or(|count| rules.len() == count) && rules.len() > 1);
        for rule in rules {
            for text in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"] {
                let text = rule.pointer(text).and_then(Value::as_str).unwrap_or_default();
                assert!(text.len() > 10, "{rule}");
            }
        }
    }
}

#[test]
fn check_50_the_same_value_twice_has_two_hashes() {
    let place = Place::new();
    let text = known("bad.json").replace("https://", "http://").replace('\n', " ");
    place.write("bad.json", text);
    let run = sarif(&place.run("C -o sarif bad.json", b"").stdout);
    let results = run["results"].as_array().expect("results");
    let hashes = results.iter().map(|result| result["partialFingerprints"]["primaryLocationLineHash"].as_str());
    let hashes: BTreeSet<_> = hashes.map(|hash| hash.expect("a hash")).collect();
    assert_eq!((results.len(), hashes.len()), (2, 2));
    assert!(hashes.iter().all(|hash| hash.len() == 32));
    let gitlab: Value = serde_json::from_str(&place.run("C -o gitlab bad.json", b"").stdout).expect("JSON");
    assert_ne!(gitlab[0]["fingerprint"], gitlab[1]["fingerprint"]);
}

#[test]
fn check_51_characters_count_by_their_code_units_for_sarif() {
    let place = Place::new();
    // 10 bytes, 6 characters and 7 code units, in the place of 4 blanks.
    place.write("bad.json", known("bad.json").replace("    \"http://", "\"é😀\", \"http://"));
    let run = sarif(&place.run("C -o sarif bad.json", b"").stdout);
    assert_eq!(region(&run), &json!({"startLine": 9, "startColumn": 8, "endLine": 9, "endColumn": 40}));
    let github = place.run("C -q -o github bad.json", b"").stdout;
    let properties = command(github.trim_end()).expect("a command").properties;
    assert_eq!((&*properties["col"], &*properties["endColumn"]), ("7", "38"));
}

#[test]
fn check_53_only_our_lines_are_commands() {
    let place = Place::with(["::error title=x::y/bad.json", "::warning::z.json/ok.json"]);
    for (format, commands) in [("pretty", 0), ("concise", 0), ("github", 1), ("sarif", 0), ("gitlab", 0)] {
        let answer = place.run(&format!("C -v -o {format} ."), b"");
        let all = answer.stdout + &answer.stderr;
        assert_eq!(all.lines().filter_map(command).count(), commands, "{format}: {all}");
    }
    let github = place.run("C -q -o github .", b"").stdout;
    assert_eq!(command(github.trim_end()).expect("a command").properties["file"], "::error title=x::y/bad.json");
}

#[test]
fn check_54_hostile_text_does_nothing_in_ci() {
    let place = Place::with(["esc.json"]);
    for format in ["github", "sarif", "gitlab"] {
        let answer = place.run(&format!("coglint -v -o {format} esc.json"), b"");
        let all = answer.stdout + &answer.stderr;
        assert_eq!(answer.status, Some(1), "{all}");
        assert!(!all.contains(['\u{1b}', '\u{202e}', '\u{7}']) && !all.contains("##["), "{all}");
        let escapes: &[&str] = if format == "github" {
            &[r"\u{1b}", r"\u{202e}", r"#\u{23}[error]"]
        } else {
            &[r"\u001b", r"\u202e", r"\u0023#[error]"]
        };
        assert!(escapes.iter().all(|escape| all.contains(escape)), "{format}: {all}");
        let commands = all.lines().filter_map(command);
        assert!(
            commands.map(|command| command.properties.len()).all(|count| format == "github" && count == 6),
            "{all}"
        );
    }
    let run = sarif(&place.run("coglint -o sarif esc.json", b"").stdout);
    let results = run["results"].as_array().expect("results");
    let member = "\u{1b}]8;;x\u{7}::error::y";
    let is_about_member = |result: &&Value| {
        result["message"]["text"].as_str().is_some_and(|text| text.starts_with(&format!("`{member}` is not a member")))
    };
    let result = results.iter().find(is_about_member).expect("a finding about the member, with its name exactly");
    assert_eq!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], format!("/{member}"));
}

#[test]
fn check_55_a_secret_is_nowhere_in_ci_and_its_length_neither() {
    let shown = |secret_text: &str, format: &str| {
        let place = Place::new();
        place.write("secret.json", secret(secret_text));
        let answer = place.run(&format!("coglint -v -o {format} secret.json"), b"");
        assert_eq!(answer.status, Some(1), "{}", answer.stderr);
        answer.stdout
    };
    for format in ["github", "sarif", "gitlab"] {
        let short = shown("S3cr3tS3cr3tS3cr3tS3cr3t", format);
        assert!(!short.contains("S3cr3t"), "{format}: {short}");
        let long = shown("S3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr", format);
        assert_eq!(without_columns(&short), without_columns(&long), "{format}");
    }
}

/// A report without its columns: positions after a secret on its line move with its length.
fn without_columns(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["Column\": ", ",col=", ",endColumn="] {
        let parts: Vec<_> =
            text.split(name).map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect();
        text = parts.join(name);
    }
    text
}
