//! What the skeleton of the AWS command line (`--generate-cli-skeleton`) leaves for a person to fill in.

use crate::json::{Element, Kind, Pointer};
use crate::schema::{self, Member};

use super::Request;
use super::place::Found;

/// The numbers of a skeleton that no client has all at once. Source: AWS CLI user guide, skeletons.
const VALIDITIES: [Member; 4] = [
    Member::RefreshTokenValidity,
    Member::AccessTokenValidity,
    Member::IdTokenValidity,
    Member::AuthSessionValidity,
];

/// Every placeholder of `request`, in document order.
///
/// An empty text in a member, in an item of its list or in `AnalyticsConfiguration`; the text `string` in the same
/// places, unless an enumeration governs them; and the validities, when two or more are set and all of those are 0.
pub fn find<'d>(request: &Request<'d>) -> Vec<Found<'d>> {
    let mut found = Vec::new();
    let zeros = has_zeros_of_a_skeleton(request);
    for member in Member::IN_A_REQUEST {
        let Some(element) = request.written(member) else { continue };
        let pointer = request.root_pointer().name(member.name());
        match element.kind() {
            Kind::String | Kind::Number => {
                let is_zero = zeros && VALIDITIES.contains(&member);
                if is_zero || is_blank(element, schema::is_enumeration(member)) {
                    found.push(at(request, member, element, pointer));
                }
            }
            Kind::Array => {
                for (index, item) in element.items().enumerate() {
                    if is_blank(item, schema::is_enumeration(member)) {
                        let mut place = at(request, member, item, pointer.index(index));
                        place.is_required = false;
                        place.is_only_item = element.len() == 1;
                        found.push(place);
                    }
                }
            }
            Kind::Object if member == Member::AnalyticsConfiguration => {
                for part in element.members().filter(|part| schema::has_analytics_member(&part.name)) {
                    if is_blank(part.value, false) {
                        found.push(at(request, member, part.value, pointer.name(&part.name)));
                    }
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|place| place.node);
    found
}

fn at<'d>(request: &Request<'d>, member: Member, element: Element<'d>, pointer: Pointer) -> Found<'d> {
    Found {
        is_required: schema::is_required(request.shape(), member),
        is_refused: request.is_refused(element.id()),
        ..Found::new(element.id(), pointer, member.name(), element.raw())
    }
}

/// An empty text, or the skeleton's word for one.
fn is_blank(element: Element<'_>, is_enumeration: bool) -> bool {
    element.kind() == Kind::String
        && element.as_str().is_some_and(|text| text.is_empty() || (text == "string" && !is_enumeration))
}

fn has_zeros_of_a_skeleton(request: &Request<'_>) -> bool {
    let set = VALIDITIES.iter().filter_map(|&member| request.written(member));
    let (count, zeros) = set.fold((0, 0), |(count, zeros), element| {
        (count + 1, zeros + usize::from(element.as_integer() == Some(0)))
    });
    count >= 2 && count == zeros
}
