//! A file that is written as a whole: opened before the work begins, and replaced in one step when it is done.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::refusal::Refusal;
use crate::report::ErrorKind;
use crate::walk::{reason, shown};

/// Where a text will be written to.
#[derive(Debug)]
pub enum Sink {
    /// A pipe or a device.
    Direct(File),
    /// A file that others write to as well.
    Appending(File),
    /// A file of a moment beside the one that it will replace.
    Replacing(Temporary),
}

impl Sink {
    /// Opens what `path` names; until it is written, what was there stays as it is.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        Self::opened(path).map_err(|error| cannot_write(&shown(path), &error).help(missing_parent(path)))
    }

    /// The same with the error of the system.
    pub fn opened(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(kind) if kind.is_file() => {
                // Replacing needs no right to write the file itself, but who took that right away meant it.
                OpenOptions::new().write(true).open(path)?;
                // The file behind a link is replaced, not the link.
                Temporary::beside(&fs::canonicalize(path)?, Some(&kind)).map(Sink::Replacing)
            }
            Ok(kind) if kind.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => OpenOptions::new().write(true).open(path).map(Sink::Direct),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Temporary::beside(path, None).map(Sink::Replacing),
            Err(error) => Err(error),
        }
    }

    /// Opens what `path` names to add to it.
    pub fn open_to_append(path: &Path) -> Result<Self, Refusal> {
        let opened = OpenOptions::new().append(true).create(true).open(path).map(Sink::Appending);
        opened.map_err(|error| cannot_write(&shown(path), &error).help(missing_parent(path)))
    }

    /// Bytes that stay before what is written.
    pub fn written_before(&self) -> u64 {
        match self {
            Sink::Appending(file) => file.metadata().map_or(0, |file| file.len()),
            Sink::Direct(_) | Sink::Replacing(_) => 0,
        }
    }

    /// Writes `bytes`, and puts them in the place of the file that was there once they are safe on the disk and `may` has
    /// nothing against it. What is no file is not replaced.
    pub fn replace(self, bytes: &[u8], may: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let Sink::Replacing(mut temporary) = self else { return Err(io::Error::other("it is no regular file")) };
        temporary.file.write_all(bytes)?;
        temporary.file.sync_all()?;
        may()?;
        temporary.replace()
    }

    /// Writes it with `write`, and puts it in the place of what was there.
    pub fn write(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let buffered = |file: &File| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()
        };
        match self {
            Sink::Direct(file) | Sink::Appending(file) => buffered(&file),
            Sink::Replacing(temporary) => {
                buffered(&temporary.file)?;
                temporary.replace()
            }
        }
    }
}

/// The error that `path`, as it is shown, cannot be written.
pub fn cannot_write(path: &str, error: &io::Error) -> Refusal {
    Refusal::new(ErrorKind::Output, format!("cannot write {path}: {}", reason(error))).about(path)
}

/// Names the directory that a file cannot be put into because it is not there.
fn missing_parent(path: &Path) -> Option<String> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())?;
    Some(format!("the directory {} does not exist: create it first", shown(parent)))
}

/// A file that takes the place of another when it is whole, and is removed when it never is.
#[derive(Debug)]
pub struct Temporary {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Temporary {
    /// In the directory of `target`, since only there it can be renamed in one step; with owner and permissions of `old`,
    /// the file that it will replace.
    fn beside(target: &Path, old: Option<&fs::Metadata>) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let mut attempt = 0;
        loop {
            let path = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", process::id()));
            match registered(&path, || OpenOptions::new().write(true).create_new(true).open(&path)) {
                Ok(file) => {
                    let temporary = Self { file, path, target: target.to_owned() };
                    if let Some(old) = old {
                        keep_owner(&temporary.file, old);
                        temporary.file.set_permissions(old.permissions())?;
                    }
                    return Ok(temporary);
                }
                // Left behind by a process of that number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn replace(self) -> io::Result<()> {
        unregistered(&self.path, || fs::rename(&self.path, &self.target))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename there is nothing of this name, which is as well.
        let _ = unregistered(&self.path, || fs::remove_file(&self.path));
    }
}

/// Gives the file to the owner of `old`. Only root can; for everybody else the file is their own, as it is when an editor
/// writes it.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_ours = |new: fs::Metadata| (new.uid(), new.gid()) == (old.uid(), old.gid());
    if !file.metadata().is_ok_and(is_ours) {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

#[cfg(unix)]
use super::interrupt::{gone as unregistered, made as registered};

#[cfg(not(unix))]
fn registered<T>(_: &Path, make: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    make()
}

#[cfg(not(unix))]
fn unregistered<T>(_: &Path, take: impl FnOnce() -> T) -> T {
    take()
}
