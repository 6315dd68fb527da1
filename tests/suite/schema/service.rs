//! The service's model as `src/schema/model.json` holds it, with our texts from `src/schema/descriptions.json`.
//!
//! A member or type without a text, and a text without its member or type, is an error here: so a newer model cannot
//! come in half.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::service_pattern::ServicePattern;

pub const MODEL: &str = include_str!("../../../src/schema/model.json");
pub const DESCRIPTIONS: &str = include_str!("../../../src/schema/descriptions.json");

/// The three shapes that a document can have, with the names that stand in front of their members.
pub const ROOTS: [&str; 3] = ["UpdateUserPoolClientRequest", "CreateUserPoolClientRequest", "UserPoolClientType"];

pub struct Service {
    /// `botocore 1.43.11, cognito-idp 2016-04-18`.
    pub version: String,
    /// In the order of the model.
    pub shapes: Vec<Shape>,
}

pub struct Shape {
    pub name: String,
    /// What a request is for; only for the roots.
    pub description: Option<String>,
    /// What to write, as the end of a sentence; empty for the roots.
    pub advice: String,
    pub example: Option<Value>,
    pub constraint: Constraint,
}

pub enum Constraint {
    Boolean,
    Integer { min: i64, max: i64 },
    Text { min: u64, max: Option<u64>, pattern: Option<ServicePattern> },
    Choice(Vec<String>),
    Timestamp,
    List { item: String, max: Option<u64> },
    Structure(Vec<Member>),
}

pub struct Member {
    pub name: String,
    pub shape: String,
    pub required: bool,
    pub description: String,
}

impl Service {
    /// The model that is committed.
    pub fn read() -> Self {
        let model: Value = serde_json::from_str(MODEL).expect("model.json is JSON");
        let descriptions: Value = serde_json::from_str(DESCRIPTIONS).expect("descriptions.json is JSON");
        let mut texts = Texts { descriptions: &descriptions, used: BTreeSet::new() };
        let shapes = object(&model["shapes"]).iter().map(|(name, shape)| texts.shape(name, shape)).collect();
        texts.assert_all_used();
        let source = &model["source"];
        let version = format!(
            "botocore {}, {} {}",
            string(&source["botocore"]),
            string(&source["service"]),
            string(&source["api"])
        );
        Self { version, shapes }
    }

    pub fn shape(&self, name: &str) -> &Shape {
        self.shapes.iter().find(|shape| shape.name == name).unwrap_or_else(|| panic!("the model has no {name}"))
    }

    /// The members of a structure; none for another shape.
    pub fn members(&self, name: &str) -> &[Member] {
        match &self.shape(name).constraint {
            Constraint::Structure(members) => members,
            _ => &[],
        }
    }

    /// Every member of the three roots once, in the order of the update, then of the others.
    pub fn root_members(&self) -> Vec<&Member> {
        let mut members: Vec<&Member> = Vec::new();
        for member in ROOTS.iter().flat_map(|root| self.members(root)) {
            if !members.iter().any(|seen| seen.name == member.name) {
                members.push(member);
            }
        }
        members
    }
}

/// Our texts, and which of them were asked for.
struct Texts<'d> {
    descriptions: &'d Value,
    used: BTreeSet<(&'static str, String)>,
}

impl Texts<'_> {
    fn take(&mut self, group: &'static str, name: &str) -> Value {
        self.used.insert((group, name.to_owned()));
        let text = &self.descriptions[group][name];
        assert!(!text.is_null(), "descriptions.json has nothing under {group:?} for {name:?}");
        text.clone()
    }

    fn assert_all_used(&self) {
        for (group, texts) in object(self.descriptions) {
            for name in object(texts).keys() {
                let used = self.used.iter().any(|(in_group, of)| in_group == group && of == name);
                assert!(used, "descriptions.json has {name:?} under {group:?}, which the model does not have");
            }
        }
    }

    fn shape(&mut self, name: &str, shape: &Value) -> Shape {
        let constraint = self.constraint(name, shape);
        if ROOTS.contains(&name) {
            let description = Some(string(&self.take("requests", name)));
            return Shape { name: name.to_owned(), description, advice: String::new(), example: None, constraint };
        }
        let text = self.take("types", name);
        let example = text.get("example").cloned();
        let advice = advice(&string(&text["write"]), example.as_ref(), &constraint);
        Shape { name: name.to_owned(), description: None, advice, example, constraint }
    }

    fn constraint(&mut self, name: &str, shape: &Value) -> Constraint {
        let limit = |key: &str| shape[key].as_u64();
        match shape["type"].as_str() {
            Some("boolean") => Constraint::Boolean,
            Some("timestamp") => Constraint::Timestamp,
            Some("integer") => Constraint::Integer {
                min: shape["min"].as_i64().unwrap_or(i64::from(i32::MIN)),
                max: shape["max"].as_i64().unwrap_or(i64::from(i32::MAX)),
            },
            Some("string") if shape.get("enum").is_some() => Constraint::Choice(strings(&shape["enum"])),
            Some("string") => Constraint::Text {
                min: limit("min").unwrap_or(0),
                max: limit("max"),
                pattern: shape["pattern"].as_str().map(ServicePattern::read),
            },
            Some("list") => {
                assert_eq!(limit("min").unwrap_or(0), 0, "{name}: no check knows a least number of items");
                Constraint::List { item: string(&shape["member"]), max: limit("max") }
            }
            Some("structure") => Constraint::Structure(self.members(name, shape)),
            other => panic!("{name}: no check knows the type {other:?}"),
        }
    }

    fn members(&mut self, structure: &str, shape: &Value) -> Vec<Member> {
        let required = shape.get("required").map(strings).unwrap_or_default();
        let place = structure.strip_suffix("Type").unwrap_or(structure);
        object(&shape["members"])
            .iter()
            .map(|(name, member)| {
                let key = if ROOTS.contains(&structure) { name.clone() } else { format!("{place}.{name}") };
                Member {
                    name: name.clone(),
                    shape: string(member),
                    required: required.contains(name),
                    description: string(&self.take("members", &key)),
                }
            })
            .collect()
    }
}

/// What to write: the text with its limits filled in, and the example where the text does not say it all.
fn advice(write: &str, example: Option<&Value>, constraint: &Constraint) -> String {
    let (min, max, choices) = match constraint {
        Constraint::Integer { min, max } => (min.to_string(), max.to_string(), String::new()),
        Constraint::Text { min, max, .. } => (min.to_string(), max.unwrap_or_default().to_string(), String::new()),
        Constraint::List { max, .. } => (String::new(), max.unwrap_or_default().to_string(), String::new()),
        Constraint::Choice(values) => (String::new(), String::new(), either(values)),
        _ => Default::default(),
    };
    let filled = write.replace("{min}", &min).replace("{max}", &max).replace("{enum}", &choices);
    assert!(!filled.contains('{'), "a placeholder is left in {filled:?}");
    match (constraint, example) {
        (Constraint::Boolean | Constraint::Choice(_), _) | (_, None) => filled,
        (_, Some(example)) => format!("{filled}, such as {}", on_one_line(example)),
    }
}

/// `"a"`, `"a" or "b"`, `"a", "b" or "c"`.
fn either(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// JSON on one line, with a blank after `,` and `:`.
fn on_one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("\"{name}\": {}", on_one_line(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        scalar => scalar.to_string(),
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}")).to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}")).iter().map(string).collect()
}
