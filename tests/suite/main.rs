//! Every integration test, as one program: one module a topic.

mod expr;
mod oracle;
mod published;
mod textproto;
