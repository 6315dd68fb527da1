//! From the words of the command line to files.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::ignore_files::IgnoreFiles;
use super::names::{absolute, relative_to, shown};
use super::read::reason;
use super::{Candidate, Found, From, NEVER_WALKED, Options, Pass, Problem, Scope, Scopes, directory};
use crate::globs::{looks_like_glob, matcher};
use crate::untrusted::STDIN;

/// The files that `words` name: files, directories, globs where no such file exists, and `-` for standard input.
///
/// A file that is reached twice is there once, by the first path that led to it; it is explicit if one of them is.
pub fn find(words: &[OsString], options: &Options, scopes: &mut dyn Scopes) -> Found {
    let may_repeat = words.len() > 1 || words.iter().any(|word| looks_like_glob(&word.to_string_lossy()));
    let mut gathering =
        Gathering { options, scopes, found: Found::default(), seen: may_repeat.then(HashMap::new), has_stdin: false };
    for word in words {
        if word == "-" { gathering.stdin() } else { gathering.word(Path::new(word)) }
    }
    let mut found = gathering.found;
    // A directory is listed in whatever order the system likes.
    found.passed.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// What was found so far.
pub struct Gathering<'o> {
    pub(super) options: &'o Options,
    pub(super) scopes: &'o mut dyn Scopes,
    found: Found,
    /// The candidates by their paths without links; `None` where one cannot come twice.
    seen: Option<HashMap<PathBuf, usize>>,
    has_stdin: bool,
}

impl Gathering<'_> {
    fn stdin(&mut self) {
        if !std::mem::replace(&mut self.has_stdin, true) {
            let name = self.options.stdin_name.as_deref();
            let directory = self.directory_of(Path::new(name.unwrap_or_default()));
            let scope = self.scopes.scope_of(&directory).id;
            let path = name.unwrap_or(STDIN).to_owned();
            self.found.candidates.push(Candidate { from: From::Stdin, path, explicit: true, scope });
        }
    }

    fn word(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(kind) if kind.is_dir() => self.directory(path),
            Ok(kind) if kind.is_file() || is_pipe(&kind) => self.explicit(path),
            Ok(_) => self.problem(path, Problem::Special),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.missing(path),
            Err(error) => self.problem(path, Problem::Unreadable(reason(&error))),
        }
    }

    fn directory(&mut self, path: &Path) {
        if path.file_name().is_some_and(|name| NEVER_WALKED.iter().any(|never| name == *never)) {
            return self.problem(path, Problem::NeverWalked);
        }
        let absolute = absolute(&self.options.working_directory, path);
        if self.options.force_exclude {
            let scope = self.scopes.scope_of(absolute.parent().unwrap_or(&absolute));
            if let Some(pass) = self.forced_pass(path, true, &scope) {
                return self.pass(path, true, pass, false);
            }
        }
        self.found.directories.push(absolute);
        let first = self.found.candidates.len();
        directory::walk(path, self);
        // A directory is listed in whatever order the system likes.
        self.found.candidates[first..].sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }

    fn missing(&mut self, path: &Path) {
        match path.to_str() {
            Some(pattern) if looks_like_glob(pattern) => self.glob(pattern),
            _ => self.problem(path, Problem::Missing),
        }
    }

    /// What a shell would put in the place of the glob.
    fn glob(&mut self, pattern: &str) {
        let matcher = match matcher(pattern.trim_start_matches("./")) {
            Ok(matcher) => matcher,
            Err(reason) => return self.problem(Path::new(pattern), Problem::BadGlob(reason)),
        };
        let expansion = Expansion { matcher, pattern };
        let mut paths = Vec::new();
        expansion.gather(&expansion.fixed_part(), 0, &mut paths);
        paths.sort();
        if paths.is_empty() {
            self.problem(Path::new(pattern), Problem::NoMatch);
        }
        for path in &paths {
            self.word(path);
        }
    }

    /// The directory whose settings are those of the file at `path`.
    fn directory_of(&self, path: &Path) -> PathBuf {
        let parent = path.parent().unwrap_or(Path::new(""));
        absolute(&self.options.working_directory, parent)
    }

    fn explicit(&mut self, path: &Path) {
        let scope = self.scopes.scope_of(&self.directory_of(path));
        if self.options.force_exclude
            && let Some(pass) = self.forced_pass(path, false, &scope)
        {
            return self.pass(path, false, pass, true);
        }
        // A pipe such as `/dev/fd/63` has no path without links; its own is as good.
        let real = || fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.add(path.to_owned(), scope.id, real, true);
    }

    /// Why `--force-exclude` leaves out a file or directory that was named.
    fn forced_pass(&self, path: &Path, is_directory: bool, scope: &Scope) -> Option<Pass> {
        let path_of_names = absolute(&self.options.working_directory, path);
        for list in &scope.exclude {
            let from_base = shown(&relative_to(&list.base, &path_of_names));
            let directories = from_base.match_indices('/').map(|(slash, _)| &from_base[..slash]);
            if let Some(pattern) = directories.chain([&*from_base]).find_map(|part| list.globs.matching(part)) {
                return Some(Pass::Excluded(pattern.to_owned()));
            }
        }
        if !scope.ignore_files {
            return None;
        }
        let name = path.file_name()?;
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The last link is not followed: it is the link that an ignore file names.
        IgnoreFiles::pass_of_word(&fs::canonicalize(parent).ok()?.join(name), is_directory)
    }

    /// Takes a file of a directory.
    pub(super) fn found(&mut self, path: PathBuf, scope: usize, real: impl FnOnce() -> PathBuf) {
        self.add(path, scope, real, false);
    }

    fn add(&mut self, path: PathBuf, scope: usize, real: impl FnOnce() -> PathBuf, explicit: bool) {
        if let Some(seen) = &mut self.seen {
            let next = self.found.candidates.len();
            let index = *seen.entry(real()).or_insert(next);
            if let Some(earlier) = self.found.candidates.get_mut(index) {
                earlier.explicit |= explicit;
                return;
            }
        }
        let shown = shown(&path);
        self.found.candidates.push(Candidate { from: From::File(path), path: shown, explicit, scope });
    }

    /// Notes what is passed over; `counts` when it is a file that would have been read.
    pub(super) fn pass(&mut self, path: &Path, is_directory: bool, mut pass: Pass, counts: bool) {
        self.found.ignored += usize::from(counts);
        if let Pass::Ignored { file, .. } = &mut pass {
            *file = shown(&relative_to(&self.options.working_directory, Path::new(file)));
        }
        if self.options.list_passed || pass == Pass::TooDeep {
            let slash = if is_directory { "/" } else { "" };
            self.found.passed.push((shown(path) + slash, pass));
        }
    }

    /// Notes what cannot be read.
    pub(super) fn problem(&mut self, path: &Path, problem: Problem) {
        self.found.problems.push((shown(path), problem));
    }
}

#[cfg(unix)]
fn is_pipe(kind: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

/// A glob on its way to the paths that match it.
struct Expansion<'p> {
    matcher: globset::GlobMatcher,
    pattern: &'p str,
}

impl Expansion<'_> {
    /// The directories before the first name that is a pattern.
    fn fixed_part(&self) -> PathBuf {
        let names = self.pattern.trim_start_matches("./").split_inclusive('/');
        names.take_while(|name| name.ends_with('/') && !looks_like_glob(name)).collect::<String>().into()
    }

    /// Gathers the matches below `directory`. Links are followed, as shells do, but for the search that `**` asks for.
    fn gather(&self, directory: &Path, depth: usize, matches: &mut Vec<PathBuf>) {
        let listed = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
        // A directory that cannot be listed has no match that could be told of.
        let Ok(entries) = fs::read_dir(listed) else { return };
        let is_deep = self.pattern.contains("**");
        for entry in entries.flatten() {
            let (name, path) = (entry.file_name(), directory.join(entry.file_name()));
            if self.hides(name.as_encoded_bytes()) {
                continue;
            }
            if self.matcher.is_match(&path) {
                matches.push(path.clone());
            }
            let is_directory = if is_deep { entry.file_type().is_ok_and(|kind| kind.is_dir()) } else { path.is_dir() };
            if is_directory && self.goes_below(depth) {
                self.gather(&path, depth + 1, matches);
            }
        }
    }

    /// As in shells a wildcard stands for no leading dot; and packages of others are as little meant.
    fn hides(&self, name: &[u8]) -> bool {
        let names_hidden = self.pattern.trim_start_matches("./").starts_with('.') || self.pattern.contains("/.");
        let is_never_walked = NEVER_WALKED.iter().any(|never| name == never.as_bytes());
        (name.starts_with(b".") && !names_hidden) || is_never_walked
    }

    fn goes_below(&self, depth: usize) -> bool {
        let names = self.pattern.trim_start_matches("./").split('/').count();
        let fixed = self.fixed_part().components().count();
        depth < super::MAX_DEPTH && (self.pattern.contains("**") || fixed + depth + 1 < names)
    }
}
