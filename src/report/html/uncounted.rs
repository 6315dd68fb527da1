//! What was found and does not count: suppressed, known to the baseline, or mended.

use super::finding::Entry;
use crate::report::entry::Listing;
use crate::report::run::{File, Run, Suppressed};

/// The findings of a run that do not count, each list in the order of the report.
#[derive(Default)]
pub struct Uncounted<'r> {
    /// What the configuration suppresses.
    pub suppressed: Vec<(Entry<'r>, &'r Suppressed)>,
    /// What the baseline knows.
    pub baselined: Vec<Entry<'r>>,
    /// What was mended, with places in the text before.
    pub fixed: Vec<Entry<'r>>,
}

impl<'r> Uncounted<'r> {
    /// Those of `run`.
    pub fn new(run: &'r Run) -> Self {
        let mut uncounted = Self::default();
        for file in &run.files {
            if !file.suppressed.is_empty() || !file.baselined.is_empty() {
                uncounted.add_present(file);
            }
            if let Some(fixed) = &file.fixed {
                let listing = Listing::new(&fixed.before);
                let entries = fixed.findings.iter();
                // It is gone, so that nothing links to it; what is left may have its identity.
                let entries = entries.map(|finding| Entry::new(finding, String::new(), &file.path, &listing));
                uncounted.fixed.extend(entries);
            }
        }
        uncounted
    }

    fn add_present(&mut self, file: &'r File) {
        let listing = Listing::new(&file.source);
        let identities = file.identities(&file.identity_path);
        let suppressed = file.suppressed.iter().zip(identities.suppressed);
        let baselined = file.baselined.iter().zip(identities.baselined);
        let entry = |finding, identity| Entry::new(finding, identity, &file.path, &listing);
        self.suppressed.extend(suppressed.map(|(entry_of, id)| (entry(&entry_of.finding, id), entry_of)));
        self.baselined.extend(baselined.map(|(finding, id)| entry(finding, id)));
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.suppressed.is_empty() && self.baselined.is_empty() && self.fixed.is_empty()
    }
}
