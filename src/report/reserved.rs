//! What is reported beside the rules that were chosen: their ids are reserved, and nothing turns them off.

use crate::finding::Severity;
use crate::report::run::About;
use crate::rule::builtin::RULES;

/// Those that are no rule: id, summary, and the prose as a rule file has it.
const RESERVED: [(&str, &str, &str); 3] = [
    (
        "suppression-expired",
        "A suppression has expired",
        "why = '''The last day of an `[[ignore]]` entry is over, so what it suppressed is reported again. Mend the finding, or \
         look at the reason once more and give the entry another day.'''",
    ),
    (
        "suppression-unused",
        "A suppression suppresses nothing",
        "why = '''An `[[ignore]]` entry matches no finding of the files that were checked. It may be left over from something \
         that was mended; left where it is, it would hide the next finding of its kind. Take it out.'''",
    ),
    (
        "baseline-stale",
        "An entry of the baseline matches nothing",
        "why = '''The finding that an entry of the baseline stands for is gone. `coglint baseline prune` takes such entries \
         out, so that the finding does not come back unseen.'''",
    ),
];

/// What there is to say about the id of a finding that no chosen rule has made.
pub fn about(id: &str, severity: Severity) -> About {
    if let Some(rule) = RULES.iter().find(|rule| rule.id == id) {
        return About::of(rule);
    }
    let known = RESERVED.iter().find(|(reserved, ..)| *reserved == id);
    let (summary, text) = known.map_or((id.to_owned().into(), ""), |(_, summary, text)| ((*summary).into(), *text));
    About { group: "".into(), summary, severity, text: text.into() }
}
