//! What breaks the model: one violation a place, with everything that a finding needs.

use std::collections::BTreeMap;

use crate::finding::{Edit, Fix, PatchOperation, Safety};
use crate::json::{Element, Pointer};
use crate::source::Span;

use super::authority;
use super::check::{Allowances, is_clean};
use super::model::{Field, Structure, Type};
use super::near::{is_secret, near};
use super::{Constraint, Shape};

/// One place that breaks the model.
#[derive(Clone, Debug)]
pub struct Violation<'d> {
    /// The place in the document: the value, or the object that lacks members.
    pub pointer: Pointer,
    /// What stands there.
    pub element: Element<'d>,
    /// The name of the member with its quotes; `None` for an item and for the root.
    pub name_span: Option<Span>,
    /// What is wrong.
    pub breach: Breach,
    /// Whether the value is a client secret, so that neither it nor its length may be shown.
    pub secret: bool,
    /// The shape that the request was held to.
    pub shape: Shape,
    /// What the value must be; for an unknown member, what the object around it must be.
    pub ty: &'static Type,
    /// The names from the root of the request down, as `TokenValidityUnits.AccessToken`; empty for the root.
    pub(super) path: String,
    /// Whether the value is an item of the list that `path` names.
    pub(super) is_item: bool,
}

/// What is wrong at a place: the first that holds, in this order.
#[derive(Clone, Debug)]
pub enum Breach {
    /// It is of another JSON type.
    Type(Expected),
    /// It is none of the values that there are.
    Choice {
        /// The values that there are.
        allowed: &'static [&'static str],
        /// Those that were probably meant.
        near: Vec<&'static str>,
    },
    /// It has too few or too many code points.
    Length {
        /// The least number.
        min: usize,
        /// The greatest number, where there is one.
        max: Option<usize>,
        /// How many it has; `None` for a secret.
        length: Option<usize>,
    },
    /// It is below or above the range.
    Range {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// The whole string does not match the pattern.
    Pattern {
        /// The first character that no place of the pattern takes, where one is to blame; `None` for a secret.
        refused: Option<char>,
    },
    /// The list has too many items; each of them is checked all the same.
    TooManyItems {
        /// The greatest number.
        max: usize,
        /// How many it has.
        items: usize,
    },
    /// Required members of the object are not set.
    Missing {
        /// These, in the order of the model.
        members: Vec<&'static Field>,
    },
    /// The object has no such member.
    Unknown {
        /// The name as written.
        name: String,
        /// The members that were probably meant.
        near: Vec<&'static str>,
        /// Whether that member is set as well, or also meant by another unknown one, so that a new name would collide.
        is_taken: bool,
    },
}

/// The JSON type that a value must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `true` or `false`.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// A string.
    String,
    /// A number or a string.
    Timestamp,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Expected {
    /// What a value of `ty` must be.
    pub(super) const fn of(ty: &Type) -> Self {
        match &ty.constraint {
            Constraint::Boolean => Expected::Boolean,
            Constraint::Integer { .. } => Expected::Integer,
            Constraint::Text(_) | Constraint::Choice(_) => Expected::String,
            Constraint::Timestamp => Expected::Timestamp,
            Constraint::List { .. } => Expected::List,
            Constraint::Structure(_) => Expected::Object,
        }
    }
}

/// What breaks `shape` in the request at `root`, in the order of the text, one violation a place.
///
/// A request that keeps to the shape costs no more than [`is_clean`]. The first one that does not costs a few
/// milliseconds more than the next, because the validator is built then.
pub fn violations<'d>(root: Element<'d>, shape: Shape, allowances: Allowances<'_>) -> Vec<Violation<'d>> {
    if is_clean(root, shape, allowances) {
        return Vec::new();
    }
    let mut found = authority::judge(root, shape);
    found.retain_mut(|violation| violation.element.id() != root.id() || !gives_all(violation, allowances));
    found.retain(|violation| !is_ignored(violation, allowances));
    refuse_colliding_names(&mut found);
    found
}

/// Takes the members that come from elsewhere out of those that are missing, and says whether none is left.
fn gives_all(violation: &mut Violation<'_>, allowances: Allowances<'_>) -> bool {
    let Breach::Missing { members } = &mut violation.breach else { return false };
    members.retain(|field| !allowances.gives(field.name));
    members.is_empty()
}

fn is_ignored(violation: &Violation<'_>, allowances: Allowances<'_>) -> bool {
    let is_at_root = violation.path.is_empty();
    is_at_root && matches!(&violation.breach, Breach::Unknown { name, .. } if allowances.ignores(name))
}

/// Marks the unknown members that would get the same new name.
fn refuse_colliding_names(found: &mut [Violation<'_>]) {
    let mut wanted: BTreeMap<(Option<Pointer>, &'static str), usize> = BTreeMap::new();
    let target = |violation: &Violation<'_>| match &violation.breach {
        Breach::Unknown { near, .. } if near.len() == 1 => near.first().map(|&near| (violation.pointer.parent(), near)),
        _ => None,
    };
    for target in found.iter().filter_map(target) {
        *wanted.entry(target).or_default() += 1;
    }
    for violation in found {
        let collides = target(violation).is_some_and(|target| wanted.get(&target).is_some_and(|&count| count > 1));
        if let Breach::Unknown { is_taken, .. } = &mut violation.breach {
            *is_taken |= collides;
        }
    }
}

impl Violation<'_> {
    /// The bytes to mark: the value; the name, where it is wrong or the value is a secret; the brace of the object that
    /// lacks members.
    pub fn span(&self) -> Span {
        let value = self.element.span();
        match (&self.breach, self.name_span) {
            (Breach::Unknown { .. }, Some(name)) => name,
            (_, Some(name)) if self.secret => name,
            (Breach::Missing { .. }, _) => Span::new(value.start, (value.start + 1).min(value.end)),
            _ => value,
        }
    }

    /// The member that is not set, where it is just one.
    pub fn member(&self) -> Option<&'static str> {
        match &self.breach {
            Breach::Missing { members } => match members.as_slice() {
                [field] => Some(field.name),
                _ => None,
            },
            _ => None,
        }
    }

    /// The change that writes what was meant: for an unknown member or a value of a choice with exactly one near name.
    /// None where a secret or another member is in the way.
    pub fn fix(&self) -> Option<Fix> {
        if self.secret {
            return None;
        }
        match &self.breach {
            Breach::Choice { near, .. } => Some(self.replacement(only(near)?)),
            Breach::Unknown { near, is_taken: false, .. } if !holds_secret(self.element) => self.new_name(only(near)?),
            _ => None,
        }
    }

    fn replacement(&self, meant: &'static str) -> Fix {
        let value = serde_json::Value::from(meant);
        let text = value.to_string();
        Fix {
            safety: Safety::Unsafe,
            title: format!("replace with {text}"),
            patch: vec![PatchOperation::Replace { path: self.pointer.clone(), value }],
            edits: Some(vec![Edit { span: self.element.span(), text }]),
        }
    }

    fn new_name(&self, meant: &'static str) -> Option<Fix> {
        let path = self.pointer.parent()?.child(meant);
        Some(Fix {
            safety: Safety::Unsafe,
            title: format!("rename to \"{meant}\""),
            patch: vec![
                PatchOperation::Remove { path: self.pointer.clone() },
                PatchOperation::Add { path, value: self.element.to_value() },
            ],
            // Two operations on the text; they come with the command that applies fixes.
            edits: None,
        })
    }
}

fn only(near: &[&'static str]) -> Option<&'static str> {
    match near {
        [meant] => Some(meant),
        _ => None,
    }
}

/// Whether a member at any depth is a client secret.
fn holds_secret(element: Element<'_>) -> bool {
    element.descendants().flat_map(Element::members).any(|member| is_secret(&member.name()))
}

/// The unknown member `name` of an object whose members are `structure`.
pub(super) fn unknown(object: Element<'_>, structure: &Structure, name: &str) -> Breach {
    let near = near(name, structure.fields.iter().map(|field| field.name));
    let is_taken = only(&near).and_then(|meant| object.get(meant)).is_some_and(|value| !value.is_null());
    Breach::Unknown { name: name.to_owned(), near, is_taken }
}

/// The values of `allowed` that `written` may mean.
pub(super) fn choice(allowed: &'static [&'static str], written: &str) -> Breach {
    Breach::Choice { allowed, near: near(written, allowed.iter().copied()) }
}
