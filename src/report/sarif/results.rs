//! Findings as results.

use std::cmp::Reverse;

use super::log::{
    ArtifactChange, ArtifactLocation, Fingerprints, Fix as LoggedFix, Location, LogicalLocation, Message,
    PhysicalLocation, Region, Replacement, SarifResult,
};
use super::rules::{Rules, level};
use super::uri;
use crate::finding::{Edit, Finding, Fix, Related};
use crate::report::entry::Listing;
use crate::report::place::Unit;
use crate::report::run::{File, Run};
use crate::source::Span;

/// Which findings become results: all, or of too many the most severe.
pub struct Reported {
    /// For each file of the run, for each of its findings, whether it does.
    kept: Vec<Vec<bool>>,
}

impl Reported {
    /// At most `most` findings of `run`; among equally severe ones the first.
    pub fn of(run: &Run, most: usize) -> Self {
        let places = run.files.iter().enumerate();
        let mut all: Vec<_> = places
            .flat_map(|(file, of)| of.findings.iter().enumerate().map(move |(at, found)| (found.severity, file, at)))
            .collect();
        let everything = all.len() <= most;
        let mut kept: Vec<_> = run.files.iter().map(|file| vec![everything; file.findings.len()]).collect();
        if !everything {
            // A stable sort: equally severe ones stay in the order of the report.
            all.sort_by_key(|&(severity, ..)| Reverse(severity));
            for &(_, file, at) in &all[..most] {
                kept[file][at] = true;
            }
        }
        Self { kept }
    }

    /// The results, in the order of the report.
    pub fn results<'r>(&self, rules: &Rules, run: &'r Run) -> Vec<SarifResult<'r>> {
        let files = run.files.iter().zip(&self.kept).filter(|(_, kept)| kept.contains(&true));
        files.flat_map(|(file, kept)| results_of(file, kept, rules)).collect()
    }
}

fn results_of<'r>(file: &'r File, kept: &[bool], rules: &Rules) -> Vec<SarifResult<'r>> {
    let artifact = uri::artifact(file.in_repository());
    let listing = Listing::counting(Unit::Utf16, &file.source);
    let identities = file.identities(&artifact.uri).findings;
    let writer = Writer { artifact, listing, rules };
    let findings = file.findings.iter().zip(identities).zip(kept);
    findings.filter(|(_, kept)| **kept).map(|((finding, identity), _)| writer.result(finding, identity)).collect()
}

/// Writes the results of one file.
struct Writer<'r, 'w> {
    artifact: ArtifactLocation,
    listing: Listing<'r>,
    rules: &'w Rules,
}

impl<'r> Writer<'r, '_> {
    fn result(&self, finding: &'r Finding, identity: String) -> SarifResult<'r> {
        let concealed = self.listing.conceal(finding);
        let pointer = LogicalLocation { fully_qualified_name: concealed.pointer.as_str().to_owned() };
        SarifResult {
            rule_id: &finding.rule,
            rule_index: self.rules.index_of(&finding.rule),
            level: level(concealed.severity),
            message: Message { text: concealed.message.full() },
            locations: [Location { logical_locations: vec![pointer], ..self.location(concealed.span) }],
            related_locations: concealed
                .related
                .iter()
                .enumerate()
                .map(|(at, place)| self.related(at, place))
                .collect(),
            partial_fingerprints: Fingerprints { line_hash: identity.clone(), identity },
            fixes: concealed.fix.as_ref().and_then(|fix| self.fix(fix)).into_iter().collect(),
        }
    }

    fn location(&self, span: Span) -> Location {
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact.clone(),
                region: Some(self.region(span)),
            },
            logical_locations: Vec::new(),
            message: None,
        }
    }

    fn related(&self, at: usize, related: &Related) -> Location {
        let message = Some(Message { text: related.message.clone() });
        Location { id: Some(at + 1), message, ..self.location(related.span) }
    }

    fn region(&self, span: Span) -> Region {
        let (start, end) = self.listing.ends(span);
        Region {
            start_line: start.line,
            start_column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }

    /// The fix, where it is known on the text.
    fn fix(&self, fix: &Fix) -> Option<LoggedFix> {
        let edits = fix.edits.as_ref().filter(|edits| !edits.is_empty())?;
        let replacements = edits.iter().map(|edit| self.replacement(edit)).collect();
        let changes = ArtifactChange { artifact_location: self.artifact.clone(), replacements };
        Some(LoggedFix { description: Message { text: fix.title.clone() }, artifact_changes: [changes] })
    }

    fn replacement(&self, edit: &Edit) -> Replacement {
        let inserted_content = Some(edit.text.clone()).filter(|text| !text.is_empty()).map(|text| Message { text });
        Replacement { deleted_region: self.region(edit.span), inserted_content }
    }
}
