//! The command line: arguments, environment and streams on one side, the pure parts of the crate on the other.
//!
//! [`run`] is the whole program. Each command is a module; `Console` is what they speak through.

#![expect(clippy::disallowed_methods, reason = "the one place that reads the environment and writes files")]

pub(crate) mod arguments;
mod baseline;
pub(crate) mod baselines;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod chosen;
mod completions;
mod config;
pub(crate) mod console;
mod explain;
pub(crate) mod guard;
mod inheritance;
mod init;
#[cfg(unix)]
mod interrupt;
mod man;
mod output;
pub(crate) mod policies;
mod progress;
pub(crate) mod projects;
pub(crate) mod refusal;
pub(crate) mod rule_files;
mod rules;
mod rules_new;
mod schema;
pub(crate) mod settings;
mod sink;
mod test;
pub(crate) mod tool;
mod usage;

use std::ffi::OsString;

use arguments::{Command, RulesAction};
use console::{Console, Written};
use refusal::Refusal;

use crate::report::ErrorKind;

/// Exit code of a run that found nothing to object to.
const PASS: u8 = 0;
/// Exit code of a run that found something at or above the bar.
const FAIL: u8 = 1;
/// Exit code of a run that cannot say.
const NO_VERDICT: u8 = 2;

/// What serves editors until they are done, and gives the exit code.
pub type LanguageServer = fn() -> u8;

/// Runs the program with `arguments`, the name that it was called by first, and gives its exit code.
///
/// The language server stands to the right of the command line, whose discovery it shares, so it is handed in.
pub fn run(arguments: Vec<OsString>, language_server: LanguageServer) -> u8 {
    guard::quiet_panics();
    let mut console = Console::from_environment();
    match guard::guarded(|| dispatch(arguments, language_server, &mut console)) {
        Ok(code) => code,
        Err(internal) => {
            console.refuse(&internal.refusal(None));
            NO_VERDICT
        }
    }
}

/// The exit code of a command that only prints, after it was said why it could not.
fn finish(console: &Console, written: Written) -> u8 {
    match written {
        Written::Whole | Written::Abandoned => PASS,
        Written::Failed(error) => {
            let message = format!("cannot write standard output: {}", crate::walk::reason(&error));
            console.refuse(&Refusal::new(ErrorKind::Output, message));
            NO_VERDICT
        }
    }
}

fn dispatch(arguments: Vec<OsString>, language_server: LanguageServer, console: &mut Console) -> u8 {
    match arguments::parse(arguments) {
        Ok(Command::Check(arguments)) => check::run(&arguments, console),
        Ok(Command::Baseline(arguments)) => baseline::run(&arguments, console),
        Ok(Command::Rules(arguments)) => match &arguments.action {
            Some(RulesAction::New(new)) => rules_new::run(new, console),
            None => rules::run(&arguments, console),
        },
        Ok(Command::Config(arguments)) => config::run(&arguments, console),
        Ok(Command::Init(arguments)) => init::run(&arguments, console),
        Ok(Command::Explain(arguments)) => explain::run(&arguments, console),
        Ok(Command::Schema(arguments)) => schema::run(&arguments, console),
        Ok(Command::Test(arguments)) => test::run(&arguments, console),
        Ok(Command::Lsp) => language_server(),
        Ok(Command::Completions(arguments)) => completions::run(&arguments, console),
        Ok(Command::Man(arguments)) => man::run(&arguments, console),
        Err(error) => usage::answer(&error, console),
    }
}
