//! The page about configuration: its table of keys is generated, and its examples are right.

use std::fmt::Write as _;
use std::fs;

use coglint::config::keys::{IGNORE, OVERRIDE, ROOT, RULE, Section, Takes};

use super::told;

const PAGE: &str = "docs/configuration.md";

#[test]
fn the_page_has_the_keys_of_the_table() {
    for (name, section) in
        [("keys", &ROOT), ("rule-keys", &RULE), ("override-keys", &OVERRIDE), ("ignore-keys", &IGNORE)]
    {
        crate::generated::part_is_current(PAGE, name, &table(section));
    }
}

fn table(section: &Section) -> String {
    let mut table = String::from("| key | takes | default | meaning |\n|---|---|---|---|\n");
    for key in section.keys {
        let default = match (key.default, key.needed) {
            (_, true) => "must be there".to_owned(),
            ("", false) => String::new(),
            (default, false) => format!("`{default}`"),
        };
        let (name, takes) = (key.name, in_words(&key.takes));
        let _ = writeln!(table, "| `{name}` | {takes} | {default} | {} |", key.doc.replace('|', "\\|"));
    }
    table
}

fn in_words(takes: &Takes) -> String {
    match takes {
        Takes::Version => "`1`".to_owned(),
        Takes::Pointer => "a JSON Pointer".to_owned(),
        Takes::LongText(least) => format!("a text of {least} characters or more"),
        Takes::Boolean => "`true` or `false`".to_owned(),
        Takes::Name(names) => names().iter().map(|name| format!("`\"{name}\"`")).collect::<Vec<_>>().join(" "),
        Takes::Path => "a path".to_owned(),
        Takes::PathOrPaths => "a path or a list of paths".to_owned(),
        Takes::Paths => "a list of paths".to_owned(),
        Takes::Glob => "a glob".to_owned(),
        Takes::Globs | Takes::SomeGlobs => "a list of globs".to_owned(),
        Takes::Names => "a list of names".to_owned(),
        Takes::Size => "bytes, or a text with `KiB` or `MiB`".to_owned(),
        Takes::Scalar => "a string, a number or a boolean".to_owned(),
        Takes::Date => "a date, without quotes".to_owned(),
        Takes::RuleOrRules => "the id of a rule or a list of ids".to_owned(),
        Takes::Rules => "a table by ids of rules".to_owned(),
        Takes::Parameters => "a table by names of parameters".to_owned(),
        Takes::Tables(_) => "a list of tables".to_owned(),
    }
}

#[test]
fn every_example_is_a_configuration() {
    let page = fs::read_to_string(PAGE).expect("the page is there");
    let examples: Vec<_> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() > 3, "the page has examples");
    for example in examples {
        // An example may name a rule of one's own, which is not here.
        let told: Vec<_> = told(example).into_iter().filter(|told| !told.contains("`acme-")).collect();
        assert_eq!(told, Vec::<String>::new(), "{example}");
    }
}
