//! A checked expression, lowered: a flat table of nodes that refer to each other by index.
//!
//! The table can be constant: strings and slices are [`Cow`]s, and the types implement [`Bake`](crate::bake::Bake), so the
//! build prints the programs of built-in rules as `static` data. What a node does is said here; how, in `evaluate`.

use std::borrow::Cow;

use crate::implement_bake;

/// An expression that was checked against an [`Environment`](super::Environment) and can be evaluated.
///
/// The fields are open so that a program can be written as a constant, which is only done with what
/// [`Bake`](crate::bake::Bake) has printed. They are of one compilation: an index that leads nowhere is evaluated to
/// unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The nodes, each after those it refers to; the last one is the expression.
    pub nodes: Cow<'static, [Node]>,
    /// The string literals.
    pub strings: Cow<'static, [Cow<'static, str>]>,
    /// The nodes of list literals and of arguments, each run of them together.
    pub items: Cow<'static, [u16]>,
    /// What the expression gives.
    pub result: Kind,
    /// What an item of the result is, when it is a list and not always an empty one.
    pub item: Option<Kind>,
}

/// The kind of a program's result: its type without what is in a list or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A 64-bit integer.
    Int,
    /// Text.
    String,
    /// A list.
    List,
    /// A thing with fields.
    Object,
}

/// One step of a program. A `u16` names another node, unless its name says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A literal.
    Bool(bool),
    /// A literal.
    Int(i64),
    /// A literal, by its index in [`Program::strings`].
    String(u16),
    /// A list literal: `count` of [`Program::items`] from `first` on.
    List {
        /// Index in [`Program::items`].
        first: u16,
        /// How many items.
        count: u16,
    },
    /// A variable of the environment, by its slot.
    Variable(u16),
    /// A loop variable: 0 is that of the innermost macro.
    Local(u8),
    /// A field of an object.
    Field {
        /// The object.
        operand: u16,
        /// The index of the field in its type.
        field: u16,
    },
    /// Whether a field is set.
    Has {
        /// The object.
        operand: u16,
        /// The index of the field in its type.
        field: u16,
    },
    /// Whether a value is set and known.
    Known(u16),
    /// `!`.
    Not(u16),
    /// `&&`.
    And(u16, u16),
    /// `||`.
    Or(u16, u16),
    /// `condition ? yes : no`.
    Choose {
        /// A bool.
        condition: u16,
        /// The value when it is true.
        yes: u16,
        /// The value when it is false.
        no: u16,
    },
    /// A comparison of two values of one type.
    Compare(Comparison, u16, u16),
    /// `-` before an int.
    Negate(u16),
    /// Arithmetic on two ints.
    Calculate(Arithmetic, u16, u16),
    /// `+` of two strings.
    JoinStrings(u16, u16),
    /// `+` of two lists.
    JoinLists(u16, u16),
    /// `item in list`.
    In(u16, u16),
    /// `item in [..]` with `count` string literals, in [`Program::strings`] from `first` on.
    InStrings {
        /// The item, a string.
        item: u16,
        /// Index in [`Program::strings`].
        first: u16,
        /// How many strings.
        count: u16,
    },
    /// `list[position]`.
    Index(u16, u16),
    /// The length of a string in code points, or of a list in items.
    Size(u16),
    /// A question about a string and a part.
    Text(TextTest, u16, u16),
    /// Whether a text (first) has a match of a pattern (second).
    Matches(u16, u16),
    /// `string(x)`.
    ToString(u16),
    /// `int(x)`.
    ToInt(u16),
    /// `list.all(x, test)` and its kin.
    Fold {
        /// Which.
        fold: Fold,
        /// The list.
        list: u16,
        /// The condition on an item.
        test: u16,
    },
    /// `list.filter(x, test)`.
    Filter {
        /// The list.
        list: u16,
        /// The condition on an item.
        test: u16,
    },
    /// `list.map(x, body)`.
    Map {
        /// The list.
        list: u16,
        /// The new item.
        body: u16,
    },
    /// `list.map(x, test, body)`.
    MapSome {
        /// The list.
        list: u16,
        /// The condition on an item.
        test: u16,
        /// The new item.
        body: u16,
    },
    /// A function of the host with `count` arguments, in [`Program::items`] from `first` on.
    Call {
        /// The index of the function.
        function: u16,
        /// Index in [`Program::items`].
        first: u16,
        /// How many arguments.
        count: u8,
        /// Whether it is asked even when an argument is not set or unknown.
        takes_unknown: bool,
    },
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

/// An operation on two ints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`, toward zero.
    Divide,
    /// `%`, with the sign of the dividend.
    Remainder,
}

/// A question about a string and a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// `contains`.
    Contains,
    /// `startsWith`.
    StartsWith,
    /// `endsWith`.
    EndsWith,
}

/// A macro that gives one bool for a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// `all`.
    All,
    /// `exists`.
    Exists,
    /// `exists_one`.
    ExistsOne,
}

implement_bake!(struct Program in "crate::expr" { nodes, strings, items, result, item });
implement_bake!(enum Kind in "crate::expr" { Bool, Int, String, List, Object });
implement_bake!(enum Comparison in "crate::expr" { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual });
implement_bake!(enum Arithmetic in "crate::expr" { Add, Subtract, Multiply, Divide, Remainder });
implement_bake!(enum TextTest in "crate::expr" { Contains, StartsWith, EndsWith });
implement_bake!(enum Fold in "crate::expr" { All, Exists, ExistsOne });
implement_bake!(enum Node in "crate::expr" {
    Bool(value),
    Int(value),
    String(index),
    List { first, count },
    Variable(slot),
    Local(depth),
    Field { operand, field },
    Has { operand, field },
    Known(operand),
    Not(operand),
    And(left, right),
    Or(left, right),
    Choose { condition, yes, no },
    Compare(comparison, left, right),
    Negate(operand),
    Calculate(arithmetic, left, right),
    JoinStrings(left, right),
    JoinLists(left, right),
    In(item, list),
    InStrings { item, first, count },
    Index(list, position),
    Size(operand),
    Text(test, text, part),
    Matches(text, pattern),
    ToString(operand),
    ToInt(operand),
    Fold { fold, list, test },
    Filter { list, test },
    Map { list, body },
    MapSome { list, test, body },
    Call { function, first, count, takes_unknown },
});

impl Program {
    /// The facts that the program may ask for: a variable's slot and, where only a field of it is asked for, that field's
    /// index. One that is asked for twice comes twice.
    pub fn variables(&self) -> impl Iterator<Item = (u16, Option<u16>)> + '_ {
        // A node comes after those it refers to, so a variable whose field is taken is met first; it is told apart by
        // looking for the one node that refers to it.
        self.nodes.iter().enumerate().filter_map(|(index, node)| {
            let Node::Variable(slot) = *node else { return None };
            Some((slot, self.field_taken_of(index)))
        })
    }

    /// The field that is taken of the node at `index`, when that is all that is done with it.
    fn field_taken_of(&self, index: usize) -> Option<u16> {
        self.nodes.iter().skip(index).find_map(|node| match *node {
            Node::Field { operand, field } | Node::Has { operand, field } if usize::from(operand) == index => {
                Some(field)
            }
            _ => None,
        })
    }

    /// The functions of the host that the program may call, each with its arguments as far as they are literals.
    pub fn calls(&self) -> impl Iterator<Item = (u16, Vec<Option<Literal<'_>>>)> + '_ {
        self.nodes.iter().filter_map(|node| {
            let Node::Call { function, first, count, .. } = *node else { return None };
            let arguments = self.run_of_items(first, count.into())?;
            Some((function, arguments.iter().map(|&argument| self.literal(argument)).collect()))
        })
    }

    /// The literal at a node.
    fn literal(&self, node: u16) -> Option<Literal<'_>> {
        match *self.nodes.get(usize::from(node))? {
            Node::Bool(value) => Some(Literal::Bool(value)),
            Node::Int(value) => Some(Literal::Int(value)),
            Node::String(index) => Some(Literal::String(self.string(index))),
            _ => None,
        }
    }

    /// The string literal of that index.
    pub(super) fn string(&self, index: u16) -> &str {
        self.strings.get(usize::from(index)).map_or("", |string| string)
    }

    /// `count` of [`Program::items`] from `first` on.
    pub(super) fn run_of_items(&self, first: u16, count: u16) -> Option<&[u16]> {
        let start = usize::from(first);
        self.items.get(start..start + usize::from(count))
    }
}

/// A literal that an expression calls a function with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal<'p> {
    /// `true` or `false`.
    Bool(bool),
    /// An int; also the index of a name for a [`Parameter::Name`](super::Parameter::Name).
    Int(i64),
    /// Text.
    String(&'p str),
}
