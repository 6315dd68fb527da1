//! `coglint check`: files in, a verdict out.
//!
//! A run has steps that each note what is wrong and go on, so that people see all of it at once: outputs are opened,
//! options become a [`Plan`], and if that went well [`gather`] carries it out and what it gave is reported.

mod changes;
mod entries;
pub mod examine;
mod gather;
mod hosts;
mod mending;
mod plan;
mod problems;
pub mod selection;
mod words;
mod workers;

use self::gather::mistakes_here;
pub use self::gather::{Gathered, gather};
pub use self::plan::{BaselineChoice, Plan};
pub use self::problems::of_path;
pub use self::selection::unknown_rule;
use super::arguments::CheckArguments;
use super::console::Console;
use super::output::Outputs;
use super::refusal::{BASELINE, RULE, Refusal};
use super::{NO_VERDICT, finish, settings};
use crate::report::{self, ErrorKind, footer};
use crate::settings::Settings;
use crate::untrusted;

/// Runs the command and gives the exit code.
pub fn run(arguments: &CheckArguments, console: &mut Console) -> u8 {
    console.quiet = arguments.running.quiet;
    console.wishes = settings::wishes(&arguments.running.wishes);
    let mut refusals = Vec::new();
    let CheckArguments { choosing, judging, fixing, showing, running } = arguments;
    let open = if fixing.diff && !showing.list_files { Outputs::open_beside_diff } else { Outputs::open };
    let mut outputs = open(&wanted_outputs(arguments), &mut refusals);
    let plan = Plan {
        is_hosted: outputs.are_hosted(),
        shows_edits: outputs.have_edits(),
        mending: changes::mending(fixing),
        ..Plan::new(choosing, judging, running, showing.list_files, &mut refusals)
    };
    if fixing.fix && plan.words.iter().any(|word| word == "-") {
        outputs.make_way();
    }
    if !refusals.is_empty() {
        refusals.extend(mistakes_here(&plan));
        return refuse(&refusals, outputs, console);
    }
    match gather(&plan, console) {
        Ok(gathered) if plan.lists => list(&gathered, running.verbose, console),
        Ok(mut gathered) => {
            changes::publish(&mut gathered, fixing, console);
            report(gathered, outputs, console)
        }
        Err(refusals) => refuse(&refusals, outputs, console),
    }
}

/// The outputs of the command line, or else those of the environment.
fn wanted_outputs(arguments: &CheckArguments) -> Vec<String> {
    if arguments.showing.output.is_empty() {
        return settings::outputs_of_environment();
    }
    arguments.showing.output.clone()
}

/// Lists what would be checked; with `-v` also the rest, on standard error, so that the list stays one of paths.
fn list(gathered: &Gathered, verbose: bool, console: &Console) -> u8 {
    let checked = gathered.run.files.iter().filter(|file| file.status.was_checked());
    let written = console.print(|appearance, out| {
        checked.clone().try_for_each(|file| writeln!(out, "{}", untrusted::path(&file.path, appearance.charset)))
    });
    if verbose {
        for (path, reason) in &gathered.passed {
            console.note(&format!("skipped {path}: {reason}"));
        }
    }
    for refusal in &gathered.refusals {
        console.refuse(refusal);
    }
    let code = finish(console, written);
    if gathered.refusals.is_empty() { code } else { NO_VERDICT }
}

fn report(gathered: Gathered, outputs: Outputs, console: &Console) -> u8 {
    let Gathered { mut run, refusals, .. } = gathered;
    let known = run.errors.len();
    let has_footer = outputs.has_footer() && !console.quiet;
    outputs.write(&mut run, console);
    for refusal in &refusals {
        console.refuse(refusal);
    }
    for error in &run.errors[known..] {
        console.refuse(&Refusal { error: error.clone(), help: None, place: None });
    }
    if has_footer {
        console.tell(|appearance, out| footer::write(&run, appearance, out));
    }
    run.verdict().exit_code()
}

/// Says what is wrong with command line and configuration; formats for programs get their document all the same.
fn refuse(refusals: &[Refusal], outputs: Outputs, console: &Console) -> u8 {
    let default = Settings::default();
    let profile = default.profile.value;
    let mut run = gather::empty_run(report::Settings { profile, config: None, fail_on: default.fail_on.value });
    run.errors = refusals.iter().map(|refusal| refusal.error.clone()).collect();
    let has_footer = outputs.has_footer() && !console.quiet;
    outputs.write(&mut run, console);
    for refusal in refusals {
        console.refuse(refusal);
    }
    if has_footer {
        console.tell(|_, out| footer::write_refusal(refusals.len(), where_wrong(refusals), out));
    }
    NO_VERDICT
}

/// What the errors are in.
fn where_wrong(refusals: &[Refusal]) -> &'static str {
    let all_in = |kind| refusals.iter().all(|refusal| refusal.is_in(kind));
    let is_in_file = |refusal: &&Refusal| refusal.error.kind == ErrorKind::Config && refusal.error.path.is_some();
    match refusals.iter().filter(is_in_file).count() {
        0 => "the command line",
        _ if all_in(RULE) => "rule files",
        _ if all_in(BASELINE) => "the baseline",
        files if files == refusals.len() => "the configuration",
        _ => "the command line and the configuration",
    }
}
