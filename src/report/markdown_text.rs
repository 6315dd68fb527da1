//! Markdown as GitHub reads it, of text that must not become markup.

use crate::untrusted::{self, Charset};

/// `text` as code within a line.
pub fn code(text: &str) -> String {
    let text = untrusted::inline(text, Charset::Unicode);
    let fence = "`".repeat(longest_fence(&text) + 1);
    // One blank at both ends is taken away, and a backtick there would belong to the fence.
    let needs_room = |end: Option<char>| end.is_none_or(|c| c == '`' || c == ' ');
    let room = if needs_room(text.chars().next()) || needs_room(text.chars().next_back()) { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}

/// `lines`, each ready to be printed, as a block of code.
pub fn block(lines: &str) -> String {
    let fence = "`".repeat(longest_fence(lines).max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", lines.trim_end())
}

/// The longest row of backticks: code ends at as many as it began with.
fn longest_fence(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A message, whose values stand in backticks: they become code, and the words between them what they are.
///
/// Where a value may hold backticks itself (`is_quoted` is false), so that nobody can tell where it ends, and where GitHub
/// would make a link or a formula of a word, all of it is code.
pub fn message(text: &str, is_quoted: bool) -> String {
    let parts: Vec<_> = text.split('`').collect();
    let (words, is_balanced) = (parts.iter().step_by(2), parts.len() % 2 == 1);
    let has_empty_code = parts.iter().skip(1).step_by(2).any(|value| value.is_empty());
    if !is_quoted || !is_balanced || has_empty_code || words.into_iter().any(|words| is_lively(words)) {
        return code(text);
    }
    let mut out = String::with_capacity(text.len());
    for (number, part) in parts.iter().enumerate() {
        if number % 2 == 1 { out.push_str(&code(part)) } else { push_words(part, &mut out) }
    }
    out
}

/// Whether GitHub finds a link, a mention, a reference or a formula in `words`, for which no escape helps.
fn is_lively(words: &str) -> bool {
    words.contains(['@', '#', '$']) || words.contains("://") || words.to_ascii_lowercase().contains("www.")
}

fn push_words(words: &str, out: &mut String) {
    for c in untrusted::inline(words, Charset::Unicode).chars() {
        if matches!(c, '\\' | '*' | '_' | '~' | '[' | ']' | '<' | '>' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// `text`, which is Markdown, as a cell of a table: there a `|` ends the cell even in code.
pub fn cell(text: &str) -> String {
    text.replace('|', r"\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_has() {
        for (text, expected) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            (" a ", "`  a  `"),
            ("", "`  `"),
            ("\u{1b}", r"`\u{1b}`"),
        ] {
            assert_eq!(code(text), expected, "{text:?}");
        }
        assert_eq!(block("a\n```\nb\n"), "````text\na\n```\nb\n````\n");
    }

    #[test]
    fn values_of_a_message_are_code_and_its_words_are_words() {
        for (text, expected) in [
            ("`a_b` is *not* [::1].", r"`a_b` is \*not\* \[::1\]."),
            ("a <b>&amp;", r"a \<b\>\&amp;"),
            ("\u{202e}`\u{202e}`", r"\\u{202e}`\u{202e}`"),
            ("one ` two", "``one ` two``"),
            ("`` is empty", "``` `` is empty ```"),
            ("ask @root", "`ask @root`"),
            ("at http://x", "`at http://x`"),
            ("at WWW.x", "`at WWW.x`"),
            ("costs $1", "`costs $1`"),
        ] {
            assert_eq!(message(text, true), expected, "{text:?}");
        }
        assert_eq!(message("`a` <b> `c`", false), "`` `a` <b> `c` ``");
    }
}
