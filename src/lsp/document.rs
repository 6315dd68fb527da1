//! A document as the editor has it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::position::{Encoding, Lines};
use super::protocol::{TextDocumentContentChangeEvent as Change, Uri};
use crate::config;

/// A text that is open in the editor.
#[derive(Clone, Debug)]
pub struct Document {
    /// The editor's name for it.
    pub uri: Uri,
    /// The path that settings go by, an absolute one.
    pub path: PathBuf,
    /// The editor's number of the text.
    pub version: i32,
    /// The text.
    pub text: Arc<String>,
    /// Whether the last text without syntax errors was a request; `None` before there was one.
    pub recognized: Option<bool>,
}

impl Document {
    /// Takes over what was typed, each change in the text that the one before left.
    pub fn apply(&mut self, changes: Vec<Change>, version: i32, encoding: Encoding) {
        let text = Arc::make_mut(&mut self.text);
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    let span = Lines::new(text, encoding).span(part.range);
                    text.replace_range(span.range(), &part.text);
                }
            }
        }
        self.version = version;
    }

    /// Whether it is a configuration file.
    pub fn is_configuration(&self) -> bool {
        is_configuration(&self.path)
    }
}

/// Whether files of this name are configurations.
pub fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| config::NAMES.iter().any(|known| name == *known))
}
