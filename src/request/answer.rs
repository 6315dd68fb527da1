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
