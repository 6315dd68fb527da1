//! Walks over the text a token at a time: blanks, strings, numbers, and what looks like them.
//!
//! What is wrong inside one token is said here; what is wrong between tokens, the parser says.

use super::document::Flags;
use super::error::{BadNumber, Errors, SyntaxErrorKind};

/// What [`Lexer::peek`] gives at the end of the text. A NUL in the text is no token either.
pub(super) const END: u8 = 0;

/// A place in a text, and the errors so far.
#[derive(Debug)]
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// Where the next byte is read; always a character boundary between tokens.
    pub(super) at: usize,
    pub(super) errors: Errors,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with(crate::source::BOM) { crate::source::BOM.len_utf8() } else { 0 };
        Self { text, bytes: text.as_bytes(), at, errors: Errors::default() }
    }

    pub(super) fn peek(&self) -> u8 {
        self.byte(self.at)
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(END)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The text that is not read yet.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes over blanks, and over comments and foreign blanks with an error. Gives the byte after them.
    pub(super) fn blanks(&mut self) -> u8 {
        loop {
            let byte = self.peek();
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                b'/' | b'#' | 0x0b | 0x0c | 0x80.. if self.foreign_blank() => {}
                _ => return byte,
            }
        }
    }

    /// Goes over a comment, or over blanks of other languages, and says so. False when there are none.
    #[cold]
    fn foreign_blank(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        if let Some((length, closed)) = comment(rest) {
            self.at += length;
            self.errors.push(start, self.at, SyntaxErrorKind::Comment { closed });
            return true;
        }
        let Some(character) = rest.chars().next().filter(|&character| is_foreign_blank(character)) else {
            return false;
        };
        self.at += rest.len() - rest.trim_start_matches(character).len();
        self.errors.push(start, self.at, SyntaxErrorKind::ForeignBlank { character });
        true
    }

    /// Reads the string whose `"` is the next byte, and stops after its end. One without an end is flagged, and said to be
    /// so by the parser, who knows what it was to be.
    pub(super) fn string(&mut self) -> Flags {
        let start = self.at;
        let mut flags = Flags::default();
        self.at += 1;
        loop {
            self.at += plain_length(self.bytes.get(self.at..).unwrap_or_default());
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return flags;
                }
                b'\\' => {
                    flags = flags.with(Flags::ESCAPED);
                    self.escape();
                }
                b'\n' | b'\r' => return self.unclosed(start, flags),
                _ if self.is_at_end() => return self.unclosed(start, flags),
                control => {
                    let kind = SyntaxErrorKind::ControlCharacter { character: char::from(control) };
                    self.errors.push(self.at, self.at + 1, kind);
                    self.at += 1;
                }
            }
        }
    }

    /// Ends a string with its line, but before the commas and brackets at the line's end: mostly the quote before them
    /// was forgotten.
    #[cold]
    fn unclosed(&mut self, start: usize, flags: Flags) -> Flags {
        while self.at > start + 1 && matches!(self.byte(self.at - 1), b',' | b'}' | b']' | b' ' | b'\t') {
            self.at -= 1;
        }
        flags.with(Flags::UNCLOSED)
    }

    /// Reads the escape whose backslash is the next byte.
    fn escape(&mut self) {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
            b'u' => {
                self.at += 1;
                let digits =
                    self.bytes.iter().skip(self.at).take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
                self.at += digits;
                // Where the line ends too, the string is unclosed, and that is enough.
                if digits < 4 && !matches!(self.peek(), b'\n' | b'\r') && !self.is_at_end() {
                    self.errors.push(start, self.at, SyntaxErrorKind::BadUnicodeEscape);
                }
            }
            // The end of the line, or of the text: an unclosed string, which is said once.
            b'\n' | b'\r' => {}
            _ => {
                if let Some(character) = self.rest().chars().next() {
                    // A control character after it is an error of its own.
                    self.at += if character < ' ' { 0 } else { character.len_utf8() };
                    self.errors.push(start, self.at, SyntaxErrorKind::BadEscape { character });
                }
            }
        }
    }

    /// Reads the number that begins here, as far as JSON allows; false when what follows shows that it is none.
    pub(super) fn number(&mut self) -> bool {
        if self.peek() == b'-' {
            self.at += 1;
        }
        let whole = match self.peek() {
            b'0' => {
                self.at += 1;
                true
            }
            _ => self.digits(),
        };
        let fraction = self.peek() != b'.' || {
            self.at += 1;
            self.digits()
        };
        let exponent = !matches!(self.peek(), b'e' | b'E') || {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()
        };
        whole && fraction && exponent && !continues_word(self.peek())
    }

    /// Goes over decimal digits and says whether there were any.
    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at > start
    }

    /// Whether `word` stands here, and nothing that continues it.
    pub(super) fn is_word(&self, word: &str) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.starts_with(word.as_bytes()) && !continues_word(self.byte(self.at + word.len()))
    }

    /// The text from here to the end of the line, as far as a guess at its meaning should look. Once the errors are full
    /// no guess is needed, and a huge text without line ends must not be looked over again and again.
    pub(super) fn rest_of_line(&self) -> &'t str {
        let limit = if self.errors.is_full() { 64 } else { 4096 };
        super::foreign::rest_of_line(self.rest(), limit)
    }
}

/// How many bytes come before a quote, a backslash or a control character. Eight bytes are looked at together.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // The high bit of each byte that is zero. A borrow may set it in bytes above the first one found, never below.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found = controls | zeros(word ^ (ONES * 0x22)) | zeros(word ^ (ONES * 0x5c));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let in_rest = rest.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\');
    chunks.len() * 8 + in_rest.unwrap_or(rest.len())
}

/// Whether a byte after a number or a word belongs to it, so that neither is one.
pub(super) const fn continues_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-' | b'$' | 0x80..)
}

/// The length of the comment that `rest` begins with, and whether it has an end.
fn comment(rest: &str) -> Option<(usize, bool)> {
    if let Some(inside) = rest.strip_prefix("/*") {
        return Some(inside.find("*/").map_or((rest.trim_end().len(), false), |end| (end + 4, true)));
    }
    // `#{` is a placeholder of a template language.
    let to_line_end = rest.starts_with("//") || (rest.starts_with('#') && !rest.starts_with("#{"));
    to_line_end.then(|| (rest.find(['\n', '\r']).unwrap_or(rest.len()), true))
}

/// Blanks of Unicode and characters that show as nothing: editors, browsers and word processors leave them in text.
fn is_foreign_blank(character: char) -> bool {
    let ours = matches!(character, ' ' | '\t' | '\n' | '\r');
    let nothing = matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | crate::source::BOM);
    nothing || (character.is_whitespace() && !ours)
}

/// How `run`, which begins like a number, differs from one; `None` when it is text rather.
pub(super) fn bad_number(run: &str) -> Option<BadNumber> {
    let unsigned = run.strip_prefix(['-', '+']).unwrap_or(run);
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fault = match unsigned.as_bytes() {
        [] if run == "-" => BadNumber::OnlyMinus,
        [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', digits @ ..] if is_hex(digits) => BadNumber::OtherBase,
        [b'0', b'0'..=b'9', ..] if unsigned.parse::<f64>().is_ok() => BadNumber::LeadingZero,
        [b'.', b'0'..=b'9', ..] if unsigned.parse::<f64>().is_ok() => BadNumber::NoDigitBeforePoint,
        [b'0'..=b'9', ..] if run.starts_with('+') && unsigned.parse::<f64>().is_ok() => BadNumber::PlusSign,
        [b'0'..=b'9', ..] => {
            let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
            let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
            let whole = mantissa.strip_suffix('.').filter(|whole| digits_only(whole));
            if whole.is_some() && exponent.is_none_or(digits_only) {
                BadNumber::NoDigitAfterPoint
            } else if exponent == Some("") && mantissa.parse::<f64>().is_ok() {
                BadNumber::NoExponent
            } else if mantissa.contains('_') && digits_only(&mantissa.replace('_', "")) {
                BadNumber::Separators
            } else {
                BadNumber::TextAfterDigits
            }
        }
        _ => return None,
    };
    Some(fault)
}

fn is_hex(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_plain_up_to_the_byte_that_needs_a_look() {
        let needs_look = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        for byte in u8::MIN..=u8::MAX {
            for at in 0..20 {
                for filler in [b'a', 0x7f, 0x80, 0xff, b'!', b'#', b'[', b']', b' '] {
                    let mut bytes = [filler; 20];
                    bytes[at] = byte;
                    let expected = if needs_look(byte) { at } else { bytes.len() };
                    assert_eq!(plain_length(&bytes), expected, "{byte:#x} at {at} in {filler:#x}");
                }
            }
        }
    }
}
