//! `coglint lsp`: a language server for editors, on standard input and output (LSP 3.17).
//!
//! A `server` reads one message after the other and answers in order; nothing runs beside it, so an answer is always
//! about the text that the editor has. What applies to a document lives in its `room`; the same code as on the command
//! line examines it there, so that both find the same. What the protocol looks like stands in `protocol` alone.

#![expect(clippy::disallowed_methods, reason = "it reads configuration files and the clock, as the command line does")]

mod actions;
mod answers;
mod client;
mod completion;
mod configuration;
mod cursor;
mod diagnostics;
mod document;
mod fixing;
mod hover;
mod links;
mod mistakes;
mod options;
mod position;
mod protocol;
mod room;
mod server;
mod suppressing;
mod uri;

use std::time::Duration;

use protocol::Connection;

pub use position::Encoding;
pub use server::serve;

/// How long after the last change a document is checked.
pub const QUIET: Duration = Duration::from_millis(150);

/// Serves the editor at standard input and output, and gives the exit code: 0 after a good-bye, else 1.
pub fn run() -> u8 {
    let (connection, threads) = Connection::stdio();
    let code = serve(&connection, QUIET);
    drop(connection);
    // After an `exit` nobody writes any more; without one the input has ended. What the editor did not take is lost.
    let written = threads.join();
    if written.is_err() { code.max(1) } else { code }
}
