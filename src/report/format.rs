//! The list of formats: names, help and writers all come from here.

use std::io;

use super::appearance::Appearance;
use super::run::Run;
use super::{checkstyle, concise, github, gitlab, html, json, jsonl, junit, markdown, pretty, sarif};

/// A way to write a run.
#[derive(Debug)]
pub struct Format {
    /// The name that `--output` takes.
    pub name: &'static str,
    /// What it is good for, in a few words.
    pub summary: &'static str,
    /// Whether people read it as it is, so that the footer belongs beside it.
    pub for_people: bool,
    /// Writes the whole run.
    pub write: fn(&Run, &Appearance, &mut dyn io::Write) -> io::Result<()>,
}

/// Every format, the default first. A new one is a file of its own and a line here.
pub const FORMATS: &[Format] = &[
    pretty::FORMAT,
    concise::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    junit::FORMAT,
    checkstyle::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
];

/// The formats that say of each fix which bytes it changes.
const WITH_EDITS: [&str; 3] = [json::FORMAT.name, jsonl::FORMAT.name, sarif::FORMAT.name];

/// The formats with paths of their own.
const HOSTED: [&str; 3] = [sarif::FORMAT.name, github::FORMAT.name, gitlab::FORMAT.name];

impl Format {
    /// Whether a service reads it that shows findings beside the lines of a repository: it writes
    /// [`HostPaths`](super::HostPaths).
    pub fn is_hosted(&self) -> bool {
        HOSTED.contains(&self.name)
    }

    /// Whether it writes the edits of fixes.
    pub fn has_edits(&self) -> bool {
        WITH_EDITS.contains(&self.name)
    }

    /// The format called `name`.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// What people have to be told beside the report, if anything.
    pub fn note(&self, run: &Run) -> Option<String> {
        if self.name == sarif::FORMAT.name { sarif::note(run) } else { None }
    }

    /// Every name, in the order of the list.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|format| format.name)
    }
}
