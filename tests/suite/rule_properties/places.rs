//! Every finding stands in the document, and says something complete.

use coglint::finding::Finding;
use coglint::json::{Document, Pointer};
use coglint::source::Span;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value as Json;

use crate::requests::{cases, config, with_document};

/// Whether the pointer leads to a value, and the mark stands at it, at its name, or at the brace of an object that lacks
/// a member.
fn stands_there(finding: &Finding, document: &Document<'_>) -> Result<(), TestCaseError> {
    let Some(located) = document.locate(&finding.pointer) else {
        return Err(TestCaseError::fail(format!("nothing at {}: {finding:?}", finding.pointer)));
    };
    let element = located.element;
    let marked = document.text().get(finding.span.range());
    prop_assert!(marked.is_some_and(|marked| !marked.is_empty()), "no text at {:?}", finding);
    let opening = Span::new(element.span().start, element.span().start + 1);
    if let Some(member) = &finding.member {
        let is_set = element.get(member).is_some_and(|value| !value.is_null());
        prop_assert!(element.is_object() && !is_set, "{} is set: {:?}", member, finding);
        prop_assert_eq!(finding.span, opening);
        return Ok(());
    }
    // What is in a secret is marked at the secret's name.
    let around = std::iter::successors(Some(finding.pointer.clone()), Pointer::parent);
    let mut named = around.take_while(|pointer| finding.secret || *pointer == finding.pointer);
    let is_name =
        named.any(|pointer| document.locate(&pointer).is_some_and(|located| located.name_span == Some(finding.span)));
    let is_brace = element.is_object() && finding.span == opening;
    prop_assert!(is_name || is_brace || finding.span == element.span(), "another place is marked: {:?}", finding);
    prop_assert!(!finding.secret || is_name, "a secret is marked: {:?}", finding);
    if let Some(value) = &finding.value {
        prop_assert_eq!(value, &element.to_value());
    }
    for related in &finding.related {
        prop_assert!(document.text().get(related.span.range()).is_some_and(|text| !text.is_empty()));
    }
    Ok(())
}

/// Every text and value of a document as a message may quote it, the longest first.
fn values(document: &Document<'_>) -> Vec<String> {
    let root = document.root().expect("a document");
    let mut values: Vec<String> = root
        .descendants()
        .flat_map(|element| {
            let name = element.members().map(|member| member.name().into_owned()).collect::<Vec<_>>();
            let text = element.as_str().map(std::borrow::Cow::into_owned);
            let json = element.as_str().map(|text| Json::from(&*text).to_string());
            let packed = element.to_value().to_string();
            let spaced = packed.replace("\":", "\": ");
            name.into_iter().chain(text).chain(json).chain([element.raw().to_owned(), packed, spaced])
        })
        .filter(|value| !value.is_empty())
        .collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    values
}

/// Whether the message is one to three sentences in which nothing is left open.
fn is_complete(finding: &Finding, values: &[String]) -> Result<(), TestCaseError> {
    let sentences = &finding.message.sentences;
    let most = 3 + usize::from(finding.dormant);
    prop_assert!((1..=most).contains(&sentences.len()), "{} sentences: {:?}", sentences.len(), finding);
    for sentence in sentences {
        prop_assert!(sentence.ends_with(['.', '?', '!']) && !sentence.ends_with(".."), "no sentence: {}", sentence);
        prop_assert_eq!(sentence.trim(), sentence);
        let begins_well = |c: char| !c.is_lowercase() && !matches!(c, ',' | '.' | ')' | ':');
        prop_assert!(sentence.starts_with(begins_well), "{} begins in the middle: {}", finding.rule, sentence);
        if is_long(values) {
            continue;
        }
        // What the request says may look like anything.
        let own = values.iter().fold(sentence.clone(), |own, value| own.replace(value.as_str(), "X"));
        for gap in ["…", "{", "}", "``", "  ", " .", " ,", "()", "( ", ",,", "\u{1b}", "  "] {
            // The token of a template is a part of a value, and what to write may be an object: braces of their own.
            let is_token = ["unresolved-template", "schema-violation"].contains(&finding.rule.as_str())
                && matches!(gap, "{" | "}" | "…");
            prop_assert!(is_token || !own.contains(gap), "{:?} in {}: {}", gap, finding.rule, sentence);
        }
    }
    Ok(())
}

/// Whether a message may have to shorten a value.
fn is_long(values: &[String]) -> bool {
    values.iter().any(|value| value.chars().count() > 120 && !value.contains(['{', '[']))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_finding_stands_in_the_document(case in cases()) {
        let checked = case.check();
        with_document(&case.text(), |document| {
            checked.findings.iter().try_for_each(|finding| stands_there(finding, document))
        })?;
    }

    #[test]
    fn every_message_is_complete(case in cases()) {
        let checked = case.check();
        with_document(&case.text(), |document| {
            let values = values(document);
            checked.findings.iter().try_for_each(|finding| is_complete(finding, &values))
        })?;
    }
}
