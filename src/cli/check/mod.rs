//! `coglint check`: files in, a verdict out.
//!
//! A run has steps that each note what is wrong and go on, so that people see all of it at once: outputs are opened,
//! settings read, files found; if that went well the files are checked, and what they gave is put into one [`Run`].

mod examine;
mod hosts;
mod problems;
mod selection;
mod workers;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use self::examine::{Examiner, Outcome, Skip};
use self::hosts::Hosts;
pub use self::problems::of_path;
use self::selection::Selection;
pub use self::selection::unknown_rule;
use self::workers::examine_all;
use super::arguments::CheckArguments;
use super::console::Console;
use super::output::Outputs;
use super::refusal::Refusal;
use super::{NO_VERDICT, finish, settings, tool};
use crate::finding::Severity;
use crate::report::{self, ErrorKind, Run, Skipped, Status, footer};
use crate::rule::RuleSet;
use crate::rule::builtin::RULES;
use crate::secret::Names;
use crate::settings::{Effective, Settings};
use crate::untrusted;
use crate::walk::{self, Candidate, Found, Globs, Pass};

/// Runs the command and gives the exit code.
pub fn run(arguments: &CheckArguments, console: &mut Console) -> u8 {
    console.quiet = arguments.showing.quiet;
    console.wishes = settings::wishes(&arguments.showing.wishes);
    let mut refusals = Vec::new();
    let outputs = Outputs::open(&wanted_outputs(arguments), &mut refusals);
    let rules = RuleSet::built_in(RULES);
    let settings = settings::settings(&arguments.settings, &rules, &mut refusals, |settings, refusals| {
        settings::of_check(settings, refusals, arguments.reading.form, &arguments.judging, &arguments.files);
    });
    let selection = Selection::new(&arguments.judging.only, &arguments.judging.skip, &rules, &mut refusals);
    let words = words(arguments, &mut refusals);
    let walk = walk_options(arguments, &settings, &mut refusals);
    let check = Check { arguments, console, rules: &rules, settings: &settings, selection: &selection };
    match walk {
        Some(walk) if refusals.is_empty() => check.run(&words, &walk, outputs),
        _ => check.refuse(&refusals, outputs),
    }
}

/// The outputs of the command line, or else those of the environment.
fn wanted_outputs(arguments: &CheckArguments) -> Vec<String> {
    if !arguments.showing.output.is_empty() {
        return arguments.showing.output.clone();
    }
    let variable = env::var("COGLINT_OUTPUT").unwrap_or_default();
    variable.split(',').map(str::trim).filter(|output| !output.is_empty()).map(str::to_owned).collect()
}

/// The paths of the command line and of a list.
fn words(arguments: &CheckArguments, refusals: &mut Vec<Refusal>) -> Vec<OsString> {
    let mut words = arguments.paths.clone();
    let stdin_is_input = words.iter().any(|word| word == "-");
    if arguments.reading.stdin_filename.is_some() && !stdin_is_input {
        let message = "--stdin-filename names standard input, which is not read";
        refusals.push(Refusal::usage(message).help("give - as a path too, or leave the option out".to_owned()));
    }
    let Some(list) = &arguments.reading.files_from else {
        if words.is_empty() {
            words.push(".".into());
        }
        return words;
    };
    if stdin_is_input && list.as_os_str() == "-" {
        refusals.push(Refusal::usage("standard input cannot be both a list of paths and a request"));
        return words;
    }
    match walk::read_list(list) {
        Ok(bytes) => words.extend(paths_in(&bytes, arguments.reading.nul)),
        Err(error) => {
            let path = walk::shown(list);
            let message = format!("cannot read {path}: {}", walk::reason(&error));
            refusals.push(Refusal::input(&path, message));
        }
    }
    words
}

/// The paths of a list, one a line or each ended by NUL.
fn paths_in(bytes: &[u8], nul: bool) -> Vec<OsString> {
    let end = if nul { b'\0' } else { b'\n' };
    let lines = bytes.split(|byte| *byte == end);
    let lines = lines.map(|line| if nul { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
    lines.filter(|line| !line.is_empty()).map(os_string).collect()
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

fn walk_options(arguments: &CheckArguments, settings: &Settings, refusals: &mut Vec<Refusal>) -> Option<walk::Options> {
    let mut globs = |patterns: &[String], key: &str| {
        let globs = Globs::new(patterns);
        globs.map_err(|error| refusals.push(bad_glob(key, &error))).ok()
    };
    let include = globs(&settings.files.include, "include");
    let exclude = globs(&settings.files.exclude, "exclude");
    Some(walk::Options {
        include: include?,
        exclude: exclude?,
        hidden: settings.files.hidden,
        ignore_files: settings.files.respect_gitignore,
        force_exclude: arguments.files.force_exclude,
        working_directory: working_directory(),
        stdin_name: arguments.reading.stdin_filename.clone(),
        list_passed: arguments.showing.verbose && arguments.files.list_files,
    })
}

fn bad_glob(key: &str, error: &walk::GlobError) -> Refusal {
    Refusal::new(ErrorKind::Config, format!("{key}: `{}` is no glob: {}", error.pattern, error.reason))
}

/// Where the run began. Paths stay as given when the directory is gone.
fn working_directory() -> PathBuf {
    env::current_dir().unwrap_or_default()
}

/// A run whose settings are known.
struct Check<'r> {
    arguments: &'r CheckArguments,
    console: &'r Console,
    rules: &'r RuleSet<'r>,
    settings: &'r Settings,
    selection: &'r Selection,
}

impl Check<'_> {
    fn run(&self, words: &[OsString], walk: &walk::Options, outputs: Outputs) -> u8 {
        let began = Instant::now();
        let found = walk::find(words, walk);
        let walked = Instant::now();
        let secrets = Names::default();
        let lists = self.arguments.files.list_files;
        let examiner = Examiner {
            rules: self.rules,
            rule_settings: self.settings,
            selection: self.selection,
            accepted: self.arguments.reading.form,
            operation: self.settings.operation,
            skip_unrecognized: self.arguments.reading.skip_unrecognized,
            least_severity: self.arguments.judging.min_severity.unwrap_or(Severity::Info),
            max_file_size: self.settings.files.max_file_size,
            settings: self.report_settings(),
            secrets: &secrets,
            working_directory: &walk.working_directory,
            hosts: outputs.are_hosted().then(|| Hosts::around(&walk.working_directory)),
            asks_rules: !lists,
        };
        let outcomes = examine_all(&found.candidates, &examiner, self.arguments.showing.threads);
        let mut gathered = self.gather(found, outcomes, &examiner, &walk.include, words.is_empty());
        if self.arguments.showing.verbose {
            let files = gathered.run.files.len() + gathered.run.skipped.total();
            let (walk, check) = (walked - began, walked.elapsed());
            self.console.note(&format!("{files} files found in {walk:.1?}, read and checked in {check:.1?}"));
        }
        if lists { self.list(&gathered) } else { self.report(&mut gathered.run, &gathered.refusals, outputs) }
    }

    /// Puts everything that was found into one run.
    fn gather(
        &self,
        found: Found,
        outcomes: Vec<Outcome>,
        examiner: &Examiner<'_>,
        include: &Globs,
        list_is_empty: bool,
    ) -> Gathered {
        let mut run = self.empty_run();
        run.rules = self.rules();
        let mut refusals = Vec::new();
        for (path, problem) in &found.problems {
            refusals.push(problems::of_path(path, problem));
            if problems::is_a_file(problem) {
                run.files.push(examiner.file_at(path, Path::new(path), Status::Unreadable));
            }
        }
        let mut passed = Vec::new();
        for (path, pass) in found.passed {
            self.pass(path, pass.reason(), pass == Pass::TooDeep, &mut passed);
        }
        run.skipped.ignored = found.ignored;
        for (candidate, outcome) in found.candidates.iter().zip(outcomes) {
            match outcome {
                Outcome::Checked(file) => run.files.push(*file),
                Outcome::Refused(file, refusal) => {
                    run.files.push(*file);
                    refusals.push(*refusal);
                }
                Outcome::Skipped(skip) => self.count(candidate, skip, &mut run.skipped, &mut passed),
            }
        }
        let nothing = !run.files.iter().any(|file| file.status.was_checked());
        if nothing && refusals.is_empty() {
            let nothing = problems::nothing_checked(run.skipped, include, list_is_empty);
            if self.arguments.reading.allow_empty {
                self.console.note(&nothing.error.message);
            } else {
                refusals.push(nothing);
            }
        }
        refusals.sort_by(|a, b| a.error.path.cmp(&b.error.path));
        run.errors = refusals.iter().map(|refusal| refusal.error.clone()).collect();
        run.sort();
        Gathered { run, refusals, passed }
    }

    fn count(&self, candidate: &Candidate, skip: Skip, skipped: &mut Skipped, passed: &mut Vec<(String, String)>) {
        let path = &candidate.path;
        let reason = match skip {
            Skip::Unrecognized => {
                skipped.unrecognized += 1;
                "not an app-client request".to_owned()
            }
            Skip::TooLarge => {
                skipped.too_large += 1;
                format!("larger than {}", examine::size(self.settings.files.max_file_size))
            }
        };
        self.pass(path.clone(), reason, skip == Skip::TooLarge, passed);
    }

    /// Says why something is passed over, where people should know or want to; a list says it at its end.
    fn pass(&self, path: String, reason: String, is_notable: bool, passed: &mut Vec<(String, String)>) {
        if self.arguments.files.list_files {
            passed.push((path, reason));
        } else if is_notable || self.arguments.showing.verbose {
            self.console.note(&format!("skipped {path}: {reason}"));
        }
    }

    /// Lists what would be checked; with `-v` also the rest, on standard error, so that the list stays one of paths.
    fn list(&self, gathered: &Gathered) -> u8 {
        let checked = gathered.run.files.iter().filter(|file| file.status.was_checked());
        let written = self.console.print(|appearance, out| {
            checked.clone().try_for_each(|file| writeln!(out, "{}", untrusted::path(&file.path, appearance.charset)))
        });
        if self.arguments.showing.verbose {
            for (path, reason) in &gathered.passed {
                self.console.note(&format!("skipped {path}: {reason}"));
            }
        }
        for refusal in &gathered.refusals {
            self.console.refuse(refusal);
        }
        let code = finish(self.console, written);
        if gathered.refusals.is_empty() { code } else { NO_VERDICT }
    }

    fn report(&self, run: &mut Run, refusals: &[Refusal], outputs: Outputs) -> u8 {
        let known = run.errors.len();
        let has_footer = outputs.has_footer() && !self.console.quiet;
        outputs.write(run, self.console);
        for refusal in refusals {
            self.console.refuse(refusal);
        }
        for error in &run.errors[known..] {
            self.console.refuse(&Refusal { error: error.clone(), help: None });
        }
        if has_footer {
            self.console.tell(|appearance, out| footer::write(run, appearance, out));
        }
        run.verdict().exit_code()
    }

    /// Says what is wrong with the command line; formats for programs get their document all the same.
    fn refuse(&self, refusals: &[Refusal], outputs: Outputs) -> u8 {
        let mut run = self.empty_run();
        run.errors = refusals.iter().map(|refusal| refusal.error.clone()).collect();
        let has_footer = outputs.has_footer() && !self.console.quiet;
        outputs.write(&mut run, self.console);
        for refusal in refusals {
            self.console.refuse(refusal);
        }
        if has_footer {
            self.console.tell(|_, out| footer::write_refusal(refusals.len(), "the command line", out));
        }
        NO_VERDICT
    }

    /// A run without files.
    fn empty_run(&self) -> Run {
        Run {
            tool: tool::tool(),
            settings: self.report_settings(),
            files: Vec::new(),
            skipped: Skipped::default(),
            errors: Vec::new(),
            rules: Vec::new(),
            secrets: Names::default(),
        }
    }

    fn report_settings(&self) -> report::Settings {
        let profile = self.settings.profile.value.clone();
        report::Settings { profile, config: None, fail_on: self.settings.fail_on }
    }

    /// The rules that run and whose findings are reported.
    fn rules(&self) -> Vec<report::Rule> {
        let rules = self.rules.rules().iter().map(|rule| Effective::new(rule, self.settings));
        let chosen = rules.filter(|rule| rule.enabled.value && self.selection.has(&rule.rule.id));
        let rule = |rule: Effective<'_>| report::Rule {
            id: rule.rule.id.to_string(),
            severity: rule.plain_severity(),
            category: rule.rule.category,
            params: rule.parameter_values(),
            about: report::About::of(rule.rule),
        };
        chosen.map(rule).collect()
    }
}

/// What a run gave.
struct Gathered {
    run: Run,
    refusals: Vec<Refusal>,
    /// What was passed over, and why; filled for `--list-files`.
    passed: Vec<(String, String)>,
}
