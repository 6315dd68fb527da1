//! Markdown as GitHub reads it: text that must not become markup, code, and tables.

use std::fmt::Write as _;

use crate::report::markdown_text;
use crate::untrusted::{Charset, inline};

/// Text as code within a line. Blanks and line breaks of an expression become one blank.
pub fn code(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    markdown_text::code(&text.join(" "))
}

/// A sentence whose names and values stand in backticks; what stands outside of them is no markup.
pub fn sentence(text: &str) -> String {
    let text = inline(text, Charset::Unicode);
    let mut out = String::with_capacity(text.len());
    let mut is_code = false;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let is_markup = match c {
            // A backtick without a partner opens nothing.
            '`' if is_code || after.contains('`') => {
                is_code = !is_code;
                false
            }
            '`' => true,
            _ if is_code => false,
            '\\' | '*' | '<' => true,
            // Inside of a word it is a letter.
            '_' => !(text[..at].ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)),
            ']' => after.starts_with('('),
            '#' => at == 0,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A block of code in a language.
pub fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// A table; cells are Markdown.
pub struct Table {
    rows: Vec<Vec<String>>,
    columns: usize,
}

impl Table {
    /// A table with that head.
    pub fn new<'h>(head: impl IntoIterator<Item = &'h str>) -> Self {
        let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
        let columns = head.len();
        let rule = vec!["---".to_owned(); columns];
        Self { rows: vec![head, rule], columns }
    }

    /// Adds a row; a `|` in a cell separates no cells, not even in code.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> =
            cells.into_iter().map(|cell| cell.trim().replace('|', "\\|").replace('\n', " ")).collect();
        cells.resize(self.columns, String::new());
        self.rows.push(cells);
    }

    /// The table as text, with a line break at its end.
    pub fn finish(self) -> String {
        let mut out = String::new();
        for (index, row) in self.rows.iter().enumerate() {
            let cells = row.join(if index == 1 { "|" } else { " | " });
            let _ = if index == 1 { writeln!(out, "|{cells}|") } else { writeln!(out, "| {cells} |") };
        }
        out
    }
}

/// Texts joined with commas, and `word` before the last.
pub fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// Where links to other pages lead.
#[derive(Clone, Copy)]
pub enum Links<'a> {
    /// To the files beside the page, which stands in `docs/rules/`.
    Files,
    /// To the address that is given for a rule; a rule without one is only named.
    Addresses(&'a dyn Fn(&str) -> Option<String>),
}

impl Links<'_> {
    /// A link to the page of a rule.
    pub fn to_rule(self, id: &str) -> String {
        let target = match self {
            Links::Files => Some(format!("{id}.md")),
            Links::Addresses(address) => address(id),
        };
        target.map_or_else(|| code(id), |target| format!("[{id}]({target})"))
    }

    /// A link to the page of all facts and functions.
    pub fn to_facts(self, words: &str) -> String {
        match self {
            Links::Files => format!("[{words}](../facts.md)"),
            Links::Addresses(_) => words.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_closed_by_its_own_backticks() {
        assert_eq!(code("a\n  && b"), "`a && b`");
        assert_eq!(code("'`' + name"), "``'`' + name``");
        assert_eq!(code("`x`"), "`` `x` ``");
    }

    #[test]
    fn text_outside_of_code_is_no_markup() {
        assert_eq!(sentence("`a*b` is <b>, not [c](d)"), "`a*b` is \\<b>, not [c\\](d)");
        assert_eq!(sentence("one ` alone"), "one \\` alone");
        assert_eq!(sentence("[one | two] of a_b and _c_"), "[one | two] of a_b and \\_c\\_");
    }

    #[test]
    fn a_bar_in_a_cell_separates_nothing() {
        let mut table = Table::new(["a", "b"]);
        table.row(["`x || y`".to_owned()]);
        assert_eq!(table.finish(), "| a | b |\n|---|---|\n| `x \\|\\| y` |  |\n");
    }
}
