//! Every built-in rule held to its own examples, and to what holds of all rules.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use coglint::finding::{Finding, Severity};
use coglint::json::{Element, Kind, Pointer, parse};
use coglint::rule::builtin::RULES;
use coglint::rule::definition::Source;
use coglint::rule::examples::{Example, read};
use coglint::rule::{Rule, RuleSet, documentation};
use coglint::selftest;

use crate::patch::apply;

/// Rules whose fix may lead to an error: the rule that speaks then, and why their definitions ask for it.
const UNCOVERED: [(&str, &str, &str); 5] = [
    (
        "describe-output-pasted",
        "describe-output-pasted",
        "without the wrapper, dates beside it are what is left of the answer",
    ),
    (
        "describe-output-pasted",
        "schema-violation",
        "nothing is required of an answer; of the request that it becomes, the ids are",
    ),
    ("skeleton-placeholder", "schema-violation", "zeros are placeholders as long as there are two of them"),
    (
        "oauth-settings-without-enable-flag",
        "oauth-enabled-incomplete",
        "which flows and scopes are meant is not in the file",
    ),
    (
        "redirect-localhost-name",
        "default-redirect-not-registered",
        "the default redirect has a finding and a fix of its own",
    ),
];

fn set() -> RuleSet<'static> {
    RuleSet::new(RULES, &[]).expect("the built-in rules fit together")
}

/// Every example of every rule, bad ones first.
fn examples() -> impl Iterator<Item = (&'static Rule, Example)> {
    RULES.iter().flat_map(|rule| {
        let examples = read(&rule.id, &rule.text).expect("the examples of a built-in rule can be read");
        examples.bad.into_iter().chain(examples.good).map(move |example| (rule, example))
    })
}

fn findings(example: &Example, set: &RuleSet<'_>) -> Vec<Finding> {
    selftest::findings(example, set).unwrap_or_else(|kind| panic!("{}: {kind}", example.name))
}

/// An example of a rule, and what all rules say about it.
struct Heard {
    rule: &'static Rule,
    example: Example,
    findings: Vec<Finding>,
}

impl Heard {
    /// What the rule itself says.
    fn of_the_rule(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.rule == self.rule.id)
    }
}

/// Every example that is JSON; the others are those of `syntax-error`.
static HEARD: LazyLock<Vec<Heard>> = LazyLock::new(|| {
    let set = set();
    let examples = examples().filter(|(_, example)| parse(&example.request).1.is_empty());
    examples.map(|(rule, example)| Heard { rule, findings: findings(&example, &set), example }).collect()
});

/// Which rule finds something where, and how bad it is.
fn told(findings: &[Finding]) -> Vec<(&str, &Pointer, Option<&String>, Severity)> {
    let mut told: Vec<_> = findings
        .iter()
        .map(|finding| (&*finding.rule, &finding.pointer, finding.member.as_ref(), finding.severity))
        .collect();
    told.sort();
    told
}

#[track_caller]
fn holds_of_all<T: std::fmt::Display>(mistakes: impl IntoIterator<Item = T>) {
    let mistakes: Vec<String> = mistakes.into_iter().map(|mistake| mistake.to_string()).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
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
    holds_of_all(told);
}

#[test]
fn an_id_belongs_to_one_rule() {
    let mut ids = BTreeSet::new();
    holds_of_all(RULES.iter().map(|rule| &rule.id).filter(|id| !ids.insert(*id)));
}

/// The rules whose findings stand in requests: the others are about settings of ours, with nothing to quote or to show.
fn of_requests() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(|rule| rule.source != Source::Run)
}

#[test]
fn every_rule_says_why_and_where_to_read_on() {
    let mistakes = of_requests().filter_map(|rule| {
        let documentation = documentation::read(&rule.text);
        let is_linked = |reference: &documentation::Reference| {
            let host = reference.url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
            host.is_some_and(|host| host.contains('.')) && !reference.title.trim().is_empty()
        };
        let is_documented = !documentation.why.trim().is_empty()
            && !documentation.references.is_empty()
            && documentation.references.iter().all(is_linked);
        (!is_documented).then_some(&rule.id)
    });
    holds_of_all(mistakes);
}

#[test]
fn every_rule_has_two_bad_and_two_good_examples() {
    let mistakes = of_requests().filter_map(|rule| {
        let examples = read(&rule.id, &rule.text).expect("the examples of a built-in rule can be read");
        let (bad, good) = (examples.bad.len(), examples.good.len());
        (bad < 2 || good < 2).then(|| format!("{}: {bad} bad and {good} good", rule.id))
    });
    holds_of_all(mistakes);
}

#[test]
fn the_examples_of_a_rule_have_different_names() {
    let mut names = BTreeSet::new();
    let twice = examples().filter(|(rule, example)| !names.insert((rule.id.clone(), example.name.clone())));
    holds_of_all(twice.map(|(rule, example)| format!("{}: {}", rule.id, example.name)));
}

/// What is wrong with a message, when something is. A finding that is dormant says so in a sentence of its own.
fn flaw(finding: &Finding, values: &[String]) -> Option<&'static str> {
    let sentences = &finding.message.sentences;
    let most = 3 + usize::from(finding.dormant);
    // What stands for an object that a tool fills in is no gap.
    let is_open = |sentence: &String| sentence.contains('…') && finding.rule != "unresolved-template";
    match &sentences[..] {
        [] => Some("says nothing"),
        _ if sentences.len() > most => Some("has too many sentences"),
        _ if sentences.iter().any(is_open) => Some("leaves a value open"),
        [first, ..] if !names_something(first, values) => Some("does not begin with what it is about"),
        _ => None,
    }
}

/// Whether a sentence has a name in backticks or with a capital letter inside, a number, or a value of the document.
fn names_something(sentence: &str, values: &[String]) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    sentence.contains('`')
        || sentence.contains(|c: char| c.is_ascii_digit())
        || words.any(|word| word.chars().skip(1).any(char::is_uppercase))
        || values.iter().any(|value| sentence.contains(value))
}

/// The texts of a document that are long enough to be told from a word.
fn texts(example: &Example) -> Vec<String> {
    let (document, _) = parse(&example.request);
    let texts = document.root().into_iter().flat_map(|root| root.descendants().filter_map(Element::as_str));
    texts.map(std::borrow::Cow::into_owned).filter(|text| text.len() > 3).collect()
}

#[test]
fn every_message_is_three_sentences_that_begin_with_a_name() {
    let mut mistakes = Vec::new();
    for heard in HEARD.iter() {
        let values = texts(&heard.example);
        let flaws = heard.of_the_rule().filter_map(|finding| Some((flaw(finding, &values)?, finding.message.full())));
        mistakes.extend(flaws.map(|(flaw, message)| format!("{}: {flaw}: {message}", heard.rule.id)));
    }
    mistakes.dedup();
    holds_of_all(mistakes);
}

/// The document with the members of every object the other way round.
fn reversed(element: Element<'_>) -> String {
    let text = element.document().text();
    match element.kind() {
        Kind::Object => {
            let mut members: Vec<String> = element
                .members()
                .map(|member| format!("{}: {}", &text[member.name_span().range()], reversed(member.value)))
                .collect();
            members.reverse();
            format!("{{{}}}", members.join(", "))
        }
        Kind::Array => format!("[{}]", element.items().map(reversed).collect::<Vec<_>>().join(", ")),
        _ => element.raw().to_owned(),
    }
}

#[test]
fn the_order_of_members_changes_no_finding() {
    let set = set();
    let mut mistakes = Vec::new();
    for Heard { rule, example, findings: before } in HEARD.iter() {
        let (document, _) = parse(&example.request);
        // Which of two members of one name counts is a matter of their order.
        if document.duplicates().len() > 0 {
            continue;
        }
        let request = reversed(document.root().expect("an example has a root"));
        let after = findings(&Example { request, ..example.clone() }, &set);
        if told(before) != told(&after) {
            mistakes.push(format!("{}: {}", rule.id, example.name));
        }
    }
    holds_of_all(mistakes);
}

/// A place in which the items of a list are not told apart: where one goes, the next stands in its place.
fn without_indices(pointer: &Pointer) -> String {
    let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    pointer.tokens().map(|token| if is_index(&token) { "/*".to_owned() } else { format!("/{token}") }).collect()
}

/// How many findings of a rule there are about a place, without regard to indices.
fn count(findings: &[Finding], of: &Finding) -> usize {
    let place = without_indices(&of.pointer);
    let is_alike = |other: &&Finding| {
        other.rule == of.rule && other.member == of.member && without_indices(&other.pointer) == place
    };
    findings.iter().filter(is_alike).count()
}

#[test]
fn a_fix_takes_its_finding_away_and_adds_no_error() {
    let set = set();
    let mut mistakes = Vec::new();
    let mut uncovered = BTreeSet::new();
    for heard in HEARD.iter() {
        let Heard { rule, example, findings: before } = heard;
        let (document, _) = parse(&example.request);
        let document = document.root().expect("an example has a root").to_value();
        for (finding, fix) in heard.of_the_rule().filter_map(|finding| Some((finding, finding.fix.as_ref()?))) {
            let mut mistake = |what: &str| mistakes.push(format!("{}: {}: {what}", rule.id, example.name));
            let mended = match apply(&document, &fix.patch) {
                Ok(mended) => Example { request: mended.to_string(), ..example.clone() },
                Err(error) => {
                    mistake(&error);
                    continue;
                }
            };
            let after = findings(&mended, &set);
            if count(&after, finding) >= count(before, finding) {
                mistake(&format!("the finding is still there: {}", mended.request));
            }
            let errors = after.iter().filter(|other| other.severity == Severity::Error);
            for new in errors.filter(|other| count(&after, other) > count(before, other)) {
                if UNCOVERED.iter().any(|(of, known, _)| *of == rule.id && *known == new.rule) {
                    uncovered.insert((&*rule.id, new.rule.clone()));
                } else {
                    mistake(&format!("{} is new: {}", new.rule, mended.request));
                }
            }
        }
    }
    let left = UNCOVERED.iter().filter(|(of, known, _)| !uncovered.contains(&(*of, (*known).to_owned())));
    mistakes.extend(left.map(|(of, known, _)| format!("{of} does not lead to {known} any more: take it off the list")));
    holds_of_all(mistakes);
}

#[test]
fn what_a_rule_can_mend_is_shown_in_an_example() {
    let shows = |rule: &Rule| {
        HEARD.iter().any(|heard| heard.rule.id == rule.id && heard.of_the_rule().any(|finding| finding.fix.is_some()))
    };
    let can_mend = |rule: &&Rule| rule.source == Source::Schema || rule.fixes.iter().any(|case| case.safety.is_some());
    holds_of_all(RULES.iter().filter(can_mend).filter(|rule| !shows(rule)).map(|rule| &rule.id));
}

#[test]
fn the_build_has_put_the_rules_in_order() {
    let built_in: Vec<_> = RuleSet::built_in(RULES).rules().iter().map(|rule| rule.id.clone()).collect();
    let ordered: Vec<_> = set().rules().iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(built_in, ordered);
}
