//! Where the bytes of a mended text stood before.

use crate::finding::{Edit, Finding, Fix};
use crate::source::Span;

/// The way back through the passes so far.
#[derive(Debug, Default)]
pub struct Origin {
    passes: Vec<Vec<Moved>>,
}

/// An edit by both of its places.
#[derive(Clone, Copy, Debug)]
struct Moved {
    before: Span,
    after: Span,
}

impl Origin {
    /// Adds a pass by its edits, which are in order.
    pub fn add(&mut self, edits: &[Edit]) {
        let mut shift = 0_i64;
        let moved = edits.iter().map(|edit| {
            let length = i64::try_from(edit.text.len()).unwrap_or(i64::MAX);
            let start = i64::from(edit.span.start) + shift;
            shift += length - i64::from(edit.span.len());
            Moved { before: edit.span, after: Span::new(offset(start), offset(start + length)) }
        });
        self.passes.push(moved.collect());
    }

    /// The finding as it is shown beside the first text. The edits of its fix are of a text that nobody has seen.
    pub fn finding(&self, finding: &Finding) -> Finding {
        if self.passes.is_empty() {
            return finding.clone();
        }
        let mut finding = finding.clone();
        finding.span = self.span(finding.span);
        finding.related.iter_mut().for_each(|related| related.span = self.span(related.span));
        finding.fix = finding.fix.map(|fix| Fix { edits: None, ..fix });
        finding
    }

    /// The bytes of the first text that the bytes in `span` come from.
    fn span(&self, span: Span) -> Span {
        self.passes.iter().rev().fold(span, |span, pass| Span::new(start(pass, span.start), end(pass, span.end)))
    }
}

/// Where a span began that begins at `at` now; what an edit brought began where the edit did.
fn start(pass: &[Moved], at: u32) -> u32 {
    match pass.partition_point(|moved| moved.after.start <= at).checked_sub(1).map(|index| pass[index]) {
        None => at,
        Some(moved) if at < moved.after.end => moved.before.start,
        Some(moved) => moved.before.end.saturating_add(at - moved.after.end),
    }
}

/// Where a span ended that ends at `at` now; what an edit brought ended where the edit did.
fn end(pass: &[Moved], at: u32) -> u32 {
    match pass.partition_point(|moved| moved.after.start < at).checked_sub(1).map(|index| pass[index]) {
        None => at,
        Some(moved) if at <= moved.after.end => moved.before.end,
        Some(moved) => moved.before.end.saturating_add(at - moved.after.end),
    }
}

fn offset(at: i64) -> u32 {
    u32::try_from(at).unwrap_or_default()
}
