//! Which rules are silent where one speaks, and which others keep it silent.

use crate::rule::definition::{Precedence, Reach, Source, Text};
use crate::rule::written::{Written, read};
use crate::rule::{Rule, RuleSet};

use super::markdown::{Links, code, joined};

/// The section about the order of speakers.
pub fn order(rule: &Rule, written: &Written, set: &RuleSet<'_>, to: Links<'_>) -> String {
    let mut lines = rank(rule, set, to);
    if !matches!(rule.source, Source::Reader | Source::Run) {
        lines.extend(silenced_by(rule, set, to));
    }
    for (silence, when) in rule.silences.iter().zip(&written.silences) {
        let when = condition(when.as_ref());
        lines.push(match &silence.reach {
            Reach::Place(rules) => format!("It silences {} at its place{when}.", links(rules, to)),
            Reach::Document(except) => {
                format!("It silences all rules in the whole document{when}, but for {}.", links(except, to))
            }
        });
    }
    if !rule.asks_about.is_empty() {
        lines.push(format!("Its expressions ask whether {} speaks there.", links(&rule.asks_about, to)));
    }
    if lines.is_empty() {
        return String::new();
    }
    let list = lines.join("\n- ");
    format!("## Who speaks\n\nOne cause at one place gives one finding.\n\n- {list}\n")
}

/// What the rank of the rule means.
fn rank(rule: &Rule, set: &RuleSet<'_>, to: Links<'_>) -> Vec<String> {
    let with = |holds: &dyn Fn(Precedence) -> bool| -> Vec<String> {
        let rules = in_order_of_id(set).into_iter();
        let mut rules: Vec<_> = rules.filter(|other| other.id != rule.id && holds(other.precedence)).collect();
        rules.sort_by_key(|other| other.precedence);
        rules.into_iter().map(|other| to.to_rule(&other.id)).collect()
    };
    match rule.source {
        Source::Reader | Source::Run => {
            return vec!["Nothing keeps it silent, and it keeps nothing silent.".to_owned()];
        }
        Source::Schema => {
            let mut lines = Vec::new();
            let first = with(&|rank| rank < Precedence::Secret);
            if !first.is_empty() {
                lines.push(format!("It is silent where {} speaks.", joined(&first, "or")));
            }
            let secret = with(&|rank| rank == Precedence::Secret);
            if !secret.is_empty() {
                let rules = joined(&secret, "and");
                lines.push(format!("That a member is unknown is left to {rules}; a broken value is not."));
            }
            lines.push("Every rule of a later rank is silent at a place where it speaks.".to_owned());
            return lines;
        }
        Source::Condition => {}
    }
    let earlier = with(&|rank| rank < rule.precedence);
    if rule.precedence == Precedence::Last {
        return vec!["It speaks last, and leaves out what other findings at the request have named.".to_owned()];
    }
    let mut lines = Vec::new();
    if !earlier.is_empty() {
        lines.push(format!("It is silent where {} speaks.", joined(&earlier, "or")));
    }
    if rule.precedence < Precedence::Ordinary {
        lines.push("Every rule of a later rank is silent at a place where it speaks.".to_owned());
    }
    lines
}

/// How other rules keep this one silent; those that do so alike share a line.
fn silenced_by(rule: &Rule, set: &RuleSet<'_>, to: Links<'_>) -> Vec<String> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for other in in_order_of_id(set).into_iter().filter(|other| other.id != rule.id) {
        let held: Vec<_> = other.silences.iter().map(|silence| place(&silence.reach, rule)).collect();
        if held.iter().all(Option::is_none) {
            continue;
        }
        for (place, when) in held.into_iter().zip(read(&other.text).silences) {
            let Some(place) = place else { continue };
            let how = format!("{place}{}", condition(when.as_ref()));
            match lines.iter_mut().find(|(known, _)| *known == how) {
                Some((_, rules)) => rules.push(to.to_rule(&other.id)),
                None => lines.push((how, vec![to.to_rule(&other.id)])),
            }
        }
    }
    lines.into_iter().map(|(how, rules)| format!("It is silent where {} speaks {how}.", joined(&rules, "or"))).collect()
}

/// Where a silence of another rule reaches this one, when it does.
fn place(reach: &Reach, rule: &Rule) -> Option<&'static str> {
    match reach {
        Reach::Place(rules) => rules.contains(&rule.id).then_some("at the same place"),
        Reach::Document(except) => (!except.contains(&rule.id)).then_some("anywhere in the document"),
    }
}

fn condition(when: Option<&String>) -> String {
    when.map(|when| format!(", when {}", code(when))).unwrap_or_default()
}

fn links(rules: &[Text], to: Links<'_>) -> String {
    joined(&rules.iter().map(|id| to.to_rule(id)).collect::<Vec<_>>(), "and")
}

fn in_order_of_id<'r>(set: &RuleSet<'r>) -> Vec<&'r Rule> {
    let mut rules = set.rules().to_vec();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}
