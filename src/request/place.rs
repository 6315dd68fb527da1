//! Places that facts find by themselves, at any depth: a template, a placeholder, a secret, a copy.

use std::borrow::Cow;

use bumpalo::Bump;

use crate::json::{Element, NodeId, Pointer};
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
    /// The place of `element`, with nothing more to say about it than `text`.
    pub fn new(element: Element<'a>, text: &'a str, arena: &'a Bump) -> Self {
        let pointer = element.document().pointer_to(element.id());
        let is_name = |token: &Cow<'_, str>| !token.bytes().all(|byte| byte.is_ascii_digit());
        let member = pointer.tokens().rev().find(is_name).unwrap_or_default();
        let member = arena.alloc_str(&member);
        Self {
            node: element.id(),
            pointer,
            member,
            text,
            first_index: None,
            is_required: false,
            is_refused: false,
            is_only_item: false,
        }
    }

    /// Whether a later member of the same name takes the place of `element`, or of what it is in.
    pub fn is_overridden(&self, element: Element<'a>) -> bool {
        let document = element.document();
        document.duplicates().len() > 0
            && document.locate(&self.pointer).is_none_or(|located| located.element.id() != self.node)
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
    pub const ALL: [Finder; 5] =
        [Finder::Templates, Finder::Placeholders, Finder::WrittenSecrets, Finder::DuplicateItems, Finder::AnswerParts];

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
