//! Where reports go: each `FORMAT` to standard output, each `FORMAT=FILE` to a file that is opened before anything is
//! checked and replaced as a whole at the end. Only the summary of a job on GitHub is added to: it belongs to all
//! commands of a step.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::console::{Console, Written};
use super::refusal::Refusal;
use super::sink::{Sink, cannot_write};
use crate::expr::near_names;
use crate::report::{Appearance, FORMATS, Format, Run};
use crate::rule::load::did_you_mean;
use crate::walk::shown;

/// The outputs of one run.
#[derive(Debug)]
pub struct Outputs {
    stdout: Option<&'static Format>,
    files: Vec<FileOutput>,
    /// Whether what is for standard output goes to standard error, because a document takes its place.
    makes_way: bool,
}

#[derive(Debug)]
struct FileOutput {
    format: &'static Format,
    path: PathBuf,
    sink: Sink,
}

impl Outputs {
    /// Opens what `wanted` names; nothing is the default format on standard output. What cannot be opened is noted.
    pub fn open(wanted: &[String], refusals: &mut Vec<Refusal>) -> Self {
        let mut outputs = Self { stdout: None, files: Vec::new(), makes_way: false };
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
                Some(first) => Err(two_for_stdout(first.name, name)),
            },
            Some(file) => self.add_file(format, Path::new(file)),
        }
    }

    fn add_file(&mut self, format: &'static Format, path: &Path) -> Result<(), Refusal> {
        if self.files.iter().any(|other| other.path == path) {
            return Err(Refusal::usage(format!("two outputs for {}", shown(path))));
        }
        let open = if is_step_summary(path) { Sink::open_to_append } else { Sink::open };
        let sink = open(path)?;
        self.files.push(FileOutput { format, path: path.to_owned(), sink });
        Ok(())
    }

    /// The same where a diff takes standard output: the others can only go to files.
    pub fn open_beside_diff(wanted: &[String], refusals: &mut Vec<Refusal>) -> Self {
        let mut outputs = Self::open(wanted, refusals);
        let format = outputs.stdout.take().filter(|_| !wanted.is_empty());
        refusals.extend(format.map(|format| two_for_stdout("the diff", format.name)));
        outputs
    }

    /// Leaves standard output to a document: what is for it goes to standard error.
    pub const fn make_way(&mut self) {
        self.makes_way = true;
    }

    /// Whether one of them says which bytes fixes change.
    pub fn have_edits(&self) -> bool {
        self.formats().any(Format::has_edits)
    }

    fn formats(&self) -> impl Iterator<Item = &'static Format> {
        self.stdout.into_iter().chain(self.files.iter().map(|output| output.format))
    }

    /// Whether the footer belongs beside what is on standard output.
    pub fn has_footer(&self) -> bool {
        self.stdout.is_none_or(|format| format.for_people)
    }

    /// Whether one of them is read beside a repository.
    pub fn are_hosted(&self) -> bool {
        self.formats().any(Format::is_hosted)
    }

    /// Writes `run` everywhere. What cannot be written becomes an error of the run, which later outputs have too.
    pub fn write(self, run: &mut Run, console: &Console) {
        if let Some(format) = self.stdout {
            let written = if self.makes_way {
                console.tell(|appearance, out| (format.write)(run, appearance, out));
                Written::Whole
            } else {
                console.print(|appearance, out| (format.write)(run, appearance, out))
            };
            match written {
                Written::Whole => note(format, run, console),
                Written::Abandoned => {}
                Written::Failed(error) => add_error(run, &cannot_write_stdout(&error)),
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

/// Whether the file is the summary of a job, which GitHub names to each step.
fn is_step_summary(path: &Path) -> bool {
    env::var_os("GITHUB_STEP_SUMMARY").is_some_and(|summary| !summary.is_empty() && path.as_os_str() == summary)
}

/// The error that standard output cannot be written.
pub fn cannot_write_stdout(error: &io::Error) -> Refusal {
    cannot_write("standard output", error)
}

fn two_for_stdout(first: &str, second: &str) -> Refusal {
    let message = format!("two outputs for standard output: {first} and {second}");
    Refusal::usage(message).help(format!("write one of them to a file: --output {second}=FILE"))
}

fn unknown_format(name: &str) -> Refusal {
    let near = did_you_mean(&near_names(name, Format::names()));
    let known = || format!("the formats are {}", Format::names().collect::<Vec<_>>().join(", "));
    Refusal::usage(format!("unknown format `{name}`")).help(near.unwrap_or_else(known))
}
