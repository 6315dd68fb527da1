//! Files that attack the reader, the terminal or the CI service, and files with secrets.

use coglint::finding::{Fix, PatchOperation, Safety};
use coglint::report::appearance::Appearance;
use coglint::report::{FORMATS, Format, Run};

use super::{ASCII, WEB, at, file, is_golden, replacement, run, sentences, span_of, written};

/// The file of the samples with a URL and a member that speak to terminals and CI services.
fn hostile() -> Run {
    let text = WEB
        .replace("http://shop.acme-retail.com/cb", "http://a.example/\\u001b[31m\\u202e##[error]x")
        .replace("{\n  \"User", "{\n  \"\\u001b]8;;x\\u0007::error::y\": 1,\n  \"User");
    let mut url = at(&text, "/CallbackURLs/1");
    url.message = sentences(&[
        "`http://a.example/\u{1b}[31m\u{202e}##[error]x` is http.",
        "::error::Wrapped to a line of its own when the width is narrow enough for that to happen.",
    ]);
    url.fix = Some(replacement(&url, Safety::Unsafe, "https://a.example/\u{1b}[31m\u{202e}##[error]x"));
    let mut member = at(&text, "/\u{1b}]8;;x\u{7}::error::y");
    member.message = sentences(&["`\u{1b}]8;;x\u{7}::error::y` is no member."]);
    // The same characters as themselves, in a file that is no JSON.
    let raw = "{\"a\": \"\u{1b}[31m\u{202e}\u{9b}\u{7f}##[error]\u{e0041}\u{feff}é\" ::\r\n::error::x\n\t##vso[task]";
    let mut control = super::spanning(span_of(raw, "\u{1b}"));
    control.rule = "syntax-error".into();
    control.label = Some("U+001B must be written \u{1b}".into());
    run(vec![file("::error title=x::y/bad.json", &text, vec![url, member]), file("raw.json", raw, vec![control])])
}

#[test]
fn no_byte_acts_on_a_terminal() {
    for format in Format::names() {
        let text = written(&hostile(), format, &Appearance::PLAIN);
        is_golden(&format!("hostile.{format}"), &text);
        let acts = |c: char| {
            (c < ' ' && c != '\n') || matches!(c, '\u{7f}'..='\u{9f}' | '\u{202e}' | '\u{feff}' | '\u{e0041}')
        };
        assert_eq!(text.chars().find(|&c| acts(c)), None, "{format}");
        assert!(!text.contains("##[") && !text.contains("##vso["), "{format}: {text}");
    }
}

#[test]
fn no_line_is_a_command_for_ci() {
    for width in [40, 100] {
        for format in Format::names() {
            let text = written(&hostile(), format, &Appearance { width, ..Appearance::PLAIN });
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {text}");
        }
    }
    assert!(written(&hostile(), "concise", &Appearance::PLAIN).starts_with("./::error title=x::y/bad.json:2:"));
    assert!(written(&hostile(), "pretty", &Appearance::PLAIN).contains("─[./::error title=x::y/bad.json:2:"));
}

#[test]
fn ascii_means_every_byte() {
    for format in FORMATS.iter().filter(|format| format.for_people) {
        let text = written(&hostile(), format.name, &ASCII);
        assert!(text.is_ascii(), "{}: {text}", format.name);
    }
    assert!(written(&hostile(), "pretty", &ASCII).contains(r"\u{e9}"));
}

#[test]
fn json_holds_the_text_exactly() {
    let report = written(&hostile(), "json", &Appearance::PLAIN);
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["findings"][1]["value"], "http://a.example/\u{1b}[31m\u{202e}##[error]x");
    assert_eq!(report["findings"][0]["pointer"], "/\u{1b}]8;;x\u{7}::error::y");
    assert_eq!(report["findings"][0]["path"], "::error title=x::y/bad.json");
}

/// A request in one line with two client secrets, a URL with a password, and findings that would tell all of them.
fn secretive(secret: &str) -> Run {
    let text = format!(
        r#"{{"ClientName": "x", "client_secret": "{secret}", "ClientSecret": "{secret}", "CallbackURLs": ["http://u:{secret}@h/"]}}"#
    );
    let mut in_file = at(&text, "/ClientSecret");
    in_file.secret = true;
    in_file.span = span_of(&text, "\"ClientSecret\"");
    in_file.message = sentences(&[&format!("`{secret}` is a secret."), "Remove it."]);
    in_file.fix = Some(Fix {
        safety: Safety::Safe,
        title: format!("replace `{secret}`"),
        patch: vec![PatchOperation::Replace { path: in_file.pointer.clone(), value: format!("new{secret}").into() }],
        edits: None,
    });
    let mut url = at(&text, "/CallbackURLs/0");
    url.span = span_of(&text, "\"CallbackURLs\"");
    url.message = sentences(&[&format!("`http://u:{secret}@h/` has a password.")]);
    url.fix = Some(replacement(&url, Safety::Unsafe, &format!("https://u:{secret}@h/")));
    // Placed as if nobody had thought of secrets.
    let careless = at(&text, "/client_secret");

    let broken = format!("{{\"ClientSecret\": \"{secret}\", \"a\": b,\n \"url\": \"https://u:{secret}@h\"");
    let mut syntax = super::spanning(span_of(&broken, "\"a\""));
    syntax.rule = "syntax-error".into();
    syntax.label = Some("expected a value".into());
    let mut run =
        run(vec![file("secret.json", &text, vec![in_file, url, careless]), file("z.json", &broken, vec![syntax])]);
    // An identity must not tell it either.
    run.files[0].suppressed.clear();
    run
}

#[test]
fn a_secret_is_shown_nowhere() {
    for format in Format::names() {
        for appearance in [Appearance::PLAIN, ASCII, Appearance { width: 40, ..Appearance::PLAIN }] {
            let text = written(&secretive("S3cr3tS3cr3tS3cr3tS3cr3t"), format, &appearance);
            assert!(!text.contains("S3cr3t") && text.contains("[redacted]"), "{format}: {text}");
        }
        is_golden(
            &format!("secret.{format}"),
            &written(&secretive("S3cr3tS3cr3tS3cr3tS3cr3t"), format, &Appearance::PLAIN),
        );
    }
}

#[test]
fn its_length_is_not_told() {
    let without_places = |text: String| {
        let mut text = text;
        for name in ["\"column\": ", "\"byte\": "] {
            let mut parts = text.split(name);
            let first = parts.next().unwrap_or_default().to_owned();
            text = parts.fold(first, |text, part| text + name + part.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
        // `path:line:column`, in the head of a frame and in concise.
        let lines = text.lines().map(|line| {
            let place = line.find("json:1:").map_or(0, |at| at + "json:1:".len());
            format!("{}{}", &line[..place], line[place..].trim_start_matches(|c: char| place > 0 && c.is_ascii_digit()))
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    for format in Format::names() {
        for width in [40, 60, 100] {
            let appearance = Appearance { width, ..Appearance::PLAIN };
            let short = without_places(written(&secretive("S3cr3tS3cr3tS3cr3tS3cr3t"), format, &appearance));
            let long = without_places(written(&secretive("S3cr3tS3cr3tS3cr3tS3cr3t0123456789"), format, &appearance));
            assert_eq!(short, long, "{format} {width}");
        }
    }
}

#[test]
fn a_client_id_is_no_secret() {
    let finding = at(WEB, "/ClientId");
    let text = written(&run(vec![file("a.json", WEB, vec![finding])]), "json", &Appearance::PLAIN);
    assert!(text.contains("\"value\": \"1example23456789\""), "{text}");
}

#[test]
fn an_escaped_password_is_hidden_too() {
    let text = r#"{"a": ["https:\/\/u:p4\"ss\u0040w0rd\u0040h\/", "x"]}"#;
    let finding = at(text, "/a/0");
    let pretty = written(&run(vec![file("a.json", text, vec![finding])]), "pretty", &Appearance::PLAIN);
    assert!(pretty.contains(r#"│ {"a": ["https:\/\/u:[redacted]\u0040h\/", "x"]}"#), "{pretty}");
}
