//! The request that a document holds, and what can be said about it without judging.
//!
//! [`kind`] tells whether a document is a request and which call it is for; [`Request`] gives its members; the other
//! modules compute facts: values with the documented defaults applied, lifetimes in seconds, the parts of a redirect
//! URI. [`facts`] is the one table of all of them. Whether a fact is good or bad is for the rules to say.

pub mod client;
pub mod facts;
pub mod kind;
pub mod lifetime;
pub mod oauth;
pub mod place;
pub mod template;

mod answer;
mod copies;
mod members;
mod placeholder;
mod request_object;
mod written_secret;

pub use members::{Request, Setting};
