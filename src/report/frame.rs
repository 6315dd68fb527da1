//! The frame around a piece of source: drawn by miette, from lines that are ready to be printed.
//!
//! miette knows nothing of files, secrets or colors that a user refused: it gets a [`Window`] and a theme.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::appearance::Appearance;
use super::entry::last_line;
use super::window::{View, Window};
use crate::finding::Severity;
use crate::secret::Hidden;
use crate::source::{LineIndex, Position, Span};
use crate::untrusted::{self, Charset};

/// A place in a text and what stands under it.
pub struct Frame<'a> {
    /// The path, as the user gave it.
    pub path: &'a str,
    /// The text and its lines.
    pub index: &'a LineIndex<'a>,
    /// What must not be shown of the text.
    pub hidden: &'a Hidden,
    /// What is marked.
    pub span: Span,
    /// Line and column of the beginning of `span`.
    pub position: Position,
    /// What stands under the mark.
    pub label: &'a str,
    /// How bad it is: the color of the mark.
    pub severity: Severity,
}

impl Frame<'_> {
    /// The frame, ending in a line break.
    pub fn draw(&self, appearance: &Appearance) -> String {
        let Appearance { charset, width, .. } = *appearance;
        let view = View { index: self.index, hidden: self.hidden, charset, width };
        let snippet = Snippet {
            path: untrusted::path(self.path, charset).into_owned(),
            position: self.position,
            window: view.window(self.span),
            label: untrusted::inline(&self.full_label(), charset).into_owned(),
        };
        let handler = GraphicalReportHandler::new_themed(theme(self.severity, appearance))
            .with_context_lines(CONTEXT)
            .with_width(width)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        // Writing to a string cannot fail, and our source has every span that it is asked for.
        let _ = handler.render_report(&mut drawn, &snippet);
        // The first line is miette's own headline; ours stands above the frame already.
        drawn.split_once('\n').map_or(String::new(), |(_, frame)| frame.to_owned())
    }

    /// The label, with the last line of a span of several lines.
    fn full_label(&self) -> String {
        match last_line(self.span, self.index) {
            Some(last_line) => format!("{} … to line {last_line}", self.label),
            None => self.label.to_owned(),
        }
    }
}

/// Lines of context that miette asks for; the window is already cut, so the number only tells its two questions apart.
const CONTEXT: usize = 1;

/// miette's own characters, with the mark in the color of the severity; colors are of the basic sixteen.
fn theme(severity: Severity, appearance: &Appearance) -> GraphicalTheme {
    let characters = match appearance.charset {
        Charset::Unicode => ThemeCharacters::unicode(),
        Charset::Ascii => ThemeCharacters::ascii(),
    };
    let mut styles = if appearance.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    styles.link = styles.advice;
    styles.highlights = vec![match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    }];
    GraphicalTheme { characters, styles }
}

/// What miette draws: a window with its mark.
#[derive(Debug)]
struct Snippet {
    path: String,
    position: Position,
    window: Window,
    label: String,
}

impl fmt::Display for Snippet {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet {}

impl Diagnostic for Snippet {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let mark = self.window.mark.clone();
        let label = LabeledSpan::new(Some(self.label.clone()), mark.start, mark.len());
        Some(Box::new(std::iter::once(label)))
    }
}

impl SourceCode for Snippet {
    /// The whole window, whatever the span. miette asks twice: with context for the lines and the number of the first,
    /// without for the line and column that stand in the head of the frame.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = match lines_before {
            CONTEXT => (self.window.first_line, 1),
            _ => (self.position.line, self.position.column),
        };
        let text = &self.window.text;
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            text.as_bytes(),
            (0, text.len()).into(),
            from_zero(line),
            from_zero(column),
            text.lines().count(),
        )))
    }
}

/// miette counts lines and columns from 0.
fn from_zero(number: u32) -> usize {
    number.saturating_sub(1) as usize
}
