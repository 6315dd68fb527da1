//! The text of `src/schema/tables.rs`: the model as static data for the check over the tape.

use std::fmt::Write as _;

use super::service::{Constraint, Member, Service, Shape};
use super::service_pattern::{CharacterSet, Position, ServicePattern};

const TAKES_ALL: &str = "a string takes every text";

pub fn generate(service: &Service) -> String {
    let mut text = format!(
        "//! Written by `COGLINT_UPDATE=1 cargo test` from model.json ({}) and descriptions.json; do not edit.\n\
         #![expect(clippy::doc_markdown, clippy::match_same_arms, clippy::unreadable_literal, reason = \"the texts and numbers stand elsewhere\")]\n\n\
         use super::model::{{Constraint, Field, Structure, Text, Type}};\n\
         use super::pattern::{{Class, Pattern, Position}};\n",
        service.version
    );
    let model = service.version.split(',').next().unwrap_or_default();
    write!(text, "\n/// The package that the model is from, and its version.\npub const SERVICE_MODEL: &str = \"{model}\";\n")
        .expect(TAKES_ALL);
    members(&mut text, &service.root_members());
    let mut classes = Classes { sets: Vec::new() };
    for shape in &service.shapes {
        one_type(&mut text, shape, service, &mut classes);
    }
    for (number, set) in classes.sets.iter().enumerate() {
        let (ascii, categories) = (grouped(set.ascii), set.categories);
        write!(text, "\nstatic CLASS_{number}: Class = Class::new({ascii}, {categories});\n").expect(TAKES_ALL);
    }
    text
}

/// The enum of all root members.
fn members(text: &mut String, members: &[&Member]) {
    text.push_str("\n/// A member that a request or a described app client has at its root.\n");
    text.push_str(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u8)]\npub enum Member {\n",
    );
    for member in members {
        line(text, 1, &format!("/// {}", member.description));
        line(text, 1, &format!("{},", member.name));
    }
    text.push_str("}\n\nimpl Member {\n");
    line(text, 1, "/// Every member, in the order of the update request, then those that it does not have.");
    line(text, 1, &format!("pub const ALL: [Member; {}] = [", members.len()));
    for member in members {
        line(text, 2, &format!("Member::{},", member.name));
    }
    line(text, 1, "];\n");
    line(text, 1, "/// The name in a document.");
    line(text, 1, "pub const fn name(self) -> &'static str {");
    line(text, 2, "match self {");
    for member in members {
        line(text, 3, &format!("Member::{0} => \"{0}\",", member.name));
    }
    text.push_str("        }\n    }\n\n");
    line(text, 1, "/// The member of that name.");
    line(text, 1, "pub fn from_name(name: &str) -> Option<Self> {");
    line(text, 2, "// By length first: few names share one.");
    line(text, 2, "match name.len() {");
    let mut lengths: Vec<usize> = members.iter().map(|member| member.name.len()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    for length in lengths {
        line(text, 3, &format!("{length} => match name {{"));
        for member in members.iter().filter(|member| member.name.len() == length) {
            line(text, 4, &format!("\"{0}\" => Some(Member::{0}),", member.name));
        }
        line(text, 4, "_ => None,");
        line(text, 3, "},");
    }
    line(text, 3, "_ => None,");
    text.push_str("        }\n    }\n\n");
    line(text, 1, "/// What its value must be, the same in every shape that has it.");
    line(text, 1, "pub const fn ty(self) -> &'static Type {");
    line(text, 2, "match self {");
    for member in members {
        line(text, 3, &format!("Member::{} => &{},", member.name, constant(&member.shape)));
    }
    text.push_str("        }\n    }\n}\n");
}

fn one_type(text: &mut String, shape: &Shape, service: &Service, classes: &mut Classes) {
    let Shape { name, advice, .. } = shape;
    write!(text, "\npub(super) static {}: Type = Type {{\n", constant(name)).expect(TAKES_ALL);
    line(text, 1, &format!("name: \"{name}\","));
    line(text, 1, &format!("advice: {advice:?},"));
    let constraint = match &shape.constraint {
        Constraint::Boolean => "Constraint::Boolean".to_owned(),
        Constraint::Timestamp => "Constraint::Timestamp".to_owned(),
        Constraint::Integer { min, max } => format!("Constraint::Integer {{ min: {min}, max: {max} }}"),
        Constraint::Choice(values) => format!("Constraint::Choice(&{values:?})"),
        Constraint::List { item, max } => {
            format!("Constraint::List {{ item: &{}, max: {max:?} }}", constant(item))
        }
        Constraint::Text { min, max, pattern } => {
            let pattern = pattern.as_ref().map_or("None".to_owned(), |pattern| one_pattern(pattern, classes));
            format!("Constraint::Text(Text {{ min: {min}, max: {max:?}, pattern: {pattern} }})")
        }
        Constraint::Structure(members) => structure(members, service),
    };
    line(text, 1, &format!("constraint: {constraint},"));
    text.push_str("};\n");
}

fn structure(members: &[Member], service: &Service) -> String {
    assert!(members.len() <= 32, "more members than a bit set has");
    let mut text = "Constraint::Structure(Structure {\n".to_owned();
    line(&mut text, 2, "fields: &[");
    for member in members {
        let ty = constant(&service.shape(&member.shape).name);
        line(&mut text, 3, &format!("Field {{ name: \"{}\", ty: &{ty} }},", member.name));
    }
    line(&mut text, 2, "],");
    let required = members.iter().enumerate().filter(|(_, member)| member.required);
    line(&mut text, 2, &format!("required: {:#b},", required.fold(0_u32, |all, (at, _)| all | 1 << at)));
    text.push_str("    })");
    text
}

fn one_pattern(pattern: &ServicePattern, classes: &mut Classes) -> String {
    let mut text = format!("Some(Pattern {{ // {}\n", pattern.source);
    line(&mut text, 2, &format!("first: {:#b},", pattern.first));
    line(&mut text, 2, &format!("last: {:#b},", pattern.last));
    line(&mut text, 2, "positions: &[");
    for Position { class, follow } in &pattern.positions {
        let class = classes.number(*class);
        line(&mut text, 3, &format!("Position {{ class: &CLASS_{class}, follow: {follow:#b} }},"));
    }
    text.push_str("        ],\n    })");
    text
}

/// The sets of characters, each once.
struct Classes {
    sets: Vec<CharacterSet>,
}

impl Classes {
    fn number(&mut self, set: CharacterSet) -> usize {
        self.sets.iter().position(|seen| *seen == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        })
    }
}

/// `RedirectUrlType` as `REDIRECT_URL_TYPE`.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    for character in name.replace("URLs", "Urls").replace("OAuth", "Oauth").chars() {
        if character.is_uppercase() && !constant.is_empty() {
            constant.push('_');
        }
        constant.push(character.to_ascii_uppercase());
    }
    constant
}

/// Hexadecimal in groups of four digits.
fn grouped(bits: u128) -> String {
    let digits = format!("{bits:032x}");
    let groups: Vec<&str> = (0..8).map(|group| &digits[group * 4..group * 4 + 4]).collect();
    format!("0x{}", groups.join("_"))
}

fn line(text: &mut String, depth: usize, line: &str) {
    writeln!(text, "{:1$}{line}", "", depth * 4).expect(TAKES_ALL);
}
