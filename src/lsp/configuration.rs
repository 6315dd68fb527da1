//! What can be typed in `coglint.toml`: keys, ids of rules, parameters, and the values that are names.
//!
//! A configuration that is being typed is broken most of the time, so the place is told from the lines above the cursor
//! alone: the last head of a table, and the key before it.

use super::completion::{Offer, OfferKind};
use super::room::Resident;
use crate::config::keys::{self, Key, Section, Takes};
use crate::finding::SYNTAX_ERROR;
use crate::rule::definition::Rule;
use crate::settings::spelled;
use crate::source::Span;

/// What can be typed at `offset`, and what it replaces.
pub fn offers(text: &str, offset: u32, resident: &Resident<'_>) -> Option<(Span, Vec<Offer>)> {
    let line = Line::at(text, offset as usize)?;
    let rules: Vec<&Rule> = resident.policy().chosen.rules.rules().to_vec();
    let offers = match line.typing {
        Typing::Head => heads(&rules),
        Typing::Key => names(Place::of(&line.path)?, &rules),
        Typing::Value => values(&line.path, &rules),
    };
    Some((line.word, offers))
}

/// The part of a line that the cursor is in.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    typing: Typing,
    /// The keys from the root to what is typed: of a value its own key too.
    path: Vec<String>,
    /// The word at the cursor, with its quotes.
    word: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typing {
    /// The head of a table.
    Head,
    /// A key.
    Key,
    /// A value.
    Value,
}

impl Line {
    fn at(text: &str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &before[start..];
        if line.trim_start().starts_with('#') {
            return None;
        }
        let word = word(text, start, offset);
        if line.trim_start().starts_with('[') && !line.contains('=') {
            return Some(Self { typing: Typing::Head, path: Vec::new(), word });
        }
        let mut path = head_above(&text[..start]);
        if let Some((key, _)) = line.split_once('=') {
            path.extend(split(key));
            return Some(Self { typing: Typing::Value, path, word });
        }
        // The part of a dotted key before the word.
        path.extend(split(text.get(start..word.start as usize).unwrap_or_default()));
        Some(Self { typing: Typing::Key, path, word })
    }
}

/// The keys of the last table head in `above`.
fn head_above(above: &str) -> Vec<String> {
    let mut heads = above.lines().map(str::trim).filter(|line| line.starts_with('[') && !line.contains('='));
    heads.next_back().map_or_else(Vec::new, |head| split(head.split('#').next().unwrap_or_default()))
}

/// The parts of a dotted key, without brackets and quotes.
fn split(key: &str) -> Vec<String> {
    let parts = key.split('.').map(|part| part.trim_matches(|c: char| c.is_whitespace() || "[]\"'".contains(c)));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The word around the cursor; a quote on either side belongs to it.
fn word(text: &str, line_start: usize, offset: usize) -> Span {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let before: usize = text[line_start..offset].chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let after: usize = text[offset..].chars().take_while(is_part).map(char::len_utf8).sum();
    let (mut start, mut end) = (offset - before, offset + after);
    let quote = text[line_start..start].chars().next_back().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        start -= 1;
        end += usize::from(text[end..].starts_with(quote));
    }
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

/// A table of a configuration.
enum Place {
    Section(&'static Section),
    Rules,
    Parameters(String),
}

impl Place {
    /// The table that `path` leads to.
    fn of(path: &[String]) -> Option<Self> {
        let mut place = Self::Section(&keys::ROOT);
        let mut rule = String::new();
        for step in path {
            place = match place {
                Self::Rules => {
                    rule.clone_from(step);
                    Self::Section(&keys::RULE)
                }
                Self::Parameters(_) => return None,
                Self::Section(section) => match &key_of(section, step)?.takes {
                    Takes::Rules => Self::Rules,
                    Takes::Parameters => Self::Parameters(rule.clone()),
                    Takes::Tables(section) => Self::Section(section),
                    _ => return None,
                },
            };
        }
        Some(place)
    }
}

fn key_of(section: &'static Section, name: &str) -> Option<&'static Key> {
    section.keys.iter().find(|key| key.name == name)
}

/// The names that a table takes.
fn names(place: Place, rules: &[&Rule]) -> Vec<Offer> {
    match place {
        Place::Section(section) => section.keys.iter().map(of_key).collect(),
        Place::Rules => settable(rules).map(|rule| of_rule(rule, rule.id.to_string())).collect(),
        Place::Parameters(id) => {
            let rule = rules.iter().find(|rule| *rule.id == *id);
            let parameters = rule.into_iter().flat_map(|rule| rule.parameters.iter());
            let offer = |parameter: &crate::rule::definition::Parameter| Offer {
                detail: format!("default {}", spelled(parameter.kind, &parameter.default)),
                documentation: parameter.doc.to_string(),
                ..offer(&parameter.name, parameter.name.to_string(), OfferKind::Name)
            };
            parameters.map(offer).collect()
        }
    }
}

/// The values of the key that `path` leads to.
fn values(path: &[String], rules: &[&Rule]) -> Vec<Offer> {
    let Some((last, above)) = path.split_last() else { return Vec::new() };
    let quoted = |name: &str| offer(name, format!("\"{name}\""), OfferKind::Value);
    match Place::of(above) {
        Some(Place::Rules) => ["off", "error", "warning", "info"].map(quoted).to_vec(),
        Some(Place::Section(section)) => match key_of(section, last).map(|key| &key.takes) {
            Some(Takes::Name(names)) => names().into_iter().map(quoted).collect(),
            Some(Takes::Boolean) => {
                ["true", "false"].map(|name| offer(name, name.to_owned(), OfferKind::Value)).to_vec()
            }
            Some(Takes::RuleOrRules) => settable(rules).map(|rule| of_rule(rule, format!("\"{}\"", rule.id))).collect(),
            _ => Vec::new(),
        },
        Some(Place::Parameters(_)) | None => Vec::new(),
    }
}

/// The heads of tables.
fn heads(rules: &[&Rule]) -> Vec<Offer> {
    let lists = ["[[ignore]]", "[[overrides]]", "[rules]"].map(|head| (head.to_owned(), String::new()));
    let of_rules = settable(rules).map(|rule| (format!("[rules.{}]", rule.id), rule.summary.to_string()));
    let heads = lists.into_iter().chain(of_rules);
    // The bracket that was typed stays, so it is no part of what is put in.
    heads.map(|(head, detail)| Offer { detail, ..offer(&head, inner(&head).to_owned(), OfferKind::Name) }).collect()
}

fn inner(head: &str) -> &str {
    head.trim_matches(['[', ']'])
}

fn settable<'r>(rules: &[&'r Rule]) -> impl Iterator<Item = &'r Rule> {
    let mut sorted: Vec<_> = rules.iter().copied().filter(|rule| rule.id != SYNTAX_ERROR).collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    sorted.into_iter()
}

fn of_key(key: &Key) -> Offer {
    let detail = if key.default.is_empty() { String::new() } else { format!("default {}", key.default) };
    Offer { detail, documentation: key.doc.to_owned(), ..offer(key.name, key.name.to_owned(), OfferKind::Name) }
}

fn of_rule(rule: &Rule, text: String) -> Offer {
    Offer { detail: rule.summary.to_string(), ..offer(&rule.id, text, OfferKind::Value) }
}

fn offer(label: &str, text: String, kind: OfferKind) -> Offer {
    Offer { label: label.to_owned(), text, kind, detail: String::new(), documentation: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor.
    #[track_caller]
    fn check(text: &str, typing: Typing, path: &[&str], word: &str) {
        let offset = text.find('|').expect("a cursor");
        let text = text.replacen('|', "", 1);
        let line = Line::at(&text, offset).expect("a place");
        let found: Vec<_> = line.path.iter().map(String::as_str).collect();
        assert_eq!((line.typing, found.as_slice(), &text[line.word.range()]), (typing, path, word), "{text}");
    }

    #[test]
    fn a_place_is_told_from_the_lines_above() {
        check("pro|", Typing::Key, &[], "pro");
        check("profile = \"st|\"", Typing::Value, &["profile"], "\"st\"");
        check("[rules]\nredir|", Typing::Key, &["rules"], "redir");
        check("[rules]\nredirect-http = |", Typing::Value, &["rules", "redirect-http"], "");
        check("rules.redirect-http.par|", Typing::Key, &["rules", "redirect-http"], "par");
        check("[rules.scope-unknown.params] # x\nma|", Typing::Key, &["rules", "scope-unknown", "params"], "ma");
        check("[[ignore]]\nrule = \"a\"\nrea|", Typing::Key, &["ignore"], "rea");
        check("[[ignore]]\nrule = [\"a\", \"b|\"]", Typing::Value, &["ignore", "rule"], "\"b\"");
        check("[ru|", Typing::Head, &[], "ru");
    }

    #[test]
    fn nothing_is_offered_in_a_comment() {
        assert_eq!(Line::at("# pro", 5), None);
    }
}
