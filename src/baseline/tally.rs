//! The findings of a run held against a baseline.

use std::sync::atomic::{AtomicU8, Ordering};

use super::{Baseline, Entry};

/// What a run says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing: its file was not checked, or its rule did not run.
    Unchecked,
    /// It matches no finding.
    Stale,
    /// It matches a finding.
    Known,
}

impl State {
    /// Every state.
    pub const ALL: [State; 3] = [State::Known, State::Stale, State::Unchecked];

    /// The name in lists.
    pub const fn name(self) -> &'static str {
        match self {
            State::Known => "known",
            State::Stale => "stale",
            State::Unchecked => "unchecked",
        }
    }
}

/// A baseline and what became of its entries. Files may be noted from several threads, in any order.
#[derive(Debug, Default)]
pub struct Tally {
    baseline: Baseline,
    /// The greatest [`State`] that was noted of each entry.
    states: Vec<AtomicU8>,
}

impl Tally {
    /// Before any file was noted.
    pub fn new(baseline: Baseline) -> Self {
        let states = baseline.entries().iter().map(|_| AtomicU8::new(State::Unchecked as u8)).collect();
        Self { baseline, states }
    }

    /// Whether there is no entry, so that nothing needs to be noted.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// Whether there is an entry for the finding `id`.
    pub fn has(&self, id: &str) -> bool {
        !self.baseline.with_id(id).is_empty()
    }

    /// Whether there is an entry for the finding `id`, which is then noted.
    pub fn is_known(&self, id: &str) -> bool {
        let entries = self.baseline.with_id(id);
        for &index in entries {
            self.note(index, State::Known);
        }
        !entries.is_empty()
    }

    /// Notes that the file at `path` was checked with the rules for which `ran` holds: its entries that match nothing are
    /// stale. Its findings may be noted before or after.
    pub fn checked(&self, path: &str, ran: impl Fn(&str) -> bool) {
        for &index in self.baseline.with_path(path) {
            if self.state(index) != State::Known && ran(&self.baseline.entries()[index].rule) {
                self.note(index, State::Stale);
            }
        }
    }

    /// Notes the entries of files that were not checked and for which `is_gone` holds as stale.
    pub fn gone(&self, is_gone: impl Fn(&Entry) -> bool) {
        for (index, entry) in self.baseline.entries().iter().enumerate() {
            if self.state(index) == State::Unchecked && is_gone(entry) {
                self.note(index, State::Stale);
            }
        }
    }

    /// Every entry, in the order of the text, with what the run says of it.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, State)> {
        self.baseline.entries().iter().enumerate().map(|(index, entry)| (entry, self.state(index)))
    }

    fn note(&self, index: usize, state: State) {
        // Only the greatest counts, and the threads are joined before anybody asks: no order between entries is needed.
        self.states[index].fetch_max(state as u8, Ordering::Relaxed);
    }

    fn state(&self, index: usize) -> State {
        match self.states[index].load(Ordering::Relaxed) {
            0 => State::Unchecked,
            1 => State::Stale,
            _ => State::Known,
        }
    }
}
