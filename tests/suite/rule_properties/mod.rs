//! What holds of the whole set of rules, whatever the request.

mod additions;
mod fixes;
mod outputs;
mod places;
mod precedence;
mod profiles;

use coglint::finding::Finding;
use coglint::lint::Linter;
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::requests::{Case, cases, check, config};

/// A finding as people know it: the rule, the place, how bad it is and what it says.
type Told = (String, String, Option<String>, &'static str, String);

fn told(findings: &[Finding]) -> Vec<Told> {
    let mut told: Vec<Told> = findings.iter().map(one_told).collect();
    told.sort();
    told
}

fn one_told(finding: &Finding) -> Told {
    let pointer = finding.pointer.to_string();
    (finding.rule.clone(), pointer, finding.member.clone(), finding.severity.name(), finding.message.full())
}

/// The members in the order of the keys; of two with one name, the first one stays first.
fn in_order(case: &Case, keys: &[u8]) -> Case {
    let first = |name: &str| case.members.iter().position(|(other, _)| other == name);
    let key = |name: &str| first(name).map(|index| (keys.get(index).copied(), index));
    let mut members = case.members.clone();
    members.sort_by_key(|(name, _)| key(name));
    let members = members.into_iter().map(|(name, value)| (name, reversed(value))).collect();
    Case { members, ..case.clone() }
}

/// A value whose objects have their members the other way round.
fn reversed(value: Json) -> Json {
    match value {
        Json::Object(members) => {
            Json::Object(members.into_iter().rev().map(|(name, value)| (name, reversed(value))).collect())
        }
        Json::Array(items) => items.into_iter().map(reversed).collect(),
        other => other,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_members_changes_no_finding(case in cases(), keys in prop::collection::vec(any::<u8>(), 30)) {
        prop_assert_eq!(told(&case.check().findings), told(&in_order(&case, &keys).check().findings));
    }

    #[test]
    fn a_rule_that_is_turned_off_is_only_not_shown(case in cases(), off in any::<prop::sample::Index>()) {
        let mut before = case.check().findings;
        let Some(rule) = before.get(off.index(before.len().max(1))).map(|finding| finding.rule.clone()) else {
            return Ok(());
        };
        before.retain(|finding| finding.rule != rule);
        let mut settings = case.settings();
        // A rule that only the user turned on silences nobody once it is off again.
        let is_only_on_by_the_user = {
            let mut unset = case.settings();
            unset.rules.remove(&rule);
            let linter = Linter::new(&crate::requests::SET, &unset);
            linter.rules().iter().any(|known| known.rule.id == rule && !known.counts)
        };
        if is_only_on_by_the_user {
            return Ok(());
        }
        settings.assign(&format!("rules.{rule}.enabled=false"), &crate::requests::SET).expect("a setting");
        prop_assert_eq!(told(&before), told(&check(&case.text(), &settings).findings));
    }
}
