//! Puts the tokens together, and goes on sensibly where they do not fit.
//!
//! After an error the parser does what the writer probably meant, so that one mistake is one error: a missing comma is
//! taken as there, an unclosed string ends with its line, a bracket of the wrong sort closes what is open. How text that
//! is no JSON at all is measured, [`super::foreign`] says.

use super::document::{Document, Flags, Kind, Node};
use super::duplicates::NameStack;
use super::error::{Bracket, QuotedPart, SyntaxError, SyntaxErrorKind, offset};
use super::foreign;
use super::lexer::Lexer;
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
            last_end: 0,
            lenient: false,
            brackets_are_off: false,
            found_name: false,
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
pub(super) struct Open {
    pub(super) bracket: Bracket,
    pub(super) at: usize,
}

/// The text, the tape so far, and what is known of the errors before.
pub(super) struct Parser<'t, 'r> {
    pub(super) lexer: Lexer<'t>,
    pub(super) nodes: Vec<Node>,
    pub(super) names: &'r mut NameStack,
    pub(super) open: &'r mut Vec<Open>,
    pub(super) after_root: Option<u32>,
    /// Where the last value or name ended.
    pub(super) last_end: usize,
    /// An unclosed string may have swallowed the comma or colon that should follow, so that one is not missed.
    pub(super) lenient: bool,
    /// An error about brackets was said, or one that may have swallowed some. No other is: there is no telling which
    /// bracket was meant.
    pub(super) brackets_are_off: bool,
    /// The last node was read as an item of an array, and is the name of the next member of the object around it.
    pub(super) found_name: bool,
}

impl Parser<'_, '_> {
    fn document(&mut self) {
        self.lexer.blanks();
        if self.lexer.is_at_end() {
            if self.lexer.errors.is_empty() {
                self.error(self.lexer.at, self.lexer.at, SyntaxErrorKind::Empty);
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

    /// Reads the value that begins at the next byte, which is no blank. There is always one afterwards.
    pub(super) fn value(&mut self, part: QuotedPart) {
        let start = self.lexer.at;
        match self.lexer.peek() {
            b'"' => self.string(),
            b'{' if self.lexer.byte(start + 1) != b'{' || !foreign::is_template(self.lexer.rest_of_line()) => {
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
        if flags.has(Flags::UNCLOSED) {
            self.unclosed_string(start);
        }
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
        self.last_end = self.lexer.at;
        let (mut end, mut next) = (offset(self.lexer.at), offset(self.nodes.len()));
        if let Some(name) = self.nodes.last().filter(|_| self.found_name) {
            (end, next) = (name.start, next - 1);
        }
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
                    self.closer(bracket);
                    return count;
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
            // The value of such a member may again be an array that ends in a name.
            while self.found_name {
                if bracket == Bracket::Square {
                    return count - 1;
                }
                count += self.member_of_found_name();
                comma = self.separator(bracket);
            }
        }
    }

    /// Reads what stands between two parts. Gives the place of the comma, for which nothing has been read yet.
    pub(super) fn separator(&mut self, bracket: Bracket) -> Option<usize> {
        loop {
            match self.lexer.blanks() {
                b',' => {
                    self.lenient = false;
                    self.lexer.at += 1;
                    return Some(self.lexer.at - 1);
                }
                b'}' | b']' => return None,
                _ if self.lexer.is_at_end() => return None,
                next if self.reads_on_without_separator(bracket, next) => {}
                _ => return None,
            }
        }
    }

    /// Reads a name in quotes, the colon and the value.
    fn member(&mut self) {
        let start = self.lexer.at;
        let flags = self.lexer.string();
        let id = self.nodes.len();
        self.push(Kind::String, start, self.lexer.at, flags.with(Flags::NAME));
        if flags.has(Flags::UNCLOSED) {
            return self.unclosed_name(start);
        }
        if let Some(&node) = self.nodes.last() {
            self.names.push(id, node, self.lexer.text);
        }
        self.colon_and_value(start, self.lexer.at);
    }

    /// Reads what follows a name.
    pub(super) fn colon_and_value(&mut self, name_start: usize, name_end: usize) {
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
    pub(super) fn value_after(&mut self, colon: usize) {
        match self.lexer.peek() {
            b',' | b'}' | b']' => {
                self.error(colon, colon + 1, SyntaxErrorKind::MissingValue);
                self.nothing();
            }
            _ if self.lexer.is_at_end() => self.nothing(),
            _ => self.value(QuotedPart::Value),
        }
    }

    /// Handles a closing bracket: afterwards the innermost open bracket counts as closed.
    fn closer(&mut self, bracket: Bracket) {
        if self.lexer.peek() == bracket.closing_byte() {
            self.lexer.at += 1;
        } else {
            self.wrong_closer(bracket);
        }
    }

    pub(super) fn push(&mut self, kind: Kind, start: usize, end: usize, flags: Flags) {
        self.last_end = end;
        let next = offset(self.nodes.len() + 1);
        self.nodes.push(Node { start: offset(start), end: offset(end), next, count: 0, kind, flags });
    }

    /// Pushes a value where there is none.
    pub(super) fn nothing(&mut self) {
        self.push(Kind::Bogus, self.lexer.at, self.lexer.at, Flags::default());
    }

    pub(super) fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        self.lexer.errors.push(start, end, kind);
    }
}
