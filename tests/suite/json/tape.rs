//! What the cursor gives: spans, spellings, repeated names, places.

use coglint::json::{self, Document, Element, Kind, Pointer};
use coglint::source::Span;

#[track_caller]
fn read(text: &str) -> Document<'_> {
    let (document, errors) = json::parse(text);
    assert_eq!(errors, [], "{text}");
    document
}

#[track_caller]
fn root<'d>(document: &'d Document<'_>) -> Element<'d> {
    document.root().expect("a root")
}

#[test]
fn spans_are_bytes_of_the_file_with_its_mark() {
    let document = read("\u{feff}{\"é\": [1, \"ü\"]}");
    let member = root(&document).member("é").expect("the member");
    assert_eq!(root(&document).span(), Span::new(3, 20));
    assert_eq!(member.name_span(), Span::new(4, 8));
    assert_eq!(member.span(), Span::new(4, 19));
    let spans: Vec<_> = member.value.items().map(|item| (item.raw(), item.span())).collect();
    assert_eq!(spans, [("1", Span::new(11, 12)), ("\"ü\"", Span::new(14, 18))]);
}

#[test]
fn an_integer_is_written_as_one() {
    #[track_caller]
    fn check(spelling: &str, integer: Option<i64>) {
        let document = read(spelling);
        assert_eq!(root(&document).as_integer(), integer, "{spelling}");
        assert_eq!(root(&document).number(), Some(spelling));
    }
    check("0", Some(0));
    check("-0", Some(0));
    check("-17", Some(-17));
    check("9223372036854775807", Some(i64::MAX));
    check("-9223372036854775808", Some(i64::MIN));
    check("9223372036854775808", None);
    check("1.0", None);
    check("1e2", None);
    assert_eq!(root(&read("\"1\"")).as_integer(), None);
}

#[test]
fn a_string_is_unescaped() {
    #[track_caller]
    fn check(text: &str, expected: &str, lone: bool) {
        let document = read(text);
        assert_eq!(root(&document).as_str().as_deref(), Some(expected), "{text}");
        assert_eq!(root(&document).has_lone_surrogate(), lone, "{text}");
    }
    check(r#""""#, "", false);
    check(r#""a\u0041\n\/\\\"\b\f\r\t""#, "aA\n/\\\"\u{8}\u{c}\r\t", false);
    check(r#""\ud83d\ude00!""#, "😀!", false);
    check(r#""\ud83d""#, "\u{fffd}", true);
    check(r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}", true);
    check(r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀", true);
    check(r#""\ud83d\u0041""#, "\u{fffd}A", true);
    check("\"\u{fffd}\"", "\u{fffd}", false);
    check(r#""\\ud83d""#, "\\ud83d", false);
}

#[test]
fn half_of_a_pair_can_be_had() {
    let document = read(r#""a\ud800""#);
    let characters: Vec<_> = root(&document).characters().into_iter().flatten().collect();
    assert_eq!(characters, [Ok('a'), Err(0xd800)]);
}

#[test]
fn the_last_member_of_a_name_counts() {
    let document = read(r#"{"a": 1, "b": 2, "\u0061": 3}"#);
    let a = Pointer::root().child("a");
    assert_eq!(root(&document).get("a").and_then(Element::as_integer), Some(3));
    let located = document.locate(&a).expect("the member");
    assert_eq!(located.name_span.map(|span| &document.text()[span.range()]), Some(r#""\u0061""#));
    assert_eq!(root(&document).resolve(&a).map(Element::id), Some(located.element.id()));
    assert_eq!(root(&document).len(), 3);
}

/// Each repeated name with its object's pointer and the texts of its members.
fn duplicates(text: &str) -> Vec<(String, String, Vec<String>)> {
    let document = read(text);
    let described = document.duplicates().map(|duplicate| {
        let members = duplicate.members().map(|member| text[member.span().range()].to_owned());
        let object = document.pointer_to(duplicate.object().id());
        (object.to_string(), duplicate.name().into_owned(), members.collect())
    });
    described.collect()
}

#[test]
fn a_repeated_name_has_all_its_members_in_order() {
    let expected =
        (String::new(), "a".to_owned(), vec![r#""a":1"#.to_owned(), r#""\u0061":2"#.to_owned(), r#""a":1"#.to_owned()]);
    assert_eq!(duplicates(r#"{"a":1,"b":0,"\u0061":2,"A":0,"a":1}"#), [expected]);
}

#[test]
fn names_repeat_in_one_object_only() {
    assert_eq!(duplicates(r#"{"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 1}}"#), []);
}

#[test]
fn repeated_names_at_any_depth_come_by_their_last_place() {
    let found = duplicates(r#"{"x": 0, "o": [{"a": 1, "b": 2, "b": 3, "a": 4}], "x": 5}"#);
    let places: Vec<_> = found.iter().map(|(object, name, _)| (object.as_str(), name.as_str())).collect();
    assert_eq!(places, [("/o/0", "b"), ("/o/0", "a"), ("", "x")]);
}

#[test]
fn values_are_equal_in_any_spelling() {
    let document = read(r#"{"a": {"b": "c"}, "a": { "\u0062": "c" }, "d": 1, "d": 2}"#);
    assert_eq!(document.duplicates().map(json::DuplicateName::values_are_equal).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn halves_of_pairs_are_different_names() {
    assert_eq!(duplicates(r#"{"\ud800": 1, "\ud801": 2, "\ufffd": 3}"#), []);
    assert_eq!(duplicates(r#"{"\ud800": 1, "\uD800": 2}"#).len(), 1);
}

#[test]
fn a_pointer_leads_to_its_value_and_back() {
    let document = read(r#"{"a/b": [0, {"m~n": {"": true}}], "01": 1}"#);
    for element in root(&document).descendants() {
        let pointer = document.pointer_to(element.id());
        assert_eq!(document.locate(&pointer).map(|located| located.element.id()), Some(element.id()), "{pointer}");
    }
    let place = |written: &str| {
        document.locate(&Pointer::parse(written).expect("a pointer")).map(|located| located.element.kind())
    };
    assert_eq!(place("/a~1b/1/m~0n/"), Some(Kind::Bool));
    assert_eq!(place("/01"), Some(Kind::Number));
    assert_eq!(place("/a~1b/01"), None);
    assert_eq!(place("/a~1b/-"), None);
    assert_eq!(place("/a~1b/0/x"), None);
}

#[test]
fn numbers_beyond_64_bits_become_the_nearest_value() {
    let document = read("[1e999, -1e999, 18446744073709551615, 1e-999]");
    assert_eq!(root(&document).to_value(), serde_json::json!([f64::MAX, f64::MIN, u64::MAX, 0.0]));
}

#[test]
fn what_could_be_read_of_a_broken_text_is_there() {
    let (document, errors) = json::parse(r#"{"a": 1 "b": [tru, 2], c: "x", "d": }"#);
    assert_eq!(errors.len(), 4);
    let root = root(&document);
    assert_eq!(root.get("a").and_then(Element::as_integer), Some(1));
    assert_eq!(root.get("b").map(|b| b.items().map(Element::kind).collect()), Some(vec![Kind::Bogus, Kind::Number]));
    assert_eq!(root.get("c").and_then(Element::as_str).as_deref(), Some("x"));
    assert_eq!(root.get("d").map(Element::kind), Some(Kind::Bogus));
}

#[test]
fn a_name_in_an_unclosed_array_belongs_to_the_object_around_it() {
    let (document, errors) = json::parse("{\"a\": [1, 2,\n \"b\": [3], \"c\": 4}");
    assert_eq!(errors.len(), 1);
    assert_eq!(root(&document).to_value(), serde_json::json!({"a": [1, 2], "b": [3], "c": 4}));
}

#[test]
fn a_reader_forgets_the_text_before() {
    let mut reader = json::Reader::default();
    for text in [r#"{"a": 1, "a": 2}"#, "[", "", r#"{"b": 1}"#] {
        let (document, errors) = reader.read(text);
        let (fresh, fresh_errors) = json::parse(text);
        assert_eq!(errors, fresh_errors, "{text}");
        assert_eq!(document.root().map(Element::to_value), fresh.root().map(Element::to_value), "{text}");
        assert_eq!(document.duplicates().len(), fresh.duplicates().len(), "{text}");
        reader.recycle(document);
    }
}
