//! Every integration test, as one program: one module a topic.

mod json;
mod published;
mod schema;
