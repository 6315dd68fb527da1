//! One file mended: its fixes are applied, and the new text is written, passed on or shown.

use std::fs;
use std::io;
use std::path::Path;

use bumpalo::Bump;

use super::examine::{Examined, Examiner, Original, source_of};
use crate::cli::refusal::Refusal;
use crate::cli::sink::{Sink, cannot_write};
use crate::finding::{Finding, Safety};
use crate::fix::{self, Errors, Judged, Mended};
use crate::json::{Document, parse};
use crate::lint::{Checked, Linter};
use crate::report::{Diff, ErrorKind, Fixed};
use crate::request::kind;
use crate::walk::From;

/// What is done about findings that have a fix.
#[derive(Clone, Copy, Debug)]
pub struct Mending {
    /// Which fixes are applied: the safe ones, or these and the unsafe ones.
    pub most: Safety,
    /// Whether the new text takes the place of the old one, or only the difference is shown.
    pub writes: bool,
}

impl Mending {
    fn has_fix(self, findings: &[Finding]) -> bool {
        let mut fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
        fixes.any(|fix| fix.safety == Safety::Safe || self.most == Safety::Unsafe)
    }
}

/// Mends the file of `original`, in which `found` was found, and judges it as it is then.
pub fn mend<'r>(
    mending: Mending,
    examiner: &Examiner<'r>,
    original: &Original<'_>,
    linter: &Linter<'r>,
    found: Checked,
) -> Examined {
    let judging = Judging { examiner, original, linter };
    let errors = Errors::among(&found.findings);
    let mut done = judging.judge(original.document, found);
    if mending.has_fix(&done.file.findings) {
        done = judging.mended(mending, done, errors);
    }
    if let Some(baseline) = examiner.baseline_of(original.policy) {
        baseline.settle_file(&done.file, |rule| examiner.runs(rule, original.policy));
    }
    done
}

/// Judges the texts that fixes lead to.
struct Judging<'a, 'r> {
    examiner: &'a Examiner<'r>,
    original: &'a Original<'a>,
    linter: &'a Linter<'r>,
}

impl Judging<'_, '_> {
    fn judge(&self, document: &Document<'_>, found: Checked) -> Examined {
        let Original { candidate, policy, .. } = *self.original;
        let mut examined = self.examiner.judge(candidate, policy, document, found);
        if let Some(baseline) = self.examiner.baseline_of(policy) {
            baseline.peek(&mut examined.file);
        }
        examined
    }

    fn check(&self, document: &Document<'_>) -> Checked {
        // A fix may take the wrapper of an answer away.
        let form = document.root().map_or(self.original.form, kind::form);
        self.linter.check(document, form, &Bump::new())
    }

    fn mended(&self, mending: Mending, examined: Examined, errors: Errors) -> Examined {
        let Original { candidate, policy, document, .. } = *self.original;
        let first = Judged { findings: examined.file.findings.clone(), errors };
        let again = |document: &Document<'_>| {
            let found = self.check(document);
            let errors = Errors::among(&found.findings);
            Judged { findings: self.judge(document, found).file.findings, errors }
        };
        let mended = match fix::fix(document, &first, mending.most, again) {
            Ok(Some(mended)) => mended,
            Ok(None) => return examined,
            Err(error) => {
                let message = format!("cannot fix {}: {error}; nothing in it was changed", candidate.path);
                let refusal = Refusal::new(ErrorKind::Output, message).about(&candidate.path);
                return Examined { refusal: Some(refusal), ..examined };
            }
        };
        let (new, _) = parse(&mended.text);
        if !mending.writes {
            let diff = Diff::new(candidate.path.clone(), source_of(document, policy), source_of(&new, policy));
            return Examined { diff: Some(diff), ..examined };
        }
        match self.write(&mended) {
            Ok(()) => {
                let mut after = self.judge(&new, self.check(&new));
                after.file.fixed = Some(Fixed { before: examined.file.source, findings: mended.findings });
                after
            }
            Err(refusal) => Examined { refusal: Some(refusal), ..examined },
        }
    }

    fn write(&self, mended: &Mended) -> Result<(), Refusal> {
        match &self.original.candidate.from {
            From::Stdin => {
                self.examiner.passed_on.get_or_init(|| mended.text.clone().into_bytes());
                Ok(())
            }
            From::File(path) => {
                let shown = &self.original.candidate.path;
                replace(path, self.original.document.text(), &mended.text).map_err(|error| cannot_write(shown, &error))
            }
        }
    }
}

/// Puts `new` in the place of the file at `path`, which still holds `old`.
fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    // What is written meanwhile by others must not be lost.
    let is_unchanged = || {
        let is_the_same = fs::read(path)? == old.as_bytes();
        is_the_same.then_some(()).ok_or_else(|| io::Error::other("it was changed by someone else meanwhile"))
    };
    is_unchanged()?;
    Sink::opened(path)?.replace(new.as_bytes(), is_unchanged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_as_it_is() {
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        let path = directory.path().join("a.json");
        fs::write(&path, "theirs").expect("it can be written");
        let error = replace(&path, "read", "new").expect_err("it is another text");
        assert_eq!(error.to_string(), "it was changed by someone else meanwhile");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "theirs");
        replace(&path, "theirs", "new").expect("it is the same text");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert_eq!(fs::read_dir(directory.path()).expect("it is there").count(), 1);
    }

    #[test]
    fn a_change_at_the_last_moment_counts() {
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        let path = directory.path().join("a.json");
        fs::write(&path, "old").expect("it can be written");
        let changed = || Err(io::Error::other("changed"));
        let sink = Sink::opened(&path).expect("it can be opened");
        sink.replace(b"new", changed).expect_err("it was changed");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "old");
        assert_eq!(fs::read_dir(directory.path()).expect("it is there").count(), 1);
    }
}
