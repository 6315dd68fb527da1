//! The values that facts give and conditions compute, and their static types.
//!
//! A value is one of the plain kinds of CEL, or one of two states that are no value: *not set* ([`Value::Absent`]) and
//! *unknown* ([`Value::Unknown`], what CEL calls an error or an unknown). Every operation on one of these two is
//! unknown, but for `has`, `known` and the operators `&&`, `||` and `?:`, which are three-valued as CEL says.

/// The static type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A 64-bit signed integer; a duration is an integer of seconds.
    Int,
    /// Text.
    String,
    /// A list whose items have one type.
    List(&'static Type),
    /// A thing with named fields.
    Object(&'static ObjectType),
}

/// A kind of thing with named fields; each field is a fact.
#[derive(Debug)]
pub struct ObjectType {
    /// The name of the type, as documentation and errors say it.
    pub name: &'static str,
    /// The fields; the index is what [`Object::field`] takes.
    pub fields: &'static [Field],
}

impl PartialEq for ObjectType {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ObjectType {}

/// One fact of an [`ObjectType`].
#[derive(Debug)]
pub struct Field {
    /// The name after the dot.
    pub name: &'static str,
    /// What it gives.
    pub ty: Type,
    /// What it means, in a sentence or more.
    pub doc: &'static str,
    /// Where the meaning comes from: a member of the service, or a standard with its section.
    pub source: &'static str,
}

/// What gives the fields of a value of an [`ObjectType`].
pub trait Object<'a> {
    /// The field with the index that it has in its [`ObjectType::fields`].
    fn field(&self, index: usize) -> Value<'a>;
}

/// A value at run time: a few words, copied freely; text and lists live in the document or in the run's arena.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// Not set: missing or null.
    Absent,
    /// Set, but to nothing that can be judged: a template, a value that the service refuses, an overflow.
    Unknown,
    /// `true` or `false`.
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// Text, unescaped.
    String(&'a str),
    /// A list; an item may be [`Value::Unknown`].
    List(&'a [Value<'a>]),
    /// A thing with fields.
    Object(&'a dyn Object<'a>),
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Absent => f.write_str("absent"),
            Value::Unknown => f.write_str("unknown"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::String(s) => write!(f, "{s:?}"),
            Value::List(items) => f.debug_list().entries(items.iter()).finish(),
            Value::Object(_) => f.write_str("object"),
        }
    }
}

impl Value<'_> {
    /// The value, or unknown where there is none.
    pub fn from_known(value: Option<Self>) -> Self {
        value.unwrap_or(Value::Unknown)
    }

    /// Whether this is a value, neither *not set* nor *unknown*.
    pub const fn is_known(self) -> bool {
        !matches!(self, Value::Absent | Value::Unknown)
    }
}

/// Describes the fields of a kind of thing once: the table that checks and documents, and the code that reads.
///
/// ```text
/// object_type! {
///     /// What the type is.
///     pub static NAME: "name" for Owner;
///     field: Type::Int, "where the meaning comes from", "What it means." => |owner| Value::Int(owner.number);
/// }
/// ```
macro_rules! object_type {
    (
        $(#[$meta:meta])*
        $visibility:vis static $table:ident: $name:literal for $owner:ty;
        $($field:ident: $ty:expr, $source:expr, $doc:expr => $read:expr;)*
    ) => {
        $(#[$meta])*
        $visibility static $table: $crate::value::ObjectType = $crate::value::ObjectType {
            name: $name,
            fields: &[$($crate::value::Field { name: stringify!($field), ty: $ty, doc: $doc, source: $source }),*],
        };

        impl<'a> $crate::value::Object<'a> for $owner {
            fn field(&self, index: usize) -> $crate::value::Value<'a> {
                let read: &[fn(&Self) -> $crate::value::Value<'a>] = &[$($read),*];
                read.get(index).map_or($crate::value::Value::Unknown, |read| read(self))
            }
        }
    };
}

pub(crate) use object_type;

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::Int => f.write_str("int"),
            Type::String => f.write_str("string"),
            Type::List(item) => write!(f, "list({item})"),
            Type::Object(object) => f.write_str(object.name),
        }
    }
}
