//! A suppression for a finding, written into the configuration: all but the reason, which only people know.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::client::Client;
use super::document::Document;
use super::options::Options;
use super::position::Lines;
use super::protocol::{
    ApplyWorkspaceEditParams, CreateFile, OptionalVersionedTextDocumentIdentifier, Range, ShowDocumentParams,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use super::room::Room;
use super::uri;
use crate::config;
use crate::finding::Finding;
use crate::json::Pointer;
use crate::secret;
use crate::source::Span;
use crate::walk;

/// The configuration that a suppression for `document` belongs into: the one that applies, or else a new one at the root of
/// the workspace, or beside a document outside of it.
pub fn config_for(document: &Document, room: Option<&Room>, options: &Options) -> PathBuf {
    if let Some(config) = room.and_then(|room| room.sources.config.clone()) {
        return config;
    }
    let workspace = &options.working_directory;
    let beside = document.path.parent().unwrap_or(workspace);
    let directory = if document.path.starts_with(workspace) { workspace } else { beside };
    directory.join(config::NAMES[0])
}

/// An entry for one finding.
pub struct Entry<'a> {
    /// Where the finding is.
    pub document: &'a Document,
    /// The finding.
    pub finding: &'a Finding,
}

impl Entry<'_> {
    /// The edit that adds the entry to `config`, which may be open or not, and what to show then: the place of the reason.
    pub fn edit(
        &self,
        config: &Path,
        opened: Option<&Document>,
        client: &Client,
    ) -> (ApplyWorkspaceEditParams, ShowDocumentParams) {
        let on_disk = || walk::read_text(config).ok();
        let present = opened.map(|document| document.text.to_string()).or_else(on_disk);
        let is_new = present.is_none();
        let before = present.unwrap_or_default();
        let added = addition(&before, &self.entry(config));
        let whole = format!("{before}{added}");
        let lines = Lines::new(&whole, client.encoding);
        let end = lines.position(offset(before.len()));
        let text_edit = TextEdit { range: Range { start: end, end }, new_text: added };
        let uri = opened.map_or_else(|| uri::of_path(config), |document| document.uri.clone());
        let version = opened.map(|document| document.version);
        let edit = workspace_edit(&uri, version, text_edit, is_new, client);
        let reason = whole.rfind("reason = \"").map_or(whole.len(), |at| at + "reason = \"".len());
        let selection = Some(lines.range(Span::at(offset(reason))));
        let label = Some(format!("Suppress {}", self.finding.rule));
        let edit = ApplyWorkspaceEditParams { label, edit, ..ApplyWorkspaceEditParams::default() };
        (edit, ShowDocumentParams { uri, external: None, take_focus: Some(true), selection })
    }

    /// The entry in TOML.
    fn entry(&self, config: &Path) -> String {
        let directory = config.parent().unwrap_or(config);
        let path = walk::shown(&walk::relative_to(directory, &self.document.path));
        let finding = self.finding;
        let value = finding.value.as_ref().filter(|value| !finding.secret && !hides(value)).and_then(toml_value);
        let place = match &finding.member {
            Some(member) => finding.pointer.child(member),
            None => finding.pointer.clone(),
        };
        // A value is known again wherever it moves in its list.
        let pointer = if value.is_some() { any_index(&place) } else { place.to_string() };
        let mut lines = vec![
            "[[ignore]]".to_owned(),
            format!("rule = {}", toml_text(&finding.rule)),
            format!("path = {}", toml_text(&escape_glob(&path))),
        ];
        if !pointer.is_empty() {
            lines.push(format!("pointer = {}", toml_text(&pointer)));
        }
        lines.extend(value.map(|value| format!("value = {value}")));
        lines.push("reason = \"\"".to_owned());
        lines.join("\n") + "\n"
    }
}

/// What is put at the end of `before`: an empty line, if something stands there, and the entry, with its line ends.
fn addition(before: &str, entry: &str) -> String {
    let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = match before {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{gap}{entry}").replace('\n', line_end)
}

fn workspace_edit(uri: &Uri, version: Option<i32>, edit: TextEdit, is_new: bool, client: &Client) -> WorkspaceEdit {
    if !client.versions_edits {
        let changes = HashMap::from([(uri.clone(), vec![edit])]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let create = CreateFile::new(uri.clone(), None, None);
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version,
        text_document_identifier: TextDocumentIdentifier { uri: uri.clone() },
    };
    let edit = TextDocumentEdit { text_document, edits: vec![edit.into()] };
    let created = (is_new && client.creates_files).then(|| create.into());
    WorkspaceEdit {
        document_changes: Some(created.into_iter().chain([edit.into()]).collect()),
        ..WorkspaceEdit::default()
    }
}

fn any_index(pointer: &Pointer) -> String {
    let is_index = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.tokens().map(|token| if is_index(&token) { "*".to_owned() } else { token.into_owned() });
    Pointer::from_tokens(tokens).to_string()
}

/// Whether a part of the value is not shown, so that it could not be told from another.
fn hides(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains(secret::REDACTED))
}

/// A path as a glob that matches nothing else.
fn escape_glob(path: &str) -> String {
    let special = |character: char| "*?[]{}".contains(character);
    path.chars().map(|c| if special(c) { format!("[{c}]") } else { c.to_string() }).collect()
}

fn toml_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(toml_text(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A text as a basic string of TOML, which knows the escapes of JSON but for that of a slash.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_as_a_glob_matches_itself() {
        for path in ["a/b.json", "a[1]/{b}*?.json"] {
            let globs = crate::globs::Globs::new(&[escape_glob(path)]).expect("a glob");
            assert!(globs.matching(path).is_some(), "{path}");
        }
    }

    #[test]
    fn an_entry_is_put_after_an_empty_line_in_the_line_ends_of_the_file() {
        assert_eq!(addition("", "x\n"), "x\n");
        assert_eq!(addition("a\n", "x\n"), "\nx\n");
        assert_eq!(addition("a", "x\n"), "\n\nx\n");
        assert_eq!(addition("a\r\n", "x\n"), "\r\nx\r\n");
    }
}
