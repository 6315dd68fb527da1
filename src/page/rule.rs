//! The page of one rule.

use crate::finding::Category;
use crate::rule::definition::Source;
use crate::rule::documentation::{Documentation, read};
use crate::rule::written::{self, Case, Written};
use crate::rule::{Rule, RuleSet};

use super::conditions::{all_conditions, used_names};
use super::examples::examples;
use super::expression::in_lines;
use super::fix::{fix, fix_in_words};
use super::markdown::{Links, Table, block, code, sentence};
use super::order::order;
use super::parameters::parameters;
use super::places::places;
use super::severity::{enabled, severity};
use super::template::{Meaning, Templates, Value};

/// The page of `rule`, one of `set`: all that somebody needs who has a finding of it.
pub fn rule(rule: &Rule, set: &RuleSet<'_>, to: Links<'_>) -> String {
    let written = written::read(&rule.text);
    let documentation = read(&rule.text);
    let mut templates = Templates::new(&written.names);
    let message = message(rule, &written, &mut templates);
    let values = templates.into_values();
    let sections = [
        format!("# {}\n\n{}.\n\n{}", rule.id, sentence(rule.summary.trim_end_matches('.')), overview(rule, &written)),
        format!("## Why\n\n{}\n", documentation.why),
        format!("{message}{}", filled_in(&values)),
        condition(rule, &written, &values, to),
        parameters(rule),
        fix(rule, &written, documentation.fix_note.as_deref()),
        traps(&documentation),
        order(rule, &written, set, to),
        examples(rule, set),
        references(&documentation),
    ];
    let sections: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    sections.join("\n")
}

/// The table at the head.
fn overview(rule: &Rule, written: &Written) -> String {
    let mut table = Table::new(["", ""]);
    let meaning = match rule.category {
        Category::Validity => "the call fails",
        Category::Security => "the call succeeds and opens a hole",
        Category::Correctness => "the call succeeds and does something else than what is written",
        Category::Hygiene => "the call succeeds and the next reader is misled",
    };
    let mut row = |name: &str, value: String| table.row([format!("**{name}**"), value]);
    row("Severity", severity(rule, written).join("<br>"));
    row("Category", format!("{}: {meaning}", rule.category.name()));
    let turn_on = format!("; turned on by {}", code(&format!("--set rules.{}.enabled=true", rule.id)));
    row("Default", enabled(rule) + if rule.enabled { "" } else { &turn_on });
    row("Fix", fix_in_words(rule).to_owned());
    row("Looks at", places(rule, written).join("<br>"));
    table.finish()
}

/// What a finding says: the sentences with words for the values.
fn message(rule: &Rule, written: &Written, templates: &mut Templates<'_>) -> String {
    if rule.source != Source::Condition {
        return "## What is reported\n\nThe message depends on what is wrong; the examples show it.\n".to_owned();
    }
    let message = said(templates, &written.message);
    if written.reasons.is_empty() {
        return format!("## What is reported\n\n{message}");
    }
    let reasons = said(templates, &written.reasons);
    format!("## What is reported\n\n{message}\nThe reasons are:\n\n{reasons}")
}

/// What the words in a message stand for; empty when there are none.
fn filled_in(values: &[Value]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["filled in", "with"]);
    for value in values {
        let meaning = match &value.meaning {
            Meaning::Fact(doc) => (*doc).to_owned(),
            Meaning::Name(name) => format!("{}, as defined [below](#condition)", code(name)),
        };
        table.row([code(&format!("{{{}}}", value.words)), meaning]);
    }
    format!("\n{}", table.finish())
}

/// Sentences in a row when all are always said, else one a line with its condition.
fn said(templates: &mut Templates<'_>, sentences: &[Case]) -> String {
    let texts: Vec<String> = sentences.iter().map(|case| sentence(&templates.read(&case.text))).collect();
    if sentences.iter().all(|case| case.when.is_none()) {
        return format!("> {}\n", texts.join(" "));
    }
    let mut table = Table::new(["said", "when"]);
    for (text, case) in texts.into_iter().zip(sentences) {
        table.row([text, case.when.as_ref().map_or_else(|| "always".to_owned(), |when| code(when))]);
    }
    table.finish()
}

/// The condition, and the names and lists that it, other conditions and the message use.
fn condition(rule: &Rule, written: &Written, values: &[Value], to: Links<'_>) -> String {
    if rule.source != Source::Condition {
        return String::new();
    }
    let mut expressions = all_conditions(written);
    expressions.extend(values.iter().filter_map(|value| match &value.meaning {
        Meaning::Fact(_) => None,
        Meaning::Name(name) => Some(name),
    }));
    let used = used_names(expressions, &written.names);
    let mut definitions = String::new();
    for list in rule.lists.iter().filter(|list| used.contains(&format!("lists.{}", list.name))) {
        let items: Vec<String> = list.items.iter().map(|item| format!("'{item}'")).collect();
        definitions.push_str(&format!("lists.{} = [{}]\n", list.name, items.join(", ")));
    }
    for (name, value) in written.names.iter().filter(|(name, _)| used.contains(name)) {
        definitions.push_str(&format!("{name} = {}\n", in_lines(value)));
    }
    // A rule whose places are all there is to find has a condition all the same.
    let when = written.when.as_ref().filter(|when| when.trim() != "true");
    let what = match (when, rule.reasons.is_empty()) {
        (Some(when), _) => format!("It speaks at such a place when this holds:\n\n{}", block("cel", &in_lines(when))),
        (None, false) => "It speaks at such a place when one of the reasons holds.\n".to_owned(),
        (None, true) => "It speaks at every such place.\n".to_owned(),
    };
    let definitions = if definitions.is_empty() {
        String::new()
    } else {
        format!("\nNames on this page:\n\n{}", block("cel", &definitions))
    };
    let facts = to.to_facts("Facts and functions");
    let about = format!("{facts} are what a condition can ask for. What is not known makes no rule speak.\n");
    format!("## Condition\n\n{what}{definitions}\n{about}")
}

fn traps(documentation: &Documentation) -> String {
    documentation.traps.as_ref().map(|traps| format!("## Traps\n\n{traps}\n")).unwrap_or_default()
}

fn references(documentation: &Documentation) -> String {
    if documentation.references.is_empty() {
        return String::new();
    }
    let reference = |reference: &crate::rule::documentation::Reference| {
        format!("- [{}]({})\n", sentence(&reference.title), reference.url)
    };
    let list: String = documentation.references.iter().map(reference).collect();
    format!("## References\n\n{list}")
}
