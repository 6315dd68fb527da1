//! `--set KEY=VALUE`: one key of a configuration on the command line, read as a file that has nothing else in it.

use std::path::Path;

use toml::Value;

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::{Choices, Plain};
use crate::rule::RuleSet;
use crate::settings::{Origin, Settings};
use crate::source::SourceFile;
use crate::toml_table::{Errors, TableErrorKind, parse};

/// Where the values come from.
const FLAG: Origin = Origin::Flag("--set");

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
    /// What stands before the `=` is no dotted key of TOML.
    Key(String),
    /// The key exists in a configuration file only.
    OnlyInFile(String),
    /// A configuration file with this key and value would be wrong.
    Setting(ErrorKind),
}

impl AssignmentError {
    /// What is wrong.
    pub fn what(&self) -> String {
        let what = match &self.kind {
            AssignmentErrorKind::NoValue => "there is no value".to_owned(),
            AssignmentErrorKind::Key(key) => format!("`{key}` is no key"),
            AssignmentErrorKind::OnlyInFile(key) => format!("`{key}` can be set in a configuration file only"),
            AssignmentErrorKind::Setting(kind) => kind.what(),
        };
        format!("--set {}: {what}", self.assignment)
    }

    /// What to do.
    pub fn help(&self) -> Option<String> {
        match &self.kind {
            AssignmentErrorKind::NoValue | AssignmentErrorKind::Key(_) => {
                Some("write KEY=VALUE, such as rules.redirect-http.severity=info".to_owned())
            }
            AssignmentErrorKind::OnlyInFile(_) => None,
            AssignmentErrorKind::Setting(kind) => kind.help(),
        }
    }
}

/// One assignment of `--set`: a dotted key, and a TOML value or else a bare string.
#[derive(Clone, Debug)]
pub struct Assignment<'a> {
    text: &'a str,
    /// The first part of the key: that of the root of a configuration.
    root_key: String,
    /// What it may mean, the likeliest first: files of one line.
    readings: Vec<SourceFile>,
}

impl<'a> Assignment<'a> {
    /// The assignment `text`, `KEY=VALUE`.
    ///
    /// # Errors
    /// When there is no key or no value, or the key is one that a file alone can have.
    pub fn new(text: &'a str) -> Result<Self, AssignmentError> {
        let error = |kind| AssignmentError { assignment: text.to_owned(), kind };
        let (key, value) = text.split_once('=').ok_or_else(|| error(AssignmentErrorKind::NoValue))?;
        let (key, value) = (key.trim(), value.trim());
        let root_key = root_key(key).ok_or_else(|| error(AssignmentErrorKind::Key(key.to_owned())))?;
        if NEVER.contains(&&*root_key) {
            return Err(error(AssignmentErrorKind::OnlyInFile(root_key)));
        }
        let file = |value| SourceFile { path: "--set".to_owned(), text: format!("{key} = {value}") };
        Ok(Self { text, root_key, readings: readings(value).into_iter().map(file).collect() })
    }

    fn is_of_rule(&self) -> bool {
        self.root_key == "rules"
    }

    /// What `read` makes of the first reading that it finds nothing wrong with.
    fn read<T>(&self, read: impl Fn(&SourceFile) -> (T, Vec<Error>)) -> Result<T, AssignmentError> {
        let mut told: Option<ErrorKind> = None;
        for reading in &self.readings {
            let (value, errors) = read(reading);
            let Some(error) = errors.into_iter().next() else { return Ok(value) };
            // A reading of the right type that is wrong otherwise is the one that was meant.
            if told.as_ref().is_none_or(|told| is_about_type(told) && !is_about_type(&error.kind)) {
                told = Some(error.kind);
            }
        }
        let kind = told.map_or(AssignmentErrorKind::NoValue, AssignmentErrorKind::Setting);
        Err(AssignmentError { assignment: self.text.to_owned(), kind })
    }
}

/// The first part of a dotted key; `None` when it is no key.
fn root_key(key: &str) -> Option<String> {
    let errors = Errors::default();
    let text = format!("{key} = 0");
    let table = parse(&text, &errors);
    if !errors.into_sorted().is_empty() {
        return None;
    }
    table.get_ref().keys().next().map(|key| key.get_ref().to_string())
}

/// What a value may stand for, as TOML: itself, a bare string, and where a list is wanted one with that string.
fn readings(value: &str) -> Vec<String> {
    let string = Value::from(value).to_string();
    match value.parse::<Value>() {
        Ok(Value::Array(_) | Value::Table(_)) => vec![value.to_owned()],
        Ok(Value::String(_)) => vec![value.to_owned(), format!("[{value}]")],
        Ok(_) => vec![value.to_owned(), string.clone(), format!("[{string}]")],
        Err(_) => vec![string.clone(), format!("[{string}]")],
    }
}

const fn is_about_type(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Table(TableErrorKind::WrongType { .. }))
}

impl Settings {
    /// Takes an assignment, `KEY=VALUE`, where paths and globs count from the directory that the process is in.
    ///
    /// # Errors
    /// When the key or the rule does not exist, or does not take the value.
    pub fn assign(&mut self, assignment: &str, rules: &RuleSet<'_>) -> Result<(), AssignmentError> {
        let assignment = Assignment::new(assignment)?;
        self.assign_plainly(&assignment, Path::new(""))?;
        self.assign_to_rules(&assignment, rules)
    }

    /// Takes an assignment unless it is about a rule. Paths and globs count from `directory`, the working directory.
    ///
    /// # Errors
    /// When the key does not exist, or does not take the value.
    pub fn assign_plainly(&mut self, assignment: &Assignment<'_>, directory: &Path) -> Result<(), AssignmentError> {
        let plain = assignment.read(|source| Plain::read_by(Reader::new(source, directory).on_behalf_of(FLAG)))?;
        // A configuration adds to these lists; who sets one for a run means the whole.
        match assignment.root_key.as_str() {
            "redact" => self.redact.clear(),
            "rule-dirs" => self.rule_dirs.clear(),
            _ => {}
        }
        plain.apply(self);
        Ok(())
    }

    /// Takes an assignment that is about a rule.
    ///
    /// # Errors
    /// When the rule or its key does not exist, or does not take the value.
    pub fn assign_to_rules(&mut self, assignment: &Assignment<'_>, rules: &RuleSet<'_>) -> Result<(), AssignmentError> {
        if assignment.is_of_rule() {
            let read =
                |source: &SourceFile| Choices::read_by(Reader::new(source, Path::new("")).on_behalf_of(FLAG), rules);
            assignment.read(read)?.apply(self);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::builtin::RULES;
    use crate::settings::Effective;

    /// What is wrong with one of the assignments, or else what they set.
    fn told(assignments: &[&str]) -> String {
        let rules = RuleSet::built_in(RULES);
        let mut settings = Settings::default();
        for assignment in assignments {
            if let Err(error) = settings.assign(assignment, &rules) {
                return format!("{}; {}", error.what(), error.help().unwrap_or_default());
            }
        }
        let rule = rules.rules()[rules.index_of("refresh-token-lifetime-long").expect("a rule")];
        let rule = Effective::new(rule, &settings);
        let severity = rule.user_severity.as_ref().map_or("", |severity| severity.value.name());
        let max = rule.parameter_values()["max"].clone();
        let redact: Vec<_> = settings.redact.iter().map(|name| &*name.value).collect();
        let (profile, hidden) = (&settings.profile.value, settings.files.hidden.value);
        format!("{profile} {hidden} {redact:?} {} {severity} {max}", rule.enabled.value)
    }

    #[track_caller]
    fn check(assignments: &[&str], expected: &str) {
        assert_eq!(told(assignments), expected, "{assignments:?}");
    }

    #[test]
    fn a_value_is_toml_or_a_bare_string() {
        check(&[], r#"default false [] true  "30d""#);
        check(&["profile=strict", "hidden = true"], r#"strict true [] true  "7d""#);
        check(&["profile=\"strict\""], r#"strict false [] true  "7d""#);
        check(&["redact=Name", "redact=[\"Other\"]"], r#"default false ["Other"] true  "30d""#);
        check(&["redact=\"Name\""], r#"default false ["Name"] true  "30d""#);
        check(&["redact=12"], r#"default false ["12"] true  "30d""#);
    }

    #[test]
    fn a_rule_is_set_as_in_a_file() {
        check(&["rules.refresh-token-lifetime-long=off"], r#"default false [] false  "30d""#);
        check(&["rules.refresh-token-lifetime-long=error"], r#"default false [] true error "30d""#);
        check(&["rules.refresh-token-lifetime-long.params.max=7d"], r#"default false [] true  "7d""#);
        check(&["rules.\"refresh-token-lifetime-long\".enabled=false"], r#"default false [] false  "30d""#);
        let table = r#"rules.refresh-token-lifetime-long={severity = "info", params = {max = "9d"}}"#;
        check(&[table], r#"default false [] true info "9d""#);
    }

    #[test]
    fn what_is_wrong_is_said_as_of_a_file() {
        let write = "write KEY=VALUE, such as rules.redirect-http.severity=info";
        check(&["hidden"], &format!("--set hidden: there is no value; {write}"));
        check(&["rules.=1"], &format!("--set rules.=1: `rules.` is no key; {write}"));
        check(&["=1"], &format!("--set =1: `` is no key; {write}"));
        check(&["version=1"], "--set version=1: `version` can be set in a configuration file only; ");
        check(&["profil=1"], "--set profil=1: unknown key `profil`; did you mean `profile`?");
        check(&["hidden=yes"], "--set hidden=yes: `hidden` must be a boolean, not a string; ");
        check(&["profile=strct"], "--set profile=strct: unknown profile `strct`; did you mean `strict`?");
        check(
            &["include=["],
            "--set include=[: `[` is no glob; write `*` for a part of a name, `**` for any directories",
        );
        check(&["redact=[1]"], "--set redact=[1]: an item of `redact` must be a string, not an integer; ");
        check(
            &["rules.redirect-htp=off"],
            "--set rules.redirect-htp=off: unknown rule `redirect-htp`; did you mean `redirect-http`?",
        );
        check(
            &["rules.redirect-http.sverity=info"],
            "--set rules.redirect-http.sverity=info: unknown key `sverity`; did you mean `severity`?",
        );
    }
}
