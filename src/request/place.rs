//! Places that facts find by themselves, at any depth: a template, a placeholder, a secret, a copy.

use crate::json::{Element, NodeId, Pointer};
use crate::value::{Type, Value, object_type};

/// One place that a fact found, and what there is to say about it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that a condition may ask for")]
pub struct Found<'a> {
    /// The value that stands there.
    pub node: NodeId,
    /// Where it stands in the document.
    pub pointer: Pointer,
    /// The name of the member that it is, or whose list it is in.
    pub member: &'a str,
    /// The telling part of the value, never one of a secret: the token of a template, a placeholder as JSON, the text of a copy.
    pub text: &'a str,
    /// Whether the value is an item of a list.
    pub is_item: bool,
    /// For a copy in a list: the index of the first of its kind.
    pub first_index: Option<usize>,
    /// Whether the call needs the member.
    pub is_required: bool,
    /// Whether the service refuses the value.
    pub is_refused: bool,
    /// Whether the value is in a list that holds nothing but such values.
    pub is_list_of_such: bool,
}

impl<'a> Found<'a> {
    /// The place of `element`, which stands at `pointer` and is the member called `member` or in its list; there is
    /// nothing more to say about it than `text`.
    pub const fn new(element: Element<'_>, pointer: Pointer, member: &'a str, text: &'a str) -> Self {
        Self {
            node: element.id(),
            pointer,
            member,
            text,
            is_item: false,
            first_index: None,
            is_required: false,
            is_refused: false,
            is_list_of_such: false,
        }
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
    text: Type::String, SOURCE, "The telling part of the value: the token of a template, a placeholder as JSON (`\"\"`, `\"string\"` or `0`), the \
         text of a copy. Empty for a client secret."
        => |found| Value::String(found.text);
    is_item: Type::Bool, SOURCE, "Whether the place is a placeholder or a copy in a list."
        => |found| Value::Bool(found.is_item);
    first_index: Type::Int, SOURCE, "For a copy in a list: the index of the first of its kind."
        => |found| found.first_index.map_or(Value::Absent, |index| Value::Int(i64::try_from(index).unwrap_or(i64::MAX)));
    is_required: Type::Bool, SOURCE, "Whether the call needs the member." => |found| Value::Bool(found.is_required);
    is_refused: Type::Bool, SOURCE, "Whether the service refuses the value." => |found| Value::Bool(found.is_refused);
    is_list_of_such: Type::Bool, SOURCE, "Whether the value is in a list that holds nothing but such values."
        => |found| Value::Bool(found.is_list_of_such);
}
