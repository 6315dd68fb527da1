//! Which encoding the bytes of a file have.

use std::fmt;

use super::error::{SyntaxError, SyntaxErrorKind, offset};
use crate::source::Span;

/// An encoding that JSON files are found in and must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-16, low byte first; Windows `PowerShell` 5 writes it.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// Windows-1252, and Latin-1 (ISO 8859-1), which is the same but for some control characters.
    Windows1252,
}

impl Encoding {
    /// The name that `iconv -f` takes.
    pub const fn iconv_name(self) -> &'static str {
        match self {
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Utf32Le => "UTF-32LE",
            Encoding::Utf32Be => "UTF-32BE",
            Encoding::Windows1252 => "WINDOWS-1252",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Windows1252 => "Windows-1252 or Latin-1",
            other => other.iconv_name(),
        })
    }
}

/// The text of a file, which must be UTF-8; a byte order mark stays in it.
///
/// # Errors
/// One [`SyntaxError`] that names the encoding which the file has, or probably has. It stands at the first byte that is
/// not UTF-8, and so on a character boundary of `String::from_utf8_lossy(bytes)` too.
pub fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    // UTF-16 of ASCII text is valid UTF-8 as well, with a NUL at every second byte, so this question comes first.
    if let Some(encoding) = wide_encoding(bytes) {
        return Err(SyntaxError { span: Span::at(0), kind: SyntaxErrorKind::WrongEncoding(encoding) });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let kind = match error.error_len() {
            None => SyntaxErrorKind::CutCharacter,
            Some(_) => not_utf8(&bytes[at..]),
        };
        SyntaxError { span: Span::at(offset(at)), kind }
    })
}

/// The text of bytes that [`decode`] refuses, for people to see: in the encoding that they have, with U+FFFD for what
/// does not fit. The error's place is a place in it.
pub fn decode_lossy(bytes: &[u8]) -> String {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks().0.iter().map(|bytes| unit(*bytes));
        char::decode_utf16(units).map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    let utf32 = |unit: fn([u8; 4]) -> u32| {
        let numbers = bytes.as_chunks().0.iter().map(|bytes| unit(*bytes));
        numbers.map(|number| char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match wide_encoding(bytes) {
        Some(Encoding::Utf16Le) => utf16(u16::from_le_bytes),
        Some(Encoding::Utf16Be) => utf16(u16::from_be_bytes),
        Some(Encoding::Utf32Le) => utf32(u32::from_le_bytes),
        Some(Encoding::Utf32Be) => utf32(u32::from_be_bytes),
        Some(Encoding::Windows1252) | None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The encodings of more than one byte a character, by their mark or by where NULs stand: JSON begins with an ASCII
/// character, so half of the first two bytes or more are NUL (after RFC 4627, section 3).
fn wide_encoding(bytes: &[u8]) -> Option<Encoding> {
    let whole_pairs = bytes.len().is_multiple_of(2);
    match *bytes {
        [0xff, 0xfe, 0, 0, ..] | [1..=255, 0, 0, 0, ..] => Some(Encoding::Utf32Le),
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, 1..=255, ..] => Some(Encoding::Utf32Be),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        // A stray NUL in a UTF-8 file would look the same, but for the length.
        [1..=255, 0, ..] if whole_pairs => Some(Encoding::Utf16Le),
        [0, 1..=255, ..] if whole_pairs => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// What the bytes after the last good one look like: in an encoding of one byte a character, a letter beyond ASCII
/// mostly has ASCII after it.
fn not_utf8(bytes: &[u8]) -> SyntaxErrorKind {
    let byte = bytes.first().copied().unwrap_or_default();
    let alone = bytes.get(1).is_none_or(u8::is_ascii);
    let likely = (alone && !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)).then_some(Encoding::Windows1252);
    SyntaxErrorKind::NotUtf8 { byte, likely }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_another_encoding_can_be_shown() {
        let text = "{\"é\": \"😀\"}";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let utf32: Vec<u32> = text.chars().map(u32::from).collect();
        for bytes in [
            utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>(),
            utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
            utf32.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            utf32.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ] {
            assert!(decode(&bytes).is_err());
            assert_eq!(decode_lossy(&bytes), text);
        }
        assert_eq!(decode_lossy(b"a\xe9b"), "a\u{fffd}b");
    }
}
