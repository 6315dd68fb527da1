//! The findings of a run by rule, each with its places.

use std::collections::BTreeMap;

use super::files::Section;
use super::finding::Entry;
use crate::finding::{Category, Severity};

/// A rule that found something.
pub struct RuleRow<'s> {
    /// Its id.
    pub id: &'s str,
    /// The worst severity of its findings.
    pub severity: Severity,
    /// What it is about.
    pub category: Category,
    /// In how many files it found something.
    pub files: usize,
    /// What it found, in the order of the report.
    pub entries: Vec<&'s Entry<'s>>,
}

/// The rules that found something: the worst first, of these the most frequent, then by id.
pub fn rules<'s>(sections: &'s [Section<'s>]) -> Vec<RuleRow<'s>> {
    let mut rows: BTreeMap<&str, RuleRow<'s>> = BTreeMap::new();
    for entry in sections.iter().flat_map(|section| &section.entries) {
        let finding = &*entry.finding;
        let row = rows.entry(&finding.rule).or_insert_with(|| RuleRow {
            id: &finding.rule,
            severity: finding.severity,
            category: finding.category,
            files: 0,
            entries: Vec::new(),
        });
        row.severity = row.severity.max(finding.severity);
        row.files += usize::from(row.entries.last().is_none_or(|last| last.path != entry.path));
        row.entries.push(entry);
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| b.entries.len().cmp(&a.entries.len())));
    rows
}
