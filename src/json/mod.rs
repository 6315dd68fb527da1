//! Reads JSON (RFC 8259, strict) and keeps what a linter needs: spans, repeated names, spellings and order.
//!
//! [`parse`] never fails: it gives a flat [`Document`] that borrows from the text, and the [`SyntaxError`]s, each with
//! its place, what is wrong and what to write. [`decode()`] comes before it, for bytes that may not be UTF-8. What a
//! document means is left to others: here a request is an object like any other.
//!
//! ```
//! let (document, errors) = coglint::json::parse(r#"{"Enabled": true, "Days": 30}"#);
//! assert!(errors.is_empty());
//! let days = document.root().and_then(|root| root.get("Days")).and_then(|days| days.as_integer());
//! assert_eq!(days, Some(30));
//! ```

mod decode;
mod document;
mod duplicates;
mod error;
mod foreign;
mod lexer;
mod message;
mod parser;
mod pointer;
mod recovery;
mod unescape;

pub use decode::{Encoding, decode, decode_lossy};
pub use document::{Document, Element, Items, Kind, Located, Member, Members, NodeId};
pub use duplicates::DuplicateName;
pub use error::{BadNumber, Bracket, MAX_ERRORS, QuotedPart, SyntaxError, SyntaxErrorKind};
pub use parser::{MAX_DEPTH, Reader, parse};
pub use pointer::{Pointer, PointerError};
pub use unescape::Characters;
