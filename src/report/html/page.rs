//! What the templates ask of a run.

use askama::Template;

use super::escape;
use super::excerpt;
use super::files::{Files, Section};
use super::index::{RuleRow, rules};
use super::uncounted::Uncounted;
use crate::report::color::is_linkable;
use crate::report::footer;
use crate::report::run::{Error, Run, Summary, Verdict};

/// The looks of the page.
const STYLE: &str = include_str!("style.css");

/// The page.
#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
pub struct Page<'s> {
    run: &'s Run,
    summary: Summary,
    sections: &'s [Section<'s>],
    rules: Vec<RuleRow<'s>>,
    files: Files<'s>,
    uncounted: Uncounted<'s>,
}

/// A choice of what is shown.
struct Level {
    /// The lowest severity that is shown.
    from: &'static str,
    title: &'static str,
    count: usize,
}

impl<'s> Page<'s> {
    /// The page of `run`, whose files with findings are `sections`.
    pub fn new(run: &'s Run, sections: &'s [Section<'s>]) -> Self {
        Self {
            run,
            summary: run.summary(),
            sections,
            rules: rules(sections),
            files: Files::new(run),
            uncounted: Uncounted::new(run),
        }
    }

    fn verdict(&self) -> &'static str {
        match self.run.verdict() {
            Verdict::Pass => "Pass",
            Verdict::Fail => "Fail",
            Verdict::None => "No verdict",
        }
    }

    fn title(&self) -> String {
        let findings = self.summary.findings();
        let noun = if findings == 1 { "finding" } else { "findings" };
        format!("coglint: {}, {findings} {noun}", self.verdict().to_lowercase())
    }

    /// Why the verdict is what it is, where the numbers do not tell.
    fn because(&self) -> Option<String> {
        let Summary { hidden, suppressed, baselined, .. } = self.summary;
        let nothing_found = self.summary.findings() == 0;
        Some(match self.run.verdict() {
            Verdict::Pass if nothing_found && hidden + suppressed + baselined == 0 => return None,
            Verdict::Pass if nothing_found => {
                "What was found is suppressed, in the baseline, or below the severity that is shown.".to_owned()
            }
            Verdict::Pass => format!("No finding reaches the bar (fail-on {}).", footer::bar(self.run)),
            Verdict::Fail => format!("At least one finding reaches the bar (fail-on {}).", footer::bar(self.run)),
            Verdict::None => format!("The run could not judge: {}.", footer::reason(self.run)),
        })
    }

    /// The three numbers that count, each with the class of its severity.
    const fn numbers(&self) -> [(&'static str, &'static str, usize); 3] {
        let Summary { error, warning, info, .. } = self.summary;
        [("error", "Errors", error), ("warning", "Warnings", warning), ("info", "Info", info)]
    }

    const fn fixable(&self) -> usize {
        self.summary.fixable_safe + self.summary.fixable_unsafe
    }

    /// Where an error of the run stands, unless its message says so.
    fn place(error: &Error) -> Option<String> {
        let path = error.path.as_deref()?;
        let column = error.column.map_or_else(String::new, |column| format!(":{column}"));
        match error.line {
            Some(line) => Some(format!("{path}:{line}{column}")),
            None => (!error.message.contains(path)).then(|| path.to_owned()),
        }
    }

    /// The page of a rule, where it may be linked.
    fn docs(&self, rule: &str) -> Option<String> {
        self.run.tool.rule_page(rule).filter(|url| is_linkable(url))
    }

    /// What can be chosen to be shown; nothing when there is no choice.
    fn levels(&self) -> Vec<Level> {
        let Summary { error, warning, info, .. } = self.summary;
        let level = |from, title, count| Level { from, title, count };
        let mut levels = vec![level("info", "all", error + warning + info)];
        if info > 0 && warning > 0 {
            levels.push(level("warning", "errors and warnings", error + warning));
        }
        if error > 0 && info + warning > 0 {
            levels.push(level("error", "errors", error));
        }
        if levels.len() == 1 { Vec::new() } else { levels }
    }

    fn footer_text(&self) -> String {
        footer::text(self.run)
    }
}
