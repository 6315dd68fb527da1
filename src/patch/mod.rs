//! JSON Patch (RFC 6902) as edits of the text: the least bytes change, and what is new looks like what stands around it.
//!
//! A value is replaced in its place; a member or item goes with its comma, and with its line when it is alone on it; what
//! is added takes indentation, line end and blanks from its neighbors. Everything else keeps its bytes: order, blanks,
//! spellings of numbers and escapes. Whether a fix should be applied is not asked here.
//!
//! ```
//! use coglint::finding::PatchOperation;
//! use coglint::{json, patch};
//!
//! let (document, _) = json::parse("{\n  \"a\": [1],\n  \"b\": 2\n}\n");
//! let path = json::Pointer::root().child("b");
//! let edits = patch::edits(&document, &[PatchOperation::Remove { path }]).expect("there is a member of that name");
//! assert_eq!(patch::apply(document.text(), &edits), "{\n  \"a\": [1]\n}\n");
//! ```

mod children;
mod compose;
mod spellings;
mod style;
mod writer;

use std::collections::BTreeMap;

use crate::finding::{Edit, PatchOperation};
use crate::json::{Document, Element, Pointer, parse};
use crate::source::Span;

use self::children::Children;
use self::compose::Composed;
use self::writer::Writer;

/// The edits of the text of `document`, which has no syntax errors, that do what `patch` says; in order, and apart from
/// each other.
///
/// The path of an operation is one of the document as the operations before it leave it. `None` when one of them cannot be
/// done: nothing is there to remove or replace, nothing to add to, or it is about a member whose name its object has more
/// than once.
pub fn edits(document: &Document<'_>, patch: &[PatchOperation]) -> Option<Vec<Edit>> {
    let mut composed = Composed::default();
    if patch.iter().any(|operation| is_ambiguous(document, place(operation))) {
        return None;
    }
    for steps in steps(patch) {
        if composed.edits.is_empty() {
            composed.edits = of_step(document, steps)?;
            continue;
        }
        let text = apply(document.text(), &composed.edits);
        let (patched, errors) = parse(&text);
        if !errors.is_empty() {
            return None;
        }
        for edit in of_step(&patched, steps)?.iter().rev() {
            composed.add(edit);
        }
    }
    Some(composed.edits)
}

/// `text` after `edits`, which are in order and apart from each other.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let added = edits.iter().map(|edit| edit.text.len()).sum::<usize>();
    let mut edited = String::with_capacity(text.len().saturating_add(added));
    let mut at = 0;
    for Edit { span, text: new } in edits {
        let range = span.range();
        edited.push_str(text.get(at..range.start).unwrap_or_default());
        edited.push_str(new);
        at = range.end;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}

/// The place that an operation is about.
pub const fn place(operation: &PatchOperation) -> &Pointer {
    match operation {
        PatchOperation::Add { path, .. } | PatchOperation::Remove { path } | PatchOperation::Replace { path, .. } => {
            path
        }
    }
}

/// Whether the place is a member whose name its object has more than once, lies in one, or holds one: which of them is meant
/// is not known, so none is changed.
pub fn is_ambiguous(document: &Document<'_>, place: &Pointer) -> bool {
    if document.duplicates().len() == 0 {
        return false;
    }
    let mut at = document.root();
    for token in place.tokens() {
        let Some(container) = at else { return false };
        let mut named = container.members().filter(|member| member.is_named(&token));
        if named.next().is_some() && named.next().is_some() {
            return true;
        }
        at = container.resolve(&Pointer::from_tokens([token]));
    }
    let holds = |span: Span, object: Span| span.start <= object.start && object.end <= span.end;
    at.is_some_and(|element| document.duplicates().any(|name| holds(element.span(), name.object().span())))
}

/// The operations in order, those together that can be looked up in one and the same document: many items of a list that
/// go, last one first, many members or items that are replaced, and a member that goes and comes back under another name.
fn steps(patch: &[PatchOperation]) -> impl Iterator<Item = &[PatchOperation]> {
    let mut rest = patch;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let together = 1 + rest.windows(2).take_while(|pair| goes_on(first, &pair[0], &pair[1])).count();
        let length = if together == 1 && is_rename(rest) { 2 } else { together };
        let (step, after) = rest.split_at(length);
        rest = after;
        Some(step)
    })
}

/// Whether `next` is of the same sort as `before`, and `before` does not move what it is about.
fn goes_on(first: &PatchOperation, before: &PatchOperation, next: &PatchOperation) -> bool {
    match (first, before, next) {
        (
            PatchOperation::Remove { path: first },
            PatchOperation::Remove { path: before },
            PatchOperation::Remove { path: next },
        ) => first.parent() == next.parent() && index(next).zip(index(before)).is_some_and(|(next, at)| next < at),
        // Two of one place are two steps.
        (
            PatchOperation::Replace { path: first, .. },
            PatchOperation::Replace { path: before, .. },
            PatchOperation::Replace { path: next, .. },
        ) => first.parent() == next.parent() && index(next).zip(index(before)).is_some_and(|(next, at)| next < at),
        _ => false,
    }
}

fn index(path: &Pointer) -> Option<usize> {
    path.last()?.parse().ok()
}

/// Whether the operations begin with a member that goes and its value that comes under another name of the same object.
fn is_rename(patch: &[PatchOperation]) -> bool {
    let [PatchOperation::Remove { path: old }, PatchOperation::Add { path: new, .. }, ..] = patch else { return false };
    old != new && old.parent().is_some() && old.parent() == new.parent()
}

fn of_step(document: &Document<'_>, operations: &[PatchOperation]) -> Option<Vec<Edit>> {
    match operations {
        [PatchOperation::Remove { path }, PatchOperation::Add { path: to, value }] => {
            match renamed(document, path, to, value) {
                Some(edit) => Some(vec![edit]),
                None => one_by_one(document, operations),
            }
        }
        [PatchOperation::Remove { path }, ..] => removed(document, &path.parent()?, operations),
        [PatchOperation::Replace { path, value }] => {
            let located = document.locate(path)?;
            Some(vec![Writer::new(document).replaced(located.element, container(document, path), value)])
        }
        [PatchOperation::Replace { path, .. }, ..] => replaced(document, &path.parent()?, operations),
        [PatchOperation::Add { path, value }] => Some(vec![added(document, path, value)?]),
        _ => None,
    }
}

/// The edits of operations that turned out to have nothing to do with each other.
fn one_by_one(document: &Document<'_>, operations: &[PatchOperation]) -> Option<Vec<Edit>> {
    let [first, second] = operations else { return None };
    let edits = of_step(document, std::slice::from_ref(first))?;
    let text = apply(document.text(), &edits);
    let mut composed = Composed { edits };
    for edit in of_step(&parse(&text).0, std::slice::from_ref(second))?.iter().rev() {
        composed.add(edit);
    }
    Some(composed.edits)
}

/// What holds the value at `path`.
fn container<'d>(document: &'d Document<'d>, path: &Pointer) -> Option<Element<'d>> {
    Some(document.locate(&path.parent()?)?.element)
}

/// The edit that gives a member another name, where its value stays what it is and no other has that name.
fn renamed(document: &Document<'_>, old: &Pointer, new: &Pointer, value: &serde_json::Value) -> Option<Edit> {
    let object = container(document, old).filter(|container| container.is_object())?;
    let member = object.member(&old.last()?)?;
    let name = new.last()?;
    let is_the_same = object.member(&name).is_none() && member.value.to_value() == *value;
    is_the_same.then(|| Edit { span: member.name_span(), text: writer::string(&name) })
}

fn removed(document: &Document<'_>, parent: &Pointer, operations: &[PatchOperation]) -> Option<Vec<Edit>> {
    let children = Children::of(document.locate(parent)?.element);
    let mut going = Vec::with_capacity(operations.len());
    for operation in operations.iter().rev() {
        let PatchOperation::Remove { path } = operation else { return None };
        going.push(children.position(&path.last()?)?);
    }
    let span = |(start, end)| Edit { span: Span::new(start, end), text: String::new() };
    Some(children.without(&going).into_iter().map(span).collect())
}

fn replaced(document: &Document<'_>, parent: &Pointer, operations: &[PatchOperation]) -> Option<Vec<Edit>> {
    let container = document.locate(parent)?.element;
    let children = Children::of(container);
    let writer = Writer::new(document);
    let mut edits = Vec::with_capacity(operations.len());
    for operation in operations.iter().rev() {
        let PatchOperation::Replace { path, value } = operation else { return None };
        let child = children.at(children.position(&path.last()?)?)?;
        edits.push(writer.replaced(child.value, Some(container), value));
    }
    Some(edits)
}

fn added(document: &Document<'_>, path: &Pointer, value: &serde_json::Value) -> Option<Edit> {
    let writer = Writer::new(document);
    let Some(last) = path.last() else { return Some(writer.replaced(document.root()?, None, value)) };
    let container = container(document, path)?;
    if container.is_object() {
        return Some(match container.get(&last) {
            Some(there) => writer.replaced(there, Some(container), value),
            None => writer.appended(container, Some(&last), value),
        });
    }
    if !container.is_array() {
        return None;
    }
    if last == "-" {
        return Some(writer.appended(container, None, value));
    }
    let index = Children::index(&last)?;
    match index.cmp(&container.len()) {
        std::cmp::Ordering::Less => writer.inserted(container, index, value),
        std::cmp::Ordering::Equal => Some(writer.appended(container, None, value)),
        std::cmp::Ordering::Greater => None,
    }
}

/// Where members with names stand, for lookups.
type Positions = BTreeMap<String, usize>;
