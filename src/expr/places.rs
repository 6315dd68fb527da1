//! Where the nodes of a tree stand in the text.
//!
//! Only needed when something is wrong, so nothing is kept while a good expression is read. The parser tells the places
//! of its nodes with an error only: the text is parsed again with a mistake after its end. The nodes before are numbered as
//! they were, and their places are tokens: an operator, a bracket, a name. What a node covers is found from these.

use std::ops::Range;
use std::sync::Arc;

use cel::IdedExpr;
use cel::common::ast::{EntryExpr, Expr, SourceInfo};
use cel::parser::pratt_parser::{Token, TokenKind};

use super::parse;

/// What of a node an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All that belongs to it.
    Whole,
    /// The name of a field, a function or a variable, or the operator.
    Name,
}

/// The places of the nodes of one text.
pub(super) struct Places<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    info: Option<Arc<SourceInfo>>,
}

impl<'s> Places<'s> {
    /// Reads the places of the nodes of `source`, which the parser has accepted.
    pub fn read(source: &'s str) -> Self {
        Places { source, tokens: parse::tokens(source).collect(), info: parse::places(source) }
    }

    /// The bytes of a part of a node.
    pub fn span(&self, expr: &IdedExpr, part: Part) -> Range<usize> {
        let tokens = match part {
            Part::Whole => self.whole(expr),
            Part::Name => self.name(expr).map(|name| name..=name),
        };
        let bytes = tokens.and_then(|tokens| {
            let first = self.tokens.get(*tokens.start())?;
            let last = self.tokens.get(*tokens.end())?;
            Some(parse::range(self.source, *first).start..parse::range(self.source, *last).end)
        });
        bytes.unwrap_or(0..self.source.len())
    }

    /// The index of the token that the parser noted for a node.
    fn token(&self, expr: &IdedExpr) -> Option<usize> {
        let (start, _) = self.info.as_ref()?.offset_for(expr.id)?;
        self.tokens.binary_search_by_key(&(start as usize), |token| token.start).ok()
    }

    /// The index of the token that names a node.
    fn name(&self, expr: &IdedExpr) -> Option<usize> {
        let token = self.token(expr)?;
        match (&expr.expr, self.tokens[token].kind) {
            // The field in `has(a.b)` stands before the closing parenthesis.
            (Expr::Select(select), TokenKind::TokIdent) if select.test => self.closing(token + 1)?.checked_sub(1),
            // The parenthesis of `a.f(`; that of a comprehension likewise.
            (_, TokenKind::TokLeftParen) => token.checked_sub(1),
            // `a.name` and `.name`.
            (_, TokenKind::TokDot) => Some(token + 1),
            _ => Some(token),
        }
    }

    /// The indices of the first and the last token of a node.
    fn whole(&self, expr: &IdedExpr) -> Option<std::ops::RangeInclusive<usize>> {
        let token = self.token(expr)?;
        let (mut first, mut last) = (token, token);
        for child in children(&expr.expr) {
            // A macro is expanded with nodes that stand at its parenthesis.
            if let Some(tokens) = self.whole(child) {
                first = first.min(*tokens.start());
                last = last.max(*tokens.end());
            }
        }
        let open = match self.tokens[token].kind {
            TokenKind::TokLeftParen | TokenKind::TokLeftBracket | TokenKind::TokLeftBrace => Some(token),
            TokenKind::TokDot => {
                last = last.max(token + 1);
                None
            }
            // `f(..)` and `has(..)`.
            TokenKind::TokIdent if !matches!(expr.expr, Expr::Ident(_)) => Some(token + 1),
            // `-1` is one literal at the minus.
            TokenKind::TokMinus if matches!(expr.expr, Expr::Literal(_)) => {
                last = last.max(token + 1);
                None
            }
            _ => None,
        };
        let close = open.and_then(|open| self.closing(open));
        Some(first..=close.map_or(last, |close| last.max(close)))
    }

    /// The index of the bracket that closes the one at `open`.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (index, token) in self.tokens.iter().enumerate().skip(open) {
            match token.kind {
                TokenKind::TokLeftParen | TokenKind::TokLeftBracket | TokenKind::TokLeftBrace => depth += 1,
                TokenKind::TokRightParen | TokenKind::TokRightBracket | TokenKind::TokRightBrace => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(index);
                    }
                }
                _ if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }
}

/// The nodes directly under a node, as far as they are written in the text.
fn children(expr: &Expr) -> Vec<&IdedExpr> {
    match expr {
        Expr::Call(call) => call.target.iter().map(AsRef::as_ref).chain(&call.args).collect(),
        Expr::Comprehension(comprehension) => vec![&comprehension.iter_range, &comprehension.loop_step],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Map(map) => map.entries.iter().map(|entry| entry_value(&entry.expr)).collect(),
        Expr::Struct(message) => message.entries.iter().map(|entry| entry_value(&entry.expr)).collect(),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => Vec::new(),
    }
}

fn entry_value(entry: &EntryExpr) -> &IdedExpr {
    match entry {
        EntryExpr::StructField(field) => &field.value,
        EntryExpr::MapEntry(entry) => &entry.value,
    }
}
