//! The few lines of a text that a frame shows, ready to be printed.
//!
//! Here a source line becomes what stands in the terminal: unprintable characters escaped, secrets replaced, tabs as
//! four spaces, and of a line that is too long the part around the mark. The work depends on the width of the output,
//! never on the length of a line: a minified file is one line of any length, with any number of findings.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::secret::{Hidden, REDACTED};
use crate::source::{LineIndex, Span};
use crate::untrusted::{Charset, Printed, printed};

/// Lines shown before the one with the mark.
const LINES_BEFORE: u32 = 2;
/// Lines shown after the one with the mark.
const LINES_AFTER: u32 = 1;
/// Columns of a tab.
const TAB: &str = "    ";
/// Glyphs looked at for each column of the output: only text in which nearly nothing has a width needs more.
const GLYPHS_PER_COLUMN: usize = 8;

/// Lines ready to be printed.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// The lines, each with a line break, the last one too.
    pub text: String,
    /// The number of the first line, from 1.
    pub first_line: u32,
    /// The bytes of `text` that are marked.
    pub mark: Range<usize>,
}

/// The text that a window looks into.
#[derive(Clone, Copy)]
pub struct View<'t> {
    /// Text and lines.
    pub index: &'t LineIndex<'t>,
    /// What must not be shown.
    pub hidden: &'t Hidden,
    /// Which characters may be shown.
    pub charset: Charset,
    /// Columns of the output, gutter included.
    pub width: usize,
}

impl View<'_> {
    /// The window around `span`. A span of several lines is marked on its first line.
    pub fn window(&self, span: Span) -> Window {
        let marked_line = self.index.line_of(span.start);
        let first_line = marked_line.saturating_sub(LINES_BEFORE).max(1);
        let last_line = marked_line.saturating_add(LINES_AFTER).min(self.last_line()).max(marked_line);
        let gutter = last_line.to_string().len() + 4;
        let columns = self.width.saturating_sub(gutter);

        let mut window = Window { text: String::new(), first_line, mark: 0..0 };
        for number in first_line..=last_line {
            let line = Line { view: self, range: self.index.line_span(number).range() };
            if number == marked_line {
                window.mark = line.push_around(span.range(), columns, &mut window.text);
            } else {
                line.push_beginning(columns, &mut window.text);
            }
            window.text.push('\n');
        }
        window
    }

    /// The number of the last line that a person would call one: what follows the last line end is none when empty.
    fn last_line(&self) -> u32 {
        let count = self.index.line_count();
        if self.index.line_span(count).is_empty() { count.saturating_sub(1).max(1) } else { count }
    }

    /// `…` in the characters that may be shown.
    const fn cut_sign(&self) -> &'static str {
        match self.charset {
            Charset::Unicode => "…",
            Charset::Ascii => "...",
        }
    }

    const fn cut_width(&self) -> usize {
        match self.charset {
            Charset::Unicode => 1,
            Charset::Ascii => 3,
        }
    }
}

/// One thing that is printed or left out as a whole.
#[derive(Clone, Copy)]
struct Glyph {
    start: usize,
    end: usize,
    shown: Shown,
}

#[derive(Clone, Copy)]
enum Shown {
    Character(Printed),
    Tab,
    Redacted,
}

impl Glyph {
    fn width(&self) -> usize {
        match self.shown {
            Shown::Character(Printed::Plain(c)) => c.width().unwrap_or(0),
            Shown::Character(Printed::Escaped(c)) => r"\u{}".len() + hex_digits(c),
            Shown::Tab => TAB.len(),
            Shown::Redacted => REDACTED.len(),
        }
    }

    fn push_to(&self, out: &mut String) {
        match self.shown {
            Shown::Character(shown) => shown.push_to(out),
            Shown::Tab => out.push_str(TAB),
            Shown::Redacted => out.push_str(REDACTED),
        }
    }
}

const fn hex_digits(c: char) -> usize {
    match c as u32 {
        0 => 1,
        code => code.ilog2() as usize / 4 + 1,
    }
}

/// Glyphs from one place on, and whether there are no more.
struct Stretch {
    glyphs: Vec<Glyph>,
    width: usize,
    whole: bool,
}

impl Stretch {
    /// Takes glyphs until they are wider than `columns`.
    fn collect(glyphs: impl Iterator<Item = Glyph>, columns: usize) -> Self {
        let mut stretch = Stretch { glyphs: Vec::new(), width: 0, whole: true };
        for glyph in glyphs {
            stretch.width += glyph.width();
            stretch.glyphs.push(glyph);
            if stretch.width > columns || stretch.glyphs.len() > columns.saturating_mul(GLYPHS_PER_COLUMN) {
                stretch.whole = false;
                break;
            }
        }
        stretch
    }

    /// Whether everything there is fits into `columns`.
    const fn fits(&self, columns: usize) -> bool {
        self.whole && self.width <= columns
    }

    /// As many glyphs from the beginning as `columns` hold.
    fn within(&self, columns: usize) -> &[Glyph] {
        let mut width = 0;
        let count = self.glyphs.iter().take_while(|glyph| {
            width += glyph.width();
            width <= columns
        });
        &self.glyphs[..count.count()]
    }
}

/// One line of the text, as bytes without the line end.
struct Line<'v> {
    view: &'v View<'v>,
    range: Range<usize>,
}

impl Line<'_> {
    /// The glyph that begins at `offset`; `None` at the end of the line.
    fn glyph_from(&self, offset: usize) -> Option<Glyph> {
        let text = self.view.index.text();
        if offset >= self.range.end {
            return None;
        }
        if let Some(hidden) = self.view.hidden.around(offset) {
            return Some(Glyph { start: offset, end: hidden.end.min(self.range.end), shown: Shown::Redacted });
        }
        let c = text.get(offset..)?.chars().next()?;
        let shown = if c == '\t' { Shown::Tab } else { Shown::Character(printed(text, offset, c, self.view.charset)) };
        Some(Glyph { start: offset, end: offset + c.len_utf8(), shown })
    }

    /// The glyph that ends at `offset`; `None` at the beginning of the line.
    fn glyph_to(&self, offset: usize) -> Option<Glyph> {
        let before = self.view.index.text().get(self.range.start..offset)?;
        let start = offset - before.chars().next_back()?.len_utf8();
        let start = self.view.hidden.around(start).map_or(start, |hidden| hidden.start.max(self.range.start));
        self.glyph_from(start)
    }

    fn forward(&self, offset: usize) -> impl Iterator<Item = Glyph> {
        std::iter::successors(self.glyph_from(offset), |glyph| self.glyph_from(glyph.end))
    }

    fn backward(&self, offset: usize) -> impl Iterator<Item = Glyph> {
        std::iter::successors(self.glyph_to(offset), |glyph| self.glyph_to(glyph.start))
    }

    /// Adds the beginning of the line, as far as it fits.
    fn push_beginning(&self, columns: usize, out: &mut String) {
        let line = Stretch::collect(self.forward(self.range.start), columns);
        self.push_until_cut(&line, columns, out, |_, _| {});
    }

    /// Adds the part of the line around `span`, as much as fits; what is marked of it.
    fn push_around(&self, span: Range<usize>, columns: usize, out: &mut String) -> Range<usize> {
        let start = span.start.clamp(self.range.start, self.range.end);
        let start = self.view.hidden.around(start).map_or(start, |hidden| hidden.start.max(self.range.start));
        let end = span.end.clamp(start, self.range.end);
        let before = Stretch::collect(self.backward(start), columns);
        let after = Stretch::collect(self.forward(start), columns);
        let mark_width = after.glyphs.iter().filter(|glyph| glyph.start < end).map(Glyph::width).sum();
        let left = self.columns_before(&before, &after, mark_width, columns);

        if before.fits(left) {
            before.glyphs.iter().rev().for_each(|glyph| glyph.push_to(out));
        } else {
            out.push_str(self.view.cut_sign());
            let kept = before.within(left.saturating_sub(self.view.cut_width()));
            kept.iter().rev().for_each(|glyph| glyph.push_to(out));
        }
        let mut mark = out.len()..out.len();
        self.push_until_cut(&after, columns - left, out, |glyph, end_of_glyph| {
            if glyph.start < end {
                mark.end = end_of_glyph;
            }
        });
        mark
    }

    /// How many of `columns` the part before the mark gets: all that it needs when everything fits; otherwise about
    /// half of what the mark leaves, and more when the part after the mark needs less.
    fn columns_before(&self, before: &Stretch, after: &Stretch, mark_width: usize, columns: usize) -> usize {
        let cut = self.view.cut_width();
        let spare = columns - mark_width.min(columns.saturating_sub(2 * cut));
        let half = spare / 2;
        if before.fits(half) {
            before.width
        } else if after.whole && after.width - mark_width <= spare - half {
            (columns - after.width.min(columns)).min(if before.whole { before.width } else { columns })
        } else {
            half
        }
    }

    /// Adds `stretch` to `out`, cut with a sign when it does not fit, and tells `kept` where each glyph ends there.
    fn push_until_cut(&self, stretch: &Stretch, columns: usize, out: &mut String, mut kept: impl FnMut(&Glyph, usize)) {
        let fits = stretch.fits(columns);
        let room = if fits { columns } else { columns.saturating_sub(self.view.cut_width()) };
        for glyph in stretch.within(room) {
            glyph.push_to(out);
            kept(glyph, out.len());
        }
        if !fits {
            out.push_str(self.view.cut_sign());
        }
    }
}
