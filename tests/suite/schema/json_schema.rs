//! The JSON Schemas of the three shapes, made from the service's model and our texts.

use std::fmt::Write as _;
use std::sync::LazyLock;

use coglint::schema::Class;
use serde_json::{Map, Value, json};

use super::service::{Constraint, Service};

/// All of Unicode as runs of one category; a long walk, so it is made once.
static RUNS: LazyLock<Vec<Run>> = LazyLock::new(runs);

/// Every category that a pattern names.
const ASSIGNED: u8 =
    Class::LETTER | Class::MARK | Class::SYMBOL | Class::NUMBER | Class::PUNCTUATION | Class::SEPARATOR;

/// The schema of the shape `root`, whose short name for people is `name`.
pub fn generate(service: &Service, root: &str, name: &str) -> String {
    let mut definitions = Map::new();
    let properties = properties(service, root, &mut definitions);
    let mut sorted: Vec<(String, Value)> = definitions.into_iter().collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let required = required(service, root);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("urn:coglint:schema:{name}")));
    schema.insert("$comment".to_owned(), json!(comment(&service.version)));
    schema.insert("title".to_owned(), json!(root));
    schema.insert("description".to_owned(), json!(service.shape(root).description));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema.insert("$defs".to_owned(), Value::Object(sorted.into_iter().collect()));
    as_text(&Value::Object(schema))
}

fn comment(version: &str) -> String {
    format!(
        "Written by `COGLINT_UPDATE=1 cargo test` from src/schema/model.json ({version}) and descriptions.json; do not \
         edit. Patterns are for the whole text; they hold no \\w and no \\p, which engines read differently, and \
         ranges beyond U+FFFF, for which ECMA-262 needs the flag u. A null is refused, as the AWS CLI and the SDKs \
         refuse it, while coglint reads a member that is null as not set. JSON Schema takes 5.0 for an integer; the \
         service does not, and coglint says so."
    )
}

fn properties(service: &Service, structure: &str, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let members = service.members(structure);
    members
        .iter()
        .map(|member| {
            define(service, &member.shape, definitions);
            (member.name.clone(), json!({"description": member.description, "$ref": reference(&member.shape)}))
        })
        .collect()
}

fn required(service: &Service, structure: &str) -> Vec<String> {
    let members = service.members(structure);
    members.iter().filter(|member| member.required).map(|member| member.name.clone()).collect()
}

fn reference(definition: &str) -> String {
    format!("#/$defs/{definition}")
}

fn define(service: &Service, name: &str, definitions: &mut Map<String, Value>) {
    if definitions.contains_key(name) {
        return;
    }
    let shape = service.shape(name);
    let mut schema = match &shape.constraint {
        Constraint::Boolean => json!({"type": "boolean"}),
        Constraint::Integer { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Constraint::Choice(values) => json!({"type": "string", "enum": values}),
        Constraint::Timestamp => json!({"type": ["number", "string"]}),
        Constraint::Text { .. } => text(&shape.constraint, definitions),
        Constraint::List { item, max } => {
            define(service, item, definitions);
            let mut list = json!({"type": "array", "items": {"$ref": reference(item)}});
            if let Some(max) = max {
                list["maxItems"] = json!(max);
            }
            list
        }
        Constraint::Structure(_) => {
            let mut structure = json!({"type": "object", "properties": properties(service, name, definitions)});
            let required = required(service, name);
            if !required.is_empty() {
                structure["required"] = json!(required);
            }
            structure["additionalProperties"] = json!(false);
            structure
        }
    };
    let says_all = matches!(shape.constraint, Constraint::Boolean | Constraint::Choice(_));
    if let (Some(example), false) = (&shape.example, says_all) {
        schema["examples"] = json!([example]);
    }
    definitions.insert(name.to_owned(), schema);
}

fn text(constraint: &Constraint, definitions: &mut Map<String, Value>) -> Value {
    let Constraint::Text { min, max, pattern } = constraint else { panic!("only for a text") };
    let mut schema = json!({"type": "string"});
    if *min > 0 {
        schema["minLength"] = json!(min);
    }
    if let Some(max) = max {
        schema["maxLength"] = json!(max);
    }
    let Some(pattern) = pattern else { return schema };
    if pattern.categories == 0 {
        schema["pattern"] = json!(pattern.ecma);
        if pattern.is_of_one_line() {
            schema["$ref"] = json!(one_line(definitions));
        }
        return schema;
    }
    schema["$comment"] = json!(pattern.source);
    schema["$ref"] = json!(assigned_text(definitions));
    if pattern.categories == ASSIGNED & !Class::SEPARATOR {
        schema["pattern"] = json!(format!("^[^{}]+$", ranges(Class::SEPARATOR)));
    } else {
        assert_eq!(pattern.categories, ASSIGNED, "{}: no definition is for these categories", pattern.source);
    }
    schema
}

/// The definition for every text that cannot hold a line break.
fn one_line(definitions: &mut Map<String, Value>) -> String {
    let definition = json!({
        "$comment": "Some engines let $ match before a line break at the end; so it is refused here.",
        "type": "string",
        "not": {"type": "string", "pattern": "\\n"},
    });
    definitions.insert("OneLine".to_owned(), definition);
    reference("OneLine")
}

/// The definition for a text of the categories L, M, S, N, P and Z.
fn assigned_text(definitions: &mut Map<String, Value>) -> String {
    let (major, minor, _) = unicode_general_category::UNICODE_VERSION;
    let definition = json!({
        "$comment": format!("\\p{{L}}, \\p{{M}}, \\p{{S}}, \\p{{N}}, \\p{{P}} and \\p{{Z}} of Unicode {major}.{minor}: no \
                             control, format, private use or unassigned characters."),
        "type": "string",
        "pattern": format!("^[{}]+$", ranges(ASSIGNED)),
        "$ref": one_line(definitions),
    });
    definitions.insert("AssignedText".to_owned(), definition);
    reference("AssignedText")
}

/// Characters in a row that have one category.
struct Run {
    start: char,
    end: char,
    category: u8,
}

fn runs() -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // The surrogates between U+D7FF and U+E000 are no characters, and no run goes over them: both neighbors are of none
    // of the categories.
    for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let category = Class::category(character);
        match runs.last_mut() {
            Some(run) if run.category == category => run.end = character,
            _ => runs.push(Run { start: character, end: character, category }),
        }
    }
    runs
}

/// The characters of the categories, as they stand between the brackets of a class.
fn ranges(categories: u8) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for run in RUNS.iter().filter(|run| run.category & categories != 0) {
        match ranges.last_mut() {
            Some((_, end)) if u32::from(*end) + 1 == u32::from(run.start) => *end = run.end,
            _ => ranges.push((run.start, run.end)),
        }
    }
    let escaped = |character: char| {
        let escape = if matches!(character, '[' | ']' | '\\' | '^' | '-') { "\\" } else { "" };
        format!("{escape}{character}")
    };
    let written = ranges
        .into_iter()
        .map(|(start, end)| if start == end { escaped(start) } else { format!("{}-{}", escaped(start), escaped(end)) });
    written.collect()
}

/// Indented JSON in ASCII: a pattern may hold characters that no editor shows.
fn as_text(schema: &Value) -> String {
    let pretty = serde_json::to_string_pretty(schema).expect("a value is JSON");
    let mut text = String::with_capacity(pretty.len() * 2);
    for character in pretty.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                write!(text, "\\u{unit:04x}").expect("a string takes every text");
            }
        }
    }
    text.push('\n');
    text
}
