//! Every integration test, as one program: one module a topic.

mod architecture;
mod generated;
mod redirect_uri;
mod report;
mod rules;
mod schema;
