//! Hidden strings wherever else they are written.

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::REDACTED;

/// Strings that are looked for in texts all at once, however many they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Sought(Matcher);

#[derive(Clone, Debug, Default)]
enum Matcher {
    #[default]
    Nothing,
    Strings(AhoCorasick),
    /// There are more strings than can be told apart, so no text is shown.
    Everything,
}

impl Sought {
    /// Looks for `strings`, none of which is empty.
    pub(super) fn new(strings: &[String]) -> Self {
        if strings.is_empty() {
            return Self::default();
        }
        // Of the kinds the one that is made in the least time: most files have one secret, and a few messages.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let built = AhoCorasick::builder().kind(kind).match_kind(MatchKind::Standard).build(strings);
        Self(built.map_or(Matcher::Everything, Matcher::Strings))
    }

    /// `text` with what was looked for replaced: strings that overlap in it as one.
    pub(super) fn redact<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        let strings = match &self.0 {
            Matcher::Nothing => return text,
            Matcher::Everything => return Cow::Borrowed(REDACTED),
            Matcher::Strings(strings) => strings,
        };
        let found = joined(strings.find_overlapping_iter(&*text).map(|found| found.range()));
        if found.is_empty() {
            return text;
        }
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        for range in found {
            shown.push_str(&text[at..range.start]);
            shown.push_str(REDACTED);
            at = range.end;
        }
        shown.push_str(&text[at..]);
        Cow::Owned(shown)
    }
}

/// The ranges, which come by their ends, without overlaps and in order.
fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mut range in ranges {
        while let Some(last) = joined.pop_if(|last| range.start < last.end) {
            range.start = range.start.min(last.start);
        }
        joined.push(range);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(strings: &[&str], text: &str, expected: &str) {
        let strings: Vec<_> = strings.iter().map(ToString::to_string).collect();
        assert_eq!(Sought::new(&strings).redact(Cow::Borrowed(text)), expected, "{strings:?} in {text}");
    }

    #[test]
    fn every_occurrence_is_replaced() {
        check(&["abc", "xyz"], "abc, abcabc and xyz", "[redacted], [redacted][redacted] and [redacted]");
        check(&["gefängnis"], "im gefängnis!", "im [redacted]!");
    }

    #[test]
    fn strings_that_overlap_are_replaced_as_one() {
        check(&["abcd", "cdef"], "-abcdef-", "-[redacted]-");
        check(&["bc", "abcde"], "-abcde-", "-[redacted]-");
        check(&["ab", "bc", "cd", "de", "xabcdey"], "xabcdey abcde", "[redacted] [redacted]");
        check(&["bc", "de", "abcdef"], "abcdef", "[redacted]");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        check(&["abc"], "ab c", "ab c");
        check(&[], "abc", "abc");
    }
}
