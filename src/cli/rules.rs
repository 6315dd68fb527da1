//! `coglint rules`: all rules as they apply, a line each.

use std::io::{self, Write};

use super::arguments::RulesArguments;
use super::chosen::{columns, fixes, markdown_row, markdown_rule, severity, with_settings};
use super::console::Console;
use super::policies::Policy;
use super::{finish, settings, tool};
use crate::report::json_text::{Object, string};
use crate::report::{Appearance, Tool};
use crate::settings::{Effective, Settings};
use crate::untrusted::inline;

/// The heads of the columns.
const HEADS: [&str; 5] = ["rule", "severity", "category", "fix", "finds"];

/// Runs the command and gives the exit code.
pub fn run(arguments: &RulesArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    let shown = with_settings(&arguments.settings, None, console, |policy, _| show(arguments, policy, console));
    shown.unwrap_or_else(|code| code)
}

fn show(arguments: &RulesArguments, policy: &Policy<'_>, console: &Console) -> u8 {
    let settings = &policy.settings;
    let category = arguments.category.flatten();
    let mut rules: Vec<_> = policy.chosen.rules.rules().iter().map(|rule| Effective::new(rule, settings)).collect();
    rules.retain(|rule| category.is_none_or(|category| rule.rule.category == category));
    rules.retain(|rule| rule.enabled.value || !arguments.enabled);
    rules.sort_by(|a, b| a.rule.id.cmp(&b.rule.id));
    let written = console.print(|appearance, out| match arguments.output.as_str() {
        "json" => write_json(&rules, settings, &tool::tool(), out),
        "markdown" => write_markdown(&rules, &tool::tool(), out),
        _ => write_table(&rules, appearance, out),
    });
    finish(console, written)
}

fn cells(rule: &Effective<'_>) -> [String; 5] {
    [
        rule.rule.id.to_string(),
        severity(rule).to_owned(),
        rule.rule.category.name().to_owned(),
        fixes(rule).unwrap_or("-").to_owned(),
        rule.rule.summary.to_string(),
    ]
}

fn write_table(rules: &[Effective<'_>], appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let heads = HEADS.map(str::to_owned).to_vec();
    let shown = |rule| cells(rule).map(|cell| inline(&cell, appearance.charset).into_owned()).to_vec();
    let lines: Vec<_> = std::iter::once(heads).chain(rules.iter().map(shown)).collect();
    columns(&lines).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn write_markdown(rules: &[Effective<'_>], tool: &Tool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n{}", markdown_row(&HEADS.map(str::to_owned)), markdown_rule(HEADS.len()))?;
    for rule in rules {
        let mut cells = cells(rule);
        cells[0] = match tool.rule_page(&rule.rule.id) {
            Some(page) => format!("[{}]({page})", cells[0]),
            None => format!("`{}`", cells[0]),
        };
        writeln!(out, "{}", markdown_row(&cells))?;
    }
    Ok(())
}

/// As reports are laid out: a rule a line.
fn write_json(rules: &[Effective<'_>], settings: &Settings, tool: &Tool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{{\n  \"schema\": \"coglint-rules/1\",")?;
    writeln!(out, "  \"profile\": {},", string(&settings.profile.value))?;
    write!(out, "  \"rules\": [")?;
    for (index, rule) in rules.iter().enumerate() {
        let object = Object::new()
            .string("id", &rule.rule.id)
            .boolean("enabled", rule.enabled.value)
            .string("severity", rule.plain_severity().name())
            .string("category", rule.rule.category.name())
            .optional("fix", fixes(rule))
            .string("summary", &rule.rule.summary)
            .optional("docs", tool.rule_page(&rule.rule.id).as_deref());
        write!(out, "{}\n    {}", if index == 0 { "" } else { "," }, object.finish())?;
    }
    writeln!(out, "{}]\n}}", if rules.is_empty() { "" } else { "\n  " })
}
