//! What can be typed at the cursor, in requests and in configurations.

use std::sync::Arc;

use super::configuration;
use super::cursor::{Outline, Slot, SlotKind};
use super::document::Document;
use super::position::{Encoding, Lines};
use super::protocol::{CompletionItem, CompletionItemKind, MarkupContent, MarkupKind, Position, TextEdit};
use super::room::{Resident, Room};
use crate::json::{self, Element};
use crate::request::kind;
use crate::schema::{Constraint, Type};
use crate::source::Span;

/// Something to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is called.
    pub label: String,
    /// What is typed.
    pub text: String,
    /// What it is of.
    pub kind: OfferKind,
    /// A few words about it.
    pub detail: String,
    /// More about it, in Markdown; may be empty.
    pub documentation: String,
}

/// What an offer is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// A name of a member or a key.
    Name,
    /// A value.
    Value,
}

/// What can be typed at `position`.
pub fn at(document: &Document, position: Position, room: &Room, encoding: Encoding) -> Vec<CompletionItem> {
    let lines = Lines::new(&document.text, encoding);
    let offset = lines.offset(position);
    let text = Arc::clone(&document.text);
    let (is_configuration, is_request) = (document.is_configuration(), document.recognized == Some(true));
    let offered = room.ask(move |resident| {
        if is_configuration {
            return configuration::offers(&text, offset, resident);
        }
        let is_meant = is_request || kind::is_mentioned(&text);
        is_meant.then(|| in_request(&text, offset, resident)).flatten()
    });
    let Some((span, offers)) = offered.ok().flatten() else { return Vec::new() };
    let range = lines.range(span);
    // An editor that sorts by label would put what belongs together apart.
    offers
        .into_iter()
        .enumerate()
        .map(|(index, offer)| CompletionItem {
            kind: Some(match offer.kind {
                OfferKind::Name => CompletionItemKind::Property,
                OfferKind::Value => CompletionItemKind::EnumMember,
            }),
            detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
            documentation: Some(offer.documentation)
                .filter(|documentation| !documentation.is_empty())
                .map(|value| MarkupContent { kind: MarkupKind::Markdown, value }.into()),
            sort_text: Some(format!("{index:04}")),
            // What is replaced has its quotes, so that is what editors compare with.
            filter_text: Some(offer.text.clone()),
            text_edit: Some(TextEdit { range, new_text: offer.text }.into()),
            label: offer.label,
            ..CompletionItem::default()
        })
        .collect()
}

fn in_request(text: &str, offset: u32, resident: &Resident<'_>) -> Option<(Span, Vec<Offer>)> {
    let slot = Slot::at(text, offset)?;
    let (document, _) = json::parse(text);
    let root = document.root()?;
    let outline = Outline::of(root, resident.policy().settings.operation.value);
    let steps = outline.within(&slot.container)?;
    let container = root.resolve(&slot.container);
    let offers = match &slot.kind {
        SlotKind::Name => {
            let typed = slot.span;
            let is_set = |name: &str| {
                container.is_some_and(|object| {
                    object.members().any(|member| member.is_named(name) && member.name_span() != typed)
                })
            };
            let ends_in_colon = has_colon_after(text, slot.span.end);
            let fields = outline.fields(&steps).iter().filter(|field| !is_set(field.name));
            fields.map(|field| name(field.name, field.ty, ends_in_colon)).collect()
        }
        SlotKind::ValueOf(member) => {
            let ty = outline.ty(&steps)?;
            let Constraint::Structure(structure) = &ty.constraint else { return None };
            values(structure.field(member)?.ty)
        }
        SlotKind::Item => {
            let Constraint::List { item, .. } = &outline.ty(&steps)?.constraint else { return None };
            let present = present(container, slot.span);
            values(item).into_iter().filter(|offer| !present.contains(&offer.label)).collect()
        }
    };
    Some((slot.span, offers))
}

/// The texts of a list, but for the one that is being typed.
fn present(list: Option<Element<'_>>, typed: Span) -> Vec<String> {
    let items = list.into_iter().flat_map(Element::items).filter(|item| item.span() != typed);
    items.filter_map(|item| item.as_str().map(std::borrow::Cow::into_owned)).collect()
}

fn has_colon_after(text: &str, end: u32) -> bool {
    text.get(end as usize..).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn name(name: &str, ty: &Type, ends_in_colon: bool) -> Offer {
    Offer {
        label: name.to_owned(),
        text: if ends_in_colon { format!("\"{name}\"") } else { format!("\"{name}\": ") },
        kind: OfferKind::Name,
        detail: sort(ty).to_owned(),
        documentation: String::new(),
    }
}

const fn sort(ty: &Type) -> &'static str {
    match &ty.constraint {
        Constraint::Boolean => "boolean",
        Constraint::Integer { .. } => "integer",
        Constraint::Text(_) | Constraint::Choice(_) => "string",
        Constraint::Timestamp => "time",
        Constraint::List { .. } => "list",
        Constraint::Structure(_) => "object",
    }
}

fn values(ty: &Type) -> Vec<Offer> {
    let quoted = |value: &&str| self::value(value, format!("\"{value}\""));
    match &ty.constraint {
        Constraint::Boolean => ["true", "false"].iter().map(|value| self::value(value, (*value).to_owned())).collect(),
        Constraint::Choice(values) => values.iter().map(quoted).collect(),
        _ => Vec::new(),
    }
}

fn value(label: &str, text: String) -> Offer {
    Offer { label: label.to_owned(), text, kind: OfferKind::Value, detail: String::new(), documentation: String::new() }
}
