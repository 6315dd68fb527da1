//! JSON as reports lay it out: one line for each value, with a blank after commas and colons.

use serde_json::Value;

use crate::untrusted;

/// A JSON object in one line, member by member.
pub struct Object(String);

impl Object {
    /// An object without members yet.
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    /// The object with one member more, whose value is JSON text.
    pub fn with(mut self, name: &str, json: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push_str(", ");
        }
        untrusted::push_json_string(&mut self.0, name);
        self.0.push_str(": ");
        self.0.push_str(json);
        self
    }

    /// With a string.
    pub fn string(self, name: &str, text: &str) -> Self {
        self.with(name, &string(text))
    }

    /// With a string or null.
    pub fn optional(self, name: &str, text: Option<&str>) -> Self {
        self.with(name, &text.map_or_else(null, string))
    }

    /// With a truth value.
    pub fn boolean(self, name: &str, value: bool) -> Self {
        self.with(name, if value { "true" } else { "false" })
    }

    /// With a number.
    pub fn number(self, name: &str, number: impl Into<u64>) -> Self {
        self.with(name, &number.into().to_string())
    }

    /// With a number or null.
    pub fn optional_number(self, name: &str, number: Option<u32>) -> Self {
        self.with(name, &number.map_or_else(null, |number| number.to_string()))
    }

    /// With a count.
    pub fn count(self, name: &str, count: usize) -> Self {
        self.with(name, &count.to_string())
    }

    /// The JSON text.
    pub fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// `null`.
pub fn null() -> String {
    "null".to_owned()
}

/// A string.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    untrusted::push_json_string(&mut out, text);
    out
}

/// An array in one line, of items that are JSON text.
pub fn array(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<_> = items.into_iter().collect();
    format!("[{}]", items.join(", "))
}

/// Any value.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => string(text),
        Value::Array(items) => array(items.iter().map(self::value)),
        Value::Object(members) => object(members),
    }
}

/// An object of any values.
pub fn object(members: &serde_json::Map<String, Value>) -> String {
    members.iter().fold(Object::new(), |object, (name, member)| object.with(name, &value(member))).finish()
}
