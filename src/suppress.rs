//! Suppressions: findings that a team has looked at and accepts, each with a reason.
//!
//! JSON has no comments, so they stand in the configuration, which [`config`](crate::config) reads. Here is what an entry
//! matches; which entries apply to a file, and which of them matched nothing in a whole run, is for the caller.

use std::sync::Arc;

use serde_json::Value;
use toml::value::Date;

use crate::finding::{Finding, SYNTAX_ERROR};
use crate::globs::Anchored;
use crate::json::Pointer;
use crate::source::Span;

/// One entry.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The rules whose findings it accepts.
    pub rules: Vec<String>,
    /// The files that it is for; all that the configuration is for without it.
    pub path: Option<PathPattern>,
    /// Where in the document; anywhere without it.
    pub pointer: Option<PointerPattern>,
    /// The value that is accepted; any without it.
    pub value: Option<Value>,
    /// Why the findings are accepted.
    pub reason: String,
    /// The last day on which they are, in UTC; without end when there is none.
    pub expires: Option<Date>,
    /// The path of the configuration file as it is shown.
    pub config: Arc<str>,
    /// The entry in the configuration file.
    pub span: Span,
    /// The line of the entry, from 1.
    pub line: u32,
}

/// The files of an entry.
#[derive(Clone, Debug)]
pub struct PathPattern {
    /// The glob as it was written.
    pub written: String,
    /// The glob, from the directory of its configuration file.
    pub glob: Anchored,
}

/// A pointer (RFC 6901) in which `*` stands for any one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointerPattern(Vec<Token>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Any,
    Is(String),
}

impl PointerPattern {
    /// The pattern `written`: empty, or `/` before each token; `~1` is a `/` and `~0` a `~` in a token.
    pub fn new(written: &str) -> Option<Self> {
        if written.is_empty() {
            return Some(Self(Vec::new()));
        }
        let tokens = written.strip_prefix('/')?.split('/');
        tokens
            .map(|token| if token == "*" { Some(Token::Any) } else { unescaped(token).map(Token::Is) })
            .collect::<Option<_>>()
            .map(Self)
    }

    /// Whether it stands for `pointer`.
    pub fn matches(&self, pointer: &Pointer) -> bool {
        let mut tokens = pointer.tokens();
        let all = self.0.iter().all(|wanted| match (wanted, tokens.next()) {
            (_, None) => false,
            (Token::Any, Some(_)) => true,
            (Token::Is(wanted), Some(token)) => *wanted == token,
        });
        all && tokens.next().is_none()
    }
}

/// The token as it was meant; `None` when a `~` stands before something else than `0` or `1`.
fn unescaped(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(match part.chars().next()? {
            '0' => '~',
            '1' => '/',
            _ => return None,
        });
        text.push_str(&part[1..]);
    }
    Some(text)
}

impl Suppression {
    /// Whether the entry is for `finding`, in a file that it is for. What is not JSON cannot be accepted.
    pub fn matches(&self, finding: &Finding) -> bool {
        if finding.rule == SYNTAX_ERROR || !self.rules.contains(&finding.rule) {
            return false;
        }
        let is_there = |pattern: &PointerPattern| match &finding.member {
            Some(member) => pattern.matches(&finding.pointer.child(member)),
            None => pattern.matches(&finding.pointer),
        };
        self.pointer.as_ref().is_none_or(is_there) && self.value.as_ref().is_none_or(|value| has_value(finding, value))
    }

    /// Whether it is still in force on `today`: the day of `expires` is the last.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.expires.is_none_or(|expires| today <= expires)
    }
}

/// Whether the finding is about `value`. Numbers are compared as numbers, however they are written.
fn has_value(finding: &Finding, value: &Value) -> bool {
    match (&finding.value, value) {
        (Some(Value::Number(found)), Value::Number(wanted)) => found == wanted || found.as_f64() == wanted.as_f64(),
        (Some(found), wanted) => found == wanted,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, pointer: &[&str], expected: bool) {
        let mut whole = Pointer::root();
        for token in pointer {
            whole.push(token);
        }
        let pattern = PointerPattern::new(pattern).expect("a pattern");
        assert_eq!(pattern.matches(&whole), expected, "{pattern:?} {whole}");
    }

    #[test]
    fn a_star_stands_for_exactly_one_token() {
        check("/CallbackURLs/*", &["CallbackURLs", "0"], true);
        check("/CallbackURLs/*", &["CallbackURLs"], false);
        check("/CallbackURLs/*", &["CallbackURLs", "0", "x"], false);
        check("/*/1", &["a", "1"], true);
        check("/a*", &["ab"], false);
        check("", &[], true);
        check("", &["a"], false);
        check("/", &[""], true);
    }

    #[test]
    fn tokens_are_unescaped() {
        check("/a~1b/~0/~01", &["a/b", "~", "~1"], true);
        check("/~1*", &["/*"], true);
        for wrong in ["a", "/~", "/~2", "/a~é", "/a/b~"] {
            assert_eq!(PointerPattern::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_entry_holds_through_its_last_day() {
        let day = |text: &str| text.parse::<toml::value::Datetime>().expect("a date").date.expect("a date");
        let entry = Suppression {
            rules: Vec::new(),
            path: None,
            pointer: None,
            value: None,
            reason: String::new(),
            expires: Some(day("2026-01-31")),
            config: Arc::from(""),
            span: Span::at(0),
            line: 1,
        };
        assert!(entry.is_in_force(day("2025-12-31")) && entry.is_in_force(day("2026-01-31")));
        assert!(!entry.is_in_force(day("2026-02-01")));
    }
}
