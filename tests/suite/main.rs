//! Every integration test, as one program: one module a topic.
mod report;
