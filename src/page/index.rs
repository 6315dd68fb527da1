//! The index of all rules, by group.

use crate::rule::{Rule, RuleSet};

use super::fix::fix_in_words;
use super::markdown::{Table, code, sentence};
use super::severity::severities;

/// What the groups are about, in the order of the index. A group that is not here comes after them, under its own name.
const GROUPS: [(&str, &str, &str); 8] = [
    (
        "document",
        "The document as a whole",
        "JSON that means two things, values that nobody filled in, and what the service's model refuses.",
    ),
    ("client", "The client", "Its name, its secret, and members that lead nowhere."),
    ("auth-flows", "Ways to sign in", "Flows of the user pools API, and what they tell whoever guesses."),
    ("oauth", "OAuth", "Flows, scopes and identity providers of the sign-in pages and the token endpoint."),
    ("redirect", "Redirects", "Where codes and tokens are sent, and where people go who sign out."),
    ("tokens", "Tokens", "How long tokens live, whether they rotate, and whether they can be revoked."),
    ("attributes", "Attributes", "What a user's own token may read and change about the user."),
    ("run", "The run", "What was accepted or known, and is so no longer."),
];

/// The index of the rules of `set`, to stand in `rules/`.
pub fn index(set: &RuleSet<'_>) -> String {
    let mut groups: Vec<&str> = set.rules().iter().map(|rule| &*rule.group).collect();
    let rank = |group: &str| GROUPS.iter().position(|(name, ..)| *name == group).unwrap_or(GROUPS.len());
    groups.sort_by_key(|group| (rank(group), *group));
    groups.dedup();
    let mut out = "# Rules\n\n".to_owned();
    out.push_str(
        "Each rule is a file in the folder of its group, and has a page that says what it finds, why, and what to do. \
         [The rule format](../docs/rule-format.md) teaches how to write one; [the profiles](../docs/profiles.md) change some of \
         them. A severity with *or* depends on the request; *off* means that the rule speaks only when somebody turns it on.\n",
    );
    for group in groups {
        let (title, about) = GROUPS.get(rank(group)).map_or((group, ""), |(_, title, about)| (title, about));
        out.push_str(&format!("\n## {title}\n\n"));
        if !about.is_empty() {
            out.push_str(&format!("{about}\n\n"));
        }
        out.push_str(&table(set, group));
    }
    out
}

fn table(set: &RuleSet<'_>, group: &str) -> String {
    let mut rules: Vec<&Rule> = set.rules().iter().copied().filter(|rule| rule.group == group).collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let mut table = Table::new(["rule", "severity", "category", "fix", "finds"]);
    for rule in rules {
        let off = if rule.enabled { "" } else { ", off" };
        table.row([
            format!("[{}](../docs/rules/{}.md)", code(&rule.id), rule.id),
            format!("{}{off}", severities(&rule.severity)),
            rule.category.name().to_owned(),
            fix_in_words(rule).to_owned(),
            sentence(&rule.summary),
        ]);
    }
    table.finish()
}
