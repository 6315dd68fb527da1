//! The three lines that say how a run ended.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::appearance::Appearance;
use super::run::{ErrorKind, Run, Settings, Status, Summary, Verdict};
use crate::finding::Severity;
use crate::untrusted::{self, Charset};

/// Writes the footer of `run`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(run: &Run, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    lines(run).iter().try_for_each(|line| writeln!(out, "{}", untrusted::inline(line, appearance.charset)))
}

/// Writes the line that stands in the place of a footer when errors in `what` (`the configuration`) kept the run from
/// beginning.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_refusal(errors: usize, what: &str, out: &mut dyn Write) -> io::Result<()> {
    let errors = count(errors, "error", "errors");
    writeln!(out, "coglint: {errors} in {what}; nothing was checked: NO VERDICT")
}

/// The footer as it is printed where all characters may be, each line with its line break.
pub fn text(run: &Run) -> String {
    let shown: Vec<_> = lines(run).iter().map(|line| untrusted::inline(line, Charset::Unicode).into_owned()).collect();
    shown.join("\n") + "\n"
}

/// The lines, with profiles and paths as they are: a path may hold a line break.
fn lines(run: &Run) -> Vec<String> {
    let summary = run.summary();
    let mut lines = vec![format!("coglint: {}: {}", found(&summary), ending(run, &summary))];
    let details = details(run, &summary);
    if !details.is_empty() {
        lines.push(format!("  {}", details.join("; ")));
    }
    lines.push(format!("  {}", settings(run)));
    lines
}

/// How much was found in how many files.
pub(super) fn found(summary: &Summary) -> String {
    let checked = count(summary.files_checked, "file", "files");
    if summary.findings() == 0 {
        return format!("no findings in {checked} checked");
    }
    let findings = count(summary.findings(), "finding", "findings");
    let errors = count(summary.error, "error", "errors");
    let warnings = count(summary.warning, "warning", "warnings");
    let with = summary.files_with_findings;
    format!("{findings} ({errors}, {warnings}, {} info) in {with} of {checked} checked", summary.info)
}

fn ending(run: &Run, summary: &Summary) -> String {
    match run.verdict() {
        Verdict::Pass if summary.findings() == 0 => "pass".to_owned(),
        Verdict::Pass => format!("pass (fail-on {})", bar(run)),
        Verdict::Fail => format!("fail (fail-on {})", bar(run)),
        Verdict::None => format!("NO VERDICT ({})", reason(run)),
    }
}

/// The lowest severities that fail the run, as the options name them.
pub(super) fn bar(run: &Run) -> String {
    let bars: BTreeSet<_> = effective(run).map(|settings| settings.fail_on).collect();
    let names: Vec<_> = bars.into_iter().rev().map(|bar| bar.map_or("never", Severity::name)).collect();
    names.join(", ")
}

/// Why there is no verdict.
pub(super) fn reason(run: &Run) -> String {
    if run.errors.iter().any(|error| error.kind == ErrorKind::NothingChecked) {
        return "nothing was checked".to_owned();
    }
    let files = |status| run.files.iter().filter(|file| file.status == status).count();
    let mut reasons = Vec::new();
    let mut explained = 0;
    for (status, what) in
        [(Status::Unreadable, "not read"), (Status::Unrecognized, "not a request"), (Status::TooLarge, "too large")]
    {
        let files = files(status);
        explained += files;
        if files > 0 {
            reasons.push(format!("{} {what}", count(files, "file", "files")));
        }
    }
    let others = run.errors.len().saturating_sub(explained);
    if others > 0 {
        reasons.push(count(others, "error", "errors"));
    }
    reasons.join(", ")
}

/// The parts of the second line that are not zero.
pub(super) fn details(run: &Run, summary: &Summary) -> Vec<String> {
    let skipped = run.skipped;
    let fixable = summary.fixable_safe + summary.fixable_unsafe;
    let parts = [
        (skipped.total(), "skipped", why_skipped(run)),
        (summary.suppressed, "suppressed", String::new()),
        (summary.baselined, "in baseline", String::new()),
        (summary.hidden, "hidden", String::new()),
        (summary.fixed, "fixed", String::new()),
        (fixable, "fixable", how_fixable(summary)),
    ];
    parts
        .into_iter()
        .filter(|&(count, ..)| count > 0)
        .map(|(count, what, more)| format!("{count} {what}{more}"))
        .collect()
}

fn why_skipped(run: &Run) -> String {
    let skipped = run.skipped;
    in_brackets([
        (skipped.unrecognized, "not requests"),
        (skipped.ignored, "ignored"),
        (skipped.too_large, "too large"),
    ])
}

fn how_fixable(summary: &Summary) -> String {
    in_brackets([(summary.fixable_safe, "with --fix"), (summary.fixable_unsafe, "with --fix --unsafe-fixes")])
}

/// ` (2 this, 1 that)` of the counts that are not zero.
fn in_brackets<const N: usize>(parts: [(usize, &str); N]) -> String {
    let parts: Vec<_> =
        parts.into_iter().filter(|&(count, _)| count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    format!(" ({})", parts.join(", "))
}

/// Profiles, rules and configuration of the run.
pub(super) fn settings(run: &Run) -> String {
    let profiles: BTreeSet<_> = effective(run).map(|settings| settings.profile.as_str()).collect();
    let configs: BTreeSet<_> = effective(run).map(|settings| settings.config.as_deref()).collect();
    let profile = if profiles.len() == 1 { "profile" } else { "profiles" };
    let profiles: Vec<_> = profiles.into_iter().collect();
    let rules = count(run.rules.len(), "rule", "rules");
    let files: Vec<_> = configs.iter().flatten().collect();
    let config = match (configs.len(), files.as_slice()) {
        (1, []) => "config none".to_owned(),
        (1, [path]) => format!("config {path}"),
        (_, files) => count(files.len(), "config", "configs"),
    };
    format!("{profile} {}; {rules}; {config}", profiles.join(", "))
}

/// The settings of the files that were checked, or those of the run when there was none.
fn effective(run: &Run) -> impl Iterator<Item = &Settings> {
    let checked = || run.files.iter().filter(|file| file.status.was_checked());
    let own = checked().next().is_none().then_some(&run.settings);
    checked().map(|file| &file.settings).chain(own)
}

/// A number with its noun.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
