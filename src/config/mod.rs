//! Configuration files: what `coglint.toml` says, with the place of every choice and of every mistake.
//!
//! A file is read in two steps, because half of it cannot be understood before the rules are known, and it is the other
//! half that says where a user's own rules are: [`Plain::read`] takes which files are checked, from what else the file
//! inherits, and where rules lie; [`Choices::read`] takes what is chosen for rules, in `[[overrides]]` and in
//! `[[ignore]]`. Both note every mistake and go on. An [`Assignment`] is one key on the command line, read by the same two.
//! [`keys`] describes the format once, for the JSON Schema and the documentation. Finding the files and putting several
//! together is left to the command line.

mod assignment;
mod choices;
mod error;
pub mod keys;
mod plain;
mod reader;
pub mod schema;
pub mod template;

pub use assignment::{Assignment, AssignmentError, AssignmentErrorKind};
pub use choices::{Choices, Override};
pub use error::{Error, ErrorKind};
pub use plain::Plain;

/// The names that a configuration file may have, the usual one first.
pub const NAMES: [&str; 2] = ["coglint.toml", ".coglint.toml"];

/// The greatest `version` that is understood.
pub const VERSION: i64 = 1;

/// The fewest characters of a reason.
pub const SHORTEST_REASON: usize = 10;
