//! Carries out a plan: files are found and examined, and what they gave is put into one [`Run`].

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::examine::{self, Examiner, Outcome, Skip};
use super::plan::Plan;
use super::problems;
use super::workers::examine_all;
use crate::cli::console::Console;
use crate::cli::refusal::Refusal;
use crate::report::{Run, Skipped, Status};
use crate::secret::Names;
use crate::walk::{self, Candidate, Found, Pass};

/// What a run gave.
pub struct Gathered {
    /// Everything, in the order of reports.
    pub run: Run,
    /// Its errors, with what to do about them.
    pub refusals: Vec<Refusal>,
    /// What was passed over, and why; filled when files are only listed.
    pub passed: Vec<(String, String)>,
}

/// Finds and examines the files of `plan`.
pub fn gather(plan: &Plan<'_>, console: &Console) -> Gathered {
    let began = Instant::now();
    let found = walk::find(&plan.words, &plan.walk);
    let walked = Instant::now();
    let secrets = Names::default();
    let examiner = Examiner {
        rules: plan.rules,
        rule_settings: &plan.settings,
        selection: &plan.selection,
        accepted: plan.choosing.reading.form,
        operation: plan.settings.operation,
        skip_unrecognized: plan.choosing.reading.skip_unrecognized,
        least_severity: plan.least_severity,
        max_file_size: plan.settings.files.max_file_size,
        settings: plan.report_settings(),
        secrets: &secrets,
        working_directory: &plan.walk.working_directory,
        baseline: plan.baseline(),
        asks_rules: !plan.lists,
    };
    let outcomes = examine_all(&found.candidates, &examiner, plan.running.threads);
    let gathered = Gathering { plan, console, passed: Vec::new() }.gather(found, outcomes, &examiner);
    if plan.running.verbose {
        let files = gathered.run.files.iter().filter(|file| file.status != Status::Consulted).count();
        let files = files + gathered.run.skipped.total();
        let (walk, check) = (walked - began, walked.elapsed());
        console.note(&format!("{files} files found in {walk:.1?}, read and checked in {check:.1?}"));
    }
    gathered
}

/// A run that is put together.
struct Gathering<'g> {
    plan: &'g Plan<'g>,
    console: &'g Console,
    passed: Vec<(String, String)>,
}

impl Gathering<'_> {
    fn gather(mut self, found: Found, outcomes: Vec<Outcome>, examiner: &Examiner<'_>) -> Gathered {
        let mut run = self.plan.empty_run();
        run.rules = self.plan.report_rules();
        let mut refusals = Vec::new();
        for (path, problem) in &found.problems {
            refusals.push(problems::of_path(path, problem));
            if problems::is_a_file(problem) {
                run.files.push(examiner.file_at(path, Path::new(path), Status::Unreadable));
            }
        }
        for (path, pass) in found.passed {
            self.pass(path, pass.reason(), pass == Pass::TooDeep);
        }
        run.skipped.ignored = found.ignored;
        for (candidate, outcome) in found.candidates.iter().zip(outcomes) {
            match outcome {
                Outcome::Checked(file) => run.files.push(*file),
                Outcome::Refused(file, refusal) => {
                    run.files.push(*file);
                    refusals.push(*refusal);
                }
                Outcome::Skipped(skip) => self.count(candidate, skip, &mut run.skipped),
            }
        }
        self.settle_baselines(&found.directories, &mut run);
        let nothing = !run.files.iter().any(|file| file.status.was_checked());
        if nothing && refusals.is_empty() {
            refusals.extend(self.nothing_checked(run.skipped));
        }
        refusals.sort_by(|a, b| a.error.path.cmp(&b.error.path));
        run.errors = refusals.iter().map(|refusal| refusal.error.clone()).collect();
        run.sort();
        Gathered { run, refusals, passed: self.passed }
    }

    /// Adds what there is to say about the baselines.
    fn settle_baselines(&self, walked: &[PathBuf], run: &mut Run) {
        let Plan { walk, baselines, least_severity, .. } = self.plan;
        let walked: Vec<_> = walked.iter().map(|path| walk::absolute(&walk.working_directory, path)).collect();
        for baseline in baselines.iter() {
            baseline.settle(&walked, |rule| run.rules.iter().any(|known| known.id == rule));
            run.files.extend(baseline.report(*least_severity));
        }
    }

    /// The error that nothing was checked, unless that is allowed.
    fn nothing_checked(&self, skipped: Skipped) -> Option<Refusal> {
        let nothing = problems::nothing_checked(skipped, &self.plan.walk.include, self.plan.words.is_empty());
        if !self.plan.choosing.reading.allow_empty {
            return Some(nothing);
        }
        self.console.note(&nothing.error.message);
        None
    }

    fn count(&mut self, candidate: &Candidate, skip: Skip, skipped: &mut Skipped) {
        let reason = match skip {
            Skip::Unrecognized => {
                skipped.unrecognized += 1;
                "not an app-client request".to_owned()
            }
            Skip::TooLarge => {
                skipped.too_large += 1;
                format!("larger than {}", examine::size(self.plan.settings.files.max_file_size))
            }
        };
        self.pass(candidate.path.clone(), reason, skip == Skip::TooLarge);
    }

    /// Says why something is passed over, where people should know or want to; a list says it at its end.
    fn pass(&mut self, path: String, reason: String, is_notable: bool) {
        if self.plan.lists {
            self.passed.push((path, reason));
        } else if is_notable || self.plan.running.verbose {
            self.console.note(&format!("skipped {path}: {reason}"));
        }
    }
}
