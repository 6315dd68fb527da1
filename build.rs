//! Checks and lowers the built-in rules, so that they stand in the binary as static data and a run parses no rule.
//!
//! The build takes in the very modules that read a user's rules at start. A mistake in a rule file ends the build with its
//! place in the file.

#![allow(dead_code, reason = "the build uses a part of what these modules offer to the program")]
#![allow(unused_imports, unused_macros, reason = "as above: what the program imports from them, the build may not")]
#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]
#![allow(clippy::print_stderr, reason = "cargo shows what a build script prints there")]
#![allow(missing_docs, reason = "the modules are documented in the crate that they belong to")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "src/bake.rs"]
mod bake;
#[path = "src/expr/mod.rs"]
mod expr;
#[path = "src/finding.rs"]
mod finding;
#[path = "src/json/mod.rs"]
mod json;
#[path = "src/request/mod.rs"]
mod request;
#[path = "src/rule/mod.rs"]
mod rule;
#[path = "src/schema/mod.rs"]
mod schema;
#[path = "src/secret/mod.rs"]
mod secret;
#[path = "src/source.rs"]
mod source;
#[path = "src/toml_table.rs"]
mod toml_table;
#[path = "src/value.rs"]
mod value;

use bake::Bake;
use source::LineIndex;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-env-changed=COGLINT_DOCS_URL");
    // The program has modules that the build does without; see `src/schema/mod.rs`.
    println!("cargo::rustc-cfg=in_program");
    let mut rules = Vec::new();
    let mut mistakes = String::new();
    for path in rule_files(Path::new("rules")) {
        match load(&path) {
            Ok(rule) => rules.push(rule),
            Err(mistake) => mistakes.push_str(&mistake),
        }
    }
    // Names of rules that do not exist follow from files that do not load, so these come first.
    let ordered = if mistakes.is_empty() { in_order(&rules, &mut mistakes) } else { Vec::new() };
    if !mistakes.is_empty() {
        eprintln!("{mistakes}");
        process::exit(1);
    }
    let mut source = String::new();
    ordered.bake(&mut source);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo tells a build script where to write"));
    fs::write(out.join("rules.rs"), format!("&{source}")).expect("the folder for the build's output can be written");
}

/// The rules in the order in which they are asked, which a run then takes without looking.
fn in_order(rules: &[rule::Rule], mistakes: &mut String) -> Vec<rule::Rule> {
    match rule::RuleSet::new(rules, &[]) {
        Ok(set) => set.rules().iter().map(|rule| (*rule).clone()).collect(),
        Err(errors) => {
            for error in errors {
                let _ = writeln!(mistakes, "rules: {}: {}", error.rule, explained(&error.kind));
            }
            Vec::new()
        }
    }
}

/// The rule files below a folder, in the order of their paths.
fn rule_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the entries of a readable folder can be read").path();
        if path.is_dir() {
            files.extend(rule_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn load(path: &Path) -> Result<rule::Rule, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}\n", path.display()))?;
    let name = |path: Option<&std::ffi::OsStr>| path.unwrap_or_default().to_string_lossy().into_owned();
    let group = name(path.parent().and_then(Path::file_name));
    rule::load::load(&group, &name(path.file_stem()), &text).map_err(|errors| {
        let index = LineIndex::new(&text);
        let mut mistakes = String::new();
        for error in errors {
            let at = index.position(error.span.start);
            let _ = writeln!(mistakes, "{}:{}:{}: {}", path.display(), at.line, at.column, explained(&error.kind));
        }
        mistakes
    })
}

fn explained(kind: &rule::load::LoadErrorKind) -> String {
    match kind.help() {
        Some(help) => format!("{} ({help})", kind.what()),
        None => kind.what(),
    }
}
