//! A patch as edits of the text: it does the same as the patch, and what is new looks like what stands around it.

use coglint::finding::PatchOperation;
use coglint::json::{Pointer, parse};
use coglint::patch::{apply as edit, edits};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value as Json, json};

use crate::patch::apply;
use crate::requests::config;

fn add(path: &str, value: Json) -> PatchOperation {
    PatchOperation::Add { path: pointer(path), value }
}

fn replace(path: &str, value: Json) -> PatchOperation {
    PatchOperation::Replace { path: pointer(path), value }
}

fn remove(path: &str) -> PatchOperation {
    PatchOperation::Remove { path: pointer(path) }
}

fn pointer(path: &str) -> Pointer {
    Pointer::parse(path).expect("a pointer")
}

/// The text after the patch; `None` when it cannot be done.
fn patched(text: &str, patch: &[PatchOperation]) -> Option<String> {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text} is no JSON");
    edits(&document, patch).map(|edits| edit(text, &edits))
}

#[track_caller]
fn check(text: &str, patch: &[PatchOperation], expected: &str) {
    assert_eq!(patched(text, patch).as_deref(), Some(expected), "{text}");
    for (line_end, mark) in [("\r\n", ""), ("\r", ""), ("\n", "\u{feff}")] {
        let other = |text: &str| mark.to_owned() + &text.replace('\n', line_end).replace("  ", "\t");
        assert_eq!(patched(&other(text), patch), Some(other(expected)), "{:?}", other(text));
    }
}

#[track_caller]
fn cannot(text: &str, patch: &[PatchOperation]) {
    assert_eq!(patched(text, patch), None, "{text}");
}

#[test]
fn a_value_is_replaced_in_its_place() {
    check(r#"{ "a" :1e2 , "b": [1,  2]}"#, &[replace("/b/1", json!("x"))], r#"{ "a" :1e2 , "b": [1,  "x"]}"#);
    check("[1]", &[replace("", json!(true))], "true");
    check(" 1 ", &[add("", json!({"a": 1}))], " {\"a\": 1} ");
}

#[test]
fn an_item_goes_with_its_comma() {
    for (index, expected) in ["[2, 3]", "[1, 3]", "[1, 2]"].into_iter().enumerate() {
        check("[1, 2, 3]", &[remove(&format!("/{index}"))], expected);
    }
    check("[ 1 ]", &[remove("/0")], "[]");
    check("[1 , 2 ]", &[remove("/1")], "[1 ]");
}

#[test]
fn a_member_goes_with_its_line() {
    let text = "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n";
    check(text, &[remove("/a")], "{\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n");
    check(text, &[remove("/b")], "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
    check(text, &[remove("/c")], "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n");
    check(text, &[remove("/b/0")], "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": 3\n}\n");
    let commas_first = "[ 1\n, 2\n, 3\n]";
    check(commas_first, &[remove("/1")], "[ 1\n, 3\n]");
    check(commas_first, &[remove("/2")], "[ 1\n, 2\n]");
    check("[\n  1, 2,\n  3, 4\n]", &[remove("/2")], "[\n  1, 2, 4\n]");
}

#[test]
fn several_items_go_at_once() {
    let text = "[\n  1,\n  2,\n  3,\n  4\n]";
    check(text, &[remove("/1"), remove("/0")], "[\n  3,\n  4\n]");
    check(text, &[remove("/3"), remove("/2"), remove("/0")], "[\n  2\n]");
    check(text, &[remove("/3"), remove("/2"), remove("/1"), remove("/0")], "[]");
    check(text, &[remove("/0"), remove("/0"), remove("/0")], "[\n  4\n]");
}

#[test]
fn a_new_member_looks_like_its_neighbors() {
    check(r#"{"a": 1}"#, &[add("/b", json!(2))], r#"{"a": 1, "b": 2}"#);
    check(r#"{"a":1,"b":2}"#, &[add("/c", json!([1, 2]))], r#"{"a":1,"b":2,"c":[1,2]}"#);
    check(r#"{ "a" : 1 }"#, &[add("/b", json!({"c": 1}))], r#"{ "a" : 1, "b" : { "c" : 1 } }"#);
    check("{\n  \"a\": 1\n}\n", &[add("/b", json!(2))], "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    check("{\n    \"a\": 1\n  , \"b\": 2\n}", &[add("/c", json!(3))], "{\n    \"a\": 1\n  , \"b\": 2\n  , \"c\": 3\n}");
    check("{\n\n  \"a\": 1\n}", &[add("/b", json!(2))], "{\n\n  \"a\": 1,\n  \"b\": 2\n}");
    check(
        "{\n  \"a\": 1,\n\n  \"b\": 2,\n  \"c\": 3\n}",
        &[add("/d", json!(4))],
        "{\n  \"a\": 1,\n\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4\n}",
    );
}

#[test]
fn a_new_item_looks_like_its_neighbors() {
    check("[1, 2]", &[add("/-", json!(3))], "[1, 2, 3]");
    check("[1,2]", &[add("/2", json!(3))], "[1,2,3]");
    check("[1, 2]", &[add("/0", json!(0))], "[0, 1, 2]");
    check("[\n  1\n]", &[add("/0", json!(0))], "[\n  0,\n  1\n]");
    check("[\n  1,\n  2\n]", &[add("/1", json!(5))], "[\n  1,\n  5,\n  2\n]");
}

#[test]
fn a_new_list_is_laid_out_like_its_neighbors() {
    let on_a_line = "{\n  \"a\": [1, 2]\n}";
    check(on_a_line, &[add("/b", json!([3, 4]))], "{\n  \"a\": [1, 2],\n  \"b\": [3, 4]\n}");
    let in_lines = "{\n  \"a\": [\n    1\n  ]\n}";
    check(in_lines, &[add("/b", json!([3, 4]))], "{\n  \"a\": [\n    1\n  ],\n  \"b\": [\n    3,\n    4\n  ]\n}");
    check(
        in_lines,
        &[replace("/a", json!([1, {"x": 5}]))],
        "{\n  \"a\": [\n    1,\n    {\n      \"x\": 5\n    }\n  ]\n}",
    );
    check("{\n  \"a\": 1\n}", &[add("/b", json!({"c": []}))], "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": []\n  }\n}");
}

#[test]
fn what_is_empty_is_filled() {
    check("{}", &[add("/a", json!(1))], "{\"a\": 1}");
    check("{\n  \"a\": {}\n}", &[add("/a/b", json!(1))], "{\n  \"a\": {\"b\": 1}\n}");
    check("{\n  \"a\": [\n  ]\n}", &[add("/a/-", json!(1))], "{\n  \"a\": [\n    1\n  ]\n}");
    check("{\"a\":{}}", &[add("/a/b", json!([1, 2]))], "{\"a\":{\"b\":[1,2]}}");
}

#[test]
fn a_value_that_moves_keeps_its_spelling() {
    let answer =
        "{\n  \"W\": {\n    \"a\": [1e2, \"\\u0041\"],\n    \"b\": 3.0,\n    \"c\": [\n      1\n    ]\n  }\n}\n";
    let inner = json!({"a": [1e2, "A"], "c": [1]});
    check(answer, &[replace("", inner)], "{\n  \"a\": [1e2, \"\\u0041\"],\n  \"c\": [\n    1\n  ]\n}\n");
}

#[test]
fn a_new_name_leaves_the_value_where_it_is() {
    let text = "{\n  \"a\": [1e2],\n  \"b\": 2\n}";
    check(text, &[remove("/a"), add("/c", json!([1e2]))], "{\n  \"c\": [1e2],\n  \"b\": 2\n}");
    check(r#"{"a": 1, "b": 2}"#, &[remove("/a"), add("/b", json!(1))], r#"{"b": 1}"#);
    check(r#"{"a": 1, "b": 2}"#, &[remove("/a"), add("/c", json!(3))], r#"{"b": 2, "c": 3}"#);
}

#[test]
fn each_operation_is_about_what_the_ones_before_leave() {
    check("[1, 2, 3]", &[remove("/0"), remove("/1"), replace("/0", json!("x"))], "[\"x\"]");
    check("{}", &[add("/a", json!({})), add("/a/b", json!(1)), add("/c", json!(2))], r#"{"a": {"b": 1}, "c": 2}"#);
    check(r#"{"a": [1]}"#, &[add("/a/-", json!(2)), add("/a/-", json!(3)), remove("/a/0")], r#"{"a": [2, 3]}"#);
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    cannot("[1]", &[remove("/1")]);
    cannot("[1]", &[remove("/00")]);
    cannot("[1]", &[remove("")]);
    cannot("[1]", &[add("/2", json!(1))]);
    cannot("{}", &[replace("/a", json!(1))]);
    cannot("{}", &[add("/a/b", json!(1))]);
    cannot("1", &[add("/a", json!(1))]);
    cannot("{\"a\": 1}", &[remove("/a"), remove("/a")]);
    // Nobody knows which of the two is meant.
    cannot("{\"a\": 1, \"a\": 2}", &[remove("/a")]);
}

/// How a value is written.
#[derive(Clone, Debug)]
struct Layout {
    step: &'static str,
    line_end: &'static str,
    colon: &'static str,
    blank: &'static str,
    padding: &'static str,
    /// Which containers, counted in order, stand on one line.
    on_a_line: Vec<bool>,
    around: (&'static str, &'static str),
}

fn layouts() -> impl Strategy<Value = Layout> {
    let steps = prop::sample::select(vec!["  ", "    ", "\t", ""]);
    let line_ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let colons = prop::sample::select(vec![": ", ":", " : "]);
    let blanks = prop::sample::select(vec![" ", "", "  "]);
    let paddings = prop::sample::select(vec!["", " "]);
    let arounds = prop::sample::select(vec![("", ""), ("\u{feff}", "\n"), ("\n ", ""), ("", "\r\n")]);
    let lines = prop::collection::vec(any::<bool>(), 1..6);
    (steps, line_ends, colons, blanks, paddings, lines, arounds).prop_map(
        |(step, line_end, colon, blank, padding, on_a_line, around)| Layout {
            step,
            line_end,
            colon,
            blank,
            padding,
            on_a_line,
            around,
        },
    )
}

impl Layout {
    fn text(&self, value: &Json) -> String {
        let mut out = self.around.0.to_owned();
        self.write(&mut out, value, 0, &mut 0, true);
        out + self.around.1
    }

    fn write(&self, out: &mut String, value: &Json, depth: usize, count: &mut usize, lines_allowed: bool) {
        let (children, brackets): (Vec<(Option<&String>, &Json)>, _) = match value {
            Json::Object(members) => (members.iter().map(|(name, value)| (Some(name), value)).collect(), ('{', '}')),
            Json::Array(items) => (items.iter().map(|item| (None, item)).collect(), ('[', ']')),
            plain => return out.push_str(&plain.to_string()),
        };
        let has_lines = lines_allowed && !self.on_a_line[*count % self.on_a_line.len()];
        *count += 1;
        let line = |depth: usize| self.line_end.to_owned() + &self.step.repeat(depth);
        let lead = if has_lines { line(depth + 1) } else { self.padding.to_owned() };
        let gap = if has_lines { lead.clone() } else { self.blank.to_owned() };
        out.push(brackets.0);
        for (index, (name, value)) in children.iter().enumerate() {
            out.push_str(if index == 0 { &lead } else { "," });
            out.push_str(if index == 0 { "" } else { &gap });
            if let Some(name) = name {
                out.push_str(&Json::from(name.as_str()).to_string());
                out.push_str(self.colon);
            }
            self.write(out, value, depth + 1, count, has_lines);
        }
        if !children.is_empty() {
            out.push_str(&if has_lines { line(depth) } else { self.padding.to_owned() });
        }
        out.push(brackets.1);
    }
}

fn values() -> impl Strategy<Value = Json> {
    let plain = prop_oneof![
        any::<i16>().prop_map(Json::from),
        any::<bool>().prop_map(Json::from),
        Just(Json::Null),
        prop::sample::select(vec!["", "a", "é\n\"", "a/b~c", "0"]).prop_map(Json::from),
    ];
    plain.prop_recursive(4, 24, 4, |inner| {
        let names = prop::sample::select(vec!["a", "b", "c/d", "~", "0", ""]);
        let members = prop::collection::vec((names, inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Json::from),
            members.prop_map(|members| {
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
            }),
        ]
    })
}

/// An operation that can be done, chosen by `choice`.
fn operation(document: &Json, choice: (u8, Index, Index), value: Json) -> PatchOperation {
    let mut places = Vec::new();
    collect(document, Pointer::root(), &mut places);
    let path = places[choice.1.index(places.len())].clone();
    let there = document.pointer(path.as_str()).expect("it is there");
    match (choice.0 % 3, there) {
        (0, _) if !path.is_root() => PatchOperation::Remove { path },
        (1, Json::Array(items)) => {
            let index = choice.2.index(items.len() + 2);
            let path = if index > items.len() { path.child("-") } else { path.item(index) };
            PatchOperation::Add { path, value }
        }
        (1, Json::Object(_)) => PatchOperation::Add { path: path.child(["a", "new", "~/"][choice.2.index(3)]), value },
        _ => PatchOperation::Replace { path, value },
    }
}

fn collect(value: &Json, at: Pointer, places: &mut Vec<Pointer>) {
    match value {
        Json::Object(members) => members.iter().for_each(|(name, value)| collect(value, at.child(name), places)),
        Json::Array(items) => items.iter().enumerate().for_each(|(index, item)| collect(item, at.item(index), places)),
        _ => {}
    }
    places.push(at);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn edits_do_what_the_patch_does(
        value in values(),
        layout in layouts(),
        choices in prop::collection::vec(((any::<u8>(), any::<Index>(), any::<Index>()), values()), 1..5),
    ) {
        let text = layout.text(&value);
        let mut patch = Vec::new();
        let mut expected = value;
        for (choice, new) in choices {
            let operation = operation(&expected, choice, new);
            expected = apply(&expected, std::slice::from_ref(&operation)).expect("it can be done");
            patch.push(operation);
        }
        let (document, _) = parse(&text);
        let edits = edits(&document, &patch).expect("it can be done");
        let new = edit(&text, &edits);
        let (after, errors) = parse(&new);
        prop_assert!(errors.is_empty(), "{text:?} and {patch:?} give {new:?}");
        let after = after.root().expect("there is a root").to_value();
        prop_assert_eq!(&after, &expected, "{:?} and {:?} give {:?}", text, patch, new);
        let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        prop_assert!(apart, "{edits:?}");
        let ends = |text: &str| text.matches(['\r', '\n']).count() == text.matches(layout.line_end).count() * layout.line_end.len();
        prop_assert!(!ends(&text) || ends(&new), "{text:?} and {patch:?} give {new:?}");
        if !text.contains(['\r', '\n']) {
            prop_assert!(!new.contains(['\r', '\n']), "{text:?} and {patch:?} give {new:?}");
        }
    }
}
