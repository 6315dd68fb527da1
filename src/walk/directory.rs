//! The walk through one directory and all that are in it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use super::ignore_files::{IgnoreFiles, Present};
use super::names::{relative_to, shown};
use super::read::reason;
use super::words::Gathering;
use super::{MAX_DEPTH, NEVER_WALKED, Options, Pass, Problem};

/// A directory to list.
struct Directory {
    /// The path that it is opened by: as given.
    path: PathBuf,
    /// Its path from the working directory with a `/` at the end, for globs; empty for the working directory itself.
    from_here: String,
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
    let ignore_files = if options.ignore_files { IgnoreFiles::above(&real) } else { IgnoreFiles::default() };
    let from_here = with_slash(&relative_to(&options.working_directory, given));
    let mut waiting = vec![Directory { path: given.to_owned(), from_here, real, depth: 1, ignore_files }];
    while let Some(directory) = waiting.pop() {
        Listing { directory: &directory, options, gathering, waiting: &mut waiting }.list();
    }
}

fn with_slash(path: &Path) -> String {
    if path.as_os_str().is_empty() { String::new() } else { format!("{}/", shown(path)) }
}

/// One directory while it is listed.
struct Listing<'w, 'o> {
    directory: &'w Directory,
    options: &'o Options,
    gathering: &'w mut Gathering<'o>,
    waiting: &'w mut Vec<Directory>,
}

impl Listing<'_, '_> {
    fn list(&mut self) {
        let entries = match self.entries() {
            Ok(entries) => entries,
            Err(error) => return self.gathering.problem(&self.directory.path, Problem::UnreadableDirectory(reason(&error))),
        };
        let mut ignore_files = self.directory.ignore_files.clone();
        if self.options.ignore_files {
            let mut present = Present::default();
            entries.iter().for_each(|(name, _)| present.note(name));
            ignore_files = ignore_files.within(&self.directory.real, present);
        }
        for (name, kind) in entries {
            self.take(&name, kind, &ignore_files);
        }
    }

    /// Everything in the directory, whole or not at all: half a list would be half a check.
    fn entries(&self) -> std::io::Result<Vec<(OsString, FileType)>> {
        let entries = fs::read_dir(&self.directory.path)?;
        entries.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
    }

    fn take(&mut self, name: &OsStr, kind: FileType, ignore_files: &IgnoreFiles) {
        let path = self.child(name);
        let from_here = format!("{}{}", self.directory.from_here, shown(Path::new(name)));
        match self.pass(name, kind, &from_here, ignore_files) {
            Some(pass) => {
                let counts = matches!(pass, Pass::Excluded(_) | Pass::Ignored { .. });
                let is_wanted = kind.is_file() && self.options.include.matching(&from_here).is_some();
                self.gathering.pass(&path, kind.is_dir(), pass, counts && is_wanted);
            }
            None if kind.is_dir() => self.waiting.push(Directory {
                path,
                from_here: from_here + "/",
                real: self.directory.real.join(name),
                depth: self.directory.depth + 1,
                ignore_files: ignore_files.clone(),
            }),
            None => self.gathering.found(path, || self.directory.real.join(name)),
        }
    }

    /// Why the entry is not read or walked, the firmest reason first.
    fn pass(&self, name: &OsStr, kind: FileType, from_here: &str, ignore_files: &IgnoreFiles) -> Option<Pass> {
        if kind.is_symlink() {
            return Some(Pass::Link);
        }
        if kind.is_dir() && NEVER_WALKED.iter().any(|never| name == *never) {
            return Some(Pass::NeverWalked);
        }
        if !kind.is_dir() && !kind.is_file() {
            return Some(Pass::Special);
        }
        if !self.options.hidden && name.as_encoded_bytes().starts_with(b".") {
            return Some(Pass::Hidden);
        }
        if let Some(pattern) = self.options.exclude.matching(from_here) {
            return Some(Pass::Excluded(pattern.to_owned()));
        }
        if !ignore_files.is_empty()
            && let Some(pass) = ignore_files.pass(&self.directory.real.join(name), kind.is_dir())
        {
            return Some(pass);
        }
        if kind.is_dir() {
            return (self.directory.depth >= MAX_DEPTH).then_some(Pass::TooDeep);
        }
        self.options.include.matching(from_here).is_none().then_some(Pass::NotIncluded)
    }

    /// The path of an entry; in `.` the name alone, as people would give it.
    fn child(&self, name: &OsStr) -> PathBuf {
        if self.directory.path == Path::new(".") { PathBuf::from(name) } else { self.directory.path.join(name) }
    }
}
