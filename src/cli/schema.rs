//! `coglint schema`: the JSON Schema of a request, for other tools.

use super::arguments::SchemaArguments;
use super::console::Console;
use super::{finish, tool};
use crate::request::kind::Operation;
use crate::schema::{Shape, text};

/// Runs the command and gives the exit code.
pub fn run(arguments: &SchemaArguments, console: &Console) -> u8 {
    let shape = match arguments.operation {
        Operation::Update => Shape::Update,
        Operation::Create => Shape::Create,
    };
    let docs = tool::tool().docs;
    finish(console, console.print(|_, out| out.write_all(text(shape, docs.as_deref()).as_bytes())))
}
