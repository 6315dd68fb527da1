//! What functions ask of their arguments: those of CEL, and those of the host.

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};

use super::operators::Operator;
use super::{Checker, Typed};
use crate::expr::environment::{Function, Parameter};
use crate::expr::error::{ErrorKind, Unsupported};
use crate::expr::near::near_names;
use crate::expr::pattern::check_pattern;
use crate::expr::places::Part;
use crate::expr::program::{Node, TextTest};
use crate::expr::shape::{Base, Shape};

/// The functions of CEL that are supported, with how many arguments each takes, the receiver included.
const BUILT_IN: &[(&str, usize, BuiltIn)] = &[
    ("size", 1, BuiltIn::Size),
    ("contains", 2, BuiltIn::Text(TextTest::Contains)),
    ("startsWith", 2, BuiltIn::Text(TextTest::StartsWith)),
    ("endsWith", 2, BuiltIn::Text(TextTest::EndsWith)),
    ("matches", 2, BuiltIn::Matches),
    ("string", 1, BuiltIn::String),
    ("int", 1, BuiltIn::Int),
    ("known", 1, BuiltIn::Known),
];

/// The macros, with how many arguments each takes: the parser leaves a call with another number as it is.
const MACROS: &[(&str, usize)] = &[
    (operators::HAS, 1),
    (operators::ALL, 2),
    (operators::EXISTS, 2),
    (operators::EXISTS_ONE, 2),
    ("existsOne", 2),
    (operators::FILTER, 2),
    (operators::MAP, 2),
];

/// Functions of CEL that are left out on purpose.
const LEFT_OUT: &[(&str, Unsupported)] = &[
    ("type", Unsupported::TypeOf),
    ("dyn", Unsupported::Dyn),
    ("double", Unsupported::Double),
    ("uint", Unsupported::Uint),
    ("bytes", Unsupported::Bytes),
    ("timestamp", Unsupported::Timestamp),
    ("duration", Unsupported::Duration),
];

#[derive(Clone, Copy)]
enum BuiltIn {
    Size,
    Text(TextTest),
    Matches,
    String,
    Int,
    Known,
}

impl BuiltIn {
    /// Whether CEL has it as `f(x)`, and as `x.f()`.
    const fn styles(self) -> (bool, bool) {
        match self {
            BuiltIn::Size | BuiltIn::Matches => (true, true),
            BuiltIn::Text(_) => (false, true),
            BuiltIn::String | BuiltIn::Int | BuiltIn::Known => (true, false),
        }
    }

    /// An example of a call.
    const fn written(self) -> &'static str {
        match self {
            BuiltIn::Size => "size(a)",
            BuiltIn::Text(TextTest::Contains) => "a.contains(b)",
            BuiltIn::Text(TextTest::StartsWith) => "a.startsWith(b)",
            BuiltIn::Text(TextTest::EndsWith) => "a.endsWith(b)",
            BuiltIn::Matches => "a.matches('^b')",
            BuiltIn::String => "string(a)",
            BuiltIn::Int => "int(a)",
            BuiltIn::Known => "known(a)",
        }
    }
}

impl<'t> Checker<'_, 't> {
    /// A call: an operator, a function of CEL, or a function of the host.
    pub(super) fn call(&mut self, expr: &'t IdedExpr, call: &'t CallExpr) -> Option<Typed> {
        if let Some(operator) = Operator::of(&call.func_name) {
            return self.operator(expr, operator, &call.args);
        }
        // `f(x)` and `x.f()` are the same for every function that has a first argument.
        let arguments: Vec<&'t IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        let name = call.func_name.as_str();
        let global = name.strip_prefix('.').unwrap_or(name);
        if let Some(&(_, count, function)) = BUILT_IN.iter().find(|(known, ..)| *known == global) {
            let (as_function, as_member) = function.styles();
            if if call.target.is_some() { as_member } else { as_function } {
                return self.built_in(expr, (global, count, function), &arguments);
            }
        }
        if let Some(function) = self.environment.function(global) {
            return self.host_function(expr, (global, &function), &arguments);
        }
        self.no_such_function(expr, global, call)
    }

    fn built_in(
        &mut self,
        expr: &'t IdedExpr,
        (name, count, function): (&str, usize, BuiltIn),
        arguments: &[&'t IdedExpr],
    ) -> Option<Typed> {
        let typed = self.arguments(arguments);
        if arguments.len() != count {
            return self.wrong_count(expr, name, count, arguments.len());
        }
        let typed = typed?;
        let (node, shape) = match (function, arguments, typed.as_slice()) {
            (BuiltIn::Size, [argument], [operand]) => {
                self.has_size(argument, *operand)?;
                (Node::Size(operand.node), Shape::INT)
            }
            (BuiltIn::Text(question), [_, _], [text, part]) => {
                self.all_strings(name, arguments, &typed)?;
                (Node::Text(question, text.node, part.node), Shape::BOOL)
            }
            (BuiltIn::Matches, [_, pattern], [text, typed_pattern]) => {
                self.all_strings(name, arguments, &typed)?;
                self.pattern(pattern, *typed_pattern)?;
                (Node::Matches(text.node, typed_pattern.node), Shape::BOOL)
            }
            (BuiltIn::String, [argument], [operand]) => {
                self.converts(argument, name, *operand, &[Base::Int, Base::String, Base::Bool, Base::Any])?;
                (Node::ToString(operand.node), Shape::STRING)
            }
            (BuiltIn::Int, [argument], [operand]) => {
                self.converts(argument, name, *operand, &[Base::Int, Base::String, Base::Any])?;
                (Node::ToInt(operand.node), Shape::INT)
            }
            (BuiltIn::Known, [_], [operand]) => (Node::Known(operand.node), Shape::BOOL),
            _ => return None,
        };
        let constant = typed.iter().all(|typed| typed.constant);
        Some(Typed { node: self.program.add(node), shape, constant })
    }

    /// All arguments; nothing when one of them is not good.
    fn arguments(&mut self, arguments: &[&'t IdedExpr]) -> Option<Vec<Typed>> {
        let checked: Vec<Option<Typed>> = arguments.iter().map(|argument| self.check(argument)).collect();
        checked.into_iter().collect()
    }

    fn has_size(&mut self, argument: &'t IdedExpr, operand: Typed) -> Option<()> {
        if operand.shape.lists > 0 || operand.shape.fits(Shape::STRING) {
            return Some(());
        }
        let kind = ErrorKind::WrongType {
            what: "the argument of `size`".to_owned(),
            expected: "string` or `list".to_owned(),
            found: operand.shape.to_string(),
        };
        self.refuse(argument, Part::Whole, kind);
        None
    }

    fn all_strings(&mut self, name: &str, arguments: &[&'t IdedExpr], typed: &[Typed]) -> Option<()> {
        let mut good = Some(());
        for (argument, typed) in arguments.iter().zip(typed) {
            let what = || format!("an argument of `{name}`");
            if self.expect(argument, *typed, Shape::STRING, what).is_none() {
                good = None;
            }
        }
        good
    }

    fn converts(&mut self, argument: &'t IdedExpr, name: &str, operand: Typed, from: &[Base]) -> Option<()> {
        if operand.shape.lists == 0 && from.contains(&operand.shape.base) {
            return Some(());
        }
        let kind = ErrorKind::WrongType {
            what: format!("the argument of `{name}`"),
            expected: if name == "int" { "string" } else { "int` or `bool" }.to_owned(),
            found: operand.shape.to_string(),
        };
        self.refuse(argument, Part::Whole, kind);
        None
    }

    /// The pattern of `matches`: never from a request, and compiled here when it is written out.
    fn pattern(&mut self, pattern: &'t IdedExpr, typed: Typed) -> Option<()> {
        if !typed.constant {
            self.refuse(pattern, Part::Whole, ErrorKind::PatternNotConstant);
            return None;
        }
        let literal = self.program.text(typed.node);
        if let Some(Err(reason)) = literal.map(check_pattern) {
            self.refuse(pattern, Part::Whole, ErrorKind::Pattern(reason));
            return None;
        }
        Some(())
    }

    fn host_function(
        &mut self,
        expr: &'t IdedExpr,
        (name, function): (&str, &Function<'_>),
        arguments: &[&'t IdedExpr],
    ) -> Option<Typed> {
        let count = function.parameters.len();
        if arguments.len() != count || count > Function::MOST_PARAMETERS {
            self.arguments(arguments);
            return self.wrong_count(expr, name, count, arguments.len());
        }
        let checked: Vec<Option<Typed>> = arguments
            .iter()
            .zip(function.parameters)
            .map(|(argument, parameter)| self.argument(argument, name, parameter))
            .collect();
        let typed: Vec<Typed> = checked.into_iter().collect::<Option<_>>()?;
        let nodes: Vec<u16> = typed.iter().map(|typed| typed.node).collect();
        let node = self.program.add_call(function.index, &nodes, function.takes_unknown);
        // What a function of the host looks at beside its arguments is not known here.
        Some(Typed { node, shape: Shape::of(function.result), constant: false })
    }

    fn argument(&mut self, argument: &'t IdedExpr, function: &str, parameter: &Parameter<'_>) -> Option<Typed> {
        match *parameter {
            Parameter::Value(ty) => {
                let typed = self.check(argument)?;
                self.expect(argument, typed, Shape::of(ty), || format!("an argument of `{function}`"))
            }
            Parameter::Name { noun, names } => self.literal_name(argument, function, noun, names),
        }
    }

    /// A name that is written out, lowered to its index.
    fn literal_name(&mut self, argument: &'t IdedExpr, function: &str, noun: &str, names: &[&str]) -> Option<Typed> {
        let Expr::Literal(LiteralValue::String(name)) = &argument.expr else {
            let kind = ErrorKind::NotALiteral { function: function.to_owned(), noun: noun.to_owned() };
            return self.refuse(argument, Part::Whole, kind);
        };
        let name = name.inner();
        let position = names.iter().position(|known| *known == name);
        let Some(index) = position.and_then(|index| i64::try_from(index).ok()) else {
            let near = near_names(name, names.iter().copied());
            let kind = ErrorKind::UnknownLiteral { noun: noun.to_owned(), name: name.to_owned(), near };
            return self.refuse(argument, Part::Whole, kind);
        };
        Some(Typed { node: self.program.add(Node::Int(index)), shape: Shape::INT, constant: true })
    }

    fn wrong_count(&mut self, expr: &'t IdedExpr, name: &str, expected: usize, found: usize) -> Option<Typed> {
        let kind = ErrorKind::ArgumentCount { function: name.to_owned(), expected, found };
        self.refuse(expr, Part::Whole, kind)
    }

    fn no_such_function(&mut self, expr: &'t IdedExpr, name: &str, call: &'t CallExpr) -> Option<Typed> {
        if let Some((_, part)) = LEFT_OUT.iter().find(|(known, _)| *known == name) {
            return self.unsupported(expr, *part);
        }
        if let Some((_, _, function)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
            let kind = ErrorKind::CallStyle { function: name.to_owned(), written: function.written() };
            return self.refuse(expr, Part::Name, kind);
        }
        if let Some((_, count)) = MACROS.iter().find(|(known, _)| *known == name) {
            return self.wrong_count(expr, name, *count, call.args.len());
        }
        let built_in = BUILT_IN.iter().map(|(known, ..)| *known).chain(MACROS.iter().map(|(known, _)| *known));
        let near = near_names(name, self.environment.functions().into_iter().chain(built_in));
        self.refuse(expr, Part::Name, ErrorKind::UnknownFunction { name: name.to_owned(), near })
    }
}
