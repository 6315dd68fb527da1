//! Where the secrets of a text stand.

use std::borrow::Cow;
use std::ops::Range;

use super::password::{Extent, passwords};
use super::sought::Sought;
use super::{Names, scan};
use crate::json::{Document, Element, Kind, Pointer};
use crate::source::Span;

/// The shortest secret that is looked for in messages. A shorter one is no credential of any service, and could be a
/// word that the message needs; in its own place it is hidden all the same.
const SHORTEST_QUOTED: usize = 8;

/// The places of a text that must not be shown.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// In order, apart from each other, none empty.
    spans: Vec<Span>,
    /// What stands there, unescaped, when it is long enough to be told from ordinary words.
    quoted: Sought,
}

/// The places and the strings in them, as they are come upon.
#[derive(Default)]
struct Gathered {
    spans: Vec<Span>,
    quoted: Vec<String>,
}

impl Hidden {
    /// The secrets of a document without syntax errors: the strings and numbers of every secret member, however deep, and
    /// the passwords of URLs in all strings. Quotes are shown.
    pub fn in_document(document: &Document<'_>, names: &Names) -> Self {
        let mut gathered = Gathered::default();
        if let Some(root) = document.root() {
            gathered.add_element(root, false, names);
        }
        gathered.in_order()
    }

    /// The secrets of a text that does not parse, as far as they can be told: after the name of a secret member, whether it
    /// is in quotes or not, the string to its end or to the end of the line; and passwords of URLs.
    pub fn in_text(text: &str, names: &Names) -> Self {
        let mut gathered = Gathered::default();
        for range in scan::after_secret_names(text, names).into_iter().chain(passwords(text, Extent::Prose)) {
            gathered.add(span(range.clone()), Cow::Borrowed(&text[range]));
        }
        gathered.in_order()
    }

    /// Whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The hidden bytes that the byte at `offset` is one of.
    pub fn around(&self, offset: usize) -> Option<Range<usize>> {
        let after = self.spans.partition_point(|span| span.start as usize <= offset);
        let span = self.spans.get(after.checked_sub(1)?)?;
        (offset < span.end as usize).then(|| span.range())
    }

    /// Whether `span` has a hidden byte, so that marking it would tell the length of a secret.
    pub fn touches(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|hidden| hidden.end <= span.start);
        self.spans.get(after).is_some_and(|hidden| hidden.start < span.end)
    }

    /// The bytes that a finding at `pointer` marks: the value there, or when its own length is a secret the name of the
    /// member that it belongs to. `None` when nothing stands there.
    pub fn place(&self, document: &Document<'_>, pointer: &Pointer, names: &Names) -> Option<Span> {
        let element = document.locate(pointer)?.element;
        let scalar = !element.is_object() && !element.is_array();
        let tells = (scalar && self.touches(element.span())) || pointer.tokens().any(|token| names.is_secret(&token));
        if !tells {
            return Some(element.span());
        }
        let mut above = std::iter::successors(Some(pointer.clone()), Pointer::parent);
        let name = above.find_map(|pointer| document.locate(&pointer)?.name_span);
        // A secret that no member holds is the root or stands in arrays only: the bracket or quote tells nothing.
        name.or_else(|| Some(Span::new(element.span().start, element.span().start + 1)))
    }

    /// `text` without the hidden strings, but for those of a few letters.
    pub(super) fn redact<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        self.quoted.redact(text)
    }
}

impl Gathered {
    fn add_element(&mut self, element: Element<'_>, inside_secret: bool, names: &Names) {
        match element.kind() {
            Kind::Object => {
                for member in element.members() {
                    self.add_element(member.value, inside_secret || names.is_secret(&member.name()), names);
                }
            }
            Kind::Array => element.items().for_each(|item| self.add_element(item, inside_secret, names)),
            Kind::String if inside_secret => {
                let Span { start, end } = element.span();
                let content = Span::new(start + 1, end.saturating_sub(1).max(start + 1));
                self.add(content, element.as_str().unwrap_or_default());
            }
            Kind::String => self.add_passwords(element),
            Kind::Number if inside_secret => self.add(element.span(), Cow::Borrowed(element.raw())),
            Kind::Number | Kind::Bool | Kind::Null | Kind::Bogus => {}
        }
    }

    fn add_passwords(&mut self, string: Element<'_>) {
        let raw = string.raw();
        let content = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        // Without `@` or an escape that may stand for one there is no password.
        if !content.contains(['@', '\\']) {
            return;
        }
        let decoded = Decoded::new(content);
        for password in passwords(&decoded.text, Extent::Value) {
            let first = string.span().start as usize + 1;
            let raw = first + decoded.origin(password.start)..first + decoded.origin(password.end);
            self.add(span(raw), Cow::Borrowed(&decoded.text[password]));
        }
    }

    fn add(&mut self, span: Span, text: Cow<'_, str>) {
        if span.is_empty() {
            return;
        }
        self.spans.push(span);
        if text.len() >= SHORTEST_QUOTED {
            self.quoted.push(text.into_owned());
        }
    }

    /// Sorts, and joins what overlaps or touches.
    fn in_order(mut self) -> Hidden {
        self.spans.sort_unstable();
        self.spans.dedup_by(|next, kept| {
            let joins = next.start <= kept.end;
            if joins {
                kept.end = kept.end.max(next.end);
            }
            joins
        });
        Hidden { spans: self.spans, quoted: Sought::new(&self.quoted) }
    }
}

fn span(range: Range<usize>) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(range.start), offset(range.end))
}

/// The content of a JSON string, unescaped, and where each byte comes from.
struct Decoded<'t> {
    text: Cow<'t, str>,
    /// For each byte of `text` the offset in the content, and one more for the end; empty when nothing was escaped.
    origins: Vec<usize>,
}

impl<'t> Decoded<'t> {
    fn new(content: &'t str) -> Self {
        if !content.contains('\\') {
            return Self { text: Cow::Borrowed(content), origins: Vec::new() };
        }
        let mut text = String::with_capacity(content.len());
        let mut origins = Vec::with_capacity(content.len() + 1);
        let mut at = 0;
        while let Some(c) = content[at..].chars().next() {
            let (decoded, length) = escape_at(&content[at..]).unwrap_or((c, c.len_utf8()));
            text.push(decoded);
            origins.resize(text.len(), at);
            at += length;
        }
        origins.push(at);
        Self { text: Cow::Owned(text), origins }
    }

    fn origin(&self, offset: usize) -> usize {
        self.origins.get(offset).copied().unwrap_or(offset)
    }
}

/// The character of the escape that `text` begins with, and the escape's length. Half of a surrogate pair stands for
/// U+FFFD: it is none of the characters that tell where a password is.
fn escape_at(text: &str) -> Option<(char, usize)> {
    let kind = text.strip_prefix('\\')?.chars().next()?;
    Some(match kind {
        'u' => {
            let unit = u32::from_str_radix(text.get(2..6)?, 16).ok()?;
            (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
        }
        'n' | 'r' | 't' | 'b' | 'f' => (' ', 2),
        other => (other, 1 + other.len_utf8()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    /// What is hidden in `text`, in order.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (document, errors) = json::parse(text);
        assert_eq!(errors, [], "{text}");
        let hidden = Hidden::in_document(&document, &Names::new(["ClientId"]));
        let shown: Vec<_> = hidden.spans.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn strings_of_secret_members_are_hidden_at_any_depth() {
        check(r#"{"a": {"Client-Secret": "x\"y"}, "b": [{"CLIENT_SECRET": "z"}]}"#, &[r#"x\"y"#, "z"]);
        check(r#"{"ClientSecret": ["x", {"y": "z", "n": 12}, true, null, ""]}"#, &["x", "z", "12"]);
        check(r#"{"ClientId": "x", "Client\u0053ecret": "y"}"#, &["x", "y"]);
    }

    #[test]
    fn both_values_of_a_name_that_is_given_twice_are_hidden() {
        check(r#"{"ClientSecret": "x", "ClientSecret": "y"}"#, &["x", "y"]);
    }

    #[test]
    fn a_password_is_hidden_in_any_string() {
        check(r#"["https://u:p@h", {"a": "https:\/\/u:p\u0040q\u0040h"}]"#, &["p", r"p\u0040q"]);
        check(r#"{"ClientSecret": "https://u:p@h"}"#, &["https://u:p@h"]);
    }

    #[test]
    fn nothing_else_is_hidden() {
        check(r#"{"ClientSecretArn": "x", "a": "ClientSecret", "GenerateSecret": true, "m": "a@b:c"}"#, &[]);
        check(r#""ClientSecret""#, &[]);
    }

    #[track_caller]
    fn check_place(text: &str, pointer: &str, expected: &str) {
        let (document, _) = json::parse(text);
        let names = Names::default();
        let pointer = Pointer::parse(pointer).expect("a pointer");
        let span = Hidden::in_document(&document, &names).place(&document, &pointer, &names).expect("a value there");
        assert_eq!(&text[span.range()], expected, "{text} at {pointer}");
    }

    #[test]
    fn a_finding_about_a_secret_marks_a_name() {
        check_place(r#"{"ClientSecret": "x"}"#, "/ClientSecret", r#""ClientSecret""#);
        check_place(r#"{"ClientSecret": ["x"]}"#, "/ClientSecret/0", r#""ClientSecret""#);
        check_place(r#"{"ClientSecret": ["x"]}"#, "/ClientSecret", r#""ClientSecret""#);
        check_place(r#"{"a": [["https://u:p@h"]]}"#, "/a/0/0", r#""a""#);
        check_place(r#"["https://u:p@h"]"#, "/0", "\"");
    }

    #[test]
    fn a_finding_about_anything_else_marks_the_value() {
        check_place(r#"{"a": ["https://u:p@h"], "b": 1}"#, "/a", r#"["https://u:p@h"]"#);
        check_place(r#"{"a": ["https://u:p@h", "x"]}"#, "/a/1", r#""x""#);
    }

    #[test]
    fn places_are_asked_by_byte_and_by_span() {
        let hidden = Hidden::in_text("ClientSecret: abc, x", &Names::default());
        assert_eq!(hidden.around(13), None);
        assert_eq!(hidden.around(14), Some(14..17));
        assert_eq!(hidden.around(17), None);
        assert!(
            hidden.touches(Span::new(0, 15)) && hidden.touches(Span::new(16, 20)) && hidden.touches(Span::new(15, 16))
        );
        assert!(!hidden.touches(Span::new(0, 14)) && !hidden.touches(Span::new(17, 20)) && !hidden.is_empty());
    }
}
