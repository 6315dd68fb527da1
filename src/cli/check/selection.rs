//! `--only` and `--skip`: whose findings are reported.

use crate::cli::refusal::Refusal;
use crate::expr::near_names;
use crate::finding::SYNTAX_ERROR;
use crate::rule::RuleSet;
use crate::rule::load::did_you_mean;

/// The rules whose findings are reported. Which rule speaks at a place is decided before, as if there were no such choice.
#[derive(Debug)]
pub struct Selection {
    only: Vec<String>,
    skip: Vec<String>,
}

impl Selection {
    /// The selection of the two options; ids that no rule of any of the sets has are noted.
    pub fn new(only: &[String], skip: &[String], sets: &[&RuleSet<'_>], refusals: &mut Vec<Refusal>) -> Self {
        let mut checked = |ids: &[String], option: &str| -> Vec<String> {
            let ids: Vec<_> = ids.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
            let is_known = |id: &str| sets.iter().any(|rules| rules.index_of(id).is_some());
            let unknown = ids.iter().filter(|id| !is_known(id) && *id != SYNTAX_ERROR);
            refusals.extend(
                unknown.map(|id| unknown_rule(id, &format!("{option}: "), sets, "coglint rules lists them all")),
            );
            ids
        };
        Self { only: checked(only, "--only"), skip: checked(skip, "--skip") }
    }

    /// Whether the rule was chosen.
    pub fn has(&self, rule: &str) -> bool {
        let is_in = |ids: &[String]| ids.iter().any(|id| id == rule);
        (self.only.is_empty() || is_in(&self.only)) && !is_in(&self.skip)
    }

    /// Whether findings of the rule are reported: those about a text that cannot be read always are.
    pub fn reports(&self, rule: &str) -> bool {
        rule == SYNTAX_ERROR || self.has(rule)
    }
}

/// No rule has this id. Where none has a similar one, `otherwise` helps.
pub fn unknown_rule(id: &str, before: &str, sets: &[&RuleSet<'_>], otherwise: &str) -> Refusal {
    let mut ids: Vec<_> = sets.iter().flat_map(|rules| rules.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    let near = did_you_mean(&near_names(id, ids));
    let help = near.unwrap_or_else(|| otherwise.to_owned());
    Refusal::usage(format!("{before}unknown rule `{id}`")).help(help)
}
