//! The examples of a rule file: requests in which the rule must speak, at these places, or must be silent.
//!
//! They are documentation and tests at once. A run has no use for them, so they stay in the text of the file until somebody
//! asks; [`selftest`](crate::selftest) holds the rule to them.

use crate::finding::Severity;
use crate::json::Pointer;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::schema::Member;
use crate::source::Span;
use crate::toml_table::{Errors, Item, Table, Text, parse};

use super::load::{LoadError, LoadErrorKind};
use super::profile;

/// One example of a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// Where it stands in the rule file.
    pub span: Span,
    /// The document, as text: names may be given twice, numbers spelled anyhow.
    pub request: String,
    /// Where the rule must speak; nowhere in a good example.
    pub places: Vec<ExpectedPlace>,
    /// The profile, when it is not the default.
    pub profile: Option<String>,
    /// The operation that the user has declared.
    pub operation: Option<Operation>,
    /// The client type that the user has declared.
    pub client_type: Option<ClientType>,
    /// Settings as `--set` takes them.
    pub assignments: Vec<String>,
}

/// A place where a rule must speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPlace {
    /// The place.
    pub pointer: Pointer,
    /// The member that is not set there, when the example says it.
    pub member: Option<String>,
    /// The severity, when the example says it.
    pub severity: Option<Severity>,
}

/// The examples of a rule file, bad ones first.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Requests in which the rule must speak.
    pub bad: Vec<Example>,
    /// Requests in which it must be silent.
    pub good: Vec<Example>,
}

/// Makes the keys of examples known to the reader of the rule itself.
pub fn note_keys(table: &Table<'_, '_>) {
    table.item("bad");
    table.item("good");
}

/// The examples in the text of a rule file whose rule is `id`.
///
/// # Errors
/// Every mistake in an example, in the order of the text.
pub fn read(id: &str, text: &str) -> Result<Examples, Vec<LoadError>> {
    let errors = Errors::default();
    let root = parse(text, &errors);
    let table = Table::root(&root, "a rule file", &errors);
    let mut mistakes = Vec::new();
    let mut all = |key, is_bad| -> Vec<Example> {
        let items = table.item(key).and_then(|item| item.list()).unwrap_or_default();
        items.iter().filter_map(|item| example(id, item, is_bad, &mut mistakes)).collect()
    };
    let examples = Examples { bad: all("bad", true), good: all("good", false) };
    mistakes.extend(
        errors
            .into_sorted()
            .into_iter()
            .map(|error| LoadError { span: error.span, kind: LoadErrorKind::Table(error.kind) }),
    );
    mistakes.sort_by_key(|mistake| mistake.span);
    if mistakes.is_empty() { Ok(examples) } else { Err(mistakes) }
}

fn example(id: &str, item: &Item<'_, '_>, is_bad: bool, mistakes: &mut Vec<LoadError>) -> Option<Example> {
    let table = item.table("an example")?;
    let name = table.needed("name").and_then(|item| item.text());
    let request = table.needed("request").and_then(|item| item.text());
    let at = if is_bad { table.needed("at") } else { None };
    let places = at.and_then(|item| item.list()).unwrap_or_default();
    let places = places.iter().filter_map(|item| place(item, mistakes)).collect();
    let mut named = |key: &'static str, known: &[&str]| -> Option<String> {
        let text = table.item(key)?.text()?;
        if known.contains(&&*text.text) {
            return Some(text.text);
        }
        let kind = LoadErrorKind::unknown(key, &text.text, known.iter().copied());
        mistakes.push(LoadError { span: text.span, kind });
        None
    };
    let profile = named("profile", &profile::NAMES);
    let operation = named("operation", &Operation::ALL.map(Operation::name));
    let client_type = named("client-type", &ClientType::ALL.map(ClientType::name));
    let mut assignments = texts(&table, "set");
    if let Some(parameters) = table.item("params").and_then(|item| item.table("`params`")) {
        let own = |(name, item): (Text, Item<'_, '_>)| format!("rules.{id}.params.{}={}", name.text, as_toml(&item));
        assignments.extend(parameters.entries().map(own));
    }
    if let Some(enabled) = table.item("enabled").and_then(|item| item.boolean()) {
        assignments.push(format!("rules.{id}.enabled={enabled}"));
    }
    table.finish();
    Some(Example {
        name: name?.text,
        span: item.span(),
        request: request?.text,
        places,
        profile,
        operation: operation.and_then(|name| Operation::from_name(&name)),
        client_type: client_type.and_then(|name| ClientType::from_name(&name)),
        assignments,
    })
}

fn texts(table: &Table<'_, '_>, key: &'static str) -> Vec<String> {
    let texts = table.item(key).and_then(|item| item.texts()).unwrap_or_default();
    texts.into_iter().map(|text| text.text).collect()
}

/// A value of a parameter as TOML on one line.
fn as_toml(item: &Item<'_, '_>) -> String {
    use toml::de::DeValue;
    match item.value() {
        DeValue::String(text) => toml::Value::from(text.as_ref()).to_string(),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Array(_) => {
            let items: Vec<String> = item.list().unwrap_or_default().iter().map(as_toml).collect();
            format!("[{}]", items.join(", "))
        }
        _ => String::new(),
    }
}

fn place(item: &Item<'_, '_>, mistakes: &mut Vec<LoadError>) -> Option<ExpectedPlace> {
    let (pointer, member, severity) = if item.value().as_table().is_some() {
        let table = item.table("an expected place")?;
        let pointer = table.needed("place").and_then(|item| item.text());
        let member = table.item("member").and_then(|item| item.text());
        let severity = table.item("severity").and_then(|item| item.text());
        table.finish();
        (pointer?, member, severity)
    } else {
        (item.text()?, None, None)
    };
    let mut mistake = |span, kind| {
        mistakes.push(LoadError { span, kind });
        None
    };
    let Ok(parsed) = Pointer::parse(&pointer.text) else {
        return mistake(pointer.span, LoadErrorKind::Place(pointer.text));
    };
    if let Some(member) = member.as_ref().filter(|member| Member::from_name(&member.text).is_none()) {
        let kind = LoadErrorKind::unknown("member", &member.text, Member::ALL.map(Member::name));
        return mistake(member.span, kind);
    }
    let named = severity.as_ref().map(|severity| Severity::from_name(&severity.text));
    if let (Some(None), Some(severity)) = (named, severity) {
        let known = Severity::ALL.map(Severity::name);
        return mistake(severity.span, LoadErrorKind::unknown("severity", &severity.text, known));
    }
    Some(ExpectedPlace { pointer: parsed, member: member.map(|member| member.text), severity: named.flatten() })
}
