//! Every integration test, as one program: one module a topic.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read and write files, and the environment says where the suites are"
)]
#![allow(clippy::print_stderr, reason = "a test that is left out says so")]
#![allow(missing_docs, reason = "a test says in its name what it claims")]

mod architecture;
mod clean_requests;
mod cli;
mod config;
mod document_rules;
mod expr;
mod fix;
mod fixtures;
mod fuzz;
mod generated;
mod json;
mod links;
mod long_lists;
#[cfg(unix)] // Its client writes addresses of files as they are there.
mod lsp;
mod oracle;
mod patch;
mod published;
mod readme;
mod recognition;
mod redirect_rules;
mod redirect_uri;
mod report;
mod requests;
mod rule_format;
mod rule_oracle;
mod rule_properties;
mod rules;
mod schema;
mod text_edits;
mod textproto;
mod token_limits;
