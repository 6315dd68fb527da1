//! The interpreter of the `cel` crate as the judge of our evaluation.
//!
//! The interpreter knows neither *not set* nor *unknown*. Both are errors to it: such a variable is not declared, such a
//! field is a key that its map does not have. `has` asks for a key that says whether a field is set. What it cannot be
//! asked, `known`, functions of the host, and lists with an unknown item, is worked out here part by part, with the
//! interpreter as the judge of each part: a loop step by step, as the parser has written it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SelectExpr, operators};
use cel::objects::{Key, Map};
use cel::{Context, Env, Value};
use coglint::value;

/// A value as the oracle takes and gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum OracleValue {
    /// Not set.
    Absent,
    /// Set, and unknown. As an outcome it is what CEL calls an error, and comes of values that are not set too.
    Unknown,
    Bool(bool),
    Int(i64),
    String(String),
    List(Vec<OracleValue>),
    /// The fields by name. One that is not listed is not set. As an outcome it comes without its fields.
    Object(BTreeMap<String, OracleValue>),
}

impl OracleValue {
    /// What we computed, in the form of an outcome.
    pub fn outcome(value: value::Value<'_>) -> Self {
        match value {
            value::Value::Absent | value::Value::Unknown => OracleValue::Unknown,
            value::Value::Bool(value) => OracleValue::Bool(value),
            value::Value::Int(value) => OracleValue::Int(value),
            value::Value::String(value) => OracleValue::String(value.to_owned()),
            value::Value::List(items) => OracleValue::List(items.iter().map(|item| Self::outcome(*item)).collect()),
            value::Value::Object(_) => OracleValue::Object(BTreeMap::new()),
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, OracleValue::Absent | OracleValue::Unknown)
    }

    /// Whether this is a list with an unknown item, or has one in a field.
    fn holds_unknown_item(&self) -> bool {
        match self {
            OracleValue::List(items) => self.has_unknown_item() || items.iter().any(OracleValue::holds_unknown_item),
            OracleValue::Object(fields) => fields.values().any(OracleValue::holds_unknown_item),
            _ => false,
        }
    }

    /// Whether this is a list with an unknown item.
    fn has_unknown_item(&self) -> bool {
        matches!(self, OracleValue::List(items) if items.iter().any(|item| !item.is_known() || item.has_unknown_item()))
    }

    /// The same without the fields of objects: their values are compared one by one, where they are asked for.
    fn without_fields(self) -> Self {
        match self {
            OracleValue::List(items) => OracleValue::List(items.into_iter().map(Self::without_fields).collect()),
            OracleValue::Object(_) => OracleValue::Object(BTreeMap::new()),
            other => other,
        }
    }
}

/// What the interpreter of the `cel` crate makes of `source`, where the variables are what names in it mean.
///
/// `None` when the text does more with a list that has an unknown item than can be worked out: compares or joins it.
///
/// # Panics
/// When the text is no CEL: the oracle judges values, not mistakes.
pub fn oracle(source: &str, variables: &[(&str, OracleValue)]) -> Option<OracleValue> {
    oracle_with(source, variables, &|_, _| None)
}

/// The same, with functions of the host: the result for a name and arguments, `None` when it is a function of CEL.
pub fn oracle_with(
    source: &str,
    variables: &[(&str, OracleValue)],
    function: &dyn Fn(&str, &[OracleValue]) -> Option<OracleValue>,
) -> Option<OracleValue> {
    let tree = cel::parser::PrattParser::new().parse(source).expect("the oracle is given good CEL");
    let variables: BTreeMap<String, OracleValue> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let needs_steps = calls_host(&tree, function) || variables.values().any(OracleValue::holds_unknown_item);
    let mut oracle = Oracle { variables, function, needs_steps, objects: Vec::new() };
    oracle.outcome(&tree).map(OracleValue::without_fields)
}

/// Whether a tree asks what the interpreter cannot be asked.
fn calls_host(tree: &IdedExpr, function: &dyn Fn(&str, &[OracleValue]) -> Option<OracleValue>) -> bool {
    let here = match &tree.expr {
        Expr::Call(call) => call.func_name == "known" || function(&call.func_name, &[]).is_some(),
        _ => false,
    };
    here || children(tree).into_iter().any(|child| calls_host(child, function))
}

/// The functions of CEL, which take long to set up.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

struct Oracle<'f> {
    variables: BTreeMap<String, OracleValue>,
    function: &'f dyn Fn(&str, &[OracleValue]) -> Option<OracleValue>,
    /// Whether loops are worked out step by step.
    needs_steps: bool,
    /// The objects that the interpreter was given; it holds a map with the index here.
    objects: Vec<OracleValue>,
}

/// The key of a map that says which object it stands for.
const NUMBER: &str = "number of the object";

/// The key of a map, or the variable, that says whether another is set.
fn set_flag(name: &str) -> String {
    format!("{name} is set")
}

impl Oracle<'_> {
    fn outcome(&mut self, tree: &IdedExpr) -> Option<OracleValue> {
        let mut tree = tree.clone();
        self.rewrite(&mut tree)?;
        if self.reads_unknown_item(&tree) {
            return None;
        }
        let mut context = Context::with_env(Arc::clone(&STANDARD));
        let Oracle { variables, objects, .. } = self;
        for (name, value) in &*variables {
            context.add_variable_from_value(set_flag(name), Value::Bool(*value != OracleValue::Absent));
            if let Some(value) = to_interpreter(value, objects) {
                context.add_variable_from_value(name.clone(), value);
            }
        }
        Some(Value::resolve(&tree, &context).map_or(OracleValue::Unknown, |value| from_interpreter(value, objects)))
    }

    /// Puts what the interpreter understands in the place of what it does not.
    fn rewrite(&mut self, tree: &mut IdedExpr) -> Option<()> {
        match &mut tree.expr {
            Expr::Select(select) if select.test => {
                let operand = (*select.operand).clone();
                let field = std::mem::take(&mut select.field);
                *tree = is_set(self, operand, &field);
                return Some(());
            }
            Expr::Call(call) if call.func_name == "known" => {
                let known = self.outcome(&call.args[0])?.is_known();
                *tree = literal(LiteralValue::Boolean(known.into()));
                return Some(());
            }
            Expr::Call(call) if (self.function)(&call.func_name, &[]).is_some() => {
                let call = call.clone();
                let written = call.target.as_deref().into_iter().chain(&call.args);
                let arguments: Vec<OracleValue> = written.map(|tree| self.outcome(tree)).collect::<Option<_>>()?;
                let result = if arguments.iter().all(OracleValue::is_known) {
                    (self.function)(&call.func_name, &arguments)?
                } else {
                    OracleValue::Unknown
                };
                *tree = self.variable(result);
                return Some(());
            }
            Expr::Comprehension(comprehension) if self.needs_steps => {
                let result = self.steps(&comprehension.clone())?;
                *tree = self.variable(result);
                return Some(());
            }
            _ => {}
        }
        if let Some(plain) = self.about_unknown_items(tree) {
            *tree = plain;
        }
        children_mut(tree).into_iter().try_for_each(|child| self.rewrite(child))
    }

    /// A loop, step by step: the accumulator and the item are variables with a value.
    fn steps(&mut self, comprehension: &ComprehensionExpr) -> Option<OracleValue> {
        let items = match self.value_at(&comprehension.iter_range).cloned() {
            Some(value) => value,
            None => self.outcome(&comprehension.iter_range)?,
        };
        let OracleValue::List(items) = items else { return Some(OracleValue::Unknown) };
        let mut accumulated = self.outcome(&comprehension.accu_init)?;
        for item in items {
            let mut step = comprehension.loop_step.clone();
            let item = self.variable(item);
            replace(&mut step, &comprehension.iter_var, &item);
            let accumulator = self.variable(accumulated);
            replace(&mut step, &comprehension.accu_var, &accumulator);
            accumulated = self.outcome(&step)?;
        }
        let mut result = comprehension.result.clone();
        let accumulator = self.variable(accumulated);
        replace(&mut result, &comprehension.accu_var, &accumulator);
        self.outcome(&result)
    }

    /// `in` and `size` of a list with an unknown item, without that list.
    fn about_unknown_items(&mut self, tree: &IdedExpr) -> Option<IdedExpr> {
        let Expr::Call(call) = &tree.expr else { return None };
        let operands: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        let list = self.value_at(operands.last()?)?;
        let (true, OracleValue::List(items)) = (list.has_unknown_item(), list.clone()) else { return None };
        match (call.func_name.as_str(), operands.as_slice()) {
            ("size", [_]) => Some(literal(LiteralValue::Int(i64::try_from(items.len()).ok()?.into()))),
            (operators::IN, [item, _]) => {
                let equal = items.into_iter().map(|other| {
                    let other = self.variable(other);
                    global(operators::EQUALS, vec![(*item).clone(), other])
                });
                equal.reduce(|left, right| global(operators::LOGICAL_OR, vec![left, right]))
            }
            _ => None,
        }
    }

    /// A new variable with a value.
    fn variable(&mut self, value: OracleValue) -> IdedExpr {
        let name = format!("value {}", self.variables.len());
        self.variables.insert(name.clone(), value);
        ided(Expr::Ident(name))
    }

    /// The value of a variable, or of a field of one.
    fn value_at(&self, tree: &IdedExpr) -> Option<&OracleValue> {
        if let Some(value) = qualified_name(tree).and_then(|name| self.variables.get(&name)) {
            return Some(value);
        }
        match &tree.expr {
            Expr::Select(select) if !select.test => match self.value_at(&select.operand)? {
                OracleValue::Object(fields) => fields.get(&select.field),
                _ => None,
            },
            _ => None,
        }
    }

    fn reads_unknown_item(&self, tree: &IdedExpr) -> bool {
        let here = self.value_at(tree).is_some_and(OracleValue::has_unknown_item);
        here || children(tree).into_iter().any(|child| self.reads_unknown_item(child))
    }
}

/// Whether the field of `operand` is set: what is not set has no field that is.
fn is_set(oracle: &Oracle<'_>, operand: IdedExpr, field: &str) -> IdedExpr {
    let is_variable = qualified_name(&operand).filter(|name| oracle.variables.contains_key(name));
    let operand_is_set = match (&operand.expr, is_variable) {
        (_, Some(name)) => Some(ided(Expr::Ident(set_flag(&name)))),
        (Expr::Select(select), None) if !select.test => {
            Some(is_set(oracle, (*select.operand).clone(), &select.field.clone()))
        }
        _ => None,
    };
    let select = SelectExpr { operand: Box::new(operand), field: set_flag(field), test: true };
    let here = ided(Expr::Select(select));
    match operand_is_set {
        Some(before) => global(operators::LOGICAL_AND, vec![before, here]),
        None => here,
    }
}

/// Puts `new` in the place of a name, but not where a loop inside means something else by it.
fn replace(tree: &mut IdedExpr, name: &str, new: &IdedExpr) {
    match &mut tree.expr {
        Expr::Ident(found) if found == name => *tree = new.clone(),
        Expr::Comprehension(inner) if inner.iter_var == name || inner.accu_var == name => {
            replace(&mut inner.iter_range, name, new);
        }
        _ => children_mut(tree).into_iter().for_each(|child| replace(child, name, new)),
    }
}

/// The name that a variable or a chain of fields would have as one name.
fn qualified_name(tree: &IdedExpr) -> Option<String> {
    match &tree.expr {
        Expr::Ident(name) => Some(name.strip_prefix('.').unwrap_or(name).to_owned()),
        Expr::Select(select) if !select.test => Some(format!("{}.{}", qualified_name(&select.operand)?, select.field)),
        _ => None,
    }
}

fn children(tree: &IdedExpr) -> Vec<&IdedExpr> {
    match &tree.expr {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Comprehension(comprehension) => {
            vec![&comprehension.iter_range, &comprehension.loop_step, &comprehension.result]
        }
        _ => Vec::new(),
    }
}

fn children_mut(tree: &mut IdedExpr) -> Vec<&mut IdedExpr> {
    match &mut tree.expr {
        Expr::Call(call) => call.target.as_deref_mut().into_iter().chain(&mut call.args).collect(),
        Expr::List(list) => list.elements.iter_mut().collect(),
        Expr::Select(select) => vec![&mut select.operand],
        Expr::Comprehension(comprehension) => {
            vec![&mut comprehension.iter_range, &mut comprehension.loop_step, &mut comprehension.result]
        }
        _ => Vec::new(),
    }
}

fn ided(expr: Expr) -> IdedExpr {
    IdedExpr { id: 0, expr }
}

fn literal(value: LiteralValue) -> IdedExpr {
    ided(Expr::Literal(value))
}

fn global(function: &str, args: Vec<IdedExpr>) -> IdedExpr {
    ided(Expr::Call(CallExpr { func_name: function.to_owned(), target: None, args }))
}

/// The value as the interpreter holds it; nothing for what it cannot hold.
fn to_interpreter(value: &OracleValue, objects: &mut Vec<OracleValue>) -> Option<Value> {
    Some(match value {
        OracleValue::Absent | OracleValue::Unknown => return None,
        OracleValue::Bool(value) => Value::Bool(*value),
        OracleValue::Int(value) => Value::Int(*value),
        OracleValue::String(value) => Value::String(Arc::new(value.clone())),
        OracleValue::List(items) => {
            let items = items.iter().map(|item| to_interpreter(item, objects)).collect::<Option<_>>()?;
            Value::List(Arc::new(items))
        }
        OracleValue::Object(fields) => {
            let key = |name: &str| Key::String(Arc::new(name.to_owned()));
            let number = i64::try_from(objects.len()).expect("few objects");
            objects.push(value.clone());
            let mut map = HashMap::from([(key(NUMBER), Value::Int(number))]);
            for (name, field) in fields.iter().filter(|(_, field)| **field != OracleValue::Absent) {
                map.insert(key(&set_flag(name)), Value::Bool(true));
                if let Some(field) = to_interpreter(field, objects) {
                    map.insert(key(name), field);
                }
            }
            Value::Map(Map { map: Arc::new(map) })
        }
    })
}

fn from_interpreter(value: Value, objects: &[OracleValue]) -> OracleValue {
    match value {
        Value::Bool(value) => OracleValue::Bool(value),
        Value::Int(value) => OracleValue::Int(value),
        Value::String(value) => OracleValue::String(value.to_string()),
        Value::List(items) => {
            OracleValue::List(items.iter().map(|item| from_interpreter(item.clone(), objects)).collect())
        }
        Value::Map(map) => match map.map.get(&Key::String(Arc::new(NUMBER.to_owned()))) {
            Some(Value::Int(number)) => objects[usize::try_from(*number).expect("an index")].clone(),
            _ => panic!("no expression that we accept makes a map"),
        },
        other => panic!("no expression that we accept gives {other:?}"),
    }
}
