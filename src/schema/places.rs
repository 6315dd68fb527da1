//! From the path that a validator reports to the value in the document.

use std::collections::HashMap;

use crate::json::{Element, Member, NodeId};
use crate::source::Span;

/// A value that a path led to.
#[derive(Clone, Copy)]
pub struct Place<'d> {
    /// The value.
    pub element: Element<'d>,
    /// Its name with the quotes, when it is a member's.
    pub name_span: Option<Span>,
}

/// The values of a document by their paths.
///
/// What an object or array holds is listed once, at its first use: a path a wrong item through an array of a hundred
/// thousand would else take its square. Nothing is ever listed from the maps.
pub struct Places<'d> {
    members: HashMap<NodeId, HashMap<String, Member<'d>>>,
    items: HashMap<NodeId, Vec<Element<'d>>>,
}

impl<'d> Places<'d> {
    pub fn new() -> Self {
        Self { members: HashMap::new(), items: HashMap::new() }
    }

    /// The member of that name; of several the last.
    pub fn member(&mut self, object: Element<'d>, name: &str) -> Option<Place<'d>> {
        let listed = self
            .members
            .entry(object.id())
            .or_insert_with(|| object.members().map(|member| (member.name().into_owned(), member)).collect());
        listed.get(name).map(|member| Place { element: member.value, name_span: Some(member.name_span()) })
    }

    /// The item at that index.
    pub fn item(&mut self, array: Element<'d>, index: usize) -> Option<Place<'d>> {
        let listed = self.items.entry(array.id()).or_insert_with(|| array.items().collect());
        listed.get(index).map(|&element| Place { element, name_span: None })
    }
}
