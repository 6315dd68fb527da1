//! Fixes applied to a document, pass after pass, until there is nothing left to do.
//!
//! A pass takes the fixes of the findings in their order; one that is in the way of another waits for the next pass. The
//! caller judges the text after each pass. Where that leads nowhere, or to an error that was not there, nothing is
//! changed and the rules are named. What is done with the new text is for the caller.

mod error;
mod origin;
mod pass;

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Edit, Finding, Safety, Severity};
use crate::json::{Document, parse};
use crate::patch;

pub use error::FixError;
use origin::Origin;
use pass::{Pass, Taken};

/// How often a text is changed before the fixes are said to have no end.
pub const MAX_PASSES: usize = 10;

/// What is found in a text.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// The findings that may be fixed, in the order of reports.
    pub findings: Vec<Finding>,
    /// All errors, those among them that may not be fixed too.
    pub errors: Errors,
}

/// How many errors there are of each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(BTreeMap<String, usize>);

impl Errors {
    /// Those among `findings`.
    ///
    /// Only numbers: a fix may move what is wrong elsewhere, as where an item before it goes.
    pub fn among(findings: &[Finding]) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            *counts.entry(finding.rule.clone()).or_insert(0) += 1;
        }
        Self(counts)
    }

    /// The first rule that has more errors here than in `before`.
    fn added_to(&self, before: &Self) -> Option<&str> {
        let count = |rule: &String| before.0.get(rule).copied().unwrap_or(0);
        self.0.iter().find(|(rule, now)| **now > count(rule)).map(|(rule, _)| rule.as_str())
    }
}

/// A text that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// The findings whose fixes were applied, as they were, in the order in which that was done. One that only a fix brought
    /// to light stands at the bytes of the old text that it comes from.
    pub findings: Vec<Finding>,
}

/// Applies the fixes of `first`, which was found in `document`, and of what `judge` finds after each pass; unsafe ones only
/// when `most` says so. `None` when there is nothing to apply.
///
/// # Errors
/// When the fixes have no end, undo each other, break the text, or lead to an error that was not there.
pub fn fix(
    document: &Document<'_>,
    first: &Judged,
    most: Safety,
    mut judge: impl FnMut(&Document<'_>) -> Judged,
) -> Result<Option<Mended>, FixError> {
    let taken = Pass::over(document, most).take(&first.findings);
    if taken.is_empty() {
        return Ok(None);
    }
    let mut mending = Mending::default();
    let mut text = mending.apply(document, &taken, first, &mut judge)?;
    loop {
        let (document, _) = parse(&text.text);
        let taken = Pass::over(&document, most).take(&text.judged.findings);
        if taken.is_empty() {
            break;
        }
        if mending.passes.len() == MAX_PASSES {
            return Err(FixError::NoEnd { rules: taken.rules() });
        }
        let next = mending.apply(&document, &taken, &text.judged, &mut judge)?;
        drop(document);
        text = next;
    }
    Ok(Some(Mended { text: text.text, findings: mending.findings }))
}

/// A text and what is found in it.
struct Text {
    text: String,
    judged: Judged,
}

/// What was done so far.
#[derive(Default)]
struct Mending {
    /// The texts, the first one too, with the rules whose fixes led from each to the next.
    passes: Vec<(String, BTreeSet<String>)>,
    /// Where the bytes of the text come from.
    origin: Origin,
    findings: Vec<Finding>,
}

impl Mending {
    /// One pass: applies what was taken to `document`, in which `before` was found.
    fn apply(
        &mut self,
        document: &Document<'_>,
        taken: &Taken<'_>,
        before: &Judged,
        judge: &mut impl FnMut(&Document<'_>) -> Judged,
    ) -> Result<Text, FixError> {
        let edits = taken.edits();
        let text = patch::apply(document.text(), &edits);
        let (after, errors) = parse(&text);
        if !errors.is_empty() {
            return Err(FixError::Breaks { rules: taken.rules() });
        }
        self.passes.push((document.text().to_owned(), taken.rules()));
        if let Some(since) = self.passes.iter().position(|(earlier, _)| *earlier == text) {
            let rules = self.passes[since..].iter().flat_map(|(_, rules)| rules.clone()).collect();
            return Err(FixError::Cycle { rules });
        }
        let judged = judge(&after);
        if let Some(error) = judged.errors.added_to(&before.errors) {
            let rules = culprits(document, taken, error, before, judge);
            return Err(FixError::NewError { rules, error: error.to_owned() });
        }
        drop(after);
        self.findings.extend(taken.findings().map(|finding| self.origin.finding(finding)));
        self.origin.add(&edits);
        Ok(Text { text, judged })
    }
}

/// The rules of the fixes that by themselves lead to the error; of all that were taken when none does.
fn culprits(
    document: &Document<'_>,
    taken: &Taken<'_>,
    error: &str,
    before: &Judged,
    judge: &mut impl FnMut(&Document<'_>) -> Judged,
) -> BTreeSet<String> {
    /// More would take long, and nobody reads them.
    const MOST: usize = 50;
    let mut leads_to_it = |edits: &[Edit]| {
        let text = patch::apply(document.text(), edits);
        let count = |errors: &Errors| errors.0.get(error).copied().unwrap_or(0);
        count(&judge(&parse(&text).0).errors) > count(&before.errors)
    };
    let alone = taken.fixes().take(MOST).filter(|(_, edits)| leads_to_it(edits));
    let rules: BTreeSet<String> = alone.map(|(finding, _)| finding.rule.clone()).collect();
    if rules.is_empty() { taken.rules() } else { rules }
}
