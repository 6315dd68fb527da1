//! A host whose variables are data: names, values, and types that are told from the values.

use std::collections::BTreeMap;

use bumpalo::Bump;
use coglint::expr::{self, Environment, ExprError, Function, Patterns, Program, Scope, Variable};
use coglint::value::{Field, Object, ObjectType, Type, Value};

use crate::oracle::OracleValue;

/// A variable with its type and value.
#[derive(Clone, Debug)]
pub struct Fact {
    pub name: String,
    pub ty: Type,
    pub value: OracleValue,
}

/// The variables, by their slots.
#[derive(Clone, Debug, Default)]
pub struct Facts(pub Vec<Fact>);

impl Environment for Facts {
    fn variable(&self, name: &str) -> Option<Variable> {
        let slot = self.0.iter().position(|fact| fact.name == name)?;
        let slot_number = u16::try_from(slot).expect("few variables");
        Some(Variable { slot: slot_number, ty: self.0[slot].ty, constant: false })
    }

    fn variables(&self) -> Vec<&str> {
        self.0.iter().map(|fact| fact.name.as_str()).collect()
    }

    fn function(&self, _name: &str) -> Option<Function<'_>> {
        None
    }

    fn functions(&self) -> Vec<&str> {
        Vec::new()
    }
}

impl Facts {
    /// Compiles an expression over these variables.
    pub fn compile(&self, source: &str) -> Result<Program, Vec<ExprError>> {
        expr::compile(source, self, None)
    }

    /// What a program gives for these values, as an outcome of the oracle.
    pub fn evaluate(&self, program: &Program) -> OracleValue {
        let arena = Bump::new();
        let patterns = Patterns::default();
        let values: Vec<Value<'_>> = self.0.iter().map(|fact| put(&fact.value, fact.ty, &arena)).collect();
        // The program is copied into the arena's reach, because its texts may be in the result.
        let program = arena.alloc(program.clone());
        OracleValue::outcome(program.evaluate(&Run { values, arena: &arena, patterns: &patterns }))
    }
}

/// The values of one evaluation, by slots.
struct Run<'a> {
    values: Vec<Value<'a>>,
    arena: &'a Bump,
    patterns: &'a Patterns,
}

impl<'a> Scope<'a> for Run<'a> {
    fn variable(&self, slot: u16) -> Value<'a> {
        self.values[usize::from(slot)]
    }

    fn call(&self, _function: u16, _arguments: &[Value<'a>]) -> Value<'a> {
        Value::Unknown
    }

    fn arena(&self) -> &'a Bump {
        self.arena
    }

    fn patterns(&self) -> &Patterns {
        self.patterns
    }
}

/// An object with the fields of its type, in their order.
struct Fields<'a>(Vec<Value<'a>>);

impl<'a> Object<'a> for Fields<'a> {
    fn field(&self, index: usize) -> Value<'a> {
        self.0[index]
    }
}

/// The value in the arena.
fn put<'a>(value: &OracleValue, ty: Type, arena: &'a Bump) -> Value<'a> {
    match (value, ty) {
        (OracleValue::Absent, _) => Value::Absent,
        (OracleValue::Unknown, _) => Value::Unknown,
        (OracleValue::Bool(value), _) => Value::Bool(*value),
        (OracleValue::Int(value), _) => Value::Int(*value),
        (OracleValue::String(value), _) => Value::String(arena.alloc_str(value)),
        (OracleValue::List(items), Type::List(item)) => {
            Value::List(arena.alloc_slice_fill_with(items.len(), |index| put(&items[index], *item, arena)))
        }
        (OracleValue::Object(fields), Type::Object(object)) => Value::Object(
            arena.alloc(Fields(
                object
                    .fields
                    .iter()
                    .map(|field| fields.get(field.name).map_or(Value::Absent, |value| put(value, field.ty, arena)))
                    .collect(),
            )),
        ),
        (value, ty) => panic!("{value:?} is no {ty}"),
    }
}

/// The type of a value, as far as it tells one. The types live as long as the test process.
pub fn type_of(value: &OracleValue) -> Option<Type> {
    Some(match value {
        OracleValue::Absent | OracleValue::Unknown => return None,
        OracleValue::Bool(_) => Type::Bool,
        OracleValue::Int(_) => Type::Int,
        OracleValue::String(_) => Type::String,
        OracleValue::List(items) => Type::List(Box::leak(Box::new(items.iter().find_map(type_of)?))),
        OracleValue::Object(fields) => Type::Object(object_type(fields)),
    })
}

fn object_type(fields: &BTreeMap<String, OracleValue>) -> &'static ObjectType {
    let field = |(name, value): (&String, &OracleValue)| {
        Some(Field { name: name.clone().leak(), ty: type_of(value)?, doc: "", source: "" })
    };
    let fields: Vec<Field> = fields.iter().filter_map(field).collect();
    Box::leak(Box::new(ObjectType { name: "thing", fields: fields.leak() }))
}
