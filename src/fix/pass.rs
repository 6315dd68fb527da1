//! One pass: which fixes can be applied together.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Edit, Finding, Fix, Safety};
use crate::json::{Document, Pointer};
use crate::patch;
use crate::source::Span;

/// A pass over a document that has not taken anything yet.
pub struct Pass<'d> {
    document: &'d Document<'d>,
    most: Safety,
    /// The places that taken fixes are about, each with the index of the fix.
    places: BTreeMap<String, usize>,
    /// The bytes that taken fixes change, by their start.
    spans: BTreeMap<u32, u32>,
}

/// The fixes of one pass, each with its edits.
pub struct Taken<'f> {
    fixes: Vec<(&'f Finding, Vec<Edit>)>,
}

impl<'d> Pass<'d> {
    /// Over `document`, with unsafe fixes only when `most` says so.
    pub fn over(document: &'d Document<'d>, most: Safety) -> Self {
        Self { document, most, places: BTreeMap::new(), spans: BTreeMap::new() }
    }

    /// The fixes of `findings` that can be applied together; of two that are in each other's way the first.
    ///
    /// Several findings may have one fix in common, which takes all of them away.
    pub fn take(mut self, findings: &[Finding]) -> Taken<'_> {
        let mut fixes: Vec<(&Finding, Vec<Edit>)> = Vec::new();
        for finding in findings {
            let Some(fix) =
                finding.fix.as_ref().filter(|fix| fix.safety == Safety::Safe || self.most == Safety::Unsafe)
            else {
                continue;
            };
            let first_place = fix.patch.first().map(|operation| patch::place(operation).as_str());
            let earlier = first_place.and_then(|place| self.places.get(place)).and_then(|index| fixes.get(*index));
            let is_taken =
                earlier.is_some_and(|(earlier, _)| earlier.fix.as_ref().is_some_and(|it| it.patch == fix.patch));
            if is_taken {
                fixes.push((finding, Vec::new()));
            } else if let Some(edits) = self.try_take(fix, fixes.len()) {
                fixes.push((finding, edits));
            }
        }
        Taken { fixes }
    }

    /// The edits of a fix that is not in the way of those before, of which there are `count`.
    fn try_take(&mut self, fix: &Fix, count: usize) -> Option<Vec<Edit>> {
        let places = || fix.patch.iter().map(patch::place);
        if places().any(|place| patch::is_ambiguous(self.document, place) || self.is_near_a_taken_one(place)) {
            return None;
        }
        let edits = match &fix.edits {
            Some(edits) => edits.clone(),
            None => patch::edits(self.document, &fix.patch)?,
        };
        let edits: Vec<_> = edits.into_iter().filter(|edit| self.changes_something(edit)).collect();
        if edits.is_empty() || edits.iter().any(|edit| self.is_in_the_way(edit.span)) {
            return None;
        }
        self.places.extend(places().map(|place| (place.as_str().to_owned(), count)));
        self.spans.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        Some(edits)
    }

    /// Whether the place is one of a taken fix, lies in one, or holds one.
    fn is_near_a_taken_one(&self, place: &Pointer) -> bool {
        let mut above = std::iter::successors(Some(place.clone()), Pointer::parent);
        let inside = format!("{place}/");
        let mut below = self.places.range(inside.clone()..);
        above.any(|place| self.places.contains_key(place.as_str()))
            || below.next().is_some_and(|(below, _)| below.starts_with(&inside))
    }

    fn changes_something(&self, edit: &Edit) -> bool {
        self.document.text().get(edit.span.range()) != Some(edit.text.as_str())
    }

    /// Whether the bytes overlap those of a taken fix. Where something is put between bytes, touching is overlapping: of two
    /// insertions at one place it is not known which comes first.
    fn is_in_the_way(&self, span: Span) -> bool {
        let before = self.spans.range(..=span.start).next_back().map(|(start, end)| Span::new(*start, *end));
        let after = self.spans.range(span.start..).next().map(|(start, end)| Span::new(*start, *end));
        before.into_iter().chain(after).any(|taken| {
            let overlap = taken.start < span.end && span.start < taken.end;
            let touch = taken.start <= span.end && span.start <= taken.end;
            overlap || (touch && (taken.is_empty() || span.is_empty()))
        })
    }
}

impl<'f> Taken<'f> {
    /// Whether there is nothing to apply.
    pub fn is_empty(&self) -> bool {
        self.fixes.is_empty()
    }

    /// The fixes with their edits.
    pub fn fixes(&self) -> impl Iterator<Item = (&'f Finding, &[Edit])> {
        self.fixes.iter().map(|(finding, edits)| (*finding, edits.as_slice()))
    }

    /// The findings.
    pub fn findings(&self) -> impl Iterator<Item = &'f Finding> {
        self.fixes.iter().map(|(finding, _)| *finding)
    }

    /// The rules that the fixes are of.
    pub fn rules(&self) -> BTreeSet<String> {
        self.findings().map(|finding| finding.rule.clone()).collect()
    }

    /// All edits, in order.
    pub fn edits(&self) -> Vec<Edit> {
        let mut edits: Vec<_> = self.fixes.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect();
        edits.sort_by_key(|edit| edit.span);
        edits
    }
}
