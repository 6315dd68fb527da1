//! Messages: sentences with the values of one place filled in.

use crate::finding::Message;
use crate::rule::definition::{Part, Sentence};
use crate::secret::mask_value;
use crate::untrusted::shorten;
use crate::value::Value;

use super::scope::Scope;

/// What a dormant finding says last.
const DORMANT: &str = "As long as OAuth is off for this client it has no effect, hence info.";

/// The sentences that hold at a place. One whose values are not known, or that is empty, falls out; the first one stays,
/// with `…` for what is not known, because a finding must say something.
pub fn message<'a>(scope: &Scope<'_, 'a>, sentences: &'a [Sentence], dormant: bool) -> Message {
    let held = sentences.iter().filter(|sentence| scope.holds(sentence.when.as_ref()));
    let mut written: Vec<String> = Vec::new();
    for sentence in held {
        let known = text(scope, &sentence.parts);
        let said = match known {
            None if written.is_empty() => Some(sentence.parts.iter().map(|part| in_doubt(scope, part)).collect()),
            known => known,
        };
        written.extend(said.filter(|said: &String| !said.trim().is_empty()));
    }
    if dormant {
        written.push(DORMANT.to_owned());
    }
    Message { sentences: written }
}

/// Parts joined as they are, for names in a pointer; `None` when one of the values is not known.
pub fn whole_text<'a>(scope: &Scope<'_, 'a>, parts: &'a [Part]) -> Option<String> {
    let whole = |part: &'a Part| match part {
        Part::Text(text) => Some(text.to_string()),
        Part::Value(program) => in_words(scope.value(program), &|text| text),
    };
    parts.iter().map(whole).collect()
}

/// Parts joined as they may be shown, or `None` when one of the values is not known.
pub fn text<'a>(scope: &Scope<'_, 'a>, parts: &'a [Part]) -> Option<String> {
    parts.iter().map(|part| part_text(scope, part)).collect()
}

fn in_doubt<'a>(scope: &Scope<'_, 'a>, part: &'a Part) -> String {
    part_text(scope, part).unwrap_or_else(|| "…".to_owned())
}

fn part_text<'a>(scope: &Scope<'_, 'a>, part: &'a Part) -> Option<String> {
    match part {
        Part::Text(text) => Some(text.to_string()),
        Part::Value(program) => in_words(scope.value(program), &|text| scope.veiled(text)),
    }
}

/// A value as a sentence shows it: text as it stands but for passwords in URLs and beyond a length, lists with `and`.
fn in_words(value: Value<'_>, shown: &dyn Fn(String) -> String) -> Option<String> {
    match value {
        Value::Absent | Value::Unknown | Value::Object(_) => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Int(value) => Some(shown(value.to_string())),
        Value::String(text) => Some(shorten(&mask_value(&shown(text.to_owned()))).into_owned()),
        Value::List(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| in_words(*item, shown)).collect();
            Some(match &items[..] {
                [] => String::new(),
                [only] => only.clone(),
                [first @ .., last] => format!("{} and {last}", first.join(", ")),
            })
        }
    }
}
