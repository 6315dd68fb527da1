//! What fixes changed or would change in a run, made known: diffs, the document from standard input, and the verdict.

use std::io::{self, Write};

use super::Gathered;
use super::mending::Mending;
use crate::cli::arguments::Fixing;
use crate::cli::console::{Console, Written};
use crate::cli::output::cannot_write_stdout;
use crate::finding::Safety;
use crate::report::Appearance;

/// What the options ask to be done about findings.
pub fn mending(options: &Fixing) -> Option<Mending> {
    let most = if options.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    (options.fix || options.diff).then_some(Mending { most, writes: options.fix })
}

/// Prints diffs, or the document that came from standard input, and lets the run fail where a change is asked to.
pub fn publish(gathered: &mut Gathered, options: &Fixing, console: &Console) {
    if options.unsafe_fixes && !(options.fix || options.diff) {
        console.note("--unsafe-fixes does nothing without --fix or --diff");
    }
    if options.exit_non_zero_on_fix && !options.fix {
        console.note("--exit-non-zero-on-fix does nothing without --fix");
    }
    let mut inexact = Vec::new();
    let written = console.print(|appearance, out| {
        if let Some(document) = &gathered.passed_on {
            out.write_all(document)?;
        }
        inexact = diffs(gathered, appearance, out)?;
        Ok(())
    });
    if let Written::Failed(error) = written {
        let refusal = cannot_write_stdout(&error);
        gathered.run.errors.push(refusal.error.clone());
        gathered.refusals.push(refusal);
    }
    for path in inexact {
        console.note(&format!("the diff of {path} cannot be applied: not all that is in it is shown as it is"));
    }
    let has_fixed = gathered.run.files.iter().any(|file| file.fixed.is_some());
    let fails_if_fixed = options.exit_non_zero_on_fix && has_fixed;
    gathered.run.fails_by_change = !gathered.diffs.is_empty() || fails_if_fixed;
    if fails_if_fixed {
        console.note("a file was changed, and --exit-non-zero-on-fix was given");
    }
}

/// Writes the diffs, and gives the paths of those that are not exact.
fn diffs(gathered: &Gathered, appearance: &Appearance, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let mut inexact = Vec::new();
    for diff in &gathered.diffs {
        if !diff.write(appearance, out)? {
            inexact.push(diff.path.clone());
        }
    }
    Ok(inexact)
}
