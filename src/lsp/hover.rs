//! What is known about the thing under the cursor: a finding, and the member of the request.

use std::sync::Arc;

use super::cursor::{Outline, Place};
use super::document::Document;
use super::links::member_page;
use super::position::{Encoding, Lines};
use super::protocol::{Hover, MarkupContent, MarkupKind, Position, Range};
use super::room::{Resident, Room, Shown};
use crate::cli::chosen::{plain, rows, severity};
use crate::cli::tool::tool;
use crate::json;
use crate::report::markdown_text::{cell, code, message};
use crate::request::defaults;
use crate::rule::definition::{PlacePattern, Rule};
use crate::schema::{Constraint, Member, Type};
use crate::settings::Effective;

/// What is shown at `position`.
pub fn at(
    document: &Document,
    position: Position,
    findings: &[Shown],
    room: &Room,
    encoding: Encoding,
) -> Option<Hover> {
    let lines = Lines::new(&document.text, encoding);
    let offset = lines.offset(position);
    let text = Arc::clone(&document.text);
    let is_request = document.recognized == Some(true) && !document.is_configuration();
    let here: Vec<_> = findings
        .iter()
        .filter(|shown| shown.finding.span.start <= offset && offset <= shown.finding.span.end)
        .cloned()
        .collect();
    let range = here.first().map(|shown| shown.finding.span);
    let (sections, span) = room
        .ask(move |resident| {
            // As reports have it: where the document has a backtick, nobody can tell where a value in a message ends.
            let is_quoted = !text.contains('`') && !text.contains("\\u0060");
            let mut sections: Vec<_> = here.iter().map(|shown| of_finding(shown, is_quoted, resident)).collect();
            let member = is_request.then(|| of_member(&text, offset, resident)).flatten();
            let span = member.as_ref().map(|(_, span)| *span);
            sections.extend(member.map(|(section, _)| section));
            (sections, span)
        })
        .ok()?;
    if sections.is_empty() {
        return None;
    }
    let range: Option<Range> = range.or(span).map(|span| lines.range(span));
    let value = sections.join("\n\n---\n\n");
    Some(Hover { contents: MarkupContent { kind: MarkupKind::Markdown, value }.into(), range })
}

/// A finding: its message, and the settings that it comes from.
fn of_finding(shown: &Shown, is_quoted: bool, resident: &Resident<'_>) -> String {
    let finding = &shown.finding;
    let head = format!("**{}** {}", finding.severity.name(), linked(&finding.rule));
    let mut parts = vec![head, message(&finding.message.full(), is_quoted)];
    if let Some(fix) = &finding.fix {
        parts.push(format!("Fix ({}): {}", fix.safety.name(), message(&fix.title, is_quoted)));
    }
    if let Some(rule) = resident.rules().find(|rule| *rule.rule.id == *finding.rule) {
        parts.push(settings(&rule));
    }
    parts.join("\n\n")
}

/// The settings of a rule and where each comes from, as a table.
fn settings(rule: &Effective<'_>) -> String {
    let rows = rows(rule);
    let lines = rows
        .iter()
        .map(|row| format!("| {} | {} | {} |", cell(&row.name), code_in_cell(&plain(&row.value)), cell(&row.from)));
    format!("| setting | value | from |\n|---|---|---|\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn code_in_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A member of the request: what it may be, what it is without being set, and the rules that look at it.
fn of_member(text: &str, offset: u32, resident: &Resident<'_>) -> Option<(String, crate::source::Span)> {
    let (document, _) = json::parse(text);
    let root = document.root()?;
    let outline = Outline::of(root, resident.policy().settings.operation.value);
    let place = Place::at(&document, offset)?;
    let steps = outline.within(&place.pointer)?;
    let ty = outline.ty(&steps)?;
    let member = Member::from_name(steps.first()?)?;
    let name = steps.iter().filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit())).cloned();
    let mut lines = vec![format!("**{}**: {}", name.collect::<Vec<_>>().join("."), type_in_words(ty))];
    if steps.len() == 1 {
        if let Some(default) = defaults::of_member(member, outline.shape) {
            lines.push(format!("When it is not set ({}): {}", outline.shape.operation(), default));
        }
        if outline.shape.requires(member) {
            lines.push(format!("{} needs it.", outline.shape.operation()));
        }
    }
    lines.push(format!("[Reference]({})", member_page(outline.shape, member)));
    let rules: Vec<_> = resident.rules().filter(|rule| rule.enabled.value && is_about(rule.rule, member)).collect();
    if !rules.is_empty() {
        let list = rules.iter().map(|rule| {
            format!("- {} ({}): {}", linked(&rule.rule.id), severity(rule), message(&rule.rule.summary, true))
        });
        lines.push(format!("Rules about it:\n\n{}", list.collect::<Vec<_>>().join("\n")));
    }
    Some((lines.join("\n\n"), place.span))
}

/// A rule by its id, as a link where there is a page.
fn linked(rule: &str) -> String {
    match tool().rule_page(rule) {
        Some(page) => format!("[{}]({page})", code(rule)),
        None => code(rule),
    }
}

fn is_about(rule: &Rule, member: Member) -> bool {
    rule.places.iter().any(|place| match &place.pattern {
        PlacePattern::Member(of)
        | PlacePattern::MemberOrRoot(of)
        | PlacePattern::Items(of)
        | PlacePattern::Nested(of, _) => *of == member,
        PlacePattern::Root | PlacePattern::Found(_) | PlacePattern::EachOf(_) => false,
    })
}

/// What a value of the type may be, as the rest of a line.
fn type_in_words(ty: &Type) -> String {
    match &ty.constraint {
        Constraint::Boolean => "`true` or `false`".to_owned(),
        Constraint::Integer { min, max } => format!("a whole number from {min} to {max}"),
        Constraint::Text(text) => match (text.min, text.max) {
            (0, None) => "a text".to_owned(),
            (min, None) => format!("a text of {min} characters or more"),
            (0, Some(max)) => format!("a text of at most {max} characters"),
            (min, Some(max)) => format!("a text of {min} to {max} characters"),
        },
        Constraint::Choice(names) => {
            let names: Vec<_> = names.iter().map(|name| code(name)).collect();
            format!("one of {}", names.join(", "))
        }
        Constraint::Timestamp => "a time".to_owned(),
        Constraint::List { item, max } => {
            let most = max.map_or(String::new(), |max| format!(" of at most {max}"));
            format!("a list{most}, each {}", type_in_words(item))
        }
        Constraint::Structure(structure) => {
            let names: Vec<_> = structure.fields.iter().map(|field| code(field.name)).collect();
            format!("an object with {}", names.join(", "))
        }
    }
}
