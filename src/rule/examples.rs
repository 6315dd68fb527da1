//! The examples of a rule file: what it must find, and what not.

use crate::toml_table::Table;

/// Makes the keys of examples known to the reader of the rule itself.
pub fn note_keys(table: &Table<'_, '_>) {
    table.item("bad");
    table.item("good");
}
