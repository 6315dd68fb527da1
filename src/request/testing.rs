//! Requests for the tests of facts.

use bumpalo::Bump;

use crate::json::parse;

use super::kind::Operation;
use super::place::Finder;
use super::{Request, kind};

/// What `question` says of the request in `text`.
#[track_caller]
pub fn ask<T>(text: &str, question: impl FnOnce(&Request<'_>) -> T) -> T {
    ask_as(None, text, question)
}

/// The same of a request whose operation is declared.
#[track_caller]
pub fn ask_as<T>(declared: Option<Operation>, text: &str, question: impl FnOnce(&Request<'_>) -> T) -> T {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text} is no JSON");
    let root = document.root().expect("a document without errors has a root");
    let form = kind::form(root);
    let arena = Bump::new();
    let request = Request::new(&document, form, kind::operation(root, form, declared), &|_| None, &arena);
    question(&request.expect("the root is an object"))
}

/// What `finder` finds in the request in `text`: a pointer and the telling part for each place.
#[track_caller]
pub fn found(text: &str, finder: Finder) -> Vec<(String, String)> {
    let told = |request: &Request<'_>| -> Vec<_> {
        let places = request.places(finder).iter();
        places.map(|place| (place.pointer.to_string(), place.text.to_owned())).collect()
    };
    ask(text, told)
}

/// Holds what `finder` finds in the request in `text` to the expected places and their telling parts.
#[track_caller]
pub fn check_found(finder: Finder, text: &str, expected: &[(&str, &str)]) {
    let found = found(text, finder);
    let found: Vec<_> = found.iter().map(|(pointer, text)| (&**pointer, &**text)).collect();
    assert_eq!(found, expected, "{text}");
}
