//! Client secrets that are written in a document, in any spelling of the name and at any depth.

use crate::json::Kind;
use crate::secret::Names;

use super::Request;
use super::place::Found;
use super::trail::each_value;

/// The words that stand for a secret that was taken out, in any case and without brackets.
const MASKS: [&str; 4] = ["redacted", "masked", "hidden", "secret"];

/// The characters that stand for a secret that was taken out.
const MASK_CHARACTERS: [char; 7] = ['*', 'x', 'X', '.', '-', '•', '…'];

/// Every member of the document that holds a secret in clear, in document order. The text of a place stays empty.
///
/// Of a name that is given twice the last one stands for all; an earlier one counts where the last is no secret, because
/// whoever reads the file reads it as well.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let Some(root) = request.document().root() else { return Vec::new() };
    let names = Names::default();
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut earlier = Vec::new();
    each_value(root, &mut |element, trail| {
        let is_named = || trail.member().is_some_and(|member| names.is_secret(&member.name()));
        let is_secret = || is_clear(&element.as_str().unwrap_or_default()) && !request.is_template(element);
        if element.kind() == Kind::String && is_named() && is_secret() {
            let place = Found::new(element, trail.pointer(), trail.member_name(request.arena()), "");
            if trail.is_overridden() { earlier.push(place) } else { found.push(place) }
        }
        true
    });
    for place in earlier.into_iter().rev() {
        if found.iter().all(|known| known.pointer != place.pointer) {
            found.push(place);
        }
    }
    found.sort_by_key(|place| place.node);
    found
}

/// Whether a text that is no template is a secret: neither empty, nor the skeleton's word, nor taken out.
fn is_clear(value: &str) -> bool {
    let is_masked = value.chars().all(|character| MASK_CHARACTERS.contains(&character));
    let word = value.replace(['[', ']', '(', ')', '<', '>', '{', '}'], "").to_lowercase();
    !value.is_empty() && value != "string" && !is_masked && !MASKS.contains(&&*word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::place::Finder;
    use crate::request::testing::check_found;

    #[track_caller]
    fn check_places(text: &str, expected: &[&str]) {
        let expected: Vec<_> = expected.iter().map(|pointer| (*pointer, "")).collect();
        check_found(Finder::WrittenSecrets, text, &expected);
    }

    #[test]
    fn any_spelling_counts_at_any_depth() {
        check_places(
            r#"{"ClientSecret": "a", "client_secret": "b", "x": [{"CLIENT-SECRET": "c"}, {"y": {"clientsecret": "d"}}]}"#,
            &["/ClientSecret", "/client_secret", "/x/0/CLIENT-SECRET", "/x/1/y/clientsecret"],
        );
        check_places(r#"{"Client\u0053ecret": "a"}"#, &["/ClientSecret"]);
        check_places(r#"{"ClientSecretArn": "a", "Secret": "b", "GenerateSecret": "c", "Client Secret": "d"}"#, &[]);
    }

    #[test]
    fn a_saved_answer_counts_whether_it_is_read_or_not() {
        check_places(r#"{"UserPoolClient": {"ClientSecret": "a"}}"#, &["/UserPoolClient/ClientSecret"]);
        check_places(
            r#"{"ClientName": "x", "UserPoolClient": {"ClientSecret": "a"}}"#,
            &["/UserPoolClient/ClientSecret"],
        );
        check_places(r#"{"ClientName": "x", "UserPoolClient": {"ClientSecret": "${A}"}}"#, &[]);
    }

    #[test]
    fn only_a_text_of_the_member_itself_counts() {
        check_places(r#"{"ClientSecret": ["a"], "client_secret": {"value": "b"}, "x": ["ClientSecret", "c"]}"#, &[]);
        check_places(r#"{"ClientSecret": null, "client_secret": 12345, "clientsecret": true}"#, &[]);
        check_places(r#"{"ClientSecret": {"client_secret": "a"}}"#, &["/ClientSecret/client_secret"]);
    }

    #[test]
    fn a_template_counts_as_none_and_what_is_in_a_reference_counts() {
        check_places(r#"{"ClientSecret": "${A}", "client_secret": {"Ref": "A"}}"#, &[]);
        check_places(r#"{"a": {"Fn::Sub": ["b", {"ClientSecret": "c"}]}}"#, &["/a/Fn::Sub/1/ClientSecret"]);
        check_places(r#"{"a": {"Fn::Sub": ["b", {"ClientSecret": "${C}"}]}}"#, &[]);
    }

    #[test]
    fn a_name_that_is_given_twice_is_one_place() {
        check_places(r#"{"ClientSecret": "a", "ClientSecret": "b"}"#, &["/ClientSecret"]);
        check_places(r#"{"ClientSecret": "a", "ClientSecret": "****"}"#, &["/ClientSecret"]);
        check_places(r#"{"x": {"ClientSecret": "a"}, "x": 1}"#, &["/x/ClientSecret"]);
    }

    #[track_caller]
    fn check(value: &str, expected: bool) {
        assert_eq!(is_clear(value), expected, "{value}");
    }

    #[test]
    fn what_was_taken_out_is_no_secret() {
        for value in ["****************", "xxxxXXXX", "...", "-", "••••", "…", "x-x-x.*"] {
            check(value, false);
        }
        for value in ["redacted", "[REDACTED]", "(Masked)", "{hidden}", "<<secret>>", "[[Secret]]"] {
            check(value, false);
        }
    }

    #[test]
    fn an_empty_text_and_the_word_of_the_skeleton_are_no_secret() {
        check("", false);
        check("string", false);
        check("String", true);
    }

    #[test]
    fn anything_else_is_one() {
        for value in ["notarealsecret", "***a", "**REDACTED**", "redacted!", "my secret", " ", "0"] {
            check(value, true);
        }
    }
}
