//! The built-in rules, checked and lowered before the build ended.

use super::definition::Rule;

/// Every built-in rule, by id.
pub static RULES: &[Rule] = &[];
