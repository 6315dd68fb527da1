//! Parts of an answer of `DescribeUserPoolClient` that no request has.

use crate::json::Kind;

use super::Request;
use super::kind::WRAPPER;
use super::place::Found;

/// The dates that the service adds to a client. Source: UserPoolClientType.
const DATES: [&str; 2] = ["CreationDate", "LastModifiedDate"];

/// The object `UserPoolClient` in the root of the document; where there is none, the dates there, whatever their value.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let Some(root) = request.document().root() else { return Vec::new() };
    let part = |name: &str| root.get(name).map(|value| Found::new(value, "", request.arena()));
    if root.get(WRAPPER).is_some_and(|inner| inner.kind() == Kind::Object) {
        return part(WRAPPER).into_iter().collect();
    }
    DATES.into_iter().filter_map(part).collect()
}
