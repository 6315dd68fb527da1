//! Secrets in a text that is no JSON.
//!
//! There are no members to go by, only words, so the reading is wide: any quotes or none, `:` or `=` or neither, names
//! and values with a quote missing, JSON inside a JSON string. What is hidden too much in a broken file is no loss.

use std::borrow::Cow;
use std::ops::Range;

use super::Names;

/// The bytes after the names of secret members that hold their values: each string to its end or to the end of the line,
/// and what stands there without quotes to the next comma, bracket or end of line.
pub(super) fn after_secret_names(text: &str, names: &Names) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(|c: char| is_quote(c) || is_word(c))) {
        let start = at + offset;
        let Some(word_end) = secret_name_end(text, start, names) else {
            at = word_end_or_quote(text, start);
            continue;
        };
        let value = Value { text, at: word_end };
        at = value.hide(&mut found).max(word_end);
    }
    found
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

/// Part of a name without quotes; a backslash begins an escape in it.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '\\')
}

/// Where to look on after something at `start` that is no secret's name: inside the quotes, behind the word.
fn word_end_or_quote(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    if rest.starts_with(is_quote) { start + 1 } else { start + rest.find(|c| !is_word(c)).unwrap_or(rest.len()) }
}

/// The end of the secret member's name that begins at `start`: a string in quotes, or a word.
fn secret_name_end(text: &str, start: usize, names: &Names) -> Option<usize> {
    let rest = &text[start..];
    let quote = rest.chars().next().filter(|&c| is_quote(c));
    let (name, length) = if let Some(quote) = quote {
        let content = &rest[1..=string_length(&rest[1..], quote)];
        (content, 1 + content.len())
    } else {
        let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
        (word, word.len())
    };
    names.is_secret(&unescape(name)).then_some(start + length)
}

/// A name may be written with escapes, and what stands inside another string has a backslash at its end.
fn unescape(name: &str) -> Cow<'_, str> {
    if !name.contains('\\') {
        return Cow::Borrowed(name);
    }
    let name = name.trim_matches('\\');
    serde_json::from_str(&format!("\"{name}\"")).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// How many bytes the string has whose opening quote stands before `text`: to the quote that ends it, or to the end of
/// the line.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    text.find(|c: char| {
        let ends = matches!(c, '\n' | '\r') || (c == quote && !escaped);
        escaped = c == '\\' && !escaped;
        ends
    })
    .unwrap_or(text.len())
}

/// What stands after the name of a secret member.
struct Value<'t> {
    text: &'t str,
    at: usize,
}

impl Value<'_> {
    /// Adds what must be hidden to `found`; where to go on.
    fn hide(mut self, found: &mut Vec<Range<usize>>) -> usize {
        let separated = self.skip_separator();
        let first = self.text[self.at..].trim_start_matches('\\').chars().next();
        match first {
            Some(quote) if is_quote(quote) => self.hide_string(quote, found),
            Some('[' | '{') if separated => self.hide_strings(found),
            _ if separated => self.hide_word(found),
            _ => {}
        }
        self.at
    }

    /// Goes to where the value begins, and whether `:` or `=` stands before it. Without one, a name in quotes still has
    /// its closing quote ahead.
    fn skip_separator(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let separator = rest.trim_start_matches(|c: char| is_quote(c) || c == '\\' || c.is_whitespace());
        let separated = separator.starts_with([':', '=']);
        if separated {
            self.at += rest.len() - separator.len();
            self.skip(|c| matches!(c, ':' | '=' | '>') || c.is_whitespace());
        } else {
            self.skip(|c| c == '\\');
            self.at += usize::from(self.text[self.at..].starts_with(is_quote));
            self.skip(char::is_whitespace);
        }
        separated
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.find(|c| !skipped(c)).unwrap_or(rest.len());
    }

    fn hide_string(&mut self, quote: char, found: &mut Vec<Range<usize>>) {
        self.skip(|c| c == '\\');
        let start = self.at + quote.len_utf8();
        self.at = start + string_length(&self.text[start..], quote);
        found.push(start..self.at);
    }

    /// The strings of an array or object, to the bracket that ends it.
    fn hide_strings(&mut self, found: &mut Vec<Range<usize>>) {
        let mut depth = 0_usize;
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '"' | '\'' => self.hide_string(c, found),
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let rest = &self.text[self.at..];
            self.at += rest.chars().next().map_or(0, char::len_utf8);
            if depth == 0 {
                break;
            }
        }
    }

    fn hide_word(&mut self, found: &mut Vec<Range<usize>>) {
        let rest = &self.text[self.at..];
        let word = &rest[..rest.find([',', ']', '}', '\n', '\r']).unwrap_or(rest.len())];
        let end = self.at + word.trim_end().len();
        found.push(self.at..end);
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::{Hidden, REDACTED};

    /// `text` with what is hidden replaced.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let hidden = Hidden::in_text(text, &Names::new(["my key"]));
        let mut shown = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(range) = hidden.around(at) {
                shown.push_str(REDACTED);
                at = range.end;
            } else {
                shown.push(c);
                at += c.len_utf8();
            }
        }
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_string_after_the_name_is_hidden_to_its_end() {
        check(r#"{"ClientSecret": "s3cr3t", "a": "b""#, r#"{"ClientSecret": "[redacted]", "a": "b""#);
        check(r#"{"client_secret":"a\"b","c":"#, r#"{"client_secret":"[redacted]","c":"#);
    }

    #[test]
    fn or_to_the_end_of_the_line() {
        check("{\"ClientSecret\": \"s3cr3t,\n \"a\": 1}", "{\"ClientSecret\": \"[redacted]\n \"a\": 1}");
        check("{\"ClientSecret\": \"s3cr3t,\r \"a\": 1}", "{\"ClientSecret\": \"[redacted]\r \"a\": 1}");
        check("{\"ClientSecret\": \"s3cr3t", "{\"ClientSecret\": \"[redacted]");
    }

    #[test]
    fn quotes_and_separators_may_be_wrong_or_missing() {
        check("{'ClientSecret': 's3cr3t',", "{'ClientSecret': '[redacted]',");
        check("{ClientSecret: \"s3cr3t\"}", "{ClientSecret: \"[redacted]\"}");
        check("{\"ClientSecret\" \"s3cr3t\"}", "{\"ClientSecret\" \"[redacted]\"}");
        check("{\"ClientSecret\" = \"s3cr3t\"}", "{\"ClientSecret\" = \"[redacted]\"}");
        check("{\"ClientSecret: \"s3cr3t\"}", "{\"ClientSecret: \"[redacted]\"}");
        check("{\"ClientSecret\": s3cr3t\"}", "{\"ClientSecret\": [redacted]}");
        check("{\"ClientSecret\": s3cr3t, 1", "{\"ClientSecret\": [redacted], 1");
        check("{\"ClientSecret\n\": \"s3cr3t\"", "{\"ClientSecret\n\": \"[redacted]\"");
    }

    #[test]
    fn everything_in_brackets_is_hidden() {
        check(
            r#"{"ClientSecret": ["a", {"b": "c"}], "d": "e",,"#,
            r#"{"ClientSecret": ["[redacted]", {"[redacted]": "[redacted]"}], "d": "e",,"#,
        );
    }

    #[test]
    fn a_name_may_be_escaped_or_listed() {
        check(r#"{"Client\u0053ecret": "s3cr3t",,"#, r#"{"Client\u0053ecret": "[redacted]",,"#);
        check(r#"{"My Key": "s3cr3t",,"#, r#"{"My Key": "[redacted]",,"#);
    }

    #[test]
    fn json_inside_a_string_counts() {
        check(r#"{"a": "{\"ClientSecret\":\"s3cr3t\"}",,"#, r#"{"a": "{\"ClientSecret\":\"[redacted]",,"#);
    }

    #[test]
    fn other_strings_stay() {
        for text in
            [r#"["ClientSecret", "x",,"#, r#"{"ClientId": "ClientSecret", "x": "y",,"#, "'", "\\", "", "ClientSecret"]
        {
            check(text, text);
        }
    }

    #[test]
    fn a_password_in_a_url_is_hidden() {
        check(r#"["https://u:p4ss@h/","#, r#"["https://u:[redacted]@h/","#);
    }
}
