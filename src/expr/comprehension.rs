//! The macros of CEL, read back from what the parser made of them.
//!
//! The parser writes each macro as a general loop with an accumulator. The shapes are few and fixed; a loop that has none
//! of them is refused.

use cel::IdedExpr;
use cel::common::ast::{ComprehensionExpr, Expr, LiteralValue, operators};

use super::program::Fold;

/// A macro with its parts.
pub(super) struct Macro<'t> {
    /// What is looped over.
    pub list: &'t IdedExpr,
    /// The name of the loop variable.
    pub variable: &'t str,
    /// What is done.
    pub body: Body<'t>,
}

/// What a macro does with the items.
pub(super) enum Body<'t> {
    /// `all`, `exists`, `exists_one`.
    Fold(Fold, &'t IdedExpr),
    /// `filter`.
    Filter(&'t IdedExpr),
    /// `map` with two arguments.
    Map(&'t IdedExpr),
    /// `map` with three arguments: test and new item.
    MapSome(&'t IdedExpr, &'t IdedExpr),
}

/// The macro that a loop was written as.
pub(super) fn read(comprehension: &ComprehensionExpr) -> Option<Macro<'_>> {
    let ComprehensionExpr { iter_range, iter_var, iter_var2: None, accu_var, accu_init, loop_step, .. } = comprehension
    else {
        return None;
    };
    let accumulator = accu_var.as_str();
    let body = match &accu_init.expr {
        Expr::Literal(LiteralValue::Boolean(_)) => all_or_exists(loop_step, accumulator),
        Expr::Literal(LiteralValue::Int(_)) => exists_one(loop_step, accumulator),
        Expr::List(list) if list.elements.is_empty() => map_or_filter(loop_step, accumulator, iter_var),
        _ => None,
    }?;
    Some(Macro { list: iter_range, variable: iter_var, body })
}

/// `accumulator && test`, `accumulator || test`.
fn all_or_exists<'t>(step: &'t IdedExpr, accumulator: &str) -> Option<Body<'t>> {
    let (operator, [left, test]) = call(step)? else { return None };
    if !is_name(left, accumulator) {
        return None;
    }
    match operator {
        operators::LOGICAL_AND => Some(Body::Fold(Fold::All, test)),
        operators::LOGICAL_OR => Some(Body::Fold(Fold::Exists, test)),
        _ => None,
    }
}

/// `test ? accumulator + 1 : accumulator`.
fn exists_one<'t>(step: &'t IdedExpr, accumulator: &str) -> Option<Body<'t>> {
    let (test, yes) = choice(step, accumulator)?;
    let (operators::ADD, [left, _]) = call(yes)? else { return None };
    is_name(left, accumulator).then_some(Body::Fold(Fold::ExistsOne, test))
}

/// `accumulator + [item]`, `test ? accumulator + [item] : accumulator`.
fn map_or_filter<'t>(step: &'t IdedExpr, accumulator: &str, variable: &str) -> Option<Body<'t>> {
    if let Some(item) = appended(step, accumulator) {
        return Some(Body::Map(item));
    }
    let (test, yes) = choice(step, accumulator)?;
    let item = appended(yes, accumulator)?;
    // `filter` is a `map` of the items to themselves.
    Some(if is_name(item, variable) { Body::Filter(test) } else { Body::MapSome(test, item) })
}

/// The item in `accumulator + [item]`.
fn appended<'t>(expr: &'t IdedExpr, accumulator: &str) -> Option<&'t IdedExpr> {
    let (operators::ADD, [left, right]) = call(expr)? else { return None };
    let Expr::List(list) = &right.expr else { return None };
    let [item] = list.elements.as_slice() else { return None };
    is_name(left, accumulator).then_some(item)
}

/// Test and result in `test ? result : accumulator`.
fn choice<'t>(expr: &'t IdedExpr, accumulator: &str) -> Option<(&'t IdedExpr, &'t IdedExpr)> {
    let (operators::CONDITIONAL, [test, yes, no]) = call(expr)? else { return None };
    is_name(no, accumulator).then_some((test, yes))
}

fn call(expr: &IdedExpr) -> Option<(&str, &[IdedExpr])> {
    match &expr.expr {
        Expr::Call(call) if call.target.is_none() => Some((&call.func_name, &call.args)),
        _ => None,
    }
}

fn is_name(expr: &IdedExpr, name: &str) -> bool {
    matches!(&expr.expr, Expr::Ident(found) if found == name)
}
