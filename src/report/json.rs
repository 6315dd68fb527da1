//! `json`: everything that a run knows, in one document for programs. `docs/report-1.schema.json` describes it.
//!
//! A member or array element a line, so that two reports differ in the lines that differ. Nothing in it depends on the
//! time or the machine.

use std::io::{self, Write};

use super::appearance::Appearance;
use super::format::Format;
use super::json_members::{FileFindings, error, file, rule, summary, tool};
use super::json_text::{Object, string};
use super::run::{Run, Status};

/// The format.
pub const FORMAT: Format = Format { name: "json", summary: "one JSON document for programs", for_people: false, write };

/// The version of the layout; within it members are only added.
const SCHEMA: &str = "coglint-report/1";

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let verdict = run.verdict();
    let findings: Vec<FileFindings> = run.files.iter().map(|file| FileFindings::of(file, &run.tool)).collect();
    let all = |list: fn(&FileFindings) -> &Vec<String>| findings.iter().flat_map(list);

    writeln!(out, "{{")?;
    writeln!(out, "  \"schema\": {},", string(SCHEMA))?;
    writeln!(out, "  \"tool\": {},", tool(&run.tool))?;
    writeln!(out, "  \"verdict\": {},", string(verdict.name()))?;
    writeln!(out, "  \"exit_code\": {},", verdict.exit_code())?;
    writeln!(out, "  \"summary\": {},", summary(run))?;
    let files = run.files.iter().filter(|file| file.status != Status::Consulted);
    write_list(out, "files", files.map(|one| file(Object::new(), one).finish()))?;
    write_list(out, "findings", all(|file| &file.findings))?;
    write_list(out, "suppressed", all(|file| &file.suppressed))?;
    write_list(out, "baselined", all(|file| &file.baselined))?;
    write_list(out, "fixed", all(|file| &file.fixed))?;
    write_list(out, "errors", run.errors.iter().map(error))?;
    write_last_list(out, "rules", run.rules.iter().map(|one| rule(one, &run.tool)))?;
    writeln!(out, "}}")
}

fn write_list(out: &mut dyn Write, name: &str, items: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
    write_items(out, name, items)?;
    writeln!(out, ",")
}

fn write_last_list(out: &mut dyn Write, name: &str, items: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
    write_items(out, name, items)?;
    writeln!(out)
}

/// An array, each element on a line of its own.
fn write_items(out: &mut dyn Write, name: &str, items: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
    write!(out, "  {}: [", string(name))?;
    let mut empty = true;
    for item in items {
        write!(out, "{}\n    {}", if empty { "" } else { "," }, item.as_ref())?;
        empty = false;
    }
    write!(out, "{}", if empty { "]" } else { "\n  ]" })
}
