//! The XML formats: what is an error and what is not, and that readers get the text that was written.

use coglint::finding::Severity;
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind, Run, Status};
use coglint::source::Span;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{WEB, at, file, is_golden, run, spanning, web, written};

/// The elements of a document in order, each as `name attribute=value …`, those of `names` only.
fn elements(document: &str, names: &[&str]) -> Vec<String> {
    let described = |element: &BytesStart<'_>| {
        let attributes = element.attributes().map(|attribute| attribute.expect("an attribute"));
        let attributes = attributes.map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).expect("a value");
            format!(" {}={value}", attribute.key.as_ref())
        });
        let name = element.name().as_ref().to_owned();
        names.contains(&&*name).then(|| name + &attributes.collect::<String>())
    };
    let mut reader = Reader::from_str(document);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) | Event::Empty(element) => elements.extend(described(&element)),
            Event::Eof => return elements,
            _ => {}
        }
    }
}

/// A file that fails, one that passes below its own bar, a clean one, one that cannot be read, and an error of its own.
fn mixed() -> Run {
    let mut mild = web();
    mild.path = "mild.json".into();
    mild.settings.fail_on = Some(Severity::Error);
    mild.findings.retain(|finding| finding.severity == Severity::Warning);
    let mut again = at(WEB, "/AllowedOAuthScopes/1");
    again.rule = "scope-unknown".into();
    again.severity = Severity::Info;
    mild.findings.push(again);
    let mut unread = file("unread.json", "", Vec::new());
    unread.status = Status::Unreadable;
    let mut run = run(vec![web(), mild, file("clean.json", "{}", Vec::new()), unread]);
    let error = |kind, path: Option<&str>, message: &str| {
        let (path, message) = (path.map(str::to_owned), message.to_owned());
        Error { kind, path, line: None, column: None, message }
    };
    run.errors.push(error(ErrorKind::Input, Some("unread.json"), "cannot read unread.json: permission denied"));
    run.errors.push(error(ErrorKind::Input, Some("folder"), "cannot read the directory folder: permission denied"));
    run.errors.push(error(ErrorKind::Input, Some("other"), "cannot read the directory other: permission denied"));
    run.errors.push(error(ErrorKind::Output, Some("unread.json"), "cannot write unread.json: <none> & \"nothing\""));
    run
}

#[test]
fn a_run_of_every_outcome_is_written() {
    for format in ["junit", "checkstyle"] {
        is_golden(&format!("mixed.{format}"), &written(&mixed(), format, &Appearance::PLAIN));
    }
}

#[test]
fn a_case_fails_at_the_bar_of_its_file() {
    let junit = written(&mixed(), "junit", &Appearance::PLAIN);
    let counts = elements(&junit, &["testsuites", "testsuite"]);
    assert_eq!(
        counts,
        [
            "testsuites name=coglint tests=9 failures=2 errors=4",
            "testsuite name=clean.json tests=1 failures=0 errors=0",
            "testsuite name=clients/web.json tests=2 failures=2 errors=0",
            "testsuite name=mild.json tests=2 failures=0 errors=0",
            "testsuite name=unread.json tests=1 failures=0 errors=1",
            "testsuite name=coglint tests=3 failures=0 errors=3",
        ]
    );
    assert_eq!(elements(&junit, &["failure"]).len(), 2);
    assert_eq!(elements(&junit, &["system-out"]).len(), 2, "what does not fail says so all the same");
    assert_eq!(elements(&junit, &["error"]).len(), 4);
}

#[test]
fn nothing_fails_where_nothing_can() {
    let mut run = mixed();
    run.files.iter_mut().for_each(|file| file.settings.fail_on = None);
    assert_eq!(elements(&written(&run, "junit", &Appearance::PLAIN), &["failure"]), Vec::<String>::new());
}

#[test]
fn every_case_of_a_suite_has_a_name_of_its_own() {
    let mut twice = web();
    twice.findings.extend(web().findings);
    for column in 1..3 {
        let mut syntax = spanning(Span::new(column, column + 1));
        syntax.rule = "syntax-error".into();
        syntax.label = Some("expected a value".into());
        twice.findings.push(syntax);
    }
    let junit = written(&run(vec![twice]), "junit", &Appearance::PLAIN);
    assert_eq!(
        elements(&junit, &["testcase"]),
        [
            "syntax-error 1:2",
            "syntax-error 2:1",
            "scope-unknown /AllowedOAuthScopes/1",
            "scope-unknown /AllowedOAuthScopes/1 (2)",
            "redirect-http /CallbackURLs/1",
            "redirect-http /CallbackURLs/1 (2)",
        ]
        .map(|name| format!("testcase name={name} classname=clients/web.json"))
    );
}

#[test]
fn a_file_without_a_word_about_it_is_an_error_all_the_same() {
    let mut run = mixed();
    run.errors.clear();
    let junit = written(&run, "junit", &Appearance::PLAIN);
    assert_eq!(elements(&junit, &["error"]), ["error type=input message=unreadable"]);
}

#[test]
fn what_a_reader_gets_is_what_was_said() {
    for (said, read) in [
        ("<b> & \"c\" 'd' ]]>", "<b> & \"c\" 'd' ]]>"),
        ("a\n\t\r", r"a\u{a}\u{9}\u{d}"),
        ("\u{0}\u{1b}\u{85}\u{fffe}\u{ffff}", r"\u{0}\u{1b}\u{85}\u{fffe}\u{ffff}"),
        ("##[error]", r"#\u{23}[error]"),
        ("é😀\u{1fffe}", "é😀\u{1fffe}"),
    ] {
        let mut finding = at(WEB, "/ClientId");
        finding.message = super::sentences(&[said]);
        let run = run(vec![file("<a>&\".json", WEB, vec![finding])]);
        let checkstyle = written(&run, "checkstyle", &Appearance::PLAIN);
        assert_eq!(
            elements(&checkstyle, &["file", "error"]),
            [
                "file name=<a>&\".json".to_owned(),
                format!("error line=3 column=15 severity=error message={read} source=coglint.redirect-http"),
            ]
        );
        let junit = written(&run, "junit", &Appearance::PLAIN);
        assert_eq!(elements(&junit, &["failure"]), [format!("failure type=error message={read}")]);
    }
}

#[test]
fn an_empty_run_is_a_document() {
    for (format, root) in [("junit", "testsuites"), ("checkstyle", "checkstyle")] {
        let document = written(&run(Vec::new()), format, &Appearance::PLAIN);
        assert_eq!(elements(&document, &[root]).len(), 1, "{document}");
    }
}
