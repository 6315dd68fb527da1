//! One file: read, recognized, checked.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use bumpalo::Bump;
use toml::value::Date;

use super::hosts::Hosts;
use super::mending::{self, Mending};
use super::selection::Selection;
use crate::cli::arguments::Form as Accepted;
use crate::cli::baselines::{AppliedBaseline, BaselineId, Baselines};
use crate::cli::policies::{Policy, is_for};
use crate::cli::refusal::Refusal;
use crate::finding::{Finding, Severity};
use crate::json::{self, Document, Reader, SyntaxError};
use crate::lint::{Checked, Linter, syntax_findings};
use crate::patch;
use crate::report::{Diff, File, Source, Status, Suppressed};
use crate::request::kind::{self, Form};
use crate::secret::Hidden;
use crate::settings::ByteSize;
use crate::suppress::Suppression;
use crate::untrusted::STDIN;
use crate::walk::{self, Candidate, From, ReadError, identity_path, read, reason};

/// A file to check, and what applies to it.
#[derive(Debug)]
pub struct Assignment {
    /// The file.
    pub candidate: Candidate,
    /// The index of its policy.
    pub policy: usize,
}

/// What is the same for all files of a run.
pub struct Examiner<'r> {
    /// What applies to files.
    pub policies: &'r [Policy<'r>],
    /// Whose findings are reported.
    pub selection: &'r Selection,
    /// What explicit files are accepted as, recognized or not.
    pub accepted: Option<Accepted>,
    /// Whether explicit files that are no requests are passed over.
    pub skip_unrecognized: bool,
    /// Findings below are hidden.
    pub least_severity: Severity,
    /// Where the run began.
    pub working_directory: &'r Path,
    /// What paths are relative to in reports that are read beside a repository, when there is one.
    pub hosts: Option<Hosts>,
    /// The baselines of the run.
    pub baselines: &'r Baselines,
    /// By policy, the baseline that its findings are held against.
    pub baseline_of: &'r [Option<BaselineId>],
    /// The day on which suppressions are looked at; `None` when they do not count.
    pub today: Option<Date>,
    /// Whether the rules are asked, or it is enough to know that they would be.
    pub asks_rules: bool,
    /// What is done about findings; `None` when they are only reported.
    pub mending: Option<Mending>,
    /// Whether a report says which bytes fixes change.
    pub shows_edits: bool,
    /// With `--fix`, the document from standard input as it is in the end.
    pub passed_on: OnceLock<Vec<u8>>,
}

/// What one thread uses for one file after the other.
///
/// The linters, one a policy, are among it because they keep the patterns that they have compiled, which threads would
/// have to wait for.
pub struct Desk<'r> {
    linters: Vec<Option<Linter<'r>>>,
    buffer: Vec<u8>,
    reader: Reader,
    arena: Bump,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// There is a judgement on it.
    Checked(Box<Examined>),
    /// It is passed over and counted.
    Skipped(Skip),
    /// It should have been checked and was not.
    Refused(Box<File>, Box<Refusal>),
}

/// A file on which there is a judgement.
#[derive(Debug)]
pub struct Examined {
    /// The file with its findings.
    pub file: File,
    /// The suppressions that are for one of them.
    pub matched: Matched,
    /// What fixes would change in it.
    pub diff: Option<Diff>,
    /// Why it is not mended.
    pub refusal: Option<Refusal>,
}

/// The suppressions of a project, by index, that are for a finding.
#[derive(Debug, Default)]
pub struct Matched {
    /// Those in force. Of several for one finding all are here, though the first one speaks for it.
    pub in_force: BTreeSet<usize>,
    /// Those that are over, so that the finding counts.
    pub expired: BTreeSet<usize>,
}

/// Why a file is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It is no request.
    Unrecognized,
    /// It is larger than the limit.
    TooLarge,
}

impl<'r> Examiner<'r> {
    /// What a thread needs.
    pub fn desk(&self) -> Desk<'r> {
        Desk {
            linters: self.policies.iter().map(|_| None).collect(),
            // Most files fit, so that the first is not read in many small steps.
            buffer: Vec::with_capacity(16 << 10),
            reader: Reader::default(),
            arena: Bump::new(),
        }
    }

    /// Reads and checks one file, and mends it if that is asked for.
    pub fn examine(&self, assignment: &Assignment, desk: &mut Desk<'r>) -> Outcome {
        let outcome = self.examine_text(assignment, desk);
        let is_passed_on = self.mending.is_some_and(|mending| mending.writes);
        if is_passed_on && assignment.candidate.from == From::Stdin {
            self.passed_on.get_or_init(|| std::mem::take(&mut desk.buffer));
        }
        outcome
    }

    fn examine_text(&self, assignment: &Assignment, desk: &mut Desk<'r>) -> Outcome {
        let Assignment { candidate, policy } = assignment;
        let policy = &self.policies[*policy];
        // The bytes stand beside the rest of the desk, which the check needs as a whole.
        let mut buffer = std::mem::take(&mut desk.buffer);
        let outcome = match read(&candidate.from, policy.settings.files.max_file_size.value, &mut buffer) {
            Ok(()) => self.examine_bytes(assignment, &buffer, desk),
            Err(ReadError::TooLarge) => self.too_large(candidate, policy),
            Err(ReadError::Io(error)) => {
                let message = format!("cannot read {}: {}", candidate.path, reason(&error));
                self.refused(candidate, policy, Status::Unreadable, Refusal::input(&candidate.path, message))
            }
        };
        desk.buffer = buffer;
        outcome
    }

    /// Checks one file that holds `bytes`, whatever lies on the disk.
    pub fn examine_bytes(&self, assignment: &Assignment, bytes: &[u8], desk: &mut Desk<'r>) -> Outcome {
        let Assignment { candidate, policy } = assignment;
        let Desk { linters, reader, arena, .. } = desk;
        let linter = &mut linters[*policy];
        let policy = &self.policies[*policy];
        let text = match json::decode(bytes) {
            Ok(text) => text,
            Err(error) => return self.broken(candidate, policy, &json::decode_lossy(bytes), &[error]),
        };
        let (document, errors) = reader.read(text);
        if !errors.is_empty() {
            return self.broken(candidate, policy, text, &errors);
        }
        let outcome = match self.form(candidate, policy, &document) {
            Some(form) => {
                let rules = &policy.chosen.rules;
                let linter =
                    self.asks_rules.then(|| &*linter.get_or_insert_with(|| Linter::new(rules, &policy.settings)));
                self.checked(&Original { candidate, policy, document: &document, form }, linter, arena)
            }
            None => self.unrecognized(candidate, policy),
        };
        reader.recycle(document);
        arena.reset();
        outcome
    }

    /// How the document is read as a request, if it is.
    fn form(&self, candidate: &Candidate, policy: &Policy<'_>, document: &Document<'_>) -> Option<Form> {
        let root = document.root()?;
        if candidate.explicit && self.accepted.is_some() {
            return Some(kind::form(root));
        }
        kind::recognize(root, policy.settings.operation.value)
    }

    fn checked(&self, original: &Original<'_>, linter: Option<&Linter<'r>>, arena: &Bump) -> Outcome {
        let Original { candidate, policy, document, form } = *original;
        let Some(linter) = linter else { return Examined::of(self.file(candidate, policy, Status::Checked)).into() };
        let found = linter.check(document, form, arena);
        if let Some(mending) = self.mending {
            return mending::mend(mending, self, original, linter, found).into();
        }
        let mut examined = self.judge(candidate, policy, document, found);
        if let Some(baseline) = self.baseline_of(policy) {
            baseline.sort_out(&mut examined.file, |rule| self.runs(rule, policy));
        }
        examined.into()
    }

    /// The file with what was `found` in it, not yet held against a baseline.
    pub fn judge(
        &self,
        candidate: &Candidate,
        policy: &Policy<'_>,
        document: &Document<'_>,
        found: Checked,
    ) -> Examined {
        let mut file = self.file(candidate, policy, Status::Checked);
        file.operation = Some(found.operation.name().to_owned());
        file.client_type = Some(found.client_type.to_owned());
        let matched = self.sort_out(found.findings, candidate, policy, &mut file);
        if file.all_findings().next().is_some() {
            let source = source_of(document, policy);
            let findings = file.findings.iter_mut().chain(&mut file.hidden);
            let findings = findings.chain(file.suppressed.iter_mut().map(|suppressed| &mut suppressed.finding));
            for finding in findings {
                place(finding, document, &source);
                if let Some(fix) = finding.fix.as_mut().filter(|fix| self.shows_edits && fix.edits.is_none()) {
                    fix.edits = patch::edits(document, &fix.patch);
                }
            }
            file.source = source;
        }
        Examined { matched, ..Examined::of(file) }
    }

    /// The baseline that the findings of a file are held against.
    pub fn baseline_of(&self, policy: &Policy<'_>) -> Option<&'r AppliedBaseline> {
        self.baseline_of[policy.index].map(|id| self.baselines.get(id))
    }

    /// Whether a rule is asked and its findings are reported.
    pub fn runs(&self, rule: &str, policy: &Policy<'_>) -> bool {
        self.selection.has(rule) && policy.severity_of(rule).is_some()
    }

    fn broken(&self, candidate: &Candidate, policy: &Policy<'_>, text: &str, errors: &[SyntaxError]) -> Outcome {
        let is_meant = candidate.explicit && (self.accepted.is_some() || !self.skip_unrecognized);
        if !is_meant && !kind::is_mentioned(text) {
            return Outcome::Skipped(Skip::Unrecognized);
        }
        let mut file = self.file(candidate, policy, Status::Invalid);
        let matched = self.sort_out(syntax_findings(errors), candidate, policy, &mut file);
        let hidden = Hidden::in_text(text, &policy.secrets);
        file.source = Source { text: text.to_owned(), hidden, secrets: Arc::clone(&policy.secrets) };
        Examined { matched, ..Examined::of(file) }.into()
    }

    /// Gives the file the findings that are reported: accepted, too mild to be shown, or shown.
    fn sort_out(&self, findings: Vec<Finding>, candidate: &Candidate, policy: &Policy<'_>, file: &mut File) -> Matched {
        let mut matched = Matched::default();
        let suppressions = self.suppressions(candidate, policy, !findings.is_empty());
        for finding in findings.into_iter().filter(|finding| self.selection.reports(&finding.rule)) {
            let matching = suppressions.iter().filter(|(_, suppression)| suppression.matches(&finding));
            let (in_force, expired): (Vec<_>, Vec<_>) =
                matching.partition(|(_, suppression)| self.today.is_none_or(|today| suppression.is_in_force(today)));
            matched.in_force.extend(in_force.iter().map(|(index, _)| index));
            matched.expired.extend(expired.iter().map(|(index, _)| index));
            if let Some((_, suppression)) = in_force.first() {
                file.suppressed.push(suppressed(finding, suppression));
                continue;
            }
            if finding.severity >= self.least_severity {
                file.findings.push(finding);
            } else {
                file.hidden.push(finding);
            }
        }
        matched
    }

    /// The suppressions that are for the file, with their indices in the project.
    fn suppressions<'p>(
        &self,
        candidate: &Candidate,
        policy: &'p Policy<'_>,
        are_needed: bool,
    ) -> Vec<(usize, &'p Suppression)> {
        if !are_needed || self.today.is_none() {
            return Vec::new();
        }
        let path = walk::absolute(self.working_directory, path_of(candidate));
        let all = policy.chosen.suppressions().enumerate();
        all.filter(|(_, one)| one.path.as_ref().is_none_or(|pattern| is_for(&pattern.glob, &path))).collect()
    }

    fn unrecognized(&self, candidate: &Candidate, policy: &Policy<'_>) -> Outcome {
        if !candidate.explicit || self.skip_unrecognized {
            return Outcome::Skipped(Skip::Unrecognized);
        }
        let path = &candidate.path;
        let message =
            format!("{path} is not an app-client request; use --as update to check it anyway, or --skip-unrecognized");
        self.refused(candidate, policy, Status::Unrecognized, Refusal::input(path, message))
    }

    fn too_large(&self, candidate: &Candidate, policy: &Policy<'_>) -> Outcome {
        if !candidate.explicit {
            return Outcome::Skipped(Skip::TooLarge);
        }
        let limit = ByteSize(policy.settings.files.max_file_size.value);
        let path = &candidate.path;
        let refusal = Refusal::input(path, format!("{path} is larger than {limit}, the limit of `max-file-size`"))
            .help("raise the limit, such as --set max-file-size=4MiB".to_owned());
        self.refused(candidate, policy, Status::TooLarge, refusal)
    }

    fn refused(&self, candidate: &Candidate, policy: &Policy<'_>, status: Status, refusal: Refusal) -> Outcome {
        Outcome::Refused(Box::new(self.file(candidate, policy, status)), Box::new(refusal))
    }

    /// The file without findings.
    pub fn file(&self, candidate: &Candidate, policy: &Policy<'_>, status: Status) -> File {
        self.file_at(&candidate.path, path_of(candidate), policy, status)
    }

    /// The file with its paths in reports that are read beside a repository.
    pub fn hosted(&self, file: File) -> File {
        File { hosted_as: self.hosts.as_ref().map(|hosts| hosts.paths(Path::new(&file.path))), ..file }
    }

    /// The file that is shown as `shown`, without findings.
    pub fn file_at(&self, shown: &str, path: &Path, policy: &Policy<'_>, status: Status) -> File {
        File {
            path: shown.to_owned(),
            identity_path: self.identity_path(path, policy),
            hosted_as: self.hosts.as_ref().map(|hosts| hosts.paths(path)),
            status,
            operation: None,
            client_type: None,
            settings: policy.report_settings(),
            source: Source::default(),
            findings: Vec::new(),
            suppressed: Vec::new(),
            baselined: Vec::new(),
            hidden: Vec::new(),
            fixed: None,
        }
    }

    /// The path that identities of the file at `path` are made with; what has no path keeps its name.
    fn identity_path(&self, path: &Path, policy: &Policy<'_>) -> String {
        if path == Path::new(STDIN) {
            return STDIN.to_owned();
        }
        let base = self.baseline_of(policy).map_or(self.working_directory, AppliedBaseline::directory);
        identity_path(base, self.working_directory, path)
    }
}

/// A document as it was read.
#[derive(Clone, Copy)]
pub struct Original<'a> {
    /// The file.
    pub candidate: &'a Candidate,
    /// What applies to it.
    pub policy: &'a Policy<'a>,
    /// What is in it.
    pub document: &'a Document<'a>,
    /// How it is read as a request.
    pub form: Form,
}

/// The text of a document with what must not be shown of it.
pub fn source_of(document: &Document<'_>, policy: &Policy<'_>) -> Source {
    let hidden = Hidden::in_document(document, &policy.secrets);
    Source { text: document.text().to_owned(), hidden, secrets: Arc::clone(&policy.secrets) }
}

/// Moves a finding that stands at a secret to its name, so that the place does not tell how long the secret is.
fn place(finding: &mut Finding, document: &Document<'_>, source: &Source) {
    let is_at_value = finding.member.is_none() && finding.value.is_some();
    if is_at_value
        && source.hidden.touches(finding.span)
        && let Some(place) = source.hidden.place(document, &finding.pointer, &source.secrets)
    {
        finding.span = place;
        finding.secret = true;
    }
}

impl Examined {
    /// A file that there is nothing else to say of.
    pub fn of(file: File) -> Self {
        Self { file, matched: Matched::default(), diff: None, refusal: None }
    }
}

impl std::convert::From<Examined> for Outcome {
    fn from(examined: Examined) -> Self {
        Self::Checked(Box::new(examined))
    }
}

fn suppressed(finding: Finding, by: &Suppression) -> Suppressed {
    Suppressed {
        finding,
        reason: by.reason.clone(),
        expires: by.expires.map(|date| date.to_string()),
        config: by.config.to_string(),
        line: by.line,
    }
}

/// The path that settings and identities go by; standard input has only its name.
fn path_of(candidate: &Candidate) -> &Path {
    match &candidate.from {
        From::Stdin => Path::new(&candidate.path),
        From::File(path) => path,
    }
}
