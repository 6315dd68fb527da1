//! Rules as settings have them, as `rules` and `explain` show them.

use std::path::Path;

use serde_json::Value;

use super::NO_VERDICT;
use super::arguments::SettingsOptions;
use super::console::Console;
use super::policies::{Chosen, Policies, Policy};
use super::projects::Projects;
use super::refusal::Refusal;
use super::settings::Flags;
use crate::finding::Severity;
use crate::page::fix_in_words;
use crate::rule::definition::SeverityCase;
use crate::settings::Effective;
use crate::walk;

/// What `show` gives for the rules and settings that apply to the file at `path`, or else to the working directory; or the
/// exit code after all that is wrong with options and configuration was said.
pub fn with_settings<T>(
    options: &SettingsOptions,
    path: Option<&Path>,
    console: &Console,
    show: impl FnOnce(&Policy<'_>, &Flags<'_>) -> T,
) -> Result<T, u8> {
    let mut refusals: Vec<Refusal> = Vec::new();
    let flags = Flags::new(options, &mut refusals);
    let mut projects = Projects::new(&flags);
    let project = match path {
        Some(path) if path.is_dir() => projects.project_of(&walk::absolute(&flags.working_directory, path)),
        Some(path) => projects.project_of_file(path),
        None => projects.project_of(&flags.working_directory),
    };
    refusals.extend(projects.take_refusals());
    let chosen = Chosen::of_all(&projects, &mut refusals);
    if refusals.is_empty() {
        let mut policies = Policies::new(&projects, &chosen);
        let policy = match path.filter(|path| !path.is_dir()) {
            Some(path) => policies.of_file(project, || walk::absolute(&flags.working_directory, path)),
            None => policies.of_project(project),
        };
        return Ok(show(&policies.all()[policy], &flags));
    }
    for refusal in &refusals {
        console.refuse(refusal);
    }
    Err(NO_VERDICT)
}

/// The severity when no condition holds, or `off`.
pub fn severity(rule: &Effective<'_>) -> &'static str {
    if rule.enabled.value { rule.plain_severity().name() } else { "off" }
}

/// The severity with those that a condition may give it.
pub fn severities(rule: &Effective<'_>) -> String {
    let plain = rule.plain_severity();
    let cases: &[SeverityCase] = if rule.user_severity.is_some() { &[] } else { rule.severity_cases() };
    let mut others: Vec<_> = cases.iter().map(|case| case.severity).filter(|severity| *severity != plain).collect();
    others.sort_unstable();
    others.dedup();
    let others: Vec<_> = others.into_iter().rev().map(Severity::name).collect();
    if others.is_empty() { plain.name().to_owned() } else { format!("{}, or {}", plain.name(), others.join(" or ")) }
}

/// How safe the fixes of a rule are: `safe`, `unsafe`, `safe or unsafe`; `None` when it has none.
pub fn fixes(rule: &Effective<'_>) -> Option<&'static str> {
    Some(fix_in_words(rule.rule)).filter(|words| *words != "none")
}

/// One setting of a rule: its name, its value, and where that comes from.
pub struct Row {
    /// `enabled`, `severity`, or the name of a parameter.
    pub name: String,
    /// The value.
    pub value: Value,
    /// `built-in`, `profile strict`, `--set`.
    pub from: String,
    /// What it means; empty for what every rule has.
    pub doc: String,
}

/// All settings of a rule.
pub fn rows(rule: &Effective<'_>) -> Vec<Row> {
    let row = |name: &str, value: Value, from: String, doc: &str| Row {
        name: name.to_owned(),
        value,
        from,
        doc: doc.to_owned(),
    };
    let severity_from = match (&rule.user_severity, rule.profile) {
        (Some(severity), _) => severity.origin.to_string(),
        (None, Some(profile)) if !profile.severity.is_empty() => format!("profile {}", profile.profile),
        (None, _) => "built-in".to_owned(),
    };
    let mut rows = vec![
        row("enabled", rule.enabled.value.into(), rule.enabled.origin.to_string(), ""),
        row("severity", severities(rule).into(), severity_from, ""),
    ];
    let values = rule.parameter_values();
    for (parameter, value) in rule.rule.parameters.iter().zip(&rule.parameters) {
        let spelled = values.get(&*parameter.name).cloned().unwrap_or_default();
        rows.push(row(&parameter.name, spelled, value.origin.to_string(), &parameter.doc));
    }
    rows
}

/// A value of a setting as text: strings without quotes.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The widest that a column of a table becomes; longer cells push the rest of their line to the right.
const WIDEST: usize = 60;

/// Lines of cells, each column as wide as its widest cell that is not too long; the last is not padded.
pub fn columns(lines: &[Vec<String>]) -> Vec<String> {
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let lengths = lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count());
        lengths.filter(|length| *length <= WIDEST).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..count).map(width).collect();
    let padded = |line: &Vec<String>| {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}", width = *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(padded).collect()
}

/// A line of a table in Markdown; what would end a cell is escaped.
pub fn markdown_row(cells: &[String]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |", cells.join(" | "))
}

/// The line below the heads of a table in Markdown.
pub fn markdown_rule(columns: usize) -> String {
    format!("|{}", " --- |".repeat(columns))
}
