//! Building the table of nodes.

use std::borrow::Cow;

use super::operations::calculate;
use super::program::{Arithmetic, Kind, Node, Program};
use crate::value::Value;

/// A program that grows; a node is added after those it refers to.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<Node>,
    strings: Vec<Cow<'static, str>>,
    items: Vec<u16>,
}

impl Builder {
    /// Adds a node and gives its index.
    pub fn add(&mut self, node: Node) -> u16 {
        self.nodes.push(node);
        index(self.nodes.len() - 1)
    }

    /// Adds a string literal. Equal ones are not shared, so those of a list stand side by side.
    pub fn add_string(&mut self, text: &str) -> u16 {
        self.strings.push(Cow::Owned(text.to_owned()));
        self.add(Node::String(index(self.strings.len() - 1)))
    }

    /// Adds a list literal of these nodes.
    pub fn add_list(&mut self, nodes: &[u16]) -> u16 {
        let (first, count) = self.run(nodes);
        self.add(Node::List { first, count })
    }

    /// Adds a call of a function of the host.
    pub fn add_call(&mut self, function: u16, arguments: &[u16], takes_unknown: bool) -> u16 {
        let (first, count) = self.run(arguments);
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        self.add(Node::Call { function, first, count, takes_unknown })
    }

    /// Adds arithmetic. On two literals it is done here, so `90 * 24 * 3600` costs nothing later.
    pub fn add_calculation(&mut self, arithmetic: Arithmetic, left: u16, right: u16) -> u16 {
        if let [before @ .., Node::Int(first), Node::Int(second)] = self.nodes.as_slice()
            && usize::from(left) == before.len()
            && let Value::Int(result) = calculate(arithmetic, Value::Int(*first), Value::Int(*second))
        {
            self.nodes.truncate(left.into());
            return self.add(Node::Int(result));
        }
        self.add(Node::Calculate(arithmetic, left, right))
    }

    /// Adds `item in list`. Most lists that are written out are of strings: they are compared where they stand.
    pub fn add_in(&mut self, item: u16, list: u16) -> u16 {
        match self.take_string_literals(list) {
            Some((first, count)) => self.add(Node::InStrings { item, first, count }),
            None => self.add(Node::In(item, list)),
        }
    }

    /// The run of strings of a list literal that holds nothing but string literals. Its nodes, the last ones, go.
    fn take_string_literals(&mut self, list: u16) -> Option<(u16, u16)> {
        let Node::List { first, count } = self.node(list)? else { return None };
        let before = usize::from(list.checked_sub(count)?);
        let literals = self.nodes.get(before..usize::from(list))?;
        let Some(Node::String(string)) = literals.first().copied() else { return None };
        if !literals.iter().all(|node| matches!(node, Node::String(_))) {
            return None;
        }
        self.nodes.truncate(before);
        self.items.truncate(first.into());
        Some((string, count))
    }

    fn run(&mut self, nodes: &[u16]) -> (u16, u16) {
        let first = index(self.items.len());
        self.items.extend_from_slice(nodes);
        (first, index(nodes.len()))
    }

    /// The node at an index.
    pub fn node(&self, index: u16) -> Option<Node> {
        self.nodes.get(usize::from(index)).copied()
    }

    /// The text of a node that is a string literal.
    pub fn text(&self, node: u16) -> Option<&str> {
        match self.node(node)? {
            Node::String(string) => self.strings.get(usize::from(string)).map(AsRef::as_ref),
            _ => None,
        }
    }

    /// The program whose last node is the expression.
    pub fn finish(self, result: Kind, item: Option<Kind>) -> Program {
        Program {
            nodes: Cow::Owned(self.nodes),
            strings: Cow::Owned(self.strings),
            items: Cow::Owned(self.items),
            result,
            item,
        }
    }
}

/// An index as the program holds it. The parser bounds the length of the text in bytes, and no table of a program has more
/// entries than twice that.
fn index(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
