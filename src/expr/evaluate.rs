//! Evaluation: three-valued, without allocation but for new texts and lists, which live in the run's arena.

use std::cell::Cell;
use std::fmt::Write as _;

use bumpalo::Bump;
use bumpalo::collections::{String, Vec};

use super::environment::Function;
use super::operations::{at, calculate, compare, int, is_in, size, text_test, truth};
use super::pattern::Patterns;
use super::program::{Fold, Node, Program};
use crate::value::Value;

/// How many items the macros of one evaluation may visit, nested ones counted each time. What would need more is unknown:
/// three macros over lists of thousands of items would hold up a run for minutes.
const MOST_VISITS: u32 = 1 << 22;

/// What gives the values of variables and functions while programs are evaluated.
pub trait Scope<'a> {
    /// The value of the variable in this slot.
    fn variable(&self, slot: u16) -> Value<'a>;

    /// The result of the function with this index. Its arguments are those that its signature names; they are set and
    /// known, unless the signature takes others.
    fn call(&self, function: u16, arguments: &[Value<'a>]) -> Value<'a>;

    /// Where new texts and lists go.
    fn arena(&self) -> &'a Bump;

    /// The patterns that `matches` has compiled.
    fn patterns(&self) -> &Patterns;
}

impl Program {
    /// The value of the expression in a scope: [`Value::Unknown`] where CEL says error or unknown.
    ///
    /// It takes time in proportion to the length of the expression and of the lists that its macros visit.
    pub fn evaluate<'a>(&'a self, scope: &dyn Scope<'a>) -> Value<'a> {
        let Some(last) = self.nodes.len().checked_sub(1) else { return Value::Unknown };
        let run = Run { program: self, scope, visits: Cell::new(MOST_VISITS) };
        run.value(u16::try_from(last).unwrap_or(u16::MAX), None)
    }

    /// Whether the expression is known to be true.
    pub fn holds<'a>(&'a self, scope: &dyn Scope<'a>) -> bool {
        matches!(self.evaluate(scope), Value::Bool(true))
    }
}

/// The loop variables of the macros around a node, the innermost first.
struct Frame<'f, 'a> {
    item: Value<'a>,
    outer: Option<&'f Frame<'f, 'a>>,
}

type Frames<'f, 'a> = Option<&'f Frame<'f, 'a>>;

/// One evaluation.
struct Run<'s, 'a> {
    program: &'a Program,
    scope: &'s dyn Scope<'a>,
    visits: Cell<u32>,
}

impl<'a> Run<'_, 'a> {
    fn value(&self, index: u16, frames: Frames<'_, 'a>) -> Value<'a> {
        let Some(node) = self.program.nodes.get(usize::from(index)) else { return Value::Unknown };
        match *node {
            Node::Bool(value) => Value::Bool(value),
            Node::Int(value) => Value::Int(value),
            Node::String(string) => Value::String(self.program.string(string)),
            Node::Variable(slot) => self.scope.variable(slot),
            Node::Local(depth) => local(depth, frames),
            Node::Field { operand, field } => self.field(operand, field, frames),
            Node::Has { operand, field } => self.has(operand, field, frames),
            Node::Known(operand) => Value::Bool(!matches!(self.value(operand, frames), Value::Absent | Value::Unknown)),
            Node::Not(operand) => self.truth(operand, frames).map_or(Value::Unknown, |truth| Value::Bool(!truth)),
            Node::And(left, right) => self.logic(false, (left, right), frames),
            Node::Or(left, right) => self.logic(true, (left, right), frames),
            Node::Choose { condition, yes, no } => match self.truth(condition, frames) {
                Some(true) => self.value(yes, frames),
                Some(false) => self.value(no, frames),
                None => Value::Unknown,
            },
            Node::Compare(comparison, left, right) => {
                compare(comparison, self.value(left, frames), self.value(right, frames))
            }
            Node::InStrings { item, first, count } => self.in_strings(item, (first, count), frames),
            Node::In(item, list) => is_in(self.value(item, frames), self.value(list, frames)),
            Node::Text(question, text, part) => text_test(question, self.value(text, frames), self.value(part, frames)),
            Node::Size(operand) => size(self.value(operand, frames)),
            Node::Index(list, position) => at(self.value(list, frames), self.value(position, frames)),
            Node::Negate(operand) => match self.value(operand, frames) {
                Value::Int(value) => int(value.checked_neg()),
                _ => Value::Unknown,
            },
            Node::Calculate(arithmetic, left, right) => {
                calculate(arithmetic, self.value(left, frames), self.value(right, frames))
            }
            Node::Fold { fold, list, test } => self.fold(fold, (list, test), frames),
            Node::Call { function, first, count, takes_unknown } => {
                self.call(function, self.program.run_of_items(first, count.into()), takes_unknown, frames)
            }
            _ => self.new_value(*node, frames),
        }
    }

    /// The nodes that most conditions do without: those that may write into the arena, and `matches`.
    #[inline(never)]
    fn new_value(&self, node: Node, frames: Frames<'_, 'a>) -> Value<'a> {
        let value = |index| self.value(index, frames);
        match node {
            Node::List { first, count } => self.list(self.program.run_of_items(first, count), frames),
            Node::JoinStrings(left, right) => match (value(left), value(right)) {
                (Value::String(left), Value::String(right)) => self.join_strings(left, right),
                _ => Value::Unknown,
            },
            Node::JoinLists(left, right) => match (value(left), value(right)) {
                (Value::List(left), Value::List(right)) => self.join_lists(left, right),
                _ => Value::Unknown,
            },
            Node::Matches(text, pattern) => self.matches(value(text), value(pattern)),
            Node::ToString(operand) => self.text_of(value(operand)),
            Node::ToInt(operand) => match value(operand) {
                Value::Int(value) => Value::Int(value),
                Value::String(text) => int(text.parse().ok()),
                _ => Value::Unknown,
            },
            Node::Filter { list, test } => self.select(list, Some(test), None, frames),
            Node::Map { list, body } => self.select(list, None, Some(body), frames),
            Node::MapSome { list, test, body } => self.select(list, Some(test), Some(body), frames),
            _ => Value::Unknown,
        }
    }

    fn truth(&self, index: u16, frames: Frames<'_, 'a>) -> Option<bool> {
        truth(self.value(index, frames))
    }

    fn field(&self, operand: u16, field: u16, frames: Frames<'_, 'a>) -> Value<'a> {
        match self.value(operand, frames) {
            Value::Object(object) => object.field(field.into()),
            // What is not set has no field that is.
            Value::Absent => Value::Absent,
            _ => Value::Unknown,
        }
    }

    fn has(&self, operand: u16, field: u16, frames: Frames<'_, 'a>) -> Value<'a> {
        match self.value(operand, frames) {
            Value::Object(object) => Value::Bool(!matches!(object.field(field.into()), Value::Absent)),
            Value::Absent => Value::Bool(false),
            _ => Value::Unknown,
        }
    }

    /// `&&` and `||`: one operand that decides is enough, whatever the other is.
    fn logic(&self, decides: bool, (left, right): (u16, u16), frames: Frames<'_, 'a>) -> Value<'a> {
        let left = self.truth(left, frames);
        if left == Some(decides) {
            return Value::Bool(decides);
        }
        match (left, self.truth(right, frames)) {
            (_, Some(right)) if right == decides => Value::Bool(decides),
            (Some(_), Some(_)) => Value::Bool(!decides),
            _ => Value::Unknown,
        }
    }

    fn in_strings(&self, item: u16, (first, count): (u16, u16), frames: Frames<'_, 'a>) -> Value<'a> {
        let Value::String(text) = self.value(item, frames) else { return Value::Unknown };
        let strings = self.program.strings.iter().skip(first.into()).take(count.into());
        Value::Bool(strings.into_iter().any(|string| string == text))
    }

    fn call(&self, function: u16, arguments: Option<&[u16]>, takes_unknown: bool, frames: Frames<'_, 'a>) -> Value<'a> {
        let Some(arguments) = arguments else { return Value::Unknown };
        let mut values = [Value::Unknown; Function::MOST_PARAMETERS];
        let Some(values) = values.get_mut(..arguments.len()) else { return Value::Unknown };
        for (value, &argument) in values.iter_mut().zip(arguments) {
            *value = self.value(argument, frames);
            if !takes_unknown && matches!(value, Value::Absent | Value::Unknown) {
                return Value::Unknown;
            }
        }
        self.scope.call(function, values)
    }

    /// Counts the visit of an item; `false` when there were too many.
    fn visit(&self) -> bool {
        let left = self.visits.get();
        self.visits.set(left.saturating_sub(1));
        left > 0
    }

    /// `all`, `exists`, `exists_one`. The first two are `&&` and `||` over the items; for the third every item must be
    /// judged.
    fn fold(&self, fold: Fold, (list, test): (u16, u16), outer: Frames<'_, 'a>) -> Value<'a> {
        let Value::List(items) = self.value(list, outer) else { return Value::Unknown };
        let (mut unknown, mut found) = (false, 0usize);
        for &item in items {
            if !self.visit() {
                return Value::Unknown;
            }
            match (fold, self.truth(test, Some(&Frame { item, outer }))) {
                (Fold::All, Some(false)) => return Value::Bool(false),
                (Fold::Exists, Some(true)) => return Value::Bool(true),
                (Fold::ExistsOne, None) => return Value::Unknown,
                (_, None) => unknown = true,
                (_, Some(truth)) => found += usize::from(truth),
            }
        }
        match fold {
            _ if unknown => Value::Unknown,
            Fold::All => Value::Bool(true),
            Fold::Exists => Value::Bool(false),
            Fold::ExistsOne => Value::Bool(found == 1),
        }
    }

    /// `filter` and `map`: the items that pass the test, made into what the body says. Both are unknown as a whole when one
    /// answer is: a list that lost an item, or holds one that nobody knows, would be taken for what was asked for.
    fn select(&self, list: u16, test: Option<u16>, body: Option<u16>, outer: Frames<'_, 'a>) -> Value<'a> {
        let Value::List(items) = self.value(list, outer) else { return Value::Unknown };
        let mut selected = Vec::with_capacity_in(items.len(), self.scope.arena());
        for &item in items {
            if !self.visit() {
                return Value::Unknown;
            }
            let frame = Frame { item, outer };
            match test.map_or(Some(true), |test| self.truth(test, Some(&frame))) {
                Some(true) => {}
                Some(false) => continue,
                None => return Value::Unknown,
            }
            match body.map_or(item, |body| self.value(body, Some(&frame))) {
                Value::Absent | Value::Unknown => return Value::Unknown,
                value => selected.push(value),
            }
        }
        Value::List(selected.into_bump_slice())
    }

    /// A list literal: unknown when an item is.
    fn list(&self, items: Option<&[u16]>, frames: Frames<'_, 'a>) -> Value<'a> {
        let Some(items) = items else { return Value::Unknown };
        let mut values = Vec::with_capacity_in(items.len(), self.scope.arena());
        for &item in items {
            match self.value(item, frames) {
                Value::Absent | Value::Unknown => return Value::Unknown,
                value => values.push(value),
            }
        }
        Value::List(values.into_bump_slice())
    }

    fn join_strings(&self, left: &str, right: &str) -> Value<'a> {
        let mut joined = String::with_capacity_in(left.len() + right.len(), self.scope.arena());
        joined.push_str(left);
        joined.push_str(right);
        Value::String(joined.into_bump_str())
    }

    fn join_lists(&self, left: &[Value<'a>], right: &[Value<'a>]) -> Value<'a> {
        let mut joined = Vec::with_capacity_in(left.len() + right.len(), self.scope.arena());
        joined.extend_from_slice_copy(left);
        joined.extend_from_slice_copy(right);
        Value::List(joined.into_bump_slice())
    }

    /// `string(x)`.
    fn text_of(&self, value: Value<'a>) -> Value<'a> {
        match value {
            Value::Int(value) => {
                let mut text = String::new_in(self.scope.arena());
                write!(text, "{value}").map_or(Value::Unknown, |()| Value::String(text.into_bump_str()))
            }
            Value::Bool(value) => Value::String(if value { "true" } else { "false" }),
            Value::String(text) => Value::String(text),
            _ => Value::Unknown,
        }
    }

    fn matches(&self, text: Value<'a>, pattern: Value<'a>) -> Value<'a> {
        let (Value::String(text), Value::String(pattern)) = (text, pattern) else { return Value::Unknown };
        self.scope.patterns().is_match(pattern, text).map_or(Value::Unknown, Value::Bool)
    }
}

/// The loop variable of the macro `depth` levels further out.
fn local<'a>(depth: u8, frames: Frames<'_, 'a>) -> Value<'a> {
    let mut frame = frames;
    for _ in 0..depth {
        frame = frame.and_then(|frame| frame.outer);
    }
    frame.map_or(Value::Unknown, |frame| frame.item)
}
