//! The `coglint` program.

fn main() {}
