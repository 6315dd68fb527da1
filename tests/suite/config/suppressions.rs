//! An entry of `[[ignore]]` accepts the findings that it is for, and changes nothing about any other.

use coglint::finding::Finding;
use coglint::json::Pointer;
use coglint::report::{File, Source, Status, Suppressed};
use coglint::suppress::Suppression;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;
use toml::Value;

use super::choices;
use crate::requests::{cases, config, file};

/// Where a finding stands, as an entry names it.
fn place(finding: &Finding) -> Pointer {
    finding.member.as_ref().map_or_else(|| finding.pointer.clone(), |member| finding.pointer.child(member))
}

/// An entry for the rule of `finding`, with more keys.
fn entry(finding: &Finding, more: &[(&str, Value)]) -> Suppression {
    let mut text = format!("[[ignore]]\nrule = {}\nreason = 'a reason of some length'\n", Value::from(&*finding.rule));
    for (key, value) in more {
        text += &format!("{key} = {value}\n");
    }
    choices(&text).suppressions.remove(0)
}

fn pointer_of(finding: &Finding) -> (&'static str, Value) {
    ("pointer", Value::from(place(finding).to_string()))
}

/// The value as TOML, where an entry can name it.
fn value_of(finding: &Finding) -> Option<(&'static str, Value)> {
    let value = match finding.value.as_ref()? {
        Json::Null | Json::Array(_) | Json::Object(_) => return None,
        value => Value::try_from(value).ok()?,
    };
    Some(("value", value))
}

/// The places of the findings that an entry is for.
fn matched(findings: &[Finding], entry: &Suppression) -> Vec<usize> {
    (0..findings.len()).filter(|index| entry.matches(&findings[*index])).collect()
}

/// A pointer in which every index is a wildcard.
fn without_indices(pointer: &Pointer) -> String {
    let token = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit()) && !token.is_empty();
    let tokens = pointer.tokens().map(|name| {
        if token(&name) { "/*".to_owned() } else { format!("/{}", name.replace('~', "~0").replace('/', "~1")) }
    });
    tokens.collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_rule_and_a_place_are_one_finding(case in cases(), at in any::<Index>()) {
        let findings = case.check().findings;
        prop_assume!(!findings.is_empty() && !case.has_duplicates());
        let at = at.index(findings.len());
        let finding = &findings[at];
        prop_assert_eq!(matched(&findings, &entry(finding, &[pointer_of(finding)])), [at]);
        if let Some(value) = value_of(finding) {
            prop_assert_eq!(matched(&findings, &entry(finding, &[pointer_of(finding), value])), [at]);
            let another = ("value", Value::from("another value than any"));
            prop_assert!(matched(&findings, &entry(finding, &[pointer_of(finding), another])).is_empty());
        }
    }

    #[test]
    fn a_rule_alone_and_a_wildcard_are_all_findings_that_they_name(case in cases(), at in any::<Index>()) {
        let findings = case.check().findings;
        prop_assume!(!findings.is_empty());
        let finding = &findings[at.index(findings.len())];
        let of_rule = |other: &&Finding| other.rule == finding.rule;
        let count = matched(&findings, &entry(finding, &[])).len();
        prop_assert_eq!(count, findings.iter().filter(of_rule).count());
        let pattern = without_indices(&place(finding));
        let is_there = |other: &&Finding| without_indices(&place(other)) == pattern;
        let count = matched(&findings, &entry(finding, &[("pointer", Value::from(&*pattern))])).len();
        prop_assert_eq!(count, findings.iter().filter(of_rule).filter(is_there).count());
    }

    #[test]
    fn a_suppressed_finding_keeps_its_identity_and_the_others_theirs(case in cases(), at in any::<Index>()) {
        let findings = case.check().findings;
        prop_assume!(!findings.is_empty());
        let source = Source { text: case.text(), ..Source::default() };
        let whole = file(source.clone(), Status::Checked, findings.clone());
        let before = whole.identities(&whole.identity_path).findings;
        let at = at.index(findings.len());
        let split = File {
            findings: findings.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, f)| f.clone()).collect(),
            suppressed: vec![accepted(findings[at].clone())],
            ..file(source, Status::Checked, Vec::new())
        };
        let after = split.identities(&split.identity_path);
        let (mut others, own) = (before.clone(), before[at].clone());
        others.remove(at);
        prop_assert_eq!(after.findings, others);
        prop_assert_eq!(after.suppressed, [own]);
    }
}

fn accepted(finding: Finding) -> Suppressed {
    Suppressed { finding, reason: String::new(), expires: None, config: String::new(), line: 1 }
}
