//! The characters that the text of a string stands for.

use std::borrow::Cow;
use std::str::Chars;

/// The characters of a string, escapes resolved: `Err` holds half of a surrogate pair that stands alone.
///
/// A bad escape (which is a syntax error) stands for itself.
#[derive(Clone, Debug)]
pub struct Characters<'t> {
    rest: Chars<'t>,
}

impl<'t> Characters<'t> {
    /// The characters of `content`, which stands between the quotes.
    pub(super) fn new(content: &'t str) -> Self {
        Self { rest: content.chars() }
    }

    /// The character of the escape whose backslash was just read.
    fn escaped(&mut self) -> Result<char, u16> {
        let after = self.rest.clone();
        let character = match self.rest.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('u') => {
                if let Some(unit) = four_digits(&mut self.rest) {
                    return self.paired(unit);
                }
                self.rest = after;
                '\\'
            }
            _ => {
                self.rest = after;
                '\\'
            }
        };
        Ok(character)
    }

    /// The character that `unit` begins: with the escape after it, when both are a surrogate pair.
    fn paired(&mut self, unit: u16) -> Result<char, u16> {
        if let Some(character) = char::from_u32(u32::from(unit)) {
            return Ok(character);
        }
        let mut after = self.rest.clone();
        let second =
            if after.next() == Some('\\') && after.next() == Some('u') { four_digits(&mut after) } else { None };
        let pair = second.and_then(|second| char::decode_utf16([unit, second]).next()).and_then(Result::ok);
        match pair {
            Some(character) => {
                self.rest = after;
                Ok(character)
            }
            None => Err(unit),
        }
    }
}

impl Iterator for Characters<'_> {
    type Item = Result<char, u16>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(match self.rest.next()? {
            '\\' => self.escaped(),
            character => Ok(character),
        })
    }
}

fn four_digits(rest: &mut Chars<'_>) -> Option<u16> {
    let mut unit = 0_u32;
    for _ in 0..4 {
        unit = unit * 16 + rest.next()?.to_digit(16)?;
    }
    u16::try_from(unit).ok()
}

/// The text that `content` stands for; half a surrogate pair becomes U+FFFD.
pub(super) fn unescape(content: &str) -> Cow<'_, str> {
    if !content.contains('\\') {
        return Cow::Borrowed(content);
    }
    Characters::new(content).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
