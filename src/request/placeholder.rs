//! What the skeleton of the AWS command line (`--generate-cli-skeleton`) leaves for a person to fill in.

use crate::json::{Element, Kind};
use crate::schema::Member;

use super::Request;
use super::place::Found;

/// The numbers of a skeleton that no client has all at once. Source: AWS CLI user guide, skeletons.
const VALIDITIES: [Member; 4] =
    [Member::RefreshTokenValidity, Member::AccessTokenValidity, Member::IdTokenValidity, Member::AuthSessionValidity];

/// Every placeholder of `request`, in document order.
///
/// An empty text in a member, in an item of its list or in `AnalyticsConfiguration`; the text `string` in the same
/// places, unless an enumeration governs them; and the validities, when two or more are set and all of those are 0.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let zeros = has_zeros_of_a_skeleton(request);
    for member in Member::ALL {
        let Some(element) = request.written(member).filter(|_| !member.is_of_an_answer()) else { continue };
        match element.kind() {
            Kind::String | Kind::Number => {
                let is_zero = zeros && VALIDITIES.contains(&member);
                if is_zero || is_blank(element, member.is_enumeration()) {
                    found.push(Found { is_required: request.shape().requires(member), ..at(request, element) });
                }
            }
            Kind::Array => {
                let blank = element.items().filter(|item| is_blank(*item, member.is_enumeration()));
                found.extend(blank.map(|item| Found { is_only_item: element.len() == 1, ..at(request, item) }));
            }
            Kind::Object if member == Member::AnalyticsConfiguration => {
                let known = element.members().filter(|part| member.part(&part.name()).is_some());
                let blank = known.filter(|part| is_blank(part.value, false));
                found.extend(blank.map(|part| at(request, part.value)));
            }
            _ => {}
        }
    }
    found.sort_by_key(|place| place.node);
    found
}

fn at<'a>(request: &Request<'a>, element: Element<'a>) -> Found<'a> {
    let place = Found::new(element, element.raw(), request.arena());
    Found { is_refused: request.is_refused(element.id()), ..place }
}

/// An empty text, or the skeleton's word for one.
fn is_blank(element: Element<'_>, is_enumeration: bool) -> bool {
    element.kind() == Kind::String
        && element.as_str().is_some_and(|text| text.is_empty() || (text == "string" && !is_enumeration))
}

fn has_zeros_of_a_skeleton(request: &Request<'_>) -> bool {
    let set = VALIDITIES.iter().filter_map(|&member| request.written(member));
    let (count, zeros) =
        set.fold((0, 0), |(count, zeros), element| (count + 1, zeros + usize::from(element.as_integer() == Some(0))));
    count >= 2 && count == zeros
}
