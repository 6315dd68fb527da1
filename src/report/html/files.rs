//! The files of a run: those with findings, and the list of all.

use super::finding::Entry;
use crate::finding::Severity;
use crate::report::entry::Listing;
use crate::report::run::{File, Run, Status};

/// Files that are listed without being asked for.
const FEW: usize = 20;

/// A file with findings.
pub struct Section<'r> {
    /// The file.
    pub file: &'r File,
    /// Its text.
    pub listing: Listing<'r>,
    /// Its findings.
    pub entries: Vec<Entry<'r>>,
}

/// The files with findings, in the order of the report.
pub fn sections(run: &Run) -> Vec<Section<'_>> {
    let with_findings = run.files.iter().filter(|file| !file.findings.is_empty());
    with_findings.map(Section::new).collect()
}

impl<'r> Section<'r> {
    fn new(file: &'r File) -> Self {
        let listing = Listing::new(&file.source);
        let identities = file.identities(&file.identity_path).findings;
        let findings = file.findings.iter().zip(identities);
        let entries = findings.map(|(finding, id)| Entry::new(finding, id, &file.path, &listing)).collect();
        Self { file, listing, entries }
    }

    /// The worst severity in the file.
    pub fn worst(&self) -> &'static str {
        let worst = self.file.findings.iter().map(|finding| finding.severity).max();
        worst.map_or("", Severity::name)
    }
}

/// The list of all files.
pub struct Files<'r> {
    /// The files, in the order of the report.
    pub rows: Vec<FileRow<'r>>,
}

/// A file in the list.
pub struct FileRow<'r> {
    /// The file.
    pub file: &'r File,
    /// The number of its section, from 1, when it has findings.
    pub section: Option<usize>,
    /// Its findings by severity, the worst first.
    pub counts: [(&'static str, usize); 3],
}

impl<'r> Files<'r> {
    /// The files of `run`.
    pub fn new(run: &'r Run) -> Self {
        let mut sections = 0;
        let rows = run.files.iter().map(|file| {
            let has_section = !file.findings.is_empty();
            sections += usize::from(has_section);
            FileRow { file, section: has_section.then_some(sections), counts: counts(file) }
        });
        Self { rows: rows.collect() }
    }

    /// How many there are. Files that the run goes by are not among those that it was to check.
    pub fn in_words(&self) -> String {
        let (consulted, given): (Vec<_>, Vec<_>) =
            self.rows.iter().partition(|row| row.file.status == Status::Consulted);
        let files = if given.len() == 1 { "file" } else { "files" };
        let with_findings = given.iter().filter(|row| row.section.is_some()).count();
        let words = format!("{} {files}, {with_findings} with findings", given.len());
        if consulted.is_empty() { words } else { format!("{words}, and {} that the run goes by", consulted.len()) }
    }

    /// Whether the list is short enough to be open from the beginning.
    pub const fn are_few(&self) -> bool {
        self.rows.len() <= FEW
    }
}

fn counts(file: &File) -> [(&'static str, usize); 3] {
    [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| (severity.name(), file.findings.iter().filter(|finding| finding.severity == severity).count()))
}

impl FileRow<'_> {
    /// What the file was taken for and checked with, or why it was not checked.
    pub fn about(&self) -> String {
        let File { status, operation, client_type, settings, .. } = self.file;
        match status {
            Status::Checked => {}
            Status::Invalid => return "no valid JSON".to_owned(),
            Status::Unreadable => return "not checked: it could not be read".to_owned(),
            Status::Unrecognized => return "not checked: no app-client request".to_owned(),
            Status::Consulted => return "no request: the run goes by it".to_owned(),
            Status::TooLarge => return "not checked: too large".to_owned(),
        }
        let call = operation.as_ref().map(|operation| format!("{operation} request"));
        let client = client_type.as_ref().map(|client_type| format!("client type {client_type}"));
        let bar = settings.fail_on.map_or("never", Severity::name);
        let config = settings.config.as_deref().unwrap_or("none");
        let checked_with = format!("profile {}, fail-on {bar}, config {config}", settings.profile);
        call.into_iter().chain(client).chain([checked_with]).collect::<Vec<_>>().join(", ")
    }
}
