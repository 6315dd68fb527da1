//! Client secrets that are written in a document, in any spelling of the name and at any depth.

use crate::json::{Element, Kind};
use crate::secret::Names;

use super::Request;
use super::place::Found;
use super::template;

/// The words that stand for a secret that was taken out, in any case and without brackets.
const MASKS: [&str; 4] = ["redacted", "masked", "hidden", "secret"];

/// Every member of the document that holds a secret in clear, in document order. The text of a place stays empty.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let Some(root) = request.document().root() else { return found };
    let names = Names::default();
    // Of a name given twice every copy counts: history keeps each of them.
    for member in root.descendants().flat_map(Element::members) {
        let element = member.value;
        let is_named = || names.is_secret(&member.name());
        if element.kind() == Kind::String && is_named() && !request.is_template(element) {
            let place = Found::new(element, "", request.arena());
            let is_new = found.iter().all(|known| known.pointer != place.pointer);
            if is_new && is_clear(&element.as_str().unwrap_or_default()) {
                found.push(place);
            }
        }
    }
    found
}

fn is_clear(value: &str) -> bool {
    let is_dots = value.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '.' | '-' | '•' | '…'));
    let word = value.replace(['[', ']', '(', ')', '<', '>', '{', '}'], "").to_ascii_lowercase();
    !value.is_empty() && value != "string" && !is_dots && !MASKS.contains(&&*word) && template::token(value).is_none()
}
