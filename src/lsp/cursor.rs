//! What stands at a place of a JSON text.
//!
//! [`Place`] is for a text that was read: what the cursor is on. [`Slot`] is for a text that is being typed: what could come
//! at the cursor, told from what stands before it alone, since what comes after is still that of another thought.

use crate::json::{Document, Element, Pointer};
use crate::request::kind::{self, Form, Operation, WRAPPER};
use crate::schema::{Constraint, Field, Shape, Type};
use crate::source::Span;

/// A value, or the name of a member, that the cursor is on.
#[derive(Clone, Debug)]
pub struct Place {
    /// The value, in the document.
    pub pointer: Pointer,
    /// The bytes of what the cursor is on: the name or the value.
    pub span: Span,
}

impl Place {
    /// What stands at `offset`; its ends belong to it.
    pub fn at(document: &Document<'_>, offset: u32) -> Option<Self> {
        let mut element = document.root().filter(|root| holds(root.span(), offset))?;
        let mut place = Self { pointer: Pointer::root(), span: element.span() };
        loop {
            let member = element.members().find(|member| holds(member.span(), offset));
            if let Some(member) = member {
                place.pointer.push(&member.name());
                let is_name = holds(member.name_span(), offset);
                place.span = if is_name { member.name_span() } else { member.value.span() };
                if is_name || !holds(member.value.span(), offset) {
                    return Some(place);
                }
                element = member.value;
                continue;
            }
            let Some((index, item)) = element.items().enumerate().find(|(_, item)| holds(item.span(), offset)) else {
                return Some(place);
            };
            place.pointer.push_index(index);
            place.span = item.span();
            element = item;
        }
    }
}

fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// What the request of a document looks like.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// Where it is.
    pub form: Form,
    /// What the service publishes for it.
    pub shape: Shape,
}

impl Outline {
    /// Of the document with that root, whose call was `declared` or not.
    pub fn of(root: Element<'_>, declared: Option<Operation>) -> Self {
        let form = kind::form(root);
        let operation = kind::operation(root, form, declared);
        let shape = match (form, operation) {
            (Form::Described, _) => Shape::Described,
            (Form::Request, Operation::Update) => Shape::Update,
            (Form::Request, Operation::Create) => Shape::Create,
        };
        Self { form, shape }
    }

    /// The steps from the request to a value of the document; `None` for what lies outside of it.
    pub fn within(self, pointer: &Pointer) -> Option<Vec<String>> {
        let mut steps = pointer.tokens().map(std::borrow::Cow::into_owned);
        if self.form == Form::Described && steps.next().as_deref() != Some(WRAPPER) {
            return None;
        }
        Some(steps.collect())
    }

    /// The type of the value that `steps` lead to from the request.
    pub fn ty(self, steps: &[String]) -> Option<&'static Type> {
        let step = |ty: &'static Type, step: &String| match &ty.constraint {
            Constraint::Structure(structure) => structure.field(step).map(|field| field.ty),
            Constraint::List { item, .. } => Some(*item),
            _ => None,
        };
        steps.iter().try_fold(self.shape.ty(), step)
    }

    /// The members that the value which `steps` lead to may have.
    pub fn fields(self, steps: &[String]) -> &'static [Field] {
        match self.ty(steps).map(|ty| &ty.constraint) {
            Some(Constraint::Structure(structure)) => structure.fields,
            _ => &[],
        }
    }
}

/// What could come at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The object or list around it.
    pub container: Pointer,
    /// Whether it is a name, or a value.
    pub kind: SlotKind,
    /// The string that is being typed there, quotes included; empty at the cursor where there is none.
    pub span: Span,
}

/// What could come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// The name of a member.
    Name,
    /// The value of the member of that name.
    ValueOf(String),
    /// An item of a list.
    Item,
}

/// An object or list that is open at the cursor.
struct Level {
    is_list: bool,
    /// Of an object the name that was read last, of a list the number of items before.
    name: String,
    index: usize,
    /// Whether a colon came after the name.
    has_colon: bool,
    /// Whether something stands where the cursor would put something: then only a comma can come.
    is_full: bool,
}

impl Slot {
    /// What could come at `offset`; `None` where only punctuation could, and outside of everything.
    pub fn at(text: &str, offset: u32) -> Option<Self> {
        let offset = offset as usize;
        let bytes = text.as_bytes();
        let mut levels: Vec<Level> = Vec::new();
        let mut at = 0;
        while at < offset {
            match bytes[at] {
                b'"' => {
                    let end = string_end(bytes, at);
                    if offset < end || (offset == end && !is_closed(bytes, at, end)) {
                        return Self::here(&levels, span(at, end));
                    }
                    if let Some(level) = levels.last_mut() {
                        level.take(text.get(at + 1..end - 1).unwrap_or_default());
                    }
                    at = end;
                    continue;
                }
                open @ (b'{' | b'[') => {
                    if let Some(level) = levels.last_mut() {
                        level.is_full = true;
                    }
                    levels.push(Level::new(open == b'['));
                }
                b'}' | b']' => drop(levels.pop()),
                b',' => levels.last_mut().into_iter().for_each(Level::next),
                b':' => {
                    levels.last_mut().into_iter().for_each(Level::colon);
                }
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ => {
                    if let Some(level) = levels.last_mut() {
                        level.is_full = true;
                    }
                }
            }
            at += 1;
        }
        Self::here(&levels, span(offset, offset))
    }

    fn here(levels: &[Level], span: Span) -> Option<Self> {
        let (last, above) = levels.split_last()?;
        if last.is_full {
            return None;
        }
        let step = |level: &Level| if level.is_list { level.index.to_string() } else { level.name.clone() };
        let kind = match last {
            Level { is_list: true, .. } => SlotKind::Item,
            Level { has_colon: true, name, .. } => SlotKind::ValueOf(name.clone()),
            _ => SlotKind::Name,
        };
        Some(Self { container: Pointer::from_tokens(above.iter().map(step)), kind, span })
    }
}

impl Level {
    const fn new(is_list: bool) -> Self {
        Self { is_list, name: String::new(), index: 0, has_colon: false, is_full: false }
    }

    /// A string was read.
    fn take(&mut self, content: &str) {
        if !self.is_list && !self.has_colon {
            content.clone_into(&mut self.name);
        }
        self.is_full = true;
    }

    /// A colon was read.
    const fn colon(&mut self) {
        self.has_colon = true;
        self.is_full = false;
    }

    /// A comma was read.
    const fn next(&mut self) {
        self.index += 1;
        self.has_colon = false;
        self.is_full = false;
    }
}

/// The end of the string that begins at `start`: after its quote, or where its line ends.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_closed(bytes: &[u8], start: usize, end: usize) -> bool {
    end > start + 1 && bytes.get(end - 1) == Some(&b'"')
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor.
    #[track_caller]
    fn check<const N: usize>(text: &str, expected: &[(&str, SlotKind, &str); N]) {
        let offset = text.find('|').expect("a cursor");
        let text = text.replacen('|', "", 1);
        let slot = Slot::at(&text, u32::try_from(offset).expect("short"));
        let found = slot.as_ref().map(|slot| (slot.container.as_str(), slot.kind.clone(), &text[slot.span.range()]));
        assert_eq!(found.as_slice(), expected, "{text}");
    }

    fn value(name: &str) -> SlotKind {
        SlotKind::ValueOf(name.to_owned())
    }

    #[test]
    fn a_name_can_come_after_a_brace_and_a_comma() {
        check("{|", &[("", SlotKind::Name, "")]);
        check(r#"{"A": 1, |}"#, &[("", SlotKind::Name, "")]);
        check(r#"{"A": 1, "B|": 2}"#, &[("", SlotKind::Name, "\"B\"")]);
        check("{\"A\": 1, \"B|\n}", &[("", SlotKind::Name, "\"B")]);
        check(r#"{"T": {"|"}}"#, &[("/T", SlotKind::Name, "\"\"")]);
    }

    #[test]
    fn a_value_can_come_after_a_colon_and_in_a_list() {
        check(r#"{"A": |}"#, &[("", value("A"), "")]);
        check(r#"{"A": "x|", "B": 1}"#, &[("", value("A"), "\"x\"")]);
        check(r#"{"A": ["a", "b|"]}"#, &[("/A", SlotKind::Item, "\"b\"")]);
        check(r#"[{"A": [|]}]"#, &[("/0/A", SlotKind::Item, "")]);
    }

    #[test]
    fn where_only_punctuation_can_come_nothing_is_offered() {
        check(r#"{"A": "x" |}"#, &[]);
        check(r#"{"A"| : 1}"#, &[]);
        check(r#"{"A": [1 |]}"#, &[]);
        check(r#"{"A": tr|}"#, &[]);
        check(r#"{"A": 1}|"#, &[]);
        check("|{}", &[]);
    }

    #[test]
    fn escapes_do_not_end_a_string() {
        check(r#"{"A\"|": 1}"#, &[("", SlotKind::Name, r#""A\"""#)]);
    }

    #[test]
    fn the_cursor_is_on_a_name_or_a_value() {
        let (document, _) = crate::json::parse(r#"{"A": [true, {"B": 2}]}"#);
        let at = |offset| Place::at(&document, offset).map(|place| (place.pointer.to_string(), place.span));
        assert_eq!(at(2), Some(("/A".to_owned(), Span::new(1, 4))));
        assert_eq!(at(9), Some(("/A/0".to_owned(), Span::new(7, 11))));
        assert_eq!(at(15), Some(("/A/1/B".to_owned(), Span::new(14, 17))));
        assert_eq!(at(99), None);
    }
}
