//! JSON documents whose layout belongs to others: structs that serde knows, indented, with the escapes of
//! [`untrusted`](crate::untrusted).

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use crate::untrusted::push_json_fragment;

/// Writes `document`, with a line break at its end.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Escaping(PrettyFormatter::new()));
    document.serialize(&mut serializer)?;
    writeln!(out)
}

/// The indented layout, with more escapes than JSON asks for.
struct Escaping(PrettyFormatter<'static>);

/// Hands layout on to the formatter that knows it.
macro_rules! as_indented {
    ($($method:ident($($argument:ident: $ty:ty)?)),* $(,)?) => {
        $(fn $method<W: ?Sized + Write>(&mut self, out: &mut W $(, $argument: $ty)?) -> io::Result<()> {
            self.0.$method(out $(, $argument)?)
        })*
    };
}

impl Formatter for Escaping {
    as_indented!(
        begin_array(),
        end_array(),
        begin_array_value(first: bool),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first: bool),
        begin_object_value(),
        end_object_value(),
    );

    /// What stands between two escapes that JSON asks for, so that no command for CI is torn apart.
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'#') {
            return out.write_all(fragment.as_bytes());
        }
        let mut escaped = String::with_capacity(fragment.len() + 8);
        push_json_fragment(&mut escaped, fragment);
        out.write_all(escaped.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        let control = match escape {
            CharEscape::Quote => return out.write_all(b"\\\""),
            CharEscape::ReverseSolidus => return out.write_all(b"\\\\"),
            CharEscape::Solidus => b'/',
            CharEscape::Backspace => 0x08,
            CharEscape::FormFeed => 0x0c,
            CharEscape::LineFeed => b'\n',
            CharEscape::CarriageReturn => b'\r',
            CharEscape::Tab => b'\t',
            CharEscape::AsciiControl(control) => control,
        };
        write!(out, "\\u{control:04x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_escaped_like_a_string_of_the_json_report() {
        let text = "q\"b\\ \u{8}\u{c}\n\r\t\0\u{1b}\u{202e}\u{e0041}##[x] é\"##[\u{7f}";
        let mut out = Vec::new();
        write(&[text], &mut out).expect("memory can be written");
        let mut expected = String::from("[\n  ");
        crate::untrusted::push_json_string(&mut expected, text);
        assert_eq!(String::from_utf8_lossy(&out), expected + "\n]\n");
    }
}
