//! Items of lists that stand there already.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::json::Element;
use crate::schema::Member;

use super::place::Found;
use super::{Request, Setting};

/// Every item that equals an earlier one of its list, code point for code point, in document order.
///
/// Nothing is normalized: a redirect with a slash at the end is another redirect. Templates are never equal.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let mut copies = Vec::new();
    for member in Member::ALL.into_iter().filter(|member| member.is_list()) {
        let Setting::Known(list) = request.setting(member) else { continue };
        let pointer = request.root_pointer().child(member.name());
        let mut first_indices = HashMap::new();
        for (index, item) in list.items().enumerate() {
            let Some(text) = text(item).filter(|_| !request.is_template(item)) else { continue };
            match first_indices.entry(text) {
                Entry::Vacant(entry) => {
                    entry.insert(index);
                }
                Entry::Occupied(first) => {
                    let text = request.arena().alloc_str(first.key());
                    let found = Found::new(item, pointer.item(index), member.name(), text);
                    copies.push(Found { is_item: true, first_index: Some(*first.get()), ..found });
                }
            }
        }
    }
    copies.sort_by_key(|copy| copy.node);
    copies
}

/// What is compared of an item: its text, unless that is empty.
fn text(item: Element<'_>) -> Option<Cow<'_, str>> {
    // Halves of surrogate pairs are all U+FFFD in a text; as they are written they can be told apart.
    let text = if item.has_lone_surrogate() { Cow::Borrowed(item.raw()) } else { item.as_str()? };
    (!text.is_empty()).then_some(text)
}
