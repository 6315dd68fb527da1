//! Every integration test, as one program: one module a topic.

mod architecture;
mod generated;
mod json;
mod published;
mod redirect_uri;
mod report;
mod rules;
mod schema;
