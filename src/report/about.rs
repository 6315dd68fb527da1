//! What a rule is about, for the formats that show it.

use crate::finding::Severity;
use crate::rule::Rule;
use crate::rule::definition::Text;

/// What a rule file says about its rule. Formats that show prose read it from the text, so that no other pays for it.
#[derive(Clone, Debug)]
pub struct About {
    /// The group that it belongs to, such as `redirect`.
    pub group: Text,
    /// What the rule finds, in a line.
    pub summary: Text,
    /// The severity when neither a condition nor a setting says another.
    pub severity: Severity,
    /// The rule file; see [`documentation::read`](crate::rule::documentation::read).
    pub text: Text,
}

impl About {
    /// What the file of `rule` says.
    pub fn of(rule: &Rule) -> Self {
        Self {
            group: rule.group.clone(),
            summary: rule.summary.clone(),
            severity: rule.severity.last().map_or(Severity::Info, |case| case.severity),
            text: rule.text.clone(),
        }
    }
}
