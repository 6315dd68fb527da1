//! What each profile is for, and what it changes of which rule.

use crate::rule::definition::ProfilePart;
use crate::rule::profile::{ALL, NAMES};
use crate::rule::written::{Written, read};
use crate::rule::{Rule, RuleSet};

use super::conditions::{deciding_conditions, used_names};
use super::markdown::{Table, code};
use super::parameters::in_a_cell;
use super::severity::severities;

/// The page about the profiles, to stand in `docs/`.
pub fn profiles(set: &RuleSet<'_>) -> String {
    let mut out = "# Profiles\n\n".to_owned();
    out.push_str(
        "A profile is a set of choices that suits a setting: `coglint check --profile strict`. What you set for a rule yourself \
         wins over the profile.\n\n",
    );
    for profile in ALL {
        out.push_str(&format!("- {}: {}\n", code(profile.name), profile.purpose));
    }
    out.push_str(
        "\nThe table has every rule that a profile changes; all others are the same under each. The column `default` is what holds \
         without a profile; an empty cell is the same. *condition*: the condition of the rule asks for the profile; its page has \
         the words.\n\n",
    );
    let mut rules: Vec<&Rule> = set.rules().to_vec();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let mut table = Table::new(std::iter::once("rule").chain(NAMES));
    for rule in rules {
        let written = read(&rule.text);
        let cells: Vec<String> = NAMES[1..].iter().map(|profile| cell(rule, &written, profile)).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let name = format!("[{0}](rules/{0}.md)", rule.id);
        table.row([name, unchanged(rule)].into_iter().chain(cells));
    }
    out.push_str(&table.finish());
    out
}

/// What holds without a profile: whether the rule speaks, how bad it is, and the parameters that some profile changes.
fn unchanged(rule: &Rule) -> String {
    let off = if rule.enabled { "" } else { "off, " };
    let mut lines = vec![format!("{off}{}", severities(&rule.severity))];
    for (index, parameter) in rule.parameters.iter().enumerate() {
        let is_changed = |part: &ProfilePart| part.parameters.iter().any(|(at, _)| usize::from(*at) == index);
        if rule.profiles.iter().any(is_changed) {
            lines.push(format!("{} {}", code(&parameter.name), in_a_cell(parameter, &parameter.default)));
        }
    }
    lines.join("<br>")
}

/// What a profile changes of a rule.
fn cell(rule: &Rule, written: &Written, profile: &str) -> String {
    let mut lines = Vec::new();
    if let Some(part) = rule.profiles.iter().find(|part| part.profile == profile) {
        let switch = part.enabled.filter(|enabled| *enabled != rule.enabled).map(|on| if on { "on" } else { "off" });
        let severity = Some(severities(&part.severity)).filter(|severities| !severities.is_empty());
        let line: Vec<String> = switch.map(str::to_owned).into_iter().chain(severity).collect();
        if !line.is_empty() {
            lines.push(line.join(", "));
        }
        for (index, value) in part.parameters.iter() {
            if let Some(parameter) = rule.parameters.get(usize::from(*index)) {
                lines.push(format!("{} {}", code(&parameter.name), in_a_cell(parameter, value)));
            }
        }
    }
    if is_asked_for(written, profile) {
        lines.push(format!("[condition](rules/{}.md#condition)", rule.id));
    }
    lines.join("<br>")
}

/// Whether what decides about a rule, or a name that it uses, asks for a profile.
fn is_asked_for(written: &Written, profile: &str) -> bool {
    let conditions = deciding_conditions(written);
    let used = used_names(conditions.clone(), &written.names);
    let names = written.names.iter().filter(|(name, _)| used.contains(name)).map(|(_, value)| value);
    conditions.into_iter().chain(names).any(|condition| asks_for(condition, profile))
}

/// Whether an expression compares the profile in force with `profile`.
fn asks_for(condition: &str, profile: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '\'' | '-');
    let mut words = condition.split(|c| !is_part(c));
    words.clone().any(|word| word == "profile") && words.any(|word| word == format!("'{profile}'"))
}

#[cfg(test)]
mod tests {
    use super::asks_for;

    #[test]
    fn a_condition_asks_for_the_profiles_that_it_names() {
        assert!(asks_for("a && (profile == 'dev')", "dev"));
        assert!(asks_for("profile in ['strict', 'multi-tenant']", "multi-tenant"));
        assert!(!asks_for("profile == 'dev'", "strict"));
        assert!(!asks_for("item == 'dev'", "dev"));
    }
}
