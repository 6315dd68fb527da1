//! The conformance tests of CEL, all of them.
//!
//! What we support gives the value or the error that the test says. What we do not support is refused when it is compiled,
//! with a reason that a person can read; the reasons are counted here, so that nothing is lost or won unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use coglint::expr::{ErrorKind, ExprError};

use super::host::{Fact, Facts, type_of};
use crate::oracle::OracleValue;
use crate::published;
use crate::textproto::{self, Message};

/// Tests that we accept and that come out differently, with the reason.
const KNOWN_DIFFERENCES: &[(&str, &str)] = &[
    ("namespace/namespace/self_eval_container_lookup", CONTAINER),
    ("namespace/namespace/self_eval_container_lookup_unchecked", CONTAINER),
    ("namespace/namespace_shadowing/basic", CONTAINER),
];

const CONTAINER: &str = "our environments have no container: `y` is `y`, and never `com.example.y`";

/// How many tests of a file we accept and pass. Of the files that are not named we accept none.
const PASSED: &[(&str, usize)] = &[
    ("basic", 23),
    ("comparisons", 85),
    ("conversions", 5),
    ("fields", 3),
    ("integer_math", 41),
    ("lists", 17),
    ("logic", 21),
    ("macros", 32),
    ("namespace", 6),
    ("parse", 92),
    ("plumbing", 3),
    ("string", 45),
    ("type_deduction", 8),
];

/// How many tests we refuse, for which reason.
const REFUSED: &[(&str, usize)] = &[
    ("`null` values", 20),
    ("a field", 3),
    ("a variable of another type", 34),
    ("an unknown function", 643),
    ("an unknown name", 42),
    ("byte strings", 98),
    ("different types in one place", 8),
    ("durations", 21),
    ("floating-point numbers", 117),
    ("maps", 103),
    ("messages", 559),
    ("names in backticks", 28),
    ("optional values", 4),
    ("the form of a macro", 8),
    ("the number of arguments", 30),
    ("the types of operands", 17),
    ("timestamps", 30),
    ("types as values", 39),
    ("unsigned numbers", 86),
    ("values without a static type", 182),
];

/// One test.
pub struct Case {
    /// `file/section/name`.
    pub name: String,
    pub source: String,
    facts: Facts,
    /// Whether a variable has a type that we do not have.
    has_foreign_variable: bool,
    expected: Expected,
}

#[derive(Debug, PartialEq)]
enum Expected {
    /// Any of these; only an error is named `Unknown`.
    Value(OracleValue),
    /// A value of a type that we do not have.
    Foreign,
    /// The test is about types only.
    Nothing,
}

/// All tests of the folder, in the order of file names.
pub fn cases() -> Option<Vec<Case>> {
    let folder = published::suite("cel-conformance")?.join("testdata");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "textproto"))
        .collect();
    files.sort();
    Some(files.iter().flat_map(|path| cases_of(path)).collect())
}

#[expect(clippy::disallowed_methods, reason = "the suite lies in files")]
fn cases_of(path: &Path) -> Vec<Case> {
    let file = textproto::read(&fs::read_to_string(path).expect("the file can be read"));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut cases = Vec::new();
    for section in file.messages("section") {
        for test in section.messages("test") {
            let name = format!("{stem}/{}/{}", section.text("name").unwrap_or(""), test.text("name").unwrap_or(""));
            cases.push(case(name, test));
        }
    }
    cases
}

fn case(name: String, test: &Message) -> Case {
    let mut facts = Facts::default();
    let mut has_foreign_variable = false;
    for binding in test.messages("bindings") {
        let value = binding.message("value").and_then(|value| value.message("value")).and_then(value);
        match value.map(|value| (type_of(&value), value)) {
            Some((Some(ty), value)) => {
                facts.0.push(Fact { name: binding.text("key").unwrap_or("").to_owned(), ty, value });
            }
            _ => has_foreign_variable = true,
        }
    }
    let expected = if test.get("eval_error").is_some() {
        Expected::Value(OracleValue::Unknown)
    } else if test.word("check_only") == Some("true") {
        Expected::Nothing
    } else {
        let result = test.message("value").or_else(|| test.message("typed_result").and_then(|t| t.message("result")));
        // A test without a result expects `true`.
        result.map_or(Expected::Value(OracleValue::Bool(true)), |result| {
            value(result).map_or(Expected::Foreign, Expected::Value)
        })
    };
    let source = test.text("expr").unwrap_or("").to_owned();
    Case { name, source, facts, has_foreign_variable, expected }
}

/// A value that we have too.
fn value(message: &Message) -> Option<OracleValue> {
    if let Some(text) = message.text("string_value") {
        return Some(OracleValue::String(text.to_owned()));
    }
    if let Some(list) = message.message("list_value") {
        return list.messages("values").map(value).collect::<Option<_>>().map(OracleValue::List);
    }
    if let Some(word) = message.word("int64_value") {
        return word.parse().ok().map(OracleValue::Int);
    }
    message.word("bool_value").map(|word| OracleValue::Bool(word == "true"))
}

/// How a case came out.
enum Outcome {
    AsExpected,
    Refused(String),
    Different(OracleValue),
}

fn run(case: &Case) -> Outcome {
    let program = match case.facts.compile(&case.source) {
        Ok(program) => program,
        Err(errors) => return Outcome::Refused(reason(case, &errors)),
    };
    let value = case.facts.evaluate(&program);
    if case.expected == Expected::Nothing || case.expected == Expected::Value(value.clone()) {
        Outcome::AsExpected
    } else {
        Outcome::Different(value)
    }
}

/// Why a case was refused, in a word or two.
fn reason(case: &Case, errors: &[ExprError]) -> String {
    for error in errors {
        assert!(error.span.end <= case.source.len(), "{}: the place lies in the text", case.name);
        assert!(!error.what().is_empty(), "{}: the error says what is wrong", case.name);
    }
    // What is left out on purpose explains the other errors.
    let left_out = errors.iter().find_map(|error| match &error.kind {
        ErrorKind::Unsupported(part) => Some(part.name().to_owned()),
        _ => None,
    });
    left_out.unwrap_or_else(|| match &errors[0].kind {
        ErrorKind::UnknownName { .. } if case.has_foreign_variable => "a variable of another type".to_owned(),
        ErrorKind::UnknownName { .. } => "an unknown name".to_owned(),
        ErrorKind::UnknownFunction { .. } => "an unknown function".to_owned(),
        ErrorKind::Syntax(_) => "syntax".to_owned(),
        ErrorKind::Operands { .. } | ErrorKind::WrongType { .. } => "the types of operands".to_owned(),
        ErrorKind::Mixed { .. } => "different types in one place".to_owned(),
        ErrorKind::NoFields { .. } | ErrorKind::UnknownField { .. } => "a field".to_owned(),
        ErrorKind::ArgumentCount { .. } => "the number of arguments".to_owned(),
        ErrorKind::TooDeep { .. } | ErrorKind::TooLong { .. } => "size".to_owned(),
        ErrorKind::HasNeedsField | ErrorKind::LoopVariable => "the form of a macro".to_owned(),
        ErrorKind::PatternNotConstant | ErrorKind::Pattern(_) => "a pattern".to_owned(),
        other => format!("{other:?}"),
    })
}

#[test]
fn every_test_is_passed_or_refused_with_a_reason() {
    let Some(cases) = cases() else { return };
    let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let file = case.name.split('/').next().unwrap_or_default();
        let is_known = KNOWN_DIFFERENCES.iter().any(|(name, _)| *name == case.name);
        match run(case) {
            Outcome::AsExpected if is_known => wrong.push(format!("{}: passes now, strike it off the list", case.name)),
            Outcome::AsExpected => *passed.entry(file).or_default() += 1,
            Outcome::Refused(reason) => *refused.entry(reason).or_default() += 1,
            Outcome::Different(_) if is_known => {}
            Outcome::Different(found) => {
                wrong.push(format!("{}: `{}` gives {found:?}, not {:?}", case.name, case.source, case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{} tests come out differently:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(passed.into_iter().collect::<Vec<_>>(), PASSED);
    assert_eq!(refused.iter().map(|(reason, count)| (reason.as_str(), *count)).collect::<Vec<_>>(), REFUSED);
}
