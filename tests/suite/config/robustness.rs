//! Any text as a configuration: it ends in mistakes at places of the text, never in a panic.

use coglint::config::template::template;
use coglint::finding::Severity;
use coglint::report::Appearance;
use coglint::report::diagnostic::{Diagnostic, Place};
use coglint::source::{LineIndex, SourceFile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::generated::configurations;
use super::{mistakes, told};
use crate::requests::{SET, config};

/// Reads a text, and shows every mistake as people would see it.
fn run(text: &str) {
    let file = SourceFile { path: "coglint.toml".to_owned(), text: text.to_owned() };
    for mistake in mistakes(text, &SET) {
        let (start, end) = (mistake.span.start as usize, mistake.span.end as usize);
        assert!(start <= end && end <= text.len(), "{:?} is in {text:?}", mistake.span);
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{:?} in {text:?}", mistake.span);
        let label = mistake.kind.label();
        let place = Place { file: &file, span: mistake.span, label: &label };
        let (message, help) = (mistake.kind.what(), mistake.kind.help());
        let diagnostic = Diagnostic {
            severity: Severity::Error,
            kind: Some("config"),
            message: &message,
            place: Some(place),
            help: help.as_deref(),
        };
        let mut out = Vec::new();
        diagnostic.write(&Appearance::PLAIN, &mut out).expect("memory takes everything");
        assert!(std::str::from_utf8(&out).is_ok_and(|out| out.starts_with("error[config]: ")));
    }
}

/// A text with pieces put in, cut out and doubled.
fn changed(mut text: String, changes: &[(Index, &str, usize)]) -> String {
    for (at, put, cut) in changes {
        let boundaries: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = at.index(boundaries.len());
        let end = boundaries[(at + cut).min(boundaries.len() - 1)];
        text.replace_range(boundaries[at]..end, put);
    }
    text
}

const PIECES: &[&str] = &[
    "",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{feff}",
    "é😀",
    "\u{202e}",
    "\0",
    "\\",
    "\\u{110000}",
    "\\ud800",
    "nan",
    "inf",
    "-0",
    "0x",
    "1e999",
    "9223372036854775808",
    "1979-05-27",
    "07:32:00",
    "true",
    "rules",
    "ignore",
    "[[ignore]]",
    "[overrides]",
    "extends = \"x\"",
    "version = 2",
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_texts_end_in_mistakes(text in "\\PC{0,80}", pieces in vec(select(PIECES), 0..20)) {
        run(&text);
        run(&pieces.concat());
    }

    #[test]
    fn changed_configurations_end_in_mistakes(
        table in configurations(),
        changes in vec((any::<Index>(), select(PIECES), 0_usize..8), 1..8),
    ) {
        run(&changed(toml::to_string(&table).expect("TOML"), &changes));
    }

    #[test]
    fn a_changed_template_ends_in_mistakes(changes in vec((any::<Index>(), select(PIECES), 0_usize..8), 1..4)) {
        run(&changed(template("default", None), &changes));
    }
}

#[test]
fn depth_and_size_do_no_harm() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        for depth in [10, 1_000, 100_000] {
            run(&format!("include = {}{}", open.repeat(depth), close.repeat(depth)));
        }
    }
    run(&format!("{}a = 1", "a.".repeat(100_000)));
    run(&format!("redact = [{}]", "\"x\",".repeat(50_000)));
    run(&"[[ignore]]\n".repeat(100));
}

#[track_caller]
fn check_place(text: &str, line: u32, column: u32, what: &str) {
    let all = mistakes(text, &SET);
    let [mistake] = &all[..] else { panic!("one mistake in {text:?}: {:?}", told(text)) };
    let position = LineIndex::new(text).position(mistake.span.start);
    assert_eq!((position.line, position.column, &*mistake.kind.what()), (line, column, what), "{text:?}");
}

#[test]
fn a_place_is_counted_as_people_do() {
    check_place("\u{feff}profil = 1", 1, 1, "unknown key `profil`");
    check_place("\u{feff}profile = 'x'", 1, 11, "unknown profile `x`");
    check_place("# é😀\r\nhidden = true\r\nprofil = 1\r\n", 3, 1, "unknown key `profil`");
    check_place("redact = ['é😀', 1]", 1, 17, "an item of `redact` must be a string, not an integer");
    check_place(
        "\u{feff}# x\r\n[[ignore]]\r\nrule = 'redirect-http'\r\n",
        2,
        1,
        "`reason` is missing in a suppression",
    );
}

#[test]
fn numbers_are_read_as_toml_writes_them() {
    for right in ["max-file-size = 1_048_576", "max-file-size = 0x10_00", "version = 0x1", "version = +1"] {
        assert_eq!(told(right), Vec::<String>::new(), "{right}");
    }
    let entry = |value: &str| {
        told(&format!("[[ignore]]\nrule = 'redirect-http'\nreason = 'a reason of some length'\nvalue = {value}"))
    };
    for right in ["1_000", "0xff", "-0", "1e3", "1_0.5", "true", "'x'"] {
        assert_eq!(entry(right), Vec::<String>::new(), "{right}");
    }
    for wrong in ["nan", "-inf", "1e999", "9223372036854775808", "[1]", "{}", "2027-03-31"] {
        assert_eq!(entry(wrong).len(), 1, "{wrong}");
    }
    check_place("version = 0x2\nanything = 1", 1, 11, "version 2 needs a newer coglint");
}
