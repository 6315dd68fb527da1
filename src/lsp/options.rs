//! What the editor's settings ask for.

use std::path::PathBuf;

use serde_json::Value;

use super::protocol::{InitializeParams, WorkspaceFolders};
use super::uri::file_path;
use crate::cli::arguments::{ConfigOptions, SettingsOptions};
use crate::cli::refusal::Refusal;
use crate::cli::settings::Flags;
use crate::request::client::ClientType;
use crate::request::kind::Operation;

/// What holds for the whole session.
#[derive(Debug)]
pub struct Options {
    /// Where paths begin: the first folder of the workspace, or else the directory that the server was started in.
    pub working_directory: PathBuf,
    /// What is put over configuration files.
    pub settings: SettingsOptions,
    /// Whether "fix all" takes unsafe fixes too.
    pub unsafe_fixes: bool,
}

impl Options {
    /// What the editor said at the beginning. What cannot be understood is left out, and noted.
    pub fn new(params: &InitializeParams, complaints: &mut Vec<String>) -> Self {
        let working_directory = root(params).or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let given = params.initialization_options.as_ref();
        let mut reader = Reader { given, complaints };
        let operation = reader.name("operation", "auto, update or create", |name| {
            (name == "auto").then_some(None).or_else(|| Operation::from_name(name).map(Some))
        });
        let client_type = reader.name("clientType", "auto, confidential, machine or public", |name| {
            (name == "auto").then_some(None).or_else(|| ClientType::from_name(name).map(Some))
        });
        let config = ConfigOptions { config: reader.text("config").map(PathBuf::from), isolated: false };
        let settings =
            SettingsOptions { profile: reader.text("profile"), operation, client_type, config, set: Vec::new() };
        let unsafe_fixes = reader.boolean("unsafeFixes");
        let mut refusals = Vec::new();
        let options = Self { working_directory, settings, unsafe_fixes };
        options.flags(&mut refusals);
        complaints.extend(refusals.iter().map(in_a_line));
        options
    }

    /// What is put over configuration files.
    pub fn flags(&self, refusals: &mut Vec<Refusal>) -> Flags<'_> {
        let mut flags = Flags::new(&self.settings, refusals);
        flags.working_directory.clone_from(&self.working_directory);
        flags
    }
}

/// An error without its frame: what is wrong, where, and what to do.
pub fn in_a_line(refusal: &Refusal) -> String {
    let error = &refusal.error;
    let place = match (&error.path, error.line, error.column) {
        (Some(path), Some(line), Some(column)) => format!("{path}:{line}:{column}: "),
        _ => String::new(),
    };
    let help = refusal.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
    format!("{place}{}{help}", error.message)
}

fn root(params: &InitializeParams) -> Option<PathBuf> {
    if let Some(WorkspaceFolders::WorkspaceFolderList(folders)) =
        &params.workspace_folders_initialize_params.workspace_folders
        && let Some(path) = folders.iter().find_map(|folder| file_path(&folder.uri))
    {
        return Some(path);
    }
    #[expect(deprecated, reason = "clients without workspace folders still say it here")]
    params.root_uri.as_ref().and_then(file_path)
}

struct Reader<'a> {
    given: Option<&'a Value>,
    complaints: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn value(&self, key: &str) -> Option<&Value> {
        self.given?.get(key).filter(|value| !value.is_null())
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?.as_str().map(str::to_owned);
        if value.is_none() {
            self.wrong(key, "a text");
        }
        value.filter(|text| !text.is_empty())
    }

    fn boolean(&mut self, key: &str) -> bool {
        let Some(value) = self.value(key).map(Value::as_bool) else { return false };
        value.unwrap_or_else(|| {
            self.wrong(key, "true or false");
            false
        })
    }

    fn name<T>(&mut self, key: &str, names: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(key)?;
        let read = read(&text);
        if read.is_none() {
            self.wrong(key, names);
        }
        read
    }

    fn wrong(&mut self, key: &str, expected: &str) {
        self.complaints.push(format!("the setting `{key}` must be {expected}"));
    }
}
