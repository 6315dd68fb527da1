//! The document: a flat tape of nodes that borrows from the text, and the cursor that walks it.

use std::borrow::Cow;
use std::str::FromStr;

use super::duplicates::{Duplicate, DuplicateName};
use super::pointer::{Pointer, index_of};
use super::unescape::{Characters, unescape};
use crate::source::Span;

/// What was read from one text.
///
/// Every byte of the text is a blank, a comment, a bracket, a comma or colon, or inside a name or a value; what could not
/// be read is a value of [`Kind::Bogus`].
#[derive(Clone, Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    /// Every value before what it holds; in an object each name before its value.
    pub(super) nodes: Vec<Node>,
    /// Where in `nodes` the text after the root stands.
    pub(super) after_root: Option<u32>,
    pub(super) duplicates: Vec<Duplicate>,
}

/// The number of a value in its document; it grows in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The number as an index: below the number of names and values in the document.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A name or a value on the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The number of the node after this one and all that it holds.
    pub(super) next: u32,
    /// How many members or items it has.
    pub(super) count: u32,
    pub(super) kind: Kind,
    pub(super) flags: Flags,
}

/// What is special about a string or a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(pub(super) u8);

impl Flags {
    /// It has a backslash.
    pub(super) const ESCAPED: Self = Self(1);
    /// No quote ends it.
    pub(super) const UNCLOSED: Self = Self(2);
    /// A name that is not a JSON string: it has other quotes or none.
    pub(super) const MALFORMED: Self = Self(4);
    /// No name stands before the value; this node is only there so that each value of an object has one.
    pub(super) const NAMELESS: Self = Self(8);
    /// It is a name, and no value.
    pub(super) const NAME: Self = Self(16);

    pub(super) const fn has(self, flag: Self) -> bool {
        self.0 & flag.0 != 0
    }

    pub(super) const fn with(self, flag: Self) -> Self {
        Self(self.0 | flag.0)
    }
}

impl Node {
    /// What stands for a node that is not there.
    const NOWHERE: Self = Self { start: 0, end: 0, next: u32::MAX, count: 0, kind: Kind::Bogus, flags: Flags(0) };

    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The text between the quotes.
    pub(super) fn content(self, text: &str) -> &str {
        let raw = text.get(self.span().range()).unwrap_or_default();
        if self.flags.has(Flags::MALFORMED) {
            return raw.trim_matches(['"', '\'', '`', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']);
        }
        let end = raw.len().saturating_sub(usize::from(!self.flags.has(Flags::UNCLOSED)));
        raw.get(1..end).unwrap_or_default()
    }
}

/// The sorts of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Members between braces.
    Object,
    /// Items between square brackets.
    Array,
    /// A text in quotes.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
    /// What could not be read; there is a syntax error at it.
    Bogus,
}

impl<'t> Document<'t> {
    /// The text that was read.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The outermost value; `None` when the text holds none.
    pub fn root(&self) -> Option<Element<'_>> {
        (!self.nodes.is_empty()).then(|| self.element(NodeId(0)))
    }

    /// What stands after the root, which is an error.
    pub fn after_root(&self) -> Option<Element<'_>> {
        self.after_root.map(|id| self.element(NodeId(id)))
    }

    /// The value of that number, which comes from [`Element::id`] in this document.
    pub fn element(&self, id: NodeId) -> Element<'_> {
        Element { document: self, id }
    }

    /// The names that an object has more than once, by the place of the last occurrence.
    pub fn duplicates(&self) -> impl ExactSizeIterator<Item = DuplicateName<'_>> {
        self.duplicates.iter().map(|duplicate| DuplicateName::new(self, duplicate))
    }

    /// The values that do not count because a later member of the same object has the same name, sorted; nearly always
    /// none.
    pub fn overridden(&self) -> Vec<NodeId> {
        let earlier = self.duplicates().flat_map(|duplicate| duplicate.members().rev().skip(1));
        let mut overridden: Vec<NodeId> = earlier.map(|member| member.value.id()).collect();
        overridden.sort_unstable();
        overridden
    }

    /// The value at `pointer` and, when it is a member's, the name before it. Of members with one name it is the last.
    pub fn locate(&self, pointer: &Pointer) -> Option<Located<'_>> {
        let mut located = Located { element: self.root()?, name_span: None };
        for token in pointer.tokens() {
            located = located.element.step(&token)?;
        }
        Some(located)
    }

    /// The pointer to a value of this document. For a member that is given twice, [`Document::locate`] leads from it to
    /// the last.
    pub fn pointer_to(&self, id: NodeId) -> Pointer {
        let mut pointer = Pointer::root();
        let mut above = self.root();
        while let Some(element) = above.filter(|element| element.id != id) {
            above = element.child_around(id).map(|(token, child)| {
                pointer.push(&token);
                child
            });
        }
        pointer
    }

    pub(super) fn node(&self, id: u32) -> Node {
        self.nodes.get(id as usize).copied().unwrap_or(Node::NOWHERE)
    }
}

/// A value and the name before it.
#[derive(Clone, Copy, Debug)]
pub struct Located<'d> {
    /// The value.
    pub element: Element<'d>,
    /// The name with its quotes; `None` for an item and for the root.
    pub name_span: Option<Span>,
}

/// A value in a document: two words, to be copied freely.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl<'d> Element<'d> {
    /// The number of the value in its document.
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The document that it belongs to.
    pub const fn document(self) -> &'d Document<'d> {
        self.document
    }

    /// Its sort.
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Its bytes, with quotes or brackets.
    pub fn span(self) -> Span {
        self.node().span()
    }

    /// Its text as written, with quotes or brackets.
    pub fn raw(self) -> &'d str {
        self.document.text.get(self.span().range()).unwrap_or_default()
    }

    /// Whether it is an object.
    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// Whether it is an array.
    pub fn is_array(self) -> bool {
        self.kind() == Kind::Array
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The text of a string, unescaped; borrowed when it has no escape.
    ///
    /// Half of a surrogate pair (`"\ud800"`) is legal JSON and no Unicode text: U+FFFD stands for it, and
    /// [`Element::has_lone_surrogate`] tells it from a U+FFFD that was written.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        let (node, content) = self.string()?;
        Some(text_of(node, content))
    }

    /// The characters of a string, unescaped; half of a surrogate pair is an `Err` that holds it.
    pub fn characters(self) -> Option<Characters<'d>> {
        self.string().map(|(_, content)| Characters::new(content))
    }

    /// Whether the element is a string with an escape for half of a surrogate pair.
    pub fn has_lone_surrogate(self) -> bool {
        let escaped = self.node().flags.has(Flags::ESCAPED);
        escaped && self.characters().is_some_and(|mut characters| characters.any(|character| character.is_err()))
    }

    /// The value of `true` and `false`.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.raw() == "true")
    }

    /// The value of a number without fraction and exponent that 64 bits with a sign hold; `-0` is 0.
    pub fn as_integer(self) -> Option<i64> {
        self.number()?.parse().ok()
    }

    /// A number as it is spelled.
    pub fn number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// How many members or items it has; 0 when it can have none.
    pub fn len(self) -> usize {
        self.node().count as usize
    }

    /// Whether it has no members or items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The items of an array; none of anything else.
    pub fn items(self) -> Items<'d> {
        let (at, left) = if self.is_array() { (self.id.0 + 1, self.node().count) } else { (0, 0) };
        Items { document: self.document, at, left }
    }

    /// The members of an object in the order of the text, repeated ones too; none of anything else.
    pub fn members(self) -> Members<'d> {
        let (at, left) = if self.is_object() { (self.id.0 + 1, self.node().count) } else { (0, 0) };
        Members { document: self.document, at, left }
    }

    /// The value of the member `name`: of the last one, as nearly all parsers have it.
    pub fn get(self, name: &str) -> Option<Element<'d>> {
        self.member(name).map(|member| member.value)
    }

    /// The last member called `name`.
    pub fn member(self, name: &str) -> Option<Member<'d>> {
        self.members().filter(|member| member.is_named(name)).last()
    }

    /// The value that `pointer` leads to from here.
    pub fn resolve(self, pointer: &Pointer) -> Option<Element<'d>> {
        pointer.tokens().try_fold(self, |element, token| element.step(&token).map(|located| located.element))
    }

    /// This value and all that it holds, in the order of the text.
    pub fn descendants(self) -> impl Iterator<Item = Element<'d>> {
        let mut at = self.id.0;
        let end = self.node().next;
        std::iter::from_fn(move || {
            let element = (at < end).then(|| self.document.element(NodeId(at)))?;
            let node = element.node();
            at += 1;
            Some((element, node))
        })
        .filter(|(_, node)| !node.flags.has(Flags::NAME))
        .map(|(element, _)| element)
    }

    /// The same as `serde_json` reads it: the last member of a name counts, in the place of the first.
    ///
    /// A number beyond the range of `f64` becomes its greatest or least, half of a surrogate pair U+FFFD, and what could
    /// not be read null.
    pub fn to_value(self) -> serde_json::Value {
        use serde_json::Value;
        match self.kind() {
            Kind::Object => Value::Object(
                self.members().map(|member| (member.name().into_owned(), member.value.to_value())).collect(),
            ),
            Kind::Array => Value::Array(self.items().map(Element::to_value).collect()),
            Kind::String => Value::String(self.as_str().unwrap_or_default().into_owned()),
            Kind::Number => Value::Number(number_value(self.raw())),
            Kind::Bool => Value::Bool(self.as_bool() == Some(true)),
            Kind::Null | Kind::Bogus => Value::Null,
        }
    }

    fn node(self) -> Node {
        self.document.node(self.id.0)
    }

    fn string(self) -> Option<(Node, &'d str)> {
        let node = self.node();
        (node.kind == Kind::String).then(|| (node, node.content(self.document.text)))
    }

    /// One step of a pointer.
    fn step(self, token: &str) -> Option<Located<'d>> {
        if self.is_array() {
            let element = index_of(token).and_then(|index| self.items().nth(index))?;
            return Some(Located { element, name_span: None });
        }
        let member = self.member(token)?;
        Some(Located { element: member.value, name_span: Some(member.name_span()) })
    }

    /// The child that is `id` or holds it, and its name or index.
    fn child_around(self, id: NodeId) -> Option<(Cow<'d, str>, Element<'d>)> {
        let around = |child: Element<'_>| child.id <= id && id.0 < child.node().next;
        if self.is_array() {
            let (index, item) = self.items().enumerate().find(|&(_, item)| around(item))?;
            return Some((index.to_string().into(), item));
        }
        let member = self.members().find(|member| around(member.value))?;
        Some((member.name(), member.value))
    }
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the text: a panic message must not show a secret.
        let Span { start, end } = self.span();
        write!(f, "{:?} at {start}..{end}", self.kind())
    }
}

fn text_of(node: Node, content: &str) -> Cow<'_, str> {
    if node.flags.has(Flags::ESCAPED) { unescape(content) } else { Cow::Borrowed(content) }
}

fn number_value(spelling: &str) -> serde_json::Number {
    let limit = if spelling.starts_with('-') { f64::MIN } else { f64::MAX };
    serde_json::Number::from_str(spelling)
        .ok()
        .or_else(|| serde_json::Number::from_f64(limit))
        .unwrap_or_else(|| 0.into())
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member<'d> {
    /// The number of the name on the tape.
    name: u32,
    /// The value after the colon.
    pub value: Element<'d>,
}

impl<'d> Member<'d> {
    pub(super) fn at(document: &'d Document<'d>, name: u32) -> Self {
        Self { name, value: document.element(NodeId(name + 1)) }
    }

    /// The name, unescaped; see [`Element::as_str`] for half of a surrogate pair.
    pub fn name(self) -> Cow<'d, str> {
        let (node, content) = self.parts();
        text_of(node, content)
    }

    /// The bytes of the name, with its quotes.
    pub fn name_span(self) -> Span {
        self.value.document.node(self.name).span()
    }

    /// The bytes from the name to the end of the value.
    pub fn span(self) -> Span {
        Span::new(self.name_span().start, self.value.span().end)
    }

    /// Whether the name, unescaped, is `name`.
    pub fn is_named(self, name: &str) -> bool {
        let (node, content) = self.parts();
        if node.flags.has(Flags::ESCAPED) { unescape(content) == name } else { content == name }
    }

    fn parts(self) -> (Node, &'d str) {
        let node = self.value.document.node(self.name);
        (node, node.content(self.value.document.text))
    }
}

/// The items of an array.
#[derive(Clone, Debug)]
pub struct Items<'d> {
    document: &'d Document<'d>,
    at: u32,
    left: u32,
}

impl<'d> Iterator for Items<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let element = self.document.element(NodeId(self.at));
        self.at = element.node().next;
        Some(element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Members<'d> {
    document: &'d Document<'d>,
    at: u32,
    /// How many with a name are left.
    left: u32,
}

impl<'d> Iterator for Members<'d> {
    type Item = Member<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        loop {
            let member = Member::at(self.document, self.at);
            let nameless = self.document.node(self.at).flags.has(Flags::NAMELESS);
            self.at = member.value.node().next;
            if !nameless {
                return Some(member);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Members<'_> {}
