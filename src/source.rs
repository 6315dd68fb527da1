//! The text of a file, places in it as byte spans, and lines and columns for people.
//!
//! Everything inside the program speaks in [`Span`]s of bytes; [`LineIndex`] turns them into what an editor or a
//! terminal shows, at the edge only.

use std::ops::Range;

/// The byte order mark that a UTF-8 file may begin with.
pub const BOM: char = '\u{feff}';

/// A range of bytes in a text, `start` included and `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte, from the beginning of the file as it lies on disk (a byte order mark counts).
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The same as a range of indices.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes the span covers.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A text and the name that people know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as given by the user, with `/` separators.
    pub path: String,
    /// The whole text, byte order mark included.
    pub text: String,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1; a byte order mark has no column.
    pub column: u32,
}

/// Where the lines of a text begin: a line ends at LF, CRLF or CR, as in the Language Server Protocol.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    /// Reads the line ends of `text`, which is shorter than 4 GiB.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            let ends_line = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends_line {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { text, starts }
    }

    /// The text that the index was made for.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// How many lines there are; a text that ends in a line end has an empty last line.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The number, from 1, of the line that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// Line and column of the byte at `offset`, which lies on a character boundary or at the end of the text.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.starts[line as usize - 1] as usize;
        let before = self.text.get(start..offset as usize).unwrap_or_default();
        let characters = before.chars().filter(|&c| c != BOM || start > 0).count();
        Position { line, column: u32::try_from(characters).unwrap_or(u32::MAX).saturating_add(1) }
    }

    /// The bytes of line `line` (from 1), without its line end and without a byte order mark; empty beyond the last.
    pub fn line_span(&self, line: u32) -> Span {
        let index = line.saturating_sub(1) as usize;
        let end_of_text = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let Some(&start) = self.starts.get(index) else { return Span::at(end_of_text) };
        let next = self.starts.get(index + 1).copied().unwrap_or(end_of_text);
        let line_text = &self.text[start as usize..next as usize];
        let trimmed = line_text.strip_suffix("\r\n").or_else(|| line_text.strip_suffix(['\n', '\r']));
        let kept = trimmed.unwrap_or(line_text);
        let mark = if start == 0 && kept.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        Span::new(start + u32::try_from(mark).unwrap_or(0), start + u32::try_from(kept.len()).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: u32, line: u32, column: u32) {
        assert_eq!(LineIndex::new(text).position(offset), Position { line, column }, "{text:?} at {offset}");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        check("a\nb\r\nc\rd", 7, 4, 1);
        check("a\nb\r\nc\rd", 2, 2, 1);
        check("a\r\nb", 3, 2, 1);
    }

    #[test]
    fn a_column_counts_characters_not_bytes() {
        check("é😀x", 6, 1, 3);
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        check("\u{feff}{\n}", 3, 1, 1);
        check("\u{feff}{\n}", 5, 2, 1);
    }

    #[test]
    fn a_line_has_neither_its_end_nor_the_mark() {
        let index = LineIndex::new("\u{feff}ab\r\ncd");
        assert_eq!(index.line_span(1), Span::new(3, 5));
        assert_eq!(index.line_span(2), Span::new(7, 9));
        assert_eq!(index.line_span(3), Span::at(9));
    }
}
