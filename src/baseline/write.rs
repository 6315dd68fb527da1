//! From entries to the text of a baseline.

use super::{Entry, SCHEMA};
use crate::untrusted::push_json_string;

/// The text of a baseline with `entries`: sorted by path, rule, pointer and identity, each once and on a line of its own,
/// so that two versions differ in the lines of the entries that differ.
pub fn write<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    let mut entries: Vec<&Entry> = entries.into_iter().collect();
    entries.sort_by_key(|entry| (&entry.path, &entry.rule, &entry.pointer, &entry.id));
    entries.dedup_by_key(|entry| &entry.id);
    let lines: Vec<String> = entries.into_iter().map(line).collect();
    let list = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
    format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"entries\": [{list}]\n}}\n")
}

fn line(entry: &Entry) -> String {
    let Entry { id, rule, path, pointer, severity, .. } = entry;
    let mut line = "    {".to_owned();
    for (name, text) in
        [("id", &**id), ("rule", rule), ("path", path), ("pointer", pointer), ("severity", severity.name())]
    {
        if name != "id" {
            line.push_str(", ");
        }
        push_json_string(&mut line, name);
        line.push_str(": ");
        push_json_string(&mut line, text);
    }
    line.push('}');
    line
}
