//! The `coglint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    coglint::cli::run(std::env::args_os().collect(), coglint::lsp::run).into()
}
