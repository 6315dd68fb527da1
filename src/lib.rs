//! Policy checks for the JSON requests that configure Amazon Cognito app clients.
//!
//! The way of one request through the crate: [`source`] holds the text, [`json`] reads it into a flat document,
//! [`request`] finds the request in it and offers facts about it, [`rule`]s judge the facts, [`lint`] gathers what they
//! find, and [`report`] shows the [`finding`]s. `docs/architecture.md` draws the picture; a module only uses what stands to
//! the left of it there, and a test holds them to it.

pub mod bake;
pub mod baseline;
pub mod cli;
pub mod config;
pub mod expr;
pub mod finding;
pub mod fix;
pub mod globs;
pub mod identity;
pub mod json;
pub mod lint;
pub mod lsp;
pub mod page;
pub mod patch;
pub mod report;
pub mod request;
pub mod rule;
pub mod schema;
pub mod secret;
pub mod selftest;
pub mod settings;
pub mod source;
pub mod suppress;
pub mod toml_table;
pub mod untrusted;
pub mod value;
pub mod walk;
