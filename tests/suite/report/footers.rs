//! How a run ends, in three lines.

use coglint::finding::{Finding, Safety, Severity};
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind, File, Fixed, Run, Settings, Skipped, Source, Status, Suppressed, footer};
use coglint::untrusted::Charset;

use super::{file, replacement, run, settings, spanning, web};
use coglint::source::Span;

#[track_caller]
fn check(run: &Run, expected: &str) {
    assert_eq!(footer::text(run), expected);
}

fn finding(severity: Severity) -> Finding {
    Finding { severity, ..spanning(Span::new(0, 1)) }
}

fn clean(count: usize, settings: &Settings) -> Vec<File> {
    let mut files: Vec<_> = (0..count).map(|number| file(&format!("{number}.json"), "{}", Vec::new())).collect();
    for file in &mut files {
        file.settings = settings.clone();
    }
    files
}

fn with_rules(mut run: Run, count: usize) -> Run {
    let rule = run.rules[0].clone();
    run.rules = vec![rule; count];
    run
}

fn error(kind: ErrorKind, path: Option<&str>) -> Error {
    Error { kind, path: path.map(str::to_owned), line: None, column: None, message: "what happened".into() }
}

#[test]
fn of_a_run_that_failed() {
    check(
        &run(vec![web()]),
        "coglint: 2 findings (1 error, 1 warning, 0 info) in 1 of 1 file checked: fail (fail-on warning)\n  \
         2 fixable (1 with --fix, 1 with --fix --unsafe-fixes)\n  profile default; 2 rules; config none\n",
    );
}

#[test]
fn of_a_clean_run() {
    let settings =
        Settings { profile: "fapi2".into(), config: Some("coglint.toml".into()), fail_on: Some(Severity::Error) };
    let mut files = clean(14, &settings);
    files[3].suppressed.push(Suppressed {
        finding: finding(Severity::Error),
        reason: "Intranet kiosk".into(),
        expires: None,
        config: "coglint.toml".into(),
        line: 3,
    });
    let mut run = with_rules(run(files), 61);
    run.skipped = Skipped { unrecognized: 29, ignored: 2, too_large: 0 };
    check(
        &run,
        "coglint: no findings in 14 files checked: pass\n  31 skipped (29 not requests, 2 ignored); 1 suppressed\n  \
         profile fapi2; 61 rules; config coglint.toml\n",
    );
}

#[test]
fn of_a_run_below_the_bar_with_two_configs() {
    let strict =
        Settings { profile: "fapi2".into(), config: Some("a/coglint.toml".into()), fail_on: Some(Severity::Error) };
    let usual = Settings { profile: "default".into(), config: Some("coglint.toml".into()), ..strict.clone() };
    let mut files = clean(14, &strict);
    files[0].settings = usual;
    files[0].findings = vec![finding(Severity::Warning), finding(Severity::Warning)];
    files[0].baselined = vec![finding(Severity::Error); 4];
    let mut fixable = finding(Severity::Warning);
    fixable.fix = Some(replacement(&fixable, Safety::Safe, "x"));
    files[1].findings = vec![fixable];
    check(
        &with_rules(run(files), 61),
        "coglint: 3 findings (0 errors, 3 warnings, 0 info) in 2 of 14 files checked: pass (fail-on error)\n  \
         4 in baseline; 1 fixable (1 with --fix)\n  profiles default, fapi2; 61 rules; 2 configs\n",
    );
}

#[test]
fn of_a_run_that_mended_something() {
    let mut file = web();
    file.findings.retain(|finding| finding.severity == Severity::Error);
    file.fixed = Some(Fixed { before: Source::default(), findings: vec![finding(Severity::Warning)] });
    check(
        &run(vec![file]),
        "coglint: 1 finding (1 error, 0 warnings, 0 info) in 1 of 1 file checked: fail (fail-on warning)\n  \
         1 fixed; 1 fixable (1 with --fix --unsafe-fixes)\n  profile default; 2 rules; config none\n",
    );
}

#[test]
fn of_a_run_that_found_nothing_to_check() {
    let mut run = with_rules(run(Vec::new()), 61);
    run.skipped.unrecognized = 12;
    run.errors.push(error(ErrorKind::NothingChecked, None));
    check(
        &run,
        "coglint: no findings in 0 files checked: NO VERDICT (nothing was checked)\n  12 skipped (12 not requests)\n  \
         profile default; 61 rules; config none\n",
    );
}

#[test]
fn of_a_run_that_could_not_read_everything() {
    let mut files = clean(14, &settings());
    files[1].status = Status::Unreadable;
    let mut run = with_rules(run(files), 61);
    run.errors.push(error(ErrorKind::Input, Some("clients/b.json")));
    check(
        &run,
        "coglint: no findings in 13 files checked: NO VERDICT (1 file not read)\n  profile default; 61 rules; config none\n",
    );
}

#[test]
fn every_reason_without_a_verdict_is_named() {
    let mut files = clean(5, &settings());
    files[1].status = Status::Unreadable;
    files[2].status = Status::Unrecognized;
    files[3].status = Status::Unrecognized;
    files[4].status = Status::TooLarge;
    let mut run = run(files);
    run.errors = vec![error(ErrorKind::Input, Some("x")); 4];
    run.errors.push(error(ErrorKind::Output, None));
    check(
        &run,
        "coglint: no findings in 1 file checked: NO VERDICT (1 file not read, 2 files not a request, 1 file too large, \
         1 error)\n  profile default; 2 rules; config none\n",
    );
}

#[test]
fn what_is_hidden_fails_all_the_same() {
    let mut file = file("a.json", "{}", Vec::new());
    file.hidden = vec![finding(Severity::Error)];
    let mut run = run(vec![file]);
    check(
        &run,
        "coglint: no findings in 1 file checked: fail (fail-on warning)\n  1 hidden\n  \
         profile default; 2 rules; config none\n",
    );
    run.files[0].settings.fail_on = None;
    assert_eq!(run.verdict().exit_code(), 0);
}

#[test]
fn a_refusal_is_one_line() {
    let mut out = Vec::new();
    footer::write_refusal(2, "the configuration", &mut out).expect("written");
    assert_eq!(out, b"coglint: 2 errors in the configuration; nothing was checked: NO VERDICT\n");
}

#[test]
fn a_path_in_it_is_filtered() {
    let mut run = run(Vec::new());
    run.settings.config = Some("\u{1b}é.toml".into());
    let mut out = Vec::new();
    let ascii = Appearance { charset: Charset::Ascii, ..Appearance::PLAIN };
    footer::write(&run, &ascii, &mut out).expect("written");
    let footer = String::from_utf8(out).expect("UTF-8");
    assert!(footer.ends_with("config \\u{1b}\\u{e9}.toml\n"), "{footer}");
}

#[test]
fn a_path_makes_no_line_of_its_own() {
    let mut run = run(vec![web()]);
    run.files[0].settings.config = Some("a\n::error::x".into());
    let mut printed = Vec::new();
    footer::write(&run, &Appearance::PLAIN, &mut printed).expect("written");
    let printed = String::from_utf8(printed).expect("UTF-8");
    assert_eq!(printed, footer::text(&run));
    assert!(printed.ends_with("config a\\u{a}::error::x\n") && printed.lines().count() == 3, "{printed}");
}
