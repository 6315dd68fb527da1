//! Where reports go: each `FORMAT` to standard output, each `FORMAT=FILE` to a file that is opened before anything is
//! checked and replaced as a whole at the end.

use std::path::{Path, PathBuf};

use super::console::{Console, Written};
use super::refusal::Refusal;
use super::sink::{Sink, cannot_write};
use crate::expr::near_names;
use crate::report::{FORMATS, Format, Run};
use crate::rule::load::did_you_mean;
use crate::walk::shown;

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
        let sink = Sink::open(path)?;
        self.files.push(FileOutput { format, path: path.to_owned(), sink });
        Ok(())
    }

    /// Whether the footer belongs beside what is on standard output.
    pub fn has_footer(&self) -> bool {
        self.stdout.is_none_or(|format| format.for_people)
    }

    /// Writes `run` everywhere. What cannot be written becomes an error of the run, which later outputs have too.
    pub fn write(self, run: &mut Run, console: &Console) {
        if let Some(format) = self.stdout {
            let written = console.print(|appearance, out| (format.write)(run, appearance, out));
            if let Written::Failed(error) = written {
                add_error(run, &cannot_write("standard output", &error));
            }
        }
        let appearance = console.file_appearance();
        for file in self.files {
            let written = file.sink.write(|out| (file.format.write)(run, &appearance, out));
            if let Err(error) = written {
                add_error(run, &cannot_write(&shown(&file.path), &error));
            }
        }
    }
}

fn add_error(run: &mut Run, refusal: &Refusal) {
    run.errors.push(refusal.error.clone());
}

fn unknown_format(name: &str) -> Refusal {
    let near = did_you_mean(&near_names(name, Format::names()));
    let known = || format!("the formats are {}", Format::names().collect::<Vec<_>>().join(", "));
    Refusal::usage(format!("unknown format `{name}`")).help(near.unwrap_or_else(known))
}
