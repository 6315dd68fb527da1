//! Names that an object has more than once.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::document::{Document, Element, Flags, Member, Node, NodeId};
use super::error::offset;
use super::unescape::{Characters, unescape};

/// A name that stands twice or more in one object; names are compared unescaped.
#[derive(Clone, Copy, Debug)]
pub struct DuplicateName<'d> {
    document: &'d Document<'d>,
    duplicate: &'d Duplicate,
}

impl<'d> DuplicateName<'d> {
    pub(super) fn new(document: &'d Document<'d>, duplicate: &'d Duplicate) -> Self {
        Self { document, duplicate }
    }

    /// The object that has the members.
    pub fn object(self) -> Element<'d> {
        self.document.element(NodeId(self.duplicate.object))
    }

    /// The name, unescaped.
    pub fn name(self) -> Cow<'d, str> {
        self.members().next().map(Member::name).unwrap_or_default()
    }

    /// The members of that name, two or more, in the order of the text; the last one counts.
    pub fn members(self) -> impl DoubleEndedIterator<Item = Member<'d>> + ExactSizeIterator {
        self.duplicate.names.iter().map(move |&name| Member::at(self.document, name))
    }

    /// Whether all the members have the same value, however it is spelled.
    pub fn values_are_equal(self) -> bool {
        let mut values = self.members().map(|member| member.value.to_value());
        let first = values.next();
        values.all(|value| Some(&value) == first.as_ref())
    }
}

/// The same by node numbers.
#[derive(Clone, Debug)]
pub(super) struct Duplicate {
    object: u32,
    /// Two or more, growing.
    names: Vec<u32>,
}

/// Collects the names of the objects that are open, and finds the repeated ones of each object when it is closed.
///
/// Each name is a hash (the upper half) and a node number. Sorting them costs a small object next to nothing and a huge
/// one `n log n`; names whose hashes are equal are then compared, so that a chosen collision decides nothing.
#[derive(Debug, Default)]
pub(super) struct NameStack {
    names: Vec<u64>,
    found: Vec<Duplicate>,
}

impl NameStack {
    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.found.clear();
    }

    /// How many names wait: where the names of an object that begins now will begin.
    pub(super) fn mark(&self) -> usize {
        self.names.len()
    }

    /// Notes the name at node `id` of the innermost object.
    pub(super) fn push(&mut self, id: usize, node: Node, text: &str) {
        let content = node.content(text);
        let hash =
            if node.flags.has(Flags::ESCAPED) { hash(unescape(content).as_bytes()) } else { hash(content.as_bytes()) };
        self.names.push(u64::from(hash) << 32 | u64::from(offset(id)));
    }

    /// Ends the object at node `object`, whose names began at `mark`.
    pub(super) fn close(&mut self, mark: usize, object: usize, nodes: &[Node], text: &str) {
        let names = &mut self.names[mark..];
        if names.len() > 1 {
            names.sort_unstable();
            let same_hash = |a: &u64, b: &u64| a >> 32 == b >> 32;
            for group in names.chunk_by_mut(same_hash).filter(|group| group.len() > 1) {
                let compare = |a: &u64, b: &u64| compare_names(low_half(*a), low_half(*b), nodes, text);
                // A stable sort keeps equal names in the order of the text.
                group.sort_by(compare);
                for equal in group.chunk_by(|a, b| compare(a, b) == Ordering::Equal).filter(|equal| equal.len() > 1) {
                    let names = equal.iter().map(|&name| low_half(name)).collect();
                    self.found.push(Duplicate { object: offset(object), names });
                }
            }
        }
        self.names.truncate(mark);
    }

    /// What was found, by the place of the last occurrence.
    pub(super) fn take_found(&mut self) -> Vec<Duplicate> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|duplicate| duplicate.names.last().copied());
        found
    }
}

/// The node number of an entry.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
fn low_half(name: u64) -> u32 {
    name as u32
}

fn compare_names(a: u32, b: u32, nodes: &[Node], text: &str) -> Ordering {
    let characters = |id: u32| nodes.get(id as usize).map(|node| Characters::new(node.content(text)));
    match (characters(a), characters(b)) {
        (Some(a), Some(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

/// A fast hash with no promise: eight bytes a step.
fn hash(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        state = (state ^ u64::from_le_bytes(*chunk)).wrapping_mul(FACTOR).rotate_left(29);
    }
    for &byte in rest {
        state = state.rotate_left(8) ^ u64::from(byte);
    }
    (state.wrapping_mul(FACTOR) >> 32) as u32
}
