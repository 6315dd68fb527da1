//! What the host offers to expressions: variables, functions, and their types.

use crate::value::Type;

/// The names that an expression may use.
///
/// A variable is known by its slot at run time, a function by its index; [`Scope`](super::Scope) gives their values.
pub trait Environment {
    /// The variable of that name.
    fn variable(&self, name: &str) -> Option<Variable>;

    /// The names of all variables, for near names in errors.
    fn variables(&self) -> Vec<&str>;

    /// The function of that name.
    fn function(&self, name: &str) -> Option<Function<'_>>;

    /// The names of all functions, for near names in errors.
    fn functions(&self) -> Vec<&str>;
}

/// A variable as the checker sees it.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// What [`Scope::variable`](super::Scope::variable) is asked for.
    pub slot: u16,
    /// The type of its value.
    pub ty: Type,
    /// Whether the value comes from the rule or the settings and never from a request. Only such a value may be the
    /// pattern of `matches`, so that a request cannot choose what is compiled.
    pub constant: bool,
}

/// A function as the checker sees it. It can be called as `f(a, b)` and as `a.f(b)`.
#[derive(Clone, Copy, Debug)]
pub struct Function<'e> {
    /// What [`Scope::call`](super::Scope::call) is asked for.
    pub index: u16,
    /// The parameters in order, at most [`Function::MOST_PARAMETERS`].
    pub parameters: &'e [Parameter<'e>],
    /// The type of the result.
    pub result: Type,
    /// Whether it is called with arguments that are not set or unknown too. Otherwise its result is unknown then, as that
    /// of every operation.
    pub takes_unknown: bool,
}

impl Function<'_> {
    /// How many parameters a function may have: arguments live on the stack.
    pub const MOST_PARAMETERS: usize = 6;
}

/// A parameter of a [`Function`].
#[derive(Clone, Copy, Debug)]
pub enum Parameter<'e> {
    /// A value of a type.
    Value(Type),
    /// A string literal that is one of `names`; the function gets its index among them, an int.
    Name {
        /// What the names are, in the singular, for errors: `member`.
        noun: &'e str,
        /// The names that exist.
        names: &'e [&'e str],
    },
}
