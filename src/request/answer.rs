//! Parts of an answer of `DescribeUserPoolClient` that no request has.

use crate::json::{Element, Kind, Pointer};

use super::Request;
use super::kind::WRAPPER;
use super::place::Found;
use super::template;

/// The dates that the service adds to a client. Source: UserPoolClientType.
const DATES: [&str; 2] = ["CreationDate", "LastModifiedDate"];

/// The object `UserPoolClient` in the root of the document; where there is none, the dates there, whatever their value.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let Some(root) = request.document().root() else { return Vec::new() };
    let part = |name: &'static str| Some(Found::new(root.get(name)?, Pointer::root().child(name), name, ""));
    if wrapper(root).is_some() {
        return part(WRAPPER).into_iter().collect();
    }
    let mut dates: Vec<_> = DATES.into_iter().filter_map(part).collect();
    dates.sort_by_key(|date| date.node);
    dates
}

/// The object `UserPoolClient` in the root of a document, unless a template stands there: what that will be is unknown.
pub fn wrapper(root: Element<'_>) -> Option<Element<'_>> {
    root.get(WRAPPER).filter(|inner| inner.kind() == Kind::Object && !template::is_reference(*inner))
}

#[cfg(test)]
mod tests {
    use crate::request::place::Finder;
    use crate::request::testing::check_found;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let expected: Vec<_> = expected.iter().map(|pointer| (*pointer, "")).collect();
        check_found(Finder::AnswerParts, text, &expected);
    }

    #[test]
    fn a_wrapper_is_one_place_with_all_that_is_in_it() {
        check(r#"{"UserPoolClient": {"CreationDate": 1, "LastModifiedDate": 1}}"#, &["/UserPoolClient"]);
        check(r#"{"ClientName": "a", "CreationDate": 1, "UserPoolClient": {}}"#, &["/UserPoolClient"]);
    }

    #[test]
    fn dates_count_whatever_their_value() {
        check(r#"{"LastModifiedDate": "2024-03-09", "CreationDate": null}"#, &["/LastModifiedDate", "/CreationDate"]);
        check(r#"{"CreationDate": "${DATE}"}"#, &["/CreationDate"]);
        check(r#"{"CreationDate": 1, "CreationDate": 2}"#, &["/CreationDate"]);
    }

    #[test]
    fn a_wrapper_that_is_none_hides_no_dates() {
        for wrapper in [r#""a""#, "null", "[]", r#"{"Ref": "Client"}"#] {
            check(&format!(r#"{{"UserPoolClient": {wrapper}, "CreationDate": 1}}"#), &["/CreationDate"]);
        }
    }

    #[test]
    fn a_name_counts_only_as_it_is_spelled_and_at_the_root() {
        check(
            r#"{"userPoolClient": {}, "creationDate": 1, "a": {"CreationDate": 1}, "ClientName": "CreationDate"}"#,
            &[],
        );
    }
}
