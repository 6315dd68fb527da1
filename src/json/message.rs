//! Syntax errors in words: what is wrong and what to write. No text of the file is in them, so no secret is.

use std::fmt;

use super::decode::Encoding;
use super::error::{BadNumber, QuotedPart, SyntaxError, SyntaxErrorKind};
use crate::source::Span;

impl SyntaxError {
    /// What is wrong, as a sentence without capital letter and full stop.
    pub fn what(&self) -> String {
        match &self.kind {
            SyntaxErrorKind::WrongEncoding(encoding) => format!("the file is {encoding}, and JSON must be UTF-8"),
            SyntaxErrorKind::NotUtf8 { byte, .. } => {
                format!("the byte 0x{byte:02X} at offset {} is not UTF-8", self.span.start)
            }
            SyntaxErrorKind::UnexpectedEnd { open, .. } => {
                format!("the text ends before the {} is closed", open.holds())
            }
            SyntaxErrorKind::TooDeep => format!("brackets are nested more than {} deep", super::MAX_DEPTH),
            SyntaxErrorKind::TrailingComma(open) => {
                format!("a comma stands after the last part of the {}", open.holds())
            }
            SyntaxErrorKind::WrongSeparator { expected } => {
                format!("another sign stands where `{expected}` belongs")
            }
            SyntaxErrorKind::BadNumber(fault) => fault.what().to_owned(),
            SyntaxErrorKind::BadEscape { .. } => {
                "a backslash stands before a character that it does not escape".to_owned()
            }
            SyntaxErrorKind::ControlCharacter { character } => {
                format!("{} stands in a string as it is", character_name(*character))
            }
            SyntaxErrorKind::ForeignBlank { character } => {
                format!("{} is no blank in JSON", character_name(*character))
            }
            SyntaxErrorKind::WrongCloser { open, .. } => format!("the {} is closed by the wrong bracket", open.holds()),
            SyntaxErrorKind::UnclosedBracket { open, .. } => {
                format!("the {} before this is not closed", open.holds())
            }
            other => other.fixed_what().to_owned(),
        }
    }

    /// What to write instead, as a sentence without capital letter and full stop.
    pub fn help(&self) -> String {
        match &self.kind {
            SyntaxErrorKind::WrongEncoding(encoding) => convert(*encoding),
            SyntaxErrorKind::NotUtf8 { likely: Some(encoding), .. } => {
                format!("the file is probably {encoding}: {}", convert(*encoding))
            }
            SyntaxErrorKind::UnexpectedEnd { closers, .. } if closers.len() <= 8 => {
                format!("write the rest, which ends with `{closers}`")
            }
            SyntaxErrorKind::UnexpectedEnd { closers, .. } => {
                format!("write the rest; {} brackets are open", closers.len())
            }
            SyntaxErrorKind::WrongSeparator { expected } => format!("write `{expected}`"),
            SyntaxErrorKind::ForeignWord { instead: Some(word) } => format!("write `{word}`"),
            SyntaxErrorKind::BadNumber(fault) => fault.help().to_owned(),
            SyntaxErrorKind::BadEscape { character: '\'' } => "write `'` without a backslash".to_owned(),
            SyntaxErrorKind::ControlCharacter { character } => format!("write `{}`", escape_of(*character)),
            SyntaxErrorKind::WrongCloser { open, .. } => format!("write `{}`", open.closer()),
            SyntaxErrorKind::UnclosedBracket { open, .. } => format!("write `{}` before it", open.closer()),
            other => other.fixed_help().to_owned(),
        }
    }

    /// Another place that explains this one: the bracket that is open, and what to say about it.
    pub fn related(&self) -> Option<(Span, String)> {
        match self.kind {
            SyntaxErrorKind::UnexpectedEnd { open, opened, .. }
            | SyntaxErrorKind::WrongCloser { open, opened }
            | SyntaxErrorKind::UnclosedBracket { open, opened } => {
                Some((opened, format!("the {} begins here", open.holds())))
            }
            _ => None,
        }
    }
}

impl SyntaxErrorKind {
    /// The sentences that hold no value.
    fn fixed_what(&self) -> &'static str {
        match self {
            SyntaxErrorKind::CutCharacter => "the file ends inside a character",
            SyntaxErrorKind::TooLong => "the text is 4 GiB or longer",
            SyntaxErrorKind::Empty => "the text holds no value",
            SyntaxErrorKind::MissingComma => "a comma is missing after this value",
            SyntaxErrorKind::ExtraComma => "a comma has no value before it",
            SyntaxErrorKind::MissingColon => "a colon is missing after this name",
            SyntaxErrorKind::MissingMember => "a colon and a value are missing after this name",
            SyntaxErrorKind::MissingValue => "a value is missing after this colon",
            SyntaxErrorKind::MissingName => "a value in an object has no name",
            SyntaxErrorKind::UnexpectedColon => "a colon stands where none belongs",
            SyntaxErrorKind::Unquoted(QuotedPart::Name) => "the name has no quotes",
            SyntaxErrorKind::Unquoted(QuotedPart::Value) => "the text has no quotes",
            SyntaxErrorKind::WrongQuotes(QuotedPart::Name) => "the name has the wrong quotes",
            SyntaxErrorKind::WrongQuotes(QuotedPart::Value) => "the string has the wrong quotes",
            SyntaxErrorKind::MissingOpeningQuote => "the opening quote is missing",
            SyntaxErrorKind::MissingClosingQuote => "the closing quote of the name is missing",
            SyntaxErrorKind::UnescapedQuote => "a quote ends the string too early",
            SyntaxErrorKind::UnclosedString => "the string does not end on its line",
            SyntaxErrorKind::ForeignWord { .. } => "the word is not known in JSON",
            SyntaxErrorKind::BadUnicodeEscape => "`\\u` is not followed by four hexadecimal digits",
            SyntaxErrorKind::Comment { closed: true } => "comments are not part of JSON",
            SyntaxErrorKind::Comment { closed: false } => "a comment is not part of JSON, and this one has no end",
            SyntaxErrorKind::UnmatchedCloser => "a bracket closes nothing",
            SyntaxErrorKind::MissingBraces => "members stand outside an object",
            SyntaxErrorKind::MissingOpeningBrace => "an opening brace is missing before this name",
            SyntaxErrorKind::TextAfterDocument => "text stands after the end of the document",
            _ => "this is not JSON",
        }
    }

    fn fixed_help(&self) -> &'static str {
        match self {
            SyntaxErrorKind::NotUtf8 { .. } => "save the file as UTF-8",
            SyntaxErrorKind::CutCharacter => "write the file again; it seems to be cut off",
            SyntaxErrorKind::TooLong => "split the file",
            SyntaxErrorKind::Empty => "write a JSON object",
            SyntaxErrorKind::TooDeep => "nest less",
            SyntaxErrorKind::MissingComma => "write `,` after it",
            SyntaxErrorKind::ExtraComma => "remove it, or write a value before it",
            SyntaxErrorKind::MissingColon => "write `:` after it",
            SyntaxErrorKind::MissingMember => "write `:` and a value after it",
            SyntaxErrorKind::MissingValue => "write a value; `null` is the one for nothing",
            SyntaxErrorKind::MissingName => "write a name in double quotes and `:` before it",
            SyntaxErrorKind::Unquoted(_) => "put it in double quotes",
            SyntaxErrorKind::WrongQuotes(_) => "use double quotes: `\"`",
            SyntaxErrorKind::MissingOpeningQuote => "write `\"` before it",
            SyntaxErrorKind::MissingClosingQuote => "write `\"` before the colon",
            SyntaxErrorKind::UnescapedQuote => "write `\\\"` for a quote inside a string",
            SyntaxErrorKind::UnclosedString => "write `\"` at its end; a line break inside a string is `\\n`",
            SyntaxErrorKind::ForeignWord { .. } => "write a number, `null`, or a text in double quotes",
            SyntaxErrorKind::BadEscape { .. } => "write `\\\\` for a backslash",
            SyntaxErrorKind::BadUnicodeEscape => "write four of them, as in `\\u00e9`, or `\\\\` for a backslash",
            SyntaxErrorKind::ForeignBlank { character } if character.is_whitespace() => "replace it by a space",
            SyntaxErrorKind::TrailingComma(_)
            | SyntaxErrorKind::UnexpectedColon
            | SyntaxErrorKind::Comment { .. }
            | SyntaxErrorKind::ForeignBlank { .. } => "remove it",
            SyntaxErrorKind::UnmatchedCloser => "remove it, or write the bracket that opens",
            SyntaxErrorKind::MissingBraces => "write `{` before the first and `}` after the last",
            SyntaxErrorKind::MissingOpeningBrace => "write `{` before it",
            SyntaxErrorKind::TextAfterDocument => "remove it; a file holds one document",
            _ => "write an object, an array, a string in double quotes, a number, `true`, `false` or `null`",
        }
    }
}

impl BadNumber {
    const fn what(self) -> &'static str {
        match self {
            BadNumber::LeadingZero => "a number begins with a needless zero",
            BadNumber::PlusSign => "a number begins with a plus sign",
            BadNumber::NoDigitBeforePoint => "a number has no digit before its point",
            BadNumber::NoDigitAfterPoint => "a number has no digit after its point",
            BadNumber::NoExponent => "a number has no digit in its exponent",
            BadNumber::OnlyMinus => "a minus sign has no number after it",
            BadNumber::OtherBase => "a number is not decimal",
            BadNumber::Separators => "a number has separators between its digits",
            BadNumber::TextAfterDigits => "other characters follow the digits of a number",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            BadNumber::LeadingZero | BadNumber::PlusSign => "remove it",
            BadNumber::NoDigitBeforePoint => "write a digit before it, as in `0.5`",
            BadNumber::NoDigitAfterPoint => "write a digit after it, as in `1.0`, or remove the point",
            BadNumber::NoExponent => "write a digit, as in `1e3`",
            BadNumber::OnlyMinus => "write the number",
            BadNumber::OtherBase => "write it in decimal digits",
            BadNumber::Separators => "remove them",
            BadNumber::TextAfterDigits => "write a number alone, or put the whole in double quotes",
        }
    }
}

fn convert(encoding: Encoding) -> String {
    format!("convert it with `iconv -f {} -t UTF-8`", encoding.iconv_name())
}

fn character_name(character: char) -> String {
    let name = match character {
        '\t' => "a tab",
        '\u{0}' => "a NUL character",
        '\u{a0}' => "a no-break space",
        '\u{feff}' => "a byte order mark",
        _ => return format!("the character U+{:04X}", u32::from(character)),
    };
    name.to_owned()
}

fn escape_of(character: char) -> String {
    match character {
        '\t' => "\\t".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        _ => format!("\\u{:04x}", u32::from(character)),
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what(), self.help())
    }
}

impl std::error::Error for SyntaxError {}
