//! What `.ignore`, `.gitignore` and `.git/info/exclude` say about a path.
//!
//! The `ignore` crate reads the files and matches; which of them count, and in which order, is decided here, because its
//! own walk does not tell what it left out. A person's global ignore file is not read, so that all machines agree.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Pass;
use super::names::shown;

/// Which of the files that matter here a directory holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Present {
    /// `.ignore`.
    pub ignore: bool,
    /// `.gitignore`.
    pub gitignore: bool,
    /// `.git`, a directory or a file.
    pub git: bool,
}

impl Present {
    /// Notes one name of a directory.
    pub fn note(&mut self, name: &OsStr) {
        self.ignore |= name == ".ignore";
        self.gitignore |= name == ".gitignore";
        self.git |= name == ".git";
    }

    /// Asks the file system, for a directory that is not listed.
    fn ask(directory: &Path) -> Self {
        let exists = |name| directory.join(name).symlink_metadata().is_ok();
        Self { ignore: exists(".ignore"), gitignore: exists(".gitignore"), git: exists(".git") }
    }

    const fn any(self) -> bool {
        self.ignore || self.gitignore || self.git
    }
}

/// The ignore files that count in one directory: its own and those above.
#[derive(Clone, Debug, Default)]
pub struct IgnoreFiles(Option<Rc<Layer>>);

#[derive(Debug)]
struct Layer {
    ignore: Option<Gitignore>,
    gitignore: Option<Gitignore>,
    exclude: Option<Gitignore>,
    /// Whether a repository begins here: the `.gitignore` files of another one above do not count.
    repository: bool,
    above: IgnoreFiles,
}

impl IgnoreFiles {
    /// Those above the absolute path `directory`, its own not among them.
    pub fn above(directory: &Path) -> Self {
        let mut above: Vec<_> = directory.ancestors().skip(1).collect();
        above.reverse();
        above.into_iter().fold(Self::default(), |files, directory| files.within(directory, Present::ask(directory)))
    }

    /// Those that count in the absolute path `directory`, which is below all of these.
    pub fn within(&self, directory: &Path, present: Present) -> Self {
        if !present.any() {
            return self.clone();
        }
        let read = |is_there: bool, name: &str| is_there.then(|| patterns(directory, &directory.join(name)));
        let exclude = present.git.then(|| exclude_file(&directory.join(".git"))).flatten();
        Self(Some(Rc::new(Layer {
            ignore: read(present.ignore, ".ignore"),
            gitignore: read(present.gitignore, ".gitignore"),
            exclude: exclude.map(|file| patterns(directory, &file)),
            repository: present.git,
            above: self.clone(),
        })))
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The pattern that the absolute `path` is left out by, if it is; the directories above it are not asked about.
    ///
    /// `.ignore` files go before `.gitignore` files, and these before `exclude`; of one sort the nearest file decides.
    pub fn pass(&self, path: &Path, is_directory: bool) -> Option<Pass> {
        let sorts: [fn(&Layer) -> Option<&Gitignore>; 3] =
            [|layer| layer.ignore.as_ref(), |layer| layer.gitignore.as_ref(), |layer| layer.exclude.as_ref()];
        for (sort, of_layer) in sorts.into_iter().enumerate() {
            for layer in self.layers() {
                let decided = of_layer(layer).map(|patterns| patterns.matched(path, is_directory));
                match decided {
                    Some(ignore::Match::Ignore(glob)) => {
                        let file = glob.from().map(shown).unwrap_or_default();
                        return Some(Pass::Ignored { file, pattern: glob.original().to_owned() });
                    }
                    Some(ignore::Match::Whitelist(_)) => return None,
                    Some(ignore::Match::None) | None => {}
                }
                if sort > 0 && layer.repository {
                    break;
                }
            }
        }
        None
    }

    /// As [`IgnoreFiles::pass`], for a path that no walk led to: a directory above it may be left out as a whole.
    pub fn pass_of_word(path: &Path, is_directory: bool) -> Option<Pass> {
        let mut directories: Vec<_> = path.ancestors().skip(1).collect();
        directories.reverse();
        let mut files = Self::default();
        for directory in directories {
            if let Some(pass) = files.pass(directory, true) {
                return Some(pass);
            }
            files = files.within(directory, Present::ask(directory));
        }
        files.pass(path, is_directory)
    }

    fn layers(&self) -> impl Iterator<Item = &Layer> {
        std::iter::successors(self.0.as_deref(), |layer| layer.above.0.as_deref())
    }
}

/// The patterns of one file, which count below `directory`. As git does, a line that is no pattern is passed over.
fn patterns(directory: &Path, file: &Path) -> Gitignore {
    let mut builder = GitignoreBuilder::new(directory);
    builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// `info/exclude` of the repository whose `.git` this is: a directory, or in a linked work tree a file that names one.
fn exclude_file(git: &Path) -> Option<PathBuf> {
    let in_directory = git.join("info/exclude");
    if in_directory.exists() {
        return Some(in_directory);
    }
    let link = fs::read_to_string(git).ok()?;
    let private = git.parent()?.join(link.strip_prefix("gitdir:")?.trim());
    let common = fs::read_to_string(private.join("commondir")).map_or(private.clone(), |at| private.join(at.trim()));
    let exclude = common.join("info/exclude");
    exclude.exists().then_some(exclude)
}
