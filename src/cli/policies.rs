//! What applies to each file: the settings of its project, with the overrides that are for it and with the options.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::projects::{Project, Projects};
use super::refusal::Refusal;
use super::settings::of_assignment;
use crate::config::{AssignmentError, Choices};
use crate::finding::Severity;
use crate::globs::Anchored;
use crate::report;
use crate::rule::RuleSet;
use crate::rule::builtin::RULES;
use crate::secret::Names;
use crate::settings::{Effective, Settings};
use crate::suppress::Suppression;
use crate::walk;

/// What is read of a project when its rules are known.
pub struct Chosen<'p> {
    project: &'p Project,
    /// All rules that count in it.
    pub rules: RuleSet<'p>,
    choices: Vec<Choices>,
}

impl<'p> Chosen<'p> {
    /// What each of `projects` chooses. Every mistake is noted, also of options that are about rules.
    pub fn of_all(projects: &'p Projects<'_>, refusals: &mut Vec<Refusal>) -> Vec<Self> {
        let chosen: Vec<_> = projects.all().iter().map(|project| Self::new(project, refusals)).collect();
        // A rule of one project alone can be set too: an assignment is wrong when no project takes it.
        let errors_in = |chosen: &Self| {
            projects.flags().apply_to_rules(&mut Settings::default(), &chosen.rules).err().unwrap_or_default()
        };
        let mut errors = chosen.iter().map(errors_in);
        let mut in_all: Vec<AssignmentError> = errors.next().unwrap_or_default();
        errors.for_each(|others| in_all.retain(|error| others.contains(error)));
        refusals.extend(in_all.iter().map(of_assignment));
        chosen
    }

    fn new(project: &'p Project, refusals: &mut Vec<Refusal>) -> Self {
        let rules = project.rule_files.set(RULES, refusals);
        let mut choices = Vec::new();
        for layer in &project.layers {
            let (of_layer, mistakes) = Choices::read(&layer.source, &layer.directory, &rules);
            refusals.extend(mistakes.iter().map(|mistake| Refusal::config(&layer.source, mistake)));
            choices.push(of_layer);
        }
        Self { project, rules, choices }
    }

    /// The suppressions of the project, in the order of its files.
    pub fn suppressions(&self) -> impl Iterator<Item = &Suppression> {
        self.choices.iter().flat_map(|choices| &choices.suppressions)
    }

    /// The project.
    pub const fn project(&self) -> &'p Project {
        self.project
    }

    /// Which overrides are for the file at the absolute `path`.
    fn overrides_for(&self, path: impl FnOnce() -> PathBuf) -> Vec<usize> {
        let mut overrides = self.choices.iter().flat_map(|choices| &choices.overrides).peekable();
        // Most projects have none, and a run over many files has better things to do than to make paths absolute.
        if overrides.peek().is_none() {
            return Vec::new();
        }
        let path = path();
        overrides.enumerate().filter(|(_, one)| is_for(&one.paths, &path)).map(|(index, _)| index).collect()
    }

    fn settings(&self, overrides: &[usize], projects: &Projects<'_>) -> Settings {
        let mut settings = self.project.configured();
        self.choices.iter().for_each(|choices| choices.apply(&mut settings));
        let all: Vec<_> = self.choices.iter().flat_map(|choices| &choices.overrides).collect();
        for index in overrides {
            all[*index].apply(&mut settings);
        }
        projects.flags().apply(&mut settings);
        // What no project takes was told already.
        let _ = projects.flags().apply_to_rules(&mut settings, &self.rules);
        settings
    }
}

/// Whether `globs` match the absolute `path`.
pub fn is_for(globs: &Anchored, path: &Path) -> bool {
    globs.globs.matching(&walk::shown(&walk::relative_to(&globs.base, path))).is_some()
}

/// What applies to files: the same for all that have project and overrides in common.
pub struct Policy<'c> {
    /// The project.
    pub chosen: &'c Chosen<'c>,
    /// Its own index among the policies.
    pub index: usize,
    /// The index of the project.
    pub project: usize,
    /// The settings.
    pub settings: Settings,
    /// The members whose strings are not shown.
    pub secrets: Arc<Names>,
}

impl Policy<'_> {
    /// The severity of a rule when none of its conditions holds; `None` when there is no such rule or it is off.
    pub fn severity_of(&self, rule: &str) -> Option<Severity> {
        let index = self.chosen.rules.index_of(rule)?;
        let rule = Effective::new(self.chosen.rules.rules()[index], &self.settings);
        rule.enabled.value.then(|| rule.plain_severity())
    }

    /// The settings as reports name them.
    pub fn report_settings(&self) -> report::Settings {
        report::Settings {
            profile: self.settings.profile.value.clone(),
            config: self.chosen.project.config.clone(),
            fail_on: self.settings.fail_on.value,
        }
    }
}

/// The policies of a run, each made when a file asks for it.
pub struct Policies<'c> {
    projects: &'c Projects<'c>,
    chosen: &'c [Chosen<'c>],
    made: Vec<Policy<'c>>,
    by_overrides: BTreeMap<(usize, Vec<usize>), usize>,
}

impl<'c> Policies<'c> {
    /// None so far.
    pub fn new(projects: &'c Projects<'c>, chosen: &'c [Chosen<'c>]) -> Self {
        Self { projects, chosen, made: Vec::new(), by_overrides: BTreeMap::new() }
    }

    /// The index of what applies to the file at the absolute `path`, which is of `project`.
    pub fn of_file(&mut self, project: usize, path: impl FnOnce() -> PathBuf) -> usize {
        let overrides = self.chosen[project].overrides_for(path);
        self.with(project, overrides)
    }

    /// The index of what applies in `project` where no override does.
    pub fn of_project(&mut self, project: usize) -> usize {
        self.with(project, Vec::new())
    }

    fn with(&mut self, project: usize, overrides: Vec<usize>) -> usize {
        if let Some(made) = self.by_overrides.get(&(project, overrides.clone())) {
            return *made;
        }
        let chosen = &self.chosen[project];
        let settings = chosen.settings(&overrides, self.projects);
        let secrets = Arc::new(Names::new(settings.redact.iter().map(|name| &name.value)));
        let index = self.made.len();
        self.made.push(Policy { chosen, index, project, settings, secrets });
        self.by_overrides.insert((project, overrides), index);
        index
    }

    /// All that were made.
    pub fn all(&self) -> &[Policy<'c>] {
        &self.made
    }
}
