//! What is wrong with the suppressions of a run: those that are over, and those that suppress nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::examine::{Examiner, Matched};
use crate::cli::policies::{Policy, is_for};
use crate::cli::settings::Flags;
use crate::finding::{Category, Finding, Message, SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED, Severity};
use crate::globs::looks_like_glob;
use crate::json::Pointer;
use crate::page::joined;
use crate::report::{File, Source, Status};
use crate::secret::Hidden;
use crate::suppress::Suppression;
use crate::walk;

/// The suppressions of a run while it is put together.
pub struct Entries<'g, 'r> {
    /// For each project, what applies in it where no override does.
    of_project: &'g [usize],
    examiner: &'g Examiner<'r>,
    flags: &'g Flags<'g>,
    /// By project, the entries that are for a finding.
    used: BTreeSet<(usize, usize)>,
    /// By project, the entries that would have been for a finding and are over.
    expired: BTreeSet<(usize, usize)>,
}

/// An entry by its place: a file that several configurations inherit from is there several times.
type Place<'s> = (&'s str, u32);

impl<'g, 'r> Entries<'g, 'r> {
    /// None is for anything so far.
    pub fn new(of_project: &'g [usize], examiner: &'g Examiner<'r>, flags: &'g Flags<'g>) -> Self {
        Self { of_project, examiner, flags, used: BTreeSet::new(), expired: BTreeSet::new() }
    }

    /// Notes the entries of a project that are for a finding.
    pub fn note(&mut self, project: usize, matched: &Matched) {
        self.used.extend(matched.in_force.iter().map(|entry| (project, *entry)));
        self.expired.extend(matched.expired.iter().map(|entry| (project, *entry)));
    }

    /// The configuration files with what is to be said of their entries, after `files` were examined because the
    /// directories `walked` and single files were given.
    pub fn files(&self, walked: &[PathBuf], files: &[File]) -> Vec<File> {
        let Some(_) = self.examiner.today else { return Vec::new() };
        let mut findings: BTreeMap<Place<'_>, (&Policy<'_>, Finding)> = BTreeMap::new();
        let expired = |project, index| self.expired.contains(&(project, index));
        let mut entries: Vec<_> = self.entries().collect();
        let is_used = |(project, index, _): &&(usize, usize, _)| self.used.contains(&(*project, *index));
        let used: BTreeSet<Place<'_>> = entries.iter().filter(is_used).map(|(_, _, entry)| place(entry)).collect();
        // What is over for one project is over for all: it is said before anything is called unused.
        entries.sort_by_key(|(project, index, _)| !expired(*project, *index));
        for (project, index, entry) in entries {
            let policy = &self.examiner.policies[self.of_project[project]];
            let finding = if expired(project, index) {
                expired_finding(entry)
            } else if used.contains(&place(entry)) || !self.is_judged(project, entry, walked, files) {
                continue;
            } else {
                unused_finding(entry)
            };
            findings.entry(place(entry)).or_insert((policy, finding));
        }
        self.gather(findings)
    }

    fn entries(&self) -> impl Iterator<Item = (usize, usize, &'r Suppression)> {
        self.of_project.iter().enumerate().flat_map(|(project, policy)| {
            let chosen = self.examiner.policies[*policy].chosen;
            chosen.suppressions().enumerate().map(move |(index, entry)| (project, index, entry))
        })
    }

    /// Whether the run has seen everything that the entry could have been for.
    fn is_judged(&self, project: usize, entry: &Suppression, walked: &[PathBuf], files: &[File]) -> bool {
        self.ran(project, entry) && self.covers(entry, walked, files)
    }

    /// Whether all rules of the entry ran in the project.
    fn ran(&self, project: usize, entry: &Suppression) -> bool {
        let of_project = || self.examiner.policies.iter().filter(|policy| policy.project == project);
        entry.rules.iter().all(|rule| of_project().any(|policy| self.examiner.runs(rule, policy)))
    }

    /// Whether every file that the entry is for was checked: its configuration lies in a directory that was walked, or it
    /// names one file and that was checked.
    fn covers(&self, entry: &Suppression, walked: &[PathBuf], files: &[File]) -> bool {
        let absolute = |path: &str| walk::absolute(&self.flags.working_directory, Path::new(path));
        let is_for_file =
            |file: &&File| entry.path.as_ref().is_none_or(|path| is_for(&path.glob, &absolute(&file.path)));
        let mut own = files.iter().filter(is_for_file);
        // What could not be read could have had the finding.
        if own.clone().any(|file| file.status != Status::Checked) {
            return false;
        }
        let names_one = entry.path.as_ref().is_some_and(|path| !looks_like_glob(&path.written));
        if names_one && own.next().is_some() {
            return true;
        }
        let config = absolute(&entry.config);
        !self.flags.excludes() && walked.iter().any(|root| config.parent().is_some_and(|at| at.starts_with(root)))
    }

    /// One file for each configuration that something is said about.
    fn gather(&self, findings: BTreeMap<Place<'_>, (&Policy<'_>, Finding)>) -> Vec<File> {
        let mut files: Vec<File> = Vec::new();
        for ((config, _), (policy, mut finding)) in findings {
            let Some(severity) = policy.severity_of(&finding.rule) else { continue };
            finding.severity = severity;
            if files.last().is_none_or(|file| file.path != config) {
                files.push(self.file(config, policy));
            }
            let Some(file) = files.last_mut() else { continue };
            if finding.severity >= self.examiner.least_severity {
                file.findings.push(finding);
            } else {
                file.hidden.push(finding);
            }
        }
        files
    }

    fn file(&self, config: &str, policy: &Policy<'_>) -> File {
        let mut file = self.examiner.file_at(config, Path::new(config), policy, Status::Consulted);
        let layers = &policy.chosen.project().layers;
        let text = layers.iter().find(|layer| layer.source.path == config).map(|layer| layer.source.text.clone());
        file.source =
            Source { text: text.unwrap_or_default(), hidden: Hidden::default(), secrets: Arc::clone(&policy.secrets) };
        file
    }
}

fn place(entry: &Suppression) -> Place<'_> {
    (&entry.config, entry.line)
}

fn expired_finding(entry: &Suppression) -> Finding {
    let date = entry.expires.map(|date| date.to_string()).unwrap_or_default();
    let sentences = vec![
        format!("The suppression of {} ended on {date}.", rules(entry)),
        "What it was for counts again, unless another entry accepts it.".to_owned(),
        "Mend them, or look at the reason once more and set a later date.".to_owned(),
    ];
    finding(SUPPRESSION_EXPIRED, entry, sentences)
}

fn unused_finding(entry: &Suppression) -> Finding {
    let sentences = vec![
        format!("The suppression of {} matches nothing.", rules(entry)),
        "It stays behind to hide a later finding that nobody has looked at.".to_owned(),
        "Delete it, or mend its `path`, `pointer` or `value`.".to_owned(),
    ];
    finding(SUPPRESSION_UNUSED, entry, sentences)
}

fn rules(entry: &Suppression) -> String {
    joined(&entry.rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>(), "and")
}

fn finding(rule: &str, entry: &Suppression, sentences: Vec<String>) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Warning,
        category: Category::Hygiene,
        dormant: false,
        message: Message { sentences },
        pointer: Pointer::root(),
        member: None,
        span: entry.span,
        value: None,
        secret: false,
        label: Some("this entry".to_owned()),
        fix: None,
        related: Vec::new(),
    }
}
