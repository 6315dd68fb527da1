//! From options to settings: the same for every command that has rules.

use std::env;
use std::path::{Path, PathBuf};

use super::arguments::{Choosing, ConfigOptions, Form, Judging, OrNone, SettingsOptions, WishOptions};
use super::refusal::Refusal;
use crate::config::{Assignment, AssignmentError};
use crate::expr::near_names;
use crate::finding::Severity;
use crate::globs::{Anchored, Globs};
use crate::report::ErrorKind;
use crate::report::appearance::Wishes;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::rule::load::did_you_mean;
use crate::rule::{RuleSet, profile};
use crate::settings::{Origin, Settings, Sourced};
use crate::walk;

/// The variable that stands in for `--config`.
const CONFIG_VARIABLE: &str = "COGLINT_CONFIG";

/// The variable that stands in for `--output`.
pub const OUTPUT_VARIABLE: &str = "COGLINT_OUTPUT";

/// The outputs that the environment asks for, as `--output` takes them.
pub fn outputs_of_environment() -> Vec<String> {
    let variable = env::var(OUTPUT_VARIABLE).unwrap_or_default();
    variable.split(',').map(str::trim).filter(|output| !output.is_empty()).map(str::to_owned).collect()
}

/// What options and environment say, to be put over what configuration files do.
#[derive(Debug)]
pub struct Flags<'a> {
    /// Which configuration files count.
    pub config: ConfigChoice,
    /// Where the process began; its own paths count from here.
    pub working_directory: PathBuf,
    profile: Option<String>,
    operation: Option<Sourced<Option<Operation>>>,
    client_type: Option<OrNone<ClientType>>,
    fail_on: Option<OrNone<Severity>>,
    exclude: Option<Anchored>,
    hidden: bool,
    no_ignore: bool,
    assignments: Vec<Assignment<'a>>,
}

/// Which configuration files count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigChoice {
    /// For each file the nearest one above.
    Nearest,
    /// This one for all files.
    Only {
        /// Its path as given.
        path: PathBuf,
        /// What names it: the option or the variable.
        by: Origin,
    },
    /// None.
    None,
}

impl<'a> Flags<'a> {
    /// The flags of every command that has rules. What cannot be understood is noted.
    pub fn new(options: &'a SettingsOptions, refusals: &mut Vec<Refusal>) -> Self {
        let profile = options.profile.clone().filter(|name| {
            let is_known = profile::NAMES.contains(&name.as_str());
            if !is_known {
                refusals.push(unknown_profile(name));
            }
            is_known
        });
        let mut flags = Self {
            profile,
            operation: options.operation.map(|operation| Sourced::new(operation, Origin::Flag("--operation"))),
            client_type: options.client_type,
            ..Self::of_config(&options.config)
        };
        for text in &options.set {
            match Assignment::new(text) {
                Ok(assignment) => flags.assignments.push(assignment),
                Err(error) => refusals.push(of_assignment(&error)),
            }
        }
        let mut scratch = Settings::default();
        let wrong = flags
            .assignments
            .iter()
            .filter_map(|assignment| scratch.assign_plainly(assignment, &flags.working_directory).err());
        refusals.extend(wrong.map(|error| of_assignment(&error)));
        flags
    }

    /// Those that say which configuration counts, and nothing else.
    pub fn of_config(options: &ConfigOptions) -> Self {
        Self {
            config: config_choice(options),
            working_directory: working_directory(),
            profile: None,
            operation: None,
            client_type: None,
            fail_on: None,
            exclude: None,
            hidden: false,
            no_ignore: false,
            assignments: Vec::new(),
        }
    }

    /// With what only commands that check can be told.
    pub fn with_check(mut self, choosing: &Choosing, judging: &Judging, refusals: &mut Vec<Refusal>) -> Self {
        if let Some(Form::Of(operation)) = choosing.reading.form {
            if let Some(Some(other)) = self.operation.as_ref().map(|declared| declared.value)
                && other != operation
            {
                let message = format!("--as {} and --operation contradict each other", operation.name());
                refusals.push(Refusal::usage(message).help("leave one of them out".to_owned()));
            }
            self.operation = Some(Sourced::new(Some(operation), Origin::Flag("--as")));
        }
        self.fail_on = judging.fail_on;
        let files = &choosing.files;
        self.hidden = files.hidden;
        self.no_ignore = files.no_ignore;
        match Globs::new(&files.exclude) {
            Ok(_) if files.exclude.is_empty() => {}
            Ok(globs) => self.exclude = Some(Anchored { base: self.working_directory.clone(), globs }),
            Err(error) => {
                let message = format!("--exclude: `{}` is no glob: {}", error.pattern, error.reason);
                refusals.push(Refusal::usage(message));
            }
        }
        self
    }

    /// Whether files are left out by an option, so that a walk does not cover its directories.
    pub const fn excludes(&self) -> bool {
        self.exclude.is_some()
    }

    /// Puts everything that is not about rules over `settings`.
    pub fn apply(&self, settings: &mut Settings) {
        if let Some(profile) = &self.profile {
            settings.profile = Sourced::new(profile.clone(), Origin::Flag("--profile"));
        }
        if let Some(operation) = &self.operation {
            settings.operation = operation.clone();
        }
        if let Some(client_type) = self.client_type {
            settings.client_type = Sourced::new(client_type, Origin::Flag("--client-type"));
        }
        if let Some(fail_on) = self.fail_on {
            settings.fail_on = Sourced::new(fail_on, Origin::Flag("--fail-on"));
        }
        if self.hidden {
            settings.files.hidden = Sourced::new(true, Origin::Flag("--hidden"));
        }
        if self.no_ignore {
            settings.files.respect_gitignore = Sourced::new(false, Origin::Flag("--no-ignore"));
        }
        for assignment in &self.assignments {
            // What is wrong was told when the flags were made.
            let _ = settings.assign_plainly(assignment, &self.working_directory);
        }
        let exclude = self.exclude.iter().map(|globs| Sourced::new(globs.clone(), Origin::Flag("--exclude")));
        settings.files.exclude.extend(exclude);
    }

    /// Puts what is said about rules over `settings`.
    ///
    /// # Errors
    /// Every assignment that the rules do not take.
    pub fn apply_to_rules(&self, settings: &mut Settings, rules: &RuleSet<'_>) -> Result<(), Vec<AssignmentError>> {
        let assign = |assignment: &Assignment<'_>| settings.assign_to_rules(assignment, rules).err();
        let errors: Vec<_> = self.assignments.iter().filter_map(assign).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// The error about an assignment.
pub fn of_assignment(error: &AssignmentError) -> Refusal {
    Refusal::new(ErrorKind::Config, error.what()).help(error.help())
}

fn config_choice(options: &ConfigOptions) -> ConfigChoice {
    if options.isolated {
        return ConfigChoice::None;
    }
    if let Some(path) = &options.config {
        return ConfigChoice::Only { path: path.clone(), by: Origin::Flag("--config") };
    }
    match env::var_os(CONFIG_VARIABLE).filter(|path| !path.is_empty()) {
        Some(path) => ConfigChoice::Only { path: path.into(), by: Origin::Variable(CONFIG_VARIABLE) },
        None => ConfigChoice::Nearest,
    }
}

/// Where the process began. Paths stay as given when the directory is gone.
pub fn working_directory() -> PathBuf {
    env::current_dir().unwrap_or_default()
}

fn unknown_profile(name: &str) -> Refusal {
    let near = did_you_mean(&near_names(name, profile::NAMES));
    let known = || format!("the profiles are {}", profile::NAMES.join(", "));
    Refusal::usage(format!("unknown profile `{name}`")).help(near.unwrap_or_else(known))
}

/// The path of a configuration file as it is shown: from the working directory.
pub fn shown_from(working_directory: &Path, path: &Path) -> String {
    walk::shown(&walk::relative_to(working_directory, path))
}

/// How text is to look.
pub fn wishes(options: &WishOptions) -> Wishes {
    Wishes {
        color: options.color,
        hyperlinks: options.hyperlinks,
        charset: options.charset.flatten(),
        width: options.width,
    }
}
