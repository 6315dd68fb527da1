//! Requests for the tests of facts.

use bumpalo::Bump;

use crate::json::parse;

use super::{Request, kind};

/// What `question` says of the request in `text`.
#[track_caller]
pub fn ask<T>(text: &str, question: impl FnOnce(&Request<'_>) -> T) -> T {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text} is no JSON");
    let root = document.root().expect("a document without errors has a root");
    let form = kind::form(root);
    let arena = Bump::new();
    let request = Request::new(&document, form, kind::operation(root, form, None), &|_| None, &arena);
    question(&request.expect("the root is an object"))
}
