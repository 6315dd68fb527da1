//! Where a rule looks, in words.

use crate::request::facts::FACTS;
use crate::rule::Rule;
use crate::rule::definition::{PlacePattern, Source};
use crate::rule::written::Written;

use super::markdown::{code, sentence};

/// The places of a rule, one a line, each with its own condition.
pub fn places(rule: &Rule, written: &Written) -> Vec<String> {
    match rule.source {
        Source::Reader => return vec!["the document as the JSON reader sees it".to_owned()],
        Source::Schema => return vec!["every value of the request that the service's model speaks of".to_owned()],
        Source::Run => return vec!["the settings of the run; the finding stands in their file".to_owned()],
        Source::Condition => {}
    }
    let conditions = written.places.iter().map(|case| case.when.as_ref());
    let mut lines: Vec<String> = rule
        .places
        .iter()
        .zip(conditions.chain(std::iter::repeat(None)))
        .map(|(case, when)| {
            let when = when.map(|when| format!(", when {}", code(when))).unwrap_or_default();
            format!("{}{when}", pattern(rule, &case.pattern))
        })
        .collect();
    if rule.first_place_only && lines.len() > 1 {
        lines.push("the first of these that holds, and no other".to_owned());
    }
    lines
}

fn pattern(rule: &Rule, pattern: &PlacePattern) -> String {
    match pattern {
        PlacePattern::Root => "the request as a whole".to_owned(),
        PlacePattern::Member(member) => code(member.name()),
        PlacePattern::MemberOrRoot(member) => {
            format!("{}; where it is not set, the request", code(member.name()))
        }
        PlacePattern::Items(member) => format!("each item of {}", code(member.name())),
        PlacePattern::Nested(member, part) => code(&format!("{}.{part}", member.name())),
        PlacePattern::Found(finder) => {
            let fact = FACTS.iter().find(|fact| fact.name == finder.fact());
            // What stands after the semicolon is for those who write rules.
            let doc = fact.map_or("", |fact| fact.doc).split(';').next().unwrap_or_default().trim_end_matches('.');
            sentence(&lower_first(doc))
        }
        PlacePattern::EachOf(index) => {
            let parameter = rule.parameters.get(usize::from(*index)).map_or("", |parameter| &*parameter.name);
            format!("each member that the parameter {} names", code(parameter))
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(char::to_lowercase).into_iter().flatten().chain(characters).collect()
}
