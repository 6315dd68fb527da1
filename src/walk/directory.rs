//! The walk through one directory and all that are in it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::ignore_files::{IgnoreFiles, Present};
use super::names::{absolute, relative_to, shown};
use super::read::reason;
use super::words::Gathering;
use super::{MAX_DEPTH, NEVER_WALKED, Pass, Problem, Scope};
use crate::globs::Anchored;

/// A directory to list.
struct Directory {
    /// The path that it is opened by: as given.
    path: PathBuf,
    /// Its absolute path, by names alone: that of the globs and settings.
    absolute: PathBuf,
    /// What applies to what is in it, if nothing in it begins a new scope.
    scope: Rc<Scope>,
    /// The path without links, for ignore files and to know files again.
    real: PathBuf,
    /// How many directories it lies in, counted from the one that was given.
    depth: usize,
    /// The ignore files above it.
    ignore_files: IgnoreFiles,
}

/// Gathers what `given`, a directory, holds.
pub fn walk(given: &Path, gathering: &mut Gathering<'_>) {
    let options = gathering.options;
    let real = match fs::canonicalize(given) {
        Ok(real) => real,
        Err(error) => return gathering.problem(given, Problem::UnreadableDirectory(reason(&error))),
    };
    let absolute = absolute(&options.working_directory, given);
    let scope = gathering.scopes.scope_of(&absolute);
    let ignore_files = IgnoreFiles::above(&real);
    let mut waiting = vec![Directory { path: given.to_owned(), absolute, scope, real, depth: 1, ignore_files }];
    while let Some(directory) = waiting.pop() {
        list(&directory, gathering, &mut waiting);
    }
}

fn list(directory: &Directory, gathering: &mut Gathering<'_>, waiting: &mut Vec<Directory>) {
    let entries = match entries(&directory.path) {
        Ok(entries) => entries,
        Err(error) => {
            return gathering.problem(&directory.path, Problem::UnreadableDirectory(reason(&error)));
        }
    };
    let mut present = Present::default();
    let mut begins_scope = false;
    for (name, _) in &entries {
        present.note(name);
        begins_scope |= gathering.scopes.may_begin_at(name);
    }
    let scope = if begins_scope { gathering.scopes.scope_of(&directory.absolute) } else { Rc::clone(&directory.scope) };
    let ignore_files = directory.ignore_files.within(&directory.real, present);
    let mut listing = Listing { from: Prefixes::new(&scope, directory), directory, scope, ignore_files, waiting };
    for (name, kind) in entries {
        listing.take(&name, kind, gathering);
    }
}

/// Everything in the directory, whole or not at all: half a list would be half a check.
fn entries(path: &Path) -> std::io::Result<Vec<(OsString, FileType)>> {
    let entries = fs::read_dir(path)?;
    entries.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
}

/// The path of a directory from where each list of globs begins, with a `/` at the end; empty for that place itself.
struct Prefixes {
    include: String,
    exclude: Vec<String>,
}

impl Prefixes {
    fn new(scope: &Scope, directory: &Directory) -> Self {
        let prefix = |globs: &Anchored| with_slash(&relative_to(&globs.base, &directory.absolute));
        Self { include: prefix(&scope.include), exclude: scope.exclude.iter().map(prefix).collect() }
    }
}

fn with_slash(path: &Path) -> String {
    if path.as_os_str().is_empty() { String::new() } else { format!("{}/", shown(path)) }
}

/// One directory while it is listed.
struct Listing<'w> {
    directory: &'w Directory,
    scope: Rc<Scope>,
    from: Prefixes,
    /// The ignore files in it and above.
    ignore_files: IgnoreFiles,
    waiting: &'w mut Vec<Directory>,
}

impl Listing<'_> {
    fn take(&mut self, name: &OsStr, kind: FileType, gathering: &mut Gathering<'_>) {
        let path = self.child(name);
        match self.pass(name, kind) {
            Some(pass) => {
                let counts = matches!(pass, Pass::Excluded(_) | Pass::Ignored { .. });
                gathering.pass(&path, kind.is_dir(), pass, counts && kind.is_file() && self.is_included(name));
            }
            None if kind.is_dir() => self.waiting.push(Directory {
                path,
                absolute: self.directory.absolute.join(name),
                scope: Rc::clone(&self.scope),
                real: self.directory.real.join(name),
                depth: self.directory.depth + 1,
                ignore_files: self.ignore_files.clone(),
            }),
            None => gathering.found(path, self.scope.id, || self.directory.real.join(name)),
        }
    }

    /// Why the entry is not read or walked, the firmest reason first.
    fn pass(&self, name: &OsStr, kind: FileType) -> Option<Pass> {
        if kind.is_symlink() {
            return Some(Pass::Link);
        }
        if kind.is_dir() && NEVER_WALKED.iter().any(|never| name == *never) {
            return Some(Pass::NeverWalked);
        }
        if !kind.is_dir() && !kind.is_file() {
            return Some(Pass::Special);
        }
        if !self.scope.hidden && name.as_encoded_bytes().starts_with(b".") {
            return Some(Pass::Hidden);
        }
        if let Some(pattern) = self.excluding(name) {
            return Some(Pass::Excluded(pattern.to_owned()));
        }
        if self.scope.ignore_files
            && !self.ignore_files.is_empty()
            && let Some(pass) = self.ignore_files.pass(&self.directory.real.join(name), kind.is_dir())
        {
            return Some(pass);
        }
        if kind.is_dir() {
            return (self.directory.depth >= MAX_DEPTH).then_some(Pass::TooDeep);
        }
        (!self.is_included(name)).then_some(Pass::NotIncluded)
    }

    fn is_included(&self, name: &OsStr) -> bool {
        self.scope.include.globs.matching(&from(&self.from.include, name)).is_some()
    }

    fn excluding(&self, name: &OsStr) -> Option<&str> {
        let mut lists = self.scope.exclude.iter().zip(&self.from.exclude);
        lists.find_map(|(list, prefix)| list.globs.matching(&from(prefix, name)))
    }

    /// The path of an entry; in `.` the name alone, as people would give it.
    fn child(&self, name: &OsStr) -> PathBuf {
        if self.directory.path == Path::new(".") { PathBuf::from(name) } else { self.directory.path.join(name) }
    }
}

fn from(prefix: &str, name: &OsStr) -> String {
    format!("{prefix}{}", shown(Path::new(name)))
}
