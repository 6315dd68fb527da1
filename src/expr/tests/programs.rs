use std::borrow::Cow;

use super::{Facts, VARIABLES};
use crate::bake::baked;
use crate::expr::{Kind, Literal, Node, Patterns, compile};
// The name that the printed programs use: this test is compiled in the crate that they are for.
use crate::expr::Program;

/// Compiles the expression, and checks that the program is the one that is given as a constant, which is what it is
/// printed as.
macro_rules! check_baked {
    ($source:literal, $program:expr) => {{
        static CONSTANT: Program = $program;
        let program = compile($source, &Facts, None).expect("a good expression");
        assert_eq!(program, CONSTANT);
        let without_spaces =
            |text: &str| text.replace(char::is_whitespace, "").replace(",}", "}").replace(",)", ")").replace(",]", "]");
        assert_eq!(without_spaces(&baked(&program)), without_spaces(stringify!($program)));
    }};
}

#[test]
fn a_printed_program_is_a_constant_that_is_equal() {
    check_baked!(
        "uri.scheme in ['http', 'https'] && seconds > 90 * 24",
        crate::expr::Program {
            nodes: std::borrow::Cow::Borrowed(&[
                crate::expr::Node::Variable(0u16),
                crate::expr::Node::Field { operand: 0u16, field: 0u16 },
                crate::expr::Node::InStrings { item: 1u16, first: 0u16, count: 2u16 },
                crate::expr::Node::Variable(2u16),
                crate::expr::Node::Int(2160i64),
                crate::expr::Node::Compare(crate::expr::Comparison::Greater, 3u16, 4u16),
                crate::expr::Node::And(2u16, 5u16),
            ]),
            strings: std::borrow::Cow::Borrowed(&[
                std::borrow::Cow::Borrowed("http"),
                std::borrow::Cow::Borrowed("https"),
            ]),
            items: std::borrow::Cow::Borrowed(&[]),
            result: crate::expr::Kind::Bool,
            item: None,
        }
    );
    check_baked!(
        "is_set('CallbackURLs')",
        crate::expr::Program {
            nodes: std::borrow::Cow::Borrowed(&[
                crate::expr::Node::Int(1i64),
                crate::expr::Node::Call { function: 0u16, first: 0u16, count: 1u8, takes_unknown: false },
            ]),
            strings: std::borrow::Cow::Borrowed(&[]),
            items: std::borrow::Cow::Borrowed(&[0u16]),
            result: crate::expr::Kind::Bool,
            item: None,
        }
    );
}

#[track_caller]
fn check_result(source: &str, result: Kind, item: Option<Kind>) {
    let program = compile(source, &Facts, None).expect("a good expression");
    assert_eq!((program.result, program.item), (result, item), "{source}");
}

#[test]
fn a_program_tells_what_it_gives() {
    check_result("seconds > 1", Kind::Bool, None);
    check_result("uri.scheme + ':'", Kind::String, None);
    check_result("uris", Kind::List, Some(Kind::Object));
    check_result("uris.map(u, u.port)", Kind::List, Some(Kind::Int));
    check_result("[[1]]", Kind::List, Some(Kind::List));
    check_result("[]", Kind::List, None);
    check_result("[] + flows", Kind::List, Some(Kind::String));
}

#[track_caller]
fn check_variables(source: &str, expected: &[(&str, Option<u16>)]) {
    let program = compile(source, &Facts, None).expect("a good expression");
    let variables: Vec<_> = program.variables().map(|(slot, field)| (VARIABLES[usize::from(slot)].0, field)).collect();
    assert_eq!(variables, expected, "{source}");
}

#[test]
fn a_program_tells_which_facts_it_asks_for() {
    check_variables("uri.scheme == 'http' && seconds > 1", &[("uri", Some(0)), ("seconds", None)]);
    check_variables("has(uri.port)", &[("uri", Some(1))]);
    check_variables("known(uri)", &[("uri", None)]);
    check_variables("uri.owner.name == ''", &[("uri", Some(3))]);
    check_variables("uris.all(u, u.is_loopback == uri.is_loopback)", &[("uris", None), ("uri", Some(2))]);
    check_variables("params.pattern == string(seconds)", &[("params.pattern", None), ("seconds", None)]);
    check_variables("[1].all(seconds, seconds > 0)", &[]);
}

#[test]
fn a_program_tells_which_functions_it_calls_and_with_which_literals() {
    let program = compile("is_set('ClientName') || in_words(seconds) == ''", &Facts, None).expect("a good expression");
    let calls: Vec<_> = program.calls().collect();
    assert_eq!(calls, [(0, vec![Some(Literal::Int(0))]), (1, vec![None])]);
}

#[test]
fn a_program_that_no_one_compiled_is_unknown_and_does_not_panic() {
    let arena = bumpalo::Bump::new();
    let scope = super::Request { arena: &arena, patterns: Patterns::default() };
    for nodes in [
        vec![],
        vec![Node::Local(9)],
        vec![Node::List { first: 5, count: 9 }],
        vec![Node::Not(9)],
        vec![Node::Call { function: 0, first: 3, count: 200, takes_unknown: true }],
    ] {
        let program = Program {
            nodes: Cow::Owned(nodes),
            strings: Cow::Borrowed(&[]),
            items: Cow::Borrowed(&[]),
            result: Kind::Bool,
            item: None,
        };
        assert_eq!(format!("{:?}", arena.alloc(program).evaluate(&scope)), "unknown");
    }
}
