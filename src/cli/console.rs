//! The two streams of the program and what is around them.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use super::refusal::Refusal;
use crate::report::Appearance;
use crate::report::appearance::{Choice, Environment, VARIABLES, Wishes};
use crate::report::diagnostic::{Diagnostic, Place};

/// What commands speak through.
#[derive(Debug)]
pub struct Console {
    variables: BTreeMap<String, String>,
    /// What the user asked for.
    pub wishes: Wishes,
    /// Whether notes and footer are left out.
    pub quiet: bool,
}

/// What became of a text for standard output.
#[derive(Debug)]
pub enum Written {
    /// It is out.
    Whole,
    /// Whoever read it has read enough, as `head` does: nothing to complain about.
    Abandoned,
    /// It could not be written.
    Failed(io::Error),
}

impl Console {
    /// With the environment of the process.
    pub fn from_environment() -> Self {
        let value = |name: &str| env::var_os(name).map(|value| (name.to_owned(), value.to_string_lossy().into_owned()));
        let variables = VARIABLES.into_iter().filter_map(value).collect();
        Self { variables, wishes: Wishes::default(), quiet: false }
    }

    /// How standard output looks.
    pub fn output_appearance(&self) -> Appearance {
        let terminal = io::stdout().is_terminal();
        let columns = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        self.appearance(terminal, terminal.then(columns).flatten(), self.wishes)
    }

    /// How standard error looks.
    pub fn error_appearance(&self) -> Appearance {
        let terminal = io::stderr().is_terminal();
        let columns = || terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
        self.appearance(terminal, terminal.then(columns).flatten(), self.wishes)
    }

    /// How a file looks: never colored.
    pub fn file_appearance(&self) -> Appearance {
        self.appearance(false, None, Wishes { color: Choice::Never, hyperlinks: Choice::Never, ..self.wishes })
    }

    fn appearance(&self, terminal: bool, columns: Option<usize>, wishes: Wishes) -> Appearance {
        let variables = self.variables.clone();
        Environment { variables, terminal, columns, windows: cfg!(windows) }.appearance(&wishes)
    }

    /// Writes to standard output.
    pub fn print(&self, write: impl FnOnce(&Appearance, &mut dyn Write) -> io::Result<()>) -> Written {
        let mut out = BufWriter::new(io::stdout().lock());
        match write(&self.output_appearance(), &mut out).and_then(|()| out.flush()) {
            Ok(()) => Written::Whole,
            Err(error) => {
                // What is left in the buffer has nowhere to go.
                let _ = out.into_parts();
                if error.kind() == io::ErrorKind::BrokenPipe { Written::Abandoned } else { Written::Failed(error) }
            }
        }
    }

    /// Writes to standard error. When that fails there is nobody left to tell.
    pub fn tell(&self, write: impl FnOnce(&Appearance, &mut dyn Write) -> io::Result<()>) {
        let mut out = BufWriter::new(io::stderr().lock());
        let _ = write(&self.error_appearance(), &mut out).and_then(|()| out.flush());
    }

    /// Says why something is not done.
    pub fn refuse(&self, refusal: &Refusal) {
        let place = refusal.place.as_deref();
        self.diagnose(&Diagnostic {
            kind: place.map(|place| place.kind),
            place: place.map(|place| Place { file: &place.file, span: place.span, label: &place.label }),
            help: refusal.help.as_deref(),
            ..Diagnostic::error(&refusal.error.message)
        });
    }

    /// Says something that does not stop the run.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            self.tell(|appearance, out| {
                let text = crate::untrusted::inline(message, appearance.charset);
                writeln!(out, "note: {text}")
            });
        }
    }

    /// Shows an error with its frame.
    pub fn diagnose(&self, diagnostic: &Diagnostic<'_>) {
        self.tell(|appearance, out| diagnostic.write(appearance, out));
    }
}
