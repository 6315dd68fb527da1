//! The key `at`: where a rule looks.

use std::borrow::Cow;

use crate::request::facts::{self, Asked};
use crate::request::place::Finder;
use crate::rule::definition::{PlaceCase, PlacePattern};
use crate::rule::environment::TEXTS;
use crate::schema::Member;
use crate::source::Span;
use crate::toml_table::{Item, Table};
use crate::value::Type;

use super::context::Reader;
use super::error::LoadErrorKind;

/// What `at` says.
#[derive(Default)]
pub struct Places {
    /// The patterns.
    pub cases: Vec<PlaceCase>,
    /// Whether the first place that holds is the only one.
    pub first_only: bool,
}

/// Reads `at` and `pick`. The facts of all its places are known to the expressions of the cases, and to later ones.
pub fn patterns(table: &Table<'_, '_>, reader: &Reader<'_>) -> Places {
    let picks = [("all", false), ("first", true)];
    let first_only = table.item("pick").and_then(|item| reader.one_of("pick", &item, &picks)).unwrap_or(false);
    let has_source = table.item("source").is_some();
    let Some(items) = table.item("at").filter(|_| !has_source).and_then(|item| item.list()) else {
        if !has_source {
            reader.error(
                Span::at(0),
                LoadErrorKind::Table(crate::toml_table::TableErrorKind::MissingKey {
                    key: "at",
                    within: "a rule file",
                }),
            );
        }
        return Places::default();
    };
    let read: Vec<_> = items.iter().filter_map(|item| Some((item, pattern_of(item, reader)?))).collect();
    for (_, pattern) in &read {
        for asked in facts_of(pattern) {
            reader.add_place(asked);
        }
    }
    let cases = read.into_iter().map(|(item, pattern)| case(item, pattern, reader)).collect();
    Places { cases, first_only }
}

/// The pattern, which is the item or stands in its table.
fn pattern_of(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<PlacePattern> {
    let text = match item.value().as_table() {
        None => item.text()?,
        Some(_) => item.table("a place")?.needed("place")?.text()?,
    };
    match pattern(&text.text, reader) {
        Ok(pattern) => Some(pattern),
        Err(kind) => {
            reader.error(text.span, kind);
            None
        }
    }
}

fn case(item: &Item<'_, '_>, pattern: PlacePattern, reader: &Reader<'_>) -> PlaceCase {
    if item.value().as_table().is_none() {
        return PlaceCase { pattern, when: None, speaks_of: None };
    }
    let Some(table) = item.table("a place") else { return PlaceCase { pattern, when: None, speaks_of: None } };
    table.item("place");
    let when = table.item("when").and_then(|item| reader.expression_of(&item, Some(Type::Bool)));
    let speaks_of = table.item("speaks-of").and_then(|item| reader.expression_of(&item, Some(TEXTS)));
    table.finish();
    PlaceCase { pattern, when, speaks_of }
}

fn pattern(text: &str, reader: &Reader<'_>) -> Result<PlacePattern, LoadErrorKind> {
    if text.is_empty() {
        return Ok(PlacePattern::Root);
    }
    if let Some(name) = text.strip_prefix('@') {
        return finder(name).map(PlacePattern::Found);
    }
    if let Some(name) = text.strip_prefix("each ") {
        let environment = reader.environment();
        let index = environment.parameters.iter().position(|(known, _)| known == name);
        let known = environment.parameters.iter().map(|(known, _)| &**known);
        let index = index.ok_or_else(|| LoadErrorKind::unknown("parameter", name, known))?;
        return Ok(PlacePattern::EachOf(u16::try_from(index).unwrap_or(u16::MAX)));
    }
    let path = text.strip_prefix('/').ok_or_else(|| LoadErrorKind::Place(text.to_owned()))?;
    match path.split_once('/') {
        None => match path.strip_suffix('?') {
            Some(name) => member(name).map(PlacePattern::MemberOrRoot),
            None => member(path).map(PlacePattern::Member),
        },
        Some((list, "*")) => member(list).and_then(|member| {
            if member.is_list() { Ok(PlacePattern::Items(member)) } else { Err(LoadErrorKind::Place(text.to_owned())) }
        }),
        Some((structure, part)) => {
            let member = member(structure)?;
            let known = member.parts().iter().map(|field| field.name);
            match member.part(part) {
                Some(field) => Ok(PlacePattern::Nested(member, Cow::Borrowed(field.name))),
                None => Err(LoadErrorKind::unknown("member", part, known)),
            }
        }
    }
}

/// What finds the places of the fact of that name.
pub fn finder(name: &str) -> Result<Finder, LoadErrorKind> {
    let found = Finder::ALL.into_iter().find(|finder| finder.fact() == name);
    found.ok_or_else(|| LoadErrorKind::unknown("fact that finds places", name, Finder::ALL.map(Finder::fact)))
}

/// The member of that name.
pub fn member(name: &str) -> Result<Member, LoadErrorKind> {
    Member::from_name(name).ok_or_else(|| LoadErrorKind::unknown("member", name, Member::ALL.map(Member::name)))
}

/// Which facts can be asked for at the places of a pattern.
fn facts_of(pattern: &PlacePattern) -> Vec<Asked> {
    let mut asked = Vec::new();
    match pattern {
        PlacePattern::Items(member) => {
            asked.push(Asked::AtAnItem);
            match member {
                Member::CallbackURLs | Member::LogoutURLs => asked.push(Asked::AtARedirectUri),
                Member::AllowedOAuthScopes => asked.push(Asked::AtAScope),
                Member::ReadAttributes | Member::WriteAttributes => asked.push(Asked::AtAnAttribute),
                _ => {}
            }
        }
        PlacePattern::Member(Member::DefaultRedirectURI) => asked.push(Asked::AtARedirectUri),
        PlacePattern::Member(member) | PlacePattern::MemberOrRoot(member) if facts::is_validity(*member) => {
            asked.push(Asked::AtALifetime);
        }
        PlacePattern::Nested(Member::TokenValidityUnits, _) => asked.push(Asked::AtALifetime),
        PlacePattern::Found(_) => asked.push(Asked::AtAFoundPlace),
        _ => {}
    }
    asked
}

/// The members one of which must be set for any of the places to exist; none when a place may exist without.
pub fn members(cases: &[PlaceCase]) -> Vec<Member> {
    let needed = |case: &PlaceCase| match &case.pattern {
        PlacePattern::Member(member) | PlacePattern::Items(member) | PlacePattern::Nested(member, _) => Some(*member),
        _ => None,
    };
    cases.iter().map(needed).collect::<Option<Vec<_>>>().unwrap_or_default()
}
