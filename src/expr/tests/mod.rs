//! What expressions give, what is refused and where, over one small environment.

mod errors;
mod programs;
mod values;

use bumpalo::Bump;

use super::{Environment, Function, Parameter, Patterns, Scope, Variable};
use crate::value::{Field, Object, ObjectType, Type, Value};

const fn field(name: &'static str, ty: Type) -> Field {
    Field { name, ty, doc: "", source: "" }
}

static OWNER: ObjectType = ObjectType { name: "owner", fields: &[field("name", Type::String)] };
static URI: ObjectType = ObjectType {
    name: "redirect URI",
    fields: &[
        field("scheme", Type::String),
        field("port", Type::Int),
        field("is_loopback", Type::Bool),
        field("owner", Type::Object(&OWNER)),
    ],
};

/// The variables, by their slots.
const VARIABLES: &[(&str, Type)] = &[
    ("uri", Type::Object(&URI)),
    ("uris", Type::List(&Type::Object(&URI))),
    ("seconds", Type::Int),
    ("flows", Type::List(&Type::String)),
    ("absent", Type::Int),
    ("unknown", Type::Int),
    ("absent_uri", Type::Object(&URI)),
    ("unknown_uri", Type::Object(&URI)),
    ("mixed", Type::List(&Type::Int)),
    ("many", Type::List(&Type::Int)),
    ("params.pattern", Type::String),
    ("params.patterns", Type::List(&Type::String)),
];

/// The functions, by their indices.
const FUNCTIONS: &[(&str, &[Parameter<'static>], Type, bool)] = &[
    ("is_set", &[Parameter::Name { noun: "member", names: &["ClientName", "CallbackURLs"] }], Type::Bool, false),
    ("in_words", &[Parameter::Value(Type::Int)], Type::String, false),
    ("or_else", &[Parameter::Value(Type::Int), Parameter::Value(Type::Int)], Type::Int, true),
];

/// The environment of these tests.
struct Facts;

impl Environment for Facts {
    fn variable(&self, name: &str) -> Option<Variable> {
        let slot = VARIABLES.iter().position(|(known, _)| *known == name)?;
        let constant = name.starts_with("params.");
        Some(Variable { slot: u16::try_from(slot).expect("few"), ty: VARIABLES[slot].1, constant })
    }

    fn variables(&self) -> Vec<&str> {
        VARIABLES.iter().map(|(name, _)| *name).collect()
    }

    fn function(&self, name: &str) -> Option<Function<'_>> {
        let index = FUNCTIONS.iter().position(|(known, ..)| *known == name)?;
        let (_, parameters, result, takes_unknown) = FUNCTIONS[index];
        Some(Function { index: u16::try_from(index).expect("few"), parameters, result, takes_unknown })
    }

    fn functions(&self) -> Vec<&str> {
        FUNCTIONS.iter().map(|(name, ..)| *name).collect()
    }
}

/// `http` with an unknown port, loopback, without an owner.
struct Loopback;

impl<'a> Object<'a> for Loopback {
    fn field(&self, index: usize) -> Value<'a> {
        match URI.fields[index].name {
            "scheme" => Value::String("http"),
            "port" => Value::Unknown,
            "is_loopback" => Value::Bool(true),
            _ => Value::Absent,
        }
    }
}

/// `https` without anything else.
struct Https;

impl<'a> Object<'a> for Https {
    fn field(&self, index: usize) -> Value<'a> {
        if URI.fields[index].name == "scheme" { Value::String("https") } else { Value::Absent }
    }
}

/// The values of these tests.
struct Request<'a> {
    arena: &'a Bump,
    patterns: Patterns,
}

impl<'a> Scope<'a> for Request<'a> {
    fn variable(&self, slot: u16) -> Value<'a> {
        let list = |items: &[Value<'a>]| Value::List(self.arena.alloc_slice_copy(items));
        match VARIABLES[usize::from(slot)].0 {
            "uri" => Value::Object(&Loopback),
            "uris" => list(&[Value::Object(&Loopback), Value::Object(&Https)]),
            "seconds" => Value::Int(3600),
            "flows" => list(&[Value::String("code"), Value::String("implicit")]),
            "mixed" => list(&[Value::Int(1), Value::Unknown, Value::Int(3)]),
            "many" => list(&vec![Value::Int(0); 3000]),
            "params.pattern" => Value::String("^i"),
            "params.patterns" => list(&[Value::String("^x"), Value::String("t$")]),
            "absent" | "absent_uri" => Value::Absent,
            _ => Value::Unknown,
        }
    }

    fn call(&self, function: u16, arguments: &[Value<'a>]) -> Value<'a> {
        match (FUNCTIONS[usize::from(function)].0, arguments) {
            // The index among the names of the signature.
            ("is_set", [Value::Int(member)]) => Value::Bool(*member == 1),
            ("in_words", [Value::Int(3600)]) => Value::String("1 hour"),
            ("or_else", [Value::Int(value), _]) => Value::Int(*value),
            ("or_else", [_, other]) => *other,
            (name, arguments) => panic!("{name} is called with {arguments:?}"),
        }
    }

    fn arena(&self) -> &'a Bump {
        self.arena
    }

    fn patterns(&self) -> &Patterns {
        &self.patterns
    }
}
