//! `--set KEY=VALUE`: one setting on the command line.

use std::path::Path;

use super::{
    Anchored, Globs, Operation, Origin, RuleSet, RuleSettings, Settings, Severity, Sourced, did_you_mean, profile,
    value_of_text,
};
use crate::expr::near_names;
use crate::finding::SYNTAX_ERROR;
use crate::request::client::ClientType;
use crate::rule::Rule;

/// Where the values come from.
const FLAG: Origin = Origin::Flag("--set");

fn flag<T>(value: T) -> Sourced<T> {
    Sourced::new(value, FLAG)
}

/// The keys beside `rules.…`.
const KEYS: [&str; 12] = [
    "profile",
    "operation",
    "client-type",
    "fail-on",
    "include",
    "exclude",
    "hidden",
    "respect-gitignore",
    "max-file-size",
    "redact",
    "rule-dirs",
    "baseline",
];

/// The keys of a configuration file that cannot be set for one run.
const NEVER: [&str; 4] = ["extends", "version", "ignore", "overrides"];

/// Why an assignment cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentError {
    /// The assignment as given.
    pub assignment: String,
    /// What is wrong with it.
    pub kind: AssignmentErrorKind,
}

/// What is wrong with an assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignmentErrorKind {
    /// There is no `=`.
    NoValue,
    /// The key does not exist.
    UnknownKey {
        /// What it names: `key`, `rule`, `parameter`.
        noun: &'static str,
        /// The name.
        name: String,
        /// Names that it may have meant.
        near: Vec<String>,
    },
    /// The key exists in a configuration file only.
    OnlyInFile(String),
    /// The value is none that the key takes.
    Value {
        /// The key.
        key: String,
        /// What is wrong with the value.
        reason: String,
    },
}

impl AssignmentError {
    /// What is wrong.
    pub fn what(&self) -> String {
        match &self.kind {
            AssignmentErrorKind::NoValue => format!("--set {}: there is no value", self.assignment),
            AssignmentErrorKind::UnknownKey { noun, name, .. } => {
                format!("--set {}: unknown {noun} `{name}`", self.assignment)
            }
            AssignmentErrorKind::OnlyInFile(key) => {
                format!("--set {}: `{key}` can be set in a configuration file only", self.assignment)
            }
            AssignmentErrorKind::Value { key, reason } => format!("--set {}: `{key}`: {reason}", self.assignment),
        }
    }

    /// What to do.
    pub fn help(&self) -> Option<String> {
        match &self.kind {
            AssignmentErrorKind::NoValue => {
                Some("write KEY=VALUE, such as rules.redirect-http.severity=info".to_owned())
            }
            AssignmentErrorKind::UnknownKey { near, .. } => did_you_mean(near),
            AssignmentErrorKind::OnlyInFile(_) | AssignmentErrorKind::Value { .. } => None,
        }
    }
}

/// One assignment of `--set`: a dotted key, and a TOML value or else a bare string.
#[derive(Clone, Copy, Debug)]
pub struct Assignment<'a> {
    text: &'a str,
    key: &'a str,
    value: &'a str,
}

impl<'a> Assignment<'a> {
    /// The assignment `text`, `KEY=VALUE`.
    ///
    /// # Errors
    /// When there is no value.
    pub fn new(text: &'a str) -> Result<Self, AssignmentError> {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| AssignmentError { assignment: text.to_owned(), kind: AssignmentErrorKind::NoValue })?;
        Ok(Self { text, key: key.trim(), value: value.trim() })
    }

    /// What is set of a rule: the rest of the key. `None` for everything else.
    fn of_rule(&self) -> Option<&'a str> {
        self.key.strip_prefix("rules.")
    }

    fn error(&self, kind: AssignmentErrorKind) -> AssignmentError {
        AssignmentError { assignment: self.text.to_owned(), kind }
    }
}

impl Settings {
    /// Takes an assignment, `KEY=VALUE`, where paths and globs count from the directory that the process is in.
    ///
    /// # Errors
    /// When the key or the rule does not exist, or does not take the value.
    pub fn assign(&mut self, assignment: &str, rules: &RuleSet<'_>) -> Result<(), AssignmentError> {
        let assignment = Assignment::new(assignment)?;
        self.assign_plainly(assignment, Path::new(""))?;
        self.assign_to_rules(assignment, rules)
    }

    /// Takes an assignment unless it is about a rule. Paths and globs count from `directory`, the working directory.
    ///
    /// # Errors
    /// When the key does not exist, or does not take the value.
    pub fn assign_plainly(&mut self, assignment: Assignment<'_>, directory: &Path) -> Result<(), AssignmentError> {
        match assignment.of_rule() {
            Some(_) => Ok(()),
            None => {
                self.assign_plain(assignment.key, assignment.value, directory).map_err(|kind| assignment.error(kind))
            }
        }
    }

    /// Takes an assignment that is about a rule.
    ///
    /// # Errors
    /// When the rule or its key does not exist, or does not take the value.
    pub fn assign_to_rules(&mut self, assignment: Assignment<'_>, rules: &RuleSet<'_>) -> Result<(), AssignmentError> {
        match assignment.of_rule() {
            Some(rest) => self.assign_to_rule(rest, assignment.value, rules).map_err(|kind| assignment.error(kind)),
            None => Ok(()),
        }
    }

    fn assign_plain(&mut self, key: &str, value: &str, directory: &Path) -> Result<(), AssignmentErrorKind> {
        match key {
            "profile" => self.profile = flag(profile_named(&unquoted(value)).map_err(wrong(key))?),
            "operation" => {
                self.operation = flag(named_or_auto(key, value, Operation::from_name, "auto, update or create")?);
            }
            "client-type" => {
                let known = "auto, confidential, machine or public";
                self.client_type = flag(named_or_auto(key, value, ClientType::from_name, known)?);
            }
            "fail-on" => self.fail_on = flag(fail_on(&unquoted(value)).map_err(wrong(key))?),
            "include" => self.files.include = flag(globs(value, directory).map_err(wrong(key))?),
            "exclude" => self.files.exclude = vec![flag(globs(value, directory).map_err(wrong(key))?)],
            "hidden" => self.files.hidden = flag(truth(value).map_err(wrong(key))?),
            "respect-gitignore" => self.files.respect_gitignore = flag(truth(value).map_err(wrong(key))?),
            "max-file-size" => self.files.max_file_size = flag(size(&unquoted(value)).map_err(wrong(key))?),
            "redact" => self.redact = list(value).map_err(wrong(key))?.into_iter().map(flag).collect(),
            "rule-dirs" => {
                let paths = list(value).map_err(wrong(key))?;
                self.rule_dirs = paths.into_iter().map(|path| flag(directory.join(path))).collect();
            }
            "baseline" => self.baseline = Some(flag(directory.join(unquoted(value)))),
            _ if NEVER.contains(&key) => return Err(AssignmentErrorKind::OnlyInFile(key.to_owned())),
            _ => return Err(unknown("key", key, KEYS)),
        }
        Ok(())
    }

    fn assign_to_rule(&mut self, rest: &str, value: &str, rules: &RuleSet<'_>) -> Result<(), AssignmentErrorKind> {
        let (id, key) = rest.split_once('.').map_or((rest, None), |(id, key)| (id, Some(key)));
        let Some(index) = rules.index_of(id) else { return Err(unknown("rule", id, rules.ids())) };
        let rule = rules.rules()[index];
        if id == SYNTAX_ERROR {
            let reason = "its findings cannot be turned off or changed".to_owned();
            return Err(AssignmentErrorKind::Value { key: id.to_owned(), reason });
        }
        let chosen = self.rules.entry(id.to_owned()).or_default();
        match key {
            None if unquoted(value) == "off" => chosen.enabled = Some(Sourced::new(false, FLAG)),
            None => {
                let severity = severity(&unquoted(value)).map_err(|_| AssignmentErrorKind::Value {
                    key: id.to_owned(),
                    reason: format!("{value} is none of off, error, warning and info"),
                })?;
                chosen.enabled = Some(Sourced::new(true, FLAG));
                chosen.severity = Some(Sourced::new(severity, FLAG));
            }
            Some("enabled") => chosen.enabled = Some(Sourced::new(truth(value).map_err(wrong("enabled"))?, FLAG)),
            Some("severity") => {
                chosen.severity = Some(Sourced::new(severity(&unquoted(value)).map_err(wrong("severity"))?, FLAG));
            }
            Some(key) => assign_parameter(chosen, rule, key, value)?,
        }
        Ok(())
    }
}

fn assign_parameter(chosen: &mut RuleSettings, rule: &Rule, key: &str, value: &str) -> Result<(), AssignmentErrorKind> {
    let Some(name) = key.strip_prefix("params.") else {
        return Err(unknown("key", key, ["enabled", "severity", "params"]));
    };
    // The catalogue lists `enabled` among the parameters of some rules; it is the key beside them.
    if name == "enabled" {
        chosen.enabled = Some(Sourced::new(truth(value).map_err(wrong("enabled"))?, FLAG));
        return Ok(());
    }
    let Some(parameter) = rule.parameters.iter().find(|parameter| parameter.name == name) else {
        return Err(unknown("parameter", name, rule.parameters.iter().map(|parameter| &*parameter.name)));
    };
    let value = value_of_text(parameter, value).map_err(wrong(name))?;
    chosen.parameters.insert(name.to_owned(), Sourced::new(value, FLAG));
    Ok(())
}

/// The profile of that name.
///
/// # Errors
/// When there is none, with a near name.
pub fn profile_named(name: &str) -> Result<String, String> {
    if profile::NAMES.contains(&name) {
        return Ok(name.to_owned());
    }
    let near = did_you_mean(&near_names(name, profile::NAMES));
    let known = format!("the profiles are {}", profile::NAMES.join(", "));
    Err(format!("unknown profile `{name}`; {}", near.unwrap_or(known)))
}

/// The lowest severity that fails a run; `never` is none.
///
/// # Errors
/// When the name is neither.
pub fn fail_on(name: &str) -> Result<Option<Severity>, String> {
    match name {
        "never" => Ok(None),
        _ => Severity::from_name(name)
            .map(Some)
            .ok_or_else(|| format!("{name} is none of error, warning, info and never")),
    }
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name).ok_or_else(|| format!("{name} is none of error, warning and info"))
}

fn named_or_auto<T>(
    key: &str,
    value: &str,
    from_name: fn(&str) -> Option<T>,
    known: &str,
) -> Result<Option<T>, AssignmentErrorKind> {
    let name = unquoted(value);
    if name == "auto" {
        return Ok(None);
    }
    from_name(&name).map(Some).ok_or_else(|| wrong(key)(format!("{name} is none of {known}")))
}

fn truth(value: &str) -> Result<bool, String> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("{value} is neither true nor false")),
    }
}

/// A number of bytes, or of KiB or MiB.
///
/// # Errors
/// When it is neither.
pub fn size(text: &str) -> Result<u64, String> {
    let (number, factor) = match (text.strip_suffix("KiB"), text.strip_suffix("MiB")) {
        (Some(number), _) => (number, 1 << 10),
        (_, Some(number)) => (number, 1 << 20),
        _ => (text, 1),
    };
    let bytes = number.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    bytes.ok_or_else(|| format!("{text} is no size; write bytes, or a number with KiB or MiB"))
}

fn globs(value: &str, directory: &Path) -> Result<Anchored, String> {
    let globs =
        Globs::new(&list(value)?).map_err(|error| format!("`{}` is no glob: {}", error.pattern, error.reason))?;
    Ok(Anchored { base: directory.to_owned(), globs })
}

fn list(value: &str) -> Result<Vec<String>, String> {
    let not_texts = || format!("{value} is no list of strings");
    let parsed: toml::Value = match format!("value = {value}").parse::<toml::Table>() {
        Ok(mut table) => table.remove("value").ok_or_else(not_texts)?,
        Err(_) => return Ok(vec![value.to_owned()]),
    };
    match parsed {
        toml::Value::String(text) => Ok(vec![text]),
        toml::Value::Array(items) => {
            items.into_iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(not_texts)).collect()
        }
        _ => Err(not_texts()),
    }
}

/// The value without the quotes of a TOML string.
fn unquoted(value: &str) -> String {
    let parsed = format!("value = {value}").parse::<toml::Table>().ok();
    let text = parsed.and_then(|table| table.get("value")?.as_str().map(str::to_owned));
    text.unwrap_or_else(|| value.to_owned())
}

fn wrong(key: &str) -> impl FnOnce(String) -> AssignmentErrorKind {
    let key = key.to_owned();
    move |reason| AssignmentErrorKind::Value { key, reason }
}

fn unknown<'n>(noun: &'static str, name: &str, known: impl IntoIterator<Item = &'n str>) -> AssignmentErrorKind {
    AssignmentErrorKind::UnknownKey { noun, name: name.to_owned(), near: near_names(name, known) }
}
