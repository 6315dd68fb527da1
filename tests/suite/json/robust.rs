//! Whatever the bytes are: no panic, no hang, and errors that can be shown.

use std::collections::BTreeSet;

use coglint::json::{self, Document, Element, Kind, SyntaxError};
use coglint::source::Span;
use proptest::prelude::*;

use super::oracle::{damage, damaged};

const REQUEST: &str = r#"{
  "UserPoolId": "eu-west-1_Ab12Cd34E",
  "ClientId": "1example23456789",
  "ClientName": "caf\u00e9 \ud83d\ude00",
  "RefreshTokenValidity": 30,
  "TokenValidityUnits": {"RefreshToken": "days", "AccessToken": "hours"},
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["code"],
  "CallbackURLs": [
    "https://shop.acme-retail.com/cb",
    "http://localhost:3000/"
  ],
  "AnalyticsConfiguration": null
}
"#;

#[track_caller]
fn check(text: &str) {
    let (document, errors) = json::parse(text);
    assert!(errors.len() <= json::MAX_ERRORS, "{text:?}");
    assert!(errors.is_sorted_by_key(|error| error.span.start), "{errors:?} in {text:?}");
    for error in &errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?} in {text:?}");
        let related = error.related();
        assert!(related.is_none_or(|(span, _)| text.get(span.range()).is_some()), "{error:?} in {text:?}");
        assert!(!error.what().is_empty() && !error.help().is_empty(), "{error:?}");
    }
    let places: BTreeSet<_> = errors.iter().map(|error| (error.span, format!("{:?}", error.kind))).collect();
    assert_eq!(places.len(), errors.len(), "the same error twice in {text:?}");
    check_tape(&document, &errors);
}

/// What a value holds lies in it, nothing overlaps, and with all errors kept each byte is a blank, punctuation, in a name,
/// in a value or in an error.
#[track_caller]
fn check_tape(document: &Document<'_>, errors: &[SyntaxError]) {
    let text = document.text();
    let values: Vec<_> =
        document.root().into_iter().chain(document.after_root()).flat_map(Element::descendants).collect();
    for value in &values {
        check_value(*value);
    }
    let scalars = values.iter().filter(|value| !value.is_object() && !value.is_array()).map(|value| value.span());
    let names = values.iter().flat_map(|value| value.members()).map(json::Member::name_span);
    let mut leaves: Vec<_> = scalars.chain(names).collect();
    leaves.sort();
    assert!(leaves.is_sorted_by(|a, b| a.end <= b.start), "{leaves:?} in {text:?}");
    if errors.len() < json::MAX_ERRORS {
        let mut covered = vec![false; text.len()];
        for span in leaves.into_iter().chain(errors.iter().map(|error| error.span)) {
            covered[span.range()].fill(true);
        }
        let rest = text.char_indices().filter(|&(at, c)| !covered[at] && !" \t\r\n,:{}[]\u{feff}".contains(c));
        assert_eq!(rest.collect::<Vec<_>>(), [], "not covered in {text:?}: {errors:?}");
    }
}

#[track_caller]
fn check_value(value: Element<'_>) {
    let (text, span) = (value.document().text(), value.span());
    assert!(text.get(span.range()).is_some(), "{value:?} in {text:?}");
    let inside = |part: Span| span.start <= part.start && part.end <= span.end;
    assert!(value.descendants().all(|part| inside(part.span())), "{value:?} in {text:?}");
    assert!(value.members().all(|member| inside(member.span())), "{value:?} in {text:?}");
    assert_eq!(value.members().count() + value.items().count(), value.len(), "{value:?} in {text:?}");
    assert_eq!(value.as_str().is_some(), value.kind() == Kind::String);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        match json::decode(&bytes) {
            Ok(text) => check(text),
            Err(error) => {
                let shown = String::from_utf8_lossy(&bytes);
                prop_assert!(shown.get(error.span.range()).is_some(), "{error:?}");
                check(&shown);
            }
        }
    }

    #[test]
    fn random_text(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn random_signs(text in "[\\[\\]{}:,\"'`“”0-9eE.+\\-\\\\a-fut/*#=;$\n\r\t\u{0}\u{a0}\u{feff} ]{0,60}") {
        check(&text);
    }

    #[test]
    fn damaged_requests(changes in damage()) {
        check(&damaged(REQUEST, &changes));
    }
}

#[test]
fn a_name_read_in_an_array_is_a_member_of_the_object_around_it_and_nothing_else() {
    for (text, names) in [
        (r#"{"a":["b":1}"#, "a b"),
        (r#"{"a":[1,"b":["c":2}"#, "a b c"),
        (r#"{"a":["b":["c":["d":[3],"e":4}"#, "a b c d e"),
        ("{\"a\":[\"code,\n\"b\":[[\"x\"],\n\"c\":null}", "a b c"),
    ] {
        check(text);
        let (document, errors) = json::parse(text);
        let root = document.root().expect("an object");
        let read: Vec<_> = root.members().map(json::Member::name).collect();
        assert_eq!(read.join(" "), names, "{errors:?} in {text}");
    }
}

#[test]
fn a_request_cut_off_anywhere_has_one_error() {
    let whole = REQUEST.trim_end();
    for at in (0..whole.len()).filter(|&at| whole.is_char_boundary(at)) {
        let cut = &whole[..at];
        check(cut);
        let errors = json::parse(cut).1;
        assert_eq!(errors.len(), 1, "{errors:?} in {cut:?}");
    }
}

#[test]
fn a_request_without_one_of_its_signs_has_one_error_or_two() {
    for (at, sign) in REQUEST.char_indices().filter(|(_, sign)| "{}[],:\"".contains(*sign)) {
        let text = format!("{}{}", &REQUEST[..at], &REQUEST[at + 1..]);
        check(&text);
        let errors = json::parse(&text).1;
        // A sign in a string may be left out.
        let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        let expected = if is_json { 0..=0 } else { 1..=2 };
        assert!(expected.contains(&errors.len()), "{errors:?} without `{sign}` at {at} of {text}");
    }
}

#[test]
fn long_texts_take_time_and_stack_in_proportion() {
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "\\",
        "\"\\u",
        "=",
        "/*",
        "//",
        "#{",
        "\r",
        "\u{a0}",
        "\u{a0} ",
        "a ",
        "nul,",
        "1:",
        ":1",
        "=1,",
        "[1}",
        "{x",
        "{[",
        "{\"a\":",
        "{{x},",
        "{\"a\":1}",
        "'a,",
        "'a':",
        "“a,",
        "\"a",
        "\"a\" b",
        "\"a\"",
        "\"a\":",
        "\"x\"y,",
        "\"a\n",
        "\"a:",
        "[\"a\":",
        "{\"a\":[\"b\":",
        "\"a\"b\":",
    ];
    for piece in pieces {
        for before in ["", "[", "{", "{\"a\":", "{\"a\":1", "{\"a\":[1,"] {
            let text = before.to_owned() + &piece.repeat(20_000 / piece.len());
            assert!((1..=json::MAX_ERRORS).contains(&json::parse(&text).1.len()), "{before} {piece}");
        }
    }
}

#[test]
fn many_equal_names_take_time_in_proportion() {
    let members: Vec<_> = (0..50_000).map(|number| format!("\"n{}\":0", number % 25_000)).collect();
    let text = format!("{{{}}}", members.join(","));
    let (document, errors) = json::parse(&text);
    assert_eq!(errors, []);
    assert_eq!(document.duplicates().len(), 25_000);
}
