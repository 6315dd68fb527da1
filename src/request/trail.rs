//! A walk over all values of a document, with the way that leads to each.
//!
//! The way is kept as steps, not as text: most values are of no interest, and a pointer is written only for those that
//! are.

use bumpalo::Bump;

use crate::json::{Element, Member, NodeId, Pointer};
use crate::secret::Names;

/// The way from the root of a walk to one value.
pub struct Trail<'d> {
    steps: Vec<Step<'d>>,
    /// The values that a later member of the same name takes the place of, sorted.
    overridden: Vec<NodeId>,
}

#[derive(Clone, Copy)]
enum Step<'d> {
    Member(Member<'d>),
    Item(usize),
}

impl<'d> Trail<'d> {
    /// The pointer to the value.
    pub fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for step in &self.steps {
            match step {
                Step::Member(member) => pointer.push(&member.name()),
                Step::Item(index) => pointer.push_index(*index),
            }
        }
        pointer
    }

    /// The name of the member that the value is, or that holds the list it is in; empty where no member is on the way.
    pub fn member_name<'a>(&self, arena: &'a Bump) -> &'a str {
        self.members().next_back().map_or("", |member| arena.alloc_str(&member.name()))
    }

    /// The member that the value is; `None` for an item and for the root.
    pub fn member(&self) -> Option<Member<'d>> {
        match self.steps.last() {
            Some(Step::Member(member)) => Some(*member),
            _ => None,
        }
    }

    /// Whether a later member of the same name takes the place of the value, or of something that it is in.
    pub fn is_overridden(&self) -> bool {
        let is_earlier = |member: Member<'_>| self.overridden.binary_search(&member.value.id()).is_ok();
        !self.overridden.is_empty() && self.members().any(is_earlier)
    }

    /// Whether the value is a client secret, or is part of one.
    pub fn is_secret(&self) -> bool {
        let names = Names::default();
        self.members().any(|member| names.is_secret(&member.name()))
    }

    fn members(&self) -> impl DoubleEndedIterator<Item = Member<'d>> + '_ {
        self.steps.iter().filter_map(|step| match step {
            Step::Member(member) => Some(*member),
            Step::Item(_) => None,
        })
    }
}

/// Calls `visit` with `root` and all values in it, in the order of the text; what it is false for is not gone into.
///
/// The depth of a document is bounded, so the walk may recurse.
pub fn each_value<'d>(root: Element<'d>, visit: &mut dyn FnMut(Element<'d>, &Trail<'d>) -> bool) {
    let mut trail = Trail { steps: Vec::new(), overridden: root.document().overridden() };
    descend(root, &mut trail, visit);
}

fn descend<'d>(element: Element<'d>, trail: &mut Trail<'d>, visit: &mut dyn FnMut(Element<'d>, &Trail<'d>) -> bool) {
    if !visit(element, trail) {
        return;
    }
    for member in element.members() {
        trail.steps.push(Step::Member(member));
        descend(member.value, trail, visit);
        trail.steps.pop();
    }
    for (index, item) in element.items().enumerate() {
        trail.steps.push(Step::Item(index));
        descend(item, trail, visit);
        trail.steps.pop();
    }
}
