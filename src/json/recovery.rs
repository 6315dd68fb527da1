//! The ways of the parser where the text is not JSON: it says so and goes on with what the writer probably meant.
//!
//! Every path through here has an error behind it or leads to one. That one mistake makes one error, two flags see to:
//! [`Parser::lenient`] and [`Parser::brackets_are_off`].

use super::document::{Flags, Kind};
use super::error::{Bracket, QuotedPart, SyntaxErrorKind, offset};
use super::foreign::{self, Bare};
use super::parser::{Open, Parser};
use crate::source::Span;

impl Parser<'_, '_> {
    /// Everything after the root is one bogus value, and one error.
    pub(super) fn after_root(&mut self) {
        let mut next = self.lexer.blanks();
        while matches!(next, b'}' | b']') {
            self.unmatched_closer();
            next = self.lexer.blanks();
        }
        if self.lexer.is_at_end() {
            return;
        }
        let Some(root) = self.nodes.first().copied() else { return };
        let start = self.lexer.at;
        let first_line = start + self.lexer.rest_of_line().trim_end().len();
        let end = start + self.lexer.rest().trim_end_matches([' ', '\t', '\n', '\r']).len();
        self.after_root = Some(offset(self.nodes.len()));
        self.push(Kind::Bogus, start, end, Flags::default());
        self.lexer.at = self.lexer.bytes.len();
        // After a root that is no JSON, as in a YAML file, the rest was never meant as JSON either.
        if root.kind == Kind::Bogus || self.brackets_are_off {
            return;
        }
        if root.kind == Kind::String && next == b':' {
            self.error(root.start as usize, root.end as usize, SyntaxErrorKind::MissingBraces);
        } else {
            self.error(start, first_line, SyntaxErrorKind::TextAfterDocument);
        }
    }

    pub(super) fn unmatched_closer(&mut self) {
        self.lexer.at += 1;
        self.bracket_error(self.lexer.at - 1, self.lexer.at, SyntaxErrorKind::UnmatchedCloser);
    }

    /// Says that there is no comma between two parts. True when what follows belonged to the first one, and was read, so
    /// that a separator is still to come.
    #[cold]
    pub(super) fn reads_on_without_separator(&mut self, bracket: Bracket, next: u8) -> bool {
        if self.found_name {
            return false;
        }
        let (start, lenient) = (self.lexer.at, std::mem::take(&mut self.lenient));
        let last = self.last_token();
        let after_string = self.nodes.last().is_some_and(|node| node.kind == Kind::String && node.span() == last);
        match next {
            b';' => {
                self.lexer.at += 1;
                self.error(start, start + 1, SyntaxErrorKind::WrongSeparator { expected: ',' });
            }
            b':' if bracket == Bracket::Brace => {
                self.colon_after_value(after_string.then_some(last));
                return true;
            }
            b':' if after_string && self.is_in_array_of_object() => {
                let kind = SyntaxErrorKind::UnclosedBracket { open: bracket, opened: self.opened() };
                self.bracket_error(last.start as usize, last.end as usize, kind);
                self.found_name = true;
            }
            b':' => {
                self.lexer.at += 1;
                self.error(start, start + 1, SyntaxErrorKind::UnexpectedColon);
            }
            _ if lenient => {}
            _ if start == self.last_end && after_string && next != b'"' => {
                self.quote_in_string();
                return true;
            }
            _ if foreign::begins_part(bracket, self.lexer.rest()) => {
                self.error(last.start as usize, last.end as usize, SyntaxErrorKind::MissingComma);
            }
            // What follows is no JSON, and that will be said of it.
            _ => {}
        }
        false
    }

    /// The last value as far as it should be marked: of a long one the bracket at its end is enough.
    fn last_token(&self) -> Span {
        let end = offset(self.last_end);
        let whole = self.nodes.last().filter(|node| node.end == end && node.count == 0);
        whole.map_or(Span::new(end.saturating_sub(1), end), |node| node.span())
    }

    /// A string was ended by a quote that was meant as part of it: goes on to the quote that ends it.
    fn quote_in_string(&mut self) {
        self.error(self.lexer.at - 1, self.lexer.at, SyntaxErrorKind::UnescapedQuote);
        self.lexer.at += foreign::string_end(self.lexer.rest_of_line());
        self.last_end = self.lexer.at;
        let end = offset(self.lexer.at);
        if let Some(node) = self.nodes.last_mut() {
            (node.kind, node.end) = (Kind::Bogus, end);
        }
    }

    /// A value of an object that is followed by a colon, as if it were a name: then the brace before it was forgotten.
    fn colon_after_value(&mut self, string: Option<Span>) {
        let colon = self.lexer.at;
        match string {
            Some(name) => {
                self.error(name.start as usize, name.end as usize, SyntaxErrorKind::MissingOpeningBrace);
                self.brackets_are_off = true;
            }
            None => self.error(colon, colon + 1, SyntaxErrorKind::UnexpectedColon),
        }
        self.lexer.at += 1;
        self.push_nameless(self.lexer.at);
        self.lexer.blanks();
        self.value_after(colon);
    }

    fn is_in_array_of_object(&self) -> bool {
        let around = self.open.iter().rev().nth(1);
        around.is_some_and(|open| open.bracket == Bracket::Brace)
    }

    /// Goes on with the member whose name was read as an item of the array before it. Gives how many members it was.
    #[cold]
    pub(super) fn member_of_found_name(&mut self) -> u32 {
        self.found_name = false;
        let id = self.nodes.len() - 1;
        let Some(node) = self.nodes.last_mut() else { return 0 };
        node.flags = node.flags.with(Flags::NAME);
        let node = *node;
        self.names.push(id, node, self.lexer.text);
        self.colon_and_value(node.start as usize, node.end as usize);
        1
    }

    #[cold]
    pub(super) fn no_colon(&mut self, name_start: usize, name_end: usize) {
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
            next if start == name_end && next != b'"' && !foreign::begins_part(Bracket::Square, self.lexer.rest()) => {
                self.quote_in_name(name_start, name_end);
            }
            _ => {
                if foreign::begins_part(Bracket::Square, self.lexer.rest()) {
                    self.error(name_start, name_end, SyntaxErrorKind::MissingColon);
                }
                self.value(QuotedPart::Value);
            }
        }
    }

    /// A name goes on to the end of its line.
    #[cold]
    pub(super) fn unclosed_name(&mut self, start: usize) {
        if !self.ends_at_colon(start, self.lexer.at) {
            self.unclosed_string(start);
            self.colon_and_value(start, self.lexer.at);
        }
    }

    /// A name is followed by other signs at once, so the quote that ended it began or ended something else.
    fn quote_in_name(&mut self, name_start: usize, name_end: usize) {
        if self.ends_at_colon(name_start, name_end) {
            return;
        }
        self.error(name_end - 1, name_end, SyntaxErrorKind::UnescapedQuote);
        self.lexer.at += foreign::string_end(self.lexer.rest_of_line());
        let end = offset(self.lexer.at);
        if let Some(node) = self.nodes.last_mut() {
            (node.end, node.flags) = (end, node.flags.with(Flags::MALFORMED));
        }
        self.lenient = true;
        self.brackets_are_off |= self.is_cut_off();
        self.colon_and_value(name_start, self.lexer.at);
    }

    /// Whether the name that was read has a colon: then it was meant to end there, and the member is read again from it.
    fn ends_at_colon(&mut self, name_start: usize, name_end: usize) -> bool {
        let name = self.lexer.text.get(name_start..name_end).unwrap_or_default();
        let (Some(colon), Some(node)) = (name.find(':'), self.nodes.last_mut()) else { return false };
        let colon = name_start + colon;
        (node.end, node.flags) = (offset(colon), node.flags.with(Flags::UNCLOSED));
        self.error(name_start, colon, SyntaxErrorKind::MissingClosingQuote);
        self.lexer.at = colon;
        self.colon_and_value(name_start, colon);
        true
    }

    /// Reads what stands in an object where a name belongs. Gives how many members it was.
    #[cold]
    pub(super) fn odd_member(&mut self) -> u32 {
        let start = self.lexer.at;
        if self.lexer.peek() == b':' {
            self.error(start, start + 1, SyntaxErrorKind::MissingName);
            self.push_nameless(start);
            self.lexer.at += 1;
            match self.lexer.blanks() {
                b',' | b'}' | b']' => self.nothing(),
                _ if self.lexer.is_at_end() => self.nothing(),
                _ => self.value(QuotedPart::Value),
            }
            return 0;
        }
        if let Some((length, kind)) = foreign::odd_name(self.lexer.rest_of_line()) {
            self.lexer.at += length;
            self.error(start, self.lexer.at, kind);
            self.push(Kind::String, start, self.lexer.at, Flags::NAME.with(Flags::MALFORMED));
            self.colon_and_value(start, self.lexer.at);
            return 1;
        }
        if foreign::begins_part(Bracket::Square, self.lexer.rest()) {
            self.error(start, start + 1, SyntaxErrorKind::MissingName);
        }
        self.push_nameless(start);
        self.value(QuotedPart::Name);
        if self.lexer.blanks() == b':' && !self.found_name {
            let colon = self.lexer.at;
            self.lexer.at += 1;
            self.push_nameless(self.lexer.at);
            self.lexer.blanks();
            self.value_after(colon);
        }
        0
    }

    /// Reads text that is no JSON value, and says what it looks like.
    #[cold]
    pub(super) fn bare(&mut self, part: QuotedPart) {
        let start = self.lexer.at;
        let Bare { length, kind } = foreign::bare(self.lexer.rest_of_line(), self.open.is_empty(), part);
        self.lexer.at += length;
        self.error(start, self.lexer.at, kind);
        self.push(Kind::Bogus, start, self.lexer.at, Flags::default());
        self.brackets_are_off |= self.is_cut_off();
    }

    /// Says that the string that began at `start` has no end.
    #[cold]
    pub(super) fn unclosed_string(&mut self, start: usize) {
        self.error(start, self.lexer.at, SyntaxErrorKind::UnclosedString);
        self.lenient = true;
        let punctuation = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']');
        let nothing_follows = self.lexer.bytes.iter().skip(self.lexer.at).all(punctuation);
        let mut line = self.lexer.bytes.iter().skip(start).take_while(|byte| !matches!(byte, b'\n' | b'\r'));
        self.brackets_are_off |= nothing_follows || line.any(|byte| matches!(byte, b'}' | b']'));
    }

    /// Whether nothing more comes: an error at the last word of a file that was cut off is the only one.
    pub(super) fn is_cut_off(&self) -> bool {
        self.lexer.rest().trim_ascii_start().is_empty()
    }

    #[cold]
    pub(super) fn wrong_closer(&mut self, open: Bracket) {
        let at = self.lexer.at;
        let opened = self.opened();
        let belongs_further_out = self.open.iter().rev().skip(1).any(|around| around.bracket != open);
        if belongs_further_out && !self.goes_on_after_closer() {
            self.bracket_error(at, at + 1, SyntaxErrorKind::UnclosedBracket { open, opened });
        } else {
            self.lexer.at += 1;
            self.bracket_error(at, at + 1, SyntaxErrorKind::WrongCloser { open, opened });
        }
    }

    /// Whether what stands after the closing bracket here goes on with the bracket around: then it closed the innermost
    /// one, though it is of the other sort.
    fn goes_on_after_closer(&self) -> bool {
        let after = self.lexer.rest().get(1..).unwrap_or_default().trim_ascii_start();
        let around = self.open.iter().rev().nth(1).map_or('}', |open| open.bracket.closer());
        after.starts_with([',', around])
    }

    /// The end of the text with open brackets.
    #[cold]
    pub(super) fn unexpected_end(&mut self) {
        let Some(&Open { bracket: open, .. }) = self.open.last() else { return };
        if !self.lexer.errors.says(&SyntaxErrorKind::Comment { closed: false }) {
            let closers = self.open.iter().rev().map(|open| open.bracket.closer()).collect();
            let end = self.lexer.bytes.len();
            self.bracket_error(end, end, SyntaxErrorKind::UnexpectedEnd { open, opened: self.opened(), closers });
        }
    }

    /// The bracket that was opened last.
    fn opened(&self) -> Span {
        self.open.last().map_or(Span::at(0), |open| Span::new(offset(open.at), offset(open.at + 1)))
    }

    /// Says what is wrong with a bracket, unless brackets are known to be off.
    fn bracket_error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        if !std::mem::replace(&mut self.brackets_are_off, true) {
            self.error(start, end, kind);
        }
    }

    /// Goes over what is nested too deep without looking into it.
    #[cold]
    pub(super) fn too_deep(&mut self) {
        let start = self.lexer.at;
        self.lexer.at += foreign::balanced_length(self.lexer.rest());
        self.push(Kind::Bogus, start, self.lexer.at, Flags::default());
        // One such error is enough.
        if !self.lexer.errors.says(&SyntaxErrorKind::TooDeep) {
            self.error(start, start + 1, SyntaxErrorKind::TooDeep);
        }
        self.brackets_are_off |= self.lexer.is_at_end();
    }

    fn push_nameless(&mut self, at: usize) {
        self.push(Kind::String, at, at, Flags::NAME.with(Flags::NAMELESS).with(Flags::MALFORMED));
    }
}
