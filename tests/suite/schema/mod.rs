//! The service's shape: what is generated from its model, and what the checks say about requests.

mod generated;
mod json_schema;
mod service;
mod service_pattern;
mod tables;
