//! Carries out a plan: files are found and examined, and what they gave is put into one [`Run`].

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use super::entries;
use super::examine::{Assignment, Examined, Examiner, Outcome, Skip};
use super::hosts::Hosts;
use super::plan::{BaselineChoice, Plan};
use super::problems;
use super::selection::Selection;
use super::workers::examine_all;
use crate::baseline::STALE;
use crate::cli::baselines::{BaselineId, Baselines};
use crate::cli::console::Console;
use crate::cli::policies::{Chosen, Policies, Policy};
use crate::cli::progress::Progress;
use crate::cli::projects::Projects;
use crate::cli::refusal::Refusal;
use crate::cli::tool;
use crate::report::{self, About, Diff, Run, Skipped, Status};
use crate::rule::definition::Source;
use crate::settings::{ByteSize, Effective};
use crate::walk::{self, Candidate, Found, From, Pass};

/// What a run gave.
pub struct Gathered {
    /// Everything, in the order of reports.
    pub run: Run,
    /// Its errors, with what to do about them.
    pub refusals: Vec<Refusal>,
    /// What was passed over, and why; filled when files are only listed.
    pub passed: Vec<(String, String)>,
    /// What findings were held against.
    pub baselines: Baselines,
    /// What fixes would change, by path.
    pub diffs: Vec<Diff>,
    /// With `--fix`, the document from standard input as it is now.
    pub passed_on: Option<Vec<u8>>,
}

/// Finds and examines the files of `plan`.
///
/// # Errors
/// Everything that is wrong with configurations and rule files; nothing is examined then.
pub fn gather(plan: &Plan<'_>, console: &Console) -> Result<Gathered, Vec<Refusal>> {
    let began = Instant::now();
    let mut projects = Projects::new(&plan.flags);
    let found = walk::find(&plan.words, &plan.walk, &mut projects);
    // What could not be read has settings too, and a run without files those of the place where it began.
    let unread: Vec<_> = found.problems.iter().map(|(path, _)| projects.project_of_file(Path::new(path))).collect();
    let home = match found.candidates.first() {
        Some(first) => first.scope,
        None => projects.project_of(&plan.flags.working_directory),
    };
    let walked = Instant::now();
    let mut refusals = projects.take_refusals();
    let chosen = Chosen::of_all(&projects, &mut refusals);
    let selection = select(plan, &chosen, &mut refusals);
    if !refusals.is_empty() {
        return Err(each_once(refusals));
    }
    let mut policies = Policies::new(&projects, &chosen);
    let of_project: Vec<_> = (0..chosen.len()).map(|project| policies.of_project(project)).collect();
    let assignments = assign(&found.candidates, plan, &mut policies);
    let used = used(&assignments, of_project[home]);
    let mut baselines = Baselines::default();
    let baseline_of = load_baselines(&used, policies.all(), plan, &mut baselines)?;
    let examiner = Examiner {
        policies: policies.all(),
        selection: &selection,
        accepted: plan.choosing.reading.form,
        skip_unrecognized: plan.choosing.reading.skip_unrecognized,
        least_severity: plan.least_severity,
        working_directory: &plan.flags.working_directory,
        hosts: plan.is_hosted.then(|| Hosts::around(&plan.flags.working_directory)),
        baselines: &baselines,
        baseline_of: &baseline_of,
        today: plan.today,
        asks_rules: !plan.lists,
        mending: plan.mending.filter(|_| !plan.lists),
        shows_edits: plan.shows_edits,
        passed_on: OnceLock::new(),
    };
    let progress = Progress::new(assignments.len(), began, shows_progress(plan, &found.candidates, console));
    let outcomes = examine_all(&assignments, &examiner, plan.running.threads, &progress);
    drop(progress);
    let gathering = Gathering {
        plan,
        console,
        examiner: &examiner,
        run: empty_run(policies.all()[of_project[home]].report_settings()),
        refusals: Vec::new(),
        passed: Vec::new(),
        diffs: Vec::new(),
        entries: entries::Entries::new(&of_project, &examiner, &plan.flags),
    };
    let unread: Vec<_> = unread.into_iter().map(|project| of_project[project]).collect();
    let Put { run, refusals, passed, diffs } = gathering.gather(found, &unread, &assignments, &used, outcomes);
    let passed_on = examiner.passed_on.into_inner();
    let gathered = Gathered { run, refusals, passed, baselines, diffs, passed_on };
    if plan.running.verbose {
        let files = gathered.run.files.iter().filter(|file| file.status != Status::Consulted).count();
        let files = files + gathered.run.skipped.total();
        let (walk, check) = (walked - began, walked.elapsed());
        console.note(&format!("{files} files found in {walk:.1?}, read and checked in {check:.1?}"));
    }
    Ok(gathered)
}

/// Whether people see how far the run is. Where they type the input it would be in their way.
fn shows_progress(plan: &Plan<'_>, candidates: &[Candidate], console: &Console) -> bool {
    let is_typed = || candidates.iter().any(|candidate| candidate.from == From::Stdin) && io::stdin().is_terminal();
    !plan.running.no_progress && console.shows_progress() && !is_typed()
}

/// What is wrong with the configuration of the place where the run began, and with options that are about rules: so that
/// all is told at once when other options are wrong too.
pub fn mistakes_here(plan: &Plan<'_>) -> Vec<Refusal> {
    let mut projects = Projects::new(&plan.flags);
    projects.project_of(&plan.flags.working_directory);
    let mut refusals = projects.take_refusals();
    let chosen = Chosen::of_all(&projects, &mut refusals);
    select(plan, &chosen, &mut refusals);
    refusals
}

fn select(plan: &Plan<'_>, chosen: &[Chosen<'_>], refusals: &mut Vec<Refusal>) -> Selection {
    let sets: Vec<_> = chosen.iter().map(|chosen| &chosen.rules).collect();
    Selection::new(&plan.choosing.rules.only, &plan.choosing.rules.skip, &sets, refusals)
}

/// A run without files.
pub fn empty_run(settings: report::Settings) -> Run {
    Run {
        tool: tool::tool(),
        settings,
        files: Vec::new(),
        skipped: Skipped::default(),
        errors: Vec::new(),
        rules: Vec::new(),
        fails_by_change: false,
    }
}

/// One mistake of a file that several configurations inherit from is one error.
fn each_once(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let mut each: Vec<Refusal> = Vec::new();
    for refusal in refusals {
        let is_framed = refusal.error.line.is_some();
        if !(is_framed && each.iter().any(|other| other.error == refusal.error)) {
            each.push(refusal);
        }
    }
    each
}

/// What applies to each candidate.
fn assign(candidates: &[Candidate], plan: &Plan<'_>, policies: &mut Policies<'_>) -> Vec<Assignment> {
    let assign = |candidate: &Candidate| {
        let path = match &candidate.from {
            From::File(path) => path,
            From::Stdin => Path::new(&candidate.path),
        };
        let path = || walk::absolute(&plan.flags.working_directory, path);
        Assignment { policy: policies.of_file(candidate.scope, path), candidate: candidate.clone() }
    };
    candidates.iter().map(assign).collect()
}

/// The policies that apply to a file of the run, or to the place where it began when there is none.
fn used(assignments: &[Assignment], home: usize) -> Vec<usize> {
    let mut used: Vec<_> = assignments.iter().map(|assignment| assignment.policy).collect();
    if used.is_empty() {
        used.push(home);
    }
    used.sort_unstable();
    used.dedup();
    used
}

/// The baseline of each policy that is used.
fn load_baselines(
    used: &[usize],
    policies: &[Policy<'_>],
    plan: &Plan<'_>,
    baselines: &mut Baselines,
) -> Result<Vec<Option<BaselineId>>, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut of_policies = vec![None; policies.len()];
    for policy in used.iter().map(|index| &policies[*index]) {
        let path = match &plan.baseline {
            BaselineChoice::Configured => policy.settings.baseline.as_ref().map(|path| &path.value),
            BaselineChoice::Only(path) | BaselineChoice::Blank(path) => Some(path),
            BaselineChoice::None => None,
        };
        let Some(path) = path else { continue };
        // A configuration's is absolute; people know it by its path from here.
        let path =
            if path.is_absolute() { walk::relative_to(&plan.flags.working_directory, path) } else { path.clone() };
        let settings = policy.report_settings();
        let is_blank = matches!(plan.baseline, BaselineChoice::Blank(_));
        of_policies[policy.index] =
            baselines.load(&path, is_blank, &plan.flags.working_directory, &settings, &mut refusals);
    }
    if refusals.is_empty() { Ok(of_policies) } else { Err(each_once(refusals)) }
}

/// A run that is put together.
struct Gathering<'g, 'r> {
    plan: &'g Plan<'g>,
    console: &'g Console,
    examiner: &'g Examiner<'r>,
    run: Run,
    refusals: Vec<Refusal>,
    passed: Vec<(String, String)>,
    diffs: Vec<Diff>,
    entries: entries::Entries<'g, 'r>,
}

/// A run that was put together.
struct Put {
    run: Run,
    refusals: Vec<Refusal>,
    passed: Vec<(String, String)>,
    diffs: Vec<Diff>,
}

impl Gathering<'_, '_> {
    fn gather(
        mut self,
        found: Found,
        unread: &[usize],
        assignments: &[Assignment],
        used: &[usize],
        outcomes: Vec<Outcome>,
    ) -> Put {
        self.run.rules = self.rules(used);
        for ((path, problem), policy) in found.problems.iter().zip(unread) {
            self.refusals.push(problems::of_path(path, problem));
            if problems::is_a_file(problem) {
                let policy = &self.examiner.policies[*policy];
                self.run.files.push(self.examiner.file_at(path, Path::new(path), policy, Status::Unreadable));
            }
        }
        for (path, pass) in found.passed {
            self.pass(path, pass.reason(), pass == Pass::TooDeep);
        }
        self.run.skipped.ignored = found.ignored;
        for (assignment, outcome) in assignments.iter().zip(outcomes) {
            self.take(assignment, outcome);
        }
        if !self.run.files.iter().any(|file| file.status.was_checked()) && self.refusals.is_empty() {
            self.refusals.extend(self.nothing_checked());
        }
        if !self.plan.lists {
            let about_entries = self.entries.files(&found.directories, &self.run.files);
            self.run.files.extend(about_entries);
            self.settle_baselines(&found.directories, used);
        }
        self.passed.sort();
        self.refusals.sort_by(|a, b| a.error.path.cmp(&b.error.path));
        self.run.errors = self.refusals.iter().map(|refusal| refusal.error.clone()).collect();
        self.run.sort();
        self.diffs.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        Put { run: self.run, refusals: self.refusals, passed: self.passed, diffs: self.diffs }
    }

    fn take(&mut self, assignment: &Assignment, outcome: Outcome) {
        let policy = &self.examiner.policies[assignment.policy];
        match outcome {
            Outcome::Checked(examined) => {
                let Examined { file, matched, diff, refusal } = *examined;
                self.diffs.extend(diff);
                self.refusals.extend(refusal);
                self.note_config(&file);
                self.entries.note(policy.project, &matched);
                self.run.files.push(file);
            }
            Outcome::Refused(file, refusal) => {
                self.run.files.push(*file);
                self.refusals.push(*refusal);
            }
            Outcome::Skipped(skip) => self.count(&assignment.candidate, skip, policy),
        }
    }

    fn note_config(&self, file: &report::File) {
        if self.plan.running.verbose && !self.plan.lists {
            let config = file.settings.config.as_deref().unwrap_or("none");
            self.console.note(&format!("{}: profile {}, config {config}", file.path, file.settings.profile));
        }
    }

    /// The rules that run for any of the files and whose findings are reported, each as the first of these files has it.
    fn rules(&self, used: &[usize]) -> Vec<report::Rule> {
        let mut rules = BTreeMap::new();
        for policy in used.iter().map(|policy| &self.examiner.policies[*policy]) {
            for rule in policy.chosen.rules.rules() {
                let rule = Effective::new(rule, &policy.settings);
                if rule.enabled.value && rule.rule.source != Source::Run && self.examiner.selection.has(&rule.rule.id) {
                    rules.entry(rule.rule.id.to_string()).or_insert_with(|| report_rule(&rule));
                }
            }
        }
        rules.into_values().collect()
    }

    /// Adds what there is to say about the baselines.
    fn settle_baselines(&mut self, walked: &[PathBuf], used: &[usize]) {
        let policies = || used.iter().map(|index| &self.examiner.policies[*index]);
        let mut files = Vec::new();
        for (id, baseline) in self.examiner.baselines.iter() {
            let own = || policies().filter(|policy| self.examiner.baseline_of[policy.index] == Some(id));
            // Files that an option leaves out may be gone or not.
            if !self.plan.flags.excludes() {
                baseline.settle(walked, |rule| own().any(|policy| self.examiner.runs(rule, policy)));
            }
            let severity = own().find_map(|policy| policy.severity_of(STALE));
            let report = severity.and_then(|severity| baseline.report(severity, self.examiner.least_severity));
            files.extend(report.map(|file| self.examiner.hosted(file)));
        }
        self.run.files.extend(files);
    }

    /// The error that nothing was checked, unless that is allowed.
    fn nothing_checked(&self) -> Option<Refusal> {
        let include = self.examiner.policies.first().map(|policy| &policy.settings.files.include.value.globs);
        let patterns = include.map_or(&[][..], |globs| globs.patterns());
        let nothing = problems::nothing_checked(self.run.skipped, patterns, self.plan.words.is_empty());
        if !self.plan.choosing.reading.allow_empty {
            return Some(nothing);
        }
        self.console.note(&nothing.error.message);
        None
    }

    fn count(&mut self, candidate: &Candidate, skip: Skip, policy: &Policy<'_>) {
        let reason = match skip {
            Skip::Unrecognized => {
                self.run.skipped.unrecognized += 1;
                "not an app-client request".to_owned()
            }
            Skip::TooLarge => {
                self.run.skipped.too_large += 1;
                format!("larger than {}", ByteSize(policy.settings.files.max_file_size.value))
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

fn report_rule(rule: &Effective<'_>) -> report::Rule {
    report::Rule {
        id: rule.rule.id.to_string(),
        severity: rule.plain_severity(),
        category: rule.rule.category,
        params: rule.parameter_values(),
        about: About::of(rule.rule),
    }
}
