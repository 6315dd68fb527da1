//! What text looks like that is no JSON, and how far it goes: guesses at what its writer meant.
//!
//! Every function looks at the rest of a line, or of the text, and gives a length in bytes. None is ever asked about
//! JSON, so a wrong guess makes a worse message, never a wrong document.

use super::error::{Bracket, QuotedPart, SyntaxErrorKind};
use super::lexer::{bad_number, continues_word};

/// Text that is no JSON value.
pub(super) struct Bare {
    /// Its length in bytes; never 0.
    pub(super) length: usize,
    /// What is wrong with it.
    pub(super) kind: SyntaxErrorKind,
}

/// What the text at the beginning of `line` is, where a value or a name should be. At the root the whole line is taken:
/// such a file is in another format altogether.
pub(super) fn bare(line: &str, at_root: bool, part: QuotedPart) -> Bare {
    if let Some(length) = other_quotes(line) {
        return Bare { length, kind: SyntaxErrorKind::WrongQuotes(part) };
    }
    let word = &line[..word_length(line)];
    if ends_part(&line[word.len()..]) {
        if let Some(fault) = bad_number(word) {
            return Bare { length: word.len(), kind: SyntaxErrorKind::BadNumber(fault) };
        }
        if let Some(kind) = foreign_word(word) {
            return Bare { length: word.len(), kind };
        }
    }
    if line.starts_with(':') {
        return Bare { length: 1, kind: SyntaxErrorKind::UnexpectedColon };
    }
    let length = if at_root { line.trim_end().len() } else { text_length(line) };
    let first = line.chars().next().map_or(0, char::len_utf8);
    let text = &line[..length.max(first)];
    let kind = if at_root || !text.contains(char::is_alphanumeric) {
        SyntaxErrorKind::Unexpected
    } else if text.ends_with('"') {
        SyntaxErrorKind::MissingOpeningQuote
    } else {
        SyntaxErrorKind::Unquoted(part)
    };
    Bare { length: text.len(), kind }
}

/// The length of a name that is not in double quotes, and what is wrong with it; a colon comes after it.
pub(super) fn odd_name(line: &str) -> Option<(usize, SyntaxErrorKind)> {
    let (length, kind) = if let Some(length) = other_quotes(line) {
        (length, SyntaxErrorKind::WrongQuotes(QuotedPart::Name))
    } else {
        let length = line.find(|c: char| c.is_whitespace() || ":=,{}[]\"".contains(c)).unwrap_or(line.len());
        match line.as_bytes().get(length) {
            Some(b'"') => (length + 1, SyntaxErrorKind::MissingOpeningQuote),
            _ => (length, SyntaxErrorKind::Unquoted(QuotedPart::Name)),
        }
    };
    let after = line[length..].trim_start();
    (length > 0 && after.starts_with([':', '='])).then_some((length, kind))
}

/// Whether `rest` begins something that can stand in the bracket: of an array a value, of an object a member.
pub(super) fn begins_part(bracket: Bracket, rest: &str) -> bool {
    match rest.as_bytes() {
        [b'"', ..] => true,
        _ if bracket == Bracket::Brace => odd_name(rest_of_line(rest, 256)).is_some(),
        [b'{' | b'[' | b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..] => true,
        _ => ["true", "false", "null"].contains(&&rest[..word_length(rest)]),
    }
}

/// Whether `line` begins with a placeholder of a template, as `{{ name }}` is.
pub(super) fn is_template(line: &str) -> bool {
    line.strip_prefix("{{").is_some_and(|inside| !inside.trim_start().starts_with('"') && inside.contains("}}"))
}

/// The length of `line` up to and with the quote that ends a string: what ends a value comes after it.
pub(super) fn string_end(line: &str) -> usize {
    let quotes = line.match_indices('"').map(|(at, _)| at + 1);
    quotes.into_iter().find(|&end| ends_part(&line[end..])).unwrap_or(line.trim_end().len())
}

/// The length of the brackets that `rest` begins with, up to the one that closes the first, or to the end of the text.
pub(super) fn balanced_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => at += string_rest(&bytes[at..]),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    rest.trim_end().len()
}

/// The first line of `rest`, or what the first `limit` bytes of it hold.
pub(super) fn rest_of_line(rest: &str, limit: usize) -> &str {
    let window = &rest[..rest.floor_char_boundary(limit)];
    window.split(['\n', '\r']).next().unwrap_or(window)
}

/// The length of what follows the first quote of a string, with the last one.
fn string_rest(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' | b'\n' | b'\r' => break,
            b'\\' if bytes.get(at).is_some_and(|byte| matches!(byte, b'"' | b'\\')) => at += 1,
            _ => {}
        }
    }
    at
}

/// The length of the string in other quotes that `line` begins with.
fn other_quotes(line: &str) -> Option<usize> {
    let open = line.chars().next()?;
    let closers: &[char] = match open {
        '\'' => &['\''],
        '`' => &['`'],
        '\u{201c}' | '\u{201d}' | '\u{201e}' => &['\u{201c}', '\u{201d}'],
        '\u{2018}' | '\u{2019}' | '\u{201a}' => &['\u{2018}', '\u{2019}'],
        '\u{ab}' => &['\u{bb}'],
        _ => return None,
    };
    let inside = &line[open.len_utf8()..];
    let mut escaped = false;
    let (at, closer) = inside.char_indices().find(|&(_, character)| {
        let ends = closers.contains(&character) && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    })?;
    Some(open.len_utf8() + at + closer.len_utf8())
}

fn word_length(line: &str) -> usize {
    line.bytes().position(|byte| !continues_word(byte)).unwrap_or(line.len())
}

/// Whether a value can end before `after`.
fn ends_part(after: &str) -> bool {
    after.trim_start().chars().next().is_none_or(|character| ",}]:".contains(character))
}

/// What is wrong with a word that other languages know; `None` for any other.
fn foreign_word(word: &str) -> Option<SyntaxErrorKind> {
    let cut_short = ["true", "false", "null"].into_iter().find(|whole| word.len() > 1 && whole.starts_with(word));
    let instead = match word.to_ascii_lowercase().as_str() {
        _ if cut_short.is_some() => cut_short,
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        "null" | "none" | "nil" | "undefined" => Some("null"),
        "nan" | "infinity" | "+infinity" | "-infinity" | "inf" | "-inf" | "+inf" | "-nan" | "+nan" => None,
        _ => return None,
    };
    Some(SyntaxErrorKind::ForeignWord { instead })
}

/// How far a text without quotes goes: to a comma, a closing bracket, a comment or a quote. Braces of a placeholder and
/// what they hold belong to it.
fn text_length(line: &str) -> usize {
    let mut depth = 0_usize;
    let mut after_blank = false;
    for (at, character) in line.char_indices() {
        let rest = &line[at..];
        let ends = match character {
            '{' => {
                depth += 1;
                false
            }
            '}' if depth > 0 => {
                depth -= 1;
                false
            }
            _ if depth > 0 => false,
            '"' if ends_part(&rest[1..]) => return at + 1,
            ',' | '}' | ']' | '"' => true,
            '/' => after_blank && (rest.starts_with("//") || rest.starts_with("/*")),
            '#' => after_blank,
            _ => false,
        };
        if ends {
            return line[..at].trim_end().len();
        }
        after_blank = character.is_whitespace();
    }
    line.trim_end().len()
}
