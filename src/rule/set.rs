//! All rules of a run, in the order in which they are asked.

use std::collections::BTreeMap;

use super::definition::{Reach, Rule};
use super::load::LoadErrorKind;

/// The rules of a run.
///
/// A rule stands after those that silence it and those that it asks about; among the others the general order decides, then
/// the id.
#[derive(Clone, Debug)]
pub struct RuleSet<'r> {
    rules: Vec<&'r Rule>,
    /// The ids, sorted, and where their rules stand.
    by_id: Vec<(&'r str, usize)>,
}

/// A mistake that shows only when all rules are known.
#[derive(Clone, Debug)]
pub struct SetError {
    /// The rule that is wrong.
    pub rule: String,
    /// What is wrong: an unknown rule, a circle, an id that exists.
    pub kind: LoadErrorKind,
}

impl<'r> RuleSet<'r> {
    /// The set of the built-in `rules` and a user's `own`.
    ///
    /// # Errors
    /// Every id that exists twice, every name of a rule that does not exist, and rules that wait for each other.
    pub fn new(built_in: &'r [Rule], own: &'r [Rule]) -> Result<Self, Vec<SetError>> {
        let mut errors = Vec::new();
        let mut known: BTreeMap<&str, &Rule> = BTreeMap::new();
        for (rule, is_built_in) in built_in.iter().map(|rule| (rule, true)).chain(own.iter().map(|rule| (rule, false)))
        {
            if let Some(earlier) = known.insert(&rule.id, rule) {
                let is_ours = is_built_in || built_in.iter().any(|rule| rule.id == earlier.id);
                let other = if is_ours { "a built-in rule" } else { "a rule of another of your files" };
                let kind = LoadErrorKind::DuplicateId { id: rule.id.to_string(), other: other.to_owned() };
                errors.push(SetError { rule: rule.id.to_string(), kind });
            }
        }
        for rule in known.values() {
            for name in named(rule).filter(|name| !known.contains_key(name)) {
                let kind = LoadErrorKind::unknown("rule", name, known.keys().copied());
                errors.push(SetError { rule: rule.id.to_string(), kind });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let rules = in_order(&known).map_err(|circle| {
            let first = circle.first().cloned().unwrap_or_default();
            vec![SetError { rule: first, kind: LoadErrorKind::Cycle(circle) }]
        })?;
        Ok(Self::ordered(rules))
    }

    /// The set of the built-in rules alone, which the build has checked and put into this order: most runs have no other,
    /// and a run on one file should not spend its time with them.
    pub fn built_in(rules: &'r [Rule]) -> Self {
        Self::ordered(rules.iter().collect())
    }

    fn ordered(rules: Vec<&'r Rule>) -> Self {
        let mut by_id: Vec<_> = rules.iter().enumerate().map(|(index, rule)| (&*rule.id, index)).collect();
        by_id.sort_unstable();
        Self { rules, by_id }
    }

    /// The rules in order.
    pub fn rules(&self) -> &[&'r Rule] {
        &self.rules
    }

    /// The place in the order of the rule with that id.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&id, |(id, _)| id).ok()?;
        Some(self.by_id[at].1)
    }

    /// The ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &'r str> + '_ {
        self.by_id.iter().map(|(id, _)| *id)
    }
}

/// The rules that a rule names.
fn named(rule: &Rule) -> impl Iterator<Item = &str> {
    let silenced = rule.silences.iter().flat_map(|silence| match &silence.reach {
        Reach::Place(rules) | Reach::Document(rules) => rules.iter().map(|id| &**id),
    });
    silenced.chain(rule.asks_about.iter().map(|id| &**id))
}

/// The rules so that each stands after those it waits for; a circle is given back as the ids in it.
fn in_order<'r>(known: &BTreeMap<&'r str, &'r Rule>) -> Result<Vec<&'r Rule>, Vec<String>> {
    let mut waits: BTreeMap<&str, Vec<&str>> = known.keys().map(|id| (*id, Vec::new())).collect();
    for rule in known.values() {
        for asked in rule.asks_about.iter() {
            waits.entry(&rule.id).or_default().push(asked);
        }
        for silence in rule.silences.iter() {
            let Reach::Place(silenced) = &silence.reach else { continue };
            for id in silenced.iter() {
                waits.entry(id).or_default().push(&rule.id);
            }
        }
    }
    let mut left: Vec<&Rule> = known.values().copied().collect();
    left.sort_by_key(|rule| (rule.precedence, rule.id.clone()));
    let mut ordered: Vec<&Rule> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |rule: &&Rule| waits[&*rule.id].iter().all(|id| ordered.iter().any(|done| done.id == *id));
        let Some(next) = left.iter().position(is_ready) else {
            return Err(left.iter().map(|rule| rule.id.to_string()).collect());
        };
        ordered.push(left.remove(next));
    }
    Ok(ordered)
}
