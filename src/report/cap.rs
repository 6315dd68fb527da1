//! A limit for text that people read: one broken generator must not bury everything else.

use std::collections::BTreeMap;

/// Findings of one rule that are written for one file.
const MOST: usize = 100;

/// Counts the findings of one file by rule.
#[derive(Default)]
pub struct Cap<'f> {
    seen: BTreeMap<&'f str, usize>,
}

impl<'f> Cap<'f> {
    /// Counts a finding of `rule`; whether it is written.
    pub fn admits(&mut self, rule: &'f str) -> bool {
        let seen = self.seen.entry(rule).or_default();
        *seen += 1;
        *seen <= MOST
    }

    /// The rules of which not all was written, by id, each with what a line says about the rest.
    pub fn rest(&self) -> impl Iterator<Item = String> {
        self.counts().map(|(rule, more)| {
            let findings = if more == 1 { "finding" } else { "findings" };
            format!("{more} more {findings} of {rule} (-o json has all)")
        })
    }

    /// The rules of which not all was written, by id, each with how many findings are left.
    pub fn counts(&self) -> impl Iterator<Item = (&'f str, usize)> {
        let beyond = self.seen.iter().filter_map(|(&rule, seen)| Some((rule, seen.checked_sub(MOST)?)));
        beyond.filter(|&(_, more)| more > 0)
    }
}
