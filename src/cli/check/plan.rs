//! From options to what a run goes by: the same for every command that checks.

use std::ffi::OsString;
use std::path::PathBuf;

use toml::value::Date;

use super::mending::Mending;
use super::words::words;
use crate::cli::arguments::{Choosing, Judging, Running};
use crate::cli::calendar::today_or;
use crate::cli::refusal::Refusal;
use crate::cli::settings::Flags;
use crate::finding::Severity;
use crate::walk;

/// What a run goes by.
#[derive(Debug)]
pub struct Plan<'r> {
    /// The options that choose files and rules.
    pub choosing: &'r Choosing,
    /// The options about the run itself.
    pub running: &'r Running,
    /// What options put over the configuration.
    pub flags: Flags<'r>,
    /// Findings below are hidden.
    pub least_severity: Severity,
    /// Files, directories, globs and `-`.
    pub words: Vec<OsString>,
    /// How files are found.
    pub walk: walk::Options,
    /// The day on which suppressions are looked at; `None` when they do not count.
    pub today: Option<Date>,
    /// Whether a report is read beside a repository.
    pub is_hosted: bool,
    /// Whether files are only listed.
    pub lists: bool,
    /// Which baseline findings are held against.
    pub baseline: BaselineChoice,
    /// What is done about findings; `None` when they are only reported.
    pub mending: Option<Mending>,
    /// Whether a report says which bytes fixes change.
    pub shows_edits: bool,
}

/// Which baseline findings are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineChoice {
    /// For each file that of its configuration.
    Configured,
    /// This one for all files.
    Only(PathBuf),
    /// None; identities are made for one that will be at this path.
    Blank(PathBuf),
    /// None.
    None,
}

impl BaselineChoice {
    fn of(judging: &Judging) -> Self {
        match &judging.baseline {
            _ if judging.no_baseline => Self::None,
            Some(path) => Self::Only(path.clone()),
            None => Self::Configured,
        }
    }
}

impl<'r> Plan<'r> {
    /// What the options ask for. Whatever cannot be understood is noted, and then the plan must not be carried out.
    pub fn new(
        choosing: &'r Choosing,
        judging: &Judging,
        running: &'r Running,
        lists: bool,
        refusals: &mut Vec<Refusal>,
    ) -> Self {
        let flags = Flags::new(&choosing.settings, refusals).with_check(choosing, judging, refusals);
        let walk = walk::Options {
            force_exclude: choosing.files.force_exclude,
            working_directory: flags.working_directory.clone(),
            stdin_name: choosing.reading.stdin_filename.clone(),
            list_passed: running.verbose && lists,
        };
        Self {
            words: words(choosing, refusals),
            least_severity: judging.min_severity.unwrap_or(Severity::Info),
            choosing,
            running,
            today: (!choosing.known.no_suppress).then(|| today_or(choosing.known.now)),
            flags,
            walk,
            is_hosted: false,
            lists,
            baseline: BaselineChoice::of(judging),
            mending: None,
            shows_edits: false,
        }
    }
}
