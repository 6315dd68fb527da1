//! Why nothing was fixed.

use std::collections::BTreeSet;
use std::fmt;

use super::MAX_PASSES;

/// Why the fixes of a file were not applied, none of them; with the rules that they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixError {
    /// They lead back to a text that was there before.
    Cycle {
        /// The rules whose fixes undo each other.
        rules: BTreeSet<String>,
    },
    /// There is something to fix after the last pass.
    NoEnd {
        /// The rules whose fixes come next.
        rules: BTreeSet<String>,
    },
    /// The text would be no JSON.
    Breaks {
        /// The rules whose fixes were applied.
        rules: BTreeSet<String>,
    },
    /// There would be an error that is not there now.
    NewError {
        /// The rules whose fixes lead to it.
        rules: BTreeSet<String>,
        /// The rule that has the error.
        error: String,
    },
}

impl fmt::Display for FixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle { rules } if rules.len() > 1 => write!(f, "the fixes of {} undo each other", listed(rules)),
            Self::Cycle { rules } => write!(f, "the fixes of {} lead back to where they began", listed(rules)),
            Self::NoEnd { rules } => {
                write!(f, "the fixes of {} have no end: more is to be fixed after {MAX_PASSES} passes", listed(rules))
            }
            Self::Breaks { rules } => write!(f, "the fixes of {} would leave no JSON", listed(rules)),
            Self::NewError { rules, error } => {
                let fixes = if rules.len() > 1 { "fixes" } else { "fix" };
                let leads = if rules.len() > 1 { "lead" } else { "leads" };
                write!(f, "the {fixes} of {} {leads} to an error of `{error}`", listed(rules))
            }
        }
    }
}

impl std::error::Error for FixError {}

/// `a`, `b` and `c`.
fn listed(rules: &BTreeSet<String>) -> String {
    let rules: Vec<_> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    match rules.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => rules.concat(),
    }
}
