//! How bad the findings of a rule are, in words.

use crate::finding::{Category, Severity};
use crate::rule::Rule;
use crate::rule::definition::SeverityCase;
use crate::rule::written::Written;

use super::markdown::{code, joined};

/// What holds without a profile, then under each that changes it, then while OAuth is off; one a line.
pub fn severity(rule: &Rule, written: &Written) -> Vec<String> {
    let mut lines = cases(&rule.severity, &written.severity);
    for part in rule.profiles.iter().filter(|part| !part.severity.is_empty()) {
        let conditions = written.profile_severity.iter().find(|(profile, _)| *profile == part.profile);
        let cases = cases(&part.severity, conditions.map_or(&[], |(_, conditions)| conditions));
        lines.push(format!("under {}: {}", code(&part.profile), cases.join(", ")));
    }
    if rule.dormant && rule.category != Category::Validity {
        let worst = rule.severity.iter().map(|case| case.severity).max();
        let how = if worst > Some(Severity::Info) { "**info**, " } else { "" };
        lines.push(format!("{how}marked as dormant while OAuth is off, because the setting has no effect then"));
    }
    lines
}

fn cases(cases: &[SeverityCase], conditions: &[Option<String>]) -> Vec<String> {
    let conditions = conditions.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let case = |(case, condition): (&SeverityCase, Option<&String>)| match condition {
        Some(condition) => format!("**{}** when {}", case.severity.name(), code(condition)),
        None if cases.len() > 1 => format!("otherwise **{}**", case.severity.name()),
        None => format!("**{}**", case.severity.name()),
    };
    cases.iter().zip(conditions).map(case).collect()
}

/// The severities that cases can give, worst first: `error, warning or info`.
pub fn severities(cases: &[SeverityCase]) -> String {
    let mut severities: Vec<Severity> = cases.iter().map(|case| case.severity).collect();
    severities.sort_unstable();
    severities.dedup();
    let names: Vec<String> = severities.iter().rev().map(|severity| severity.name().to_owned()).collect();
    joined(&names, "or")
}

/// Whether the rule speaks when nobody has said anything about it, and which profile turns it on or off.
pub fn enabled(rule: &Rule) -> String {
    let word = |enabled| if enabled { "on" } else { "off" };
    let mut out = word(rule.enabled).to_owned();
    for part in rule.profiles.iter() {
        if let Some(enabled) = part.enabled.filter(|enabled| *enabled != rule.enabled) {
            out.push_str(&format!("; {} under {}", word(enabled), code(&part.profile)));
        }
    }
    out
}
