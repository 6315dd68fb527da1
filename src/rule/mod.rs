//! Rules: the format of their files, the checks at load, and the set that a run uses.
//!
//! A rule is one TOML file: [`load`] makes a [`Rule`] of it, or says everything that is wrong with it. [`RuleSet`] puts the
//! built-in rules and a user's own in the order in which they are asked. What a rule finds in a request is for
//! [`lint`](crate::lint); the format is taught in `docs/rule-format.md`.

#[cfg(in_program)] // The build makes what stands there.
pub mod builtin;
pub mod definition;
pub mod documentation;
pub mod environment;
pub mod examples;
pub mod format;
pub mod functions;
pub mod load;
pub mod profile;
#[cfg(in_program)] // Nothing the build needs.
pub mod template;
pub mod written;

mod set;

pub use definition::Rule;
pub use set::{RuleSet, SetError};
