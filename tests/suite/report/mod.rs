//! Reports of fixed findings, without a process: what a person, a script and a log get to see.

mod diagnostics;
mod footers;
mod frames;
mod github;
mod gitlab;
mod hostile;
mod html_page;
mod json_document;
mod json_lines;
mod markdown;
mod properties;
pub mod runner;
mod sarif;
mod xml;

use coglint::finding::{Category, Edit, Finding, Fix, Message, PatchOperation, Safety, Severity};
use coglint::json::{self, Pointer};
use coglint::report::appearance::Appearance;
use coglint::report::{About, FORMATS, File, Format, Rule, Run, Settings, Skipped, Source, Status, Tool};
use coglint::secret::{Hidden, Names};
use coglint::source::Span;
use coglint::untrusted::Charset;

use crate::generated::is_current;

const ASCII: Appearance = Appearance { charset: Charset::Ascii, ..Appearance::PLAIN };
const COLORED: Appearance = Appearance { color: true, ..Appearance::PLAIN };

/// The file of the samples.
const WEB: &str = crate::cli::BAD;

fn settings() -> Settings {
    Settings { profile: "default".into(), config: None, fail_on: Some(Severity::Warning) }
}

fn run(files: Vec<File>) -> Run {
    let rule = |id: &str, severity, category| Rule {
        id: id.into(),
        severity,
        category,
        params: serde_json::Map::new(),
        about: about(id, severity),
    };
    let mut run = Run {
        tool: Tool {
            name: "coglint".into(),
            version: "1.2.3".into(),
            catalog: "2026.11".into(),
            docs: Some("https://coglint.example".into()),
        },
        settings: settings(),
        files,
        skipped: Skipped::default(),
        errors: Vec::new(),
        fails_by_change: false,
        rules: vec![
            rule("scope-unknown", Severity::Warning, Category::Validity),
            rule("redirect-http", Severity::Error, Category::Security),
        ],
    };
    run.sort();
    run
}

/// What a rule file says, short, so that the goldens do not change with the rules.
fn about(id: &str, severity: Severity) -> About {
    let group = id.split('-').next().unwrap_or_default().to_owned();
    let text = "why = \"\"\"\nIt is dangerous.\n\nVery.\n\"\"\"\ntraps = \"A trap.\"\nfix-note = \"It is mended.\"\n\
                references = [{ title = \"RFC 9700\", url = \"https://www.rfc-editor.org/rfc/rfc9700\" }]\n";
    About { group: group.into(), summary: format!("What {id} finds").into(), severity, text: text.into() }
}

fn file(path: &str, text: &str, findings: Vec<Finding>) -> File {
    let (document, errors) = json::parse(text);
    let names = Names::default();
    let hidden = if errors.is_empty() { Hidden::in_document(&document, &names) } else { Hidden::in_text(text, &names) };
    File {
        path: path.into(),
        identity_path: path.into(),
        hosted_as: None,
        status: if errors.is_empty() { Status::Checked } else { Status::Invalid },
        operation: Some("update".into()),
        client_type: Some("unknown".into()),
        settings: settings(),
        source: Source { text: text.into(), hidden, ..Source::default() },
        findings,
        suppressed: Vec::new(),
        baselined: Vec::new(),
        hidden: Vec::new(),
        fixed: None,
    }
}

/// A finding at the value of `pointer`.
#[track_caller]
fn at(text: &str, pointer: &str) -> Finding {
    let (document, _) = json::parse(text);
    let pointer = Pointer::parse(pointer).expect("a pointer");
    let element = document.locate(&pointer).expect("a value there").element;
    let value = element.to_value();
    Finding { pointer, value: (!value.is_array() && !value.is_object()).then_some(value), ..spanning(element.span()) }
}

/// A finding at `span`, of no document.
fn spanning(span: Span) -> Finding {
    Finding {
        rule: "redirect-http".into(),
        severity: Severity::Error,
        category: Category::Security,
        dormant: false,
        message: Message { sentences: vec!["What.".into(), "Why.".into()] },
        pointer: Pointer::root(),
        member: None,
        span,
        value: None,
        secret: false,
        label: None,
        fix: None,
        related: Vec::new(),
    }
}

#[track_caller]
fn span_of(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("a part of the text");
    Span::new(u32::try_from(start).expect("small"), u32::try_from(start + part.len()).expect("small"))
}

fn replacement(finding: &Finding, safety: Safety, value: &str) -> Fix {
    Fix {
        safety,
        title: format!("replace with \"{value}\""),
        patch: vec![PatchOperation::Replace { path: finding.pointer.clone(), value: value.into() }],
        edits: Some(vec![Edit { span: finding.span, text: format!("\"{value}\"") }]),
    }
}

fn sentences(texts: &[&str]) -> Message {
    Message { sentences: texts.iter().map(|&text| text.to_owned()).collect() }
}

/// The two findings of the samples.
fn web() -> File {
    let mut scope = at(WEB, "/AllowedOAuthScopes/1");
    scope.rule = "scope-unknown".into();
    scope.severity = Severity::Warning;
    scope.category = Category::Validity;
    scope.message = sentences(&[
        "`Email` is not a scope of a user pool.",
        "Did you mean `email`?",
        "A scope of a resource server is written identifier/scope.",
    ]);
    scope.fix = Some(replacement(&scope, Safety::Safe, "email"));

    let mut http = at(WEB, "/CallbackURLs/1");
    http.message = sentences(&[
        "`http://shop.acme-retail.com/cb` sends the answer of the sign-in over clear text to `shop.acme-retail.com`, so \
         anyone on the path can read the code or tokens, and the service refuses http except on localhost, 127.0.0.1 and \
         [::1].",
        "Register the https form.",
    ]);
    http.fix = Some(replacement(&http, Safety::Unsafe, "https://shop.acme-retail.com/cb"));
    // The wrong way round: reports sort.
    file("clients/web.json", WEB, vec![http, scope])
}

#[track_caller]
fn written(run: &Run, format: &str, appearance: &Appearance) -> String {
    let mut out = Vec::new();
    let format = Format::named(format).expect("a format");
    (format.write)(run, appearance, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

/// Compares with a committed file, or writes it when `COGLINT_UPDATE` is set.
#[track_caller]
fn is_golden(name: &str, actual: &str) {
    is_current(&format!("tests/suite/golden/report/{name}"), actual);
}

#[test]
fn the_samples_of_the_contract_are_written_byte_for_byte() {
    let run = run(vec![web()]);
    for format in Format::names() {
        is_golden(&format!("sample.{format}"), &written(&run, format, &Appearance::PLAIN));
    }
}

#[test]
fn ascii_draws_the_same_with_other_strokes() {
    is_golden("sample-ascii.pretty", &written(&run(vec![web()]), "pretty", &ASCII));
}

#[test]
fn colors_are_of_the_basic_sixteen() {
    let colored = written(&run(vec![web()]), "pretty", &COLORED);
    is_golden("sample-colored.pretty", &colored);
    let codes = colored.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m')).map(|(codes, _)| codes);
    for code in codes.flat_map(|codes| codes.split(';')) {
        assert!(["0", "1", "2", "31", "33", "36"].contains(&code), "{code}");
    }
    assert!(
        written(&run(vec![web()]), "concise", &COLORED)
            .starts_with("clients/web.json:6:36: \u{1b}[1;33mwarning\u{1b}[0m[")
    );
}

#[test]
fn a_link_goes_to_the_page_of_the_rule() {
    let linked = Appearance { hyperlinks: true, ..Appearance::PLAIN };
    let text = written(&run(vec![web()]), "pretty", &linked);
    let link =
        "warning[\u{1b}]8;;https://coglint.example/rules/scope-unknown\u{1b}\\scope-unknown\u{1b}]8;;\u{1b}\\]: ";
    assert!(text.starts_with(link), "{text:?}");

    let mut elsewhere = run(vec![web()]);
    for base in ["http://coglint.example", "https://coglint.example/\u{1b}", "https://é.example"] {
        elsewhere.tool.docs = Some(base.into());
        let text = written(&elsewhere, "concise", &linked);
        assert!(!text.contains("]8;;"), "{base:?}: {text:?}");
    }
}

#[test]
fn without_published_documentation_the_program_explains() {
    let mut run = run(vec![web()]);
    run.tool.docs = None;
    assert!(written(&run, "pretty", &Appearance::PLAIN).contains("   docs: coglint explain scope-unknown\n"));
    let report = written(&run, "json", &Appearance::PLAIN);
    assert_eq!(report.matches("\"docs\": null").count(), 4);
}

#[test]
fn of_one_rule_in_one_file_people_see_100_and_programs_all() {
    let items = vec!["\"http://a.example/\""; 102].join(",\n");
    let text = format!("[{items}]");
    let findings: Vec<_> = (0..102).map(|index| at(&text, &format!("/{index}"))).collect();
    let run = run(vec![file("a.json", &text, findings), web()]);

    let concise = written(&run, "concise", &Appearance::PLAIN);
    let lines: Vec<_> = concise.lines().collect();
    assert_eq!(lines.len(), 100 + 1 + 2);
    assert_eq!(lines[100], "a.json: 2 more findings of redirect-http (-o json has all)");

    let pretty = written(&run, "pretty", &Appearance::PLAIN);
    assert_eq!(pretty.matches("─[a.json:").count(), 100);
    assert!(pretty.contains("\n\na.json: 2 more findings of redirect-http (-o json has all)\n\nwarning["), "{pretty}");

    assert_eq!(written(&run, "json", &Appearance::PLAIN).matches("\"path\": \"a.json\", \"pointer\"").count(), 102);
}

#[test]
fn nothing_found_is_nothing_written_for_people() {
    let run = run(vec![file("a.json", "{}", Vec::new())]);
    for format in FORMATS.iter().filter(|format| format.for_people) {
        assert_eq!(written(&run, format.name, &Appearance::PLAIN), "", "{}", format.name);
    }
}

/// A handle that is full.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_cannot_be_written_is_an_error() {
    for format in FORMATS {
        let error = (format.write)(&run(vec![web()]), &Appearance::PLAIN, &mut Full).expect_err("full");
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{}", format.name);
    }
}

#[test]
fn only_built_in_rules_have_published_pages() {
    let tool = run(Vec::new()).tool;
    assert_eq!(tool.rule_page("redirect-http").as_deref(), Some("https://coglint.example/rules/redirect-http"));
    assert_eq!(tool.rule_page("syntax-error").as_deref(), Some("https://coglint.example/rules/syntax-error"));
    assert_eq!(tool.rule_page("client-name-foreign"), None);
}
