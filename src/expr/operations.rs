//! Operations on values. Each is unknown where CEL has an error, and on values that are not set or unknown.

use super::program::{Arithmetic, Comparison, TextTest};
use crate::value::Value;

pub(super) fn truth(value: Value<'_>) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(truth),
        _ => None,
    }
}

fn bool<'a>(truth: Option<bool>) -> Value<'a> {
    truth.map_or(Value::Unknown, Value::Bool)
}

pub(super) fn int<'a>(value: Option<i64>) -> Value<'a> {
    value.map_or(Value::Unknown, Value::Int)
}

pub(super) fn compare<'a>(comparison: Comparison, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    if let Comparison::Equal | Comparison::NotEqual = comparison {
        return bool(equal(left, right).map(|equal| equal == (comparison == Comparison::Equal)));
    }
    let order = match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.cmp(&right),
        // The order of UTF-8 is that of code points.
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(&right),
        _ => return Value::Unknown,
    };
    Value::Bool(match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// Whether two values are equal. Two lists differ when their lengths do or two items do, whatever the others are.
pub(super) fn equal(left: Value<'_>, right: Value<'_>) -> Option<bool> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(left == right),
        (Value::Int(left), Value::Int(right)) => Some(left == right),
        (Value::String(left), Value::String(right)) => Some(left == right),
        (Value::List(left), Value::List(right)) if left.len() != right.len() => Some(false),
        (Value::List(left), Value::List(right)) => {
            let mut all = Some(true);
            for (&left, &right) in left.iter().zip(right) {
                match equal(left, right) {
                    Some(true) => {}
                    Some(false) => return Some(false),
                    None => all = None,
                }
            }
            all
        }
        _ => None,
    }
}

pub(super) fn is_in<'a>(item: Value<'a>, list: Value<'a>) -> Value<'a> {
    let Value::List(items) = list else { return Value::Unknown };
    if let Value::Absent | Value::Unknown = item {
        return Value::Unknown;
    }
    let mut answer = Some(false);
    for &other in items {
        match equal(item, other) {
            Some(true) => return Value::Bool(true),
            Some(false) => {}
            None => answer = None,
        }
    }
    bool(answer)
}

pub(super) fn text_test<'a>(question: TextTest, text: Value<'a>, part: Value<'a>) -> Value<'a> {
    let (Value::String(text), Value::String(part)) = (text, part) else { return Value::Unknown };
    Value::Bool(match question {
        TextTest::Contains => text.contains(part),
        TextTest::StartsWith => text.starts_with(part),
        TextTest::EndsWith => text.ends_with(part),
    })
}

pub(super) fn size(value: Value<'_>) -> Value<'_> {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::List(items) => items.len(),
        _ => return Value::Unknown,
    };
    int(i64::try_from(size).ok())
}

/// `list[position]`; out of the list is an error in CEL, and so unknown.
pub(super) fn at<'a>(list: Value<'a>, position: Value<'a>) -> Value<'a> {
    let (Value::List(items), Value::Int(position)) = (list, position) else { return Value::Unknown };
    usize::try_from(position).ok().and_then(|position| items.get(position).copied()).unwrap_or(Value::Unknown)
}

/// Arithmetic; what does not fit 64 bits and division by zero are errors in CEL, and so unknown.
pub(super) fn calculate<'a>(arithmetic: Arithmetic, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    let (Value::Int(left), Value::Int(right)) = (left, right) else { return Value::Unknown };
    int(match arithmetic {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
    })
}
