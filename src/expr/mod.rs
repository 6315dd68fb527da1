//! Conditions and values of rules, in CEL, the Common Expression Language.
//!
//! [`compile`] reads an expression, gives every part of it a type, and lowers it once into a [`Program`], a small table
//! that [`Program::evaluate`] walks for each request. A wrong name, a wrong type and every part of CEL that is left out is an
//! error with its place, so a rule never becomes one that is silently never true.
//!
//! A value may be *not set* or *unknown*; both make what is done with them unknown, where CEL has an error. `&&`, `||`,
//! `all` and `exists` need only the operand that decides, `==` of lists and `in` only the items that do. `has(a.b)` is
//! whether a field is set, and `known(x)`, which CEL does not have, whether a value is set and known. A field of what is
//! not set is not set. A list of the host may hold unknown items; one that an expression makes is unknown as a whole then.
//!
//! Supported are bool, int, string, lists of one type and things with fields; all operators on these; `size`, `contains`,
//! `startsWith`, `endsWith`, `matches`, `string`, `int`; the macros `has`, `all`, `exists`, `exists_one`, `filter` and `map`;
//! and the functions that the [`Environment`] adds. [`Unsupported`] lists what is not.
//!
//! This module knows nothing of requests or rules: variables are slots, and the host fills them.
//!
//! ```
//! use coglint::expr::{Environment, Function, Patterns, Scope, Variable, compile};
//! use coglint::value::{Type, Value};
//!
//! struct Facts;
//! impl Environment for Facts {
//!     fn variable(&self, name: &str) -> Option<Variable> {
//!         (name == "minutes").then_some(Variable { slot: 0, ty: Type::Int, constant: false })
//!     }
//!     fn variables(&self) -> Vec<&str> {
//!         vec!["minutes"]
//!     }
//!     fn function(&self, _: &str) -> Option<Function<'_>> {
//!         None
//!     }
//!     fn functions(&self) -> Vec<&str> {
//!         Vec::new()
//!     }
//! }
//!
//! struct Request<'a>(&'a bumpalo::Bump, Patterns);
//! impl<'a> Scope<'a> for Request<'a> {
//!     fn variable(&self, _slot: u16) -> Value<'a> {
//!         Value::Int(90)
//!     }
//!     fn call(&self, _function: u16, _arguments: &[Value<'a>]) -> Value<'a> {
//!         Value::Unknown
//!     }
//!     fn arena(&self) -> &'a bumpalo::Bump {
//!         self.0
//!     }
//!     fn patterns(&self) -> &Patterns {
//!         &self.1
//!     }
//! }
//!
//! let program = compile("minutes * 60 > 3600", &Facts, Some(Type::Bool)).unwrap();
//! let arena = bumpalo::Bump::new();
//! assert!(program.holds(&Request(&arena, Patterns::default())));
//!
//! let errors = compile("minuets > 60", &Facts, Some(Type::Bool)).unwrap_err();
//! assert_eq!(errors[0].help().unwrap(), "did you mean `minutes`?");
//! ```

mod check;
mod comprehension;
mod environment;
mod error;
mod evaluate;
mod lower;
mod near;
mod operations;
mod parse;
mod pattern;
mod places;
mod program;
mod shape;
#[cfg(test)]
mod tests;

pub use environment::{Environment, Function, Parameter, Variable};
pub use error::{ErrorKind, ExprError, SyntaxError, Unsupported};
pub use evaluate::Scope;
pub use near::near_names;
pub use pattern::{Patterns, check_pattern};
pub use program::{Arithmetic, Comparison, Fold, Kind, Literal, Node, Program, TextTest};

use crate::value::Type;

/// Reads an expression, checks it against what the environment offers, and lowers it.
///
/// With an `expected` type the expression must have that one, as a condition must be a bool.
///
/// # Errors
/// All mistakes, in the order of the text; of a text that is no CEL the first.
pub fn compile(source: &str, environment: &dyn Environment, expected: Option<Type>) -> Result<Program, Vec<ExprError>> {
    let tree = parse::parse(source).map_err(|error| vec![error])?;
    check::check(source, &tree, environment, expected)
}
