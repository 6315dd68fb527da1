//! The lines around a finding as the page shows them.

use crate::report::window::Window;

/// Columns of a line number, so that all lines of a page are aligned alike; longer numbers take more.
const NUMBER_COLUMNS: usize = 4;

/// One line of the source, ready to be printed; `before`, `marked` and `after` together are all of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'w> {
    /// Its number, with blanks before and after it.
    pub number: String,
    /// What is not marked, or stands before the mark.
    pub before: &'w str,
    /// What is marked; `None` in lines without a mark, empty where nothing can be marked.
    pub marked: Option<&'w str>,
    /// What stands after the mark.
    pub after: &'w str,
}

/// The lines of `window`.
pub fn lines(window: &Window) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    window.text.lines().zip(window.first_line..).map(move |(line, number)| {
        let range = start..start + line.len();
        start = range.end + 1;
        let mark = &window.mark;
        let has_mark = range.start <= mark.start && mark.end <= range.end;
        let (before, rest) = if has_mark { line.split_at(mark.start - range.start) } else { (line, "") };
        let (marked, after) = rest.split_at(if has_mark { mark.len() } else { 0 });
        Line { number: format!("{number:>NUMBER_COLUMNS$} "), before, marked: has_mark.then_some(marked), after }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mark: std::ops::Range<usize>, expected: &[(&str, &str, Option<&str>, &str)]) {
        let window = Window { text: text.into(), first_line: 9, mark };
        let lines: Vec<_> = lines(&window).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(number, before, marked, after)| Line { number: number.into(), before, marked, after })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn the_mark_stands_in_one_line() {
        check(
            "ab\ncde\nf\n",
            4..5,
            &[("   9 ", "ab", None, ""), ("  10 ", "c", Some("d"), "e"), ("  11 ", "f", None, "")],
        );
    }

    #[test]
    fn nothing_may_be_marked() {
        check("ab\n\n", 3..3, &[("   9 ", "ab", None, ""), ("  10 ", "", Some(""), "")]);
        check("ab\nc\n", 2..2, &[("   9 ", "ab", Some(""), ""), ("  10 ", "c", None, "")]);
    }
}
