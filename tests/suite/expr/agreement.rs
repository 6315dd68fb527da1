//! Our values against those of the interpreter of the `cel` crate, over expressions and values that are made up.

use std::collections::BTreeMap;

use coglint::value::{Field, ObjectType, Type};
use proptest::collection::vec;
use proptest::prelude::*;

use super::host::{Fact, Facts};
use crate::oracle::{OracleValue, oracle};

static INNER: ObjectType = ObjectType { name: "inner", fields: &[field("n", Type::Int)] };
static THING: ObjectType = ObjectType {
    name: "thing",
    fields: &[
        field("n", Type::Int),
        field("s", Type::String),
        field("p", Type::Bool),
        field("ns", Type::List(&Type::Int)),
        field("inner", Type::Object(&INNER)),
    ],
};

const fn field(name: &'static str, ty: Type) -> Field {
    Field { name, ty, doc: "", source: "" }
}

/// The variables. A name with a dot is one name: `params.n` is no field.
const VARIABLES: &[(&str, Type)] = &[
    ("i", Type::Int),
    ("j", Type::Int),
    ("params.n", Type::Int),
    ("s", Type::String),
    ("t", Type::String),
    ("p", Type::Bool),
    ("q", Type::Bool),
    ("ns", Type::List(&Type::Int)),
    ("ss", Type::List(&Type::String)),
    ("o", Type::Object(&THING)),
    ("os", Type::List(&Type::Object(&THING))),
];

/// A value of a type: mostly known, with few different ones so that equal ones meet.
fn value(ty: Type) -> BoxedStrategy<OracleValue> {
    let known = match ty {
        Type::Bool => any::<bool>().prop_map(OracleValue::Bool).boxed(),
        Type::Int => {
            prop_oneof![5 => -2i64..4, 1 => Just(i64::MAX), 1 => Just(i64::MIN)].prop_map(OracleValue::Int).boxed()
        }
        Type::String => proptest::sample::select(&["", "a", "ab", "b", "é€", "12", "-3"][..])
            .prop_map(|text| OracleValue::String(text.to_owned()))
            .boxed(),
        Type::List(item) => vec(item_value(*item), 0..4).prop_map(OracleValue::List).boxed(),
        Type::Object(object) => object
            .fields
            .iter()
            .map(|field| value(field.ty).prop_map(|value| (field.name.to_owned(), value)))
            .collect::<Vec<_>>()
            .prop_map(|fields| OracleValue::Object(fields.into_iter().collect::<BTreeMap<_, _>>()))
            .boxed(),
    };
    prop_oneof![6 => known, 1 => Just(OracleValue::Absent), 1 => Just(OracleValue::Unknown)].boxed()
}

/// An item is never *not set*.
fn item_value(ty: Type) -> BoxedStrategy<OracleValue> {
    value(ty).prop_map(|value| if value == OracleValue::Absent { OracleValue::Unknown } else { value }).boxed()
}

fn facts() -> impl Strategy<Value = Facts> {
    let values: Vec<_> = VARIABLES.iter().map(|(_, ty)| value(*ty)).collect();
    values.prop_map(|values| {
        let facts = VARIABLES.iter().zip(values);
        Facts(facts.map(|((name, ty), value)| Fact { name: (*name).to_owned(), ty: *ty, value }).collect())
    })
}

/// Writes an expression of a type; each choice is a byte of the input, and at its end the simplest one.
struct Writer<'c> {
    choices: std::slice::Iter<'c, u8>,
    /// The loop variables by their types.
    locals: Vec<(String, Type)>,
    /// How many macros are around.
    loops: usize,
}

const INTS: Type = Type::List(&Type::Int);
const STRINGS: Type = Type::List(&Type::String);
const THINGS: Type = Type::List(&Type::Object(&THING));

impl Writer<'_> {
    fn choose(&mut self, count: usize) -> usize {
        self.choices.next().map_or(0, |byte| usize::from(*byte) % count)
    }

    fn pick<'p>(&mut self, texts: &[&'p str]) -> &'p str {
        texts[self.choose(texts.len())]
    }

    /// A variable or loop variable of the type, or else a literal.
    fn leaf(&mut self, ty: Type) -> String {
        let locals = self.locals.iter().filter(|(_, local)| *local == ty).map(|(name, _)| name.clone());
        let variables = VARIABLES.iter().filter(|(_, variable)| *variable == ty).map(|(name, _)| (*name).to_owned());
        let names: Vec<String> = variables.chain(locals).collect();
        let choice = self.choose(names.len() + 2);
        if let Some(name) = names.get(choice) {
            return name.clone();
        }
        match ty {
            Type::Bool => self.pick(&["true", "false"]).to_owned(),
            Type::Int => self.pick(&["0", "1", "-2", "3", "9223372036854775807"]).to_owned(),
            Type::String => self.pick(&["''", "'a'", "'ab'", "r'b'", "'é€'"]).to_owned(),
            Type::List(Type::Int) => self.pick(&["[]", "[1]", "[0, 1, 2]"]).to_owned(),
            Type::List(Type::String) => self.pick(&["['a']", "['b', 'ab', 'é€']", "['']"]).to_owned(),
            Type::List(_) => "os".to_owned(),
            Type::Object(_) => "o".to_owned(),
        }
    }

    fn write(&mut self, ty: Type, depth: usize) -> String {
        if depth == 0 {
            return self.leaf(ty);
        }
        let depth = depth - 1;
        match ty {
            Type::Bool => self.bool(depth),
            Type::Int => self.int(depth),
            Type::String => self.string(depth),
            Type::List(_) => self.list(ty, depth),
            Type::Object(_) => self.leaf(ty),
        }
    }

    fn bool(&mut self, depth: usize) -> String {
        match self.choose(17) {
            0 => self.leaf(Type::Bool),
            1 => format!("!({})", self.write(Type::Bool, depth)),
            2 | 3 => self.infix(Type::Bool, "&&", depth),
            4 | 5 => self.infix(Type::Bool, "||", depth),
            6 => {
                let operator = self.pick(&["==", "!=", "<", "<=", ">", ">="]);
                let ty = [Type::Int, Type::String, Type::Bool][self.choose(3)];
                self.infix(ty, operator, depth)
            }
            7 => {
                let operator = self.pick(&["==", "!="]);
                let ty = [INTS, STRINGS][self.choose(2)];
                self.infix(ty, operator, depth)
            }
            8 => format!("({}) in ({})", self.write(Type::Int, depth), self.write(INTS, depth)),
            9 => format!("({}) in ({})", self.write(Type::String, depth), self.write(STRINGS, depth)),
            10 => {
                let test = self.pick(&["contains", "startsWith", "endsWith"]);
                format!("({}).{test}({})", self.write(Type::String, depth), self.write(Type::String, depth))
            }
            11 => {
                let pattern = self.pick(&["'^a'", "'b$'", r"r'^\\pL+$'", "''"]);
                format!("({}).matches({pattern})", self.write(Type::String, depth))
            }
            12 => {
                format!("has({}.{})", self.leaf(Type::Object(&THING)), self.pick(&["n", "p", "inner", "inner.n", "ns"]))
            }
            13 => format!("known({})", self.known_operand(depth)),
            14 | 15 => {
                let macro_name = self.pick(&["all", "exists", "exists_one"]);
                let items = [INTS, STRINGS, THINGS][self.choose(3)];
                self.looped(Type::Bool, items, (macro_name, &[Type::Bool]), depth)
            }
            _ => self.choice(Type::Bool, depth),
        }
    }

    fn known_operand(&mut self, depth: usize) -> String {
        let ty = [Type::Int, Type::Bool, Type::Object(&THING), INTS][self.choose(4)];
        self.write(ty, depth)
    }

    fn int(&mut self, depth: usize) -> String {
        match self.choose(9) {
            0 => self.leaf(Type::Int),
            1 | 2 => {
                let operator = self.pick(&["+", "-", "*", "/", "%"]);
                self.infix(Type::Int, operator, depth)
            }
            3 => format!("-({})", self.write(Type::Int, depth)),
            4 => format!("({}).size()", self.write(INTS, depth)),
            5 => format!("size({})", self.write(Type::String, depth)),
            6 => format!("{}.{}", self.leaf(Type::Object(&THING)), self.pick(&["n", "inner.n"])),
            7 => format!("({})[{}]", self.write(INTS, depth), self.write(Type::Int, depth)),
            _ => self.choice(Type::Int, depth),
        }
    }

    fn string(&mut self, depth: usize) -> String {
        match self.choose(6) {
            0 => self.leaf(Type::String),
            1 => self.infix(Type::String, "+", depth),
            2 => format!("string({})", self.write(Type::Int, depth)),
            3 => format!("{}.s", self.leaf(Type::Object(&THING))),
            4 => format!("({})[{}]", self.write(STRINGS, depth), self.write(Type::Int, depth)),
            _ => self.choice(Type::String, depth),
        }
    }

    fn list(&mut self, ty: Type, depth: usize) -> String {
        let Type::List(item) = ty else { return self.leaf(ty) };
        match self.choose(7) {
            0 => self.leaf(ty),
            1 => self.infix(ty, "+", depth),
            2 => format!("[{}, {}]", self.write(*item, depth), self.write(*item, depth)),
            3 => self.looped(ty, ty, ("filter", &[Type::Bool]), depth),
            4 => self.looped(ty, THINGS, ("map", &[*item]), depth),
            5 => self.looped(ty, INTS, ("map", &[Type::Bool, *item]), depth),
            _ => self.choice(ty, depth),
        }
    }

    fn infix(&mut self, ty: Type, operator: &str, depth: usize) -> String {
        format!("({}) {operator} ({})", self.write(ty, depth), self.write(ty, depth))
    }

    fn choice(&mut self, ty: Type, depth: usize) -> String {
        let condition = self.write(Type::Bool, depth);
        format!("(({condition}) ? ({}) : ({}))", self.write(ty, depth), self.write(ty, depth))
    }

    /// A macro over a list of this type. Its variable may hide a variable or another loop variable.
    fn looped(&mut self, result: Type, items: Type, (name, arguments): (&str, &[Type]), depth: usize) -> String {
        if self.loops >= 3 {
            return self.leaf(result);
        }
        let list = self.write(items, depth);
        let Type::List(item) = items else { unreachable!("loops are over lists") };
        let variable = self.pick(&["x", "y", "z"]).to_owned();
        let around = self.locals.clone();
        self.locals.retain(|(local, _)| *local != variable);
        self.locals.push((variable.clone(), *item));
        self.loops += 1;
        let arguments: Vec<String> = arguments.iter().map(|ty| self.write(*ty, depth)).collect();
        self.loops -= 1;
        self.locals = around;
        format!("({list}).{name}({variable}, {})", arguments.join(", "))
    }
}

#[track_caller]
fn check(source: &str, facts: &Facts) -> Result<(), TestCaseError> {
    let program = match facts.compile(source) {
        Ok(program) => program,
        Err(errors) => {
            return Err(TestCaseError::fail(format!("`{source}` is refused: {errors:?}")));
        }
    };
    let variables: Vec<(&str, OracleValue)> =
        facts.0.iter().map(|fact| (fact.name.as_str(), fact.value.clone())).collect();
    let Some(expected) = oracle(source, &variables) else { return Ok(()) };
    // Only the variables that the text names, so that a failure can be read.
    let named: Vec<_> = variables.iter().filter(|(name, _)| source.contains(name)).collect();
    prop_assert_eq!(facts.evaluate(&program), expected, "{} where {:?}", source, named);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn we_and_the_interpreter_agree(choices in vec(any::<u8>(), 1..80), facts in facts()) {
        let mut writer = Writer { choices: choices.iter(), locals: Vec::new(), loops: 0 };
        let source = writer.write(Type::Bool, 4);
        check(&source, &facts)?;
    }
}
