//! What a run found, and the formats that it is written in.
//!
//! A [`Run`] is data that whoever checked fills in; [`FORMATS`] lists the formats, one file each, and
//! [`footer`] and [`diagnostic`] write what goes to standard error. Everything is pure but for the handle that is
//! written to: files, environment and terminal are the caller's, and [`appearance`] decides from what the caller found.
//! Text from outside is escaped and secrets are replaced here, at the edge, and nowhere earlier.

mod about;
pub mod appearance;
mod cap;
mod checkstyle;
mod color;
mod concise;
pub mod diagnostic;
mod diff;
mod entry;
pub mod footer;
mod format;
mod frame;
mod github;
mod gitlab;
mod host_paths;
mod html;
mod json;
mod json_document;
mod json_members;
pub(crate) mod json_text;
mod jsonl;
mod junit;
mod markdown;
pub(crate) mod markdown_text;
mod place;
mod pretty;
mod run;
mod sarif;
mod window;
mod wrap;
mod xml;

pub use about::About;
pub use appearance::Appearance;
pub use diff::Diff;
pub use format::{FORMATS, Format};
pub use host_paths::HostPaths;
pub use place::Places;
pub(crate) use wrap::wrap;

pub use run::{
    Error, ErrorKind, File, Fixed, Identities, Rule, Run, Settings, Skipped, Source, Status, Summary, Suppressed, Tool,
    Verdict,
};
