//! Client secrets that are written in a document, in any spelling of the name and at any depth.

use crate::json::{Kind, Pointer};
use crate::secret;

use super::Request;
use super::place::{Found, walk};
use super::template;

/// The words that stand for a secret that was taken out, in any case and without brackets.
const MASKS: [&str; 4] = ["redacted", "masked", "hidden", "secret"];

/// Every member of the document that holds a secret in clear, in document order. The text of a place stays empty.
pub fn find<'d>(request: &Request<'d>) -> Vec<Found<'d>> {
    let mut found: Vec<Found<'d>> = Vec::new();
    let Some(root) = request.document().root() else { return found };
    // Of a name given twice every copy counts: history keeps each of them.
    walk(root, &mut Pointer::root(), true, &mut |pointer, step| {
        let is_named = step.name.is_some_and(secret::is_secret_name);
        if is_named && step.value.kind() == Kind::String && !request.is_template(step.value) {
            let value = step.value.as_str().unwrap_or_default();
            let is_new = || found.iter().all(|place| place.pointer != *pointer);
            if is_clear(&value) && is_new() {
                found.push(Found::new(step.value.id(), pointer.clone(), "ClientSecret", ""));
            }
        }
        true
    });
    found
}

fn is_clear(value: &str) -> bool {
    let is_dots = value.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.' | '-' | '•' | '…'));
    let word = value.replace(['[', ']', '(', ')', '<', '>', '{', '}'], "").to_ascii_lowercase();
    !value.is_empty() && value != "string" && !is_dots && !MASKS.contains(&&*word) && template::token(value).is_none()
}
