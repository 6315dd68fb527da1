//! Every built-in rule held to its own examples, and to what holds of all rules.

use coglint::rule::RuleSet;
use coglint::rule::builtin::RULES;
use coglint::selftest;

fn set() -> RuleSet<'static> {
    RuleSet::new(RULES, &[]).expect("the built-in rules fit together")
}

#[test]
fn every_example_behaves() {
    let set = set();
    let mut told = Vec::new();
    for rule in RULES {
        match selftest::run(rule, &set) {
            Ok(disagreements) => {
                told.extend(disagreements.iter().map(|d| format!("{}: {}: {}", d.rule, d.example, d.kind)));
            }
            Err(mistakes) => {
                told.extend(mistakes.iter().map(|mistake| format!("{}: {}", rule.id, mistake.kind.what())));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn the_build_has_put_the_rules_in_order() {
    let built_in: Vec<_> = RuleSet::built_in(RULES).rules().iter().map(|rule| rule.id.clone()).collect();
    let ordered: Vec<_> = set().rules().iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(built_in, ordered);
}
