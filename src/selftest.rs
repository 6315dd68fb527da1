//! A rule held to its examples: it must speak exactly at their places.
//!
//! `cargo test` does so with every built-in rule, and `coglint test` with a user's own.

use std::fmt;

use bumpalo::Bump;

use crate::finding::SYNTAX_ERROR;
use crate::finding::{Finding, Severity};
use crate::json::{Pointer, parse};
use crate::lint::{Linter, syntax_findings};
use crate::patch;
use crate::request::kind;
use crate::rule::examples::{Example, ExpectedPlace, read};
use crate::rule::load::LoadError;
use crate::rule::{Rule, RuleSet};
use crate::settings::{Origin, Settings, Sourced};
use crate::source::Span;

/// An example that does not behave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The rule.
    pub rule: String,
    /// The name of the example.
    pub example: String,
    /// Where the example stands in the rule file.
    pub span: Span,
    /// How it does not behave.
    pub kind: DisagreementKind,
}

/// How an example does not behave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DisagreementKind {
    /// The document is no JSON.
    NoJson(String),
    /// A setting cannot be taken.
    Setting(String),
    /// The rule must speak at a place and does not.
    Missing(ExpectedPlace),
    /// The rule speaks at a place where it must not.
    Extra(Pointer),
    /// The fix of the finding at that place cannot be applied to the text, or leaves the finding there.
    NotMended(Pointer),
    /// The rule speaks with another severity.
    Severity {
        /// The place.
        pointer: Pointer,
        /// The severity that it must have.
        expected: Severity,
        /// The severity that it has.
        got: Severity,
    },
}

impl fmt::Display for DisagreementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJson(what) => write!(f, "its request is no JSON: {what}"),
            Self::Setting(what) => f.write_str(what),
            Self::Missing(place) => {
                write!(f, "no finding at {}", quoted(&place.pointer))?;
                place.member.iter().try_for_each(|member| write!(f, " about `{member}`"))
            }
            Self::Extra(pointer) => write!(f, "a finding at {} that is not expected", quoted(pointer)),
            Self::NotMended(pointer) => write!(f, "the fix of the finding at {} does not remove it", quoted(pointer)),
            Self::Severity { pointer, expected, got } => {
                write!(f, "the finding at {} is {}, not {}", quoted(pointer), got.name(), expected.name())
            }
        }
    }
}

fn quoted(pointer: &Pointer) -> String {
    format!("\"{pointer}\"")
}

/// Every example of `rule` that does not behave when all rules of `set` are asked.
///
/// # Errors
/// The mistakes in the examples themselves.
pub fn run(rule: &Rule, set: &RuleSet<'_>) -> Result<Vec<Disagreement>, Vec<LoadError>> {
    let examples = read(&rule.id, &rule.text)?;
    Ok(examples.bad.iter().chain(&examples.good).flat_map(|example| disagreements(rule, example, set)).collect())
}

fn disagreements(rule: &Rule, example: &Example, set: &RuleSet<'_>) -> Vec<Disagreement> {
    let disagree =
        |kind| Disagreement { rule: rule.id.to_string(), example: example.name.clone(), span: example.span, kind };
    match findings(example, set) {
        Err(kind) => vec![disagree(kind)],
        Ok(findings) => {
            let broken = findings.iter().find(|finding| finding.rule == SYNTAX_ERROR && *rule.id != *SYNTAX_ERROR);
            if let Some(what) = broken.and_then(|finding| finding.label.clone()) {
                return vec![disagree(DisagreementKind::NoJson(what))];
            }
            let ours: Vec<Finding> = findings.into_iter().filter(|finding| finding.rule == rule.id).collect();
            let kinds = compare(&example.places, &ours).into_iter().chain(not_mended(rule, example, &ours, set));
            kinds.map(disagree).collect()
        }
    }
}

/// The findings of the rule whose fix does not take them away.
fn not_mended(rule: &Rule, example: &Example, ours: &[Finding], set: &RuleSet<'_>) -> Vec<DisagreementKind> {
    let (document, _) = parse(&example.request);
    // What is meant by a name that is there twice is not known, and so not mended.
    if document.duplicates().len() > 0 {
        return Vec::new();
    }
    let is_left = |finding: &&Finding| {
        let Some(fix) = &finding.fix else { return false };
        let edits = fix.edits.clone().or_else(|| patch::edits(&document, &fix.patch));
        let Some(edits) = edits else { return true };
        let mended = Example { request: patch::apply(&example.request, &edits), ..example.clone() };
        let after = findings(&mended, set).unwrap_or_default();
        let place = place_of(finding);
        let count = |findings: &[Finding]| {
            findings.iter().filter(|other| other.rule == rule.id && place_of(other) == place).count()
        };
        count(&after) >= count(ours)
    };
    ours.iter().filter(is_left).map(|finding| DisagreementKind::NotMended(finding.pointer.clone())).collect()
}

/// What all rules find in an example, read as a request whether it is recognized or not; of a text that is no JSON, its
/// syntax errors.
///
/// # Errors
/// When a setting of the example is wrong.
pub fn findings(example: &Example, set: &RuleSet<'_>) -> Result<Vec<Finding>, DisagreementKind> {
    let mut settings = Settings {
        operation: Sourced::built_in(example.operation),
        client_type: Sourced::built_in(example.client_type),
        ..Settings::default()
    };
    if let Some(profile) = &example.profile {
        settings.profile = Sourced::new(profile.clone(), Origin::BuiltIn);
    }
    for assignment in &example.assignments {
        settings.assign(assignment, set).map_err(|error| DisagreementKind::Setting(error.what()))?;
    }
    let (document, errors) = parse(&example.request);
    let Some(root) = document.root().filter(|_| errors.is_empty()) else { return Ok(syntax_findings(&errors)) };
    Ok(Linter::new(set, &settings).check(&document, kind::form(root), &Bump::new()).findings)
}

/// Where a finding is, without indices: where an item goes, the next one stands in its place.
fn place_of(finding: &Finding) -> (Vec<String>, Option<&str>) {
    let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    let names = finding.pointer.tokens().filter(|token| !is_index(token)).map(std::borrow::Cow::into_owned);
    (names.collect(), finding.member.as_deref())
}

fn compare(expected: &[ExpectedPlace], got: &[Finding]) -> Vec<DisagreementKind> {
    let mut left: Vec<&Finding> = got.iter().collect();
    let mut kinds = Vec::new();
    for place in expected {
        let is_there = |finding: &&Finding| {
            finding.pointer == place.pointer && (place.member.is_none() || finding.member == place.member)
        };
        let Some(at) = left.iter().position(is_there) else {
            kinds.push(DisagreementKind::Missing(place.clone()));
            continue;
        };
        let finding = left.remove(at);
        if let Some(expected) = place.severity.filter(|expected| *expected != finding.severity) {
            let pointer = place.pointer.clone();
            kinds.push(DisagreementKind::Severity { pointer, expected, got: finding.severity });
        }
    }
    kinds.extend(left.into_iter().map(|finding| DisagreementKind::Extra(finding.pointer.clone())));
    kinds
}
