//! The baselines of a run: where they lie, which files they are about, and what the run says of their entries.
//!
//! [`Baselines`] is the table of those that a run uses; a file is held against the one that its settings name. Reading and
//! matching are the matter of [`crate::baseline`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::refusal::{BASELINE, Marked, Refusal};
use crate::baseline::{Baseline, Entry, FILE_NAME, ReadError, State, Tally, stale_finding};
use crate::finding::{Finding, SYNTAX_ERROR, Severity};
use crate::report::{ErrorKind, File, Settings, Source, Status};
use crate::source::SourceFile;
use crate::walk;

/// The baselines of a run, each once.
#[derive(Debug, Default)]
pub struct Baselines {
    loaded: Vec<AppliedBaseline>,
    /// The absolute paths of those that something is wrong with, which was said.
    refused: Vec<PathBuf>,
}

/// The place of a baseline in the table of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineId(usize);

impl Baselines {
    /// Loads the baseline at `path`, unless it is there already; one that `is_blank` is not read. Its findings go by
    /// `settings`. What is wrong with it is noted the first time.
    pub fn load(
        &mut self,
        path: &Path,
        is_blank: bool,
        working_directory: &Path,
        settings: &Settings,
        refusals: &mut Vec<Refusal>,
    ) -> Option<BaselineId> {
        let absolute = walk::absolute(working_directory, path);
        if let Some(known) = self.loaded.iter().position(|baseline| baseline.absolute == absolute) {
            return Some(BaselineId(known));
        }
        if self.refused.contains(&absolute) {
            return None;
        }
        if is_blank {
            return Some(self.add(AppliedBaseline::blank(path, working_directory, settings)));
        }
        match AppliedBaseline::load(path, working_directory, settings) {
            Ok(baseline) => Some(self.add(baseline)),
            Err(errors) => {
                refusals.extend(errors);
                self.refused.push(absolute);
                None
            }
        }
    }

    fn add(&mut self, baseline: AppliedBaseline) -> BaselineId {
        self.loaded.push(baseline);
        BaselineId(self.loaded.len() - 1)
    }

    /// One of them.
    pub fn get(&self, id: BaselineId) -> &AppliedBaseline {
        &self.loaded[id.0]
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (BaselineId, &AppliedBaseline)> {
        self.loaded.iter().enumerate().map(|(index, baseline)| (BaselineId(index), baseline))
    }
}

/// A baseline that files are held against.
#[derive(Debug)]
pub struct AppliedBaseline {
    absolute: PathBuf,
    source: Arc<SourceFile>,
    settings: Settings,
    tally: Tally,
}

impl AppliedBaseline {
    /// Reads the baseline at `path`.
    fn load(path: &Path, working_directory: &Path, settings: &Settings) -> Result<Self, Vec<Refusal>> {
        let shown = walk::shown(path);
        // An editor's server may have begun elsewhere than in the folder that its paths count from.
        let text = walk::read_text(&working_directory.join(path)).map_err(|error| vec![unreadable(&shown, &error)])?;
        let source = Arc::new(SourceFile { path: shown, text });
        let baseline = Baseline::read(&source.text).map_err(|errors| {
            let refusal = |error| refusal_of(error, &source);
            errors.iter().map(refusal).collect::<Vec<_>>()
        })?;
        let absolute = walk::absolute(working_directory, path);
        Ok(Self { absolute, source, settings: settings.clone(), tally: Tally::new(baseline) })
    }

    /// A baseline without entries, which will be written to `path`.
    pub fn blank(path: &Path, working_directory: &Path, settings: &Settings) -> Self {
        let source = SourceFile { path: walk::shown(path), text: String::new() };
        let absolute = walk::absolute(working_directory, path);
        Self { absolute, source: Arc::new(source), settings: settings.clone(), tally: Tally::default() }
    }

    /// The path as it is shown.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// The directory that the paths of its entries begin in, an absolute one.
    pub fn directory(&self) -> &Path {
        self.absolute.parent().unwrap_or(&self.absolute)
    }

    /// Every entry, in the order of the text, with what the run says of it.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, State)> {
        self.tally.entries()
    }

    /// Moves what is known of a file that was checked to where it does not count. `ran` says which rules were asked and
    /// reported.
    pub fn sort_out(&self, file: &mut File, ran: impl Fn(&str) -> bool) {
        self.set_apart(file, |id| self.tally.is_known(id));
        self.tally.checked(&file.identity_path, ran);
    }

    /// The same for a text that may not be the one that the run ends with: nothing is noted about the entries.
    pub fn peek(&self, file: &mut File) {
        self.set_apart(file, |id| self.tally.has(id));
    }

    /// Notes what [`AppliedBaseline::peek`] left out.
    pub fn settle_file(&self, file: &File, ran: impl Fn(&str) -> bool) {
        if !file.baselined.is_empty() {
            for id in &file.identities(&file.identity_path).baselined {
                self.tally.is_known(id);
            }
        }
        self.tally.checked(&file.identity_path, ran);
    }

    fn set_apart(&self, file: &mut File, is_known: impl Fn(&str) -> bool) {
        if self.tally.is_empty() {
            return;
        }
        if !file.findings.is_empty() || !file.hidden.is_empty() {
            let ids = file.identities(&file.identity_path);
            for (list, ids) in [(&mut file.findings, &ids.findings), (&mut file.hidden, &ids.hidden)] {
                let mut ids = ids.iter();
                let is_known = |finding: &mut Finding| {
                    let id = ids.next().map_or("", String::as_str);
                    finding.rule != SYNTAX_ERROR && is_known(id)
                };
                file.baselined.extend(list.extract_if(.., is_known));
            }
        }
    }

    /// After all files: notes the entries of files that are gone from `walked`, absolute directories. `ran` says which
    /// rules were asked and reported.
    pub fn settle(&self, walked: &[PathBuf], ran: impl Fn(&str) -> bool) {
        self.tally.gone(|entry| {
            let path = walk::absolute(self.directory(), Path::new(&entry.path));
            let was_covered = walked.iter().any(|directory| path.starts_with(directory));
            was_covered && ran(&entry.rule) && is_gone(&entry.path, &path)
        });
    }

    /// The baseline as a file with findings of `severity` about its stale entries; `None` when there is none. Findings
    /// below `least_severity` are hidden.
    pub fn report(&self, severity: Severity, least_severity: Severity) -> Option<File> {
        let stale = self.entries().enumerate().filter(|(_, (_, state))| *state == State::Stale);
        let findings: Vec<_> =
            stale.map(|(index, (entry, _))| Finding { severity, ..stale_finding(entry, index, self.path()) }).collect();
        if findings.is_empty() {
            return None;
        }
        let (findings, hidden) = findings.into_iter().partition(|finding| finding.severity >= least_severity);
        Some(File {
            path: self.path().to_owned(),
            identity_path: self.absolute.file_name().map_or_else(String::new, |name| walk::shown(Path::new(name))),
            hosted_as: None,
            status: Status::Consulted,
            operation: None,
            client_type: None,
            settings: self.settings.clone(),
            source: Source { text: self.source.text.clone(), ..Source::default() },
            findings,
            suppressed: Vec::new(),
            baselined: Vec::new(),
            hidden,
            fixed: None,
        })
    }
}

/// Whether there is nothing at `path`, which an entry writes as `written`.
fn is_gone(written: &str, path: &Path) -> bool {
    // A name of bytes that are no text is not at its written form, which says nothing about it.
    let is_exact = !written.contains("\\x{");
    let is_missing = |error: io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    is_exact && fs::symlink_metadata(path).err().is_some_and(is_missing)
}

fn unreadable(path: &str, error: &io::Error) -> Refusal {
    let refusal = Refusal::new(ErrorKind::Config, format!("cannot read the baseline {path}: {}", walk::reason(error)));
    let option = if path == FILE_NAME { String::new() } else { format!(" --baseline {path}") };
    let is_missing = error.kind() == io::ErrorKind::NotFound;
    refusal.about(path).help(is_missing.then(|| format!("`coglint baseline create{option}` writes it")))
}

fn refusal_of(error: &ReadError, source: &Arc<SourceFile>) -> Refusal {
    let marked = Marked { kind: BASELINE, file: Arc::clone(source), span: error.span, label: error.kind.label() };
    Refusal::new(ErrorKind::Config, error.kind.what()).help(error.kind.help()).at(marked)
}
