//! What applies to one document, kept from one check to the next.
//!
//! What a configuration gives borrows from itself: settings from its texts, rules from its rule files, linters from both.
//! A [`Room`] is a thread whose stack holds all of that for one document; questions are sent to it, and the server waits
//! for each answer. So a room that cannot be opened any more, because its configuration broke, leaves the old one as it is,
//! and to forget one is to let its thread end.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;

use super::options::Options;
use crate::cli::baselines::Baselines;
use crate::cli::calendar::today_or;
use crate::cli::check::examine::{Assignment, Desk, Examiner, Outcome};
use crate::cli::check::selection::Selection;
use crate::cli::guard::{Internal, guarded};
use crate::cli::policies::{Chosen, Policies, Policy};
use crate::cli::projects::Projects;
use crate::cli::refusal::Refusal;
use crate::finding::{Finding, Severity};
use crate::json;
use crate::report::{ErrorKind, File, Status};
use crate::secret;
use crate::settings::Effective;
use crate::walk::{self, Candidate, From};

type Question = Box<dyn FnOnce(&mut Resident<'_>) + Send>;

/// The thread that knows what applies to a document.
#[derive(Debug)]
pub struct Room {
    questions: Sender<Question>,
    /// The files that it was made from.
    pub sources: Sources,
}

/// The files that settings come from, as absolute paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The configuration of the document.
    pub config: Option<PathBuf>,
    /// All files that were read: configurations, rule files, the baseline.
    pub files: Vec<PathBuf>,
    /// Directories of rule files.
    pub directories: Vec<PathBuf>,
}

impl Sources {
    /// Whether a change of the file at `path` may change what applies.
    pub fn concern(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file == path) || self.directories.iter().any(|at| path.starts_with(at))
    }
}

/// A finding as it may be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The finding, without its secrets.
    pub finding: Finding,
    /// By which services and baselines know it again.
    pub identity: String,
}

/// What came out of a check.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What is reported.
    pub findings: Vec<Shown>,
    /// Whether the text is a request; `None` when it is no JSON.
    pub recognized: Option<bool>,
}

impl Room {
    /// The room of the document at `path`, an absolute one.
    ///
    /// # Errors
    /// Everything that is wrong with its configuration, its rule files and its baseline.
    pub fn open(options: &Arc<Options>, path: &Path) -> Result<Self, Vec<Refusal>> {
        let (questions, asked) = mpsc::channel();
        let (opened, opening) = mpsc::channel();
        let (options, path) = (Arc::clone(options), path.to_owned());
        let spawned = thread::Builder::new().name("document".to_owned()).spawn(move || {
            let living = guarded(|| live(&options, &path, &opened, &asked));
            // Where opening went wrong inside the program nobody was told yet.
            if let Err(internal) = living {
                let _ = opened.send(Err(vec![internal.refusal(None)]));
            }
        });
        let no_thread = |reason: String| vec![Refusal::new(ErrorKind::Internal, format!("cannot begin: {reason}"))];
        spawned.map_err(|error| no_thread(walk::reason(&error)))?;
        let sources = opening.recv().unwrap_or_else(|_| Err(no_thread("the thread ended".to_owned())))?;
        Ok(Self { questions, sources })
    }

    /// The answer to `question`.
    ///
    /// # Errors
    /// When the program made a mistake while it answered; the room goes on.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Resident<'_>) -> T + Send + 'static,
    ) -> Result<T, Internal> {
        let (answered, answer) = mpsc::channel();
        let asked = Box::new(move |resident: &mut Resident<'_>| {
            let result = guarded(|| question(resident));
            if result.is_err() {
                resident.clear_desk();
            }
            let _ = answered.send(result);
        });
        // A thread that takes questions ends only when nobody can ask any more.
        let _ = self.questions.send(asked);
        answer.recv().unwrap_or_else(|_| Err(Internal::default()))
    }
}

/// What lives in a room.
pub struct Resident<'r> {
    examiner: Examiner<'r>,
    desk: Desk<'r>,
    policy: &'r Policy<'r>,
    path: PathBuf,
}

/// Opens the room, says how that went, and answers until nobody asks any more.
fn live(
    options: &Options,
    path: &Path,
    opened: &Sender<Result<Sources, Vec<Refusal>>>,
    questions: &Receiver<Question>,
) {
    let flags = options.flags(&mut Vec::new());
    let mut projects = Projects::new(&flags);
    let project = projects.project_of_file(path);
    let mut refusals = projects.take_refusals();
    let chosen = Chosen::of_all(&projects, &mut refusals);
    let mut policies = Policies::new(&projects, &chosen);
    let policy = policies.of_file(project, || path.to_owned());
    let policy = &policies.all()[policy];
    let mut baselines = Baselines::default();
    let baseline = policy.settings.baseline.as_ref().and_then(|baseline| {
        let shown = walk::relative_to(&flags.working_directory, &baseline.value);
        baselines.load(&shown, false, &flags.working_directory, &policy.report_settings(), &mut refusals)
    });
    if !refusals.is_empty() {
        let _ = opened.send(Err(refusals));
        return;
    }
    let _ = opened.send(Ok(sources(policy, &flags.working_directory)));
    let selection = Selection::new(&[], &[], &[], &mut refusals);
    let examiner = Examiner {
        policies: policies.all(),
        selection: &selection,
        accepted: None,
        skip_unrecognized: false,
        least_severity: Severity::Info,
        working_directory: &flags.working_directory,
        hosts: None,
        baselines: &baselines,
        baseline_of: &[baseline],
        today: None,
        asks_rules: true,
        mending: None,
        // Every quick fix is an edit.
        shows_edits: true,
        passed_on: OnceLock::new(),
    };
    let mut resident = Resident { desk: examiner.desk(), examiner, policy, path: path.to_owned() };
    for question in questions {
        question(&mut resident);
    }
}

fn sources(policy: &Policy<'_>, working_directory: &Path) -> Sources {
    let project = policy.chosen.project();
    let absolute = |path: &str| walk::absolute(working_directory, Path::new(path));
    let layers = project.layers.iter().map(|layer| absolute(&layer.source.path));
    let rule_files = project.rule_files.files.iter().map(|file| absolute(&file.path));
    let baseline = policy.settings.baseline.as_ref().map(|baseline| baseline.value.clone());
    Sources {
        config: project.config.as_deref().map(absolute),
        files: layers.chain(rule_files).chain(baseline).collect(),
        directories: policy.settings.rule_dirs.iter().map(|directory| directory.value.clone()).collect(),
    }
}

impl<'r> Resident<'r> {
    /// What applies to the document.
    pub const fn policy(&self) -> &'r Policy<'r> {
        self.policy
    }

    /// All rules as they apply.
    pub fn rules(&self) -> impl Iterator<Item = Effective<'r>> {
        let policy = self.policy;
        policy.chosen.rules.rules().iter().map(|rule| Effective::new(rule, &policy.settings))
    }

    /// Examines `text` as the command line examines a file: one that does not parse counts as a request when the last
    /// text that did was one, and without such a text when it mentions what only requests have.
    pub fn check(&mut self, text: &str, recognized: Option<bool>) -> Judgement {
        let nothing = |recognized| Judgement { findings: Vec::new(), recognized };
        if text.len() as u64 > self.policy.settings.files.max_file_size.value {
            return nothing(None);
        }
        match self.examine(text, recognized == Some(true)) {
            Outcome::Checked(examined) if examined.file.status == Status::Checked => {
                Judgement { findings: shown(&examined.file), recognized: Some(true) }
            }
            Outcome::Checked(_) if recognized == Some(false) => nothing(None),
            Outcome::Checked(examined) => Judgement { findings: shown(&examined.file), recognized: None },
            Outcome::Skipped(_) | Outcome::Refused(..) => {
                let (_, errors) = json::parse(text);
                nothing(errors.is_empty().then_some(false))
            }
        }
    }

    /// The file with what is found in `text`, secrets and all; `None` when that is no request.
    pub fn file(&mut self, text: &str) -> Option<File> {
        match self.examine(text, true) {
            Outcome::Checked(examined) if examined.file.status == Status::Checked => Some(examined.file),
            _ => None,
        }
    }

    fn examine(&mut self, text: &str, explicit: bool) -> Outcome {
        // A session may last for days.
        self.examiner.today = Some(today_or(None));
        let path = walk::relative_to(self.examiner.working_directory, &self.path);
        let candidate = Candidate { path: walk::shown(&path), from: From::File(path), explicit, scope: 0 };
        let assignment = Assignment { candidate, policy: self.policy.index };
        self.examiner.examine_bytes(&assignment, text.as_bytes(), &mut self.desk)
    }

    fn clear_desk(&mut self) {
        self.desk = self.examiner.desk();
    }
}

fn shown(file: &File) -> Vec<Shown> {
    let identities = file.identities(&file.identity_path).findings;
    let conceal = |finding| secret::conceal(finding, &file.source.hidden, &file.source.secrets).into_owned();
    let mut shown: Vec<_> = file
        .findings
        .iter()
        .zip(identities)
        .map(|(finding, identity)| Shown { finding: conceal(finding), identity })
        .collect();
    shown.sort_by(|a, b| a.finding.in_document_order(&b.finding));
    shown
}
