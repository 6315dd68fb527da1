//! Edits after edits, as edits of the first text.

use crate::finding::Edit;
use crate::source::Span;

/// Edits of a text, in order and apart from each other.
#[derive(Clone, Debug, Default)]
pub struct Composed {
    /// The edits.
    pub edits: Vec<Edit>,
}

impl Composed {
    /// Adds an edit of the text that the edits so far lead to. Those that it overlaps or touches become one with it.
    pub fn add(&mut self, edit: &Edit) {
        let (start, end) = (i64::from(edit.span.start), i64::from(edit.span.end));
        let mut shift = 0;
        let mut first = 0;
        // Where the edits before the new one leave the text moved to.
        for known in &self.edits {
            if after(known, shift).1 >= start {
                break;
            }
            shift += growth(known);
            first += 1;
        }
        let mut joined = Edit { span: Span::new(offset(start - shift), 0), text: String::new() };
        let mut last = first;
        let mut tail = String::new();
        for known in &self.edits[first..] {
            let (known_start, known_end) = after(known, shift);
            if known_start > end {
                break;
            }
            let text = &known.text;
            if known_start <= start {
                joined.span.start = known.span.start;
                joined.text.push_str(text.get(..index(start - known_start)).unwrap_or(text));
            }
            if known_end >= end {
                tail.push_str(text.get(index(end - known_start)..).unwrap_or_default());
            }
            shift += growth(known);
            last += 1;
            joined.span.end = offset(end.max(known_end) - shift);
        }
        if last == first {
            joined.span.end = offset(end - shift);
        }
        joined.text.push_str(&edit.text);
        joined.text.push_str(&tail);
        self.edits.splice(first..last, [joined]);
    }
}

/// The bytes of an edit's text, where the edits before it moved it by `shift`.
fn after(edit: &Edit, shift: i64) -> (i64, i64) {
    let start = i64::from(edit.span.start) + shift;
    (start, start + length(edit))
}

fn growth(edit: &Edit) -> i64 {
    length(edit) - i64::from(edit.span.len())
}

fn length(edit: &Edit) -> i64 {
    i64::try_from(edit.text.len()).unwrap_or(i64::MAX)
}

fn offset(at: i64) -> u32 {
    u32::try_from(at).unwrap_or_default()
}

fn index(at: i64) -> usize {
    usize::try_from(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patch::apply;

    fn edit((start, end, text): (u32, u32, &str)) -> Edit {
        Edit { span: Span::new(start, end), text: text.to_owned() }
    }

    /// Both lists of edits, one after the other, are the same as one.
    #[track_caller]
    fn check(edits: &[(u32, u32, &str)], expected: &str) {
        let text = "0123456789";
        let mut composed = Composed::default();
        let mut stepwise = text.to_owned();
        for one in edits {
            composed.add(&edit(*one));
            stepwise = apply(&stepwise, &[edit(*one)]);
        }
        assert_eq!(stepwise, expected, "{edits:?}");
        assert_eq!(apply(text, &composed.edits), expected, "{edits:?} as {composed:?}");
        let apart = composed.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(apart, "{composed:?}");
    }

    #[test]
    fn edits_apart_stay_apart() {
        check(&[(8, 9, "xyz"), (2, 3, "")], "0134567xyz9");
        check(&[(2, 3, ""), (7, 8, "xyz")], "0134567xyz9");
    }

    #[test]
    fn an_edit_inside_an_earlier_one_changes_its_text() {
        check(&[(2, 4, "abcdef"), (4, 6, "X")], "01abXef456789");
        check(&[(2, 4, "abcdef"), (2, 8, "")], "01456789");
    }

    #[test]
    fn an_edit_over_earlier_ones_swallows_them() {
        check(&[(6, 7, "bb"), (2, 3, "aa"), (1, 10, "-")], "0-89");
        check(&[(2, 3, "aaaa"), (4, 8, "-")], "01aa-56789");
        check(&[(4, 8, ""), (2, 6, "-")], "01-");
    }

    #[test]
    fn edits_that_touch_become_one() {
        check(&[(2, 4, "ab"), (4, 5, "c")], "01abc56789");
        check(&[(4, 5, "c"), (2, 4, "ab")], "01abc56789");
        check(&[(3, 3, "a"), (3, 3, "b"), (5, 5, "c")], "012bac3456789");
    }
}
