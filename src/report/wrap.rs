//! Sentences in lines.

use unicode_width::UnicodeWidthStr;

use crate::untrusted;

/// `text`, which is ready to be printed, in lines of at most `width` columns that begin with `indent`.
///
/// A word that is longer stays whole, so that a URL can be copied. No line begins with `::`.
pub fn wrap(text: &str, indent: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = width;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let columns = word.width();
        match lines.last_mut() {
            Some(line) if used + 1 + columns <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + columns;
            }
            _ => {
                lines.push(format!("{indent}{}", untrusted::line(word)));
                used = indent.len() + columns;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, "  ", width), expected);
    }

    #[test]
    fn a_line_takes_as_many_words_as_fit() {
        check("one two three", 9, &["  one two", "  three"]);
        check("one two three", 15, &["  one two three"]);
        check("", 15, &[]);
    }

    #[test]
    fn a_long_word_stays_whole() {
        check("a https://shop.example/cb b", 10, &["  a", "  https://shop.example/cb", "  b"]);
    }

    #[test]
    fn columns_count_and_not_characters() {
        check("日本 語", 7, &["  日本", "  語"]);
    }

    #[test]
    fn no_line_begins_with_a_command() {
        check("ab ::error::x", 7, &["  ab", "  \\u{3a}:error::x"]);
    }
}
