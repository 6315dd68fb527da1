//! Puts the tokens together, and goes on sensibly where they do not fit.
//!
//! After an error the parser does what the writer probably meant, so that one mistake is one error: a missing comma is
//! taken as there, an unclosed string ends with its line, a bracket of the wrong sort closes what is open. How text that
//! is no JSON at all is measured, [`super::recovery`] says.

use super::document::{Document, Flags, Kind, Node};
use super::duplicates::NameStack;
use super::error::{Bracket, QuotedPart, SyntaxError, SyntaxErrorKind, offset};
use super::lexer::{END, Lexer};
use super::recovery::{self, Bare};
use crate::source::Span;

/// How many brackets can be open at once: the root's is the first.
pub const MAX_DEPTH: usize = 128;

/// Reads JSON (RFC 8259) and keeps going after errors.
///
/// The document covers the text; what could not be read is a value of [`Kind::Bogus`]. The errors are in source order, at
/// most [`super::MAX_ERRORS`]; a text without errors is JSON, and the other way round.
pub fn parse(text: &str) -> (Document<'_>, Vec<SyntaxError>) {
    Reader::default().read(text)
}

/// Reads one text after the other with the same buffers.
#[derive(Debug, Default)]
pub struct Reader {
    nodes: Vec<Node>,
    names: NameStack,
    open: Vec<Open>,
}

impl Reader {
    /// The same as [`parse`].
    pub fn read<'t>(&mut self, text: &'t str) -> (Document<'t>, Vec<SyntaxError>) {
        self.nodes.clear();
        self.names.clear();
        self.open.clear();
        if u32::try_from(text.len()).is_err() {
            let error = SyntaxError { span: Span::at(0), kind: SyntaxErrorKind::TooLong };
            return (Document { text, nodes: Vec::new(), after_root: None, duplicates: Vec::new() }, vec![error]);
        }
        let mut parser = Parser {
            lexer: Lexer::new(text),
            nodes: std::mem::take(&mut self.nodes),
            names: &mut self.names,
            open: &mut self.open,
            after_root: None,
            lenient: false,
            brackets_are_off: false,
        };
        parser.document();
        let Parser { lexer, nodes, after_root, .. } = parser;
        (Document { text, nodes, after_root, duplicates: self.names.take_found() }, lexer.errors.into_vec())
    }

    /// Takes back the memory of a document that is no longer needed.
    pub fn recycle(&mut self, document: Document<'_>) {
        self.nodes = document.nodes;
    }
}

/// A bracket that waits for its end.
#[derive(Clone, Copy, Debug)]
struct Open {
    bracket: Bracket,
    at: usize,
}

struct Parser<'t, 'r> {
    lexer: Lexer<'t>,
    nodes: Vec<Node>,
    names: &'r mut NameStack,
    open: &'r mut Vec<Open>,
    after_root: Option<u32>,
    /// An unclosed string may have swallowed what should follow, so the next thing that is missing is not said.
    lenient: bool,
    /// An error about brackets was said. What follows from it is not: there is no telling which bracket was meant.
    brackets_are_off: bool,
}

impl Parser<'_, '_> {
    fn document(&mut self) {
        self.lexer.blanks();
        if self.lexer.is_at_end() {
            if self.lexer.errors.is_empty() {
                self.error_here(SyntaxErrorKind::Empty);
            }
            return;
        }
        while matches!(self.lexer.peek(), b'}' | b']') {
            self.unmatched_closer();
            self.lexer.blanks();
        }
        if !self.lexer.is_at_end() {
            self.value(QuotedPart::Value);
            self.after_root();
        }
    }

    /// Everything after the root is one bogus value, and one error.
    fn after_root(&mut self) {
        let mut next = self.lexer.blanks();
        while matches!(next, b'}' | b']') {
            self.unmatched_closer();
            next = self.lexer.blanks();
        }
        if self.lexer.is_at_end() {
            return;
        }
        let root = self.nodes.first().map_or(Kind::Bogus, |node| node.kind);
        let start = self.lexer.at;
        let end = start + self.lexer.rest().trim_end().len();
        self.after_root = Some(offset(self.nodes.len()));
        self.push(Kind::Bogus, start, end, Flags::default());
        self.lexer.at = self.lexer.bytes.len();
        // After a root that is no JSON, as in a YAML file, the rest was never meant as JSON either.
        if root == Kind::Bogus || self.brackets_are_off || self.lenient {
            return;
        }
        let kind = match (root, next) {
            (Kind::String, b':') => SyntaxErrorKind::MissingBraces,
            _ => SyntaxErrorKind::TextAfterDocument,
        };
        self.lexer.errors.push(start, end, kind);
    }

    fn unmatched_closer(&mut self) {
        self.lexer.at += 1;
        if !self.brackets_are_off {
            self.brackets_are_off = true;
            self.error(self.lexer.at - 1, self.lexer.at, SyntaxErrorKind::UnmatchedCloser);
        }
    }

    /// Reads the value that begins at the next byte, which is no blank. There is always one afterwards.
    fn value(&mut self, part: QuotedPart) {
        let start = self.lexer.at;
        match self.lexer.peek() {
            b'"' => self.string(),
            b'{' if self.lexer.byte(start + 1) != b'{' || !recovery::is_template(self.lexer.rest_of_line()) => {
                self.container(Bracket::Brace);
            }
            b'[' => self.container(Bracket::Square),
            b'-' | b'0'..=b'9' => {
                if self.lexer.number() {
                    self.push(Kind::Number, start, self.lexer.at, Flags::default());
                } else {
                    self.lexer.at = start;
                    self.bare(part);
                }
            }
            b't' if self.lexer.is_word("true") => self.word(4, Kind::Bool),
            b'f' if self.lexer.is_word("false") => self.word(5, Kind::Bool),
            b'n' if self.lexer.is_word("null") => self.word(4, Kind::Null),
            _ => self.bare(part),
        }
    }

    fn string(&mut self) {
        let start = self.lexer.at;
        let flags = self.lexer.string();
        self.lenient = flags.has(Flags::UNCLOSED);
        self.push(Kind::String, start, self.lexer.at, flags);
    }

    fn word(&mut self, length: usize, kind: Kind) {
        let start = self.lexer.at;
        self.lexer.at += length;
        self.push(kind, start, self.lexer.at, Flags::default());
    }

    /// Reads an object or array whose bracket is the next byte.
    fn container(&mut self, bracket: Bracket) {
        let start = self.lexer.at;
        if self.open.len() == MAX_DEPTH {
            return self.too_deep();
        }
        self.lexer.at += 1;
        self.open.push(Open { bracket, at: start });
        let id = self.nodes.len();
        let kind = match bracket {
            Bracket::Brace => Kind::Object,
            Bracket::Square => Kind::Array,
        };
        self.push(kind, start, start, Flags::default());
        let mark = self.names.mark();
        let count = self.parts(bracket);
        self.open.pop();
        let (end, next) = (offset(self.lexer.at), offset(self.nodes.len()));
        if let Some(node) = self.nodes.get_mut(id) {
            (node.end, node.next, node.count) = (end, next, count);
        }
        if bracket == Bracket::Brace {
            self.names.close(mark, id, &self.nodes, self.lexer.text);
        }
    }

    /// Reads members or items up to and with the closing bracket, and counts them.
    fn parts(&mut self, bracket: Bracket) -> u32 {
        let mut count = 0;
        let mut comma = None;
        loop {
            match self.lexer.blanks() {
                b'}' | b']' => {
                    if let Some(at) = comma.take() {
                        self.error(at, at + 1, SyntaxErrorKind::TrailingComma(bracket));
                    }
                    if self.closer(bracket) {
                        return count;
                    }
                }
                b',' => {
                    self.error(self.lexer.at, self.lexer.at + 1, SyntaxErrorKind::ExtraComma);
                    self.lexer.at += 1;
                    comma = None;
                    continue;
                }
                _ if self.lexer.is_at_end() => {
                    self.unexpected_end();
                    return count;
                }
                b'"' if bracket == Bracket::Brace => {
                    self.member();
                    count += 1;
                }
                _ if bracket == Bracket::Brace => count += self.odd_member(),
                _ => {
                    self.value(QuotedPart::Value);
                    count += 1;
                }
            }
            comma = self.separator(bracket);
        }
    }

    /// Reads what stands between two parts. Gives the place of the comma, for which nothing has been read yet.
    fn separator(&mut self, bracket: Bracket) -> Option<usize> {
        let end = self.lexer.at;
        match self.lexer.blanks() {
            b',' => {
                self.lenient = false;
                self.lexer.at += 1;
                return Some(self.lexer.at - 1);
            }
            b'}' | b']' => {}
            _ if self.lexer.is_at_end() => {}
            next => self.no_separator(bracket, end, next),
        }
        None
    }

    /// Two parts with no comma between them; the first one ended at `end`.
    #[cold]
    fn no_separator(&mut self, bracket: Bracket, end: usize, next: u8) {
        let (start, lenient) = (self.lexer.at, std::mem::take(&mut self.lenient));
        let last = self.nodes.last().copied();
        let last_is_string = last.is_some_and(|node| node.kind == Kind::String && node.end as usize == end);
        match next {
            b';' => {
                self.lexer.at += 1;
                self.error(start, start + 1, SyntaxErrorKind::WrongSeparator { expected: ',' });
            }
            b':' => {
                self.lexer.at += 1;
                self.error(start, start + 1, SyntaxErrorKind::UnexpectedColon);
            }
            _ if lenient => {}
            _ if start == end && last_is_string && next != b'"' => self.quote_in_string(end),
            _ if recovery::begins_part(bracket, self.lexer.rest()) => {
                // A bracket is enough to show where a long value ends.
                let start = last.filter(|node| {
                    node.count == 0 && node.end as usize == end && node.next as usize == self.nodes.len()
                });
                let start = start.map_or(end.saturating_sub(1), |node| node.start as usize);
                self.error(start, end, SyntaxErrorKind::MissingComma);
            }
            // What follows is no JSON, and that will be said of it.
            _ => {}
        }
    }

    /// A string that was ended at `end` by a quote that was meant as part of it: goes on to the quote that ends it.
    fn quote_in_string(&mut self, end: usize) {
        self.error(end - 1, end, SyntaxErrorKind::UnescapedQuote);
        self.lexer.at += recovery::string_end(self.lexer.rest_of_line());
        let end = offset(self.lexer.at);
        if let Some(node) = self.nodes.last_mut() {
            (node.kind, node.end) = (Kind::Bogus, end);
        }
    }

    /// Reads a name in quotes, the colon and the value.
    fn member(&mut self) {
        let start = self.lexer.at;
        let flags = self.lexer.string();
        let id = self.nodes.len();
        self.push(Kind::String, start, self.lexer.at, flags.with(Flags::NAME));
        self.lenient = flags.has(Flags::UNCLOSED);
        if let Some(&node) = self.nodes.last() {
            self.names.push(id, node, self.lexer.text);
        }
        self.colon_and_value(start, self.lexer.at);
    }

    /// Reads what follows a name.
    fn colon_and_value(&mut self, name_start: usize, name_end: usize) {
        if self.lexer.blanks() == b':' {
            let colon = self.lexer.at;
            self.lexer.at += 1;
            self.lenient = false;
            self.lexer.blanks();
            return self.value_after(colon);
        }
        self.no_colon(name_start, name_end);
    }

    /// Reads the value after the colon at `colon`, or says that it is missing.
    fn value_after(&mut self, colon: usize) {
        match self.lexer.peek() {
            b',' | b'}' | b']' => {
                self.error(colon, colon + 1, SyntaxErrorKind::MissingValue);
                self.nothing();
            }
            _ if self.lexer.is_at_end() => self.nothing(),
            _ => self.value(QuotedPart::Value),
        }
    }

    #[cold]
    fn no_colon(&mut self, name_start: usize, name_end: usize) {
        let lenient = std::mem::take(&mut self.lenient);
        let start = self.lexer.at;
        match self.lexer.peek() {
            _ if lenient || self.lexer.is_at_end() => {
                self.lenient = lenient;
                self.nothing();
            }
            b',' | b'}' | b']' => {
                self.error(name_start, name_end, SyntaxErrorKind::MissingMember);
                self.nothing();
            }
            b'=' => {
                let length = if self.lexer.byte(start + 1) == b'>' { 2 } else { 1 };
                self.lexer.at += length;
                self.error(start, self.lexer.at, SyntaxErrorKind::WrongSeparator { expected: ':' });
                self.lexer.blanks();
                self.value_after(start);
            }
            next if start == name_end && next != b'"' && !recovery::begins_part(Bracket::Square, self.lexer.rest()) => {
                self.error(name_end - 1, name_end, SyntaxErrorKind::UnescapedQuote);
                self.lexer.at += self.lexer.rest_of_line().trim_end().len();
                self.push(Kind::Bogus, start, self.lexer.at, Flags::default());
                self.lenient = true;
            }
            _ => {
                if recovery::begins_part(Bracket::Square, self.lexer.rest()) {
                    self.error(name_start, name_end, SyntaxErrorKind::MissingColon);
                }
                self.value(QuotedPart::Value);
            }
        }
    }

    /// Reads what stands in an object where a name belongs. Gives how many members it was.
    #[cold]
    fn odd_member(&mut self) -> u32 {
        let start = self.lexer.at;
        if self.lexer.peek() == b':' {
            self.error(start, start + 1, SyntaxErrorKind::MissingName);
            self.push_nameless(start);
            self.lexer.at += 1;
            self.lexer.blanks();
            match self.lexer.peek() {
                b',' | b'}' | b']' | END => self.nothing(),
                _ => self.value(QuotedPart::Value),
            }
            return 0;
        }
        if let Some((length, kind)) = recovery::odd_name(self.lexer.rest_of_line()) {
            self.lexer.at += length;
            self.error(start, self.lexer.at, kind);
            self.push(Kind::String, start, self.lexer.at, Flags::NAME.with(Flags::MALFORMED));
            self.colon_and_value(start, self.lexer.at);
            return 1;
        }
        if recovery::begins_part(Bracket::Square, self.lexer.rest()) {
            self.error(start, start + 1, SyntaxErrorKind::MissingName);
        }
        self.push_nameless(start);
        self.value(QuotedPart::Name);
        0
    }

    /// Reads text that is no JSON value, and says what it looks like.
    #[cold]
    fn bare(&mut self, part: QuotedPart) {
        let start = self.lexer.at;
        let Bare { length, kind } = recovery::bare(self.lexer.rest_of_line(), self.open.is_empty(), part);
        self.lexer.at += length;
        self.error(start, self.lexer.at, kind);
        self.push(Kind::Bogus, start, self.lexer.at, Flags::default());
        // A file that was cut in the middle of a word has one error, at that word.
        if self.lexer.rest().trim_ascii_start().is_empty() {
            self.lenient = true;
        }
    }

    /// Handles a closing bracket and says whether the innermost open bracket is closed now.
    fn closer(&mut self, bracket: Bracket) -> bool {
        let at = self.lexer.at;
        if self.lexer.peek() == bracket.closing_byte() {
            self.lexer.at += 1;
            return true;
        }
        let opened = self.open.last().map_or(at, |open| open.at);
        let opened = Span::new(offset(opened), offset(opened + 1));
        let belongs_further_out = self.open.iter().rev().skip(1).any(|open| open.bracket != bracket);
        let kind = if belongs_further_out && !self.goes_on_after_closer() {
            SyntaxErrorKind::UnclosedBracket { open: bracket, opened }
        } else {
            self.lexer.at += 1;
            SyntaxErrorKind::WrongCloser { open: bracket, opened }
        };
        if !std::mem::replace(&mut self.brackets_are_off, true) {
            self.error(at, at + 1, kind);
        }
        true
    }

    /// Whether what stands after the closing bracket here goes on with the bracket around: then it closed the innermost
    /// one, though it is of the other sort.
    fn goes_on_after_closer(&self) -> bool {
        let after = self.lexer.rest().get(1..).unwrap_or_default().trim_ascii_start();
        let around = self.open.iter().rev().nth(1).map_or('}', |open| open.bracket.closer());
        after.starts_with([',', around])
    }

    /// The end of the text with open brackets.
    fn unexpected_end(&mut self) {
        if std::mem::replace(&mut self.brackets_are_off, true) || self.lenient {
            return;
        }
        let Some(&Open { bracket, at }) = self.open.last() else { return };
        let opened = Span::new(offset(at), offset(at + 1));
        let closers = self.open.iter().rev().map(|open| open.bracket.closer()).collect();
        self.error_here(SyntaxErrorKind::UnexpectedEnd { open: bracket, opened, closers });
    }

    /// Goes over what is nested too deep without looking into it.
    #[cold]
    fn too_deep(&mut self) {
        let start = self.lexer.at;
        self.lexer.at += recovery::balanced_length(self.lexer.rest());
        self.push(Kind::Bogus, start, self.lexer.at, Flags::default());
        self.error(start, start + 1, SyntaxErrorKind::TooDeep);
        self.brackets_are_off |= self.lexer.is_at_end();
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, flags: Flags) {
        let next = offset(self.nodes.len() + 1);
        self.nodes.push(Node { start: offset(start), end: offset(end), next, count: 0, kind, flags });
    }

    /// Pushes a value where there is none.
    fn nothing(&mut self) {
        self.push(Kind::Bogus, self.lexer.at, self.lexer.at, Flags::default());
    }

    fn push_nameless(&mut self, at: usize) {
        self.push(Kind::String, at, at, Flags::NAME.with(Flags::NAMELESS).with(Flags::MALFORMED));
    }

    fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        self.lexer.errors.push(start, end, kind);
    }

    fn error_here(&mut self, kind: SyntaxErrorKind) {
        let end = self.lexer.bytes.len();
        self.error(end, end, kind);
    }
}
