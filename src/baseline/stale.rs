//! What a run says about entries that match nothing.

use super::{Entry, FILE_NAME};
use crate::finding::{Category, Finding, Message, Severity};
use crate::json::Pointer;
use crate::untrusted::shorten;

/// The id of the findings about entries that match nothing.
pub const STALE: &str = "baseline-stale";

/// The finding about `entry`, the one at `index` of the baseline that is shown as `path`.
///
/// It stands at the identity, which is the value that tells it from others, so that it is itself found again when entries
/// before it come and go.
pub fn stale_finding(entry: &Entry, index: usize, path: &str) -> Finding {
    let place = match entry.pointer.as_str() {
        "" => "the document".to_owned(),
        pointer => format!("`{}`", shorten(pointer)),
    };
    let what = format!(
        "The entry for `{}` at {place} of `{}` matches no finding.",
        shorten(&entry.rule),
        shorten(&entry.path)
    );
    let why = "What was accepted is gone or has changed, and would be accepted again should it come back.".to_owned();
    let option = if path == FILE_NAME { String::new() } else { format!(" --baseline {path}") };
    let mut pointer = Pointer::from_tokens(["entries"]);
    pointer.push_index(index);
    Finding {
        rule: STALE.to_owned(),
        severity: Severity::Info,
        category: Category::Hygiene,
        dormant: false,
        message: Message { sentences: vec![what, why, format!("Drop it with `coglint baseline prune{option}`.")] },
        pointer: pointer.child("id"),
        member: None,
        span: entry.span,
        value: Some(entry.id.clone().into()),
        secret: false,
        label: Some("matches no finding".to_owned()),
        fix: None,
        related: Vec::new(),
    }
}
