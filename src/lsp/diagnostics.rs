//! Findings and mistakes as the editor shows them.

use std::path::Path;

use serde_json::Value;

use super::client::Client;
use super::position::{Encoding, Lines};
use super::protocol::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri,
};
use super::room::Shown;
use crate::cli::refusal::Refusal;
use crate::cli::tool::tool;
use crate::finding::Severity;
use crate::untrusted::{Charset, inline};
use crate::walk;

/// Who says it.
const SOURCE: &str = "coglint";

/// The findings of the text `text`, which the editor calls `uri`.
pub fn of_findings(findings: &[Shown], text: &str, uri: &Uri, client: &Client) -> Vec<Diagnostic> {
    let lines = Lines::new(text, client.encoding);
    findings.iter().map(|shown| of_finding(shown, &lines, uri, client)).collect()
}

fn of_finding(shown: &Shown, lines: &Lines<'_>, uri: &Uri, client: &Client) -> Diagnostic {
    let finding = &shown.finding;
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: lines.range(related.span) },
        message: plain(&related.message),
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        range: lines.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(Code::String(finding.rule.clone())),
        code_description: tool().rule_page(&finding.rule).map(|page| CodeDescription { href: Uri(page) }),
        source: Some(SOURCE.to_owned()),
        message: plain(&finding.message.full()).into(),
        related_information: (client.shows_related && !related.is_empty()).then_some(related),
        data: Some(Value::String(shown.identity.clone())),
        ..Diagnostic::default()
    }
}

/// What is wrong with a configuration, a rule file or a baseline.
pub fn of_refusal(refusal: &Refusal, encoding: Encoding) -> Diagnostic {
    let place = refusal.place.as_ref();
    let range = place.map_or_else(Range::default, |place| Lines::new(&place.file.text, encoding).range(place.span));
    let help = refusal.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::Error),
        code: place.map(|place| Code::String(place.kind.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: plain(&format!("{}{help}", refusal.error.message)).into(),
        ..Diagnostic::default()
    }
}

/// The file that a mistake is in, an absolute path; `None` when it is in none.
pub fn file_of(refusal: &Refusal, working_directory: &Path) -> Option<std::path::PathBuf> {
    let path = refusal.error.path.as_ref()?;
    let path = walk::absolute(working_directory, Path::new(path));
    (refusal.place.is_some() || path.is_file()).then_some(path)
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// Text for an editor: several lines are fine, what plays tricks with it is not.
pub fn plain(text: &str) -> String {
    text.split('\n').map(|line| inline(line, Charset::Unicode)).collect::<Vec<_>>().join("\n")
}
