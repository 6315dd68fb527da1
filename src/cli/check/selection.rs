//! `--only` and `--skip`: whose findings are reported.

use crate::baseline::STALE;
use crate::cli::refusal::Refusal;
use crate::expr::near_names;
use crate::lint::SYNTAX_ERROR;
use crate::rule::RuleSet;
use crate::rule::load::did_you_mean;

/// The ids of findings that no rule makes; they may be named, and are reported whatever is chosen.
const RESERVED: [&str; 2] = [SYNTAX_ERROR, STALE];

/// The rules whose findings are reported. Which rule speaks at a place is decided before, as if there were no such choice.
#[derive(Debug)]
pub struct Selection {
    only: Vec<String>,
    skip: Vec<String>,
}

impl Selection {
    /// The selection of the two options; ids that no rule has are noted.
    pub fn new(only: &[String], skip: &[String], rules: &RuleSet<'_>, refusals: &mut Vec<Refusal>) -> Self {
        let mut checked = |ids: &[String], option: &str| -> Vec<String> {
            let ids: Vec<_> = ids.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
            let unknown = ids.iter().filter(|id| rules.index_of(id).is_none() && !RESERVED.contains(&id.as_str()));
            refusals.extend(unknown.map(|id| unknown_rule(id, &format!("{option}: "), rules)));
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

/// No rule has this id.
pub fn unknown_rule(id: &str, before: &str, rules: &RuleSet<'_>) -> Refusal {
    let near = did_you_mean(&near_names(id, rules.ids()));
    let help = near.unwrap_or_else(|| "coglint rules lists them all".to_owned());
    Refusal::usage(format!("{before}unknown rule `{id}`")).help(help)
}
