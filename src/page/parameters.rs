//! The parameters of a rule: what a user can set, and what a profile sets.

use crate::rule::Rule;
use crate::rule::definition::{Parameter, ParameterKind, ParameterRole, ParameterValue, Text};
use crate::settings::spelled;

use super::markdown::{Table, block, code};

/// The longest value, in characters, that stands in the table itself.
const LONGEST_IN_A_CELL: usize = 60;

/// The section about the parameters; empty when there are none.
pub fn parameters(rule: &Rule) -> String {
    let Some(first) = rule.parameters.first() else { return String::new() };
    let mut table = Table::new(["name", "type", "default", "range", "by profile", "meaning"]);
    for (index, parameter) in rule.parameters.iter().enumerate() {
        table.row([
            code(&parameter.name),
            kind(parameter.kind).to_owned(),
            in_a_cell(parameter, &parameter.default),
            range(parameter),
            by_profile(rule, index),
            parameter.doc.to_string(),
        ]);
    }
    let mut out = format!("## Parameters\n\n{}", table.finish());
    for parameter in rule.parameters.iter() {
        let default = value_as_toml(parameter.kind, &parameter.default);
        if default.chars().count() > LONGEST_IN_A_CELL {
            let ParameterValue::Strings(items) = &parameter.default else { continue };
            out.push_str(&format!(
                "\nThe default of {}:\n\n{}",
                code(&parameter.name),
                block("toml", &in_lines(items))
            ));
        }
    }
    let value = value_as_toml(first.kind, &first.default);
    let value = if value.chars().count() > LONGEST_IN_A_CELL { "[…]".to_owned() } else { value };
    let setting = format!("--set 'rules.{}.params.{}={value}'", rule.id, first.name);
    out.push_str(&format!("\nOn the command line: {}\n", code(&setting)));
    out
}

/// What a profile sets, for every profile that sets it.
fn by_profile(rule: &Rule, index: usize) -> String {
    let parameter = &rule.parameters[index];
    let of_profile = rule.profiles.iter().filter_map(|part| {
        let (_, value) = part.parameters.iter().find(|(at, _)| usize::from(*at) == index)?;
        Some(format!("{}: {}", code(&part.profile), in_a_cell(parameter, value)))
    });
    of_profile.collect::<Vec<_>>().join("<br>")
}

/// A value, or how many texts it has.
pub fn in_a_cell(parameter: &Parameter, value: &ParameterValue) -> String {
    let text = value_as_toml(parameter.kind, value);
    match value {
        ParameterValue::Strings(items) if text.chars().count() > LONGEST_IN_A_CELL => format!("{} texts", items.len()),
        _ => code(&text),
    }
}

/// A value as a configuration has it: `true`, `10`, `"30d"`, `["a", "b"]`.
fn value_as_toml(kind: ParameterKind, value: &ParameterValue) -> String {
    match value {
        ParameterValue::Strings(items) => {
            let items: Vec<String> = items.iter().map(|item| as_toml(item)).collect();
            format!("[{}]", items.join(", "))
        }
        // Of the rest, JSON and TOML have the same spelling.
        _ => spelled(kind, value).to_string(),
    }
}

fn as_toml(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A list of texts, as many on a line as fit.
fn in_lines(items: &[Text]) -> String {
    let mut lines = vec![String::new()];
    for item in items {
        let item = format!("{},", as_toml(item));
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = item,
            Some(line) if line.chars().count() + item.chars().count() < 96 => line.push_str(&format!(" {item}")),
            _ => lines.push(item),
        }
    }
    format!("[\n  {}\n]", lines.join("\n  "))
}

fn range(parameter: &Parameter) -> String {
    let shown = |number: i64| value_as_toml(parameter.kind, &ParameterValue::Integer(number)).replace('"', "");
    match (parameter.least, parameter.most) {
        (Some(least), Some(most)) => format!("{} to {}", shown(least), shown(most)),
        (Some(least), None) => format!("{} or more", shown(least)),
        (None, Some(most)) => format!("{} or less", shown(most)),
        (None, None) => match parameter.role {
            ParameterRole::Condition => "any".to_owned(),
            ParameterRole::TemplatePatterns => "regular expressions without look-around".to_owned(),
            ParameterRole::IgnoredMembers | ParameterRole::GivenMembers => "names".to_owned(),
        },
    }
}

fn kind(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Boolean => "boolean",
        ParameterKind::Integer => "whole number",
        ParameterKind::Duration => "duration: a number and `s`, `m`, `h` or `d`",
        ParameterKind::Strings => "list of texts",
        ParameterKind::Members => "list of members of a request",
        ParameterKind::Globs => "list of texts with `*` and `?`",
        ParameterKind::Hosts => "list of hosts; the label `*` stands for one label, `**` for one or more",
        ParameterKind::Patterns => "list of regular expressions",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_in_a_configuration() {
        let check = |kind, value, expected: &str| assert_eq!(value_as_toml(kind, &value), expected);
        check(ParameterKind::Duration, ParameterValue::Integer(3600), "\"1h\"");
        check(ParameterKind::Duration, ParameterValue::Integer(90), "\"90s\"");
        check(ParameterKind::Integer, ParameterValue::Integer(3600), "3600");
        let texts = ParameterValue::Strings(vec!["a".into(), "b\"c".into()].into());
        check(ParameterKind::Strings, texts, "[\"a\", 'b\"c']");
    }
}
