//! What is reported beside the rules that were chosen: their ids are reserved.

use crate::finding::Severity;
use crate::report::run::About;
use crate::rule::builtin::RULES;

/// What there is to say about the id of a finding that no chosen rule has made.
pub fn about(id: &str, severity: Severity) -> About {
    let known = RULES.iter().find(|rule| rule.id == id);
    known
        .map_or_else(|| About { group: "".into(), summary: id.to_owned().into(), severity, text: "".into() }, About::of)
}
