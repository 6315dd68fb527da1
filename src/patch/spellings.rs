//! How values are spelled in a text, so that a value that moves keeps its bytes.

use std::collections::HashMap;

use serde_json::Value;

use super::children::Children;
use crate::json::Element;
use crate::source::Span;

/// The values below one place that may come again in what replaces it.
pub struct Spellings<'d> {
    /// By the name of the member, none for items, and the value as JSON.
    by_value: HashMap<(Option<String>, String), Spelling<'d>>,
}

/// A value as it is written.
#[derive(Clone, Copy)]
pub struct Spelling<'d> {
    /// The name before it, with its quotes.
    pub name: Option<Span>,
    /// The value.
    pub value: Element<'d>,
}

impl<'d> Spellings<'d> {
    /// Those inside `replaced`, at any depth; of equal ones the first.
    pub fn inside(replaced: Element<'d>) -> Self {
        let mut by_value = HashMap::new();
        for container in replaced.descendants().filter(|element| !element.is_empty()) {
            let names = container.members().map(|member| Some(member.name().into_owned()));
            let names = names.chain(std::iter::repeat(None));
            for (child, name) in Children::of(container).all().iter().zip(names) {
                let key = (name, child.value.to_value().to_string());
                by_value.entry(key).or_insert(Spelling { name: child.name, value: child.value });
            }
        }
        Self { by_value }
    }

    /// How a value of that name is written, if it is there.
    pub fn of(&self, name: Option<&str>, value: &Value) -> Option<Spelling<'d>> {
        self.by_value.get(&(name.map(str::to_owned), value.to_string())).copied()
    }
}
