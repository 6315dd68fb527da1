//! Which files are checked, and their bytes: the one part of the program that reads files.
//!
//! [`find`] turns the words of the command line (files, directories, globs, `-`) into [`Candidate`]s; [`read`] gives the
//! bytes of one. What is in them is not looked at here. A file that was named is *explicit*: it is read whatever it is
//! called. A file in a directory is *found*: it must match `include`, must not match `exclude`, must not be hidden, and no
//! ignore file may name it.

#![expect(clippy::disallowed_methods, reason = "the one place that reads files")]

mod directory;
mod ignore_files;
mod names;
mod read;
mod words;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::globs::Anchored;

pub use names::{absolute, identity_path, relative_to, shown};
pub use read::{ReadError, read, read_list, read_text, real, reason};
pub use words::find;

/// How many directories may be nested in a walk; what lies deeper is passed over with a note.
pub const MAX_DEPTH: usize = 256;

/// Directories that are never walked: a repository's own, and packages of others.
pub const NEVER_WALKED: [&str; 2] = [".git", "node_modules"];

/// What is the same for the whole search.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether `exclude` and ignore files count for explicit files too.
    pub force_exclude: bool,
    /// Where relative paths begin.
    pub working_directory: PathBuf,
    /// The name of what comes from standard input.
    pub stdin_name: Option<String>,
    /// Whether everything that is passed over is listed, and not only counted.
    pub list_passed: bool,
}

/// Which files are looked at below a directory that has settings of its own, and below those without.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Which settings these are, for whoever asked.
    pub id: usize,
    /// What a found file must match.
    pub include: Anchored,
    /// What a found file or a directory on the way to it must not match.
    pub exclude: Vec<Anchored>,
    /// Whether names that begin with a dot are looked at.
    pub hidden: bool,
    /// Whether ignore files are obeyed.
    pub ignore_files: bool,
}

/// Knows the scope of each directory.
pub trait Scopes {
    /// The scope for the files in `directory`, an absolute path.
    fn scope_of(&mut self, directory: &Path) -> Rc<Scope>;

    /// Whether a directory that holds `name` may have a scope of its own, other than that of the directory above.
    fn may_begin_at(&self, name: &OsStr) -> bool;
}

/// One scope for everything.
impl Scopes for Rc<Scope> {
    fn scope_of(&mut self, _: &Path) -> Rc<Scope> {
        Rc::clone(self)
    }

    fn may_begin_at(&self, _: &OsStr) -> bool {
        false
    }
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where its bytes are.
    pub from: From,
    /// The path as given, with `/` between names and without `./` before them.
    pub path: String,
    /// Whether it was named, and not found in a directory.
    pub explicit: bool,
    /// The [`Scope::id`] of its directory.
    pub scope: usize,
}

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// What [`find`] gives.
#[derive(Debug, Default)]
pub struct Found {
    /// The files to read, each once, in the order in which they were reached.
    pub candidates: Vec<Candidate>,
    /// How many files match `include` and are left out by `exclude` or an ignore file; those in a directory that is left
    /// out are not counted.
    pub ignored: usize,
    /// What is not read, and why; filled when [`Options::list_passed`] is set, but for [`Pass::TooDeep`], which always is.
    pub passed: Vec<(String, Pass)>,
    /// The directories that were walked because they were named, as absolute paths.
    pub directories: Vec<PathBuf>,
    /// What should have been read and cannot be.
    pub problems: Vec<(String, Problem)>,
}

/// Why something in a directory is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Its name begins with a dot.
    Hidden,
    /// It is a symbolic link.
    Link,
    /// It is neither a file nor a directory.
    Special,
    /// It does not match `include`.
    NotIncluded,
    /// It matches this pattern of `exclude`.
    Excluded(String),
    /// This pattern of an ignore file names it.
    Ignored {
        /// The path of the ignore file.
        file: String,
        /// The pattern.
        pattern: String,
    },
    /// Directories of that name are never walked.
    NeverWalked,
    /// It lies too deep.
    TooDeep,
}

impl Pass {
    /// The reason in words.
    pub fn reason(&self) -> String {
        match self {
            Pass::Hidden => "its name begins with a dot (see --hidden)".to_owned(),
            Pass::Link => "a walk follows no symbolic links".to_owned(),
            Pass::Special => "neither a file nor a directory".to_owned(),
            Pass::NotIncluded => "it does not match `include`".to_owned(),
            Pass::Excluded(pattern) => format!("excluded by `{pattern}`"),
            Pass::Ignored { file, pattern } => format!("ignored by `{pattern}` in {file}"),
            Pass::NeverWalked => "directories of this name are never walked".to_owned(),
            Pass::TooDeep => format!("more than {MAX_DEPTH} directories deep"),
        }
    }
}

/// Why something that should be read cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The system says no, with its reason in words.
    Unreadable(String),
    /// The same of a directory, so that nobody knows what is in it.
    UnreadableDirectory(String),
    /// There is nothing of that name.
    Missing,
    /// It is a device or a socket.
    Special,
    /// A glob that no file matches.
    NoMatch,
    /// A pattern that is no glob, with the reason.
    BadGlob(String),
    /// A directory that is never walked was named.
    NeverWalked,
}
