//! Facts about a request: what it says, read once and never judged.
//!
//! A fact is a value that a condition can ask for. Each stands once in a table, beside its type, its meaning and the
//! source of that meaning; whether it is good or bad, rules decide.

pub mod absolute;
pub mod address;
pub mod attribute;
pub mod deception;
pub mod domain;
pub mod host;
pub mod host_list;
pub mod ipv4;
mod object_type;
pub mod query;
mod redirect_facts;
pub mod redirect_uri;
pub mod script;
pub mod tidiness;
pub mod uri_parts;
pub mod wildcard;

use object_type::object_type;
