//! One finding as the page shows it.

use std::borrow::Cow;

use crate::finding::{Finding, Fix, PatchOperation};
use crate::json::Pointer;
use crate::report::entry::{self, Listing};
use crate::report::json_text;
use crate::report::window::{View, Window};
use crate::source::{Position, Span};
use crate::untrusted::Charset;

/// Columns of a frame. The page has a width of its own: it is not read where it is written.
const COLUMNS: usize = 120;

/// Bytes of a new text that is shown. A list may have thousands of items, and be the same in thousands of findings.
const LONGEST: usize = 2000;

/// A finding and what the page says about it.
pub struct Entry<'r> {
    /// What was found, concealed.
    pub finding: Cow<'r, Finding>,
    /// The path of the file.
    pub path: &'r str,
    /// Where it stands.
    pub position: Position,
    /// The identity, by which the page is linked to: a link lives until the finding does.
    pub identity: String,
}

impl<'r> Entry<'r> {
    /// `finding`, which is of the text of `listing`, in the file at `path`.
    pub fn new(finding: &'r Finding, identity: String, path: &'r str, listing: &Listing<'_>) -> Self {
        let position = listing.places().position(finding.span.start);
        Self { finding: listing.conceal(finding), path, position, identity }
    }

    /// The name of the severity.
    pub fn severity(&self) -> &'static str {
        self.finding.severity.name()
    }

    /// What the finding stands at; the reader's reason for a syntax error.
    pub fn label(&self) -> Cow<'_, str> {
        entry::label(&self.finding)
    }

    /// Whether the label is a pointer or names one, and no sentence.
    pub fn is_pointer(&self) -> bool {
        self.finding.label.is_none() && self.finding.member.is_none() && !self.finding.pointer.is_root()
    }

    /// The lines around it.
    pub fn window(&self, listing: &Listing<'_>) -> Window {
        let hidden = &listing.source().hidden;
        let view = View { index: listing.places().index(), hidden, charset: Charset::Unicode, width: COLUMNS };
        view.window(self.finding.span)
    }

    /// The last line of a span of several lines.
    pub fn last_line(&self, listing: &Listing<'_>) -> Option<u32> {
        entry::last_line(self.finding.span, listing.places().index())
    }

    /// How to mend it, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        self.finding.fix.as_ref().map(Remedy::new)
    }

    /// The further places, each with what is to be said there.
    pub fn related(&self, listing: &Listing<'_>) -> Vec<(Position, &str)> {
        let position = |span: Span| listing.places().position(span.start);
        self.finding.related.iter().map(|related| (position(related.span), related.message.as_str())).collect()
    }
}

/// How a finding is mended.
pub struct Remedy {
    /// How to apply it and what it does.
    pub line: String,
    /// What to write instead, as JSON: the values that it brings, each with its member where it is one of an object.
    /// What the line says already is left out, and what nobody would copy by hand.
    pub texts: Vec<String>,
}

impl Remedy {
    fn new(fix: &Fix) -> Self {
        let texts = fix.patch.iter().filter_map(|operation| match operation {
            PatchOperation::Add { path, value } | PatchOperation::Replace { path, value } => {
                Some(with_member(path, &json_text::value(value)))
            }
            PatchOperation::Remove { .. } => None,
        });
        let is_shown = |text: &String| !fix.title.contains(text.as_str()) && text.len() <= LONGEST;
        let texts = texts.filter(is_shown).collect();
        Self { line: entry::fix_line(fix), texts }
    }
}

/// `"Member": value`, or the value alone for an item of an array.
fn with_member(path: &Pointer, value: &str) -> String {
    let is_index = |token: &str| token == "-" || token.bytes().all(|byte| byte.is_ascii_digit());
    match path.last().filter(|token| !is_index(token)) {
        Some(member) => format!("{}: {value}", json_text::string(&member)),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Safety;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(title: &str, pointer: &str, value: Value, expected: &[&str]) {
        let path = Pointer::parse(pointer).expect("a pointer");
        let operations =
            vec![PatchOperation::Remove { path: Pointer::root() }, PatchOperation::Replace { path, value }];
        let fix = Fix { safety: Safety::Safe, title: title.into(), patch: operations, edits: None };
        assert_eq!(Remedy::new(&fix).texts, expected);
    }

    #[test]
    fn a_member_is_written_with_its_name_and_an_item_alone() {
        check("set it to 7 days", "/RefreshTokenValidity", json!(7), &["\"RefreshTokenValidity\": 7"]);
        check("mend it", "/CallbackURLs/0", json!("https://a/\u{202e}"), &["\"https://a/\\u202e\""]);
        check("mend it", "/CallbackURLs/-", json!(["a"]), &["[\"a\"]"]);
        check("mend it", "", json!({}), &["{}"]);
    }

    #[test]
    fn what_the_title_says_is_not_said_twice() {
        check("replace with \"email\"", "/AllowedOAuthScopes/1", json!("email"), &[]);
    }

    #[test]
    fn what_nobody_would_copy_is_left_out() {
        check("sort the list", "/CallbackURLs", json!("a".repeat(LONGEST)), &[]);
    }
}
