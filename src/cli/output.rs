//! Where reports go: each `FORMAT` to standard output, each `FORMAT=FILE` to a file that is opened before anything is
//! checked and replaced as a whole at the end. Only the summary of a job on GitHub is added to: it belongs to all
//! commands of a step.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::console::{Console, Written};
use super::refusal::Refusal;
use crate::expr::near_names;
use crate::report::{Appearance, ErrorKind, FORMATS, Format, Run};
use crate::rule::load::did_you_mean;
use crate::walk::{reason, shown};

/// The outputs of one run.
#[derive(Debug)]
pub struct Outputs {
    stdout: Option<&'static Format>,
    files: Vec<FileOutput>,
}

#[derive(Debug)]
struct FileOutput {
    format: &'static Format,
    path: PathBuf,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    /// A pipe or a device.
    Direct(File),
    /// A file that others write to as well.
    Appending(File),
    /// A file of a moment beside the one that it will replace.
    Replacing(Temporary),
}

impl Outputs {
    /// Opens what `wanted` names; nothing is the default format on standard output. What cannot be opened is noted.
    pub fn open(wanted: &[String], refusals: &mut Vec<Refusal>) -> Self {
        let mut outputs = Self { stdout: None, files: Vec::new() };
        if wanted.is_empty() {
            outputs.stdout = FORMATS.first();
        }
        for text in wanted {
            if let Err(refusal) = outputs.add(text) {
                refusals.push(refusal);
            }
        }
        outputs
    }

    fn add(&mut self, text: &str) -> Result<(), Refusal> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let format = Format::named(name).ok_or_else(|| unknown_format(name))?;
        match file {
            Some("") => Err(Refusal::usage(format!("--output {text}: no file is named"))
                .help(format!("write {name}=FILE, or {name} for standard output"))),
            None | Some("-") => match self.stdout {
                None => {
                    self.stdout = Some(format);
                    Ok(())
                }
                Some(first) => {
                    let message = format!("two outputs for standard output: {} and {name}", first.name);
                    Err(Refusal::usage(message).help(format!("write one of them to a file: --output {name}=FILE")))
                }
            },
            Some(file) => self.add_file(format, Path::new(file)),
        }
    }

    fn add_file(&mut self, format: &'static Format, path: &Path) -> Result<(), Refusal> {
        if self.files.iter().any(|other| other.path == path) {
            return Err(Refusal::usage(format!("two outputs for {}", shown(path))));
        }
        let open = if is_step_summary(path) { Sink::open_to_append } else { Sink::open };
        let sink = open(path).map_err(|error| cannot_write(&shown(path), &error).help(missing_parent(path)))?;
        self.files.push(FileOutput { format, path: path.to_owned(), sink });
        Ok(())
    }

    /// Whether the footer belongs beside what is on standard output.
    pub fn has_footer(&self) -> bool {
        self.stdout.is_none_or(|format| format.for_people)
    }

    /// Whether one of them is read beside a repository.
    pub fn are_hosted(&self) -> bool {
        let files = self.files.iter().map(|output| output.format);
        self.stdout.into_iter().chain(files).any(Format::is_hosted)
    }

    /// Writes `run` everywhere. What cannot be written becomes an error of the run, which later outputs have too.
    pub fn write(self, run: &mut Run, console: &Console) {
        if let Some(format) = self.stdout {
            let written = console.print(|appearance, out| (format.write)(run, appearance, out));
            match written {
                Written::Whole => note(format, run, console),
                Written::Abandoned => {}
                Written::Failed(error) => add_error(run, &cannot_write("standard output", &error)),
            }
        }
        for file in self.files {
            let appearance = Appearance { written_before: file.sink.written_before(), ..console.file_appearance() };
            let written = file.sink.write(|out| (file.format.write)(run, &appearance, out));
            match written {
                Ok(()) => note(file.format, run, console),
                Err(error) => add_error(run, &cannot_write(&shown(&file.path), &error)),
            }
        }
    }
}

/// Says what a report cannot say to people.
fn note(format: &Format, run: &Run, console: &Console) {
    if let Some(note) = format.note(run) {
        console.note(&note);
    }
}

fn add_error(run: &mut Run, refusal: &Refusal) {
    run.errors.push(refusal.error.clone());
}

fn cannot_write(path: &str, error: &io::Error) -> Refusal {
    Refusal::new(ErrorKind::Output, format!("cannot write {path}: {}", reason(error))).about(path)
}

/// Names the directory that a file cannot be put into because it is not there.
fn missing_parent(path: &Path) -> Option<String> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())?;
    Some(format!("the directory {} does not exist: create it first", shown(parent)))
}

/// Whether the file is the summary of a job, which GitHub names to each step.
fn is_step_summary(path: &Path) -> bool {
    env::var_os("GITHUB_STEP_SUMMARY").is_some_and(|summary| !summary.is_empty() && path.as_os_str() == summary)
}

fn unknown_format(name: &str) -> Refusal {
    let near = did_you_mean(&near_names(name, Format::names()));
    let known = || format!("the formats are {}", Format::names().collect::<Vec<_>>().join(", "));
    Refusal::usage(format!("unknown format `{name}`")).help(near.unwrap_or_else(known))
}

impl Sink {
    fn open(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(kind) if kind.is_file() => {
                // Replacing needs no right to write the file itself, but who took that right away meant it.
                OpenOptions::new().write(true).open(path)?;
                // The file behind a link is replaced, not the link.
                Temporary::beside(&fs::canonicalize(path)?, Some(kind.permissions())).map(Sink::Replacing)
            }
            Ok(kind) if kind.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => OpenOptions::new().write(true).open(path).map(Sink::Direct),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Temporary::beside(path, None).map(Sink::Replacing),
            Err(error) => Err(error),
        }
    }

    fn open_to_append(path: &Path) -> io::Result<Self> {
        OpenOptions::new().append(true).create(true).open(path).map(Sink::Appending)
    }

    /// Bytes that stay before what is written.
    fn written_before(&self) -> u64 {
        match self {
            Sink::Appending(file) => file.metadata().map_or(0, |file| file.len()),
            Sink::Direct(_) | Sink::Replacing(_) => 0,
        }
    }

    fn write(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
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

/// A file that takes the place of another when it is whole, and is removed when it never is.
#[derive(Debug)]
struct Temporary {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Temporary {
    /// In the directory of `target`, since only there it can be renamed in one step.
    fn beside(target: &Path, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let mut attempt = 0;
        loop {
            let path = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", process::id()));
            match registered(&path, || OpenOptions::new().write(true).create_new(true).open(&path)) {
                Ok(file) => {
                    let temporary = Self { file, path, target: target.to_owned() };
                    permissions.map_or(Ok(()), |permissions| temporary.file.set_permissions(permissions))?;
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
