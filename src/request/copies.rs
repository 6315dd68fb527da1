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

#[cfg(test)]
mod tests {
    use crate::request::place::Finder;
    use crate::request::testing::{ask, check_found};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        check_found(Finder::DuplicateItems, text, expected);
    }

    #[test]
    fn each_later_copy_is_found_with_the_index_of_the_first() {
        check(
            r#"{"CallbackURLs": ["a", "b", "a", "b", "a"]}"#,
            &[("/CallbackURLs/2", "a"), ("/CallbackURLs/3", "b"), ("/CallbackURLs/4", "a")],
        );
        let firsts = ask(r#"{"CallbackURLs": ["a", "b", "a", "b", "a"]}"#, |request| {
            request.places(Finder::DuplicateItems).iter().map(|copy| copy.first_index).collect::<Vec<_>>()
        });
        assert_eq!(firsts, [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn all_eight_lists_are_looked_at_and_nothing_else() {
        for list in [
            "ReadAttributes",
            "WriteAttributes",
            "ExplicitAuthFlows",
            "SupportedIdentityProviders",
            "CallbackURLs",
            "LogoutURLs",
            "AllowedOAuthFlows",
            "AllowedOAuthScopes",
        ] {
            check(&format!(r#"{{"{list}": ["x", "x"]}}"#), &[(&format!("/{list}/1"), "x")]);
        }
        check(r#"{"Notes": ["x", "x"], "ClientName": ["x", "x"], "x": {"LogoutURLs": ["x", "x"]}}"#, &[]);
    }

    #[test]
    fn texts_are_compared_by_code_point_after_unescaping() {
        check(
            r#"{"LogoutURLs": ["https://a.example", "https:\/\/a.example"]}"#,
            &[("/LogoutURLs/1", "https://a.example")],
        );
        check(r#"{"LogoutURLs": ["https://a.example", "https://a.example/", "https://A.example"]}"#, &[]);
        check(r#"{"ReadAttributes": ["\u00e9", "e\u0301"]}"#, &[]);
        check(r#"{"ReadAttributes": ["\ud800", "\ud801", "\ufffd"]}"#, &[]);
    }

    #[test]
    fn what_is_no_text_or_no_known_one_is_no_copy() {
        check(r#"{"LogoutURLs": ["", "", null, null, 1, 1, ["a"], ["a"]]}"#, &[]);
        check(r#"{"LogoutURLs": ["${A}", "${A}", {"Ref": "A"}, {"Ref": "A"}]}"#, &[]);
    }

    #[test]
    fn of_lists_with_one_name_the_last_counts() {
        check(r#"{"LogoutURLs": ["a", "a"], "LogoutURLs": ["a"]}"#, &[]);
    }

    #[test]
    fn in_a_saved_answer_places_are_under_the_wrapper() {
        check(r#"{"UserPoolClient": {"LogoutURLs": ["a", "a"]}}"#, &[("/UserPoolClient/LogoutURLs/1", "a")]);
    }
}
