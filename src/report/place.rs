//! Lines and columns of many places in one text.

use crate::source::{LineIndex, Position};

/// Bytes between two places whose number of characters is kept.
const STEP: usize = 1024;

/// A text that tells line and column of a place in a time that does not grow with the line.
///
/// [`LineIndex::position`] counts from the beginning of the line, which in a minified file is that of the file: with a
/// finding every few bytes the whole would be quadratic.
pub struct Places<'t> {
    index: LineIndex<'t>,
    unit: Unit,
    /// How many units begin before each multiple of [`STEP`].
    units: Vec<u32>,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values, as people do.
    Character,
    /// Code units of UTF-16, as SARIF does.
    Utf16,
}

impl<'t> Places<'t> {
    /// Reads the lines of `text` and counts its characters.
    pub fn new(text: &'t str) -> Self {
        Self::counting(Unit::Character, text)
    }

    /// Reads the lines of `text` and counts its units.
    pub fn counting(unit: Unit, text: &'t str) -> Self {
        let mut units = vec![0];
        let mut before = 0_u32;
        for step in text.as_bytes().chunks_exact(STEP) {
            before = before.saturating_add(unit.count(step));
            units.push(before);
        }
        Self { unit, units, index: LineIndex::new(text) }
    }

    /// The lines.
    pub const fn index(&self) -> &LineIndex<'t> {
        &self.index
    }

    /// Line and column of the byte at `offset`.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.index.line_of(offset);
        let line_start = self.index.line_span(line).start;
        let before = self.units_before(offset).saturating_sub(self.units_before(line_start));
        Position { line, column: before.saturating_add(1) }
    }

    fn units_before(&self, offset: u32) -> u32 {
        let bytes = self.index.text().as_bytes();
        let offset = (offset as usize).min(bytes.len());
        let step = offset / STEP;
        let counted = self.units.get(step).copied().unwrap_or(0);
        counted.saturating_add(self.unit.count(&bytes[step * STEP..offset]))
    }
}

impl Unit {
    /// How many units begin in `bytes`.
    fn count(self, bytes: &[u8]) -> u32 {
        let characters = bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count();
        let pairs = match self {
            Unit::Character => 0,
            // A character of four bytes is one of two code units.
            Unit::Utf16 => bytes.iter().filter(|&&byte| byte >= 0b1111_0000).count(),
        };
        u32::try_from(characters + pairs).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_counting_from_the_beginning_of_the_line() {
        let long = format!("\u{feff}{}\n{}", "é😀x".repeat(700), "y".repeat(3 * STEP));
        for text in ["", "a", "\u{feff}a\r\nb", long.as_str(), &long[..long.len() - 1], &"z".repeat(2 * STEP)] {
            let places = Places::new(text);
            let offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
            for offset in offsets.filter_map(|offset| u32::try_from(offset).ok()) {
                assert_eq!(places.position(offset), places.index().position(offset), "{offset} of {}", text.len());
            }
        }
    }

    #[test]
    fn utf16_counts_surrogates_and_no_byte_order_mark() {
        let long = format!("\u{feff}{}\n{}", "é😀x".repeat(700), "y".repeat(3 * STEP));
        for text in ["", "\u{feff}a\r\nb", "😀\n😀a", long.as_str()] {
            let places = Places::counting(Unit::Utf16, text);
            let offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
            for offset in offsets.filter_map(|offset| u32::try_from(offset).ok()) {
                let line = places.index().line_of(offset);
                let start = places.index().line_span(line).start.min(offset);
                let before = text[start as usize..offset as usize].encode_utf16().count();
                let column = u32::try_from(before + 1).expect("short");
                assert_eq!(places.position(offset), Position { line, column }, "{offset} of {}", text.len());
            }
        }
    }
}
