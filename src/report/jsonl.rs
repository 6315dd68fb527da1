//! `jsonl`: what `json` says, in lines that each are an object and are written as soon as they are known, for programs
//! that read along. `docs/report-line-1.schema.json` describes them.
//!
//! One `run`, a `file` for each file in the order of reports, one `summary`.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::format::Format;
use super::json_members::{self, FileFindings, error, rule, tool};
use super::json_text::{Object, array};
use super::run::{File, Run, Tool};

/// The format.
pub const FORMAT: Format = Format {
    name: "jsonl",
    summary: "a JSON object a line: the run, each file, the summary",
    for_people: false,
    write,
};

/// The version of the lines; within it members are only added.
const SCHEMA: &str = "coglint-report-line/1";

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    write_line(out, &head(run))?;
    run.files.iter().try_for_each(|one| write_line(out, &file(one, &run.tool)))?;
    write_line(out, &summary(run))
}

fn write_line(out: &mut dyn Write, object: &str) -> io::Result<()> {
    writeln!(out, "{object}")?;
    out.flush()
}

fn head(run: &Run) -> String {
    line("run")
        .string("schema", SCHEMA)
        .with("tool", &tool(&run.tool))
        .with("rules", &array(run.rules.iter().map(|one| rule(one, &run.tool))))
        .finish()
}

/// The line of one file, without its end: what is known of it and all of its findings.
pub fn file(file: &File, tool: &Tool) -> String {
    let FileFindings { findings, suppressed, baselined, fixed } = FileFindings::of(file, tool);
    json_members::file(line("file"), file)
        .with("findings", &array(findings))
        .with("suppressed", &array(suppressed))
        .with("baselined", &array(baselined))
        .with("fixed", &array(fixed))
        .finish()
}

fn summary(run: &Run) -> String {
    let verdict = run.verdict();
    line("summary")
        .string("verdict", verdict.name())
        .number("exit_code", verdict.exit_code())
        .with("summary", &json_members::summary(run))
        .with("errors", &array(run.errors.iter().map(error)))
        .finish()
}

/// An object that says first what it is.
fn line(kind: &str) -> Object {
    Object::new().string("type", kind)
}
