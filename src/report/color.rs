//! Colors and links of the lines that miette does not draw.

use std::fmt;

use super::appearance::Appearance;
use crate::finding::Severity;

/// How a piece of text stands out: an SGR code of the 16 basic colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The name of a severity.
    Severity(Severity),
    /// What is wrong.
    Headline,
    /// The name of a line below the frame.
    Field,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Style::Severity(Severity::Error) => "1;31",
            Style::Severity(Severity::Warning) => "1;33",
            Style::Severity(Severity::Info) => "1;36",
            Style::Headline => "1",
            Style::Field => "36",
        }
    }
}

/// `text` in `style` where colors are on.
pub fn paint(style: Style, text: impl fmt::Display, appearance: &Appearance) -> impl fmt::Display {
    let color = appearance.color;
    fmt::from_fn(move |f| if color { write!(f, "\u{1b}[{}m{text}\u{1b}[0m", style.code()) } else { text.fmt(f) })
}

/// `text` as a link to `url` where links are on. Only https URLs of printable ASCII are linked, and none comes from a
/// file under review: `url` is a page of the documentation.
pub fn link<'a>(text: &'a str, url: Option<&'a str>, appearance: &Appearance) -> impl fmt::Display {
    let safe = |url: &&str| url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic());
    let url = url.filter(safe).filter(|_| appearance.hyperlinks);
    fmt::from_fn(move |f| match url {
        Some(url) => write!(f, "\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => f.write_str(text),
    })
}
