//! What the program says of the example repository `fixtures/projects/kestrel`, in every format: files that people can open
//! to see what they would get. `COGLINT_UPDATE=1 cargo test` renews them.
//!
//! Two things are not as they come out. What differs from build to build (the version, and the number of rules) is written
//! as in the documentation, and formats that list every rule that ran are made with the rules alone that speak here: one
//! more rule would change them all.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use coglint::report::FORMATS;
use serde_json::Value;
use walkdir::WalkDir;

use super::{Answer, Place};
use crate::generated::is_current;

/// The repository, from the root of this one.
const KESTREL: &str = "fixtures/projects/kestrel";

/// Where the files are.
const GOLDEN: &str = "tests/suite/golden/kestrel";

/// The day on which all runs are made: three days before a suppression ends.
const TODAY: &str = "--now 2026-12-01";

/// Files that show a terminal: the command, what it prints, and what it says beside.
const TERMINAL: [(&str, &str); 6] = [
    ("pretty.txt", "coglint --now 2026-12-01 fixtures/projects/kestrel"),
    ("concise.txt", "coglint --now 2026-12-01 -o concise fixtures/projects/kestrel"),
    ("list-files.txt", "coglint --list-files -v fixtures/projects/kestrel"),
    ("config.txt", "coglint config fixtures/projects/kestrel/staging/payments.json | grep -v built-in"),
    ("baseline-show.txt", "cd fixtures/projects/kestrel && coglint baseline show"),
    ("the-day-after.txt", "coglint --now 2026-12-05 fixtures/projects/kestrel/prod/port-kiosk.json"),
];

/// Files that are a document.
const DOCUMENTS: [(&str, &str); 9] = [
    ("report.json", "json"),
    ("report.jsonl", "jsonl"),
    ("report.sarif", "sarif"),
    ("github.txt", "github"),
    ("gitlab.json", "gitlab"),
    ("junit.xml", "junit"),
    ("checkstyle.xml", "checkstyle"),
    ("report.md", "markdown"),
    ("report.html", "html"),
];

/// Formats that list the rules that ran.
const LISTING: [&str; 3] = ["json", "jsonl", "sarif"];

/// The repository where nothing else is: neither ignore files above it nor another repository around it.
fn repository() -> Place {
    let place = Place::new();
    for entry in WalkDir::new(KESTREL) {
        let entry = entry.expect("the repository can be walked");
        if entry.file_type().is_file() {
            let path = entry.path().to_str().expect("its names are text");
            place.write(path, fs::read(path).expect("its files can be read"));
        }
    }
    place.write(".git/HEAD", "ref: refs/heads/main\n");
    place
}

/// What a command answers. It must have a verdict.
#[track_caller]
fn answer(place: &Place, command: &str) -> Answer {
    let answer = place.run(command, b"");
    assert!(matches!(answer.status, Some(0 | 1)), "{command}: {answer:?}");
    answer
}

/// The report of everything.
fn report(place: &Place) -> Value {
    let answer = answer(place, &format!("coglint {TODAY} -o json {KESTREL}"));
    serde_json::from_str(&answer.stdout).expect("a report is JSON")
}

/// The rules that say something, counted or not.
fn speaking(report: &Value) -> BTreeSet<&str> {
    let findings = ["findings", "suppressed", "baselined"].into_iter().filter_map(|list| report[list].as_array());
    findings.flatten().filter_map(|finding| finding["rule"].as_str()).collect()
}

/// The text as it is whatever the build.
fn of_any_build(text: &str, rules: usize) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let text = text.replace(&format!("; {rules} rules; "), "; 90 rules; ");
    let before = ["\"version\": \"", "\"semanticVersion\": \"", "coglint "];
    before.into_iter().fold(text, |text, before| text.replace(&format!("{before}{version}"), &format!("{before}1.2.3")))
}

/// Compares what the program gives with the file. In a build with published documentation there are links in most of them;
/// what these look like is tested with the formats.
#[track_caller]
fn check(file: &str, text: &str) {
    let docs = option_env!("COGLINT_DOCS_URL").unwrap_or_default();
    if docs.is_empty() || !text.contains(docs) {
        is_current(&format!("{GOLDEN}/{file}"), text);
    }
}

#[test]
fn the_terminal_shows_what_the_files_show() {
    let place = repository();
    let rules = report(&place)["rules"].as_array().map_or(0, Vec::len);
    for (file, command) in TERMINAL {
        let Answer { stdout, stderr, .. } = answer(&place, command);
        // How long it took is another thing every time.
        let stderr: String = stderr.split_inclusive('\n').filter(|line| !line.contains(" found in ")).collect();
        check(file, &of_any_build(&format!("$ {command}\n{stdout}{stderr}"), rules));
    }
}

#[test]
fn every_format_is_what_its_file_shows() {
    let place = repository();
    let report = report(&place);
    let rules = report["rules"].as_array().map_or(0, Vec::len);
    let only = speaking(&report).into_iter().collect::<Vec<_>>().join(",");
    for (file, format) in DOCUMENTS {
        let only = if LISTING.contains(&format) { format!("--only {only}") } else { String::new() };
        let answer = answer(&place, &format!("coglint {TODAY} {only} -q -o {format} {KESTREL}"));
        check(file, &of_any_build(&answer.stdout, rules));
    }
}

#[test]
fn every_format_has_a_file() {
    let shown: BTreeSet<&str> = DOCUMENTS.iter().map(|(_, format)| *format).chain(["pretty", "concise"]).collect();
    let formats: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(shown, formats);
    let names: BTreeSet<&str> = DOCUMENTS.iter().chain(&TERMINAL).map(|(file, _)| *file).collect();
    for entry in fs::read_dir(GOLDEN).expect("the files are there") {
        let name = entry.expect("they can be listed").file_name();
        assert!(names.contains(name.to_str().unwrap_or_default()), "{name:?} belongs to nothing");
    }
}

/// The files that must be in a clone although an ignore file or a pattern leaves them out.
#[test]
fn what_is_passed_over_is_there() {
    for file in [".gitignore", ".vscode/settings.json", "prod/booking-web.rendered.json", "templates/new-client.json"] {
        assert!(Path::new(KESTREL).join(file).is_file(), "{file}: `git add -f` it");
    }
}

/// The repository is what its README says: thirty clients, and every kind of answer to a finding.
#[test]
fn the_repository_has_something_of_everything() {
    let place = repository();
    let report = report(&place);
    let number = |name: &str| report["summary"][name].as_u64().unwrap_or_default();
    assert_eq!(number("files_checked"), 30);
    for what in ["error", "warning", "info", "suppressed", "baselined", "fixable_safe", "fixable_unsafe"] {
        assert!(number(what) > 0, "{what}");
    }
    for what in ["unrecognized", "ignored"] {
        assert!(report["summary"]["skipped"][what].as_u64() > Some(0), "{what}");
    }
    let files = report["files"].as_array().into_iter().flatten();
    let profiles: BTreeSet<&str> = files.filter_map(|file| file["profile"].as_str()).collect();
    assert_eq!(profiles, BTreeSet::from(["dev", "fapi2", "strict"]));
    assert!(!report.to_string().contains("notarealsecret"), "a secret is shown");
    answer(&place, &format!("coglint test {KESTREL}/policy"));
}

/// A suppression holds through its last day, and is a finding on the next.
#[test]
fn the_day_after_its_last_day_a_suppression_is_over() {
    let place = repository();
    for (day, expired) in [("2026-12-04", 0), ("2026-12-05", 1)] {
        let answer = answer(&place, &format!("coglint --now {day} -q -o concise {KESTREL}"));
        assert_eq!(answer.stdout.matches("warning[suppression-expired]").count(), expired, "{day}");
    }
}
