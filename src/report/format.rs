//! The list of formats: names, help and writers all come from here.

use std::io;

use super::appearance::Appearance;
use super::run::Run;
use super::{concise, html, json, pretty};

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
pub const FORMATS: &[Format] = &[pretty::FORMAT, concise::FORMAT, json::FORMAT, html::FORMAT];

impl Format {
    /// The format called `name`.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Every name, in the order of the list.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|format| format.name)
    }
}
