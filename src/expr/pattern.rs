//! Patterns for `matches`: linear time, bounded size, compiled when first used and kept.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::{Regex, RegexBuilder};

/// How big a compiled pattern may be, in bytes.
const LARGEST: usize = 1 << 20;

/// How many patterns are kept; a rule set that has more compiles some of them again.
const MOST_KEPT: usize = 256;

/// The compiled patterns of a run. They come from rules and settings only, so there are few; one thread has one of these.
#[derive(Debug, Default)]
pub struct Patterns {
    compiled: RefCell<HashMap<String, Option<Regex>>>,
}

impl Patterns {
    /// Whether `text` has a match of `pattern` anywhere; `None` when the pattern is not valid or too big.
    pub fn is_match(&self, pattern: &str, text: &str) -> Option<bool> {
        let mut compiled = self.compiled.borrow_mut();
        if let Some(regex) = compiled.get(pattern) {
            return regex.as_ref().map(|regex| regex.is_match(text));
        }
        if compiled.len() >= MOST_KEPT {
            compiled.clear();
        }
        let regex = compile(pattern).ok();
        let answer = regex.as_ref().map(|regex| regex.is_match(text));
        compiled.insert(pattern.to_owned(), regex);
        answer
    }
}

/// Whether a pattern is valid and small enough, for patterns in settings.
///
/// # Errors
/// Why it is not, in one line.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    compile(pattern).map(drop).map_err(|error| reason(&error))
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(LARGEST).dfa_size_limit(LARGEST).build()
}

/// The library shows a syntax error on several lines with the pattern, of which the last says what is wrong.
fn reason(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(_) = error {
        return "it is too big when compiled".to_owned();
    }
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_anywhere_unless_it_is_anchored() {
        let patterns = Patterns::default();
        assert_eq!(patterns.is_match("b+", "abbc"), Some(true));
        assert_eq!(patterns.is_match("^b+$", "abbc"), Some(false));
        assert_eq!(patterns.is_match("^b+$", "bb"), Some(true));
    }

    #[test]
    fn a_pattern_that_is_not_valid_has_a_reason_of_one_line() {
        assert_eq!(check_pattern("a(b"), Err("unclosed group".to_owned()));
        assert_eq!(check_pattern("a{1000}{1000}"), Err("it is too big when compiled".to_owned()));
        assert_eq!(Patterns::default().is_match("a(b", "ab"), None);
    }
}
