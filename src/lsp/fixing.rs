//! What a text becomes when everything is fixed that may be, and the edit that makes it so.

use super::room::Resident;
use crate::finding::{Edit, Safety};
use crate::fix::{self, Errors, Judged};
use crate::json;
use crate::source::Span;

/// The text after all fixes that are taken, as `--fix` leaves a file; `None` when nothing changes, and when fixes lead
/// nowhere.
pub fn fix_all(resident: &mut Resident<'_>, text: &str, most: Safety) -> Option<String> {
    let first = judged(resident, text)?;
    let (document, _) = json::parse(text);
    let judge = |document: &json::Document<'_>| judged(resident, document.text()).unwrap_or_default();
    let mended = fix::fix(&document, &first, most, judge).ok().flatten();
    mended.map(|mended| mended.text)
}

/// What is found in a request; `None` when the text is none.
fn judged(resident: &mut Resident<'_>, text: &str) -> Option<Judged> {
    let file = resident.file(text)?;
    // What is accepted is not fixed, and is an error all the same.
    let suppressed = file.suppressed.iter().map(|suppressed| &suppressed.finding);
    let all: Vec<_> =
        file.findings.iter().chain(&file.hidden).chain(&file.baselined).chain(suppressed).cloned().collect();
    Some(Judged { errors: Errors::among(&all), findings: file.findings })
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
