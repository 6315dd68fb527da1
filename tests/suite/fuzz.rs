//! Any bytes, through the whole program up to every report: they end in findings or syntax errors, never in a panic.
//!
//! `COGLINT_FUZZ_CASES` says how many cases; the few of every run take a second.

use std::sync::LazyLock;

use bumpalo::Bump;
use coglint::json::{decode, parse};
use coglint::lint::{Linter, syntax_findings};
use coglint::report::{Appearance, FORMATS, Source, Status};
use coglint::request::kind;
use coglint::secret::{Hidden, Names};
use coglint::settings::Settings;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::requests::{SET, run_of_one_file};

fn config() -> ProptestConfig {
    let cases = std::env::var("COGLINT_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(300), failure_persistence: None, ..ProptestConfig::default() }
}

/// The bytes of every fixture.
static FIXTURES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let files = walkdir::WalkDir::new("fixtures").sort_by_file_name().into_iter().filter_map(Result::ok);
    let json = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"));
    json.map(|entry| std::fs::read(entry.path()).expect("a fixture can be read")).collect()
});

/// Reads, checks and reports bytes, as a request whether they are recognized or not.
fn run(bytes: &[u8]) {
    let names = Names::default();
    let run = match decode(bytes) {
        Err(error) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let hidden = Hidden::in_text(&text, &names);
            run_of_one_file(Source { text, hidden, ..Source::default() }, Status::Invalid, syntax_findings(&[error]))
        }
        Ok(text) => {
            let (document, errors) = parse(text);
            match document.root() {
                Some(root) if errors.is_empty() => {
                    let settings = Settings::default();
                    let _ = kind::recognize(root, None);
                    let checked = Linter::new(&SET, &settings).check(&document, kind::form(root), &Bump::new());
                    let hidden = Hidden::in_document(&document, &names);
                    run_of_one_file(
                        Source { text: text.to_owned(), hidden, ..Source::default() },
                        Status::Checked,
                        checked.findings,
                    )
                }
                _ => {
                    let _ = kind::is_mentioned(text);
                    let hidden = Hidden::in_text(text, &names);
                    let findings = syntax_findings(&errors);
                    assert!(!findings.is_empty(), "no request and no error in {text:?}");
                    run_of_one_file(
                        Source { text: text.to_owned(), hidden, ..Source::default() },
                        Status::Invalid,
                        findings,
                    )
                }
            }
        }
    };
    for format in FORMATS {
        let mut out = Vec::new();
        (format.write)(&run, &Appearance::PLAIN, &mut out).expect("memory takes everything");
        assert!(std::str::from_utf8(&out).is_ok(), "{} writes text", format.name);
    }
}

/// One change of a fixture.
#[derive(Clone, Debug)]
enum Change {
    Put(Index, Vec<u8>),
    Cut(Index, usize),
    Repeat(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let signs = select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "-", "1e9", "\\ud800", "\u{feff}", "\u{202e}", "//",
    ]);
    let bytes = prop_oneof![vec(any::<u8>(), 1..4), signs.prop_map(|sign| sign.as_bytes().to_vec())];
    prop_oneof![
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (any::<Index>(), 1_usize..40).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<Index>(), 1_usize..200).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let (Change::Put(at, _) | Change::Cut(at, _) | Change::Repeat(at, _)) = change;
        let at = at.index(bytes.len() + 1);
        match change {
            Change::Put(_, put) => drop(bytes.splice(at..at, put.iter().copied())),
            Change::Cut(_, length) => drop(bytes.drain(at..(at + length).min(bytes.len()))),
            Change::Repeat(_, length) => {
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_bytes_end_in_findings(bytes in vec(any::<u8>(), 0..400)) {
        run(&bytes);
    }

    #[test]
    fn changed_requests_end_in_findings(fixture in any::<Index>(), changes in vec(change(), 1..12)) {
        run(&changed(fixture.get(&FIXTURES).clone(), &changes));
    }
}
