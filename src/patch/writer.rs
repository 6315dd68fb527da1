//! New values as text, laid out like what stands around them.

use serde_json::Value;

use super::children::Children;
use super::spellings::Spellings;
use super::style::{Style, has_lines_in, is_broken};
use crate::finding::Edit;
use crate::json::{Document, Element, Kind};
use crate::source::Span;

/// Writes values into a document.
pub struct Writer<'d> {
    style: Style<'d>,
}

/// How a value is laid out.
struct Layout<'a, 'd> {
    /// Whether lists and objects have lines of their own for what they hold.
    has_lines: bool,
    /// The indentation of the line that the value begins in.
    indentation: &'a str,
    /// Values that keep their spelling.
    spellings: Option<&'a Spellings<'d>>,
}

impl<'d> Writer<'d> {
    /// For `document`.
    pub const fn new(document: &'d Document<'d>) -> Self {
        Self { style: Style::of(document) }
    }

    /// Puts `value` in the place of `old`, which stands in `container`.
    pub fn replaced(&self, old: Element<'d>, container: Option<Element<'d>>, value: &Value) -> Edit {
        let Some(kind) = kind_of_container(value) else { return Edit { span: old.span(), text: value.to_string() } };
        let was_container = old.is_object() || old.is_array();
        let has_lines = if was_container { is_broken(old.raw()) } else { has_lines_in(container, kind) };
        let spellings = Spellings::inside(old);
        let indentation = self.style.indentation(old.span().start);
        let layout = Layout { has_lines, indentation, spellings: Some(&spellings) };
        Edit { span: old.span(), text: self.text(value, &layout) }
    }

    /// Adds a child at the end of `container`.
    pub fn appended(&self, container: Element<'d>, name: Option<&str>, value: &Value) -> Edit {
        let children = Children::of(container);
        let Some(last) = children.all().last() else { return self.first(container, name, value) };
        let separator = self.style.separator(&children, container.span().start);
        let child = self.child(container, name, value, &separator);
        Edit { span: Span::at(last.span().end), text: separator + &child }
    }

    /// Adds an item before the one that stands at `index`.
    pub fn inserted(&self, list: Element<'d>, index: usize, value: &Value) -> Option<Edit> {
        let children = Children::of(list);
        let separator = self.style.separator(&children, list.span().start);
        let item = self.child(list, None, value, &separator);
        let next = children.at(index)?;
        Some(Edit { span: Span::at(next.span().start), text: item + &separator })
    }

    /// Fills an empty container.
    fn first(&self, container: Element<'d>, name: Option<&str>, value: &Value) -> Edit {
        let bounds = container.span();
        let inside = Span::new(bounds.start + 1, bounds.end.saturating_sub(1));
        if !is_broken(container.raw()) {
            let padding = self.style.padding(container.kind());
            let child = self.child(container, name, value, "");
            return Edit { span: inside, text: format!("{padding}{child}{padding}") };
        }
        let indentation = self.style.indentation(bounds.start);
        let line = format!("{}{indentation}{}", self.style.line_end(), self.style.step());
        let child = self.child(container, name, value, &line);
        Edit { span: inside, text: format!("{line}{child}{}{indentation}", self.style.line_end()) }
    }

    /// A child that stands after `separator` in `container`.
    fn child(&self, container: Element<'d>, name: Option<&str>, value: &Value, separator: &str) -> String {
        let indentation = match separator.rfind(['\n', '\r']) {
            Some(at) => {
                let line = &separator[at + 1..];
                &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
            }
            None => self.style.indentation(container.span().start),
        };
        let kind = kind_of_container(value);
        let has_lines = kind.is_some_and(|kind| has_lines_in(Some(container), kind));
        let text = self.text(value, &Layout { has_lines, indentation, spellings: None });
        match name {
            Some(name) => format!("{}{}{text}", string(name), self.style.colon(Some(container))),
            None => text,
        }
    }

    fn text(&self, value: &Value, layout: &Layout<'_, 'd>) -> String {
        let mut out = String::new();
        self.write(&mut out, value, layout);
        out
    }

    /// Recursion ends with the value's depth, which no rule and no document takes far.
    fn write(&self, out: &mut String, value: &Value, layout: &Layout<'_, 'd>) {
        let Some(kind) = kind_of_container(value) else {
            out.push_str(&value.to_string());
            return;
        };
        let (open, close) = if kind == Kind::Object { ('{', '}') } else { ('[', ']') };
        out.push(open);
        let step = if layout.has_lines { self.style.step() } else { "" };
        let inner = format!("{}{step}", layout.indentation);
        let (lead, gap, end) = if layout.has_lines {
            let line = format!("{}{inner}", self.style.line_end());
            let end = format!("{}{}", self.style.line_end(), layout.indentation);
            (line.clone(), format!(",{line}"), end)
        } else {
            let padding = self.style.padding(kind).to_owned();
            (padding.clone(), format!(",{}", self.style.blank()), padding)
        };
        let inside = Layout { indentation: &inner, ..*layout };
        for (position, (name, value)) in children_of(value).enumerate() {
            out.push_str(if position == 0 { &lead } else { &gap });
            self.write_child(out, name, value, &inside);
        }
        if children_of(value).next().is_some() {
            out.push_str(&end);
        }
        out.push(close);
    }

    fn write_child(&self, out: &mut String, name: Option<&str>, value: &Value, layout: &Layout<'_, 'd>) {
        let known = layout.spellings.and_then(|spellings| spellings.of(name, value));
        if let Some(name) = name {
            match known.and_then(|known| known.name) {
                Some(span) => out.push_str(self.style.between(span.start, span.end).unwrap_or_default()),
                None => out.push_str(&string(name)),
            }
            out.push_str(self.style.colon(None));
        }
        match known {
            Some(known) if layout.has_lines || !is_broken(known.value.raw()) => self.move_to(out, known.value, layout),
            _ => self.write(out, value, layout),
        }
    }

    /// Writes a value of the document as it is, but for the indentation of its lines.
    fn move_to(&self, out: &mut String, value: Element<'d>, layout: &Layout<'_, 'd>) {
        let raw = value.raw();
        let old = self.style.indentation(value.span().start);
        for (number, line) in raw.split_inclusive(['\n', '\r']).enumerate() {
            // A line feed by itself is the second half of an end of line, or an empty line.
            match line.strip_prefix(old).filter(|_| number > 0 && line != "\n") {
                Some(rest) => {
                    out.push_str(layout.indentation);
                    out.push_str(rest);
                }
                None => out.push_str(line),
            }
        }
    }
}

/// A text as a JSON string.
pub fn string(text: &str) -> String {
    Value::from(text).to_string()
}

fn kind_of_container(value: &Value) -> Option<Kind> {
    match value {
        Value::Object(_) => Some(Kind::Object),
        Value::Array(_) => Some(Kind::Array),
        _ => None,
    }
}

fn children_of(value: &Value) -> Box<dyn Iterator<Item = (Option<&str>, &Value)> + '_> {
    match value {
        Value::Object(members) => Box::new(members.iter().map(|(name, value)| (Some(name.as_str()), value))),
        Value::Array(items) => Box::new(items.iter().map(|value| (None, value))),
        _ => Box::new(std::iter::empty()),
    }
}
