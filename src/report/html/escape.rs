//! Text from outside on its way into the page: first as everywhere, then as HTML.
//!
//! The templates are compiled with [`Escape`], so nothing has to be remembered where they print a value. [`text`]
//! and [`prose`] are for what stands in an element, not in an attribute: there quotes need no escape, and source is full
//! of them.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Safe};

use crate::untrusted::{Charset, Printed, printed};

/// What a template prints as it is: good in elements and in attributes with either quote.
#[derive(Clone, Copy, Debug, Default)]
pub struct Escape;

impl Escaper for Escape {
    fn write_escaped_str<W: Write>(&self, out: W, text: &str) -> fmt::Result {
        write_text(out, text, Place::Anywhere)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    Element,
}

fn write_text(mut out: impl Write, text: &str, place: Place) -> fmt::Result {
    for (offset, c) in text.char_indices() {
        let entity = match printed(text, offset, c, Charset::Unicode) {
            Printed::Plain('&') => "&amp;",
            Printed::Plain('<') => "&lt;",
            Printed::Plain('>') => "&gt;",
            Printed::Plain('"') if place == Place::Anywhere => "&quot;",
            Printed::Plain('\'') if place == Place::Anywhere => "&#39;",
            shown => {
                write!(out, "{shown}")?;
                continue;
            }
        };
        out.write_str(entity)?;
    }
    Ok(())
}

/// `text` as the content of an element.
pub fn text(text: impl AsRef<str>) -> Safe<impl fmt::Display> {
    Safe(fmt::from_fn(move |f| write_text(f, text.as_ref(), Place::Element)))
}

/// A sentence as the content of an element: what stands between backticks is code.
///
/// The backticks stay in the text, for those who copy it or see it without styles. A last one without a partner is one
/// of a value.
pub fn prose(text: impl AsRef<str>) -> Safe<impl fmt::Display> {
    Safe(fmt::from_fn(move |f| {
        let mut rest = text.as_ref();
        while let Some((before, code, after)) = code_in(rest) {
            write_text(&mut *f, before, Place::Element)?;
            f.write_str("<code><i>`</i>")?;
            write_text(&mut *f, code, Place::Element)?;
            f.write_str("<i>`</i></code>")?;
            rest = after;
        }
        write_text(f, rest, Place::Element)
    }))
}

/// What stands before, between and after the first two backticks.
fn code_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, anywhere: &str, element: &str, prose: &str) {
        let mut out = String::new();
        Escape.write_escaped_str(&mut out, text).expect("a string takes everything");
        assert_eq!(out, anywhere, "{text:?}");
        assert_eq!(super::text(text).0.to_string(), element, "{text:?}");
        assert_eq!(super::prose(text).0.to_string(), prose, "{text:?}");
    }

    #[test]
    fn nothing_becomes_markup() {
        check(
            "<b a=\"x\" b='y'>&lt;",
            "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;lt;",
            "&lt;b a=\"x\" b='y'&gt;&amp;lt;",
            "&lt;b a=\"x\" b='y'&gt;&amp;lt;",
        );
    }

    #[test]
    fn what_is_not_printed_is_escaped_as_everywhere() {
        let shown = r"\u{1b}[31m\u{202e} #\u{23}[error]\u{a}é";
        check("\u{1b}[31m\u{202e} ##[error]\né", shown, shown, shown);
    }

    #[test]
    fn code_is_what_stands_between_backticks() {
        let code = |text: &str| format!("<code><i>`</i>{text}<i>`</i></code>");
        for (text, expected) in [
            ("`a<b` is not `\"c\"`.", format!("{} is not {}.", code("a&lt;b"), code("\"c\""))),
            ("``", code("")),
            ("one ` only", "one ` only".to_owned()),
            ("`a` and `", format!("{} and `", code("a"))),
        ] {
            assert_eq!(prose(text).0.to_string(), expected, "{text}");
        }
    }
}
