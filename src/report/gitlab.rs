//! `gitlab`: a Code Quality report, which GitLab shows in merge requests.
//!
//! GitLab knows a finding again by its fingerprint, so that is the identity, with the path as it stands in the report.

use std::io::{self, Write};

use serde::Serialize;

use super::appearance::Appearance;
use super::entry::Listing;
use super::format::Format;
use super::json_document;
use super::run::{File, Run};
use crate::finding::{Finding, Severity};

/// The format.
pub const FORMAT: Format =
    Format { name: "gitlab", summary: "a Code Quality report for GitLab", for_people: false, write };

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<_> = run.files.iter().flat_map(issues).collect();
    json_document::write(&issues, out)
}

fn issues(file: &File) -> Vec<Issue<'_>> {
    if file.findings.is_empty() {
        return Vec::new();
    }
    let listing = Listing::new(&file.source);
    let fingerprints = file.identities(file.in_project()).findings;
    file.findings.iter().zip(fingerprints).map(|(finding, print)| Issue::new(finding, print, file, &listing)).collect()
}

/// A finding, with the members that GitLab reads.
#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

impl<'r> Issue<'r> {
    fn new(finding: &'r Finding, fingerprint: String, file: &'r File, listing: &Listing<'_>) -> Self {
        let concealed = listing.conceal(finding);
        Self {
            description: format!("{}: {}", concealed.rule, concealed.message.first()),
            check_name: &finding.rule,
            fingerprint,
            severity: severity(concealed.severity),
            location: Location {
                path: file.in_project(),
                lines: Lines { begin: listing.places().position(concealed.span.start).line },
            },
        }
    }
}

/// The severity in GitLab's words.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    }
}
