//! The hand-written parser that is used, which comes without promise, against the public one of the same crate.

use cel::common::ast::{EntryExpr, Expr, IdedExpr};
use cel::parser::{Parser, PrattParser};

use super::conformance;

/// The public parser calls itself so often that the stack of a test is too small for the deepest expressions.
const STACK: usize = 64 << 20;

/// Where the two differ, with the reason.
const KNOWN_DIFFERENCES: &[(&str, &str)] = &[];

#[test]
fn both_parsers_give_the_same_tree_for_every_conformance_test() {
    let Some(cases) = conformance::cases() else { return };
    let sources = cases.into_iter().map(|case| case.source).collect();
    let mut different = differing(sources);
    different.retain(|source| !KNOWN_DIFFERENCES.iter().any(|(known, _)| known == source));
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}

#[test]
fn known_differences_of_the_parsers_are_still_there() {
    let known: Vec<String> = KNOWN_DIFFERENCES.iter().map(|(source, _)| (*source).to_owned()).collect();
    assert_eq!(differing(known.clone()), known);
}

/// The texts that the parsers read differently: as another tree, or that only one of them accepts.
fn differing(mut sources: Vec<String>) -> Vec<String> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        sources.retain(|source| public(source) != used(source));
        sources
    });
    thread.expect("a thread starts").join().expect("no parser panics")
}

fn public(source: &str) -> Option<IdedExpr> {
    Parser::new().enable_optional_syntax(true).parse(source).ok().map(without_numbers)
}

fn used(source: &str) -> Option<IdedExpr> {
    PrattParser::new().enable_optional_syntax(true).parse(source).ok().map(without_numbers)
}

/// The tree alone: the parsers number the nodes of maps and messages in another order.
fn without_numbers(mut tree: IdedExpr) -> IdedExpr {
    forget_numbers(&mut tree);
    tree
}

fn forget_numbers(tree: &mut IdedExpr) {
    tree.id = 0;
    match &mut tree.expr {
        Expr::Call(call) => call.target.as_deref_mut().into_iter().chain(&mut call.args).for_each(forget_numbers),
        Expr::Comprehension(inner) => {
            let parts = [&mut inner.iter_range, &mut inner.accu_init, &mut inner.loop_cond];
            parts.into_iter().chain([&mut inner.loop_step, &mut inner.result]).for_each(forget_numbers);
        }
        Expr::List(list) => list.elements.iter_mut().for_each(forget_numbers),
        Expr::Map(map) => map.entries.iter_mut().for_each(|entry| forget_entry(&mut entry.id, &mut entry.expr)),
        Expr::Struct(message) => {
            message.entries.iter_mut().for_each(|entry| forget_entry(&mut entry.id, &mut entry.expr));
        }
        Expr::Select(select) => forget_numbers(&mut select.operand),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => {}
    }
}

fn forget_entry(id: &mut u64, entry: &mut EntryExpr) {
    *id = 0;
    match entry {
        EntryExpr::StructField(field) => forget_numbers(&mut field.value),
        EntryExpr::MapEntry(entry) => {
            forget_numbers(&mut entry.key);
            forget_numbers(&mut entry.value);
        }
    }
}
