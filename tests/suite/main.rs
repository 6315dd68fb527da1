//! Every integration test, as one program: one module a topic.

mod schema;
mod redirect_uri;
mod report;
