//! The check over the tape: whether a document keeps to the model, and which values do not.
//!
//! It says no more than that, because it runs on every document: what is wrong is for [`super::violations`] to say. A
//! test holds both to the same values.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::json::{Element, Kind, NodeId};

use super::Shape;
use super::model::{Constraint, Structure, Type};

/// What the user excepts from the check; names of members at the root of the request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowances<'p> {
    /// Members that the shape does not have and that are passed over.
    pub ignore_members: &'p [String],
    /// Required members that come from elsewhere.
    pub assume_given: &'p [String],
}

impl Allowances<'_> {
    pub(super) fn ignores(self, name: &str) -> bool {
        self.ignore_members.iter().any(|ignored| ignored == name)
    }

    pub(super) fn gives(self, name: &str) -> bool {
        self.assume_given.iter().any(|given| given == name)
    }
}

/// Whether the request at `root` keeps to `shape` in everything.
pub fn is_clean(root: Element<'_>, shape: Shape, allowances: Allowances<'_>) -> bool {
    Walk::new(root, allowances, |_| ControlFlow::Break(())).root(root, shape).is_continue()
}

/// The values that break `shape`, each once and in the order of the text: a value of the wrong sort, a member that the
/// shape does not have, an object that lacks required members.
pub fn offending(root: Element<'_>, shape: Shape, allowances: Allowances<'_>) -> Vec<NodeId> {
    let mut found = Vec::new();
    let gather = |id| {
        found.push(id);
        ControlFlow::Continue(())
    };
    // Gathering never ends early.
    let _ = Walk::new(root, allowances, gather).root(root, shape);
    found.sort_unstable();
    found
}

impl Type {
    /// Whether the model takes the value, with everything in it.
    pub fn accepts(&self, element: Element<'_>) -> bool {
        let allowances = Allowances::default();
        Walk::new(element, allowances, |_| ControlFlow::Break(())).value(element, self).is_continue()
    }

    /// Whether the model takes the value, without a look at its items or members: a list may have wrong items, an
    /// object members that are wrong, unknown or missing.
    pub fn accepts_outside(&self, element: Element<'_>) -> bool {
        match &self.constraint {
            Constraint::Boolean => element.kind() == Kind::Bool,
            Constraint::Integer { min, max } => {
                element.as_integer().is_some_and(|value| (*min..=*max).contains(&value))
            }
            Constraint::Text(limits) => {
                string(element).is_some_and(|text| limits.has_length_of(&text) && limits.has_pattern_of(&text))
            }
            Constraint::Choice(values) => element.as_str().is_some_and(|text| values.contains(&text.as_ref())),
            Constraint::Timestamp => matches!(element.kind(), Kind::Number | Kind::String),
            Constraint::List { max, .. } => element.is_array() && max.is_none_or(|max| element.len() <= max),
            Constraint::Structure(_) => element.is_object(),
        }
    }
}

/// The text of a string as the model sees it.
///
/// Half of a surrogate pair is no character, so no pattern may take it; U+FFFD, which stands for it elsewhere, is a
/// symbol that some patterns do take. A private-use character is taken by none, and counts as one code point as well.
pub(super) fn string(element: Element<'_>) -> Option<Cow<'_, str>> {
    match element.as_str()? {
        Cow::Owned(_) if element.has_lone_surrogate() => {
            Some(element.characters()?.map(|character| character.unwrap_or('\u{e000}')).collect())
        }
        text => Some(text),
    }
}

/// A walk over a value along its type; `found` is told of each value that breaks it and says whether to go on.
struct Walk<'p, F> {
    allowances: Allowances<'p>,
    overridden: Vec<NodeId>,
    found: F,
}

impl<'p, F: FnMut(NodeId) -> ControlFlow<()>> Walk<'p, F> {
    fn new(element: Element<'_>, allowances: Allowances<'p>, found: F) -> Self {
        Self { allowances, overridden: element.document().overridden(), found }
    }

    fn root(&mut self, root: Element<'_>, shape: Shape) -> ControlFlow<()> {
        match &shape.ty().constraint {
            Constraint::Structure(structure) if root.is_object() => self.structure(root, structure, self.allowances),
            _ => (self.found)(root.id()),
        }
    }

    fn value(&mut self, element: Element<'_>, ty: &Type) -> ControlFlow<()> {
        if !ty.accepts_outside(element) {
            (self.found)(element.id())?;
        }
        match &ty.constraint {
            Constraint::List { item, .. } => element.items().try_for_each(|each| self.value(each, item)),
            Constraint::Structure(structure) if element.is_object() => {
                self.structure(element, structure, Allowances::default())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn structure(&mut self, element: Element<'_>, structure: &Structure, allowed: Allowances<'_>) -> ControlFlow<()> {
        let mut set = 0_u32;
        // Members mostly stand in the order of the model, so each is looked for after the one before.
        let mut likely = 0;
        for member in element.members() {
            let value = member.value;
            if value.is_null() || self.is_overridden(value.id()) {
                continue;
            }
            let name = member.name();
            if let Some((at, field)) = structure.find(&name, likely) {
                set |= 1 << at;
                likely = at + 1;
                self.value(value, field.ty)?;
            } else if !allowed.ignores(&name) {
                (self.found)(value.id())?;
            }
        }
        let mut missing =
            structure.fields.iter().enumerate().filter(|&(at, _)| structure.is_required(at) && set >> at & 1 == 0);
        if missing.any(|(_, field)| !allowed.gives(field.name)) {
            (self.found)(element.id())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn is_overridden(&self, value: NodeId) -> bool {
        !self.overridden.is_empty() && self.overridden.binary_search(&value).is_ok()
    }
}
