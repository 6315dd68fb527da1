//! The request of one document, member by member.

use std::cell::OnceCell;

use bumpalo::Bump;

use crate::json::{Document, Element, Kind, NodeId, Pointer};
use crate::schema::{self, Allowances, Member, Shape};

use super::kind::{Form, Operation, WRAPPER};
use super::place::{Finder, Found};
use super::template::Templates;
use super::{answer, copies, placeholder, template, written_secret};

/// A member of a request as rules see it.
#[derive(Clone, Copy, Debug)]
pub enum Setting<'d> {
    /// Missing or null.
    Absent,
    /// Set to something that cannot be judged: refused by the service, a template, a placeholder.
    Unknown(Element<'d>),
    /// Set to a value of the right type that the service's model accepts. Items of a list are judged one by one.
    Known(Element<'d>),
}

/// A request in a document.
///
/// It borrows from the document and holds no judgement; what is expensive is computed when it is first asked for.
#[derive(Debug)]
pub struct Request<'d> {
    document: &'d Document<'d>,
    form: Form,
    operation: Operation,
    root: Element<'d>,
    members: [Option<Element<'d>>; Member::ALL.len()],
    templates: Templates<'d>,
    placeholders: OnceCell<Vec<Found<'d>>>,
    written_secrets: OnceCell<Vec<Found<'d>>>,
    duplicate_items: OnceCell<Vec<Found<'d>>>,
    answer_parts: OnceCell<Vec<Found<'d>>>,
    refused: OnceCell<Vec<NodeId>>,
    arena: &'d Bump,
}

impl<'d> Request<'d> {
    /// The request in `document`; `None` when its root is no object. `further_token` knows the tokens that only the user
    /// calls unresolved.
    pub fn new(
        document: &'d Document<'d>,
        form: Form,
        operation: Operation,
        further_token: template::FurtherToken<'_>,
        arena: &'d Bump,
    ) -> Option<Self> {
        let whole = document.root()?;
        let root = match form {
            Form::Request => whole,
            Form::Described => whole.get(WRAPPER)?,
        };
        if root.kind() != Kind::Object {
            return None;
        }
        let mut members = [None; Member::ALL.len()];
        for member in root.members() {
            if let Some(known) = Member::from_name(&member.name()) {
                // A later member of the same name takes the place of the earlier, as most parsers read it.
                members[known as usize] = Some(member.value).filter(|value| value.kind() != Kind::Null);
            }
        }
        let mut request = Self {
            document,
            form,
            operation,
            root,
            members,
            templates: Templates::default(),
            placeholders: OnceCell::new(),
            written_secrets: OnceCell::new(),
            duplicate_items: OnceCell::new(),
            answer_parts: OnceCell::new(),
            refused: OnceCell::new(),
            arena,
        };
        request.templates = template::find(&request, further_token);
        Some(request)
    }

    /// The document that holds the request.
    pub const fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// How the document holds it.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The call that it is for.
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// The object that is the request.
    pub const fn root(&self) -> Element<'d> {
        self.root
    }

    /// The pointer to [`root`](Self::root).
    pub fn root_pointer(&self) -> Pointer {
        match self.form {
            Form::Request => Pointer::root(),
            Form::Described => Pointer::root().child(WRAPPER),
        }
    }

    /// The part of the service's model that the request must agree with.
    pub const fn shape(&self) -> Shape {
        match (self.form, self.operation) {
            (Form::Described, _) => Shape::Described,
            (Form::Request, Operation::Update) => Shape::Update,
            (Form::Request, Operation::Create) => Shape::Create,
        }
    }

    /// The value of a member, whatever it is; `None` when it is missing or null.
    pub fn written(&self, member: Member) -> Option<Element<'d>> {
        self.members[member as usize]
    }

    /// The member as rules see it.
    pub fn setting(&self, member: Member) -> Setting<'d> {
        match self.written(member) {
            None => Setting::Absent,
            // A list stays known when one of its items, or their number, is refused: its items are judged one by one.
            Some(list) if list.is_array() && member.is_list() => Setting::Known(list),
            Some(element) if self.is_usable(element) => Setting::Known(element),
            Some(element) => Setting::Unknown(element),
        }
    }

    /// Whether the member is set and is no empty list, text or object; a template counts as something.
    pub fn is_filled(&self, member: Member) -> bool {
        self.written(member).is_some_and(|element| match element.kind() {
            Kind::Array | Kind::Object => !element.is_empty(),
            Kind::String => !matches!(element.raw(), "\"\""),
            _ => true,
        })
    }

    /// Whether a value may be argued from: the service's model accepts it, and it is neither a template nor a
    /// placeholder.
    pub fn is_usable(&self, element: Element<'_>) -> bool {
        !self.is_template(element) && !self.is_placeholder(element) && !self.is_refused(element.id())
    }

    /// Whether a value of the document is an unresolved template.
    pub fn is_template(&self, element: Element<'_>) -> bool {
        self.templates.nodes.binary_search(&element.id()).is_ok()
    }

    /// Whether the value is a placeholder of the command line's skeleton.
    pub fn is_placeholder(&self, element: Element<'_>) -> bool {
        self.places(Finder::Placeholders).binary_search_by_key(&element.id(), |found| found.node).is_ok()
    }

    /// Whether the service's model refuses the value itself.
    pub fn is_refused(&self, node: NodeId) -> bool {
        self.refused().binary_search(&node).is_ok()
    }

    /// The places that `finder` finds, in document order.
    pub fn places(&self, finder: Finder) -> &[Found<'d>] {
        match finder {
            Finder::Templates => &self.templates.found,
            Finder::Placeholders => self.placeholders.get_or_init(|| placeholder::find(self)),
            Finder::WrittenSecrets => self.written_secrets.get_or_init(|| written_secret::find(self)),
            Finder::DuplicateItems => self.duplicate_items.get_or_init(|| copies::find(self)),
            Finder::AnswerParts => self.answer_parts.get_or_init(|| answer::find(self)),
        }
    }

    /// Whether nobody has filled in the skeleton that the command line prints: not even the ids.
    pub fn is_unfilled_skeleton(&self) -> bool {
        let is_placeholder = |member| self.written(member).is_some_and(|element| self.is_placeholder(element));
        let other_id = match self.operation {
            Operation::Update => Member::ClientId,
            Operation::Create => Member::ClientName,
        };
        is_placeholder(Member::UserPoolId) && is_placeholder(other_id)
    }

    /// Where texts of the request that are not in the document live.
    pub const fn arena(&self) -> &'d Bump {
        self.arena
    }

    /// What the service's model refuses, place by place; empty for nearly every file.
    pub fn refused(&self) -> &[NodeId] {
        self.refused.get_or_init(|| schema::offending(self.root, self.shape(), Allowances::default()))
    }
}
