//! A text with its fixes applied.

use super::room::Resident;
use crate::finding::{Edit, Finding, Safety};
use crate::source::Span;

/// How often fixes are looked for anew in what others left.
const MOST_PASSES: usize = 10;

/// The text after all fixes that are taken, one pass after the other until none is left; `None` when nothing changes, and
/// when it does not come to rest.
pub fn fix_all(resident: &mut Resident<'_>, text: &str, recognized: Option<bool>, unsafe_too: bool) -> Option<String> {
    let mut fixed = text.to_owned();
    for _ in 0..MOST_PASSES {
        let findings = resident.check(&fixed, recognized).findings;
        let taken = taken(findings.iter().map(|shown| &shown.finding), unsafe_too);
        if taken.is_empty() {
            return (fixed != text).then_some(fixed);
        }
        for edit in taken.iter().rev() {
            fixed.replace_range(edit.span.range(), &edit.text);
        }
    }
    None
}

/// The edits of one pass, in the order of the text; of those that touch each other the first.
fn taken<'f>(findings: impl Iterator<Item = &'f Finding>, unsafe_too: bool) -> Vec<&'f Edit> {
    let fixes = findings.filter_map(|finding| finding.fix.as_ref());
    let fixes = fixes.filter(|fix| unsafe_too || fix.safety == Safety::Safe);
    let mut taken: Vec<&Edit> = Vec::new();
    for edits in fixes.filter_map(|fix| fix.edits.as_ref()) {
        let touches = |edit: &Edit| taken.iter().any(|other| touch(edit.span, other.span));
        if !edits.iter().any(touches) {
            taken.extend(edits);
        }
    }
    taken.sort_by_key(|edit| edit.span);
    taken
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// The smallest replacement that makes `after` of `before`.
pub fn difference(before: &str, after: &str) -> Edit {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let start: usize =
        before.chars().zip(after.chars()).take_while(same).map(|(character, _)| character.len_utf8()).sum();
    let (rest, other) = (&before[start..], &after[start..]);
    let end: usize =
        rest.chars().rev().zip(other.chars().rev()).take_while(same).map(|(character, _)| character.len_utf8()).sum();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Edit { span: Span::new(offset(start), offset(before.len() - end)), text: other[..other.len() - end].to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, span: (u32, u32), text: &str) {
        let expected = Edit { span: Span::new(span.0, span.1), text: text.to_owned() };
        assert_eq!(difference(before, after), expected, "{before:?} {after:?}");
    }

    #[test]
    fn only_what_differs_is_replaced() {
        check("abcd", "abXd", (2, 3), "X");
        check("aa", "aaa", (2, 2), "a");
        check("aé😀", "aè😀", (1, 3), "è");
        check("", "x", (0, 0), "x");
    }
}
