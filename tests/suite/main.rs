//! Every integration test, as one program: one module a topic.

mod redirect_uri;
mod report;
mod rules;
mod schema;
