//! XML as reports write it: the document around the elements, and text from outside in it.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use crate::untrusted::{self, Charset};

/// What elements are written to.
pub type Elements<'o> = Writer<&'o mut dyn Write>;

/// Writes a document, whose one element `root` writes.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_document(out: &mut dyn Write, root: impl FnOnce(&mut Elements<'_>) -> io::Result<()>) -> io::Result<()> {
    let mut elements = Writer::new_with_indent(out, b' ', 2);
    elements.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    root(&mut elements)?;
    writeln!(elements.into_inner())
}

/// Text from outside as it stands in an attribute or an element, where what has a meaning in XML is escaped once more. A
/// document is UTF-8 whatever a terminal can show.
pub fn text(text: &str) -> Cow<'_, str> {
    let shown = untrusted::inline(text, Charset::Unicode);
    if !shown.contains(is_forbidden) {
        return shown;
    }
    let escaped = shown.chars().map(|c| if is_forbidden(c) { c.escape_unicode().to_string() } else { c.into() });
    Cow::Owned(escaped.collect())
}

/// What no XML document may hold, not even as a reference, and is no control: the last two of the first plane
/// (XML 1.0, 2.2).
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_only_what_xml_may_hold() {
        assert_eq!(text("a\u{0}\u{fffe}\u{ffff}\u{1fffe}é<&"), "a\\u{0}\\u{fffe}\\u{ffff}\u{1fffe}é<&");
    }
}
