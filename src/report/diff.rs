//! What fixes would change in a file, as a unified diff.
//!
//! Secrets are replaced and what acts on a terminal is escaped, as everywhere; a diff with such lines says so, because it
//! cannot be applied.

use std::io::{self, Write};
use std::ops::Range;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::appearance::Appearance;
use super::color::{Style, paint};
use super::run::Source;
use crate::secret::REDACTED;
use crate::source::BOM;
use crate::untrusted::{self, Charset};

/// How many lines are shown before and after what changes.
const CONTEXT: usize = 3;

/// The difference of two texts.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The path as given.
    pub path: String,
    before: Source,
    after: Source,
}

impl Diff {
    /// What leads from `before` to `after`, which differ.
    pub const fn new(path: String, before: Source, after: Source) -> Self {
        Self { path, before, after }
    }

    /// Writes it, and says whether it is exact: every line as it is in the file.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, appearance: &Appearance, out: &mut dyn Write) -> io::Result<bool> {
        let (before, after) = (Lines::of(&self.before), Lines::of(&self.after));
        let path = untrusted::path(&self.path, Charset::Unicode);
        writeln!(out, "{}", paint(Style::Headline, format_args!("--- {path}"), appearance))?;
        writeln!(out, "{}", paint(Style::Headline, format_args!("+++ {path}"), appearance))?;
        let operations = capture_diff_slices(Algorithm::Myers, &before.texts(), &after.texts());
        let mut writer = Writer { before, after, appearance, out, is_exact: true };
        for group in group_diff_ops(operations, CONTEXT) {
            writer.hunk(&group)?;
        }
        Ok(writer.is_exact)
    }
}

/// The lines of a text, each with its end.
struct Lines<'s> {
    source: &'s Source,
    ranges: Vec<Range<usize>>,
}

impl<'s> Lines<'s> {
    /// Lines as programs that apply diffs have them: each ends in a line feed, but for the last perhaps.
    fn of(source: &'s Source) -> Self {
        let mut at = 0;
        let range = |line: &str| {
            let start = at;
            at += line.len();
            start..at
        };
        Self { source, ranges: source.text.split_inclusive('\n').map(range).collect() }
    }

    fn texts(&self) -> Vec<&'s str> {
        self.ranges.iter().map(|range| &self.source.text[range.clone()]).collect()
    }

    /// A line as it may be shown, without its line feed.
    fn shown(&self, index: usize) -> Shown {
        let Some(range) = self.ranges.get(index).cloned() else { return Shown::default() };
        let whole = &self.source.text[range.clone()];
        let (text, has_end) = whole.strip_suffix('\n').map_or((whole, false), |text| (text, true));
        let mut shown = Shown { has_end, is_exact: true, ..Shown::default() };
        let (text, carriage_return) = text.strip_suffix('\r').map_or((text, ""), |text| (text, "\r"));
        let end = range.start + text.len();
        let mut at = range.start;
        let mut plain = String::new();
        while at < end {
            if let Some(hidden) = self.source.hidden.around(at) {
                plain.push_str(REDACTED);
                shown.is_exact = false;
                at = hidden.end.max(at + 1);
                continue;
            }
            let Some(character) = self.source.text[at..].chars().next() else { break };
            plain.push(character);
            at += character.len_utf8();
        }
        shown.text = printed(&plain);
        shown.is_exact &= shown.text == plain;
        shown.text.push_str(carriage_return);
        shown
    }
}

/// A line to print.
#[derive(Default)]
struct Shown {
    text: String,
    has_end: bool,
    is_exact: bool,
}

/// A line as it is printed. Tabs between values and the mark of a file are shown as they are, and so is everything else in
/// any locale that does nothing to a terminal: the diff is for programs too.
fn printed(text: &str) -> String {
    let (mark, text) = text.strip_prefix(BOM).map_or(("", text), |rest| (&text[..BOM.len_utf8()], rest));
    let pieces: Vec<_> = text.split('\t').map(|piece| untrusted::inline(piece, Charset::Unicode)).collect();
    format!("{mark}{}", pieces.join("\t"))
}

/// Writes the hunks of one file.
struct Writer<'a, 's> {
    before: Lines<'s>,
    after: Lines<'s>,
    appearance: &'a Appearance,
    out: &'a mut dyn Write,
    is_exact: bool,
}

impl Writer<'_, '_> {
    fn hunk(&mut self, operations: &[DiffOp]) -> io::Result<()> {
        let header = UnifiedHunkHeader::new(operations);
        writeln!(self.out, "{}", paint(Style::Field, header, self.appearance))?;
        for operation in operations {
            let (tag, old, new) = operation.as_tag_tuple();
            if tag == DiffTag::Equal {
                old.clone().try_for_each(|index| self.line(ChangeTag::Equal, index))?;
                continue;
            }
            old.clone().try_for_each(|index| self.line(ChangeTag::Delete, index))?;
            new.clone().try_for_each(|index| self.line(ChangeTag::Insert, index))?;
        }
        Ok(())
    }

    fn line(&mut self, tag: ChangeTag, index: usize) -> io::Result<()> {
        let lines = if tag == ChangeTag::Insert { &self.after } else { &self.before };
        let shown = lines.shown(index);
        self.is_exact &= shown.is_exact;
        let line = format!("{tag}{}", shown.text);
        match tag {
            ChangeTag::Equal => writeln!(self.out, "{line}")?,
            ChangeTag::Delete => writeln!(self.out, "{}", paint(Style::Removed, line, self.appearance))?,
            ChangeTag::Insert => writeln!(self.out, "{}", paint(Style::Added, line, self.appearance))?,
        }
        if !shown.has_end {
            writeln!(self.out, "\\ No newline at end of file")?;
        }
        Ok(())
    }
}
