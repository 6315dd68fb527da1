//! Types: every part of an expression has one before anything is evaluated.
//!
//! The tree is walked once. A part that is good becomes a node of the program; a part that is not becomes a problem, and
//! what contains it is not judged further, so that one mistake gives one error. All mistakes are found in one walk.
//! `names`, `operators` and `calls` hold what a name means, and what each operator and function asks of its operands.

mod calls;
mod names;
mod operators;

use cel::IdedExpr;
use cel::common::ast::{Expr, ListExpr, LiteralValue};

use super::comprehension::{self, Body, Macro};
use super::environment::Environment;
use super::error::{ErrorKind, ExprError, Unsupported};
use super::lower::Builder;
use super::places::{Part, Places};
use super::program::{Kind, Node, Program};
use super::shape::{Base, Shape};
use crate::value::Type;

/// How deep operators and calls may be nested: the evaluator calls itself for each level.
const DEEPEST: usize = 96;

/// How deep macros may be nested: the time that an evaluation takes grows by the length of a list for each.
const DEEPEST_MACROS: usize = 3;

/// Checks a tree and lowers it.
///
/// # Errors
/// All mistakes, in the order of the text.
pub(super) fn check(
    source: &str,
    tree: &IdedExpr,
    environment: &dyn Environment,
    expected: Option<Type>,
) -> Result<Program, Vec<ExprError>> {
    let mut checker =
        Checker { environment, program: Builder::default(), locals: Vec::new(), problems: Vec::new(), depth: 0 };
    let typed = checker.check(tree);
    if let (Some(typed), Some(expected)) = (typed, expected) {
        checker.expect(tree, typed, Shape::of(expected), || "the expression".to_owned());
    }
    match typed {
        Some(typed) if checker.problems.is_empty() => {
            let item = typed.shape.item().filter(|item| *item != Shape::ANY).map(kind);
            Ok(checker.program.finish(kind(typed.shape), item))
        }
        _ => Err(errors(source, &checker.problems)),
    }
}

/// The kind of a result. What could be any type is no value at all: an item of the empty list.
fn kind(shape: Shape) -> Kind {
    match (shape.lists, shape.base) {
        (1.., _) => Kind::List,
        (0, Base::Bool | Base::Any) => Kind::Bool,
        (0, Base::Int) => Kind::Int,
        (0, Base::String) => Kind::String,
        (0, Base::Object(_)) => Kind::Object,
    }
}

/// The problems with their places.
fn errors(source: &str, problems: &[Problem<'_>]) -> Vec<ExprError> {
    let places = Places::read(source);
    let mut errors: Vec<ExprError> = problems
        .iter()
        .map(|problem| ExprError { span: places.span(problem.at, problem.part), kind: problem.kind.clone() })
        .collect();
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    errors
}

/// A mistake, by the node that it is about.
struct Problem<'t> {
    at: &'t IdedExpr,
    part: Part,
    kind: ErrorKind,
}

/// A part of the expression that is good.
#[derive(Clone, Copy)]
struct Typed {
    /// Its node.
    node: u16,
    /// Its type.
    shape: Shape,
    /// Whether it is made of literals and of variables that are [constant](super::Variable::constant).
    constant: bool,
}

/// A loop variable.
struct Local<'t> {
    name: &'t str,
    shape: Shape,
    constant: bool,
}

struct Checker<'e, 't> {
    environment: &'e dyn Environment,
    program: Builder,
    locals: Vec<Local<'t>>,
    problems: Vec<Problem<'t>>,
    depth: usize,
}

impl<'t> Checker<'_, 't> {
    /// The type and node of an expression; nothing when a problem was found in it.
    fn check(&mut self, expr: &'t IdedExpr) -> Option<Typed> {
        if self.depth >= DEEPEST {
            let kind = ErrorKind::TooDeep { what: "expressions", limit: DEEPEST };
            // What is too deep is so with all its neighbors.
            let is_told = self.problems.iter().any(|problem| problem.kind == kind);
            return if is_told { None } else { self.refuse(expr, Part::Whole, kind) };
        }
        self.depth += 1;
        let typed = match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) => self.name(expr, name),
            Expr::Select(select) => self.select(expr, select),
            Expr::List(list) => self.list(expr, list),
            Expr::Call(call) => self.call(expr, call),
            Expr::Comprehension(comprehension) => match comprehension::read(comprehension) {
                Some(read) => self.expand(expr, &read),
                None => self.unsupported(expr, Unsupported::Macro),
            },
            Expr::Map(_) => self.unsupported(expr, Unsupported::Map),
            Expr::Struct(_) => self.unsupported(expr, Unsupported::Message),
            // The parser gives this along with an error only.
            Expr::Unspecified => None,
        };
        self.depth -= 1;
        typed
    }

    fn literal(&mut self, expr: &'t IdedExpr, literal: &LiteralValue) -> Option<Typed> {
        let (node, shape) = match literal {
            LiteralValue::Boolean(value) => (self.program.add(Node::Bool(*value.inner())), Shape::BOOL),
            LiteralValue::Int(value) => (self.program.add(Node::Int(*value.inner())), Shape::INT),
            LiteralValue::String(value) => (self.program.add_string(value.inner()), Shape::STRING),
            LiteralValue::Double(_) => return self.unsupported(expr, Unsupported::Double),
            LiteralValue::UInt(_) => return self.unsupported(expr, Unsupported::Uint),
            LiteralValue::Bytes(_) => return self.unsupported(expr, Unsupported::Bytes),
            LiteralValue::Null => return self.unsupported(expr, Unsupported::Null),
        };
        Some(Typed { node, shape, constant: true })
    }

    fn list(&mut self, expr: &'t IdedExpr, list: &'t ListExpr) -> Option<Typed> {
        if !list.optional_indices.is_empty() {
            return self.unsupported(expr, Unsupported::Optional);
        }
        let checked: Vec<Option<Typed>> = list.elements.iter().map(|item| self.check(item)).collect();
        let items: Vec<Typed> = checked.into_iter().collect::<Option<_>>()?;
        let mut shape = Shape::ANY;
        for (item, element) in items.iter().zip(&list.elements) {
            let Some(common) = shape.common(item.shape) else {
                let (first, other) = (shape.to_string(), item.shape.to_string());
                return self.refuse(element, Part::Whole, ErrorKind::Mixed { place: "list", first, other });
            };
            shape = common;
        }
        let nodes: Vec<u16> = items.iter().map(|item| item.node).collect();
        let constant = items.iter().all(|item| item.constant);
        Some(Typed { node: self.program.add_list(&nodes), shape: shape.list(), constant })
    }

    /// A macro with its loop variable.
    fn expand(&mut self, expr: &'t IdedExpr, read: &Macro<'t>) -> Option<Typed> {
        let list = self.check(read.list);
        if self.locals.len() >= DEEPEST_MACROS {
            return self.refuse(expr, Part::Name, ErrorKind::TooDeep { what: "macros", limit: DEEPEST_MACROS });
        }
        let list = list?;
        let Some(item) = list.shape.item() else {
            let kind = ErrorKind::WrongType {
                what: "what a macro goes through".to_owned(),
                expected: "list".to_owned(),
                found: list.shape.to_string(),
            };
            return self.refuse(read.list, Part::Whole, kind);
        };
        self.locals.push(Local { name: read.variable, shape: item, constant: list.constant });
        let typed = self.body(list, item, &read.body);
        self.locals.pop();
        typed
    }

    fn body(&mut self, list: Typed, item: Shape, body: &Body<'t>) -> Option<Typed> {
        let (node, shape, constant) = match *body {
            Body::Fold(fold, test) => {
                let checked = self.test(test)?;
                (Node::Fold { fold, list: list.node, test: checked.node }, Shape::BOOL, checked.constant)
            }
            Body::Filter(test) => {
                let checked = self.test(test)?;
                (Node::Filter { list: list.node, test: checked.node }, item.list(), checked.constant)
            }
            Body::Map(body) => {
                let body = self.check(body)?;
                (Node::Map { list: list.node, body: body.node }, body.shape.list(), body.constant)
            }
            Body::MapSome(test, body) => {
                let (test, body) = (self.test(test), self.check(body));
                let (test, body) = (test?, body?);
                let node = Node::MapSome { list: list.node, test: test.node, body: body.node };
                (node, body.shape.list(), test.constant && body.constant)
            }
        };
        Some(Typed { node: self.program.add(node), shape, constant: list.constant && constant })
    }

    /// The condition of a macro.
    fn test(&mut self, expr: &'t IdedExpr) -> Option<Typed> {
        let typed = self.check(expr)?;
        self.expect(expr, typed, Shape::BOOL, || "the condition on an item".to_owned())
    }

    /// The same when it has the type that is asked for.
    fn expect(&mut self, expr: &'t IdedExpr, typed: Typed, shape: Shape, what: impl Fn() -> String) -> Option<Typed> {
        if typed.shape.fits(shape) {
            return Some(typed);
        }
        let kind = ErrorKind::WrongType { what: what(), expected: shape.to_string(), found: typed.shape.to_string() };
        self.refuse(expr, Part::Whole, kind)
    }

    fn unsupported(&mut self, expr: &'t IdedExpr, part: Unsupported) -> Option<Typed> {
        self.refuse(expr, Part::Whole, ErrorKind::Unsupported(part))
    }

    fn refuse(&mut self, at: &'t IdedExpr, part: Part, kind: ErrorKind) -> Option<Typed> {
        self.problems.push(Problem { at, part, kind });
        None
    }
}
