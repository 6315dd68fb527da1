//! The files that are made from the model and committed: each must be what it would be if made now.
#![allow(clippy::disallowed_methods, reason = "a test reads and renews files of the project")]

use std::path::Path;

use super::service::{ROOTS, Service};
use super::{json_schema, tables};

/// Compares the file at `path` in the project, or renews it when `COGLINT_UPDATE` is set.
#[track_caller]
fn is_current(path: &str, generated: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("COGLINT_UPDATE").is_some() {
        std::fs::write(&file, generated).expect("the project can be written to");
        return;
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let same = committed == generated;
    assert!(same, "{path} is out of date: run `COGLINT_UPDATE=1 cargo test` and commit the result");
}

#[test]
fn the_tables_are_those_of_the_model() {
    is_current("src/schema/tables.rs", &tables::generate(&Service::read()));
}

#[test]
fn the_json_schemas_are_those_of_the_model() {
    let service = Service::read();
    for (root, name) in ROOTS.into_iter().zip(["update", "create", "described"]) {
        is_current(&format!("src/schema/{name}.schema.json"), &json_schema::generate(&service, root, name));
    }
}
