//! What the reader has to say about a text that is not JSON, as values; [`super::message`] makes sentences of them.

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
    /// A name that goes on over its colon.
    MissingClosingQuote,
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
    /// A name with colon and value stands where a value belongs.
    MissingOpeningBrace,
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
        let error = SyntaxError { span, kind };
        // A string that is taken apart again may have errors that are known.
        if at < MAX_ERRORS && !self.kept.contains(&error) {
            self.kept.insert(at, error);
            self.kept.truncate(MAX_ERRORS);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether an error of that kind is among them.
    pub(super) fn says(&self, kind: &SyntaxErrorKind) -> bool {
        self.kept.iter().any(|error| error.kind == *kind)
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
