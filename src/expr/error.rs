//! What can be wrong with an expression.

use std::fmt;
use std::ops::Range;

/// One mistake in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// Bytes of the expression's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with an expression, and the values that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is no CEL.
    Syntax(SyntaxError),
    /// The text has more bytes than this.
    TooLong {
        /// The bytes that are allowed.
        limit: usize,
    },
    /// Operators, calls or macros are nested deeper than this.
    TooDeep {
        /// What is nested: `expressions` or `macros`.
        what: &'static str,
        /// The depth that is allowed.
        limit: usize,
    },
    /// A part of CEL that is left out on purpose.
    Unsupported(Unsupported),
    /// There is no such variable.
    UnknownName {
        /// The name as written.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// There is no such field.
    UnknownField {
        /// The name as written.
        name: String,
        /// The type that was asked.
        of: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// There is no such function.
    UnknownFunction {
        /// The name as written.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// A literal argument is none of the names that the function knows.
    UnknownLiteral {
        /// What the names are, in the singular.
        noun: String,
        /// The text as written.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// The argument of a function must be written out.
    NotALiteral {
        /// The function.
        function: String,
        /// What it takes, in the singular.
        noun: String,
    },
    /// A field was asked of something that has none.
    NoFields {
        /// The field.
        name: String,
        /// The type that was asked.
        of: String,
    },
    /// An operator has no meaning for these types.
    Operands {
        /// The operator as written.
        operator: &'static str,
        /// The types of what it stands between.
        types: Vec<String>,
    },
    /// The items of a list, or the two results of `?:`, have different types.
    Mixed {
        /// Where: `list` or `?:`.
        place: &'static str,
        /// The type of the first.
        first: String,
        /// The type of the one that differs.
        other: String,
    },
    /// A value has the wrong type.
    WrongType {
        /// What it is: `the condition`, `the argument of contains`.
        what: String,
        /// The type that is asked for.
        expected: String,
        /// The type that it has.
        found: String,
    },
    /// A function has another number of arguments.
    ArgumentCount {
        /// The function.
        function: String,
        /// How many it takes, the receiver included for functions of the host.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A function of CEL is called as `f(a)` where it is written `a.f()`, or the other way round.
    CallStyle {
        /// The function.
        function: String,
        /// How it is written.
        written: &'static str,
    },
    /// The argument of `has` is no field.
    HasNeedsField,
    /// The first argument of a macro is no plain name.
    LoopVariable,
    /// The pattern of `matches` could come from a request.
    PatternNotConstant,
    /// The pattern of `matches` is none.
    Pattern(String),
}

/// Why a text is no CEL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// Something that cannot stand here.
    Unexpected(String),
    /// There is nothing but spaces and comments.
    Empty,
    /// The text ends where more must follow.
    End,
    /// A string that does not end.
    Unclosed,
    /// A string with an escape that does not exist.
    Escape,
    /// A number that does not fit 64 bits, or is misspelled.
    Number,
    /// A word that CEL keeps for itself.
    Reserved(String),
    /// `=`, `&` or `|` alone.
    Single(&'static str),
}

/// A part of CEL that is left out on purpose. Whole numbers, text, lists and fields are enough for conditions on requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsupported {
    /// `1.5`.
    Double,
    /// `1u`.
    Uint,
    /// `b'..'`.
    Bytes,
    /// `null`.
    Null,
    /// `{'a': 1}`.
    Map,
    /// `Message{field: 1}`.
    Message,
    /// `a.?b`, `a[?b]`, `[?a]`.
    Optional,
    /// `` a.`b-c` ``.
    QuotedName,
    /// `type(x)`.
    TypeOf,
    /// `dyn(x)`.
    Dyn,
    /// `timestamp(..)` and what belongs to it.
    Timestamp,
    /// `duration(..)`.
    Duration,
    /// `==` of things with fields.
    ObjectEquality,
    /// A macro beyond the standard ones.
    Macro,
}

impl Unsupported {
    /// What it is, in the plural.
    pub const fn name(self) -> &'static str {
        match self {
            Unsupported::Double => "floating-point numbers",
            Unsupported::Uint => "unsigned numbers",
            Unsupported::Bytes => "byte strings",
            Unsupported::Null => "`null` values",
            Unsupported::Map => "maps",
            Unsupported::Message => "messages",
            Unsupported::Optional => "optional values",
            Unsupported::QuotedName => "names in backticks",
            Unsupported::TypeOf => "types as values",
            Unsupported::Dyn => "values without a static type",
            Unsupported::Timestamp => "timestamps",
            Unsupported::Duration => "durations",
            Unsupported::ObjectEquality => "comparisons of things with fields",
            Unsupported::Macro => "macros beyond the standard ones",
        }
    }

    /// What to write in its place.
    const fn instead(self) -> Option<&'static str> {
        match self {
            Unsupported::Double | Unsupported::Uint => Some("write a whole number: `90`"),
            Unsupported::Null => {
                Some("ask whether a member is set with `has(a.b)`, or whether its value is known with `known(a.b)`")
            }
            Unsupported::Duration | Unsupported::Timestamp => Some("durations are numbers of seconds: `3600`"),
            Unsupported::Optional => Some("ask `has(a.b)` first: `has(a.b) && a.b == 1`"),
            Unsupported::ObjectEquality => Some("compare their fields"),
            _ => None,
        }
    }
}

impl ExprError {
    /// What is wrong, as a sentence without its full stop.
    pub fn what(&self) -> String {
        self.kind.to_string()
    }

    /// What to do about it, when there is more to say than the opposite.
    pub fn help(&self) -> Option<String> {
        match &self.kind {
            ErrorKind::UnknownName { near, .. }
            | ErrorKind::UnknownField { near, .. }
            | ErrorKind::UnknownFunction { near, .. }
            | ErrorKind::UnknownLiteral { near, .. } => did_you_mean(near),
            ErrorKind::Syntax(SyntaxError::Single(operator)) => Some(format!("write `{operator}{operator}`")),
            ErrorKind::Syntax(SyntaxError::Reserved(_)) => Some("choose another name".to_owned()),
            ErrorKind::Syntax(SyntaxError::Escape) => {
                Some("a backslash is written `\\\\`, or as it is in raw text: `r'\\d'`".to_owned())
            }
            ErrorKind::Syntax(SyntaxError::Unexpected(word)) => operator_in_symbols(word).map(str::to_owned),
            ErrorKind::CallStyle { written, .. } => Some(format!("write `{written}`")),
            ErrorKind::Unsupported(part) => part.instead().map(str::to_owned),
            ErrorKind::HasNeedsField => Some("write `has(a.b)`; for a plain name there is `known(a)`".to_owned()),
            ErrorKind::LoopVariable => Some("write `list.all(item, item > 0)`".to_owned()),
            ErrorKind::PatternNotConstant => Some("write the pattern out, or make it a parameter".to_owned()),
            ErrorKind::NoFields { of, .. } if of.starts_with("list(") => {
                Some("take an item, `list[0]`, or ask about all with `all` or `exists`".to_owned())
            }
            ErrorKind::TooDeep { .. } | ErrorKind::TooLong { .. } => {
                Some("an expression that needs so much wants a new fact".to_owned())
            }
            _ => None,
        }
    }
}

/// The operator that people coming from other languages write as a word.
fn operator_in_symbols(word: &str) -> Option<&'static str> {
    Some(match word {
        "and" | "AND" => "write `&&`",
        "or" | "OR" => "write `||`",
        "is" => "write `==`",
        _ => return None,
    })
}

/// The sentence that offers near names.
fn did_you_mean(near: &[String]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    let (last, others) = quoted.split_last()?;
    if others.is_empty() {
        return Some(format!("did you mean {last}?"));
    }
    Some(format!("did you mean {} or {last}?", others.join(", ")))
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Syntax(error) => write!(f, "{error}"),
            ErrorKind::TooLong { limit } => write!(f, "the expression is longer than {limit} bytes"),
            ErrorKind::TooDeep { what, limit } => write!(f, "{what} are nested deeper than {limit} levels"),
            ErrorKind::Unsupported(part) => write!(f, "{} are not supported", part.name()),
            ErrorKind::UnknownName { name, .. } => write!(f, "there is no fact, parameter or loop variable `{name}`"),
            ErrorKind::UnknownField { name, of, .. } => write!(f, "`{of}` has no field `{name}`"),
            ErrorKind::UnknownFunction { name, .. } => write!(f, "there is no function `{name}`"),
            ErrorKind::UnknownLiteral { noun, name, .. } => write!(f, "there is no {noun} `{name}`"),
            ErrorKind::NotALiteral { function, noun } => {
                write!(f, "`{function}` takes the name of a {noun} in quotes, written out")
            }
            ErrorKind::NoFields { name, of } => {
                write!(f, "a value of type `{of}` has no fields, so no `{name}` either")
            }
            ErrorKind::Operands { operator, types } => match types.as_slice() {
                [one] => write!(f, "`{operator}` cannot stand before `{one}`"),
                [left, right] => write!(f, "`{operator}` cannot stand between `{left}` and `{right}`"),
                _ => write!(f, "`{operator}` has the wrong operands"),
            },
            ErrorKind::Mixed { place: "list", first, other } => {
                write!(f, "the items of a list have one type, and here are `{first}` and `{other}`")
            }
            ErrorKind::Mixed { place, first, other } => {
                write!(f, "both results of `{place}` have one type, and here are `{first}` and `{other}`")
            }
            ErrorKind::WrongType { what, expected, found } => {
                write!(f, "{what} is `{found}`, and must be `{expected}`")
            }
            ErrorKind::ArgumentCount { function, expected, found } => {
                let s = if *expected == 1 { "" } else { "s" };
                let are = if *found == 1 { "is" } else { "are" };
                write!(f, "`{function}` takes {expected} argument{s}, and here {are} {found}")
            }
            ErrorKind::CallStyle { function, .. } => write!(f, "`{function}` is not called like this"),
            ErrorKind::HasNeedsField => f.write_str("`has` asks for a field"),
            ErrorKind::LoopVariable => f.write_str("the first argument of a macro is the name of its loop variable"),
            ErrorKind::PatternNotConstant => f.write_str("the pattern of `matches` would come from the request"),
            ErrorKind::Pattern(reason) => write!(f, "the pattern of `matches` is not valid: {reason}"),
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SyntaxError::Unexpected(token) => write!(f, "`{token}` cannot stand here"),
            SyntaxError::Empty => f.write_str("the expression is empty"),
            SyntaxError::End => f.write_str("the expression ends too early"),
            SyntaxError::Unclosed => f.write_str("the closing quote is missing"),
            SyntaxError::Escape => f.write_str("the text in quotes has an escape that does not exist"),
            SyntaxError::Number => f.write_str("the number is misspelled, or does not fit 64 bits"),
            SyntaxError::Reserved(word) => write!(f, "`{word}` is a word that CEL keeps for itself"),
            SyntaxError::Single(operator) => write!(f, "there is no operator `{operator}`"),
        }
    }
}
