//! A pattern of the service's model, read once into what the two sides need: the same pattern as ECMA-262 for the JSON
//! Schemas, and the positions of its automaton for the check over the tape.
//!
//! The service means: the whole text, `\w`, `\s` and `\d` in ASCII, `\p{…}` in Unicode. Only what the model uses is
//! known; anything else stops the generator.

use coglint::schema::Class;
use regex_syntax::ast::{self, Ast};

/// The categories that `\p{L}` and the other letters name.
const CATEGORIES: [(&str, u8); 6] = [
    ("L", Class::LETTER),
    ("M", Class::MARK),
    ("S", Class::SYMBOL),
    ("N", Class::NUMBER),
    ("P", Class::PUNCTUATION),
    ("Z", Class::SEPARATOR),
];

pub struct ServicePattern {
    /// As the model writes it.
    pub source: String,
    /// As ECMA-262, anchored; where a class names Unicode categories, the place of the whole is taken by `categories`.
    pub ecma: String,
    /// The Unicode categories, where the pattern is one or more characters of them.
    pub categories: u8,
    pub first: u32,
    pub last: u32,
    pub positions: Vec<Position>,
}

#[derive(Clone)]
pub struct Position {
    pub class: CharacterSet,
    pub follow: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct CharacterSet {
    pub ascii: u128,
    pub categories: u8,
}

/// What an automaton needs to know of a part of a pattern.
#[derive(Clone, Copy, Default)]
struct Part {
    first: u32,
    last: u32,
    can_be_empty: bool,
}

impl ServicePattern {
    pub fn read(source: &str) -> Self {
        let tree = ast::parse::Parser::new().parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
        let mut positions = Vec::new();
        let whole = add(&tree, &mut positions);
        assert!(!whole.can_be_empty, "{source}: the empty text matches, which no check knows");
        assert!(positions.len() <= 32, "{source}: more positions than a bit set has");
        let categories = positions.iter().fold(0, |all, position| all | position.class.categories);
        let one_class = positions.len() == 1 && positions[0].follow == 1;
        assert!(categories == 0 || one_class, "{source}: categories in a pattern that is not `[…]+`");
        let ecma = format!("^{}$", ecma(&tree));
        Self { source: source.to_owned(), ecma, categories, first: whole.first, last: whole.last, positions }
    }

    /// Whether no text with a line break matches.
    pub fn is_of_one_line(&self) -> bool {
        self.positions.iter().all(|position| position.class.ascii & (1 << u32::from('\n')) == 0)
    }
}

/// Adds the positions of `tree`, with what follows inside it, as Glushkov's construction does.
fn add(tree: &Ast, positions: &mut Vec<Position>) -> Part {
    match tree {
        Ast::Empty(_) | Ast::Assertion(_) => Part { can_be_empty: true, ..Part::default() },
        Ast::Group(group) => add(&group.ast, positions),
        Ast::Concat(parts) => {
            let nothing = Part { can_be_empty: true, ..Part::default() };
            parts.asts.iter().fold(nothing, |before, part| {
                let part = add(part, positions);
                connect(before.last, part.first, positions);
                Part {
                    first: before.first | if before.can_be_empty { part.first } else { 0 },
                    last: part.last | if part.can_be_empty { before.last } else { 0 },
                    can_be_empty: before.can_be_empty && part.can_be_empty,
                }
            })
        }
        Ast::Repetition(repetition) => {
            let part = add(&repetition.ast, positions);
            let (again, can_be_empty) = match repetition.op.kind {
                ast::RepetitionKind::ZeroOrOne => (false, true),
                ast::RepetitionKind::ZeroOrMore => (true, true),
                ast::RepetitionKind::OneOrMore => (true, part.can_be_empty),
                ast::RepetitionKind::Range(_) => panic!("no check knows a counted repetition"),
            };
            if again {
                connect(part.last, part.first, positions);
            }
            Part { can_be_empty: can_be_empty || part.can_be_empty, ..part }
        }
        _ => {
            positions.push(Position { class: character_set(tree), follow: 0 });
            let bit = 1 << (positions.len() - 1);
            Part { first: bit, last: bit, can_be_empty: false }
        }
    }
}

fn connect(last: u32, first: u32, positions: &mut [Position]) {
    for (at, position) in positions.iter_mut().enumerate() {
        if last >> at & 1 == 1 {
            position.follow |= first;
        }
    }
}

fn character_set(tree: &Ast) -> CharacterSet {
    let mut set = CharacterSet::default();
    match tree {
        Ast::Literal(literal) => add_range(&mut set, literal.c, literal.c),
        Ast::ClassBracketed(class) => {
            assert!(!class.negated, "no check knows a negated class");
            for item in class_items(class) {
                add_item(&mut set, &item);
            }
        }
        other => panic!("no check knows {other:?}"),
    }
    set
}

fn class_items(class: &ast::ClassBracketed) -> Vec<ast::ClassSetItem> {
    match &class.kind {
        ast::ClassSet::Item(ast::ClassSetItem::Union(union)) => union.items.clone(),
        ast::ClassSet::Item(item) => vec![item.clone()],
        ast::ClassSet::BinaryOp(_) => panic!("no check knows an operation between classes"),
    }
}

fn add_item(set: &mut CharacterSet, item: &ast::ClassSetItem) {
    match item {
        ast::ClassSetItem::Literal(literal) => add_range(set, literal.c, literal.c),
        ast::ClassSetItem::Range(range) => add_range(set, range.start.c, range.end.c),
        ast::ClassSetItem::Perl(class) => {
            for (start, end) in perl_ranges(class) {
                add_range(set, *start, *end);
            }
        }
        ast::ClassSetItem::Unicode(class) => {
            let category = category(class);
            set.categories |= category;
            for byte in 0..128_u8 {
                if Class::category(char::from(byte)) == category {
                    set.ascii |= 1 << byte;
                }
            }
        }
        other => panic!("no check knows {other:?}"),
    }
}

fn add_range(set: &mut CharacterSet, start: char, end: char) {
    for character in start..=end {
        assert!(character.is_ascii(), "no check knows a single character beyond ASCII");
        set.ascii |= 1 << u32::from(character);
    }
}

fn category(class: &ast::ClassUnicode) -> u8 {
    assert!(!class.negated, "no check knows {class:?}");
    let ast::ClassUnicodeKind::Named(name) = &class.kind else { panic!("no check knows {class:?}") };
    CATEGORIES.iter().find(|(of, _)| of == name).unwrap_or_else(|| panic!("no check knows {class:?}")).1
}

/// ASCII, as the service means them.
fn perl_ranges(class: &ast::ClassPerl) -> &'static [(char, char)] {
    assert!(!class.negated, "no check knows {class:?}");
    match class.kind {
        ast::ClassPerlKind::Digit => &[('0', '9')],
        ast::ClassPerlKind::Space => &[('\t', '\r'), (' ', ' ')],
        ast::ClassPerlKind::Word => &[('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_')],
    }
}

/// The same pattern in the part of ECMA-262 that the JSON Schema specification advises for exchange: no `\w`, whose
/// meaning differs between engines, and no `\p{…}`, which some do not know.
fn ecma(tree: &Ast) -> String {
    match tree {
        Ast::Empty(_) | Ast::Assertion(_) => String::new(),
        Ast::Literal(literal) => written(literal),
        Ast::Group(group) => format!("({})", ecma(&group.ast)),
        Ast::Concat(parts) => parts.asts.iter().map(ecma).collect(),
        Ast::Repetition(repetition) => {
            let operator = match repetition.op.kind {
                ast::RepetitionKind::ZeroOrOne => '?',
                ast::RepetitionKind::ZeroOrMore => '*',
                ast::RepetitionKind::OneOrMore => '+',
                ast::RepetitionKind::Range(_) => panic!("no check knows a counted repetition"),
            };
            format!("{}{operator}", ecma(&repetition.ast))
        }
        Ast::ClassBracketed(class) => format!("[{}]", class_items(class).iter().map(ecma_item).collect::<String>()),
        other => panic!("no check knows {other:?}"),
    }
}

fn ecma_item(item: &ast::ClassSetItem) -> String {
    match item {
        ast::ClassSetItem::Literal(literal) => written(literal),
        ast::ClassSetItem::Range(range) => format!("{}-{}", written(&range.start), written(&range.end)),
        ast::ClassSetItem::Perl(class) => perl_ranges(class)
            .iter()
            .map(|(start, end)| match (start, end) {
                ('\t', '\r') => "\\t-\\r".to_owned(),
                _ if start == end => start.to_string(),
                _ => format!("{start}-{end}"),
            })
            .collect(),
        // The JSON Schema says these by a definition of their own.
        ast::ClassSetItem::Unicode(_) => String::new(),
        other => panic!("no check knows {other:?}"),
    }
}

/// A character of a pattern; `\xNN` keeps its spelling, which every engine reads.
fn written(literal: &ast::Literal) -> String {
    match literal.kind {
        ast::LiteralKind::Verbatim => literal.c.to_string(),
        ast::LiteralKind::HexFixed(ast::HexLiteralKind::X) => format!("\\x{:02X}", u32::from(literal.c)),
        _ => panic!("no check knows {literal:?}"),
    }
}
