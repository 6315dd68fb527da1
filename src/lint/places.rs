//! The places of a rule in one request.

use crate::json::Element;
use crate::request::facts::{Path, Place};
use crate::request::{Request, Setting};
use crate::rule::definition::{ParameterValue, PlacePattern};
use crate::schema::Member;
use crate::settings::Effective;

/// Calls `visit` for every place of `pattern`, in the order of the document.
pub fn for_each<'a>(
    request: &'a Request<'a>,
    rule: &Effective<'_>,
    pattern: &PlacePattern,
    visit: &mut dyn FnMut(Place<'a>),
) {
    let root = request.root();
    match pattern {
        PlacePattern::Root => visit(Place { element: root, path: Path::Root }),
        PlacePattern::Member(member) => at_member(request, *member, visit),
        PlacePattern::MemberOrRoot(member) => match request.written(*member) {
            Some(element) => visit(Place { element, path: Path::Member(*member) }),
            None => visit(Place { element: root, path: Path::Missing(*member) }),
        },
        PlacePattern::Items(member) => {
            let Setting::Known(list) = request.setting(*member) else { return };
            for (index, element) in list.items().enumerate() {
                visit(Place { element, path: Path::Item(*member, index) });
            }
        }
        PlacePattern::Nested(member, name) => {
            let Some(field) = member.part(name) else { return };
            let part = request.written(*member).and_then(|structure| structure.get(name));
            if let Some(element) = part.filter(|element| !element.is_null()) {
                visit(Place { element, path: Path::Nested(*member, field.name) });
            }
        }
        PlacePattern::Found(finder) => {
            for found in request.places(*finder) {
                let element: Element<'a> = request.document().element(found.node);
                visit(Place { element, path: Path::Found(found) });
            }
        }
        PlacePattern::EachOf(parameter) => {
            let Some(ParameterValue::Strings(names)) = rule.parameters.get(usize::from(*parameter)).map(|p| p.value)
            else {
                return;
            };
            for member in names.iter().filter_map(|name| Member::from_name(name)) {
                at_member(request, member, visit);
            }
        }
    }
}

fn at_member<'a>(request: &'a Request<'a>, member: Member, visit: &mut dyn FnMut(Place<'a>)) {
    if let Some(element) = request.written(member) {
        visit(Place { element, path: Path::Member(member) });
    }
}
