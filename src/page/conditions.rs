//! The conditions of a rule, and the names and lists that they use.

use std::collections::BTreeSet;

use crate::rule::written::Written;

/// The conditions that decide whether the rule speaks and how bad that is.
pub fn deciding_conditions(written: &Written) -> Vec<&String> {
    let cases = written.places.iter().chain(&written.reasons).filter_map(|case| case.when.as_ref());
    let severities = written.severity.iter().chain(written.profile_severity.iter().flat_map(|(_, cases)| cases));
    cases.chain(&written.when).chain(severities.flatten()).collect()
}

/// These, and the conditions of sentences, fixes and silences.
pub fn all_conditions(written: &Written) -> Vec<&String> {
    let mut conditions = deciding_conditions(written);
    conditions.extend(written.message.iter().filter_map(|case| case.when.as_ref()));
    conditions.extend(written.fixes.iter().filter_map(|fix| fix.when.as_ref()));
    conditions.extend(written.fixes.iter().flat_map(|fix| &fix.steps).filter_map(|step| step.when.as_ref()));
    conditions.extend(written.silences.iter().flatten());
    conditions
}

/// The words of the conditions that may be names, and of the definitions of these; a list is `lists.NAME`.
pub fn used_names<'w>(conditions: Vec<&'w String>, names: &'w [(String, String)]) -> BTreeSet<String> {
    let mut left = conditions;
    let mut used = BTreeSet::new();
    while let Some(expression) = left.pop() {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        for word in expression.split(|c| !is_part(c)).filter(|word| !word.is_empty()) {
            let name = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
            let word = word.strip_prefix("lists.").map_or_else(|| name(word), |list| format!("lists.{}", name(list)));
            let definition = names.iter().find(|(name, _)| *name == word);
            if used.insert(word) {
                left.extend(definition.map(|(_, value)| value));
            }
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_the_names_in_it() {
        let names = [("a", "size(b) > 0"), ("b", "lists.known.filter(x, x != '')"), ("c", "b")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let condition = "a && uri.host == ''".to_owned();
        let used = used_names(vec![&condition], &names);
        assert!(["a", "b", "lists.known", "uri"].iter().all(|name| used.contains(*name)), "{used:?}");
        assert!(!used.contains("c"));
    }
}
