//! What all readers of a configuration file share: its place, the errors, and values that several keys take.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Error, ErrorKind};
use crate::expr::near_names;
use crate::globs::{Anchored, Globs};
use crate::settings::{Origin, Sourced};
use crate::source::{LineIndex, SourceFile, Span};
use crate::toml_table::{self, Item, Text};

/// One reading of one file.
pub struct Reader<'a> {
    /// Its absolute path without the last name: where its paths and globs begin.
    directory: &'a Path,
    lines: LineIndex<'a>,
    path: Arc<str>,
    /// Where values come from when it is not the lines of the file.
    origin: Option<Origin>,
    errors: RefCell<Vec<Error>>,
}

impl<'a> Reader<'a> {
    /// A reading of `source`, which lies in `directory`.
    pub fn new(source: &'a SourceFile, directory: &'a Path) -> Self {
        let lines = LineIndex::new(&source.text);
        Self { directory, lines, path: Arc::from(&*source.path), origin: None, errors: RefCell::default() }
    }

    /// The same of a text that is no file: what it gives comes from `origin`.
    pub fn on_behalf_of(self, origin: Origin) -> Self {
        Self { origin: Some(origin), ..self }
    }

    /// The text that is read.
    pub const fn text(&self) -> &'a str {
        self.lines.text()
    }

    /// The path of the file as it is shown.
    pub fn path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// Notes an error.
    pub fn error(&self, span: Span, kind: ErrorKind) {
        self.errors.borrow_mut().push(Error { span, kind });
    }

    /// All errors, those of the tables too, in the order of the text.
    pub fn into_errors(self, of_tables: toml_table::Errors) -> Vec<Error> {
        let mut errors = self.errors.into_inner();
        let of_tables = of_tables.into_sorted().into_iter();
        errors.extend(of_tables.map(|error| Error { span: error.span, kind: ErrorKind::Table(error.kind) }));
        errors.sort_by_key(|error| error.span);
        errors
    }

    /// The line of a place.
    pub fn line(&self, span: Span) -> u32 {
        self.lines.position(span.start).line
    }

    /// A value that the key of `item` gives.
    pub fn sourced<T>(&self, value: T, item: &Item<'_, '_>) -> Sourced<T> {
        let line = || Origin::File { path: self.path(), line: self.line(item.key_span()) };
        Sourced::new(value, self.origin.clone().unwrap_or_else(line))
    }

    /// A path that counts from the directory of the file.
    pub fn path_from_here(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    /// One of a few names.
    pub fn named<T>(
        &self,
        noun: &'static str,
        item: &Item<'_, '_>,
        names: &[&'static str],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Option<Sourced<T>> {
        let text = item.text()?;
        let value = from_name(&text.text);
        if value.is_none() {
            self.unknown(noun, &text.text, text.span, names.iter().copied(), Some(names));
        }
        Some(self.sourced(value?, item))
    }

    /// Notes a name that does not exist; `all` of them are told where they are few.
    pub fn unknown<'n>(
        &self,
        noun: &'static str,
        name: &str,
        span: Span,
        known: impl Iterator<Item = &'n str>,
        all: Option<&[&str]>,
    ) {
        let near = near_names(name, known);
        let known = all.map(|names| format!("write one of {}", names.join(", ")));
        self.error(span, ErrorKind::UnknownName { noun, name: name.to_owned(), near, known });
    }

    /// One glob that counts from the directory of the file; one that is none is noted.
    pub fn glob(&self, item: &Item<'_, '_>) -> Option<Anchored> {
        let text = item.text()?;
        if !self.is_glob(&text) {
            return None;
        }
        Some(Anchored { base: self.directory.to_owned(), globs: Globs::new(&[text.text]).ok()? })
    }

    /// A list of globs that count from the directory of the file; those that are none are noted.
    pub fn globs(&self, item: &Item<'_, '_>) -> Option<Anchored> {
        let texts = item.texts()?.into_iter().filter(|text| self.is_glob(text));
        let patterns: Vec<_> = texts.map(|text| text.text).collect();
        Some(Anchored { base: self.directory.to_owned(), globs: Globs::new(&patterns).ok()? })
    }

    fn is_glob(&self, text: &Text) -> bool {
        if text.text.trim().is_empty() {
            // It would be for nothing, and nobody means that.
            self.error(text.span, ErrorKind::Empty("the glob"));
            return false;
        }
        if let Err(error) = Globs::new(std::slice::from_ref(&text.text)) {
            self.error(text.span, ErrorKind::Glob { pattern: error.pattern, reason: error.reason });
            return false;
        }
        true
    }

    /// A text that must not be empty: `what` says of what it is, with its article.
    pub fn full_text(&self, text: Text, what: &'static str) -> Option<Text> {
        if text.text.trim().is_empty() {
            self.error(text.span, ErrorKind::Empty(what));
            return None;
        }
        Some(text)
    }

    /// Texts of which none may be empty.
    pub fn full_texts(&self, item: &Item<'_, '_>, what: &'static str) -> Option<Vec<Text>> {
        Some(item.texts()?.into_iter().filter_map(|text| self.full_text(text, what)).collect())
    }
}
