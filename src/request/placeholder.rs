//! What the skeleton of the AWS command line (`--generate-cli-skeleton`) leaves for a person to fill in.

use crate::json::{Element, Kind, Pointer};
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
    for member in Member::ALL.into_iter().filter(|member| !member.is_of_an_answer()) {
        let Some(element) = request.written(member) else { continue };
        let pointer = request.root_pointer().child(member.name());
        match element.kind() {
            Kind::String | Kind::Number => {
                let is_zero = zeros && VALIDITIES.contains(&member);
                if is_zero || is_blank(element, member.is_enumeration()) {
                    let place = place(request, element, pointer, member.name());
                    found.push(Found { is_required: request.shape().requires(member), ..place });
                }
            }
            Kind::Array if member.is_list() => {
                let is_blank = |item| is_blank(item, member.is_enumeration());
                let is_list_of_such = element.items().all(is_blank);
                for (index, item) in element.items().enumerate().filter(|(_, item)| is_blank(*item)) {
                    let place = place(request, item, pointer.item(index), member.name());
                    found.push(Found { is_item: true, is_list_of_such, ..place });
                }
            }
            Kind::Object if member == Member::AnalyticsConfiguration => {
                for part in member.parts() {
                    let Some(value) = element.get(part.name).filter(|value| is_blank(*value, false)) else { continue };
                    found.push(place(request, value, pointer.child(part.name), part.name));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|place| place.node);
    found
}

fn place<'a>(request: &Request<'a>, element: Element<'a>, pointer: Pointer, member: &'static str) -> Found<'a> {
    let text = match element.as_str() {
        Some(text) if text.is_empty() => "\"\"",
        Some(_) => "\"string\"",
        None => "0",
    };
    let place = Found::new(element, pointer, member, text);
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
