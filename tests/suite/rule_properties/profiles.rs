//! Another profile changes what the rule files say that it changes.

use std::collections::BTreeSet;

use coglint::finding::Finding;
use coglint::rule::builtin::RULES;
use coglint::rule::definition::{Precedence, Reach, Rule};
use coglint::rule::profile;
use proptest::prelude::*;

use super::told;
use crate::requests::{Case, cases, config};

/// The rules that a profile may change: those that have a part for it or ask for it, those that they silence or that ask
/// about them, and the rule that comes after all others.
fn changed_by(profile: &str) -> BTreeSet<&'static str> {
    let asks_for_profile = |rule: &Rule| {
        let mut lines = rule.text.lines();
        lines.any(|line| line.contains("profile ==") || line.contains("profile !=") || line.contains("is_from_profile"))
    };
    let is_named = |rule: &Rule| rule.profiles.iter().any(|part| part.profile == profile) || asks_for_profile(rule);
    let mut changed: BTreeSet<&str> = RULES.iter().filter(|rule| is_named(rule)).map(|rule| &*rule.id).collect();
    loop {
        let before = changed.len();
        for rule in RULES {
            if rule.asks_about.iter().any(|asked| changed.contains(&**asked)) {
                changed.insert(&rule.id);
            }
            let silenced = rule.silences.iter().filter_map(|silence| match &silence.reach {
                Reach::Place(rules) => Some(rules.iter()),
                Reach::Document(_) => None,
            });
            if changed.contains(&*rule.id) {
                changed.extend(silenced.flatten().map(|id| &**id));
            }
        }
        if changed.len() == before {
            break;
        }
    }
    changed.extend(RULES.iter().filter(|rule| rule.precedence == Precedence::Last).map(|rule| &*rule.id));
    changed
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_profile_changes_the_rules_that_name_it(case in cases(), other in prop::sample::select(&profile::NAMES[1..])) {
        let changed = changed_by(other);
        let unchanged = |profile| {
            let mut findings: Vec<Finding> = Case { profile, ..case.clone() }.check().findings;
            findings.retain(|finding| !changed.contains(finding.rule.as_str()));
            told(&findings)
        };
        prop_assert_eq!(unchanged(profile::NAMES[0]), unchanged(other), "under {}", other);
    }
}
