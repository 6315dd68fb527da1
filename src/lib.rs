//! Policy checks for the JSON requests that configure Amazon Cognito app clients.
//!
//! The way of one request through the crate: [`source`] holds the text, [`json`] reads it into a flat document,
//! [`request`] finds the request in it and offers facts about it, rules judge the facts, and reports show the
//! [`finding`]s. `docs/architecture.md` draws the picture; modules only use what stands before them in this file.

pub mod source;
pub mod json;
pub mod finding;
pub mod value;
pub mod schema;
pub mod request;
pub mod expr;
pub mod report;
