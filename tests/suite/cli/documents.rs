//! Reports that need a parser to be judged.

use coglint::report::Format;
use serde_json::{Value, json};

use super::{Place, known, secret};

/// The report of a run, held to the published schema.
#[track_caller]
fn report(text: &str) -> Value {
    let report: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let schema: Value = serde_json::from_str(include_str!("../../../docs/report-1.schema.json")).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    report
}

#[test]
fn check_15_a_run_without_a_verdict_writes_a_document() {
    let answer = Place::new().run("C -o json .", b"");
    assert_eq!(answer.status, Some(2));
    let report = report(&answer.stdout);
    assert_eq!(report["verdict"], "none");
    assert_eq!(report["exit_code"], 2);
    assert_eq!(report["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["errors"][0]["kind"], "nothing-checked");
}

#[test]
fn every_run_that_ends_in_2_writes_a_document_where_it_can() {
    for (command, kind) in [
        ("C -o json missing.json", "input"),
        ("C -o json other.json", "input"),
        ("C -o json --only redirect-htp bad.json", "usage"),
        ("C -o json --set rules.nope.enabled=false bad.json", "config"),
        ("C -o json -o concise bad.json", "usage"),
        ("C -o json -o concise=no/dir/x bad.json", "output"),
        ("C -o json -o concise=/dev/full bad.json", "output"),
        ("C -o json --files-from nowhere bad.json", "input"),
    ] {
        let answer = Place::with(["bad.json", "other.json"]).run(command, b"");
        assert_eq!(answer.status, Some(2), "{command}");
        assert!(answer.stderr.contains("error: "), "{command}: {}", answer.stderr);
        // What fails when it is written can only be in what is written later.
        if command.contains("/dev/full") {
            continue;
        }
        let report = report(&answer.stdout);
        assert_eq!(report["verdict"], "none", "{command}");
        assert_eq!(report["errors"][0]["kind"], kind, "{command}");
    }
}

#[test]
fn check_48_the_report_is_the_samples_and_the_same_every_time() {
    let place = Place::with(["bad.json"]);
    let answer = place.run("C -o json bad.json", b"");
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.stderr, "");
    let mut finding = report(&answer.stdout)["findings"][0].clone();
    // In the sample the path is another, so the identity is too; and the build has published documentation.
    for depends_on_the_build in ["id", "docs"] {
        finding.as_object_mut().expect("an object").remove(depends_on_the_build);
    }
    let uri = "https://shop.acme-retail.com/cb";
    let message = "`http://shop.acme-retail.com/cb` sends the answer of the sign-in over clear text to \
                   `shop.acme-retail.com`, so anyone on the path can read the code or tokens, and the service refuses http \
                   except on localhost, 127.0.0.1 and [::1]. Register the https form.";
    let expected = json!({
        "rule": "redirect-http", "severity": "error", "category": "security", "dormant": false, "message": message,
        "path": "bad.json", "pointer": "/CallbackURLs/1", "member": null,
        "start": {"line": 9, "column": 5, "byte": 259}, "end": {"line": 9, "column": 37, "byte": 291},
        "value": "http://shop.acme-retail.com/cb",
        "fix": {
            "safety": "unsafe", "title": format!("replace with \"{uri}\""),
            "patch": [{"op": "replace", "path": "/CallbackURLs/1", "value": uri}],
            "edits": [{"start": 259, "end": 291, "text": format!("\"{uri}\"")}],
        },
    });
    assert_eq!(finding, expected);
    for command in ["C -o json bad.json", "C -j 1 -o json bad.json", "C -j 8 -o json bad.json"] {
        assert_eq!(place.run(command, b"").stdout, answer.stdout, "{command}");
    }
}

/// The sample's own path gives the sample's own identity.
#[test]
fn check_48_the_identity_is_the_samples() {
    let place = Place::new();
    place.write("clients/web.json", known("bad.json"));
    let above = report(&place.run("C -o json clients/web.json", b"").stdout);
    assert_eq!(above["findings"][0]["id"], "81283b0c91912e0f28b027b0468fe7e8");
    let inside = report(&place.run("cd clients && C -o json ../clients/web.json", b"").stdout);
    let here = report(&place.run("cd clients && C -o json web.json", b"").stdout);
    assert_eq!(inside["findings"][0]["id"], here["findings"][0]["id"], "the same file from the same directory");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::new();
    for number in 0..200 {
        let name = ["bad.json", "ok.json", "other.json", "broken.json"][number % 4];
        place.write(&format!("{}/{number}.json", number % 7), known(name));
    }
    let one = place.run("coglint -j 1 -o json .", b"");
    assert_eq!(one.status, Some(1));
    assert_eq!(report(&one.stdout)["summary"]["files_checked"], 150);
    for threads in [2, 3, 16] {
        let many = place.run(&format!("coglint -j {threads} -o json ."), b"");
        assert_eq!((many.stdout, many.stderr, many.status), (one.stdout.clone(), one.stderr.clone(), one.status));
    }
}

#[test]
fn check_51_characters_count_once_for_people() {
    let place = Place::new();
    // 10 bytes and 6 characters more, in the place of 4 blanks.
    let text = known("bad.json").replace("    \"http://", "\"é😀\", \"http://");
    place.write("bad.json", &text);
    let report = report(&place.run("C -o json bad.json", b"").stdout);
    assert_eq!(report["findings"][0]["start"], json!({"line": 9, "column": 7, "byte": 259 - 4 + 10}));
    let pretty = place.run("C bad.json", b"").stdout;
    assert!(pretty.contains("[bad.json:9:7]"), "{pretty}");
}

#[test]
fn check_54_hostile_text_does_nothing() {
    let place = Place::with(["esc.json"]);
    for format in ["pretty", "concise", "pretty -v", "concise -v"] {
        let answer = place.run(&format!("coglint -o {format} esc.json"), b"");
        let all = answer.stdout + &answer.stderr;
        assert_eq!(answer.status, Some(1), "{all}");
        assert!(!all.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{all}");
        assert!(all.contains(r"\u{1b}") && all.contains(r"\u{202e}") && all.contains(r"#\u{23}[error]"), "{all}");
        assert!(!all.lines().any(|line| line.trim_start().starts_with("::")), "{all}");
    }
    let answer = place.run("coglint -o json esc.json", b"");
    assert!(answer.stdout.contains(r"\u001b") && !answer.stdout.contains(['\u{1b}', '\u{202e}']), "{}", answer.stdout);
    let report = report(&answer.stdout);
    let findings = report["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding["value"] == "http://a.example/\u{1b}[31m\u{202e}##[error]x"));
}

#[test]
fn check_55_a_secret_is_nowhere_and_its_length_neither() {
    let short = "S3cr3tS3cr3tS3cr3tS3cr3t";
    let long = "S3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr";
    let redacted = |text: &str, command: &str| {
        let place = Place::new();
        place.write("secret.json", text);
        let answer = place.run(command, b"");
        let all = answer.stdout + &answer.stderr;
        assert!(!all.contains("S3cr3t"), "{command}\n{all}");
        (all, answer.status)
    };
    let of_formats = Format::names().map(|format| format!("coglint -o {format} secret.json"));
    for command in of_formats.chain(["coglint -v secret.json".to_owned()]) {
        let (shown, status) = redacted(&secret(short), &command);
        let (longer, _) = redacted(&secret(long), &command);
        assert_eq!(status, Some(1), "{shown}");
        assert_eq!(without_places(&shown), without_places(&longer), "{command}");
    }
    let on_lines = known("bad.json")
        .replace("  \"CallbackURLs\"", &format!("  \"ClientSecret\": \"{short}\",\n  \"CallbackURLs\""));
    let (shown, _) =
        redacted(&on_lines.replace("    \"https://shop.acme-retail.com/cb\",\n", ""), "coglint secret.json");
    assert!(shown.contains("[redacted]"), "{shown}");
}

/// A text without the numbers that tell where something stands, and without what is cut to the width of the screen there:
/// positions after a secret on its line move with its length.
fn without_places(text: &str) -> String {
    let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let mut collapsed: String = text
        .lines()
        // How long it took differs from run to run.
        .filter(|line| !line.starts_with("note: "))
        .map(|line| line.chars().map(digits).collect::<String>() + "\n")
        .collect();
    while collapsed.contains("00") {
        collapsed = collapsed.replace("00", "0");
    }
    collapsed
}

#[test]
fn a_secret_is_hidden_in_a_file_of_another_encoding() {
    let place = Place::new();
    let wide: Vec<u8> = secret("S3cr3tS3cr3tS3cr3tS3cr3t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("wide.json", wide);
    for command in ["coglint wide.json", "coglint -o json wide.json", "coglint ."] {
        let answer = place.run(command, b"");
        assert_eq!(answer.status, Some(1), "{}", answer.stderr);
        let all = answer.stdout.replace(r"\u{0}", "").replace(r"\u0000", "");
        assert!(!all.contains("S3cr") && all.contains("UTF-16"), "{command}\n{all}");
    }
}

#[test]
fn a_password_in_a_url_tells_neither_itself_nor_its_length() {
    let shown = |password: &str| {
        let place = Place::new();
        let url = format!("http://u:{password}@shop.acme-retail.com/cb");
        place.write("bad.json", known("bad.json").replace("http://shop.acme-retail.com/cb", &url));
        let answer = place.run("coglint bad.json; coglint -o json bad.json", b"");
        answer.stdout + &answer.stderr
    };
    let short = shown("hunter2");
    assert!(!short.contains("hunter2") && short.contains("[redacted]"), "{short}");
    assert_eq!(short, shown("correct-horse-battery-staple"));
}
