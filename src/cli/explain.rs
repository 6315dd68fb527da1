//! `coglint explain`: what a rule is about, and how it applies.

use std::io::{self, Write};

use super::arguments::ExplainArguments;
use super::check::unknown_rule;
use super::chosen::{Row, columns, fixes, markdown_row, markdown_rule, plain, rows, severity, with_settings};
use super::console::Console;
use super::policies::Policy;
use super::{NO_VERDICT, finish, settings, tool};
use crate::page::{self, Links};
use crate::report::json_text::{Object, array, string, value};
use crate::report::{Appearance, Tool, wrap};
use crate::rule::RuleSet;
use crate::rule::documentation::{Documentation, read};
use crate::settings::Effective;
use crate::untrusted::inline;

/// Runs the command and gives the exit code.
pub fn run(arguments: &ExplainArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    let path = arguments.file.as_deref();
    let shown = with_settings(&arguments.settings, path, console, |policy, _| show(arguments, policy, console));
    shown.unwrap_or_else(|code| code)
}

fn show(arguments: &ExplainArguments, policy: &Policy<'_>, console: &Console) -> u8 {
    let set = &policy.chosen.rules;
    let Some(index) = set.index_of(&arguments.rule) else {
        // A report may be about a directory further down, whose configuration has rules of its own.
        let elsewhere = match arguments.file {
            Some(_) => "coglint rules lists them all".to_owned(),
            None => format!(
                "a rule of another directory's configuration needs a file there: coglint explain {} FILE",
                arguments.rule
            ),
        };
        console.refuse(&unknown_rule(&arguments.rule, "", &[set], &elsewhere));
        return NO_VERDICT;
    };
    let rule = Effective::new(set.rules()[index], &policy.settings);
    let page = Page { documentation: read(&rule.rule.text), rows: rows(&rule), rule: &rule, set, tool: tool::tool() };
    let written = console.print(|appearance, out| match arguments.output.as_str() {
        "json" => page.write_json(out),
        "markdown" => page.write_markdown(out),
        _ => page.write_text(appearance, out),
    });
    finish(console, written)
}

/// Everything about one rule.
struct Page<'r> {
    rule: &'r Effective<'r>,
    set: &'r RuleSet<'r>,
    documentation: Documentation,
    rows: Vec<Row>,
    tool: Tool,
}

impl Page<'_> {
    /// Severity, category and fix in a line.
    fn kind(&self) -> String {
        let fix = fixes(self.rule).map_or("no fix".to_owned(), |fix| format!("fix: {fix}"));
        format!("{}, {}, {fix}", severity(self.rule), self.rule.rule.category.name())
    }

    /// The prose below a head each.
    fn sections(&self) -> Vec<(&'static str, &str)> {
        let documentation = &self.documentation;
        let sections = [
            ("Why", Some(&documentation.why)),
            ("Traps", documentation.traps.as_ref()),
            ("Fix", documentation.fix_note.as_ref()),
        ];
        let some = sections.into_iter().filter_map(|(head, text)| Some((head, text?.as_str())));
        some.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn write_text(&self, appearance: &Appearance, out: &mut dyn Write) -> io::Result<()> {
        let shown = |text: &str| inline(text, appearance.charset).into_owned();
        writeln!(out, "{}: {}", shown(&self.rule.rule.id), shown(&self.rule.rule.summary))?;
        writeln!(out, "{}", self.kind())?;
        for (head, text) in self.sections() {
            writeln!(out, "\n{head}")?;
            for (index, paragraph) in text.split("\n\n").enumerate() {
                if index > 0 {
                    writeln!(out)?;
                }
                let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
                wrap(&shown(&paragraph), "  ", appearance.width).iter().try_for_each(|line| writeln!(out, "{line}"))?;
            }
        }
        if !self.documentation.references.is_empty() {
            writeln!(out, "\nReferences")?;
        }
        for reference in &self.documentation.references {
            writeln!(out, "  {}\n    {}", shown(&reference.title), shown(&reference.url))?;
        }
        if let Some(page) = self.tool.rule_page(&self.rule.rule.id) {
            writeln!(out, "\nPage\n  {page}")?;
        }
        writeln!(out, "\nSettings")?;
        let heads = ["name", "value", "from"].map(str::to_owned).to_vec();
        let line = |row: &Row| [&row.name, &plain(&row.value), &row.from].map(|cell| shown(cell)).to_vec();
        let lines: Vec<_> = std::iter::once(heads).chain(self.rows.iter().map(line)).collect();
        columns(&lines).iter().try_for_each(|line| writeln!(out, "  {line}"))?;
        for row in self.rows.iter().filter(|row| !row.doc.is_empty()) {
            let doc = format!("{}: {}", row.name, row.doc);
            writeln!(out)?;
            wrap(&shown(&doc), "  ", appearance.width).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let address = |id: &str| self.tool.rule_page(id);
        write!(out, "{}", page::rule(self.rule.rule, self.set, Links::Addresses(&address)))?;
        let heads = ["name", "value", "from"].map(str::to_owned);
        writeln!(out, "\n## Settings\n\n{}\n{}", markdown_row(&heads), markdown_rule(heads.len()))?;
        for row in &self.rows {
            let cells = [format!("`{}`", row.name), format!("`{}`", plain(&row.value)), row.from.clone()];
            writeln!(out, "{}", markdown_row(&cells))?;
        }
        Ok(())
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let rule = self.rule.rule;
        let documentation = &self.documentation;
        let references = documentation
            .references
            .iter()
            .map(|reference| Object::new().string("title", &reference.title).string("url", &reference.url).finish());
        let settings = self.rows.iter().map(|row| {
            Object::new()
                .string("name", &row.name)
                .with("value", &value(&row.value))
                .string("from", &row.from)
                .string("doc", &row.doc)
                .finish()
        });
        let optional = |text: Option<&String>| text.map_or_else(|| "null".to_owned(), |text| string(text));
        let members = [
            ("schema", string("coglint-rule/1")),
            ("id", string(&rule.id)),
            ("summary", string(&rule.summary)),
            ("severity", string(self.rule.plain_severity().name())),
            ("category", string(rule.category.name())),
            ("fix", optional(fixes(self.rule).map(str::to_owned).as_ref())),
            ("why", string(&documentation.why)),
            ("traps", optional(documentation.traps.as_ref())),
            ("fix_note", optional(documentation.fix_note.as_ref())),
            ("references", array(references)),
            ("docs", optional(self.tool.rule_page(&rule.id).as_ref())),
            ("settings", array(settings)),
        ];
        let members: Vec<_> = members.iter().map(|(name, json)| format!("  \"{name}\": {json}")).collect();
        writeln!(out, "{{\n{}\n}}", members.join(",\n"))
    }
}
