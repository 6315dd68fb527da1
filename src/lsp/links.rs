//! Links from what names a rule or a member to its documentation: in configurations and baselines. Values of requests are
//! never links: they are what somebody else wrote.

use std::sync::Arc;

use super::document::Document;
use super::position::{Encoding, Lines};
use super::protocol::{DocumentLink, Uri};
use super::room::Room;
use crate::baseline::SCHEMA;
use crate::cli::tool::tool;
use crate::json::{self, Pointer};
use crate::schema::{Member, Shape};
use crate::source::Span;

/// Where the service's documentation speaks of a member of a request.
pub fn member_page(shape: Shape, member: Member) -> String {
    // A describe output has the members of an update, and no page of their own for each.
    let operation = match shape {
        Shape::Create => Shape::Create.operation(),
        Shape::Update | Shape::Described => Shape::Update.operation(),
    };
    let base = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference";
    format!("{base}/API_{operation}.html#CognitoUserPools-{operation}-request-{}", member.name())
}

/// The links of a document.
pub fn of(document: &Document, room: Option<&Room>, encoding: Encoding) -> Vec<DocumentLink> {
    let names =
        if document.is_configuration() { in_configuration(&document.text) } else { in_baseline(&document.text) };
    let Some(room) = room.filter(|_| !names.is_empty()) else { return Vec::new() };
    let text = Arc::clone(&document.text);
    let targets = room.ask(move |resident| {
        let rules = &resident.policy().chosen.rules;
        let target = |span: Span| {
            let name = text.get(span.range())?;
            if name.starts_with('/') {
                return member_of(name).map(|member| member_page(Shape::Update, member));
            }
            rules.index_of(name).and_then(|_| tool().rule_page(name))
        };
        names.into_iter().filter_map(|span| Some((span, target(span)?))).collect::<Vec<_>>()
    });
    let lines = Lines::new(&document.text, encoding);
    let link = |(span, target)| DocumentLink {
        range: lines.range(span),
        target: Some(Uri(target)),
        ..DocumentLink::default()
    };
    targets.unwrap_or_default().into_iter().map(link).collect()
}

fn member_of(pointer: &str) -> Option<Member> {
    let pointer = Pointer::parse(pointer).ok()?;
    pointer.tokens().find_map(|token| Member::from_name(&token))
}

/// Words of a configuration that may be ids, and texts that may be pointers. Comments have none.
fn in_configuration(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        let is_pointer = code.trim_start().starts_with("pointer");
        let is_reason = code.trim_start().starts_with("reason");
        let mut at = 0;
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || (is_pointer && "/*~".contains(c));
        for word in code.split(|c: char| !is_part(c)) {
            if !word.is_empty() && !is_reason {
                spans.push(span(start + at, word.len()));
            }
            at += word.len();
            at += code[at..].chars().next().map_or(0, char::len_utf8);
        }
        start += line.len();
    }
    spans
}

/// The rules and pointers of a baseline; nothing in any other document.
fn in_baseline(text: &str) -> Vec<Span> {
    if !text.contains(SCHEMA) {
        return Vec::new();
    }
    let (document, _) = json::parse(text);
    let Some(root) = document.root() else { return Vec::new() };
    if root.get("schema").and_then(json::Element::as_str).as_deref() != Some(SCHEMA) {
        return Vec::new();
    }
    let entries = root.get("entries").into_iter().flat_map(json::Element::items);
    let values = entries.flat_map(|entry| ["rule", "pointer"].map(|name| entry.get(name)));
    let inner = |value: json::Element<'_>| Span::new(value.span().start + 1, value.span().end.saturating_sub(1));
    values.flatten().filter(|value| value.span().len() > 2).map(inner).collect()
}

fn span(start: usize, length: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start + length))
}
