//! The complete example of `docs/rule-format.md` is a rule that loads and behaves.

use std::fs;

use coglint::rule::builtin::RULES;
use coglint::rule::load::load;
use coglint::rule::{RuleSet, examples};
use coglint::selftest;

/// The first TOML block of the page.
fn example() -> String {
    let page = fs::read_to_string("docs/rule-format.md").expect("the page is there");
    let block = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    block.expect("the page has an example").to_owned()
}

#[test]
fn the_example_of_the_page_behaves() {
    let text = example();
    let own = [load("acme", "client-name-foreign", &text).expect("the example loads")];
    let set = RuleSet::new(RULES, &own).expect("the example fits in");
    let disagreements = selftest::run(&own[0], &set).expect("its examples can be read");
    let told: Vec<String> = disagreements.iter().map(|d| format!("{}: {}", d.example, d.kind)).collect();
    assert_eq!(told, Vec::<String>::new());
    let examples = examples::read("client-name-foreign", &text).expect("its examples can be read");
    assert_eq!((examples.bad.len(), examples.good.len()), (3, 3));
}
