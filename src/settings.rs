//! What the user has chosen: profile, operation, and for each rule whether, how bad, and with which parameters.
//!
//! Values carry where they come from, so that `explain` and `config` can say it. Reading configuration files and `--set` is
//! left to [`config`](crate::config); here are the values, and what follows from them for each rule.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::Severity;
use crate::globs::{Anchored, Globs};
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::rule::definition::{ParameterValue, ProfilePart, Rule, SeverityCase};
use crate::rule::profile;

mod size;
mod spelling;

pub use size::ByteSize;
pub use spelling::spelled;

/// What the user has chosen for a file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the profile.
    pub profile: Sourced<String>,
    /// The operation, when it was declared.
    pub operation: Sourced<Option<Operation>>,
    /// The client type, when it was declared.
    pub client_type: Sourced<Option<ClientType>>,
    /// The lowest severity that fails a run; `None` when none does.
    pub fail_on: Sourced<Option<Severity>>,
    /// What was chosen for single rules, by id.
    pub rules: BTreeMap<String, RuleSettings>,
    /// Which files are looked at.
    pub files: FileSettings,
    /// The members whose strings are not shown, beside client secrets.
    pub redact: Vec<Sourced<String>>,
    /// Directories of rule files.
    pub rule_dirs: Vec<Sourced<PathBuf>>,
    /// The file of findings that are known.
    pub baseline: Option<Sourced<PathBuf>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: Sourced::built_in(profile::NAMES[0].to_owned()),
            operation: Sourced::built_in(None),
            client_type: Sourced::built_in(None),
            fail_on: Sourced::built_in(Some(Severity::Warning)),
            rules: BTreeMap::new(),
            files: FileSettings::default(),
            redact: Vec::new(),
            rule_dirs: Vec::new(),
            baseline: None,
        }
    }
}

/// Which files are looked at in a directory.
#[derive(Clone, Debug)]
pub struct FileSettings {
    /// Globs of files to look at.
    pub include: Sourced<Anchored>,
    /// Globs of files to leave out: a configuration's, and those of the command line.
    pub exclude: Vec<Sourced<Anchored>>,
    /// Whether names that begin with a dot are looked at.
    pub hidden: Sourced<bool>,
    /// Whether ignore files are obeyed.
    pub respect_gitignore: Sourced<bool>,
    /// The greatest size of a file, in bytes.
    pub max_file_size: Sourced<u64>,
}

impl Default for FileSettings {
    fn default() -> Self {
        let json = Anchored { base: PathBuf::new(), globs: Globs::of_extension("json") };
        Self {
            include: Sourced::built_in(json),
            exclude: Vec::new(),
            hidden: Sourced::built_in(false),
            respect_gitignore: Sourced::built_in(true),
            max_file_size: Sourced::built_in(1 << 20),
        }
    }
}

/// What was chosen for one rule.
#[derive(Clone, Debug, Default)]
pub struct RuleSettings {
    /// Whether it speaks.
    pub enabled: Option<Sourced<bool>>,
    /// How bad a finding is.
    pub severity: Option<Sourced<Severity>>,
    /// Its parameters, by name.
    pub parameters: BTreeMap<String, Sourced<ParameterValue>>,
}

impl RuleSettings {
    /// Takes what `later` says; what it leaves open stays.
    pub fn merge(&mut self, later: &RuleSettings) {
        self.enabled = later.enabled.clone().or(self.enabled.take());
        self.severity = later.severity.clone().or(self.severity.take());
        self.parameters.extend(later.parameters.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the program's or the rule's default.
    BuiltIn,
    /// It is the profile's.
    Profile(String),
    /// A configuration file set it.
    File {
        /// Its path as it is shown.
        path: Arc<str>,
        /// The line of the key, from 1.
        line: u32,
    },
    /// An environment variable of that name set it.
    Variable(&'static str),
    /// An option of that name set it.
    Flag(&'static str),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::BuiltIn => f.write_str("built-in"),
            Origin::Profile(name) => write!(f, "profile {name}"),
            Origin::File { path, line } => write!(f, "{path}:{line}"),
            Origin::Variable(name) => write!(f, "env {name}"),
            Origin::Flag(flag) => f.write_str(flag),
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// A value that comes from `origin`.
    pub const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// A default.
    pub const fn built_in(value: T) -> Self {
        Self::new(value, Origin::BuiltIn)
    }
}

/// One rule as it applies: what the user chose, else the profile, else the rule itself.
#[derive(Clone, Debug)]
pub struct Effective<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Whether it speaks.
    pub enabled: Sourced<bool>,
    /// Whether it silences others: it does when it is on but for the user.
    pub counts: bool,
    /// The severity that the user chose.
    pub user_severity: Option<Sourced<Severity>>,
    /// What the profile changes.
    pub profile: Option<&'r ProfilePart>,
    /// Its parameters, in the order of the rule.
    pub parameters: Vec<Sourced<&'r ParameterValue>>,
}

impl<'r> Effective<'r> {
    /// The rule under `settings`.
    pub fn new(rule: &'r Rule, settings: &'r Settings) -> Self {
        let name = &settings.profile.value;
        let profile = rule.profiles.iter().find(|part| part.profile == *name);
        let by_profile = || Origin::Profile(name.clone());
        let chosen = settings.rules.get(&*rule.id);
        let unless_user = match profile.and_then(|part| part.enabled) {
            Some(enabled) => Sourced::new(enabled, by_profile()),
            None => Sourced::new(rule.enabled, Origin::BuiltIn),
        };
        let by_user = chosen.and_then(|chosen| chosen.enabled.clone());
        let counts = unless_user.value || by_user.as_ref().is_some_and(|enabled| enabled.value);
        let parameters = rule.parameters.iter().enumerate().map(|(index, parameter)| {
            if let Some(value) = chosen.and_then(|chosen| chosen.parameters.get(&*parameter.name)) {
                return Sourced::new(&value.value, value.origin.clone());
            }
            let of_profile = profile.and_then(|part| part.parameters.iter().find(|(at, _)| usize::from(*at) == index));
            match of_profile {
                Some((_, value)) => Sourced::new(value, by_profile()),
                None => Sourced::new(&parameter.default, Origin::BuiltIn),
            }
        });
        Self {
            rule,
            enabled: by_user.unwrap_or(unless_user),
            counts,
            user_severity: chosen.and_then(|chosen| chosen.severity.clone()),
            profile,
            parameters: parameters.collect(),
        }
    }

    /// The cases of the severity: the profile's where it has some, else the rule's.
    pub fn severity_cases(&self) -> &'r [SeverityCase] {
        match self.profile {
            Some(part) if !part.severity.is_empty() => &part.severity,
            _ => &self.rule.severity,
        }
    }

    /// The severity when no condition holds, as lists of rules show it.
    pub fn plain_severity(&self) -> Severity {
        let last = self.severity_cases().last().map_or(Severity::Info, |case| case.severity);
        self.user_severity.as_ref().map_or(last, |severity| severity.value)
    }
}
