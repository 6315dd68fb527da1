//! What holds for every text and every place in it.

use coglint::finding::Finding;
use coglint::report::appearance::Appearance;
use coglint::report::{FORMATS, Format};
use coglint::secret::{Hidden, Names};
use coglint::source::Span;
use coglint::untrusted::{self, Charset};
use proptest::prelude::*;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{file, run, spanning, written};

/// Lines of ordinary, wide, dangerous and commanding text.
pub fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z\":{}, ]{0,12}",
        "[é日😀\u{301}]{0,4}",
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\u{1b}[31m",
            "\u{202e}",
            "##[",
            "##vso[",
            "::",
            "\u{feff}"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec!["\"ClientSecret\": \"s3cr3tS3cr3t\"", "https://u:pa55word@h/"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A text and a span in it.
fn places() -> impl Strategy<Value = (String, Span)> {
    (texts(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, one, other)| {
        let boundaries: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let offset = |index: prop::sample::Index| u32::try_from(*index.get(&boundaries)).unwrap_or(0);
        let (one, other) = (offset(one), offset(other));
        (text, Span::new(one.min(other), one.max(other)))
    })
}

fn appearances() -> impl Strategy<Value = Appearance> {
    (any::<bool>(), any::<bool>(), 40_usize..=200).prop_map(|(color, ascii, width)| {
        let charset = if ascii { Charset::Ascii } else { Charset::Unicode };
        Appearance { color, charset, width, ..Appearance::PLAIN }
    })
}

/// The columns that the mark of a frame without colors covers, and the line that it is under.
fn marked(frame: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let lines: Vec<_> = frame.lines().collect();
    let label = lines.iter().position(|line| line.ends_with("╰── here") || line.contains("╰── here … to line"))?;
    let mark = lines[label - 1].split_once("· ")?.1;
    let line = lines[label - 2].split_once("│ ")?.1;
    let start = mark.len() - mark.trim_start_matches(' ').len();
    Some((line, start..mark.chars().count()))
}

/// The part of `line` in these columns, without the characters that take none: they stand in the column before.
fn columns(line: &str, range: &std::ops::Range<usize>) -> String {
    let mut at = 0;
    let mut part = String::new();
    for c in line.chars() {
        let width = c.width().unwrap_or(0);
        if at >= range.start && at + width <= range.end && width > 0 {
            part.push(c);
        }
        at += width;
    }
    part
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_outputs_hold_no_control((text, span) in places(), appearance in appearances()) {
        let finding = Finding { label: Some(text.clone()), message: super::sentences(&[&text, &text]), ..spanning(span) };
        let run = run(vec![file(&text, &text, vec![finding])]);
        for format in FORMATS {
            let written = written(&run, format.name, &appearance);
            let is_for_people = format.for_people && !format.is_hosted();
            let colored = appearance.color && is_for_people;
            let acts = |c: char| c != '\n' && untrusted::is_refused(c) && !(colored && c == '\u{1b}');
            prop_assert_eq!(written.chars().find(|&c| acts(c)), None);
            prop_assert!(!written.contains("##[") && !written.contains("##vso["));
            let commands = written.lines().filter_map(super::runner::command).count();
            prop_assert_eq!(commands, usize::from(format.name == "github"));
            prop_assert!(appearance.charset == Charset::Unicode || !is_for_people || written.is_ascii());
        }
    }

    #[test]
    fn a_mark_stands_under_what_it_marks((text, span) in places()) {
        let index = coglint::source::LineIndex::new(&text);
        let line = index.line_span(index.line_of(span.start));
        let first_line = Span::new(span.start.clamp(line.start, line.end), span.end.clamp(line.start, line.end));
        let hidden = Hidden::in_text(&text, &Names::default());
        if first_line.is_empty() || hidden.touches(first_line) {
            return Ok(());
        }

        let finding = Finding { label: Some("here".into()), ..spanning(span) };
        let mut file = file("a.json", &text, vec![finding]);
        file.source.hidden = hidden;
        let pretty = written(&run(vec![file]), "pretty", &Appearance { width: 200, ..Appearance::PLAIN });
        let (shown, range) = marked(&pretty).expect("a mark");
        let mut expected = String::new();
        for (offset, c) in text[first_line.range()].char_indices() {
            match c {
                '\t' => expected.push_str("    "),
                c if c.width() == Some(0) && !untrusted::is_refused(c) => {}
                c => untrusted::printed(&text, first_line.start as usize + offset, c, Charset::Unicode).push_to(&mut expected),
            }
        }
        let width = expected.width();
        if width == 0 {
            return Ok(());
        }
        // Of a mark that is cut, what is there is its beginning.
        prop_assert!(expected.starts_with(&columns(shown, &range)), "{}", pretty);
        prop_assert!(range.len() == width || shown.ends_with('…'), "{}", pretty);
    }

    #[test]
    fn a_place_that_is_none_is_no_reason_to_panic(text in texts(), start in 0_u32..200, end in 0_u32..200) {
        let finding = spanning(Span::new(start.min(end), start.max(end)));
        let run = run(vec![file("a.json", &text, vec![finding])]);
        for format in Format::names() {
            prop_assert!(!written(&run, format, &Appearance::PLAIN).is_empty());
        }
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_stands(before in texts(), after in texts(), broken in any::<bool>()) {
        let secret = "s3cr3t-s3cr3t-s3cr3t";
        let quoted = serde_json::to_string(&after).expect("JSON");
        let end = if broken { "," } else { "}" };
        let text = format!("{{{}: 1, \"Client_Secret\": [\"{secret}\"], \"x\": {quoted}{end}", serde_json::to_string(&before).expect("JSON"));
        let finding = Finding { message: super::sentences(&[&format!("It is {secret}.")]), ..spanning(Span::new(0, 1)) };
        let run = run(vec![file("a.json", &text, vec![finding])]);
        for format in Format::names() {
            let written = written(&run, format, &Appearance { width: 200, ..Appearance::PLAIN });
            prop_assert!(!written.contains(secret), "{}", written);
        }
    }
}
