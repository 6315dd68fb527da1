//! JSON Patch (RFC 6902), as far as fixes need it.

use coglint::finding::PatchOperation;
use coglint::json::Pointer;
use serde_json::Value as Json;

/// The document after all operations, in order.
///
/// # Errors
/// The first operation that cannot be done, in words: nothing is there to remove or replace, or nothing to add to.
pub fn apply(document: &Json, patch: &[PatchOperation]) -> Result<Json, String> {
    let mut patched = document.clone();
    for operation in patch {
        step(&mut patched, operation).ok_or_else(|| format!("{operation:?} cannot be done"))?;
    }
    Ok(patched)
}

fn step(document: &mut Json, operation: &PatchOperation) -> Option<()> {
    match operation {
        PatchOperation::Add { path, value } => add(document, path, value.clone()),
        PatchOperation::Remove { path } => remove(document, path),
        PatchOperation::Replace { path, value } => {
            *document.pointer_mut(path.as_str())? = value.clone();
            Some(())
        }
    }
}

fn add(document: &mut Json, path: &Pointer, value: Json) -> Option<()> {
    let Some(last) = path.last() else {
        *document = value;
        return Some(());
    };
    match document.pointer_mut(path.parent()?.as_str())? {
        Json::Object(members) => {
            members.insert(last.into_owned(), value);
        }
        Json::Array(items) if last == "-" => items.push(value),
        Json::Array(items) => {
            let index = index(&last).filter(|index| *index <= items.len())?;
            items.insert(index, value);
        }
        _ => return None,
    }
    Some(())
}

fn remove(document: &mut Json, path: &Pointer) -> Option<()> {
    let last = path.last()?;
    match document.pointer_mut(path.parent()?.as_str())? {
        Json::Object(members) => members.shift_remove(&*last).map(drop),
        Json::Array(items) => {
            let index = index(&last).filter(|index| *index < items.len())?;
            items.remove(index);
            Some(())
        }
        _ => None,
    }
}

/// An index as RFC 6901 writes it: without leading zeros.
fn index(token: &str) -> Option<usize> {
    let index: usize = token.parse().ok()?;
    (index.to_string() == token).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(written: &str) -> Pointer {
        Pointer::parse(written).expect("a pointer")
    }

    #[track_caller]
    fn check(before: &str, operation: PatchOperation, after: Option<&str>) {
        let json = |text: &str| -> Json { serde_json::from_str(text).expect("JSON") };
        assert_eq!(apply(&json(before), &[operation]).ok(), after.map(json));
    }

    #[test]
    fn a_value_is_added_to_an_object_and_to_a_list() {
        let add = |path, value: i32| PatchOperation::Add { path: pointer(path), value: value.into() };
        check(r#"{"a": 1}"#, add("/b", 2), Some(r#"{"a": 1, "b": 2}"#));
        check("[1, 3]", add("/1", 2), Some("[1, 2, 3]"));
        check("[1]", add("/-", 2), Some("[1, 2]"));
        check("[1]", add("/2", 2), None);
        check("[1]", add("/01", 2), None);
        check(r#"{"a": 1}"#, add("/b/c", 2), None);
        check("1", add("", 2), Some("2"));
    }

    #[test]
    fn only_what_is_there_is_removed_or_replaced() {
        let remove = |path| PatchOperation::Remove { path: pointer(path) };
        check(r#"{"a": 1, "b": 2, "c": 3}"#, remove("/a"), Some(r#"{"b": 2, "c": 3}"#));
        check(r#"{"a": [1, 2]}"#, remove("/a/0"), Some(r#"{"a": [2]}"#));
        check(r#"{"a": [1, 2]}"#, remove("/a/2"), None);
        check(r#"{"a": 1}"#, remove("/b"), None);
        let replace = |path| PatchOperation::Replace { path: pointer(path), value: 5.into() };
        check(r#"{"a": [1, 2]}"#, replace("/a/1"), Some(r#"{"a": [1, 5]}"#));
        check(r#"{"a": 1}"#, replace("/b"), None);
    }
}
