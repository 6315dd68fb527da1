//! What operators ask of their operands.

use cel::IdedExpr;
use cel::common::ast::operators as names;

use super::{Checker, Typed};
use crate::expr::error::{ErrorKind, Unsupported};
use crate::expr::places::Part;
use crate::expr::program::{Arithmetic, Comparison, Node};
use crate::expr::shape::{Base, Shape};

/// An operator that the parser writes as a function.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Not,
    Negate,
    And,
    Or,
    Choose,
    Compare(Comparison),
    Calculate(Arithmetic),
    In,
    Index,
    Optional,
}

impl Operator {
    /// The operator that the parser gives this name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            names::LOGICAL_NOT => Operator::Not,
            names::NEGATE => Operator::Negate,
            names::LOGICAL_AND => Operator::And,
            names::LOGICAL_OR => Operator::Or,
            names::CONDITIONAL => Operator::Choose,
            names::EQUALS => Operator::Compare(Comparison::Equal),
            names::NOT_EQUALS => Operator::Compare(Comparison::NotEqual),
            names::LESS => Operator::Compare(Comparison::Less),
            names::LESS_EQUALS => Operator::Compare(Comparison::LessOrEqual),
            names::GREATER => Operator::Compare(Comparison::Greater),
            names::GREATER_EQUALS => Operator::Compare(Comparison::GreaterOrEqual),
            names::ADD => Operator::Calculate(Arithmetic::Add),
            names::SUBSTRACT => Operator::Calculate(Arithmetic::Subtract),
            names::MULTIPLY => Operator::Calculate(Arithmetic::Multiply),
            names::DIVIDE => Operator::Calculate(Arithmetic::Divide),
            names::MODULO => Operator::Calculate(Arithmetic::Remainder),
            names::IN => Operator::In,
            names::INDEX => Operator::Index,
            names::OPT_INDEX | names::OPT_SELECT => Operator::Optional,
            _ => return None,
        })
    }

    /// The operator as it is written.
    const fn written(self) -> &'static str {
        match self {
            Operator::Not => "!",
            Operator::Negate | Operator::Calculate(Arithmetic::Subtract) => "-",
            Operator::And => "&&",
            Operator::Or => "||",
            Operator::Choose => "?:",
            Operator::Compare(Comparison::Equal) => "==",
            Operator::Compare(Comparison::NotEqual) => "!=",
            Operator::Compare(Comparison::Less) => "<",
            Operator::Compare(Comparison::LessOrEqual) => "<=",
            Operator::Compare(Comparison::Greater) => ">",
            Operator::Compare(Comparison::GreaterOrEqual) => ">=",
            Operator::Calculate(Arithmetic::Add) => "+",
            Operator::Calculate(Arithmetic::Multiply) => "*",
            Operator::Calculate(Arithmetic::Divide) => "/",
            Operator::Calculate(Arithmetic::Remainder) => "%",
            Operator::In => "in",
            Operator::Index => "[]",
            Operator::Optional => "?",
        }
    }
}

impl<'t> Checker<'_, 't> {
    /// An operator with its operands.
    pub(super) fn operator(
        &mut self,
        expr: &'t IdedExpr,
        operator: Operator,
        operands: &'t [IdedExpr],
    ) -> Option<Typed> {
        if matches!(operator, Operator::Optional) {
            return self.unsupported(expr, Unsupported::Optional);
        }
        // All operands are checked before one that failed ends it: each mistake is told.
        let checked: Vec<Option<Typed>> = operands.iter().map(|operand| self.check(operand)).collect();
        let typed: Vec<Typed> = checked.into_iter().collect::<Option<_>>()?;
        let constant = typed.iter().all(|typed| typed.constant);
        let (node, shape) = match *typed.as_slice() {
            [operand] => self.prefix(expr, operator, operand)?,
            [left, right] => self.infix(expr, operator, operands, (left, right))?,
            [condition, yes, no] => self.choose(operands, condition, (yes, no))?,
            _ => return None,
        };
        Some(Typed { node, shape, constant })
    }

    fn prefix(&mut self, expr: &'t IdedExpr, operator: Operator, operand: Typed) -> Option<(u16, Shape)> {
        let (node, shape) = match operator {
            Operator::Not => (Node::Not(operand.node), Shape::BOOL),
            Operator::Negate => (Node::Negate(operand.node), Shape::INT),
            _ => return None,
        };
        if !operand.shape.fits(shape) {
            return self.refuse_operands(expr, operator, &[operand]);
        }
        Some((self.program.add(node), shape))
    }

    fn infix(
        &mut self,
        expr: &'t IdedExpr,
        operator: Operator,
        operands: &'t [IdedExpr],
        (left, right): (Typed, Typed),
    ) -> Option<(u16, Shape)> {
        let common = left.shape.common(right.shape);
        let both = |shape: Shape| left.shape.fits(shape) && right.shape.fits(shape);
        let (node, shape) = match operator {
            Operator::And if both(Shape::BOOL) => (Node::And(left.node, right.node), Shape::BOOL),
            Operator::Or if both(Shape::BOOL) => (Node::Or(left.node, right.node), Shape::BOOL),
            Operator::Compare(comparison) => {
                return self.compare(expr, comparison, (left, right));
            }
            Operator::Calculate(Arithmetic::Add) if common.is_some_and(|shape| shape.lists > 0) => {
                (Node::JoinLists(left.node, right.node), common?)
            }
            Operator::Calculate(Arithmetic::Add) if common == Some(Shape::STRING) => {
                (Node::JoinStrings(left.node, right.node), Shape::STRING)
            }
            Operator::Calculate(arithmetic) if both(Shape::INT) => {
                return Some((self.program.add_calculation(arithmetic, left.node, right.node), Shape::INT));
            }
            Operator::In => return self.is_in(expr, (left, right)),
            Operator::Index => return self.index(operands, (left, right)),
            _ => return self.refuse_operands(expr, operator, &[left, right]),
        };
        Some((self.program.add(node), shape))
    }

    fn compare(
        &mut self,
        expr: &'t IdedExpr,
        comparison: Comparison,
        (left, right): (Typed, Typed),
    ) -> Option<(u16, Shape)> {
        let Some(common) = left.shape.common(right.shape) else {
            return self.refuse_operands(expr, Operator::Compare(comparison), &[left, right]);
        };
        if !common.has_equality() {
            self.unsupported(expr, Unsupported::ObjectEquality);
            return None;
        }
        let is_ordered = common.lists == 0 && matches!(common.base, Base::Int | Base::String | Base::Bool | Base::Any);
        if !is_ordered && !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            return self.refuse_operands(expr, Operator::Compare(comparison), &[left, right]);
        }
        Some((self.program.add(Node::Compare(comparison, left.node, right.node)), Shape::BOOL))
    }

    fn is_in(&mut self, expr: &'t IdedExpr, (item, list): (Typed, Typed)) -> Option<(u16, Shape)> {
        let Some(common) = list.shape.item().and_then(|shape| shape.common(item.shape)) else {
            return self.refuse_operands(expr, Operator::In, &[item, list]);
        };
        if !common.has_equality() {
            self.unsupported(expr, Unsupported::ObjectEquality);
            return None;
        }
        Some((self.program.add_in(item.node, list.node), Shape::BOOL))
    }

    fn index(&mut self, operands: &'t [IdedExpr], (list, position): (Typed, Typed)) -> Option<(u16, Shape)> {
        let [list_expr, position_expr] = operands else { return None };
        let Some(item) = list.shape.item() else {
            let kind = ErrorKind::WrongType {
                what: "what an item is taken of".to_owned(),
                expected: "list".to_owned(),
                found: list.shape.to_string(),
            };
            self.refuse(list_expr, Part::Whole, kind);
            return None;
        };
        self.expect(position_expr, position, Shape::INT, || "the position in a list".to_owned())?;
        Some((self.program.add(Node::Index(list.node, position.node)), item))
    }

    fn choose(
        &mut self,
        operands: &'t [IdedExpr],
        condition: Typed,
        (yes, no): (Typed, Typed),
    ) -> Option<(u16, Shape)> {
        let [condition_expr, _, no_expr] = operands else { return None };
        self.expect(condition_expr, condition, Shape::BOOL, || "the condition of `?:`".to_owned())?;
        let Some(common) = yes.shape.common(no.shape) else {
            let (first, other) = (yes.shape.to_string(), no.shape.to_string());
            self.refuse(no_expr, Part::Whole, ErrorKind::Mixed { place: "?:", first, other });
            return None;
        };
        let node = Node::Choose { condition: condition.node, yes: yes.node, no: no.node };
        Some((self.program.add(node), common))
    }

    fn refuse_operands(&mut self, expr: &'t IdedExpr, operator: Operator, operands: &[Typed]) -> Option<(u16, Shape)> {
        let types = operands.iter().map(|operand| operand.shape.to_string()).collect();
        self.refuse(expr, Part::Whole, ErrorKind::Operands { operator: operator.written(), types });
        None
    }
}
