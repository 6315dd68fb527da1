//! What people read about a rule. It stays in the text of the rule file until somebody asks.

use crate::toml_table::{Errors, Table, parse};

/// The prose of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    /// The danger, who meets it, what the standard says; paragraphs with empty lines between.
    pub why: String,
    /// What the fix does and whom it may break.
    pub fix_note: Option<String>,
    /// What is easily got wrong about the rule.
    pub traps: Option<String>,
    /// Where to read on.
    pub references: Vec<Reference>,
}

/// A link to read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it leads to, with the section.
    pub title: String,
    /// The https address.
    pub url: String,
}

/// The prose in the text of a rule file that has loaded without mistakes.
pub fn read(text: &str) -> Documentation {
    let errors = Errors::default();
    let root = parse(text, &errors);
    let table = Table::root(&root, "a rule file", &errors);
    let prose = |key| table.item(key).and_then(|item| item.text()).map(|text| text.text.trim().to_owned());
    let references = table.item("references").and_then(|item| item.list()).unwrap_or_default();
    let reference = |item: &crate::toml_table::Item<'_, '_>| {
        let table = item.table("a reference")?;
        let title = table.item("title")?.text()?.text;
        Some(Reference { title, url: table.item("url")?.text()?.text })
    };
    Documentation {
        why: prose("why").unwrap_or_default(),
        fix_note: prose("fix-note"),
        traps: prose("traps"),
        references: references.iter().filter_map(reference).collect(),
    }
}
