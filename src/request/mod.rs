//! The request that a document holds, and what can be said about it without judging.
//!
//! [`kind`] tells whether a document is a request and which call it is for; [`Request`] gives its members; the other
//! modules compute facts: values with the documented defaults applied, lifetimes in seconds, the parts of a redirect
//! URI. [`facts`] is the one table of all of them. Whether a fact is good or bad is for the rules to say.

pub mod absolute;
pub mod address;
pub mod attribute;
pub mod client;
pub mod deception;
#[cfg(in_program)] // The build shows nothing to people.
pub mod defaults;
pub mod domain;
pub mod environment;
pub mod facts;
pub mod host;
pub mod host_list;
pub mod ipv4;
pub mod kind;
pub mod known_hosts;
pub mod lifetime;
pub mod oauth;
pub mod oauth_scope;
pub mod place;
pub mod query;
pub mod redirect_uri;
pub mod script;
pub mod template;
pub mod tidiness;
pub mod uri_parts;
pub mod wildcard;

mod analytics;
mod answer;
mod copies;
mod members;
mod placeholder;
mod redirect_facts;
mod request_object;
mod rotation;
#[cfg(test)]
mod testing;
mod trail;
mod written_secret;

pub use members::{Request, Setting};
