//! The JSON reader against the published suite, against `serde_json`, against random bytes, and by examples.

mod broken;
mod conformance;
mod oracle;
mod robust;
mod tape;
