//! The reader and `serde_json` accept the same texts and read the same values in them.

use coglint::json::{self, Element, Kind};
use proptest::prelude::*;
use serde_json::Value;

/// Why `serde_json` may refuse what is accepted here.
fn known_difference(text: &str, error: &serde_json::Error) -> Option<&'static str> {
    let message = error.to_string();
    if text.starts_with('\u{feff}') {
        return Some("a byte order mark is accepted here");
    }
    let differences = [
        ("recursion limit exceeded", "its limit is 127 brackets, ours 128"),
        ("number out of range", "a number is kept as it is spelled"),
        ("lone leading surrogate in hex escape", "half of a surrogate pair is legal"),
        ("unexpected end of hex escape", "the same, before another escape or the end of the string"),
    ];
    differences.into_iter().find(|(part, _)| message.contains(part)).map(|(_, reason)| reason)
}

/// The two agree on `text`, or the difference is known.
#[track_caller]
fn check(text: &str) {
    let (document, errors) = json::parse(text);
    let theirs = serde_json::from_str::<Value>(text);
    match (errors.first(), theirs) {
        (None, Ok(theirs)) => {
            let ours = document.root().map(Element::to_value);
            assert_eq!(ours.as_ref(), Some(&theirs), "{text:?}");
            // `Value` has each name once; the text may not.
            let root = document.root().expect("a root, as there is no error");
            let from_parts = rebuilt(root);
            assert_eq!(from_parts, theirs, "{text:?}");
        }
        (None, Err(error)) => {
            assert!(known_difference(text, &error).is_some(), "accepted, but serde_json says {error}: {text:?}");
        }
        (Some(error), theirs) => {
            assert!(theirs.is_err(), "refused with {error:?}, and serde_json accepts: {text:?}");
        }
    }
}

/// The value as a rule would read it: through the accessors of the cursor.
fn rebuilt(element: Element<'_>) -> Value {
    match element.kind() {
        Kind::Object => {
            let names = element.members().map(|member| member.name().into_owned());
            let member = |name: String| {
                let value = element.get(&name).map(rebuilt).unwrap_or_default();
                (name, value)
            };
            Value::Object(names.map(member).collect())
        }
        Kind::Array => Value::Array(element.items().map(rebuilt).collect()),
        Kind::String => Value::from(element.as_str().unwrap_or_default()),
        Kind::Bool => Value::from(element.as_bool()),
        Kind::Number => match element.as_integer() {
            // serde_json reads it as a negative zero, which is a floating-point number.
            Some(0) if element.raw() == "-0" => Value::from(-0.0),
            Some(integer) => Value::from(integer),
            None => element.to_value(),
        },
        Kind::Null | Kind::Bogus => Value::Null,
    }
}

/// A text of JSON in one of its spellings: blanks, escapes, repeated names.
fn document() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?",
    ];
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("null".to_owned()),
        number,
        string(),
        Just("[]".to_owned()),
        Just("{ }".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            (prop::collection::vec((blank(), inner.clone(), blank()), 0..8)).prop_map(|items| {
                let items: Vec<_> = items.into_iter().map(|(a, item, b)| format!("{a}{item}{b}")).collect();
                format!("[{}]", items.join(","))
            }),
            (prop::collection::vec((blank(), string(), blank(), inner, blank()), 0..8)).prop_map(|members| {
                let members = members.into_iter().map(|(a, name, b, value, c)| format!("{a}{name}{b}:{a}{value}{c}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

fn blank() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,3}"
}

/// A string in quotes; few letters, so that names repeat.
fn string() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[ab]",
        1 => "[^\"\\\\\u{0}-\u{1f}]{0,12}",
        1 => "\\\\[\"\\\\/bfnrt]",
        1 => "\\\\u00[46][0-9a-fA-F]",
        1 => "\\\\u[0-9a-fA-F]{4}",
        1 => Just("\\ud83d\\uDE00".to_owned()),
    ];
    prop::collection::vec(part, 0..3).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

/// A change of a few bytes, of the kind that people and programs make.
pub(super) fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, &'static str)>> {
    let pieces = prop::sample::select(vec![
        "",
        "",
        "",
        ",",
        ":",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "\\",
        "0",
        "-",
        ".",
        "e",
        "true",
        "nul",
        " ",
        "\n",
        "\t",
        "\u{0}",
        "//",
        "/*",
        "*/",
        "#",
        "\\u",
        "\\ud800",
        "\u{feff}",
        "\u{a0}",
        "é",
        "\u{201c}",
        "{{",
        "}}",
        "${",
        "NaN",
        "=",
        ";",
        "x",
        "\u{1f600}",
        "1",
        "\"a\":",
        "\r",
    ]);
    prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, pieces), 1..4)
}

/// `text` with the changes made at character boundaries.
pub(super) fn damaged(text: &str, changes: &[(prop::sample::Index, usize, &'static str)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, removed, piece) in changes {
        let start = place.index(characters.len() + 1);
        let end = (start + removed).min(characters.len());
        characters.splice(start..end, piece.chars());
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_documents_are_read_alike(text in document()) {
        check(&text);
    }

    #[test]
    fn damaged_documents_are_read_alike(text in document(), changes in damage()) {
        check(&damaged(&text, &changes));
    }

    #[test]
    fn texts_of_few_signs_are_read_alike(text in "[\\[\\]{}:,\"0-2eE.+\\-\\\\aut\n ]{0,12}") {
        check(&text);
    }
}

#[test]
fn every_text_of_up_to_four_signs_is_read_alike() {
    let signs = ['[', ']', '{', '}', ':', ',', '"', '0', '1', '-', '.', 'e', '\\', ' ', '\n', 'a'];
    let mut texts = vec![String::new()];
    for _ in 0..4 {
        texts = texts.iter().flat_map(|text| signs.map(|sign| format!("{text}{sign}"))).collect();
        for text in &texts {
            check(text);
        }
    }
}

#[test]
fn names_that_are_equal_unescaped_are_one() {
    check(r#"{"A": 1, "b": 2, "\u0041": 3, "b": {"b": 4, "b": 5}}"#);
}

#[test]
fn depth_ends_one_bracket_later() {
    for depth in [126, 127, 128, 129, 500] {
        check(&("[".repeat(depth) + &"]".repeat(depth)));
        check(&(r#"{"a":"#.repeat(depth) + "1" + &"}".repeat(depth)));
    }
}
