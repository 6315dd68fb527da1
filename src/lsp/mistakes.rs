//! What is wrong with configurations, file by file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::diagnostics::{file_of, of_refusal};
use super::options::in_a_line;
use super::position::Encoding;
use super::protocol::Diagnostic;
use crate::cli::refusal::Refusal;

/// The mistakes that keep documents from new settings.
#[derive(Debug, Default)]
pub struct Mistakes {
    by_file: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// All of them in a line each, those without a file too.
    lines: Vec<String>,
}

impl Mistakes {
    /// Those in `refusals`, each once.
    pub fn new<'r>(
        refusals: impl IntoIterator<Item = &'r Refusal>,
        working_directory: &Path,
        encoding: Encoding,
    ) -> Self {
        let mut mistakes = Self::default();
        for refusal in refusals {
            let line = in_a_line(refusal);
            if mistakes.lines.contains(&line) {
                continue;
            }
            mistakes.lines.push(line);
            if let Some(file) = file_of(refusal, working_directory) {
                mistakes.by_file.entry(file).or_default().push(of_refusal(refusal, encoding));
            }
        }
        mistakes
    }

    /// Those in the file at `path`.
    pub fn of_file(&self, path: &Path) -> &[Diagnostic] {
        self.by_file.get(path).map_or(&[], Vec::as_slice)
    }

    /// The files that have some.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.by_file.keys().map(PathBuf::as_path)
    }

    /// What to tell people who have not been told of anything yet, when there is something.
    pub fn message(&self) -> Option<String> {
        let first = self.lines.first()?;
        let more = match self.lines.len() - 1 {
            0 => String::new(),
            1 => " (and 1 more error)".to_owned(),
            more => format!(" (and {more} more errors)"),
        };
        Some(format!(
            "coglint: {first}{more}. The last good configuration stays in force; without one nothing is checked."
        ))
    }
}
