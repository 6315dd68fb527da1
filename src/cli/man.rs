//! `coglint man`: the man pages, one to standard output or all of them into a directory, for packages.
//!
//! `clap_mangen` writes what clap knows; what holds for every run (exit codes, environment, files) stands here.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::{ManArguments, described};
use super::console::Console;
use super::refusal::Refusal;
use super::{NO_VERDICT, PASS, finish, tool};
use crate::report::ErrorKind;
use crate::walk::{reason, shown};

/// A section of terms and what they mean.
type Terms = &'static [(&'static str, &'static str)];

const EXIT_STATUS: Terms = &[
    ("0", "There is no finding at or above --fail-on."),
    (
        "1",
        "There is one; or --diff has something to show, or a fix changed a file and --exit-non-zero-on-fix was given.",
    ),
    ("2", "No verdict: something could not be read, written or understood, or nothing was checked."),
];

const ENVIRONMENT: Terms = &[
    ("COGLINT_CONFIG", "Stands in for --config; --config and --isolated win."),
    ("COGLINT_OUTPUT", "Stands in for --output; several outputs have commas between them."),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM", "Decide about color, the first one first; --color wins."),
    ("FORCE_HYPERLINK", "1 links rule ids to their pages, 0 does not; --hyperlinks wins."),
    ("LC_ALL, LC_CTYPE, LANG", "The first that is set decides whether frames are drawn in ASCII; --charset wins."),
    ("SOURCE_DATE_EPOCH", "Seconds since 1970: the day that suppressions are held against; --now wins."),
    ("CI, PRE_COMMIT", "When one is set, a long run does not say how far it is."),
];

const FILES: Terms = &[
    (
        "coglint.toml, .coglint.toml",
        "The configuration of the files in its directory and below: for each file the nearest one counts, up to the root of \
         the repository.",
    ),
    ("coglint-baseline.json", "The baseline that coglint baseline writes when it is given no other name."),
    (
        ".gitignore, .ignore, .git/info/exclude",
        "Leave files out of a directory, in a Git repository and elsewhere. A person's global ignore file is not read, so \
         that all machines agree.",
    ),
];

const EXAMPLES: Terms = &[
    ("coglint", "Checks every request below this directory."),
    ("coglint clients/web.json -o pretty -o json=report.json", "Checks one file and writes two reports."),
    ("coglint --diff --unsafe-fixes", "Shows what all fixes would change, and writes nothing."),
    ("coglint --fix", "Applies the safe ones, and reports what is left."),
    ("coglint - < request.json", "Checks standard input."),
    ("coglint explain redirect-http", "Says what a rule is about."),
];

/// Runs the command and gives the exit code.
pub fn run(arguments: &ManArguments, console: &Console) -> u8 {
    let mut program = described(true).version(tool::VERSION).disable_help_subcommand(true);
    program.build();
    match &arguments.directory {
        None => finish(console, console.print(|_, out| out.write_all(&page(&program)))),
        Some(directory) => match write_all(&program, directory) {
            Ok(()) => PASS,
            Err(refusal) => {
                console.refuse(&refusal);
                NO_VERDICT
            }
        },
    }
}

/// Writes the page of the command and those of all below it.
fn write_all(command: &Command, directory: &Path) -> Result<(), Refusal> {
    let failed = |path: &Path, error: &io::Error| {
        let path = shown(path);
        Refusal::new(ErrorKind::Output, format!("cannot write {path}: {}", reason(error))).about(&path)
    };
    fs::create_dir_all(directory).map_err(|error| failed(directory, &error))?;
    let path = directory.join(Man::new(command.clone()).get_filename());
    fs::write(&path, page(command)).map_err(|error| failed(&path, &error))?;
    command.get_subcommands().try_for_each(|command| write_all(command, directory))
}

/// The page of one command, as roff.
fn page(command: &Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Nothing that is written to memory can fail.
    let _ = write_page(command, &mut page);
    page
}

fn write_page(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    // The library would write every option into the synopsis.
    let usage = command.clone().render_usage().to_string();
    let command = command.clone().override_usage(usage.trim_start_matches("Usage: ").to_owned());
    let notes = command.get_after_help().map(ToString::to_string);
    let has_commands = command.has_subcommands();
    // Without a date, pages are the same on every day that they are written. An empty one would be lost, and its place.
    let man = Man::new(command).date(" ").source(format!("coglint {}", tool::VERSION)).manual("coglint manual");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    for note in notes.iter().flat_map(|notes| notes.lines()) {
        Roff::new().control("PP", []).text([roman(note)]).to_writer(page)?;
    }
    man.render_options_section(page)?;
    if has_commands {
        man.render_subcommands_section(page)?;
        let sections =
            [("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES), ("EXAMPLES", EXAMPLES)];
        sections.into_iter().try_for_each(|(title, terms)| section(title, terms).to_writer(page))?;
    }
    Ok(())
}

fn section(title: &str, terms: Terms) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, meaning) in terms {
        roff.control("TP", []).text([bold(*term)]).text([roman(*meaning)]);
    }
    roff
}
