//! Configuration files as the library reads them: the format and its JSON Schema, hostile texts, and suppressions.
//!
//! What a run does with them is in `cli/config.toml`.

mod documentation;
mod generated;
mod robustness;
mod schema;
mod suppressions;

use std::path::Path;

use coglint::config::{Choices, Error, ErrorKind, Plain};
use coglint::rule::RuleSet;
use coglint::source::SourceFile;

use crate::requests::SET;

/// Every mistake in a configuration file, when `rules` are known.
fn mistakes(text: &str, rules: &RuleSet<'_>) -> Vec<Error> {
    let source = SourceFile { path: "coglint.toml".to_owned(), text: text.to_owned() };
    let directory = Path::new("/somewhere");
    let (_, mut mistakes) = Plain::read(&source, directory);
    mistakes.extend(Choices::read(&source, directory, rules).1);
    mistakes
}

/// The mistakes in a file for the built-in rules, in words.
fn told(text: &str) -> Vec<String> {
    mistakes(text, &SET).iter().map(|mistake| mistake.kind.what()).collect()
}

/// The choices of a file that has no mistake.
#[track_caller]
fn choices(text: &str) -> Choices {
    assert_eq!(told(text), Vec::<String>::new(), "{text}");
    let source = SourceFile { path: "coglint.toml".to_owned(), text: text.to_owned() };
    Choices::read(&source, Path::new("/somewhere"), &SET).0
}

/// Whether somebody who fills in a file would hear of it otherwise than from a JSON Schema.
fn is_syntax(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Table(coglint::toml_table::TableErrorKind::Syntax(_)))
}
