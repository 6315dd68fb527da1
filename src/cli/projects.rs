//! Which configuration applies where: files are found, read with what they inherit, and asked for the settings of a
//! directory or of a file.
//!
//! A project is what has one configuration in common. It is found while directories are walked, since it says which files
//! are looked at ([`Scopes`]); what it chooses for rules is read when the walk is over and its own rules are loaded
//! ([`Projects::policies`]).

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::inheritance::{Layer, layers};
use super::refusal::Refusal;
use super::rule_files::RuleFiles;
use super::settings::{ConfigChoice, Flags, shown_from};
use crate::config::{Error, ErrorKind as Mistake, NAMES};
use crate::report::ErrorKind;
use crate::settings::{Origin, Settings};
use crate::walk::{self, Scope, Scopes};

/// The configurations of a run.
#[derive(Debug)]
pub struct Projects<'f> {
    flags: &'f Flags<'f>,
    /// What was found for each directory that was asked for, and for those above it.
    by_directory: HashMap<PathBuf, usize>,
    all: Vec<Project>,
    scopes: Vec<Rc<Scope>>,
    /// The project without a configuration, when there is one.
    bare: Option<usize>,
    refusals: Vec<Refusal>,
}

/// What has one configuration in common.
#[derive(Debug)]
pub struct Project {
    /// The path of its configuration as it is shown; `None` without one.
    pub config: Option<String>,
    /// The configuration after all that it inherits from.
    pub layers: Vec<Layer>,
    /// Its rule files.
    pub rule_files: RuleFiles,
}

impl Project {
    /// What its configuration sets for all of its files, but for rules.
    pub fn configured(&self) -> Settings {
        let mut settings = Settings::default();
        self.layers.iter().for_each(|layer| layer.plain.apply(&mut settings));
        settings
    }
}

impl<'f> Projects<'f> {
    /// None so far.
    pub fn new(flags: &'f Flags<'f>) -> Self {
        Self {
            flags,
            by_directory: HashMap::new(),
            all: Vec::new(),
            scopes: Vec::new(),
            bare: None,
            refusals: Vec::new(),
        }
    }

    /// All projects that were asked for.
    pub fn all(&self) -> &[Project] {
        &self.all
    }

    /// The rule files of one of them.
    pub fn into_rule_files(mut self, project: usize) -> RuleFiles {
        self.all.swap_remove(project).rule_files
    }

    /// What the projects are put under.
    pub const fn flags(&self) -> &'f Flags<'f> {
        self.flags
    }

    /// What was wrong with the configurations so far.
    pub fn take_refusals(&mut self) -> Vec<Refusal> {
        std::mem::take(&mut self.refusals)
    }

    /// The project of the files in `directory`, an absolute path.
    pub fn project_of(&mut self, directory: &Path) -> usize {
        match &self.flags.config {
            ConfigChoice::None => self.bare(),
            ConfigChoice::Only { path, .. } if self.all.is_empty() => {
                let path = walk::absolute(&self.flags.working_directory, path);
                self.load(&path)
            }
            ConfigChoice::Only { .. } => 0,
            ConfigChoice::Nearest => self.nearest(directory),
        }
    }

    /// The project of the file at `path`, as given.
    pub fn project_of_file(&mut self, path: &Path) -> usize {
        let path = walk::absolute(&self.flags.working_directory, path);
        self.project_of(path.parent().unwrap_or(&path))
    }

    /// The configuration in the nearest directory that has one, up to the root of the repository or the file system.
    fn nearest(&mut self, directory: &Path) -> usize {
        let mut asked = Vec::new();
        let mut found = None;
        for directory in directory.ancestors() {
            if let Some(known) = self.by_directory.get(directory) {
                found = Some(*known);
                break;
            }
            asked.push(directory.to_owned());
            if let Some(path) = self.config_in(directory) {
                found = Some(self.load(&path));
                break;
            }
            if directory.join(".git").symlink_metadata().is_ok() {
                break;
            }
        }
        let found = found.unwrap_or_else(|| self.bare());
        self.by_directory.extend(asked.into_iter().map(|directory| (directory, found)));
        found
    }

    /// The configuration file of a directory; two are one too many.
    fn config_in(&mut self, directory: &Path) -> Option<PathBuf> {
        let mut present = NAMES.map(|name| directory.join(name)).into_iter().filter(|path| is_meant_as_file(path));
        let first = present.next()?;
        if let Some(second) = present.next() {
            let [first, second] = [&first, &second].map(|path| shown_from(&self.flags.working_directory, path));
            let message = format!("there are both {first} and {second}");
            let help = "only one of them counts: put all into one and delete the other";
            self.refusals.push(Refusal::new(ErrorKind::Config, message).about(&first).help(help.to_owned()));
        }
        Some(first)
    }

    fn bare(&mut self) -> usize {
        if let Some(bare) = self.bare {
            return bare;
        }
        let bare = self.add(None, Vec::new());
        self.bare = Some(bare);
        bare
    }

    /// The project of the configuration at `path`, an absolute one.
    fn load(&mut self, path: &Path) -> usize {
        let shown = shown_from(&self.flags.working_directory, path);
        let layers = layers(path, &self.flags.working_directory, &mut self.refusals).unwrap_or_else(|reason| {
            let named = match &self.flags.config {
                ConfigChoice::Only { by: Origin::Variable(name), .. } => format!(", which {name} names"),
                _ => String::new(),
            };
            let message = format!("cannot read the configuration {shown}{named}: {reason}");
            self.refusals.push(Refusal::new(ErrorKind::Config, message).about(&shown));
            Vec::new()
        });
        self.add(Some(shown), layers)
    }

    fn add(&mut self, config: Option<String>, layers: Vec<Layer>) -> usize {
        let mut project = Project { config, layers, rule_files: RuleFiles::default() };
        let mut settings = project.configured();
        self.flags.apply(&mut settings);
        project.rule_files = self.rule_files(&settings, &project.layers);
        let id = self.all.len();
        self.scopes.push(Rc::new(scope(id, &settings)));
        self.all.push(project);
        id
    }

    /// The user's own rules.
    fn rule_files(&mut self, settings: &Settings, layers: &[Layer]) -> RuleFiles {
        let mut words = Vec::new();
        for directory in &settings.rule_dirs {
            let directory = &directory.value;
            let shown = shown_from(&self.flags.working_directory, directory);
            if directory.is_dir() {
                words.push(directory.clone().into_os_string());
                continue;
            }
            let reason = if directory.exists() { "it is no directory" } else { "no such directory" }.to_owned();
            let kind = Mistake::Unreadable { what: "directory of rules", path: shown, reason };
            let places = layers.iter().flat_map(|layer| layer.plain.rule_dirs.iter().map(move |dir| (layer, dir)));
            let place = places.into_iter().find(|(_, (named, _))| named.value == *directory);
            self.refusals.push(match place {
                Some((layer, (_, span))) => Refusal::config(&layer.source, &Error { span: *span, kind }),
                None => Refusal::new(ErrorKind::Config, kind.what()),
            });
        }
        if words.is_empty() {
            return RuleFiles::default();
        }
        RuleFiles::load_configured(&words, &self.flags.working_directory, &mut self.refusals)
    }
}

impl Scopes for Projects<'_> {
    fn scope_of(&mut self, directory: &Path) -> Rc<Scope> {
        let project = self.project_of(directory);
        Rc::clone(&self.scopes[project])
    }

    fn may_begin_at(&self, name: &OsStr) -> bool {
        self.flags.config == ConfigChoice::Nearest && (name == ".git" || NAMES.iter().any(|config| name == *config))
    }
}

/// Whether a configuration is meant to be at `path`. A directory is none; a link that leads nowhere is, so that somebody
/// hears of it.
fn is_meant_as_file(path: &Path) -> bool {
    match path.metadata() {
        Ok(data) => !data.is_dir(),
        Err(_) => path.symlink_metadata().is_ok(),
    }
}

fn scope(id: usize, settings: &Settings) -> Scope {
    let files = &settings.files;
    Scope {
        id,
        include: files.include.value.clone(),
        exclude: files.exclude.iter().map(|exclude| exclude.value.clone()).collect(),
        hidden: files.hidden.value,
        ignore_files: files.respect_gitignore.value,
    }
}
