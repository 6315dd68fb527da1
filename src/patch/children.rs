//! What an object or a list holds, and the bytes that go when some of it goes.

use std::cell::OnceCell;

use super::Positions;
use crate::json::{Element, Kind};
use crate::source::Span;

/// The members or items of a container, in order.
pub struct Children<'d> {
    container: Element<'d>,
    all: Vec<Child<'d>>,
    positions: OnceCell<Positions>,
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Child<'d> {
    /// The name with its quotes; `None` of an item.
    pub name: Option<Span>,
    /// The value.
    pub value: Element<'d>,
}

impl Child<'_> {
    /// The bytes from the name, if there is one, to the end of the value.
    pub fn span(&self) -> Span {
        let value = self.value.span();
        self.name.map_or(value, |name| Span::new(name.start, value.end))
    }
}

impl<'d> Children<'d> {
    /// Those of `container`; none when it is neither an object nor a list.
    pub fn of(container: Element<'d>) -> Self {
        let all = match container.kind() {
            Kind::Object => {
                let members = container.members();
                members.map(|member| Child { name: Some(member.name_span()), value: member.value }).collect()
            }
            _ => container.items().map(|value| Child { name: None, value }).collect(),
        };
        Self { container, all, positions: OnceCell::new() }
    }

    /// All, in order.
    pub fn all(&self) -> &[Child<'d>] {
        &self.all
    }

    /// The one at that place.
    pub fn at(&self, position: usize) -> Option<Child<'d>> {
        self.all.get(position).copied()
    }

    /// The place of the one that a pointer calls `token`; of members with one name, of the last.
    pub fn position(&self, token: &str) -> Option<usize> {
        if self.container.is_array() {
            return Self::index(token).filter(|index| *index < self.all.len());
        }
        let positions = || {
            let names = self.container.members().map(|member| member.name().into_owned());
            names.enumerate().map(|(position, name)| (name, position)).collect()
        };
        self.positions.get_or_init(positions).get(token).copied()
    }

    /// The index that a token means, as RFC 6901 writes it: digits without a needless zero.
    pub fn index(token: &str) -> Option<usize> {
        let index: usize = token.parse().ok()?;
        (index.to_string() == token).then_some(index)
    }

    /// The bytes to take out, so that those at `going` are gone with their commas; `going` grows.
    ///
    /// Where everything goes, only the brackets stay. What follows one that stays goes from the end of that one, so that
    /// its comma, and the line when there was nothing else on it, go too; what stands before all that stay goes up to the
    /// first of these.
    pub fn without(&self, going: &[usize]) -> Vec<(u32, u32)> {
        let mut going = going.iter().copied().peekable();
        let mut spans = Vec::new();
        let mut last_kept: Option<Span> = None;
        let mut run: Option<Span> = None;
        for (position, child) in self.all.iter().enumerate() {
            let span = child.span();
            if going.next_if_eq(&position).is_some() {
                run = Some(run.map_or(span, |run| Span::new(run.start, span.end)));
                continue;
            }
            if let Some(run) = run.take() {
                spans.push(last_kept.map_or((run.start, span.start), |kept| (kept.end, run.end)));
            }
            last_kept = Some(span);
        }
        let bounds = self.container.span();
        match (run, last_kept) {
            (Some(run), Some(kept)) => spans.push((kept.end, run.end)),
            (Some(_), None) => spans.push((bounds.start + 1, bounds.end.saturating_sub(1))),
            (None, _) => {}
        }
        spans
    }
}
