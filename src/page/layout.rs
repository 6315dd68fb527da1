//! A JSON document laid out for people: what fits on a line stays on one, the rest is broken member by member.
//!
//! Names and values stay as they were written, with their escapes, the spelling of numbers, and names that are given twice.

use crate::json::{Document, Element, Kind};

/// How many characters a line may have.
const WIDTH: usize = 96;
const INDENT: usize = 2;

/// The document in lines. A text of several lines was laid out by its author and stays as it is.
pub fn laid_out(document: &Document<'_>) -> String {
    let text = document.text().trim();
    match document.root() {
        Some(root) if !text.contains('\n') => Layout { out: String::new() }.of(root),
        _ => text.to_owned(),
    }
}

struct Layout {
    out: String,
}

impl Layout {
    fn of(mut self, root: Element<'_>) -> String {
        // A request reads best with a member a line, however short it is.
        self.element(root, 0, 0, !root.is_empty());
        self.out
    }

    /// Writes a value that begins `taken` characters after the indentation `depth` of its line; the reader bounds its depth.
    fn element(&mut self, element: Element<'_>, depth: usize, taken: usize, must_break: bool) {
        let on_one_line = one_line(element);
        let is_leaf = !matches!(element.kind(), Kind::Object | Kind::Array) || element.is_empty();
        if is_leaf || (!must_break && depth * INDENT + taken + on_one_line.chars().count() < WIDTH) {
            self.out.push_str(&on_one_line);
            return;
        }
        let (open, close) = if element.is_object() { ('{', '}') } else { ('[', ']') };
        self.out.push(open);
        let mut is_first = true;
        for (name, value) in children(element) {
            self.out.push_str(if is_first { "\n" } else { ",\n" });
            is_first = false;
            self.indent(depth + 1);
            self.out.push_str(&name);
            self.element(value, depth + 1, name.chars().count(), false);
        }
        self.out.push('\n');
        self.indent(depth);
        self.out.push(close);
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n(' ', depth * INDENT));
    }
}

/// What a value holds, each with its name and colon as it is written; items have none.
fn children(element: Element<'_>) -> Vec<(String, Element<'_>)> {
    if !element.is_object() {
        return element.items().map(|item| (String::new(), item)).collect();
    }
    let text = element.document().text();
    let name = |span: crate::source::Span| text.get(span.range()).unwrap_or_default();
    element.members().map(|member| (format!("{}: ", name(member.name_span())), member.value)).collect()
}

fn one_line(element: Element<'_>) -> String {
    let (open, close) = match element.kind() {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        _ => return element.raw().to_owned(),
    };
    let children: Vec<String> =
        children(element).into_iter().map(|(name, value)| format!("{name}{}", one_line(value))).collect();
    format!("{open}{}{close}", children.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (document, errors) = parse(text);
        assert_eq!(errors, []);
        assert_eq!(laid_out(&document), expected);
        let again: serde_json::Value = serde_json::from_str(expected).expect("a layout is JSON");
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).expect("the text is JSON"));
    }

    #[test]
    fn a_member_a_line() {
        check(r#"{"a":1,"b":[1 ,2],"c":{}}"#, "{\n  \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": {}\n}");
    }

    #[test]
    fn spellings_and_copies_stay() {
        check(r#"{"a":1.0e1,"a":"\u00e9"}"#, "{\n  \"a\": 1.0e1,\n  \"a\": \"\\u00e9\"\n}");
    }

    #[test]
    fn a_long_list_is_broken() {
        let item = "x".repeat(60);
        let expected = format!("{{\n  \"a\": [\n    \"{item}\",\n    \"{item}\"\n  ]\n}}");
        check(&format!(r#"{{"a":["{item}","{item}"]}}"#), &expected);
    }

    #[test]
    fn what_its_author_laid_out_stays() {
        check("{\n \"a\":1\n}", "{\n \"a\":1\n}");
    }

    #[test]
    fn an_empty_document_is_a_line() {
        check("{}", "{}");
    }
}
