//! What a user and a profile can set of a rule, and the lists that it brings along.

use std::borrow::Cow;

use crate::expr::check_pattern;
use crate::rule::definition::{NamedList, Parameter, ParameterKind, ParameterRole, ParameterValue, ProfilePart, Text};
use crate::rule::profile;
use crate::schema::Member;
use crate::source::Span;
use crate::toml_table::{Item, Table};

use super::context::Reader;
use super::error::LoadErrorKind;
use super::metadata::{owned, severity_cases};

/// The table `params`: a table for each parameter.
pub fn parameters(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Parameter> {
    let Some(all) = table.item("params").and_then(|item| item.table("`params`")) else { return Vec::new() };
    all.entries().filter_map(|(name, item)| parameter(&name.text, &item, reader)).collect()
}

fn parameter(name: &str, item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<Parameter> {
    let table = item.table("a parameter")?;
    let kind = table.needed("type").and_then(|item| reader.one_of("type", &item, &ParameterKind::NAMES));
    let doc = table.needed("doc").and_then(|item| item.text());
    let number = |key| table.item(key).and_then(|item| least_or_most(&item, kind?, reader));
    let (least, most) = (number("min"), number("max"));
    let role = table.item("role").and_then(|item| reader.one_of("role", &item, &ParameterRole::NAMES));
    let default = table.needed("default");
    table.finish();
    let mut parameter = Parameter {
        name: owned(name),
        doc: owned(&doc?.text),
        kind: kind?,
        default: ParameterValue::Boolean(false),
        least,
        most,
        role: role.unwrap_or(ParameterRole::Condition),
    };
    let default = default?;
    parameter.default = checked(&parameter, &default, reader)?;
    reader.add_parameter(name, parameter.kind);
    Some(parameter)
}

fn least_or_most(item: &Item<'_, '_>, kind: ParameterKind, reader: &Reader<'_>) -> Option<i64> {
    if kind == ParameterKind::Duration {
        let text = item.text()?;
        let seconds = duration(&text.text);
        if seconds.is_none() {
            reader.error(text.span, LoadErrorKind::Duration(text.text));
        }
        return seconds;
    }
    item.integer()
}

/// The value of a parameter, with its mistakes noted.
fn checked(parameter: &Parameter, item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<ParameterValue> {
    value_of_item(parameter, item, &mut |span, kind| reader.error(span, kind))
}

/// The value that `item` gives to `parameter`; mistakes go to `note`, wrong types to the item's own errors.
pub fn value_of_item(
    parameter: &Parameter,
    item: &Item<'_, '_>,
    note: &mut dyn FnMut(Span, LoadErrorKind),
) -> Option<ParameterValue> {
    let value = match parameter.kind {
        ParameterKind::Boolean => ParameterValue::Boolean(item.boolean()?),
        ParameterKind::Integer => ParameterValue::Integer(item.integer()?),
        ParameterKind::Duration if !item.value().is_str() => return item.wrong("a duration such as \"30d\""),
        ParameterKind::Duration => {
            let text = item.text()?;
            let Some(seconds) = duration(&text.text) else {
                note(text.span, LoadErrorKind::Duration(text.text));
                return None;
            };
            ParameterValue::Integer(seconds)
        }
        _ => {
            let texts = item.list()?;
            let texts: Vec<_> = texts.iter().map(Item::text).collect::<Option<_>>()?;
            for text in &texts {
                if let Some(kind) = wrong_text(parameter.kind, &text.text) {
                    note(text.span, kind);
                    return None;
                }
            }
            ParameterValue::Strings(texts.into_iter().map(|text| Cow::Owned(text.text)).collect())
        }
    };
    if let Some(kind) = out_of_range(parameter, &value) {
        note(item.span(), kind);
        return None;
    }
    Some(value)
}

/// What is wrong with a text of a list of that kind.
fn wrong_text(kind: ParameterKind, text: &str) -> Option<LoadErrorKind> {
    match kind {
        ParameterKind::Members if Member::from_name(text).is_none() => {
            Some(LoadErrorKind::unknown("member", text, Member::ALL.map(Member::name)))
        }
        ParameterKind::Patterns => check_pattern(text).err().map(LoadErrorKind::Pattern),
        ParameterKind::Hosts | ParameterKind::Globs if text.is_empty() => Some(LoadErrorKind::Empty("the pattern")),
        _ => None,
    }
}

fn out_of_range(parameter: &Parameter, value: &ParameterValue) -> Option<LoadErrorKind> {
    let ParameterValue::Integer(number) = value else { return None };
    let is_low = parameter.least.is_some_and(|least| *number < least);
    let is_high = parameter.most.is_some_and(|most| *number > most);
    if !is_low && !is_high {
        return None;
    }
    let shown = |number: i64| match parameter.kind {
        ParameterKind::Duration => crate::request::lifetime::in_words(number),
        _ => number.to_string(),
    };
    let range = match (parameter.least, parameter.most) {
        (Some(least), Some(most)) => format!("a value from {} to {}", shown(least), shown(most)),
        (Some(least), None) => format!("{} or more", shown(least)),
        (None, Some(most)) => format!("{} or less", shown(most)),
        (None, None) => String::new(),
    };
    Some(LoadErrorKind::OutOfRange { value: shown(*number), range })
}

/// The seconds of a duration: a whole number and `s`, `m`, `h` or `d`; saturating.
pub fn duration(text: &str) -> Option<i64> {
    let (number, factor) = match text.as_bytes().last()? {
        b's' => (&text[..text.len() - 1], 1),
        b'm' => (&text[..text.len() - 1], 60),
        b'h' => (&text[..text.len() - 1], 3600),
        b'd' => (&text[..text.len() - 1], 86_400),
        _ => return None,
    };
    let is_whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| number.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(factor))
}

/// The table `lists`: a list of texts for each name.
pub fn lists(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<NamedList> {
    let Some(all) = table.item("lists").and_then(|item| item.table("`lists`")) else { return Vec::new() };
    let list = |(name, item): (crate::toml_table::Text, Item<'_, '_>)| {
        let items: Vec<Text> = item.texts()?.into_iter().map(|text| Cow::Owned(text.text)).collect();
        reader.add_list(&name.text);
        Some(NamedList { name: Cow::Owned(name.text), items: Cow::Owned(items) })
    };
    all.entries().filter_map(list).collect()
}

/// The table `profiles`: what each profile changes.
pub fn profiles(table: &Table<'_, '_>, reader: &Reader<'_>, parameters: &[Parameter]) -> Vec<ProfilePart> {
    let Some(all) = table.item("profiles").and_then(|item| item.table("`profiles`")) else { return Vec::new() };
    let part = |(name, item): (crate::toml_table::Text, Item<'_, '_>)| {
        if !profile::NAMES.contains(&&*name.text) {
            reader.error(name.span, LoadErrorKind::unknown("profile", &name.text, profile::NAMES));
        }
        let table = item.table("a profile")?;
        let enabled = table.item("enabled").and_then(|item| item.boolean());
        let severity = table.item("severity").map(|item| severity_cases(&item, reader)).unwrap_or_default();
        let values = table.item("params").and_then(|item| item.table("`params`"));
        let values = values.map(|values| profile_parameters(&values, reader, parameters)).unwrap_or_default();
        table.finish();
        Some(ProfilePart {
            profile: Cow::Owned(name.text),
            enabled,
            severity: Cow::Owned(severity),
            parameters: Cow::Owned(values),
        })
    };
    all.entries().filter_map(part).collect()
}

fn profile_parameters(
    values: &Table<'_, '_>,
    reader: &Reader<'_>,
    parameters: &[Parameter],
) -> Vec<(u16, ParameterValue)> {
    let value = |(name, item): (crate::toml_table::Text, Item<'_, '_>)| {
        let Some(index) = parameters.iter().position(|parameter| parameter.name == name.text) else {
            let known = parameters.iter().map(|parameter| &*parameter.name);
            reader.error(name.span, LoadErrorKind::unknown("parameter", &name.text, known));
            return None;
        };
        Some((u16::try_from(index).unwrap_or(u16::MAX), checked(&parameters[index], &item, reader)?))
    };
    values.entries().filter_map(value).collect()
}
