//! Items of lists that stand there already.

use crate::schema::Member;

use super::place::Found;
use super::{Request, Setting};

/// Every item that equals an earlier one of its list, code point for code point, in document order.
///
/// Nothing is normalized: a redirect with a slash at the end is another redirect. Templates are never equal.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let mut copies = Vec::new();
    for member in Member::ALL {
        let Setting::Known(list) = request.setting(member) else { continue };
        let texts: Vec<_> = list.items().map(|item| item.as_str().filter(|text| !text.is_empty())).collect();
        for (index, item) in list.items().enumerate() {
            let Some(text) = &texts[index] else { continue };
            let first = texts[..index].iter().position(|earlier| earlier.as_ref() == Some(text));
            if let Some(first) = first.filter(|_| !request.is_template(item)) {
                let found = Found::new(item, item.raw(), request.arena());
                copies.push(Found { first_index: Some(first), ..found });
            }
        }
    }
    copies.sort_by_key(|copy| copy.node);
    copies
}
