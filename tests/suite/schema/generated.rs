//! The files that are made from the model and committed: each must be what it would be if made now.

use super::service::{ROOTS, Service};
use super::{json_schema, tables};
use crate::generated::is_current;

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
