//! A fix takes its finding away.

use coglint::finding::{Category, Finding, Safety};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value as Json;

use super::one_told;
use crate::patch::apply;
use crate::requests::{Case, cases, check, config};

/// The document after a fix.
fn mended(case: &Case, finding: &Finding) -> Result<Option<String>, TestCaseError> {
    let Some(fix) = &finding.fix else { return Ok(None) };
    let document: Json = serde_json::from_str(&case.text()).expect("JSON");
    let mended = apply(&document, &fix.patch).map_err(|error| TestCaseError::fail(format!("{error}: {finding:?}")))?;
    Ok(Some(mended.to_string()))
}

/// Whether the same is said of the same value at the same place.
fn is_same(one: &Finding, other: &Finding) -> bool {
    (&one.rule, &one.pointer, &one.member, &one.value) == (&other.rule, &other.pointer, &other.member, &other.value)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_fix_takes_its_finding_away(case in cases()) {
        // A library that reads names twice keeps one of them.
        prop_assume!(!case.has_duplicates());
        // What is wrapped twice is unwrapped twice.
        prop_assume!(case.text().matches("\"UserPoolClient\"").count() < 2);
        let before = case.check().findings;
        for finding in &before {
            let Some(text) = mended(&case, finding)? else { continue };
            let after = check(&text, &case.settings()).findings;
            let of_rule = |findings: &[Finding]| findings.iter().filter(|other| other.rule == finding.rule).count();
            // Where an item goes, the next one may stand in its place.
            let is_gone = of_rule(&after) < of_rule(&before) || !after.iter().any(|other| is_same(finding, other));
            prop_assert!(is_gone, "{:?} is found again in {}", one_told(finding), text);
        }
    }

    #[test]
    fn a_safe_fix_makes_no_call_fail(case in cases()) {
        prop_assume!(!case.has_duplicates());
        let before = case.check().findings;
        let failing = |findings: &[Finding]| {
            findings.iter().filter(|finding| finding.category == Category::Validity).count()
        };
        for finding in &before {
            if finding.fix.as_ref().is_none_or(|fix| fix.safety != Safety::Safe) {
                continue;
            }
            let Some(text) = mended(&case, finding)? else { continue };
            let after = check(&text, &case.settings()).findings;
            prop_assert!(failing(&after) <= failing(&before), "{:?} makes {}", one_told(finding), text);
        }
    }
}
