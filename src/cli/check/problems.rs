//! What keeps a run from a verdict, in words.

use crate::cli::arguments::COMMANDS;
use crate::cli::refusal::Refusal;
use crate::expr::near_names;
use crate::report::{ErrorKind, Skipped};
use crate::rule::load::did_you_mean;
use crate::walk::Problem;

/// The error about a path that cannot be read.
pub fn of_path(path: &str, problem: &Problem) -> Refusal {
    let refusal = |message: String| Refusal::input(path, message);
    match problem {
        Problem::Unreadable(reason) => refusal(format!("cannot read {path}: {reason}")),
        Problem::UnreadableDirectory(reason) => refusal(format!("cannot read the directory {path}: {reason}")),
        Problem::Missing => refusal(format!("cannot read {path}: no such file or directory")).help(meant(path)),
        Problem::Special => refusal(format!("cannot read {path}: it is a device or a socket"))
            .help("files, directories, pipes and - for standard input can be read".to_owned()),
        Problem::NoMatch => refusal(format!("cannot read {path}: no file matches the glob")),
        Problem::BadGlob(reason) => refusal(format!("cannot read {path}: it is no glob: {reason}")),
        Problem::NeverWalked => refusal(format!("cannot check {path}: directories of this name are never walked"))
            .help("name the files in it".to_owned()),
    }
}

/// Whether it is about one file, which reports then list as one that was not read.
pub const fn is_a_file(problem: &Problem) -> bool {
    matches!(problem, Problem::Unreadable(_) | Problem::Missing | Problem::Special)
}

/// What a word that is no path may have been meant as.
fn meant(word: &str) -> Option<String> {
    if word == "fix" {
        return Some("to apply fixes, run coglint check --fix".to_owned());
    }
    let near = near_names(word, COMMANDS);
    did_you_mean(&near).map(|help| help.replacen("did you mean", "did you mean the command", 1))
}

/// There was nothing to check.
pub fn nothing_checked(skipped: Skipped, include: &[String], list_is_empty: bool) -> Refusal {
    let refusal = |why: &str| Refusal::new(ErrorKind::NothingChecked, format!("nothing was checked: {why}"));
    if list_is_empty {
        return refusal("the list of --files-from is empty");
    }
    let sort = match include {
        [only] if only == "**/*.json" => "*.json ",
        _ => "",
    };
    let count = skipped.total();
    let files = if count == 1 { "file" } else { "files" };
    let found = format!("{count} {sort}{files} found");
    let why = match skipped {
        Skipped { unrecognized: 0, ignored: 0, too_large: 0 } => found,
        Skipped { ignored: 0, too_large: 0, .. } => format!("{found}, none is an app-client request"),
        Skipped { unrecognized, ignored, too_large } => {
            let parts = [(unrecognized, "not app-client requests"), (ignored, "ignored"), (too_large, "too large")];
            let parts = parts.into_iter().filter(|(count, _)| *count > 0);
            let parts: Vec<_> = parts.map(|(count, what)| format!("{count} {what}")).collect();
            format!("{found}: {}", parts.join(", "))
        }
    };
    refusal(&format!("{why} (see --list-files -v)"))
}
