//! Every integration test, as one program: one module a topic.

mod architecture;
mod expr;
mod generated;
mod json;
mod oracle;
mod published;
mod redirect_uri;
mod report;
mod rule_format;
mod rules;
mod schema;
mod textproto;
