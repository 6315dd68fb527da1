//! One file: read, recognized, checked.

use std::path::Path;

use bumpalo::Bump;

use super::selection::Selection;
use crate::cli::arguments::Form as Accepted;
use crate::cli::baselines::AppliedBaseline;
use crate::cli::refusal::Refusal;
use crate::finding::{Finding, Severity};
use crate::json::{self, Document, Reader, SyntaxError};
use crate::lint::{Checked, Linter, syntax_findings};
use crate::report::{File, Settings, Source, Status};
use crate::request::kind::{self, Form};
use crate::rule::RuleSet;
use crate::secret::{Hidden, Names};
use crate::settings::{Effective, Settings as RuleSettings};
use crate::untrusted::STDIN;
use crate::walk::{Candidate, From, ReadError, identity_path, read, reason};

/// What is the same for all files of a run.
pub struct Examiner<'r> {
    /// The rules.
    pub rules: &'r RuleSet<'r>,
    /// How they apply.
    pub rule_settings: &'r RuleSettings,
    /// Whose findings are reported.
    pub selection: &'r Selection,
    /// What explicit files are accepted as, recognized or not.
    pub accepted: Option<Accepted>,
    /// The call that all requests are declared to be for.
    pub operation: Option<kind::Operation>,
    /// Whether explicit files that are no requests are passed over.
    pub skip_unrecognized: bool,
    /// Findings below are hidden.
    pub least_severity: Severity,
    /// The greatest size of a file, in bytes.
    pub max_file_size: u64,
    /// The settings that reports name.
    pub settings: Settings,
    /// The members whose strings are not shown.
    pub secrets: &'r Names,
    /// Where the run began.
    pub working_directory: &'r Path,
    /// What findings are held against.
    pub baseline: Option<&'r AppliedBaseline>,
    /// Whether the rules are asked, or it is enough to know that they would be.
    pub asks_rules: bool,
}

/// What one thread uses for one file after the other.
///
/// The linter is among it because it keeps the patterns that it has compiled, which threads would have to wait for.
pub struct Desk<'r> {
    linter: Linter<'r>,
    buffer: Vec<u8>,
    reader: Reader,
    arena: Bump,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// There is a judgement on it.
    Checked(Box<File>),
    /// It is passed over and counted.
    Skipped(Skip),
    /// It should have been checked and was not.
    Refused(Box<File>, Box<Refusal>),
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
            linter: Linter::new(self.rules, self.rule_settings),
            // Most files fit, so that the first is not read in many small steps.
            buffer: Vec::with_capacity(16 << 10),
            reader: Reader::default(),
            arena: Bump::new(),
        }
    }

    /// Reads and checks one file.
    pub fn examine(&self, candidate: &Candidate, desk: &mut Desk<'_>) -> Outcome {
        let Desk { linter, buffer, reader, arena } = desk;
        match read(&candidate.from, self.max_file_size, buffer) {
            Ok(()) => {}
            Err(ReadError::TooLarge) => return self.too_large(candidate),
            Err(ReadError::Io(error)) => {
                let message = format!("cannot read {}: {}", candidate.path, reason(&error));
                return self.refused(candidate, Status::Unreadable, Refusal::input(&candidate.path, message));
            }
        }
        let text = match json::decode(buffer) {
            Ok(text) => text,
            Err(error) => return self.broken(candidate, &json::decode_lossy(buffer), &[error]),
        };
        let (document, errors) = reader.read(text);
        if !errors.is_empty() {
            return self.broken(candidate, text, &errors);
        }
        let outcome = match self.form(candidate, &document) {
            Some(form) => self.checked(candidate, &document, || linter.check(&document, form, arena)),
            None => self.unrecognized(candidate),
        };
        reader.recycle(document);
        arena.reset();
        outcome
    }

    /// How the document is read as a request, if it is.
    fn form(&self, candidate: &Candidate, document: &Document<'_>) -> Option<Form> {
        let root = document.root()?;
        if candidate.explicit && self.accepted.is_some() {
            return Some(kind::form(root));
        }
        kind::recognize(root, self.operation)
    }

    fn checked(&self, candidate: &Candidate, document: &Document<'_>, check: impl FnOnce() -> Checked) -> Outcome {
        let mut file = self.file(candidate, Status::Checked);
        if !self.asks_rules {
            return Outcome::Checked(Box::new(file));
        }
        let checked = check();
        file.operation = Some(checked.operation.name().to_owned());
        file.client_type = Some(checked.client_type.to_owned());
        self.sort_out(checked.findings, &mut file);
        if !file.findings.is_empty() || !file.hidden.is_empty() {
            let hidden = Hidden::in_document(document, self.secrets);
            let findings = file.findings.iter_mut().chain(&mut file.hidden);
            findings.for_each(|finding| self.place(finding, document, &hidden));
            file.source = Source { text: document.text().to_owned(), hidden };
        }
        if let Some(baseline) = self.baseline {
            baseline.sort_out(&mut file, self.secrets, |rule| self.runs(rule));
        }
        Outcome::Checked(Box::new(file))
    }

    /// Moves a finding that stands at a secret to its name, so that the place does not tell how long the secret is.
    fn place(&self, finding: &mut Finding, document: &Document<'_>, hidden: &Hidden) {
        let is_at_value = finding.member.is_none() && finding.value.is_some();
        if is_at_value
            && hidden.touches(finding.span)
            && let Some(place) = hidden.place(document, &finding.pointer, self.secrets)
        {
            finding.span = place;
            finding.secret = true;
        }
    }

    fn broken(&self, candidate: &Candidate, text: &str, errors: &[SyntaxError]) -> Outcome {
        let is_meant = candidate.explicit && (self.accepted.is_some() || !self.skip_unrecognized);
        if !is_meant && !kind::is_mentioned(text) {
            return Outcome::Skipped(Skip::Unrecognized);
        }
        let mut file = self.file(candidate, Status::Invalid);
        self.sort_out(syntax_findings(errors), &mut file);
        file.source = Source { text: text.to_owned(), hidden: Hidden::in_text(text, self.secrets) };
        Outcome::Checked(Box::new(file))
    }

    /// Gives the file the findings that are reported: shown, or hidden because they are too mild.
    fn sort_out(&self, findings: Vec<Finding>, file: &mut File) {
        let reported = findings.into_iter().filter(|finding| self.selection.reports(&finding.rule));
        (file.findings, file.hidden) = reported.partition(|finding| finding.severity >= self.least_severity);
    }

    /// Whether a rule is asked and its findings are reported.
    fn runs(&self, rule: &str) -> bool {
        let is_on = |index: usize| Effective::new(self.rules.rules()[index], self.rule_settings).enabled.value;
        self.selection.has(rule) && self.rules.index_of(rule).is_some_and(is_on)
    }

    fn unrecognized(&self, candidate: &Candidate) -> Outcome {
        if !candidate.explicit || self.skip_unrecognized {
            return Outcome::Skipped(Skip::Unrecognized);
        }
        let path = &candidate.path;
        let message =
            format!("{path} is not an app-client request; use --as update to check it anyway, or --skip-unrecognized");
        self.refused(candidate, Status::Unrecognized, Refusal::input(path, message))
    }

    fn too_large(&self, candidate: &Candidate) -> Outcome {
        if !candidate.explicit {
            return Outcome::Skipped(Skip::TooLarge);
        }
        let limit = size(self.max_file_size);
        let path = &candidate.path;
        let refusal = Refusal::input(path, format!("{path} is larger than {limit}, the limit of `max-file-size`"))
            .help("raise the limit, such as --set max-file-size=4MiB".to_owned());
        self.refused(candidate, Status::TooLarge, refusal)
    }

    fn refused(&self, candidate: &Candidate, status: Status, refusal: Refusal) -> Outcome {
        Outcome::Refused(Box::new(self.file(candidate, status)), Box::new(refusal))
    }

    /// The file without findings.
    pub fn file(&self, candidate: &Candidate, status: Status) -> File {
        let path = match &candidate.from {
            From::Stdin => Path::new(&candidate.path),
            From::File(path) => path,
        };
        self.file_at(&candidate.path, path, status)
    }

    /// The file that is shown as `shown`, without findings.
    pub fn file_at(&self, shown: &str, path: &Path, status: Status) -> File {
        File {
            path: shown.to_owned(),
            identity_path: self.identity_path(path),
            status,
            operation: None,
            client_type: None,
            settings: self.settings.clone(),
            source: Source::default(),
            findings: Vec::new(),
            suppressed: Vec::new(),
            baselined: Vec::new(),
            hidden: Vec::new(),
            fixed: None,
        }
    }

    /// The path that identities of the file at `path` are made with; what has no path keeps its name.
    fn identity_path(&self, path: &Path) -> String {
        if path == Path::new(STDIN) {
            return STDIN.to_owned();
        }
        let base = self.baseline.map_or(self.working_directory, AppliedBaseline::directory);
        identity_path(base, self.working_directory, path)
    }
}

/// A number of bytes in the greatest unit that divides it.
pub fn size(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    match bytes {
        1.. if bytes.is_multiple_of(MIB) => format!("{} MiB", bytes / MIB),
        1.. if bytes.is_multiple_of(KIB) => format!("{} KiB", bytes / KIB),
        _ => format!("{bytes} bytes"),
    }
}
