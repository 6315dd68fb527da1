//! Places that facts find by themselves, at any depth: a template, a placeholder, a secret, a copy.

use crate::json::{Element, Kind, NodeId, Pointer};
use crate::value::{Type, Value, object_type};

/// One place that a fact found, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The value that stands there.
    pub node: NodeId,
    /// Where it stands in the document.
    pub pointer: Pointer,
    /// The name of the member that it is, or whose list it is in.
    pub member: &'a str,
    /// The telling part of the value, never one of a secret: the token of a template, the placeholder in quotes.
    pub text: &'a str,
    /// For a copy in a list: the index of the first of its kind.
    pub first_index: Option<usize>,
    /// Whether the call needs the member.
    pub is_required: bool,
    /// Whether the service refuses the value.
    pub is_refused: bool,
    /// Whether the value is the only item of its list.
    pub is_only_item: bool,
}

impl<'a> Found<'a> {
    /// A place with nothing more to say about it.
    pub const fn new(node: NodeId, pointer: Pointer, member: &'a str, text: &'a str) -> Self {
        Self { node, pointer, member, text, first_index: None, is_required: false, is_refused: false, is_only_item: false }
    }
}

/// What finds places by itself. Each is behind the fact of the same name, a list of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finder {
    /// Unresolved templates.
    Templates,
    /// What the skeleton of the command line leaves to be filled in.
    Placeholders,
    /// Client secrets in clear.
    WrittenSecrets,
    /// Items of lists that stand there already.
    DuplicateItems,
    /// Parts of an answer that no request has.
    AnswerParts,
}

impl Finder {
    /// Every finder.
    pub const ALL: [Finder; 5] = [
        Finder::Templates,
        Finder::Placeholders,
        Finder::WrittenSecrets,
        Finder::DuplicateItems,
        Finder::AnswerParts,
    ];

    /// The name of the fact that lists what was found.
    pub const fn fact(self) -> &'static str {
        match self {
            Finder::Templates => "templates",
            Finder::Placeholders => "placeholders",
            Finder::WrittenSecrets => "written_secrets",
            Finder::DuplicateItems => "duplicate_items",
            Finder::AnswerParts => "answer_parts",
        }
    }
}

/// Where the facts of this module come from.
const SOURCE: &str = "coglint: the fact that lists the places";

object_type! {
    /// The facts about a place that a fact found.
    pub static FOUND: "found" for Found<'a>;
    member: Type::String, SOURCE, "The name of the member that the place is, or whose list it is in."
        => |found| Value::String(found.member);
    text: Type::String, SOURCE, "The telling part of the value: the token of a template, a placeholder as JSON."
        => |found| Value::String(found.text);
    first_index: Type::Int, SOURCE, "For a copy in a list: the index of the first of its kind."
        => |found| found.first_index.map_or(Value::Absent, |index| Value::Int(i64::try_from(index).unwrap_or(i64::MAX)));
    is_required: Type::Bool, SOURCE, "Whether the call needs the member." => |found| Value::Bool(found.is_required);
    is_refused: Type::Bool, SOURCE, "Whether the service refuses the value." => |found| Value::Bool(found.is_refused);
    is_only_item: Type::Bool, SOURCE, "Whether the value is the only item of its list."
        => |found| Value::Bool(found.is_only_item);
}

/// Calls `visit` for every value under `root`, in document order, with the pointer to it; of a name that an object has
/// twice only the last value, unless `every_copy`. A value for which `visit` gives false is not gone into.
///
/// Depth is bounded by what the reader accepts.
pub fn walk<'d>(
    root: Element<'d>,
    pointer: &mut Pointer,
    every_copy: bool,
    visit: &mut dyn FnMut(&Pointer, Step<'d>) -> bool,
) {
    match root.kind() {
        Kind::Object => {
            for member in root.members() {
                let is_last = || root.get(&member.name).is_some_and(|last| last.id() == member.value.id());
                if every_copy || is_last() {
                    let step = Step { parent: root, name: Some(&member.name), index: None, value: member.value };
                    pointer.push_name(&member.name);
                    if visit(pointer, step) {
                        walk(member.value, pointer, every_copy, visit);
                    }
                    pointer.pop();
                }
            }
        }
        Kind::Array => {
            for (index, item) in root.items().enumerate() {
                pointer.push_index(index);
                if visit(pointer, Step { parent: root, name: None, index: Some(index), value: item }) {
                    walk(item, pointer, every_copy, visit);
                }
                pointer.pop();
            }
        }
        _ => {}
    }
}

/// One value on a [`walk`].
#[derive(Clone, Copy, Debug)]
pub struct Step<'s> {
    /// The object or list that holds it.
    pub parent: Element<'s>,
    /// Its name in an object.
    pub name: Option<&'s str>,
    /// Its index in a list.
    pub index: Option<usize>,
    /// The value.
    pub value: Element<'s>,
}
