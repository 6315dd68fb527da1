//! The examples of a rule: each request, what the user has chosen, and what the rule says where.

use crate::finding::Finding;
use crate::json::parse;
use crate::rule::examples::{Example, Examples, read};
use crate::rule::{Rule, RuleSet};
use crate::selftest;

use super::layout::laid_out;
use super::markdown::{block, code, joined, sentence};

/// The section of the examples.
pub fn examples(rule: &Rule, set: &RuleSet<'_>) -> String {
    // A rule whose examples cannot be read was refused by its test; the page then has none.
    let Examples { bad, good } = read(&rule.id, &rule.text).unwrap_or_default();
    let mut out = String::new();
    for (head, examples) in [("Bad", &bad), ("Good", &good)] {
        if examples.is_empty() {
            continue;
        }
        out.push_str(&format!("### {head}\n\n"));
        for example in examples {
            out.push_str(&request(example));
            let findings = selftest::findings(example, set).unwrap_or_default();
            let said: String = findings.iter().filter(|finding| finding.rule == rule.id).map(said).collect();
            if !said.is_empty() {
                out.push_str(&format!("{said}\n"));
            }
        }
    }
    if out.is_empty() { out } else { format!("## Examples\n\n{}\n", out.trim_end()) }
}

/// The name of an example, what the user has chosen, and the request.
fn request(example: &Example) -> String {
    let mut choices = Vec::new();
    if let Some(profile) = &example.profile {
        choices.push(format!("profile {}", code(profile)));
    }
    if let Some(operation) = example.operation {
        choices.push(format!("declared operation {}", code(operation.name())));
    }
    if let Some(client_type) = example.client_type {
        choices.push(format!("declared client type {}", code(client_type.name())));
    }
    choices.extend(example.assignments.iter().map(|assignment| code(&format!("--set {assignment}"))));
    let with = if choices.is_empty() { String::new() } else { format!(" ({})", joined(&choices, "and")) };
    let (document, _) = parse(&example.request);
    let request = block("json", &laid_out(&document));
    format!("**{}**{with}\n\n{request}\n", sentence(&capitalized(&example.name)))
}

/// One finding: where, how bad, the message, and the fix that is offered.
fn said(finding: &Finding) -> String {
    let place = match (finding.pointer.is_root(), &finding.member) {
        (true, None) => "the request".to_owned(),
        (true, Some(member)) => format!("the request, {}", code(member)),
        (false, None) => code(finding.pointer.as_str()),
        (false, Some(member)) => format!("{}, {}", code(finding.pointer.as_str()), code(member)),
    };
    let dormant = if finding.dormant { ", dormant" } else { "" };
    let fix = match &finding.fix {
        Some(fix) => format!(" *Fix ({}): {}.*", fix.safety.name(), sentence(&fix.title)),
        None => String::new(),
    };
    let message = sentence(&finding.message.full());
    format!("- {place}, **{}**{dormant}: {message}{fix}\n", finding.severity.name())
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(char::to_uppercase).into_iter().flatten().chain(characters).collect()
}
