//! The built-in rules, checked and lowered before the build ended.

use super::definition::Rule;

/// Every built-in rule, in the order in which they are asked. Written by `build.rs` from the files under `rules/`.
#[expect(clippy::unreadable_literal, reason = "nobody reads what the build has written")]
pub static RULES: &[Rule] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));
