//! What the reader has to say about a text that is not JSON: values here, sentences only in [`SyntaxError::what`] and
//! [`SyntaxError::help`].

use std::fmt;

use super::decode::Encoding;
use crate::source::Span;

/// How many errors of one text are kept; the first ones in source order.
pub const MAX_ERRORS: usize = 10;

/// A place where a text is not JSON.
///
/// Nothing here holds a piece of the text, so no secret can leak through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The bytes that are wrong; empty where something is missing at the end of the text.
    pub span: Span,
    /// What is wrong with them.
    pub kind: SyntaxErrorKind,
}

/// What can be wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// The file is in another encoding than UTF-8, as its first bytes show.
    WrongEncoding(Encoding),
    /// A byte that does not belong to UTF-8.
    NotUtf8 {
        /// The byte at the span's start.
        byte: u8,
        /// The encoding that the file probably has.
        likely: Option<Encoding>,
    },
    /// The file ends in the middle of a character.
    CutCharacter,
    /// 4 GiB or more of text.
    TooLong,
    /// No value at all: nothing, or only blanks.
    Empty,
    /// The text ends while brackets are open.
    UnexpectedEnd {
        /// The bracket that was opened last.
        open: Bracket,
        /// Where that bracket stands.
        opened: Span,
        /// All closing brackets that are missing, in the order in which they must be written.
        closers: String,
    },
    /// More than [`super::MAX_DEPTH`] brackets are open at once.
    TooDeep,
    /// Two values follow each other without a comma.
    MissingComma,
    /// A comma stands before a closing bracket.
    TrailingComma(Bracket),
    /// A comma has no value before it.
    ExtraComma,
    /// A name is not followed by a colon.
    MissingColon,
    /// A name has neither a colon nor a value.
    MissingMember,
    /// A colon has no value after it.
    MissingValue,
    /// A value in an object has no name.
    MissingName,
    /// A colon where none can stand.
    UnexpectedColon,
    /// Another sign stands where a comma or a colon belongs.
    WrongSeparator {
        /// The sign that belongs there.
        expected: char,
    },
    /// A name or a text without quotes.
    Unquoted(QuotedPart),
    /// A name or a text in other quotes than `"`.
    WrongQuotes(QuotedPart),
    /// A text that ends in a quote and begins with none.
    MissingOpeningQuote,
    /// A `"` inside a string that has no backslash before it.
    UnescapedQuote,
    /// A string that does not end on its line.
    UnclosedString,
    /// A word of another language for one that JSON has, or for something that JSON lacks.
    ForeignWord {
        /// The JSON word that means the same.
        instead: Option<&'static str>,
    },
    /// A number in a spelling that JSON does not have.
    BadNumber(BadNumber),
    /// A backslash and a character that JSON gives no meaning.
    BadEscape {
        /// The character after the backslash.
        character: char,
    },
    /// `\u` and not four hexadecimal digits.
    BadUnicodeEscape,
    /// A control character (U+0000 to U+001F) in a string.
    ControlCharacter {
        /// The character.
        character: char,
    },
    /// A comment.
    Comment {
        /// Whether it has an end.
        closed: bool,
    },
    /// A blank that JSON does not know: only space, tab, line feed and carriage return are blanks.
    ForeignBlank {
        /// The character.
        character: char,
    },
    /// A closing bracket of the other sort.
    WrongCloser {
        /// The bracket that is open.
        open: Bracket,
        /// Where it stands.
        opened: Span,
    },
    /// A bracket is not closed before the one around it is.
    UnclosedBracket {
        /// The bracket that is open.
        open: Bracket,
        /// Where it stands.
        opened: Span,
    },
    /// A closing bracket and nothing open.
    UnmatchedCloser,
    /// Members at the root, with no braces around them.
    MissingBraces,
    /// Text after the end of the document.
    TextAfterDocument,
    /// Something else that begins no value.
    Unexpected,
}

/// The two sorts of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bracket {
    /// `{`, of an object.
    Brace,
    /// `[`, of an array.
    Square,
}

impl Bracket {
    /// The sign that closes it.
    pub const fn closer(self) -> char {
        match self {
            Bracket::Brace => '}',
            Bracket::Square => ']',
        }
    }

    /// What it holds together.
    pub const fn holds(self) -> &'static str {
        match self {
            Bracket::Brace => "object",
            Bracket::Square => "array",
        }
    }

    pub(super) const fn closing_byte(self) -> u8 {
        match self {
            Bracket::Brace => b'}',
            Bracket::Square => b']',
        }
    }
}

/// What must stand in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotedPart {
    /// The name of a member.
    Name,
    /// A value.
    Value,
}

/// How a number differs from what JSON allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BadNumber {
    /// `007`
    LeadingZero,
    /// `+1`
    PlusSign,
    /// `.5`
    NoDigitBeforePoint,
    /// `1.`
    NoDigitAfterPoint,
    /// `1e`
    NoExponent,
    /// `-`
    OnlyMinus,
    /// `0x1F`, `0o17`, `0b1`
    OtherBase,
    /// `1_000`
    Separators,
    /// `12h`, `2024-01-01`
    TextAfterDigits,
}

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
                format!("the {} inside is not closed before this bracket", open.holds())
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
                format!("write the rest; what is open ends with `{closers}`")
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
            SyntaxErrorKind::UnescapedQuote => "a quote ends the string too early",
            SyntaxErrorKind::UnclosedString => "the string does not end on its line",
            SyntaxErrorKind::ForeignWord { .. } => "the word is not known in JSON",
            SyntaxErrorKind::BadUnicodeEscape => "`\\u` is not followed by four hexadecimal digits",
            SyntaxErrorKind::Comment { closed: true } => "comments are not part of JSON",
            SyntaxErrorKind::Comment { closed: false } => "a comment is not part of JSON, and this one has no end",
            SyntaxErrorKind::UnmatchedCloser => "a bracket closes nothing",
            SyntaxErrorKind::MissingBraces => "members stand outside an object",
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
            SyntaxErrorKind::TrailingComma(_) | SyntaxErrorKind::UnexpectedColon => "remove it",
            SyntaxErrorKind::ExtraComma => "remove it, or write a value before it",
            SyntaxErrorKind::MissingColon => "write `:` after it",
            SyntaxErrorKind::MissingMember => "write `:` and a value after it",
            SyntaxErrorKind::MissingValue => "write a value; `null` is the one for nothing",
            SyntaxErrorKind::MissingName => "write a name in double quotes and `:` before it",
            SyntaxErrorKind::Unquoted(_) => "put it in double quotes",
            SyntaxErrorKind::WrongQuotes(_) => "use double quotes: `\"`",
            SyntaxErrorKind::MissingOpeningQuote => "write `\"` before it",
            SyntaxErrorKind::UnescapedQuote => "write `\\\"` for a quote inside a string",
            SyntaxErrorKind::UnclosedString => "write `\"` at its end; a line break inside a string is `\\n`",
            SyntaxErrorKind::ForeignWord { .. } => "write a number, `null`, or a text in double quotes",
            SyntaxErrorKind::BadEscape { .. } => "write `\\\\` for a backslash",
            SyntaxErrorKind::BadUnicodeEscape => "write four of them, as in `\\u00e9`; write `\\\\` for a backslash",
            SyntaxErrorKind::Comment { .. } => "remove it",
            SyntaxErrorKind::ForeignBlank { .. } => "replace it by a space",
            SyntaxErrorKind::UnmatchedCloser => "remove it, or write the bracket that opens",
            SyntaxErrorKind::MissingBraces => "write `{` before the first and `}` after the last",
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
            BadNumber::LeadingZero => "remove the zero",
            BadNumber::PlusSign => "remove the sign",
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

/// The errors of one text: in source order, and not more than [`MAX_ERRORS`].
#[derive(Debug, Default)]
pub(super) struct Errors {
    kept: Vec<SyntaxError>,
}

impl Errors {
    /// Keeps an error, unless enough stand before it.
    ///
    /// Most come in source order; a trailing comma is only seen after the comments behind it.
    pub(super) fn push(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        let span = Span::new(offset(start), offset(end));
        let at = self.kept.partition_point(|error| error.span.start <= span.start);
        if at < MAX_ERRORS {
            self.kept.insert(at, SyntaxError { span, kind });
            self.kept.truncate(MAX_ERRORS);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.kept.len() == MAX_ERRORS
    }

    pub(super) fn into_vec(self) -> Vec<SyntaxError> {
        self.kept
    }
}

/// A place in a text, which is shorter than 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
