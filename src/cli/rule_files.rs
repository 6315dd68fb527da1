//! Rule files of a user: found, read and loaded, with every mistake noted.

use std::ffi::OsString;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::check::of_path;
use super::refusal::Refusal;
use super::settings::shown_from;
use crate::globs::{Anchored, Globs};
use crate::rule::load::{LoadError, LoadErrorKind, load};
use crate::rule::{Rule, RuleSet, SetError};
use crate::source::{SourceFile, Span};
use crate::toml_table::{Errors, Table, parse};
use crate::walk::{self, Candidate, From, Scope};

/// The rules of some files.
#[derive(Debug, Default)]
pub struct RuleFiles {
    /// The files whose rules could be loaded.
    pub files: Vec<Arc<SourceFile>>,
    /// Their rules, in the same order.
    pub rules: Vec<Rule>,
    /// How many files were found.
    pub found: usize,
}

impl RuleFiles {
    /// Loads the rule files that `words` name: files, directories with `*.toml`, and globs.
    pub fn load(words: &[OsString], working_directory: &Path, refusals: &mut Vec<Refusal>) -> Self {
        Self::load_files(&find(words, working_directory, refusals), refusals)
    }

    /// The same of directories with absolute paths; their files are shown from the working directory.
    pub fn load_configured(words: &[OsString], working_directory: &Path, refusals: &mut Vec<Refusal>) -> Self {
        let mut candidates = find(words, working_directory, refusals);
        for candidate in &mut candidates {
            if let From::File(file) = &candidate.from {
                candidate.path = shown_from(working_directory, file);
            }
        }
        Self::load_files(&candidates, refusals)
    }

    fn load_files(candidates: &[Candidate], refusals: &mut Vec<Refusal>) -> Self {
        let mut loaded = Self::default();
        let read = candidates.iter().map(read_file);
        let files: Vec<_> = read.filter_map(|file| file.map_err(|refusal| refusals.push(refusal)).ok()).collect();
        for file in files {
            loaded.found += 1;
            match load_rule(&file) {
                Ok(rule) => {
                    loaded.files.push(file);
                    loaded.rules.push(rule);
                }
                Err(errors) => {
                    refusals.extend(errors.iter().map(|error| Refusal::rule(&file, error.span, &error.kind)));
                }
            }
        }
        loaded
    }

    /// The built-in rules and these; when they do not fit together, why, and the built-in ones alone.
    pub fn set<'r>(&'r self, built_in: &'r [Rule], refusals: &mut Vec<Refusal>) -> RuleSet<'r> {
        if self.rules.is_empty() {
            return RuleSet::built_in(built_in);
        }
        RuleSet::new(built_in, &self.rules).unwrap_or_else(|errors| {
            refusals.extend(errors.iter().filter_map(|error| self.misfit(error)));
            RuleSet::built_in(built_in)
        })
    }

    /// A mistake that shows only beside the other rules, at the name that it is about.
    fn misfit(&self, error: &SetError) -> Option<Refusal> {
        // Of two files with one id it is the later one that is too many.
        let index = self.rules.iter().rposition(|rule| rule.id == error.rule)?;
        let file = &self.files[index];
        let name = match &error.kind {
            LoadErrorKind::UnknownName { name, .. } => name,
            _ => &error.rule,
        };
        Some(Refusal::rule(file, span_of_name(&file.text, name), &error.kind))
    }
}

/// The rule files that `words` name, by path.
fn find(words: &[OsString], working_directory: &Path, refusals: &mut Vec<Refusal>) -> Vec<Candidate> {
    let mut scope = Rc::new(Scope {
        id: 0,
        include: Anchored { base: working_directory.to_owned(), globs: Globs::of_extension("toml") },
        exclude: Vec::new(),
        hidden: false,
        ignore_files: true,
    });
    let options = walk::Options {
        force_exclude: false,
        working_directory: working_directory.to_owned(),
        stdin_name: None,
        list_passed: false,
    };
    let found = walk::find(words, &options, &mut scope);
    refusals.extend(found.problems.iter().map(|(path, problem)| of_path(path, problem)));
    let mut candidates = found.candidates;
    candidates.sort_by(|a, b| a.path.cmp(&b.path));
    candidates
}

fn read_file(candidate: &Candidate) -> Result<Arc<SourceFile>, Refusal> {
    let path = candidate.path.clone();
    let From::File(file) = &candidate.from else {
        let message = "a rule is not read from standard input, because its file must have its name";
        return Err(Refusal::usage(message));
    };
    match walk::read_text(file) {
        Ok(text) => Ok(Arc::new(SourceFile { path, text })),
        Err(error) => Err(Refusal::input(&path, format!("cannot read {path}: {}", walk::reason(&error)))),
    }
}

fn load_rule(file: &SourceFile) -> Result<Rule, Vec<LoadError>> {
    let path = Path::new(&file.path);
    let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    load(&name(path.parent().and_then(Path::file_name)), &name(path.file_stem()), &file.text)
}

/// Where a name stands in quotes; the id comes first in a rule file, and so is found first.
fn span_of_name(text: &str, name: &str) -> Span {
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let found = quoted.iter().filter_map(|quoted| Some((text.find(quoted)?, quoted.len()))).min();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    match found {
        Some((start, length)) => Span::new(offset(start), offset(start + length)),
        None => id_span(text),
    }
}

fn id_span(text: &str) -> Span {
    let errors = Errors::default();
    let root = parse(text, &errors);
    Table::root(&root, "a rule file", &errors).item("id").map_or(Span::at(0), |id| id.span())
}
