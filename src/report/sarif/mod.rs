//! `sarif`: SARIF 2.1.0, which GitHub code scanning, Azure DevOps and editors read.
//!
//! Code scanning knows an alert again by `primaryLocationLineHash`. The uploader would make it from the text of the line,
//! which makes all findings of a rule in a one-line file the same alert; so it is the identity of the finding.
//! Nothing in the report depends on the time or the machine: no times, no absolute paths.

mod log;
mod notifications;
mod results;
mod rules;
mod uri;

use std::io::{self, Write};

use self::log::{
    BaseDescription, BaseIds, Driver, Invocation, Log, Message, Notification, ReportingDescriptor, Tool as LoggedTool,
};
use self::results::Reported;
use self::rules::Rules;
use super::appearance::Appearance;
use super::format::Format;
use super::json_document;
use super::run::{Run, Verdict};

/// The format.
pub const FORMAT: Format = Format { name: "sarif", summary: "SARIF 2.1.0 for code scanning", for_people: false, write };

/// Results that GitHub accepts in one upload; of more it refuses all.
const MOST_RESULTS: usize = 25_000;

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::of(run);
    let reported = Reported::of(run, MOST_RESULTS);
    let results = reported.results(&rules, run);
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [log::Run {
            tool: LoggedTool { driver: driver(run, rules.into_descriptors()) },
            invocations: [invocation(run, left_out(run))],
            original_uri_base_ids: BaseIds { source_root: source_root() },
            column_kind: "utf16CodeUnits",
            results,
        }],
    };
    json_document::write(&log, out)
}

/// What people are told when the report has not all findings.
pub fn note(run: &Run) -> Option<String> {
    left_out(run).map(|count| left_out_message(count) + "; -o json has all")
}

/// How many findings are too many, if any.
fn left_out(run: &Run) -> Option<usize> {
    run.summary().findings().checked_sub(MOST_RESULTS).filter(|&count| count > 0)
}

fn left_out_message(count: usize) -> String {
    let findings = if count == 1 { "finding is" } else { "findings are" };
    format!("sarif: {count} {findings} left out, the least severe, because an upload takes {MOST_RESULTS} results")
}

fn driver(run: &Run, rules: Vec<ReportingDescriptor>) -> Driver<'_> {
    let tool = &run.tool;
    Driver {
        name: &tool.name,
        version: &tool.version,
        semantic_version: &tool.version,
        information_uri: tool.docs.as_deref(),
        rules,
    }
}

fn invocation(run: &Run, left_out: Option<usize>) -> Invocation {
    let (configuration, mut execution) = notifications::of_errors(run);
    execution.extend(left_out.map(|count| Notification {
        level: "warning",
        message: Message { text: left_out_message(count) + "." },
        locations: Vec::new(),
    }));
    Invocation {
        execution_successful: run.verdict() != Verdict::None,
        exit_code: run.verdict().exit_code(),
        tool_configuration_notifications: configuration,
        tool_execution_notifications: execution,
    }
}

fn source_root() -> BaseDescription {
    let text = "The root of the repository; where there is none, the directory that the program was started in.";
    BaseDescription { description: Message { text: text.to_owned() } }
}
