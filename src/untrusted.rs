//! Text from outside on its way to people: values, member names, paths, settings and rules of a user.
//!
//! A file under review may be hostile. Its text can move the cursor, recolor the terminal, reverse the reading order,
//! hide characters, or speak to a CI service, which takes certain lines of a log for commands. Everything passes
//! [`inline`] (or [`printed`], character by character) before it is shown, and [`push_json_string`] before it stands
//! in a JSON document. What must not be shown at all is the matter of [`secret`](crate::secret).
//!
//! ```
//! use coglint::untrusted::{Charset, inline};
//! assert_eq!(inline("\u{1b}[31m ##[error]", Charset::Unicode), r"\u{1b}[31m #\u{23}[error]");
//! assert_eq!(inline("café", Charset::Ascii), r"caf\u{e9}");
//! ```

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Which characters may be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// All of Unicode that is not refused.
    Unicode,
    /// Bytes below 0x80 only.
    Ascii,
}

/// The name of a report's source when it was read from standard input; the one path that is no path.
pub const STDIN: &str = "<stdin>";

/// How one character is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// As itself.
    Plain(char),
    /// As `\u{hex}`.
    Escaped(char),
}

impl Printed {
    /// Adds the character to `out` as it is printed.
    pub fn push_to(self, out: &mut String) {
        match self {
            Printed::Plain(c) => out.push(c),
            Printed::Escaped(_) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{self}");
            }
        }
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Printed::Plain(c) => f.write_char(c),
            Printed::Escaped(c) => write!(f, "\\u{{{:x}}}", u32::from(c)),
        }
    }
}

/// Whether `c` acts on a terminal or misleads a reader, and so is never printed as itself: controls (also C1), bidi
/// controls, line and paragraph separators, zero-width characters and tags.
pub const fn is_refused(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}'
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// How `c`, the character at `offset` of `text`, is printed there. The neighbors count: the second `#` of `##[`,
/// `##vso[` and `##teamcity[` is escaped, because CI services take these for commands anywhere in a line.
pub fn printed(text: &str, offset: usize, c: char, charset: Charset) -> Printed {
    let refused = is_refused(c)
        || (charset == Charset::Ascii && !c.is_ascii())
        || (c == '#' && offset.checked_sub(1).is_some_and(|before| starts_command(text, before)));
    if refused { Printed::Escaped(c) } else { Printed::Plain(c) }
}

/// Whether a command for a CI service begins at `offset`. Case is ignored, as some of them do.
fn starts_command(text: &str, offset: usize) -> bool {
    let Some(rest) = text.as_bytes().get(offset..).and_then(|bytes| bytes.strip_prefix(b"##")) else { return false };
    [&b"["[..], b"vso[", b"teamcity["]
        .iter()
        .any(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
}

/// `text` as it is printed inside a line.
///
/// `…`, which messages use for what was left out, is `...` in ASCII.
pub fn inline(text: &str, charset: Charset) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control() && byte != b'#') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (offset, c) in text.char_indices() {
        match printed(text, offset, c, charset) {
            Printed::Escaped('…') => out.push_str("..."),
            shown => shown.push_to(&mut out),
        }
    }
    Cow::Owned(out)
}

/// A line whose first text comes from outside: where it would begin, after blanks, with `::`, which GitHub takes for a
/// command, the first colon is escaped.
pub fn line(whole: &str) -> Cow<'_, str> {
    let text = whole.trim_start();
    let Some(rest) = text.strip_prefix("::") else { return Cow::Borrowed(whole) };
    let blanks = &whole[..whole.len() - text.len()];
    Cow::Owned(format!("{blanks}\\u{{3a}}:{rest}"))
}

/// A path as it is printed at the beginning of a line: one that begins with anything but a letter, a digit, `.`, `_`
/// or `/` is given as `./path`, so that it is neither a command for CI nor an option when somebody copies it.
pub fn path(path: &str, charset: Charset) -> Cow<'_, str> {
    let shown = inline(path, charset);
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/');
    if path == STDIN || path.chars().next().is_none_or(harmless) { shown } else { Cow::Owned(format!("./{shown}")) }
}

/// A path as text: bytes that are not UTF-8 become `\x{hh}`.
pub fn path_from_bytes(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(path) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{{{byte:02x}}}");
        }
    }
    Cow::Owned(out)
}

/// Longest value, in characters, that a message quotes in full.
const LONGEST_QUOTED: usize = 120;
/// How many characters of a longer value are kept at its beginning.
const KEPT_FIRST: usize = 80;
/// How many characters of a longer value are kept at its end.
const KEPT_LAST: usize = 20;

/// A value as a message quotes it: of more than 120 characters the first 80, `…`, the last 20 and how many there are.
pub fn shorten(value: &str) -> Cow<'_, str> {
    if value.len() <= LONGEST_QUOTED {
        return Cow::Borrowed(value);
    }
    let count = value.chars().count();
    if count <= LONGEST_QUOTED {
        return Cow::Borrowed(value);
    }
    let first = value.char_indices().nth(KEPT_FIRST).map_or(value, |(end, _)| &value[..end]);
    let last = value.char_indices().nth_back(KEPT_LAST - 1).map_or(value, |(start, _)| &value[start..]);
    Cow::Owned(format!("{first}…{last} ({count} characters)"))
}

/// Adds `text` as a JSON string, quotes included.
///
/// The text is kept exactly; what [`printed`] would refuse is written as `\uXXXX`, and so is the first `#` of a
/// command for CI, since JSON reports end up in logs too.
pub fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    push_json_fragment(out, text);
    out.push('"');
}

/// Adds `text` as a part of a JSON string, with nothing around it.
pub fn push_json_fragment(out: &mut String, text: &str) {
    for (offset, c) in text.char_indices() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '#' if starts_command(text, offset) => push_json_escape(out, c),
            _ if is_refused(c) => push_json_escape(out, c),
            _ => out.push(c),
        }
    }
}

fn push_json_escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(inline(text, Charset::Unicode), expected, "{text:?}");
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        check("a\u{1b}[31mb", r"a\u{1b}[31mb");
        check("\u{1b}]8;;x\u{7}", r"\u{1b}]8;;x\u{7}");
        check("\0\t\r\n\u{7f}\u{80}\u{9f}", r"\u{0}\u{9}\u{d}\u{a}\u{7f}\u{80}\u{9f}");
    }

    #[test]
    fn what_misleads_a_reader_is_escaped() {
        check(
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}",
            r"\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}",
        );
        check(
            "\u{2028}\u{2029}\u{ad}\u{200b}\u{200d}\u{2060}\u{2064}\u{feff}",
            r"\u{2028}\u{2029}\u{ad}\u{200b}\u{200d}\u{2060}\u{2064}\u{feff}",
        );
        check("\u{e0000}\u{e0041}\u{e007f}", r"\u{e0000}\u{e0041}\u{e007f}");
    }

    #[test]
    fn ordinary_text_of_any_script_stays() {
        for text in ["", "plain", "naïve café", "日本語 😀", "\u{a0}", "e\u{301}", "\u{2065}\u{206a}", "a # b ## c"]
        {
            check(text, text);
        }
    }

    #[test]
    fn a_ci_command_loses_its_second_hash() {
        check("##[error]x", r"#\u{23}[error]x");
        check("a ##vso[task]", r"a #\u{23}vso[task]");
        check("##VSO[task]", r"#\u{23}VSO[task]");
        check("##teamcity[x]", r"#\u{23}teamcity[x]");
        check("###[x]", r"##\u{23}[x]");
        check("##[##[", r"#\u{23}[#\u{23}[");
        check("##vso", "##vso");
        check("# #[", "# #[");
    }

    #[test]
    fn ascii_escapes_the_rest() {
        assert_eq!(inline("é😀…", Charset::Ascii), r"\u{e9}\u{1f600}...");
    }

    #[test]
    fn a_line_never_begins_with_two_colons() {
        assert_eq!(line("::error::x"), r"\u{3a}:error::x");
        assert_eq!(line(" \u{a0}::x"), " \u{a0}\\u{3a}:x");
        assert_eq!(line(":x"), ":x");
        assert_eq!(line("a::b"), "a::b");
    }

    #[test]
    fn a_path_that_begins_strangely_gets_a_dot() {
        for (given, expected) in [
            ("a/b.json", "a/b.json"),
            ("::error title=x::y/bad.json", "./::error title=x::y/bad.json"),
            ("-rf.json", "./-rf.json"),
            (" x", "./ x"),
            ("_x", "_x"),
            ("../x", "../x"),
            ("/x", "/x"),
            ("é", "é"),
            ("\u{1b}x", r"./\u{1b}x"),
            ("<stdin>", "<stdin>"),
            ("<other>", "./<other>"),
        ] {
            assert_eq!(path(given, Charset::Unicode), expected);
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_named() {
        assert_eq!(path_from_bytes(b"a\xffb\xc3"), r"a\x{ff}b\x{c3}");
        assert_eq!(path_from_bytes("é".as_bytes()), "é");
    }

    #[test]
    fn a_long_value_is_cut_in_the_middle() {
        assert_eq!(shorten(&"é".repeat(120)), "é".repeat(120));
        let long = format!("{}{}", "a".repeat(101), "b".repeat(20));
        assert_eq!(shorten(&long), format!("{}…{} (121 characters)", "a".repeat(80), "b".repeat(20)));
    }

    #[test]
    fn json_keeps_the_text_and_shows_no_control() {
        let text = "q\"b\\ \u{1b}\u{202e}\u{e0041}##[x] é\n";
        let mut out = String::new();
        push_json_string(&mut out, text);
        assert_eq!(out, r#""q\"b\\ \u001b\u202e\udb40\udc41\u0023#[x] é\u000a""#);
        assert_eq!(serde_json::from_str::<String>(&out).ok().as_deref(), Some(text));
    }
}
