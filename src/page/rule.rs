//! The page of one rule.

use std::collections::BTreeSet;

use crate::finding::Category;
use crate::rule::definition::Source;
use crate::rule::documentation::{Documentation, read};
use crate::rule::written::{self, Case, Written};
use crate::rule::{Rule, RuleSet};

use super::examples::examples;
use super::expression::in_lines;
use super::fix::{fix, fix_in_words};
use super::markdown::{Table, block, code, sentence};
use super::order::order;
use super::parameters::parameters;
use super::places::places;
use super::severity::{enabled, severity};
use super::template::{Meaning, Templates};

/// The page of `rule`, one of `set`: all that somebody needs who has a finding of it.
pub fn rule(rule: &Rule, set: &RuleSet<'_>) -> String {
    let written = written::read(&rule.text);
    let documentation = read(&rule.text);
    let sections = [
        format!("# {}\n\n{}.\n\n{}", rule.id, sentence(rule.summary.trim_end_matches('.')), overview(rule, &written)),
        format!("## Why\n\n{}\n", documentation.why),
        message(rule, &written),
        condition(rule, &written),
        parameters(rule),
        fix(rule, &written, documentation.fix_note.as_deref()),
        traps(&documentation),
        order(rule, &written, set),
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
    row("Default", enabled(rule));
    row("Fix", fix_in_words(rule).to_owned());
    row("Looks at", places(rule, written).join("<br>"));
    table.finish()
}

/// What a finding says: the sentences with words for the values, and what these are.
fn message(rule: &Rule, written: &Written) -> String {
    if rule.source != Source::Condition {
        return "## What is reported\n\nThe message depends on what is wrong; the examples show it.\n".to_owned();
    }
    let mut templates = Templates::new(&written.names);
    let mut out = said(&mut templates, &written.message);
    if !written.reasons.is_empty() {
        let list = said(&mut templates, &written.reasons);
        out.push_str(&format!("\nThe reasons are:\n\n{list}"));
    }
    let values = templates.into_values();
    if !values.is_empty() {
        let mut table = Table::new(["filled in", "with"]);
        for value in values {
            let meaning = match value.meaning {
                Meaning::Fact(doc) => doc.to_owned(),
                Meaning::Expression(expression) => code(&expression),
            };
            table.row([code(&format!("{{{}}}", value.words)), meaning]);
        }
        out.push_str(&format!("\n{}", table.finish()));
    }
    format!("## What is reported\n\n{out}")
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

/// The condition, and the names and lists that it and other conditions use.
fn condition(rule: &Rule, written: &Written) -> String {
    if rule.source != Source::Condition {
        return String::new();
    }
    let used = used_names(written);
    let mut definitions = String::new();
    for list in rule.lists.iter().filter(|list| used.contains(&format!("lists.{}", list.name))) {
        let items: Vec<String> = list.items.iter().map(|item| format!("'{item}'")).collect();
        definitions.push_str(&format!("lists.{} = [{}]\n", list.name, items.join(", ")));
    }
    for (name, value) in written.names.iter().filter(|(name, _)| used.contains(name)) {
        definitions.push_str(&format!("{name} = {}\n", in_lines(value)));
    }
    let what = match (&written.when, rule.reasons.is_empty()) {
        (Some(when), _) => format!("It speaks at such a place when this holds:\n\n{}", block("cel", &in_lines(when))),
        (None, false) => "It speaks at such a place when one of the reasons holds.\n".to_owned(),
        (None, true) => "It speaks at every such place.\n".to_owned(),
    };
    let definitions = if definitions.is_empty() {
        String::new()
    } else {
        format!("\nNames in the conditions of this page:\n\n{}", block("cel", &definitions))
    };
    let about = "[Facts and functions](../facts.md) says what a condition can ask for. What is not known makes no rule speak.\n";
    format!("## Condition\n\n{what}{definitions}\n{about}")
}

/// The names and lists that the conditions use, and those that these use.
fn used_names(written: &Written) -> BTreeSet<String> {
    let cases = written.places.iter().chain(&written.message).chain(&written.reasons);
    let mut left: Vec<&String> = cases.filter_map(|case| case.when.as_ref()).collect();
    left.extend(&written.when);
    left.extend(written.severity.iter().flatten());
    left.extend(written.profile_severity.iter().flat_map(|(_, cases)| cases.iter().flatten()));
    left.extend(written.fixes.iter().filter_map(|fix| fix.when.as_ref()));
    left.extend(written.fixes.iter().flat_map(|fix| &fix.steps).filter_map(|step| step.when.as_ref()));
    left.extend(written.silences.iter().flatten());
    let mut used = BTreeSet::new();
    while let Some(expression) = left.pop() {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        for word in expression.split(|c| !is_part(c)).filter(|word| !word.is_empty()) {
            let list = word.strip_prefix("lists.").and_then(|name| name.split('.').next());
            let word =
                list.map_or_else(|| word.split('.').next().unwrap_or(word).to_owned(), |name| format!("lists.{name}"));
            let definition = written.names.iter().find(|(name, _)| *name == word);
            if used.insert(word) {
                left.extend(definition.map(|(_, value)| value));
            }
        }
    }
    used
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
