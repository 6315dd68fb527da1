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
    /// A line that comes.
    Added,
    /// A line that goes.
    Removed,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Style::Severity(Severity::Error) => "1;31",
            Style::Severity(Severity::Warning) => "1;33",
            Style::Severity(Severity::Info) => "1;36",
            Style::Headline => "1",
            Style::Field => "36",
            Style::Added => "32",
            Style::Removed => "31",
        }
    }
}

/// `text` in `style` where colors are on.
pub fn paint(style: Style, text: impl fmt::Display, appearance: &Appearance) -> impl fmt::Display {
    let color = appearance.color;
    fmt::from_fn(move |f| if color { write!(f, "\u{1b}[{}m{text}\u{1b}[0m", style.code()) } else { text.fmt(f) })
}

/// Whether a report may link to `url`: https and printable ASCII. No link comes from a file under review.
pub fn is_linkable(url: &str) -> bool {
    url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic())
}

/// `text` as a link to `url`, a page of the documentation, where links are on.
pub fn link<'a>(text: &'a str, url: Option<&'a str>, appearance: &Appearance) -> impl fmt::Display {
    let url = url.filter(|url| appearance.hyperlinks && is_linkable(url));
    fmt::from_fn(move |f| match url {
        Some(url) => write!(f, "\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => f.write_str(text),
    })
}
