//! The Markdown page: its limits, and that no value becomes markup.

use coglint::finding::Finding;
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind, File, Run};

use super::{WEB, at, file, run, sentences, web, written};

const LIMIT: usize = 900 * 1024;

fn page(run: &Run) -> String {
    written(run, "markdown", &Appearance::PLAIN)
}

fn rows(page: &str) -> usize {
    page.lines().filter(|line| line.starts_with("| error |") || line.starts_with("| warning |")).count()
}

/// Files with that many findings of one rule each.
fn files(counts: &[usize], message: &str) -> Vec<File> {
    let finding = |message| Finding { message: sentences(&[message]), ..at(WEB, "/ClientId") };
    let of = |(number, &count): (usize, &usize)| file(&format!("{number}.json"), WEB, vec![finding(message); count]);
    counts.iter().enumerate().map(of).collect()
}

#[track_caller]
fn message_becomes(text: &str, message: &str, expected: &str) {
    let finding = Finding { message: sentences(&[message]), ..at(text, "/ClientId") };
    let page = page(&run(vec![file("a.json", text, vec![finding])]));
    let row = page.lines().find(|line| line.starts_with("| error |")).expect("a row");
    assert_eq!(row.split(" | ").skip(3).collect::<Vec<_>>().join(" | "), format!("{expected} |"));
}

#[test]
fn values_are_code_and_nothing_is_markup() {
    message_becomes(WEB, "`a*b*` is not [::1].", r"`a*b*` is not \[::1\].");
    message_becomes(WEB, "`a|b` or c|d.", r"`a\|b` or c\|d.");
    message_becomes(WEB, "<img src=x> & @root", "`<img src=x> & @root`");
    message_becomes(WEB, "A <b> &amp; \\.", r"A \<b\> \&amp; \\.");
    message_becomes(WEB, "`\u{1b}[31m\u{202e}` ends", r"`\u{1b}[31m\u{202e}` ends");
}

#[test]
fn where_a_value_may_hold_a_backtick_the_whole_is_code() {
    for spelled in ["`", "\\u0060"] {
        let text = WEB.replace("1example23456789", &format!("a{spelled} <b> {spelled}c"));
        message_becomes(&text, "`a` <b> `c` is no id.", "`` `a` <b> `c` is no id. ``");
    }
}

#[test]
fn a_path_is_code() {
    let page = page(&run(vec![file("a|b`<i>\u{1b}.json", WEB, vec![at(WEB, "/ClientId")])]));
    assert!(page.contains(r"| ``a\|b`<i>\u{1b}.json:3:15`` |"), "{page}");
}

#[test]
fn a_rule_links_to_its_page_where_there_is_one() {
    let mut run = run(vec![web()]);
    assert!(page(&run).contains("| [`redirect-http`](https://coglint.example/rules/redirect-http) |"));
    for base in [None, Some("https://é.example"), Some("https://a.example/)[x](")] {
        run.tool.docs = base.map(str::to_owned);
        assert!(page(&run).contains("| `redirect-http` |"), "{base:?}");
    }
}

#[test]
fn of_one_rule_in_one_file_there_are_100_rows() {
    let page = page(&run(files(&[102, 101], "What.")));
    assert_eq!(rows(&page), 200);
    assert!(page.contains("\n- 2 more findings of `redirect-http` in `0.json`\n"), "{page}");
    assert!(page.contains("\n- 1 more finding of `redirect-http` in `1.json`\n\n```text\n"), "{page}");
    assert!(!page.contains("left out"), "{page}");
}

#[test]
fn there_are_200_rows_and_the_rest_is_counted() {
    for (counts, rest) in [
        (&[90, 90, 20][..], None),
        (&[90, 90, 21], Some("\n1 more finding is left out here; `-o json` has all.\n\n```text\n")),
        (&[90, 90, 90, 3], Some("\n73 more findings are left out here; `-o json` has all.\n\n```text\n")),
    ] {
        let page = page(&run(files(counts, "What.")));
        assert_eq!(rows(&page), 200);
        assert_eq!(page.contains("left out"), rest.is_some());
        assert!(rest.is_none_or(|rest| page.contains(rest)), "{page}");
    }
}

#[test]
fn a_page_stays_below_the_limit_and_its_rows_stay_whole() {
    let long = "x".repeat(40_000);
    let run = run(files(&[30], &long));
    let alone = page(&run);
    assert!(alone.len() < LIMIT && alone.len() > LIMIT - 50_000, "{}", alone.len());
    assert!(alone.contains(&format!("{} more findings are left out here", 30 - rows(&alone))));
    assert!(alone.ends_with("config none\n```\n"));
    assert_eq!(alone.matches(&long).count(), rows(&alone));

    for before in [1, 300_000, LIMIT as u64 - 300, LIMIT as u64 * 2] {
        let added = written(&run, "markdown", &Appearance { written_before: before, ..Appearance::PLAIN });
        let room = LIMIT.saturating_sub(usize::try_from(before).expect("small")).max(2000);
        assert!(added.len() <= room, "{} after {before}", added.len());
        assert!(added.starts_with("\n## coglint: 30 findings"), "a heading begins after a line's end");
    }
}

#[test]
fn errors_are_listed_and_counted() {
    let mut run = run(vec![web()]);
    let message = "cannot read <a>: `no` such file".to_owned();
    let error = Error { kind: ErrorKind::Input, path: None, line: None, column: None, message };
    run.errors = vec![error; 22];
    let page = page(&run);
    assert!(page.starts_with("## coglint: 2 findings (1 error, 1 warning, 0 info) in 1 of 1 file checked: NO VERDICT (22 errors)\n\n- error: ``cannot read <a>: `no` such file``\n"), "{page}");
    assert_eq!(page.matches("- error: ").count(), 20);
    assert!(page.contains("\n- 2 more errors\n\n| Severity |"), "{page}");
}

#[test]
fn nothing_found_has_no_table() {
    let page = page(&run(vec![file("a.json", "{}", Vec::new())]));
    let footer = "coglint: no findings in 1 file checked: pass\n  profile default; 2 rules; config none\n";
    assert_eq!(page, format!("## coglint: no findings in 1 file checked: pass\n\n```text\n{footer}```\n"));
}

#[test]
fn a_path_in_the_footer_cannot_end_its_block() {
    let mut run = run(vec![web()]);
    run.files[0].settings.config = Some("a\n```\n\u{1b}".into());
    let page = page(&run);
    assert!(page.ends_with("config a\\u{a}```\\u{a}\\u{1b}\n````\n"), "{page}");
}
