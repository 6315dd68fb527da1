//! Where the published conformance suites lie, which are too large to keep a copy of.

use std::path::{Path, PathBuf};

/// The folder `name` of the suites: under `COGLINT_SUITES`, or else beside the project in `../shared`. When it is not
/// there the caller's test is left out with a word, and fails in CI.
///
/// # Panics
/// When the suite is missing and `CI` is set.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the environment where the suites are")]
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
pub fn suite(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("COGLINT_SUITES").map_or_else(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing; set COGLINT_SUITES", folder.display());
    eprintln!("left out: {} is missing; set COGLINT_SUITES to the folder that holds it", folder.display());
    None
}
