//! Places as the protocol counts them: lines from 0, and characters in the units that were agreed on.
//!
//! The client counts what it has: a byte order mark that it left in the text is a character like any other.

use crate::source::{LineIndex, Span};

use super::protocol::{Position, PositionEncodingKind, Range};

/// What a character is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16: what every client knows.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// The first of the client's list that is known; without one UTF-16, as the protocol has it.
    pub fn choose(offered: &[PositionEncodingKind]) -> Self {
        let known = |kind: &PositionEncodingKind| match kind {
            PositionEncodingKind::UTF8 => Some(Self::Utf8),
            PositionEncodingKind::UTF16 => Some(Self::Utf16),
            PositionEncodingKind::UTF32 => Some(Self::Utf32),
            PositionEncodingKind::Custom(_) => None,
        };
        offered.iter().find_map(known).unwrap_or_default()
    }

    /// The name in the protocol.
    pub const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    const fn units(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text that translates between offsets and the protocol's places.
#[derive(Debug)]
pub struct Lines<'t> {
    index: LineIndex<'t>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        Self { index: LineIndex::new(text), encoding }
    }

    /// The place of the byte at `offset`; the end of the text for one beyond it.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(length(self.index.text()));
        let line = self.index.line_of(offset);
        let before = self.index.text().get(self.start_of(line)..offset as usize).unwrap_or_default();
        let units: usize = before.chars().map(|character| self.encoding.units(character)).sum();
        Position { line: line - 1, character: u32::try_from(units).unwrap_or(u32::MAX) }
    }

    /// Both ends of `span`.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The offset of a place: the end of its line for a character beyond it, the end of the text for a line beyond the
    /// last, and the beginning of a character for a place inside of it.
    pub fn offset(&self, position: Position) -> u32 {
        let text = self.index.text();
        let Some(line) = position.line.checked_add(1).filter(|line| *line <= self.index.line_count()) else {
            return length(text);
        };
        let start = self.start_of(line);
        let end = (self.index.line_span(line).end as usize).max(start);
        let mut left = position.character as usize;
        let mut offset = start;
        for character in text.get(start..end).unwrap_or_default().chars() {
            let units = self.encoding.units(character);
            if units > left {
                break;
            }
            left -= units;
            offset += character.len_utf8();
        }
        u32::try_from(offset).unwrap_or(u32::MAX)
    }

    /// The bytes between two places, in whichever order they are given.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// Where a line begins; a byte order mark belongs to it.
    fn start_of(&self, line: u32) -> usize {
        if line <= 1 { 0 } else { self.index.line_span(line).start as usize }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}é😀x\r\ny\rz\n";

    #[track_caller]
    fn check(encoding: Encoding, offset: u32, line: u32, character: u32) {
        let lines = Lines::new(TEXT, encoding);
        assert_eq!(lines.position(offset), Position { line, character }, "{encoding:?} {offset}");
        assert_eq!(lines.offset(Position { line, character }), offset, "{encoding:?} {line}:{character}");
    }

    #[test]
    fn characters_are_counted_in_the_units_that_were_agreed_on() {
        check(Encoding::Utf8, 9, 0, 9);
        check(Encoding::Utf16, 9, 0, 4);
        check(Encoding::Utf32, 9, 0, 3);
    }

    #[test]
    fn every_line_end_ends_a_line() {
        check(Encoding::Utf16, 12, 1, 0);
        check(Encoding::Utf16, 14, 2, 0);
        check(Encoding::Utf16, 16, 3, 0);
    }

    #[test]
    fn every_character_boundary_survives_the_way_there_and_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(TEXT, encoding);
            let inside_line_end = TEXT.find("\r\n").map(|at| at + 1);
            for (offset, _) in TEXT.char_indices().filter(|(at, _)| Some(*at) != inside_line_end) {
                let offset = u32::try_from(offset).expect("a short text");
                assert_eq!(lines.offset(lines.position(offset)), offset, "{encoding:?}");
            }
        }
    }

    #[test]
    fn a_place_that_does_not_exist_is_the_nearest_that_does() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        let at = |line, character| lines.offset(Position { line, character });
        assert_eq!(at(0, 99), 10, "the end of the line");
        assert_eq!(at(99, 0), 16, "the end of the text");
        assert_eq!(at(u32::MAX, u32::MAX), 16);
        assert_eq!(at(0, 3), 5, "between the halves of a pair");
    }
}
