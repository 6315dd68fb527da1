//! What names mean: loop variables, variables of the environment, and fields.

use cel::IdedExpr;
use cel::common::ast::{Expr, SelectExpr};

use super::{Checker, Typed};
use crate::expr::error::ErrorKind;
use crate::expr::near::near_names;
use crate::expr::places::Part;
use crate::expr::program::Node;
use crate::expr::shape::{Base, Shape};

impl<'t> Checker<'_, 't> {
    /// A plain name.
    pub(super) fn name(&mut self, expr: &'t IdedExpr, name: &'t str) -> Option<Typed> {
        // A leading dot means the variable of the environment, whatever a macro calls its own.
        let global = name.strip_prefix('.');
        if global.is_none()
            && let Some((depth, local)) = self.locals.iter().rev().enumerate().find(|(_, local)| local.name == name)
        {
            let (shape, constant) = (local.shape, local.constant);
            let node = self.program.add(Node::Local(u8::try_from(depth).unwrap_or(u8::MAX)));
            return Some(Typed { node, shape, constant });
        }
        let name = global.unwrap_or(name);
        match self.variable(name) {
            Some(typed) => Some(typed),
            None => self.unknown_name(expr, Part::Name, name),
        }
    }

    /// The variable of the environment of that name.
    fn variable(&mut self, name: &str) -> Option<Typed> {
        let variable = self.environment.variable(name)?;
        let node = self.program.add(Node::Variable(variable.slot));
        Some(Typed { node, shape: Shape::of(variable.ty), constant: variable.constant })
    }

    fn unknown_name(&mut self, expr: &'t IdedExpr, part: Part, name: &str) -> Option<Typed> {
        let locals = self.locals.iter().map(|local| local.name);
        let near = near_names(name, self.environment.variables().into_iter().chain(locals));
        self.refuse(expr, part, ErrorKind::UnknownName { name: name.to_owned(), near })
    }

    /// `a.b`, `has(a.b)`. As everywhere in CEL, a variable may be named `a.b` too, and the longest such name wins.
    pub(super) fn select(&mut self, expr: &'t IdedExpr, select: &'t SelectExpr) -> Option<Typed> {
        if let Some(name) = self.qualified_name(select) {
            match self.environment.variable(&name) {
                Some(_) if select.test => return self.refuse(expr, Part::Whole, ErrorKind::HasNeedsField),
                Some(_) => return self.variable(&name),
                None if self.is_namespace(&select.operand) => return self.unknown_name(expr, Part::Whole, &name),
                None => {}
            }
        }
        let operand = self.check(&select.operand)?;
        let name = select.field.as_str();
        let (0, Base::Object(object)) = (operand.shape.lists, operand.shape.base) else {
            let kind = ErrorKind::NoFields { name: name.to_owned(), of: operand.shape.to_string() };
            return self.refuse(expr, Part::Name, kind);
        };
        let Some(index) = object.fields.iter().position(|field| field.name == name) else {
            let near = near_names(name, object.fields.iter().map(|field| field.name));
            let kind = ErrorKind::UnknownField { name: name.to_owned(), of: object.name.to_owned(), near };
            return self.refuse(expr, Part::Name, kind);
        };
        let field = u16::try_from(index).unwrap_or(u16::MAX);
        let (node, shape) = if select.test {
            (Node::Has { operand: operand.node, field }, Shape::BOOL)
        } else {
            (Node::Field { operand: operand.node, field }, Shape::of(object.fields[index].ty))
        };
        Some(Typed { node: self.program.add(node), shape, constant: operand.constant })
    }

    /// The name that a field of a field of a variable would have as one name.
    fn qualified_name(&self, select: &SelectExpr) -> Option<String> {
        let before = match &select.operand.expr {
            Expr::Select(inner) if !inner.test => self.qualified_name(inner)?,
            Expr::Ident(name) if !self.locals.iter().any(|local| local.name == name) => {
                name.strip_prefix('.').unwrap_or(name).to_owned()
            }
            _ => return None,
        };
        Some(format!("{before}.{}", select.field))
    }

    /// Whether this is no variable, but the first part of the names of some.
    fn is_namespace(&self, operand: &IdedExpr) -> bool {
        let Expr::Ident(name) = &operand.expr else { return false };
        let name = name.strip_prefix('.').unwrap_or(name);
        let starts = |variable: &str| variable.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.environment.variable(name).is_none() && self.environment.variables().into_iter().any(starts)
    }
}
