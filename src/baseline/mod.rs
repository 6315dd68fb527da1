//! A baseline: the findings that a team has accepted, so that only new ones fail a run.
//!
//! A file of entries, each with the identity of a finding, is read with [`Baseline::read`] and written with [`write()`].
//! A [`Tally`] holds the findings of a run against it and remembers what became of each entry. Everything here is text and
//! values: which baseline applies to a file, where it lies and which files are gone is known to the caller.
//!
//! No value is in the file and no hash of a secret: identities are made of concealed findings.

mod error;
mod read;
mod stale;
mod tally;
mod write;

use std::collections::HashMap;

pub use error::{ReadError, ReadErrorKind};
pub use stale::{STALE, stale_finding};
pub use tally::{State, Tally};
pub use write::write;

use crate::finding::{Finding, Severity};
use crate::source::Span;

/// What a baseline is called unless the user says otherwise.
pub const FILE_NAME: &str = "coglint-baseline.json";

/// The version of the layout; `docs/baseline-1.schema.json` describes it.
pub const SCHEMA: &str = "coglint-baseline/1";

/// One accepted finding. All but the identity is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identity of the finding.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// The file, relative to the directory of the baseline.
    pub path: String,
    /// Where in the file it stood, or the member that is not set.
    pub pointer: String,
    /// How bad it was.
    pub severity: Severity,
    /// Where the identity stands in the text of the baseline; empty when the entry comes from no text.
    pub span: Span,
}

impl Entry {
    /// Accepts `finding`, whose identity is `id`, in the file at `path`.
    pub fn new(id: String, path: &str, finding: &Finding) -> Self {
        let place = &finding.pointer;
        let pointer = finding.member.as_ref().map_or_else(|| place.clone(), |member| place.child(member));
        Self {
            id,
            rule: finding.rule.clone(),
            path: path.to_owned(),
            pointer: pointer.to_string(),
            severity: finding.severity,
            span: Span::default(),
        }
    }
}

/// A set of accepted findings.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
    /// The entries of each identity: a merge of two branches may leave two.
    by_id: HashMap<String, Vec<usize>>,
    /// The entries of each file.
    by_path: HashMap<String, Vec<usize>>,
}

impl Baseline {
    /// With these entries, in their order.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut baseline = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            baseline.by_id.entry(entry.id.clone()).or_default().push(index);
            baseline.by_path.entry(entry.path.clone()).or_default().push(index);
        }
        Self { entries, ..baseline }
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<ReadError>> {
        read::entries(text).map(Self::new)
    }

    /// The entries, in the order of the text.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn with_id(&self, id: &str) -> &[usize] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    fn with_path(&self, path: &str) -> &[usize] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }
}
