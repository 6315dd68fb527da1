//! From options to what a run goes by: the same for every command that checks.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::selection::Selection;
use super::words::words;
use crate::cli::arguments::{Choosing, Judging, Running};
use crate::cli::baselines::{AppliedBaseline, BaselineId, Baselines};
use crate::cli::refusal::Refusal;
use crate::cli::{settings, tool};
use crate::finding::Severity;
use crate::report::{self, ErrorKind, Run, Skipped};
use crate::rule::RuleSet;
use crate::secret::Names;
use crate::settings::{Effective, Settings};
use crate::walk::{self, Globs};

/// What a run goes by.
pub struct Plan<'r> {
    /// The options that choose files and rules.
    pub choosing: &'r Choosing,
    /// The options about the run itself.
    pub running: &'r Running,
    /// The rules.
    pub rules: &'r RuleSet<'r>,
    /// How they apply.
    pub settings: Settings,
    /// Whose findings are reported.
    pub selection: Selection,
    /// Findings below are hidden.
    pub least_severity: Severity,
    /// Files, directories, globs and `-`.
    pub words: Vec<OsString>,
    /// How files are found.
    pub walk: walk::Options,
    /// Whether files are only listed.
    pub lists: bool,
    /// The baselines that findings are held against.
    pub baselines: Baselines,
    /// The one that applies to every file.
    pub baseline: Option<BaselineId>,
}

impl<'r> Plan<'r> {
    /// What the options ask for. Whatever cannot be understood is noted, and then the plan must not be carried out.
    pub fn new(
        choosing: &'r Choosing,
        judging: &Judging,
        running: &'r Running,
        rules: &'r RuleSet<'r>,
        lists: bool,
        refusals: &mut Vec<Refusal>,
    ) -> Self {
        let settings = settings::settings(&choosing.settings, rules, refusals, |settings, refusals| {
            settings::of_check(settings, refusals, choosing, judging);
        });
        let selection = Selection::new(&choosing.rules.only, &choosing.rules.skip, rules, refusals);
        let mut plan = Self {
            words: words(choosing, refusals),
            walk: walk_options(choosing, &settings, running.verbose && lists, refusals),
            least_severity: judging.min_severity.unwrap_or(Severity::Info),
            choosing,
            running,
            rules,
            settings,
            selection,
            lists,
            baselines: Baselines::default(),
            baseline: None,
        };
        if let Some(path) = &judging.baseline {
            plan.load_baseline(path, refusals);
        }
        plan
    }

    /// Holds every file against the baseline at `path`. What is wrong with it is noted.
    pub fn load_baseline(&mut self, path: &Path, refusals: &mut Vec<Refusal>) {
        let settings = self.report_settings();
        self.baseline = self.baselines.load(path, &self.walk.working_directory, &settings, refusals);
    }

    /// Has the identities of all findings made for a baseline at `path`, which is not there yet.
    pub fn begin_baseline(&mut self, path: &Path) {
        let blank = AppliedBaseline::blank(path, &self.walk.working_directory, &self.report_settings());
        self.baseline = Some(self.baselines.add(blank));
    }

    /// The baseline that applies to a file.
    pub fn baseline(&self) -> Option<&AppliedBaseline> {
        self.baseline.map(|id| self.baselines.get(id))
    }

    /// A run without files.
    pub fn empty_run(&self) -> Run {
        Run {
            tool: tool::tool(),
            settings: self.report_settings(),
            files: Vec::new(),
            skipped: Skipped::default(),
            errors: Vec::new(),
            rules: Vec::new(),
            secrets: Names::default(),
        }
    }

    /// The settings as reports name them.
    pub fn report_settings(&self) -> report::Settings {
        let profile = self.settings.profile.value.clone();
        report::Settings { profile, config: None, fail_on: self.settings.fail_on }
    }

    /// The rules that run and whose findings are reported.
    pub fn report_rules(&self) -> Vec<report::Rule> {
        let rules = self.rules.rules().iter().map(|rule| Effective::new(rule, &self.settings));
        let chosen = rules.filter(|rule| rule.enabled.value && self.selection.has(&rule.rule.id));
        let rule = |rule: Effective<'_>| report::Rule {
            id: rule.rule.id.to_string(),
            severity: rule.plain_severity(),
            category: rule.rule.category,
            params: rule.parameter_values(),
        };
        chosen.map(rule).collect()
    }
}

fn walk_options(
    choosing: &Choosing,
    settings: &Settings,
    list_passed: bool,
    refusals: &mut Vec<Refusal>,
) -> walk::Options {
    let mut globs = |patterns: &[String], key: &str| {
        Globs::new(patterns).unwrap_or_else(|error| {
            refusals.push(bad_glob(key, &error));
            Globs::default()
        })
    };
    walk::Options {
        include: globs(&settings.files.include, "include"),
        exclude: globs(&settings.files.exclude, "exclude"),
        hidden: settings.files.hidden,
        ignore_files: settings.files.respect_gitignore,
        force_exclude: choosing.files.force_exclude,
        working_directory: working_directory(),
        stdin_name: choosing.reading.stdin_filename.clone(),
        list_passed,
    }
}

fn bad_glob(key: &str, error: &walk::GlobError) -> Refusal {
    Refusal::new(ErrorKind::Config, format!("{key}: `{}` is no glob: {}", error.pattern, error.reason))
}

/// Where the run began. Paths stay as given when the directory is gone.
fn working_directory() -> PathBuf {
    env::current_dir().unwrap_or_default()
}
