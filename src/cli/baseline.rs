//! `coglint baseline`: writes what a run finds into a baseline, drops what is no longer found, and lists the entries.
//!
//! Each action is a run as `check` makes it. One that ends without a verdict writes nothing: what it could not read would
//! be missing.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{BaselineAction, BaselineArguments, BaselineOptions, CreateArguments, Judging};
use super::baselines::AppliedBaseline;
use super::check::{BaselineChoice, Gathered, Plan, gather};
use super::chosen::columns;
use super::console::Console;
use super::projects::Projects;
use super::refusal::Refusal;
use super::settings::Flags;
use super::sink::{Sink, cannot_write};
use super::{NO_VERDICT, PASS, finish, settings};
use crate::baseline::{Entry, FILE_NAME, State, write};
use crate::finding::SYNTAX_ERROR;
use crate::report::{ErrorKind, File, Status};
use crate::untrusted;
use crate::walk::{self, shown};

/// Runs the command and gives the exit code.
pub fn run(arguments: &BaselineArguments, console: &mut Console) -> u8 {
    let options = match &arguments.action {
        BaselineAction::Create(create) => &create.options,
        BaselineAction::Prune(options) | BaselineAction::Show(options) => options,
    };
    console.quiet = options.running.quiet;
    console.wishes = settings::wishes(&options.running.wishes);
    let done = match &arguments.action {
        BaselineAction::Create(create) => self::create(create, console),
        BaselineAction::Prune(options) => prune(options, console),
        BaselineAction::Show(options) => show(options, console),
    };
    done.unwrap_or_else(|refusals| {
        for refusal in &refusals {
            console.refuse(refusal);
        }
        NO_VERDICT
    })
}

type Done = Result<u8, Vec<Refusal>>;

fn create(arguments: &CreateArguments, console: &Console) -> Done {
    let mut refusals = Vec::new();
    let (plan, path) = plan(&arguments.options, BaselineChoice::Blank, &mut refusals);
    let Some(path) = path else { return Err(refusals) };
    let sink = if !arguments.force && fs::metadata(&path).is_ok_and(|kind| kind.is_file()) {
        Err(exists_already(&path))
    } else {
        Sink::open(&path)
    };
    let sink = sink.map_err(|refusal| refusals.push(refusal)).ok();
    let (Some(sink), true) = (sink, refusals.is_empty()) else { return Err(refusals) };
    let Gathered { run, .. } = whole(gather(&plan, console)?)?;
    let entries: Vec<_> = run.files.iter().flat_map(entries_of).collect();
    replace(sink, &path, &entries)?;
    for file in run.files.iter().filter(|file| file.status == Status::Invalid) {
        console.note(&format!("{} is no valid JSON, which no baseline accepts", file.path));
    }
    let checked = counted(run.summary().files_checked, "file", "files");
    let findings = match entries.len() {
        0 => "no findings".to_owned(),
        count => counted(count, "finding", "findings"),
    };
    tell(console, &format!("wrote {}: {findings} in {checked} checked", shown(&path)));
    Ok(PASS)
}

fn prune(options: &BaselineOptions, console: &Console) -> Done {
    let (path, (kept, stale)) = held_against(options, console, |baseline| {
        let (stale, kept): (Vec<_>, Vec<_>) = baseline.entries().partition(|(_, state)| *state == State::Stale);
        (kept.into_iter().map(|(entry, _)| entry.clone()).collect::<Vec<_>>(), stale.len())
    })?;
    // A file that is as it should be keeps its bytes.
    if stale > 0 {
        replace(Sink::open(&path).map_err(|refusal| vec![refusal])?, &path, &kept)?;
    }
    let dropped = counted(stale, "stale entry", "stale entries");
    tell(console, &format!("{dropped} dropped from {}, {} left", shown(&path), kept.len()));
    Ok(PASS)
}

fn show(options: &BaselineOptions, console: &Console) -> Done {
    let (path, (lines, counts)) = held_against(options, console, |baseline| {
        let counts = State::ALL.map(|state| baseline.entries().filter(|(_, other)| *other == state).count());
        (baseline.entries().map(line).collect::<Vec<_>>(), counts)
    })?;
    let written = console.print(|appearance, out| {
        let lines = lines
            .iter()
            .map(|cells| cells.iter().map(|cell| untrusted::inline(cell, appearance.charset).into_owned()).collect());
        columns(&lines.collect::<Vec<Vec<_>>>()).iter().try_for_each(|line| writeln!(out, "{line}"))
    });
    let parts = State::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let parts: Vec<_> = parts.map(|(state, count)| format!("{count} {}", state.name())).collect();
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    let entries = counted(counts.iter().sum(), "entry", "entries");
    tell(console, &format!("{entries} in {}{parts}", shown(&path)));
    Ok(finish(console, written))
}

/// What the options ask for, with all findings of every severity, and the baseline that they are about; `None` when the
/// configuration that may name it has mistakes.
fn plan<'r>(
    options: &'r BaselineOptions,
    choice: impl FnOnce(PathBuf) -> BaselineChoice,
    refusals: &mut Vec<Refusal>,
) -> (Plan<'r>, Option<PathBuf>) {
    let plan = Plan::new(&options.choosing, &Judging::default(), &options.running, false, refusals);
    let path = match &options.baseline {
        Some(path) => Some(path.clone()),
        None => configured(&plan.flags, refusals),
    };
    let baseline = path.clone().map_or(BaselineChoice::None, choice);
    (Plan { baseline, ..plan }, path)
}

/// The baseline that the configuration of the current directory names, or else the usual one.
fn configured(flags: &Flags<'_>, refusals: &mut Vec<Refusal>) -> Option<PathBuf> {
    let mut projects = Projects::new(flags);
    let here = projects.project_of(&flags.working_directory);
    let mut settings = projects.all()[here].configured();
    flags.apply(&mut settings);
    let mistakes = projects.take_refusals();
    let is_readable = mistakes.is_empty();
    refusals.extend(mistakes);
    let named = settings.baseline.map(|path| walk::relative_to(&flags.working_directory, &path.value));
    is_readable.then(|| named.unwrap_or_else(|| PathBuf::from(FILE_NAME)))
}

/// Holds a run against the baseline that the options are about, and gives its path and what `read` makes of it then.
fn held_against<T>(
    options: &BaselineOptions,
    console: &Console,
    read: impl FnOnce(&AppliedBaseline) -> T,
) -> Result<(PathBuf, T), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let (plan, path) = plan(options, BaselineChoice::Only, &mut refusals);
    let (Some(path), true) = (path, refusals.is_empty()) else { return Err(refusals) };
    let gathered = whole(gather(&plan, console)?)?;
    let baseline = gathered.baselines.iter().next();
    baseline.map(|(_, baseline)| (path, read(baseline))).ok_or_else(Vec::new)
}

/// The run, unless something kept it from a verdict.
fn whole(gathered: Gathered) -> Result<Gathered, Vec<Refusal>> {
    if gathered.refusals.is_empty() { Ok(gathered) } else { Err(gathered.refusals) }
}

/// An entry for each finding of a file, but for what no baseline takes.
fn entries_of(file: &File) -> Vec<Entry> {
    if !file.status.was_checked() {
        return Vec::new();
    }
    let ids = file.identities(&file.identity_path);
    let findings = file.findings.iter().zip(ids.findings).chain(file.hidden.iter().zip(ids.hidden));
    let accepted = findings.filter(|(finding, _)| finding.rule != SYNTAX_ERROR);
    accepted.map(|(finding, id)| Entry::new(id, &file.identity_path, finding)).collect()
}

/// The cells of an entry in a list.
fn line((entry, state): (&Entry, State)) -> Vec<String> {
    let pointer = if entry.pointer.is_empty() { "(document)" } else { &entry.pointer };
    [state.name(), entry.severity.name(), &entry.rule, &entry.path, pointer].map(str::to_owned).into()
}

fn replace(sink: Sink, path: &Path, entries: &[Entry]) -> Result<(), Vec<Refusal>> {
    let written = sink.write(|out| out.write_all(write(entries).as_bytes()));
    written.map_err(|error| vec![cannot_write(&shown(path), &error)])
}

fn exists_already(path: &Path) -> Refusal {
    let path = shown(path);
    Refusal::new(ErrorKind::Output, format!("{path} exists already"))
        .help("--force replaces it; coglint baseline prune drops what it no longer needs".to_owned())
        .about(&path)
}

/// Says how it ended.
fn tell(console: &Console, message: &str) {
    if !console.quiet {
        console.tell(|appearance, out| writeln!(out, "coglint: {}", untrusted::inline(message, appearance.charset)));
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
