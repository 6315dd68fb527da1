//! The data of a run, the same for every format.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::about::About;
use super::host_paths::HostPaths;
use crate::finding::{Category, Finding, Safety, Severity};
use crate::identity::identities;
use crate::rule::builtin::RULES;
use crate::secret::{self, Hidden, Names};

/// Everything that a run has to say.
#[derive(Clone, Debug)]
pub struct Run {
    /// The program.
    pub tool: Tool,
    /// The settings of the place where the run began: what the footer names when no file was checked.
    pub settings: Settings,
    /// The files that were checked or should have been, and those of [`Status::Consulted`] that have findings, by the bytes
    /// of their paths; see [`Run::sort`].
    pub files: Vec<File>,
    /// How many files of a walk were left out.
    pub skipped: Skipped,
    /// What kept the run from a verdict.
    pub errors: Vec<Error>,
    /// The rules that ran, by id.
    pub rules: Vec<Rule>,
    /// Whether the run fails because fixes changed a file or would change one.
    pub fails_by_change: bool,
}

/// The program that wrote a report.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The version of the built-in rules.
    pub catalog: String,
    /// Where its documentation is published, an https URL; `None` in a build that has none.
    pub docs: Option<String>,
}

impl Tool {
    /// The page of a rule; a user's own has none.
    pub fn rule_page(&self, rule: &str) -> Option<String> {
        let base = self.docs.as_deref()?.trim_end_matches('/');
        RULES.iter().any(|built_in| built_in.id == rule).then(|| format!("{base}/rules/{rule}"))
    }
}

/// The settings that a report names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The profile.
    pub profile: String,
    /// The path of the configuration file; `None` without one.
    pub config: Option<String>,
    /// The lowest severity that fails the run; `None` when none does.
    pub fail_on: Option<Severity>,
}

/// One file that was given or found.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as given, with `/`, without `./` before it.
    pub path: String,
    /// The path that identities are made with: relative to the baseline, or else to the current directory.
    pub identity_path: String,
    /// Its paths in reports that are read beside a repository; `None` where no such report was asked for.
    pub hosted_as: Option<HostPaths>,
    /// What became of it.
    pub status: Status,
    /// The operation that it is a request of; `None` when it was not read as one.
    pub operation: Option<String>,
    /// The client type; `None` when it was not read as a request.
    pub client_type: Option<String>,
    /// The settings that apply to it.
    pub settings: Settings,
    /// Its text; empty is enough for a file without findings.
    pub source: Source,
    /// What is reported, by start and rule.
    pub findings: Vec<Finding>,
    /// What an entry of the configuration suppresses.
    pub suppressed: Vec<Suppressed>,
    /// What the baseline knows.
    pub baselined: Vec<Finding>,
    /// What is below the severity that is shown: it counts for the verdict all the same.
    pub hidden: Vec<Finding>,
    /// What was mended.
    pub fixed: Option<Fixed>,
}

/// A text and what must not be shown of it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The text, byte order mark included.
    pub text: String,
    /// The secrets in it.
    pub hidden: Hidden,
    /// The members whose strings are not shown.
    pub secrets: Arc<Names>,
}

/// The identities of the findings of a file; each list is as long as that of [`File`], and in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// Of what is reported.
    pub findings: Vec<String>,
    /// Of what is below the severity that is shown.
    pub hidden: Vec<String>,
    /// Of what the baseline knows.
    pub baselined: Vec<String>,
    /// Of what is suppressed.
    pub suppressed: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is a request and the rules ran.
    Checked,
    /// It is no JSON; its findings are the syntax errors.
    Invalid,
    /// It could not be read.
    Unreadable,
    /// It is JSON and no request.
    Unrecognized,
    /// It is larger than the limit.
    TooLarge,
    /// It is no request: the run goes by what it says, as by a baseline, and its findings are about that. It is never
    /// counted among the files that were checked.
    Consulted,
}

impl Status {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Checked => "checked",
            Status::Invalid => "invalid",
            Status::Unreadable => "unreadable",
            Status::Unrecognized => "unrecognized",
            Status::TooLarge => "too-large",
            Status::Consulted => "consulted",
        }
    }

    /// Whether there is a judgement on the file.
    pub const fn was_checked(self) -> bool {
        matches!(self, Status::Checked | Status::Invalid)
    }
}

/// A finding that the configuration suppresses.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What was found.
    pub finding: Finding,
    /// Why it is accepted.
    pub reason: String,
    /// The last day of the suppression, as `2027-03-31`.
    pub expires: Option<String>,
    /// The configuration file.
    pub config: String,
    /// The line of the entry in it, from 1.
    pub line: u32,
}

/// What was mended in a file, with places in the text before.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The text before.
    pub before: Source,
    /// What was found in it and is gone.
    pub findings: Vec<Finding>,
}

/// How many files of a walk were left out, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// No requests.
    pub unrecognized: usize,
    /// Left out by `exclude` or an ignore file.
    pub ignored: usize,
    /// Beyond the size limit.
    pub too_large: usize,
}

impl Skipped {
    /// All of them.
    pub const fn total(self) -> usize {
        self.unrecognized + self.ignored + self.too_large
    }
}

/// What kept a run from a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What it is about.
    pub kind: ErrorKind,
    /// The file that it is about.
    pub path: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The column in it, from 1.
    pub column: Option<u32>,
    /// What happened.
    pub message: String,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line.
    Usage,
    /// A configuration or rule file.
    Config,
    /// A file that should have been checked.
    Input,
    /// An output.
    Output,
    /// There was nothing to check.
    NothingChecked,
    /// The program itself.
    Internal,
}

impl ErrorKind {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            ErrorKind::Usage => "usage",
            ErrorKind::Config => "config",
            ErrorKind::Input => "input",
            ErrorKind::Output => "output",
            ErrorKind::NothingChecked => "nothing-checked",
            ErrorKind::Internal => "internal",
        }
    }
}

/// A rule that ran.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its severity as settings and profile have it.
    pub severity: Severity,
    /// What it is about.
    pub category: Category,
    /// Its parameters as they apply.
    pub params: serde_json::Map<String, serde_json::Value>,
    /// What it is about, whatever the settings.
    pub about: About,
}

/// The judgement of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing at or above the bar.
    Pass,
    /// Something at or above the bar.
    Fail,
    /// Something kept the run from judging.
    None,
}

impl Verdict {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::None => "none",
        }
    }

    /// The exit code that says so.
    pub const fn exit_code(self) -> u8 {
        match self {
            Verdict::Pass => 0,
            Verdict::Fail => 1,
            Verdict::None => 2,
        }
    }
}

/// How many there are of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files on which there is a judgement.
    pub files_checked: usize,
    /// Files of these with a finding.
    pub files_with_findings: usize,
    /// Findings of severity error.
    pub error: usize,
    /// Findings of severity warning.
    pub warning: usize,
    /// Findings of severity info.
    pub info: usize,
    /// Findings below the severity that is shown.
    pub hidden: usize,
    /// Findings that the configuration suppresses.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub baselined: usize,
    /// Findings that were mended.
    pub fixed: usize,
    /// Findings that have a safe fix.
    pub fixable_safe: usize,
    /// Findings that have an unsafe fix.
    pub fixable_unsafe: usize,
}

impl Summary {
    /// All findings that are shown.
    pub const fn findings(&self) -> usize {
        self.error + self.warning + self.info
    }

    fn add_file(&mut self, file: &File) {
        self.files_checked += usize::from(file.status.was_checked());
        self.files_with_findings += usize::from(file.status.was_checked() && !file.findings.is_empty());
        self.hidden += file.hidden.len();
        self.suppressed += file.suppressed.len();
        self.baselined += file.baselined.len();
        self.fixed += file.fixed.as_ref().map_or(0, |fixed| fixed.findings.len());
        for finding in &file.findings {
            match finding.severity {
                Severity::Error => self.error += 1,
                Severity::Warning => self.warning += 1,
                Severity::Info => self.info += 1,
            }
            match finding.fix.as_ref().map(|fix| fix.safety) {
                Some(Safety::Safe) => self.fixable_safe += 1,
                Some(Safety::Unsafe) => self.fixable_unsafe += 1,
                None => {}
            }
        }
    }
}

impl File {
    /// Everything that was found in it, shown or not.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        let suppressed = self.suppressed.iter().map(|suppressed| &suppressed.finding);
        self.findings.iter().chain(&self.hidden).chain(&self.baselined).chain(suppressed)
    }

    /// The identities of all findings of the text as it is, list by list. `path` is how they name the file.
    pub fn identities(&self, path: &str) -> Identities {
        let lists = [&self.findings, &self.hidden, &self.baselined];
        let suppressed = self.suppressed.iter().map(|suppressed| &suppressed.finding);
        let all = lists.iter().copied().flatten().chain(suppressed);
        let concealed: Vec<_> =
            all.map(|finding| secret::conceal(finding, &self.source.hidden, &self.source.secrets)).collect();
        let mut ids = identities(path, &concealed.iter().map(AsRef::as_ref).collect::<Vec<_>>()).into_iter();
        let [findings, hidden, baselined] = lists.map(|list| ids.by_ref().take(list.len()).collect());
        Identities { findings, hidden, baselined, suppressed: ids.collect() }
    }

    /// Whether a finding is at or above the bar; what is hidden counts, what is suppressed or in the baseline does not.
    pub fn fails(&self) -> bool {
        let bar = self.settings.fail_on;
        let mut judged = self.findings.iter().chain(&self.hidden);
        bar.is_some_and(|bar| judged.any(|finding| finding.severity >= bar))
    }
}

impl Run {
    /// Puts everything into the order of reports: files by the bytes of their paths, findings by start, rule and the
    /// member that they miss, rules by id.
    pub fn sort(&mut self) {
        self.files.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        for file in &mut self.files {
            for list in [&mut file.findings, &mut file.baselined, &mut file.hidden] {
                list.sort_by(Finding::in_document_order);
            }
            file.suppressed.sort_by(|a, b| a.finding.in_document_order(&b.finding));
            if let Some(fixed) = &mut file.fixed {
                fixed.findings.sort_by(Finding::in_document_order);
            }
        }
        self.rules.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// The judgement: none when there are errors.
    pub fn verdict(&self) -> Verdict {
        if !self.errors.is_empty() {
            Verdict::None
        } else if self.fails_by_change || self.files.iter().any(File::fails) {
            Verdict::Fail
        } else {
            Verdict::Pass
        }
    }

    /// Why `file` was not judged.
    pub fn errors_about<'r>(&'r self, file: &'r File) -> impl Iterator<Item = &'r Error> {
        let is_about_it = |error: &&Error| error.kind == ErrorKind::Input && error.path.as_deref() == Some(&file.path);
        self.errors.iter().filter(move |error| !file.status.was_checked() && is_about_it(error))
    }

    /// The errors that are about no file of the run.
    pub fn errors_beside_files(&self) -> impl Iterator<Item = &Error> {
        let unjudged: BTreeSet<_> =
            self.files.iter().filter(|file| !file.status.was_checked()).map(|file| file.path.as_str()).collect();
        let is_of_a_file = move |error: &&Error| {
            error.kind == ErrorKind::Input && error.path.as_deref().is_some_and(|path| unjudged.contains(path))
        };
        self.errors.iter().filter(move |error| !is_of_a_file(error))
    }

    /// The numbers.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        self.files.iter().for_each(|file| summary.add_file(file));
        summary
    }
}
