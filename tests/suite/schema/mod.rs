//! The service's shape: what is generated from its model, and what the checks say about requests.

mod agreement;
mod cases;
mod constraints;
mod examples;
mod generated;
mod json_schema;
mod published;
mod service;
mod service_pattern;
mod tables;

use coglint::json::{NodeId, Pointer, parse};
use coglint::schema::{Allowances, Shape, judge, offending, violations};

/// The places of the request `text` that break `shape`, after all ways to ask have given the same ones.
#[track_caller]
fn places(text: &str, shape: Shape) -> Vec<String> {
    let (document, errors) = parse(text);
    assert_eq!(errors, [], "{text}");
    let root = document.root().expect("a text with a value");
    let from_tape = offending(root, shape, Allowances::default());
    let judged = judge(root, shape);
    let from_validator: Vec<NodeId> = judged.iter().map(|violation| violation.element.id()).collect();
    let pointers = |ids: &[NodeId]| ids.iter().map(|&id| document.pointer_to(id).to_string()).collect::<Vec<_>>();
    assert_eq!(pointers(&from_tape), pointers(&from_validator), "tape and validator, {shape:?}: {text}");
    assert_eq!(from_tape, from_validator, "{shape:?}: {text}");
    let found = violations(root, shape, Allowances::default());
    let told: Vec<&Pointer> = found.iter().map(|violation| &violation.pointer).collect();
    assert_eq!(told.len(), from_tape.len(), "{shape:?}: {text}");
    told.into_iter().map(Pointer::to_string).collect()
}
