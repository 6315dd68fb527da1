//! The frame around a finding, in texts of every shape.

use std::fmt::Write;

use coglint::finding::{Finding, Related};
use coglint::json::Pointer;
use coglint::report::appearance::Appearance;
use coglint::source::Span;

use super::{ASCII, at, file, run, span_of, spanning, written};

/// The lines of the frame, without what stands above and below it.
#[track_caller]
fn frame(text: &str, finding: Finding, appearance: &Appearance) -> String {
    let pretty = written(&run(vec![file("a.json", text, vec![finding])]), "pretty", appearance);
    let lines: Vec<_> = pretty.lines().skip(1).take_while(|line| line.trim() != "Why.").collect();
    lines.join("\n") + "\n"
}

#[track_caller]
fn check(text: &str, part: &str, expected: &str) {
    check_span(text, span_of(text, part), expected);
}

#[track_caller]
fn check_span(text: &str, span: Span, expected: &str) {
    assert_eq!(frame(text, labelled(span), &Appearance::PLAIN), expected.trim_start_matches('\n'), "{text:?}");
}

fn labelled(span: Span) -> Finding {
    Finding { label: Some("here".into()), ..spanning(span) }
}

#[test]
fn two_lines_before_and_one_after() {
    check(
        "1\n2\n3\n\"x\"\n5\n6\n",
        "\"x\"",
        r#"
   ╭─[a.json:4:1]
 2 │ 2
 3 │ 3
 4 │ "x"
   · ─┬─
   ·  ╰── here
 5 │ 5
   ╰────
"#,
    );
}

#[test]
fn a_text_may_be_shorter_than_the_frame_and_its_last_line_end_begins_no_line() {
    check(
        "x\n",
        "x",
        "
   ╭─[a.json:1:1]
 1 │ x
   · ┬
   · ╰── here
   ╰────
",
    );
    check(
        "x",
        "x",
        "
   ╭─[a.json:1:1]
 1 │ x
   · ┬
   · ╰── here
   ╰────
",
    );
}

#[test]
fn nothing_can_be_marked_at_the_end() {
    check_span(
        "{\"a\",",
        Span::at(5),
        r#"
   ╭─[a.json:1:6]
 1 │ {"a",
   ·      ▲
   ·      ╰── here
   ╰────
"#,
    );
    check_span(
        "{\n",
        Span::at(2),
        "
   ╭─[a.json:2:1]
 1 │ {
 2 │ \n   · ▲
   · ╰── here
   ╰────
",
    );
    check_span(
        "",
        Span::at(0),
        "
   ╭─[a.json:1:1]
 1 │ \n   · ▲
   · ╰── here
   ╰────
",
    );
}

#[test]
fn nothing_can_be_marked_inside_a_line() {
    check_span(
        "ab\nc\n",
        Span::at(1),
        "
   ╭─[a.json:1:2]
 1 │ ab
   ·  ▲
   ·  ╰── here
 2 │ c
   ╰────
",
    );
}

#[test]
fn of_several_lines_the_first_is_marked() {
    check(
        "{\n  \"a\": [\n    1\n  ]\n}\n",
        "[\n    1\n  ]",
        r#"
   ╭─[a.json:2:8]
 1 │ {
 2 │   "a": [
   ·        ┬
   ·        ╰── here … to line 4
 3 │     1
   ╰────
"#,
    );
}

#[test]
fn the_next_line_is_a_further_line() {
    check(
        "[\n]",
        "[\n]",
        "
   ╭─[a.json:1:1]
 1 │ [
   · ┬
   · ╰── here … to line 2
 2 │ ]
   ╰────
",
    );
}

#[test]
fn a_line_end_at_the_end_of_a_span_is_no_further_line() {
    check(
        "a\nb\n",
        "a\n",
        "
   ╭─[a.json:1:1]
 1 │ a
   · ┬
   · ╰── here
 2 │ b
   ╰────
",
    );
}

#[test]
fn every_line_end_ends_a_line() {
    let expected = "
   ╭─[a.json:3:2]
 1 │ a
 2 │ b
 3 │  x
   ·  ┬
   ·  ╰── here
 4 │ c
   ╰────
";
    for end in ["\n", "\r\n", "\r"] {
        check(&["a", "b", " x", "c"].join(end), "x", expected);
    }
}

#[test]
fn a_byte_order_mark_is_neither_shown_nor_counted() {
    check(
        "\u{feff}{\"x\"}",
        "\"x\"",
        r#"
   ╭─[a.json:1:2]
 1 │ {"x"}
   ·  ─┬─
   ·   ╰── here
   ╰────
"#,
    );
}

#[test]
fn a_tab_is_four_columns_and_one_character() {
    check(
        "\t[\t\"x\"\t]",
        "\"x\"",
        "
   ╭─[a.json:1:4]
 1 │     [    \"x\"    ]
   ·          ─┬─
   ·           ╰── here
   ╰────
",
    );
}

#[test]
fn wide_characters_take_two_columns() {
    check(
        "[\"日本\", \"x😀\"]",
        "\"x😀\"",
        "
   ╭─[a.json:1:8]
 1 │ [\"日本\", \"x😀\"]
   ·          ──┬──
   ·            ╰── here
   ╰────
",
    );
}

#[test]
fn what_is_escaped_takes_the_columns_that_it_is_printed_in() {
    check(
        "[\"\u{202e}\", \"\u{1b}\"]",
        "\"\u{1b}\"",
        r#"
   ╭─[a.json:1:7]
 1 │ ["\u{202e}", "\u{1b}"]
   ·              ────┬───
   ·                  ╰── here
   ╰────
"#,
    );
}

#[test]
fn a_label_says_which_place_it_is() {
    let text = r#"{"a/b": [1], "c": {}}"#;
    let label = |finding: Finding| {
        let frame = frame(text, finding, &Appearance::PLAIN);
        frame.lines().find_map(|line| line.split_once("╰── ")).map(|(_, label)| label.to_owned())
    };
    assert_eq!(label(at(text, "")).as_deref(), Some("(document)"));
    assert_eq!(label(at(text, "/a~1b/0")).as_deref(), Some("/a~1b/0"));
    let missing = |pointer| Finding { member: Some("d~e".into()), ..at(text, pointer) };
    assert_eq!(label(missing("")).as_deref(), Some("/d~0e is not set"));
    assert_eq!(label(missing("/c")).as_deref(), Some("/c/d~0e is not set"));
}

#[test]
fn further_places_are_named_below() {
    let text = "{\"a\": 1,\n \"a\": 2}";
    let mut finding = at(text, "/a");
    finding.related.push(Related { message: "`a` is given here first".into(), span: span_of(text, "\"a\"") });
    let pretty = written(&run(vec![file("a.json", text, vec![finding])]), "pretty", &Appearance::PLAIN);
    assert!(pretty.contains("\n   Why.\n   also: 1:2 `a` is given here first\n   docs: "), "{pretty}");
}

/// A line of `before` letters, a mark of `marked`, and `after` letters, at a width of 40: 35 columns of text.
#[track_caller]
fn check_cut(before: usize, marked: usize, after: usize, expected_line: &str, expected_mark: &str) {
    let text = format!("{}{}{}", "b".repeat(before), "M".repeat(marked), "a".repeat(after));
    let narrow = Appearance { width: 40, ..Appearance::PLAIN };
    let span = span_of(&text, &"M".repeat(marked));
    let frame = frame(&text, labelled(span), &narrow);
    let lines: Vec<_> = frame.lines().collect();
    assert_eq!(lines[1].strip_prefix(" 1 │ "), Some(expected_line), "{before} {marked} {after}");
    assert_eq!(lines[2].strip_prefix("   · "), Some(expected_mark), "{before} {marked} {after}");
}

#[test]
fn a_line_is_cut_around_its_mark() {
    let (a, b) = ("a".repeat(40), "b".repeat(40));
    let blanks = " ".repeat(40);
    // All of it, to the last column.
    check_cut(15, 5, 15, &format!("{}MMMMM{}", &b[..15], &a[..15]), &format!("{}──┬──", &blanks[..15]));
    // On both sides.
    check_cut(99, 5, 99, &format!("…{}MMMMM{}…", &b[..14], &a[..14]), &format!("{}──┬──", &blanks[..15]));
    // The side that needs less gives to the other.
    check_cut(2, 5, 99, &format!("bbMMMMM{}…", &a[..27]), "  ──┬──");
    check_cut(99, 5, 2, &format!("…{}MMMMMaa", &b[..27]), &format!("{}──┬──", &blanks[..28]));
    check_cut(99, 5, 0, &format!("…{}MMMMM", &b[..29]), &format!("{}──┬──", &blanks[..30]));
    // A mark that is longer than the line shows its beginning.
    check_cut(99, 99, 99, &format!("…{}…", "M".repeat(33)), &format!(" {}┬{}", "─".repeat(16), "─".repeat(16)));
    check_cut(0, 99, 0, &format!("{}…", "M".repeat(34)), &format!("{}┬{}", "─".repeat(17), "─".repeat(16)));
}

#[test]
fn the_lines_around_are_cut_at_their_end() {
    let long = "b".repeat(99);
    let narrow = Appearance { width: 40, ..ASCII };
    let text = format!("{long}\nx\n");
    let frame = frame(&text, labelled(span_of(&text, "x")), &narrow);
    assert_eq!(frame.lines().nth(1), Some(format!(" 1 | {}...", &long[..32]).as_str()));
}

#[test]
fn no_line_is_wider_than_asked() {
    let text = format!("{{\"a\": \"{}\u{1b}\t日本\", \"x\": \"{}\"}}", "é😀".repeat(200), "\u{202e}".repeat(200));
    for width in 40..60 {
        for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)).step_by(7) {
            let span = Span::at(u32::try_from(start).expect("small"));
            for charset in [Appearance::PLAIN.charset, ASCII.charset] {
                let appearance = Appearance { width, charset, ..Appearance::PLAIN };
                let frame = frame(&text, labelled(span), &appearance);
                let line = frame.lines().nth(1).expect("a line");
                let columns = unicode_width::UnicodeWidthStr::width(line);
                assert!(columns <= width, "{columns} > {width}: {line}");
            }
        }
    }
}

// Whoever counts each column from the beginning of the line notices here: it takes minutes.
#[test]
fn a_minified_file_with_many_findings_is_written_at_once() {
    let mut text = "{\"é\":[".to_owned();
    for number in 0..8_000 {
        let _ = write!(text, "\"http://a.example/{number:04}\",");
    }
    text.push_str("0]}");
    let rules = (0..100).map(|number| format!("rule-{number}")).collect::<Vec<_>>();
    let findings = (0..8_000_usize).map(|number| Finding {
        rule: rules[number % 100].clone(),
        pointer: Pointer::root().child("é").item(number),
        ..spanning(span_of_item(number))
    });
    let run = run(vec![file("a.json", &text, findings.collect())]);
    let pretty = written(&run, "pretty", &Appearance::PLAIN);
    let report = written(&run, "json", &Appearance::PLAIN);
    assert_eq!(pretty.matches("╰── /é/").count(), 8_000);
    assert_eq!(report.matches("\"pointer\": ").count(), 8_000);
}

fn span_of_item(number: usize) -> Span {
    let start = u32::try_from(7 + number * 24).expect("small");
    Span::new(start, start + 23)
}
