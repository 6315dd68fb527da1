//! `github`: what the runner makes of it.

use coglint::finding::{Finding, Severity};
use coglint::report::Run;
use coglint::report::appearance::Appearance;
use coglint::source::Span;
use proptest::prelude::*;

use super::runner::{Command, command};
use super::{ASCII, COLORED, at, file, run, sentences, spanning, web, written};

/// The commands of a report and the lines that are none.
fn read(report: &str) -> (Vec<Command>, Vec<&str>) {
    let (commands, lines): (Vec<_>, Vec<_>) =
        report.lines().map(|line| (command(line), line)).partition(|(command, _)| command.is_some());
    (
        commands.into_iter().filter_map(|(command, _)| command).collect(),
        lines.into_iter().map(|(_, line)| line).collect(),
    )
}

fn github(run: &Run) -> String {
    written(run, "github", &Appearance::PLAIN)
}

/// A file with a list of `count` findings of a rule each.
fn many(path: &str, rules: &[(&str, Severity, usize)]) -> coglint::report::File {
    let total: usize = rules.iter().map(|(.., count)| count).sum();
    let text = format!("[\n{}\n]", vec!["1"; total].join(",\n"));
    let each = rules.iter().flat_map(|&(rule, severity, count)| std::iter::repeat_n((rule, severity), count));
    let findings = each.enumerate().map(|(index, (rule, severity))| Finding {
        rule: rule.into(),
        severity,
        ..at(&text, &format!("/{index}"))
    });
    file(path, &text, findings.collect())
}

#[test]
fn ten_of_each_level_are_annotations_and_the_rest_is_in_a_group() {
    let run = run(vec![
        many("a.json", &[("one", Severity::Error, 12), ("two", Severity::Info, 3)]),
        many("b.json", &[("three", Severity::Warning, 11), ("two", Severity::Info, 8)]),
    ]);
    let report = github(&run);
    let (commands, lines) = read(&report);
    let names: Vec<_> = commands.iter().map(|command| &*command.name).collect();
    let mut expected = [vec!["error"; 10], vec!["notice"; 3], vec!["warning"; 10], vec!["notice"; 7]].concat();
    expected.extend(["group", "endgroup"]);
    assert_eq!(names, expected);
    assert_eq!(commands[30].data, "coglint: 4 more findings");
    assert_eq!(
        lines,
        [
            "a.json:12:1: error[one] What.",
            "a.json:13:1: error[one] What.",
            "b.json:12:1: warning[three] What.",
            "b.json:20:1: info[two] What.",
        ]
    );
    let end = report.lines().rev().take(6).collect::<Vec<_>>();
    assert_eq!((end[0], end[5]), ("::endgroup::", "::group::coglint: 4 more findings"));
}

#[test]
fn eleven_are_one_more() {
    let report = github(&run(vec![many("a.json", &[("one", Severity::Warning, 11)])]));
    assert!(report.contains("\n::group::coglint: 1 more finding\na.json:12:1: "), "{report}");
    assert!(!github(&run(vec![many("a.json", &[("one", Severity::Warning, 10)])])).contains("::group::"));
}

#[test]
fn the_log_has_a_hundred_of_one_rule_in_one_file_and_counts_the_rest() {
    let report = github(&run(vec![
        many("a.json", &[("one", Severity::Error, 103)]),
        many("b.json", &[("one", Severity::Error, 1)]),
    ]));
    let (commands, lines) = read(&report);
    assert_eq!((commands.len(), lines.len()), (12, 92));
    assert_eq!(commands[10].data, "coglint: 94 more findings");
    assert_eq!(lines[90], "a.json: 3 more findings of one (-o json has all)");
    assert_eq!(lines[91], "b.json:2:1: error[one] What.");
}

/// The properties of the only annotation.
#[track_caller]
fn properties(text: &str, span: Span) -> String {
    let report = github(&run(vec![file("a.json", text, vec![spanning(span)])]));
    let command = command(report.trim_end()).expect("one command");
    let names = ["line", "col", "endLine", "endColumn"];
    names.map(|name| command.properties.get(name).map_or("-", String::as_str)).join(" ")
}

#[test]
fn the_end_column_is_the_last_one() {
    assert_eq!(properties("{\n  \"é😀\": 1}", Span::new(4, 12)), "2 3 2 6");
    assert_eq!(properties("{}", Span::new(0, 1)), "1 1 1 1");
}

#[test]
fn a_place_between_characters_has_one_column() {
    assert_eq!(properties("{}", Span::at(2)), "1 3 1 3");
    assert_eq!(properties("", Span::at(0)), "1 1 1 1");
}

#[test]
fn of_several_lines_no_columns_are_given() {
    assert_eq!(properties("{\n\n}", Span::new(0, 4)), "1 - 3 -");
}

#[test]
fn what_the_runner_unescapes_is_escaped() {
    let mut finding = spanning(Span::new(0, 1));
    finding.message = sentences(&["100%: a, b::c %0A%3A%2C%25\r\n."]);
    let report = github(&run(vec![file("100%, a:b %3A.json", "{}", vec![finding])]));
    assert_eq!(report.lines().count(), 1, "{report}");
    let command = command(report.trim_end()).expect("a command");
    // Line breaks are escaped for people before the runner could see one.
    assert_eq!(command.data, r"100%: a, b::c %0A%3A%2C%25\u{d}\u{a}.");
    assert_eq!(command.properties["file"], "100%, a:b %3A.json");
    assert_eq!(command.properties["title"], "coglint(redirect-http)");
}

#[test]
fn the_locale_and_colors_change_nothing() {
    let mut file = web();
    file.path = "clients/ü.json".into();
    let run = run(vec![file]);
    for appearance in [ASCII, COLORED, Appearance { hyperlinks: true, ..Appearance::PLAIN }] {
        assert_eq!(written(&run, "github", &appearance), github(&run));
    }
    assert!(github(&run).contains("file=clients/ü.json,"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_command_is_read_as_it_is_meant(path in "[a-z:,%=#\\[\u{1b}\n é]{1,12}", message in "[a-z:,%#\\[\\]\u{1b}\r\n é]{0,24}", count in 1_usize..14) {
        let text = "{}";
        let finding = || Finding { message: sentences(&[&message]), ..spanning(Span::new(0, 1)) };
        let path = format!("x{path}");
        let report = github(&run(vec![file(&path, text, (0..count).map(|_| finding()).collect())]));
        let (commands, lines) = read(&report);
        let grouped = count.saturating_sub(10);
        prop_assert_eq!(commands.len(), count.min(10) + if grouped > 0 { 2 } else { 0 });
        prop_assert_eq!(lines.len(), grouped);
        let shown = |text: &str| coglint::untrusted::inline(text, coglint::untrusted::Charset::Unicode).into_owned();
        for command in commands.iter().take(count.min(10)) {
            prop_assert_eq!(&command.name, "error");
            prop_assert_eq!(&command.properties["file"], &shown(&path));
            prop_assert_eq!(&command.data, &shown(&message));
            prop_assert_eq!(command.properties.len(), 6);
        }
    }
}
