//! Patterns of the service's model, matched against a whole text without compiling anything at run time.
//!
//! A pattern is a handful of positions, each with the characters that it takes and the positions that may follow: the
//! automaton of Glushkov, made by the generator of `tables.rs`. A set of positions is a bit set, so a match reads each
//! character once and allocates nothing.

use unicode_general_category::get_general_category;

/// A set of characters: ASCII one by one, and beyond ASCII by general category.
#[derive(Debug)]
pub struct Class {
    /// For each byte, whether it is an ASCII character of the set; false for bytes beyond ASCII.
    bytes: [bool; 256],
    /// The first and last ASCII character, where the set has all between them.
    range: Option<(u8, u8)>,
    /// The categories beyond ASCII, as bits of [`Class::LETTER`] and the others.
    categories: u8,
}

impl Class {
    /// `\p{L}`.
    pub const LETTER: u8 = 1;
    /// `\p{M}`.
    pub const MARK: u8 = 2;
    /// `\p{S}`.
    pub const SYMBOL: u8 = 4;
    /// `\p{N}`.
    pub const NUMBER: u8 = 8;
    /// `\p{P}`.
    pub const PUNCTUATION: u8 = 16;
    /// `\p{Z}`.
    pub const SEPARATOR: u8 = 32;

    /// The ASCII characters whose bits are set in `ascii`, and beyond ASCII the `categories`.
    pub const fn new(ascii: u128, categories: u8) -> Self {
        let mut bytes = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            bytes[byte] = ascii >> byte & 1 == 1;
            byte += 1;
        }
        let (first, last) = (ascii.trailing_zeros(), 127_u32.wrapping_sub(ascii.leading_zeros()));
        #[expect(clippy::cast_possible_truncation, reason = "the number of a bit is below 128")]
        let range = if ascii.count_ones() == last + 1 - first { Some((first as u8, last as u8)) } else { None };
        Self { bytes, range, categories }
    }

    /// The bit of the general category of `character`; none for the categories of `\p{C}` (control, format,
    /// surrogate, private use, not assigned).
    pub fn category(character: char) -> u8 {
        match get_general_category(character).abbreviation().as_bytes().first() {
            Some(b'L') => Self::LETTER,
            Some(b'M') => Self::MARK,
            Some(b'S') => Self::SYMBOL,
            Some(b'N') => Self::NUMBER,
            Some(b'P') => Self::PUNCTUATION,
            Some(b'Z') => Self::SEPARATOR,
            _ => 0,
        }
    }

    fn has(&self, character: char) -> bool {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => self.bytes[usize::from(byte)],
            _ => self.categories & Self::category(character) != 0,
        }
    }

    fn has_all(&self, text: &str) -> bool {
        // Every byte is looked at, also after a miss: loops without a branch are fast, and the one that compares with two
        // limits, as for redirect URIs, takes many bytes at a time.
        let plain = match self.range {
            Some((first, last)) => text.bytes().fold(true, |all, byte| all & (first..=last).contains(&byte)),
            None => text.bytes().fold(true, |all, byte| all & self.bytes[usize::from(byte)]),
        };
        plain || (self.categories != 0 && text.chars().all(|character| self.has(character)))
    }
}

/// One place of a pattern that takes a character.
#[derive(Debug)]
pub struct Position {
    /// What it takes.
    pub class: &'static Class,
    /// The positions that may come next, as a bit set.
    pub follow: u32,
}

/// A pattern that a whole text must match; none matches the empty text.
#[derive(Debug)]
pub struct Pattern {
    /// The positions that may come first, as a bit set.
    pub first: u32,
    /// The positions that may come last, as a bit set.
    pub last: u32,
    /// The positions; the index is the number of the bit.
    pub positions: &'static [Position],
}

impl Pattern {
    /// Whether the whole `text` matches, from the first character to the last.
    pub fn matches(&self, text: &str) -> bool {
        if let [Position { class, follow: 1 }] = self.positions {
            return !text.is_empty() && class.has_all(text);
        }
        let mut next = self.first;
        let mut reached = 0;
        for character in text.chars() {
            reached = self.taking(next, character);
            if reached == 0 {
                return false;
            }
            next = self.after(reached);
        }
        reached & self.last != 0
    }

    /// The first character of `text` that no position takes, wherever it stands.
    pub fn refused(&self, text: &str) -> Option<char> {
        text.chars().find(|&character| !self.positions.iter().any(|position| position.class.has(character)))
    }

    /// Those of `positions` that take `character`.
    fn taking(&self, positions: u32, character: char) -> u32 {
        each_bit(positions)
            .filter(|&at| self.positions.get(at).is_some_and(|position| position.class.has(character)))
            .fold(0, |taken, at| taken | 1 << at)
    }

    /// What may follow any of `positions`.
    fn after(&self, positions: u32) -> u32 {
        each_bit(positions).filter_map(|at| self.positions.get(at)).fold(0, |next, position| next | position.follow)
    }
}

/// The numbers of the bits that are set, from the lowest.
fn each_bit(mut bits: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static A: Class = Class::new(1 << 'a' as u32, 0);
    static B: Class = Class::new(1 << 'b' as u32, Class::LETTER);

    /// `a+b?`
    const PATTERN: Pattern = Pattern {
        first: 0b1,
        last: 0b11,
        positions: &[Position { class: &A, follow: 0b11 }, Position { class: &B, follow: 0 }],
    };

    #[track_caller]
    fn check(text: &str, matches: bool) {
        assert_eq!(PATTERN.matches(text), matches, "{text:?}");
    }

    #[test]
    fn the_whole_text_must_match() {
        check("a", true);
        check("aaab", true);
        check("", false);
        check("b", false);
        check("aba", false);
        check("abb", false);
        check("a\n", false);
    }

    #[test]
    fn a_category_is_of_unicode_and_says_nothing_of_ascii() {
        check("a\u{e9}", true);
        check("ac", false);
        check("a\u{301}", false);
    }

    #[test]
    fn the_first_character_that_no_position_takes_is_to_blame() {
        assert_eq!(PATTERN.refused("ab-c"), Some('-'));
        assert_eq!(PATTERN.refused("ba"), None);
    }
}
