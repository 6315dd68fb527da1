//! Any text is read without a panic, and every mistake has a place in it.

use coglint::value::Type;
use proptest::collection::vec;
use proptest::prelude::*;

use super::host::{Fact, Facts};
use super::parsers::differing;
use crate::oracle::{OracleValue, oracle};

fn facts() -> Facts {
    let fact = |name: &str, ty, value| Fact { name: name.to_owned(), ty, value };
    Facts(vec![
        fact("n", Type::Int, OracleValue::Int(2)),
        fact("s", Type::String, OracleValue::String("aé".to_owned())),
        fact("p", Type::Bool, OracleValue::Bool(true)),
        fact("ns", Type::List(&Type::Int), OracleValue::List(vec![OracleValue::Int(1), OracleValue::Int(2)])),
    ])
}

/// What expressions are made of, good and bad.
const PIECES: &[&str] = &[
    "n",
    "s",
    "p",
    "ns",
    "x",
    "1",
    "-",
    "+",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "?",
    ":",
    "in",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "'",
    "\"",
    "'a'",
    "r'\\d'",
    "'''",
    "\\",
    "size(",
    ".size()",
    ".all(x, ",
    ".map(x, ",
    ".filter(x, ",
    ".exists(x, ",
    "has(",
    "known(",
    "string(",
    "int(",
    ".contains(",
    ".matches(",
    "true",
    "null",
    "1.5",
    "1u",
    "b'a'",
    "é",
    "😀",
    "\u{feff}",
    "\0",
    "\r",
    "\n",
    "//",
    "`",
    "`a`",
    "=",
    "&",
    "|",
    ";",
    "#",
    "$",
    "for",
    "9223372036854775808",
    "0x",
    "1e",
    "type(1)",
    "A{",
    ".?",
    "[?",
    " ",
    "  ",
];

#[track_caller]
fn check(source: &str) -> Result<(), TestCaseError> {
    let facts = facts();
    match facts.compile(source) {
        Ok(program) => {
            let variables: Vec<(&str, OracleValue)> =
                facts.0.iter().map(|fact| (fact.name.as_str(), fact.value.clone())).collect();
            let expected = oracle(source, &variables);
            prop_assert_eq!(Some(facts.evaluate(&program)), expected, "{:?}", source);
        }
        Err(errors) => {
            prop_assert!(!errors.is_empty(), "{source:?} is refused without a reason");
            for error in errors {
                prop_assert!(source.get(error.span.clone()).is_some(), "{source:?}: {:?} is no place", error.span);
                prop_assert!(!error.what().is_empty());
                let _ = error.help();
            }
        }
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn pieces_in_any_order_are_read(pieces in vec(proptest::sample::select(PIECES), 0..25)) {
        check(&pieces.concat())?;
        check(&pieces.join(" "))?;
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text)?;
    }
}

proptest! {
    #![proptest_config(config(50))]

    /// In a small stack, that of a thread of a library perhaps.
    #[test]
    fn deep_nesting_does_not_exhaust_the_stack(piece in proptest::sample::select(PIECES), repetitions in 100usize..4000) {
        let read = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
            let _ = facts().compile(&piece.repeat(repetitions));
            let _ = facts().compile(&format!("{}{}", "(n+".repeat(repetitions / 4), piece));
        });
        prop_assert!(read.expect("a thread starts").join().is_ok());
    }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn both_parsers_give_the_same_tree_for_pieces_in_any_order(
        texts in vec(vec(proptest::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat()), 300),
    ) {
        prop_assert_eq!(differing(texts), Vec::<String>::new());
    }
}
