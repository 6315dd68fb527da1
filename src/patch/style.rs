//! How a text is laid out: what stands between names, values and brackets in it.

use super::children::{Child, Children};
use crate::json::{Document, Element, Kind};

/// The layout of a document. What it does not show is as most people write it.
#[derive(Clone, Copy)]
pub struct Style<'d> {
    document: &'d Document<'d>,
}

impl<'d> Style<'d> {
    /// That of `document`.
    pub const fn of(document: &'d Document<'d>) -> Self {
        Self { document }
    }

    /// What ends a line.
    pub fn line_end(self) -> &'static str {
        let text = self.document.text();
        match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if text[at..].starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The blanks that the line of the byte at `offset` begins with.
    pub fn indentation(self, offset: u32) -> &'d str {
        let text = self.document.text();
        let before = text.get(..offset as usize).unwrap_or_default();
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = text.get(start..).unwrap_or_default();
        let line = line.strip_prefix(crate::source::BOM).unwrap_or(line);
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// By how much a line inside brackets is indented more than the line that they begin in.
    pub fn step(self) -> &'d str {
        let steps = self.containers().filter_map(|container| {
            let child =
                first_child(container).filter(|child| self.breaks(container.span().start, child.span().start))?;
            let inner = self.indentation(child.span().start);
            inner.strip_prefix(self.indentation(container.span().start)).filter(|step| !step.is_empty())
        });
        steps.into_iter().next().unwrap_or("  ")
    }

    /// What stands between a name and its value in `object`, or else in the document.
    pub fn colon(self, object: Option<Element<'d>>) -> &'d str {
        let of = |container: Element<'d>| {
            let colon = |child: Child<'_>| self.between(child.name?.end, child.value.span().start);
            first_child(container).and_then(colon).filter(|colon| !is_broken(colon))
        };
        object.and_then(of).or_else(|| self.containers().find_map(of)).unwrap_or(": ")
    }

    /// What stands after a comma on one line.
    pub fn blank(self) -> &'d str {
        let of = |container: Element<'d>| {
            let mut children = Children::of(container).all().to_vec().into_iter();
            let (first, second) = (children.next()?, children.next()?);
            let gap = self.between(first.span().end, second.span().start).filter(|gap| !is_broken(gap))?;
            Some(gap.split_once(',')?.1)
        };
        let as_after_colon = || if self.colon(None).ends_with(':') { "" } else { " " };
        self.containers().find_map(of).unwrap_or_else(as_after_colon)
    }

    /// What stands inside the brackets of a container of that sort on one line.
    pub fn padding(self, kind: Kind) -> &'d str {
        let of = |container: Element<'d>| {
            let padding = self.between(container.span().start + 1, first_child(container)?.span().start);
            padding.filter(|_| !is_broken(container.raw()))
        };
        self.containers().filter(|container| container.kind() == kind).find_map(of).unwrap_or_default()
    }

    /// What stands between two children of a container that has some: its comma, and what is around that.
    pub fn separator(self, children: &Children<'d>, opens_at: u32) -> String {
        let gaps = children.all().windows(2).filter_map(|pair| self.between(pair[0].span().end, pair[1].span().start));
        // Where blank lines make groups, what is added belongs to the last one.
        let plain = gaps.min_by_key(|gap| (gap.matches(['\n', '\r']).count(), usize::from(!gap.starts_with(','))));
        if let Some(gap) = plain {
            return gap.to_owned();
        }
        let first = children.all().first().map(|child| child.span().start);
        let lead = first.and_then(|first| self.between(opens_at + 1, first)).unwrap_or_default();
        match lead.rfind(['\n', '\r']) {
            Some(at) => format!(",{}{}", self.line_end(), &lead[at + 1..]),
            None => format!(",{}", self.blank()),
        }
    }

    /// The text between two bytes.
    pub fn between(self, start: u32, end: u32) -> Option<&'d str> {
        self.document.text().get(start as usize..end as usize)
    }

    fn breaks(self, start: u32, end: u32) -> bool {
        self.between(start, end).is_some_and(is_broken)
    }

    fn containers(self) -> impl Iterator<Item = Element<'d>> {
        self.document.root().into_iter().flat_map(Element::descendants).filter(|element| !element.is_empty())
    }
}

/// Whether a list or an object that comes into `container` has lines of its own for what it holds: as its neighbors of
/// the same sort have, or else any, or else the container itself.
pub fn has_lines_in(container: Option<Element<'_>>, kind: Kind) -> bool {
    let Some(container) = container else { return false };
    let children = Children::of(container);
    let filled = || children.all().iter().rev().map(|child| child.value).filter(|value| !value.is_empty());
    let neighbor = filled().find(|value| value.kind() == kind).or_else(|| filled().next());
    is_broken(neighbor.unwrap_or(container).raw())
}

/// Whether a text has more than one line.
pub fn is_broken(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

fn first_child(container: Element<'_>) -> Option<Child<'_>> {
    let member = container.members().next();
    let item = || container.items().next().map(|value| Child { name: None, value });
    member.map(|member| Child { name: Some(member.name_span()), value: member.value }).or_else(item)
}
