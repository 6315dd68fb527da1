//! Fixes on texts: what every rule can mend is mended, in every layout, and nothing else changes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bumpalo::Bump;
use coglint::finding::{Edit, Finding, Fix, PatchOperation, Safety, Severity};
use coglint::fix::{Errors, FixError, Judged, MAX_PASSES, Mended, fix};
use coglint::json::{Document, Element, Pointer, parse};
use coglint::lint::Linter;
use coglint::patch;
use coglint::request::kind;
use coglint::rule::builtin::RULES;
use coglint::rule::examples::{Example, read};
use coglint::selftest;
use coglint::settings::{Origin, Settings, Sourced};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::Value as Json;
use serde_json::ser::{PrettyFormatter, Serializer};

use crate::patch::apply;
use crate::requests::{SET, cases, config, with_document};

/// The settings of an example.
fn settings(example: &Example) -> Settings {
    let mut settings = Settings {
        operation: Sourced::built_in(example.operation),
        client_type: Sourced::built_in(example.client_type),
        ..Settings::default()
    };
    if let Some(profile) = &example.profile {
        settings.profile = Sourced::new(profile.clone(), Origin::BuiltIn);
    }
    for assignment in &example.assignments {
        settings.assign(assignment, &SET).unwrap_or_else(|error| panic!("{}", error.what()));
    }
    settings
}

/// What `linter` finds; only findings that `is_meant` may be fixed.
fn judged(document: &Document<'_>, linter: &Linter<'_>, is_meant: impl Fn(&Finding) -> bool) -> Judged {
    let form = kind::form(document.root().expect("a document has a root"));
    let findings = linter.check(document, form, &Bump::new()).findings;
    let errors = Errors::among(&findings);
    Judged { findings: findings.into_iter().filter(is_meant).collect(), errors }
}

fn mend(
    text: &str,
    settings: &Settings,
    most: Safety,
    is_meant: impl Fn(&Finding) -> bool,
) -> Result<Option<Mended>, FixError> {
    let linter = Linter::new(&SET, settings);
    with_document(text, |document| {
        let first = judged(document, &linter, &is_meant);
        fix(document, &first, most, |document| judged(document, &linter, &is_meant))
    })
}

/// Every bad example that a fix is offered for, with the findings that have one.
static MENDABLE: LazyLock<Vec<(&str, Example, Vec<Finding>)>> = LazyLock::new(|| {
    let examples = RULES.iter().flat_map(|rule| {
        let examples = read(&rule.id, &rule.text).expect("the examples of a built-in rule can be read");
        examples.bad.into_iter().map(move |example| (&*rule.id, example))
    });
    let mendable = examples.filter_map(|(rule, example)| {
        let findings = selftest::findings(&example, &SET).unwrap_or_else(|kind| panic!("{}: {kind}", example.name));
        let findings: Vec<_> =
            findings.into_iter().filter(|finding| finding.rule == rule && finding.fix.is_some()).collect();
        (!findings.is_empty()).then_some((rule, example, findings))
    });
    mendable.collect()
});

/// The text laid out in different ways; the first one is as it was.
fn layouts(text: &str) -> Vec<String> {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text} is no JSON");
    let mut all = vec![text.to_owned(), text.to_owned() + "\r\n"];
    if document.duplicates().len() > 0 {
        return all;
    }
    let value = document.root().expect("a root").to_value();
    all.push(value.to_string());
    let spaces = pretty(&value, "  ") + "\n";
    all.push(pretty(&value, "\t"));
    all.push(spaces.replace('\n', "\r\n"));
    all.push(format!("\u{feff}{spaces}"));
    all.push(spaces);
    all
}

fn pretty(value: &Json, indentation: &str) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(indentation.as_bytes()));
    value.serialize(&mut serializer).expect("memory can be written");
    String::from_utf8(out).expect("JSON is text")
}

/// What does not look as it did, when something does not.
fn out_of_style(before: &str, after: &str) -> Option<&'static str> {
    let ends = |text: &str| {
        let crlf = text.matches("\r\n").count();
        (crlf > 0, text.matches('\n').count() > crlf, text.matches('\r').count() > crlf)
    };
    let body = |text: &str| text.trim_end().to_owned();
    let (crlf, lf, cr) = ends(&body(before));
    let (new_crlf, new_lf, new_cr) = ends(&body(after));
    let tail = |text: &str| text[text.trim_end().len()..].to_owned();
    let has_tabs = |text: &str| (text.contains("\n\t"), text.contains("\n "));
    match () {
        () if (new_crlf && !crlf) || (new_lf && !lf) || (new_cr && !cr) => Some("a line ends in another way"),
        () if before.starts_with('\u{feff}') != after.starts_with('\u{feff}') => Some("the mark is gone or new"),
        () if tail(before) != tail(after) => Some("the end of the file is another"),
        () if has_tabs(after).0 && !has_tabs(before).0 => Some("a tab is new"),
        () if has_tabs(after).1 && !has_tabs(before).1 => Some("a blank is new"),
        () => None,
    }
}

/// The members of the root that have the same value before and after and are spelled in another way, or in another order.
fn spelled_anew(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (parse(before).0, parse(after).0);
    let (Some(before), Some(after)) = (before.root(), after.root()) else { return Vec::new() };
    let is_kept = |name: &str, one: Element<'_>, other: Element<'_>| {
        one.get(name).zip(other.get(name)).is_some_and(|(one, other)| one.to_value() == other.to_value())
    };
    let kept = |one: Element<'_>, other: Element<'_>| -> Vec<String> {
        let text = one.document().text().to_owned();
        let kept = one.members().filter(|member| is_kept(&member.name(), one, other));
        kept.map(|member| text[member.span().range()].to_owned()).collect()
    };
    let (old, new) = (kept(before, after), kept(after, before));
    if old == new { Vec::new() } else { vec![format!("{old:?} is {new:?}")] }
}

#[track_caller]
fn holds_of_all(mistakes: &[String]) {
    assert!(mistakes.is_empty(), "{} mistakes\n{}", mistakes.len(), mistakes.join("\n"));
}

#[test]
fn the_edits_of_every_fix_do_what_its_patch_does() {
    let mut mistakes = Vec::new();
    for (rule, example, _) in MENDABLE.iter() {
        for text in layouts(&example.request) {
            let again = Example { request: text.clone(), ..example.clone() };
            let findings = selftest::findings(&again, &SET).expect("the settings were taken before");
            for fix in
                findings.iter().filter(|finding| finding.rule == *rule).filter_map(|finding| finding.fix.as_ref())
            {
                let (document, _) = parse(&text);
                if document.duplicates().len() > 0 {
                    continue;
                }
                let edits = fix.edits.clone().or_else(|| patch::edits(&document, &fix.patch));
                let Some(edits) = edits else {
                    mistakes.push(format!("{rule}: {}: no edits", example.name));
                    continue;
                };
                let new = patch::apply(&text, &edits);
                let value = |text: &str| parse(text).0.root().map(Element::to_value);
                let expected = apply(&value(&text).expect("a root"), &fix.patch).ok();
                if value(&new) != expected || !parse(&new).1.is_empty() {
                    mistakes.push(format!("{rule}: {}: {new:?} is not what the patch gives", example.name));
                }
                let style = out_of_style(&text, &new).map(str::to_owned);
                let wrong = style.into_iter().chain(spelled_anew(&text, &new));
                mistakes
                    .extend(wrong.map(|wrong| format!("{rule}: {}: {text:?} gives {new:?}: {wrong}", example.name)));
            }
        }
    }
    assert!(MENDABLE.len() > 50, "the examples are there");
    holds_of_all(&mistakes);
}

/// Rules whose fix may lead to an error, which then is not applied; `tests/suite/rules.rs` says why.
const LEADS_TO_AN_ERROR: [&str; 4] =
    ["describe-output-pasted", "skeleton-placeholder", "oauth-settings-without-enable-flag", "redirect-localhost-name"];

#[test]
fn every_rule_is_mended_once_and_for_all_in_every_layout() {
    let mut mistakes = Vec::new();
    for (rule, example, findings) in MENDABLE.iter() {
        let settings = settings(example);
        for text in layouts(&example.request) {
            let mut mistake = |what: String| mistakes.push(format!("{rule}: {}: {text:?}: {what}", example.name));
            let mended = match mend(&text, &settings, Safety::Unsafe, |finding| finding.rule == *rule) {
                Ok(Some(mended)) => mended,
                Ok(None) => {
                    // What stands under a name that is given twice is left alone.
                    if parse(&text).0.duplicates().len() == 0 {
                        mistake("nothing is mended".to_owned());
                    }
                    continue;
                }
                Err(FixError::NewError { .. }) if LEADS_TO_AN_ERROR.contains(rule) => continue,
                Err(error) => {
                    mistake(error.to_string());
                    continue;
                }
            };
            if mended.findings.len() < findings.len() {
                mistake(format!("{} of {} are mended", mended.findings.len(), findings.len()));
            }
            match mend(&mended.text, &settings, Safety::Unsafe, |finding| finding.rule == *rule) {
                Ok(None) => {}
                again => mistake(format!("a second run does {again:?}")),
            }
            let style = out_of_style(&text, &mended.text).map(str::to_owned);
            style.into_iter().chain(spelled_anew(&text, &mended.text)).for_each(&mut mistake);
        }
    }
    holds_of_all(&mistakes);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn fixes_end_and_lead_to_no_error(case in cases(), most in prop::sample::select(vec![Safety::Safe, Safety::Unsafe]), layout in any::<prop::sample::Index>()) {
        let layouts = layouts(&case.text());
        let text = &layouts[layout.index(layouts.len())];
        let settings = case.settings();
        let mended = match mend(text, &settings, most, |_| true) {
            Ok(mended) => mended,
            Err(FixError::NewError { .. }) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {text}"))),
        };
        let Some(mended) = mended else { return Ok(()) };
        prop_assert!(parse(&mended.text).1.is_empty(), "{}", mended.text);
        prop_assert_eq!(mend(&mended.text, &settings, most, |_| true), Ok(None));
        prop_assert_eq!(out_of_style(text, &mended.text), None, "{} gives {}", text, &mended.text);
        let unsafe_ones = mended.findings.iter().filter_map(|finding| finding.fix.as_ref());
        prop_assert!(most == Safety::Unsafe || unsafe_ones.clone().all(|fix| fix.safety == Safety::Safe));
        let linter = Linter::new(&SET, &settings);
        let errors = |text: &str| with_document(text, |document| {
            let findings = judged(document, &linter, |finding| finding.severity == Severity::Error).findings;
            findings.into_iter().map(|finding| finding.rule).collect::<BTreeSet<_>>()
        });
        prop_assert!(errors(&mended.text).is_subset(&errors(text)), "{} gives {}", text, mended.text);
        for finding in &mended.findings {
            let span = finding.span.range();
            prop_assert!(text.get(span).is_some(), "{:?} is not in {}", finding, text);
        }
    }
}

/// A finding of a rule with a fix that replaces the first member's value.
fn finding(rule: &str, severity: Severity, patch: impl Into<Option<PatchOperation>>) -> Finding {
    let (_, _, findings) = MENDABLE.first().expect("there are examples");
    let fix = patch.into().map(|operation| Fix {
        safety: Safety::Safe,
        title: String::new(),
        patch: vec![operation],
        edits: None,
    });
    Finding { rule: rule.to_owned(), severity, fix, ..findings[0].clone() }
}

fn set(value: i64) -> PatchOperation {
    PatchOperation::Replace { path: Pointer::root().child("n"), value: value.into() }
}

/// Fixes `{"n": 0}` by what `rule` finds when `n` is a number, and gives the text.
fn run(rule: impl Fn(i64) -> Vec<Finding>) -> Result<String, FixError> {
    let text = r#"{"n": 0}"#;
    let judge = |document: &Document<'_>| {
        let n = document.root().and_then(|root| root.get("n")).and_then(Element::as_integer).expect("a number");
        let findings = rule(n);
        Judged { errors: Errors::among(&findings), findings }
    };
    let (document, _) = parse(text);
    let mended = fix(&document, &judge(&document), Safety::Safe, judge)?;
    Ok(mended.map_or(text.to_owned(), |mended| mended.text))
}

fn rules<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn fixes_that_undo_each_other_are_named() {
    let there_and_back = |n| match n {
        0 => vec![finding("up", Severity::Info, set(1))],
        _ => vec![finding("down", Severity::Info, set(0))],
    };
    assert_eq!(run(there_and_back), Err(FixError::Cycle { rules: rules(["down", "up"]) }));
    // What came before the circle is not to blame.
    let later = |n| match n {
        0 => vec![finding("start", Severity::Info, set(1))],
        1 => vec![finding("up", Severity::Info, set(2))],
        _ => vec![finding("down", Severity::Info, set(1))],
    };
    assert_eq!(run(later), Err(FixError::Cycle { rules: rules(["down", "up"]) }));
}

#[test]
fn fixes_without_end_are_named() {
    let passes = i64::try_from(MAX_PASSES).expect("a small number");
    let count_to =
        |end: i64| move |n: i64| if n < end { vec![finding("count", Severity::Info, set(n + 1))] } else { vec![] };
    assert_eq!(run(count_to(passes)), Ok(format!(r#"{{"n": {passes}}}"#)));
    assert_eq!(run(count_to(passes + 1)), Err(FixError::NoEnd { rules: rules(["count"]) }));
}

#[test]
fn a_fix_that_leads_to_an_error_is_named_with_the_rule_that_has_it() {
    let breaks = |n| match n {
        0 => vec![finding("mend", Severity::Warning, set(1)), finding("idle", Severity::Error, None)],
        _ => vec![finding("broken", Severity::Error, None), finding("idle", Severity::Error, None)],
    };
    let error = FixError::NewError { rules: rules(["mend"]), error: "broken".to_owned() };
    assert_eq!(run(breaks), Err(error.clone()));
    assert_eq!(error.to_string(), "the fix of `mend` leads to an error of `broken`");
}

#[test]
fn a_fix_that_changes_nothing_is_none() {
    assert_eq!(run(|_| vec![finding("same", Severity::Info, set(0))]), Ok(r#"{"n": 0}"#.to_owned()));
}

#[test]
fn of_two_fixes_of_one_place_the_first_is_taken() {
    let both = |n| match n {
        0 => vec![finding("first", Severity::Info, set(1)), finding("second", Severity::Info, set(2))],
        _ => vec![],
    };
    assert_eq!(run(both), Ok(r#"{"n": 1}"#.to_owned()));
}

#[test]
fn findings_with_one_fix_in_common_are_fixed_together() {
    let alike = |n| match n {
        0 => vec![finding("one", Severity::Info, set(1)), finding("two", Severity::Info, set(1))],
        _ => vec![],
    };
    let (document, _) = parse(r#"{"n": 0}"#);
    let first = Judged { findings: alike(0), errors: Errors::default() };
    let mended = fix(&document, &first, Safety::Safe, |_| Judged::default()).expect("it ends").expect("it changes");
    assert_eq!((mended.text.as_str(), mended.findings.len()), (r#"{"n": 1}"#, 2));
}

#[test]
fn what_only_a_fix_brings_to_light_is_shown_where_it_comes_from() {
    let (document, _) = parse(r#"{"a": 1, "b": 2}"#);
    let judge = |document: &Document<'_>| {
        let root = document.root().expect("a root");
        let at = |name: &str| root.get(name).map(|element| (Pointer::root().child(name), element.span()));
        let found = at("a").or_else(|| at("b"));
        let findings = found.map(|(path, span)| {
            let mut finding = finding("gone", Severity::Info, PatchOperation::Remove { path });
            finding.span = span;
            finding
        });
        Judged { findings: findings.into_iter().collect(), errors: Errors::default() }
    };
    let mended = fix(&document, &judge(&document), Safety::Safe, judge).expect("it ends").expect("it changes");
    assert_eq!(mended.text, "{}");
    let places: Vec<_> = mended.findings.iter().map(|finding| &document.text()[finding.span.range()]).collect();
    assert_eq!(places, ["1", "2"]);
}

#[test]
fn a_member_under_a_name_that_is_given_twice_is_left_alone() {
    for (text, path, is_left) in [
        (r#"{"a": 1, "a": 2}"#, "/a", true),
        (r#"{"a": {"b": 1}, "a": {"b": 2}}"#, "/a/b", true),
        (r#"{"o": {"a": 1, "a": 2}}"#, "/o", true),
        (r#"{"o": {"a": 1, "a": 2}, "b": 1}"#, "/b", false),
    ] {
        let (document, _) = parse(text);
        let remove = PatchOperation::Remove { path: Pointer::parse(path).expect("a pointer") };
        let first = Judged { findings: vec![finding("r", Severity::Info, remove)], errors: Errors::default() };
        let mended = fix(&document, &first, Safety::Safe, |_| Judged::default()).expect("it ends");
        assert_eq!(mended.is_none(), is_left, "{text} at {path}");
    }
}

#[test]
fn a_fix_that_is_in_the_way_waits_for_the_next_pass() {
    let (document, _) = parse("[1, 2, 3]");
    let judge = |document: &Document<'_>| {
        let count = document.root().map_or(0, Element::len);
        let remove =
            |index| finding("item", Severity::Info, PatchOperation::Remove { path: Pointer::root().item(index) });
        Judged { findings: (0..count).map(remove).collect(), errors: Errors::default() }
    };
    let mended = fix(&document, &judge(&document), Safety::Safe, judge).expect("it ends").expect("it changes");
    assert_eq!((mended.text.as_str(), mended.findings.len()), ("[]", 3));
}

#[test]
fn edits_of_a_finding_are_taken_as_they_are() {
    let (document, _) = parse(r#"{"n": 0}"#);
    let mut one = finding("own", Severity::Info, set(1));
    let span = document.root().and_then(|root| root.get("n")).expect("it is there").span();
    one.fix.as_mut().expect("a fix").edits = Some(vec![Edit { span, text: "1e0".to_owned() }]);
    let first = Judged { findings: vec![one], errors: Errors::default() };
    let mended = fix(&document, &first, Safety::Safe, |_| Judged::default()).expect("it ends").expect("it changes");
    assert_eq!(mended.text, r#"{"n": 1e0}"#);
}
