//! Passwords in URLs: what stands between the first `:` and the last `@` of an authority.
//!
//! The reading is wide on purpose. It asks for no scheme, takes `\` for `/` as browsers do, and looks for a URL anywhere,
//! also inside the query of another: showing too little costs nothing, showing a password does.

use std::borrow::Cow;
use std::ops::Range;

use super::REDACTED;

/// How far an authority goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// `text` is one string, which may hold anything: an authority ends where RFC 3986 and browsers end it.
    Value,
    /// `text` is prose or source around URLs: blanks, quotes and backticks end an authority too.
    Prose,
}

/// The bytes of the passwords in `text`, in order; none is empty.
pub(super) fn passwords(text: &str, extent: Extent) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains('@') {
        return found;
    }
    let mut at = 0;
    while let Some(start) = authority_from(text, at) {
        let end = authority_end(text, start, extent);
        found.extend(password_of(text, start..end));
        at = end;
    }
    found
}

/// Where the next authority begins: after two slashes.
fn authority_from(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    let slashes = bytes.windows(2).position(|pair| pair.iter().all(|byte| matches!(byte, b'/' | b'\\')))?;
    // More slashes than two do not keep a browser from the host.
    let more = bytes[slashes..].iter().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    Some(at + slashes + more)
}

fn authority_end(text: &str, start: usize, extent: Extent) -> usize {
    let ends = |c: char| match c {
        '/' | '\\' | '?' | '#' => true,
        '"' | '\'' | '`' => extent == Extent::Prose,
        _ => extent == Extent::Prose && c.is_whitespace(),
    };
    text[start..].find(ends).map_or(text.len(), |length| start + length)
}

fn password_of(text: &str, authority: Range<usize>) -> Option<Range<usize>> {
    let end = authority.start + text[authority.clone()].rfind('@')?;
    let start = authority.start + text[authority.start..end].find(':')? + 1;
    (start < end).then_some(start..end)
}

/// A whole value, its passwords replaced.
pub fn mask_value(value: &str) -> Cow<'_, str> {
    mask(value, Extent::Value)
}

/// A text that may quote URLs, their passwords replaced.
pub fn mask_text(text: &str) -> Cow<'_, str> {
    mask(text, Extent::Prose)
}

fn mask(text: &str, extent: Extent) -> Cow<'_, str> {
    let passwords = passwords(text, extent);
    if passwords.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for password in passwords {
        out.push_str(&text[at..password.start]);
        out.push_str(REDACTED);
        at = password.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        assert_eq!(mask_value(value), expected);
    }

    #[test]
    fn a_password_is_replaced_and_the_user_stays() {
        check("https://user:pa55@shop.example/cb", "https://user:[redacted]@shop.example/cb");
        check("//u:p@h", "//u:[redacted]@h");
        check("postgres://u:p@h:5432/db?x#y", "postgres://u:[redacted]@h:5432/db?x#y");
    }

    #[test]
    fn the_last_at_sign_ends_it() {
        check("https://u:a@b:c@h/", "https://u:[redacted]@h/");
    }

    #[test]
    fn a_url_inside_another_counts() {
        check("https://h/?to=https://u:p@i/", "https://h/?to=https://u:[redacted]@i/");
        check("https://u:p@h/?to=https://v:q@i", "https://u:[redacted]@h/?to=https://v:[redacted]@i");
    }

    #[test]
    fn slashes_are_counted_as_browsers_do() {
        check(r"https:\\u:p@h", r"https:\\u:[redacted]@h");
        check("https:////u:p@h", "https:////u:[redacted]@h");
    }

    #[test]
    fn a_blank_belongs_to_the_password_of_a_value_only() {
        check("https://u:a b@h", "https://u:[redacted]@h");
        let text = "`http://localhost:80` is not `a@b`, `http://u:p@h` is.";
        assert_eq!(mask_text(text), "`http://localhost:80` is not `a@b`, `http://u:[redacted]@h` is.");
    }

    #[test]
    fn what_is_no_password_stays() {
        for value in
            ["https://user@h/", "https://user:@h/", "https://h:80/a@b", "u:p@h", "", "//", "a@b", "https://h?u:p@x"]
        {
            check(value, value);
        }
    }
}
