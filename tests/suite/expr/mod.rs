//! Expressions: the conformance tests of CEL, the interpreter of the `cel` crate as oracle, and both of its parsers.

mod agreement;
mod conformance;
mod host;
mod parsers;
mod robustness;
