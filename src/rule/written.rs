//! A rule as its author wrote it: the conditions and texts that [`load`](super::load) lowers, for people to read.
//!
//! Like the prose, it stays in the text of the rule file until somebody asks. What a rule does is decided by the lowered
//! [`Rule`](super::Rule) alone; the lists here have the same order as the lists there.

use crate::toml_table::{Errors, Item, Table, parse};

/// The expressions and texts of a rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Where the rule looks: the pattern of places, and its own condition.
    pub places: Vec<Case>,
    /// The condition of the rule.
    pub when: Option<String>,
    /// The conditions of the cases of its severity; the last has none.
    pub severity: Vec<Option<String>>,
    /// For each profile that changes the severity, by its name, the conditions of the cases.
    pub profile_severity: Vec<(String, Vec<Option<String>>)>,
    /// Expressions with a name, each of which may use those before it.
    pub names: Vec<(String, String)>,
    /// The sentences of the message.
    pub message: Vec<Case>,
    /// The phrases that say what is wrong.
    pub reasons: Vec<Case>,
    /// How to mend it.
    pub fixes: Vec<FixText>,
    /// The conditions under which it silences others.
    pub silences: Vec<Option<String>>,
}

/// A text and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The condition; none when it always holds.
    pub when: Option<String>,
    /// The text.
    pub text: String,
}

/// A case of a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixText {
    /// The condition; none when it always can be done.
    pub when: Option<String>,
    /// What it does, when the patch does not say it well.
    pub title: Option<String>,
    /// What it does, in order.
    pub steps: Vec<StepText>,
}

/// A step of a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepText {
    /// The condition; none when it is always taken.
    pub when: Option<String>,
    /// Where, when it is not the finding's place: a pointer with expressions in braces.
    pub path: Option<String>,
    /// The expression for what it writes; none when it writes nothing, or an object.
    pub value: Option<String>,
}

/// What is written in the text of a rule file that has loaded without mistakes.
pub fn read(text: &str) -> Written {
    let errors = Errors::default();
    let root = parse(text, &errors);
    let table = Table::root(&root, "a rule file", &errors);
    let silence = |item: &Item<'_, '_>| text_of(&item.table("a silence")?, "when");
    Written {
        places: items(&table, "at").iter().filter_map(|item| case(item, "place")).collect(),
        when: text_of(&table, "when"),
        severity: severity(&table),
        profile_severity: entries(&table, "profiles")
            .into_iter()
            .filter_map(|(name, item)| Some((name, severity(&item.table("a profile")?))))
            .filter(|(_, cases)| !cases.is_empty())
            .collect(),
        names: entries(&table, "names")
            .into_iter()
            .filter_map(|(name, item)| Some((name, item.text()?.text)))
            .collect(),
        message: items(&table, "message").iter().filter_map(|item| case(item, "text")).collect(),
        reasons: items(&table, "reason").iter().filter_map(|item| case(item, "text")).collect(),
        fixes: items(&table, "fix").iter().filter_map(fix).collect(),
        silences: items(&table, "silences").iter().map(silence).collect(),
    }
}

/// A text, or a table whose text stands under `key`.
fn case(item: &Item<'_, '_>, key: &'static str) -> Option<Case> {
    if item.value().is_str() {
        return Some(Case { when: None, text: item.text()?.text });
    }
    let table = item.table("a case")?;
    Some(Case { when: text_of(&table, "when"), text: text_of(&table, key)? })
}

/// One severity, or a list of cases: their conditions.
fn severity(table: &Table<'_, '_>) -> Vec<Option<String>> {
    let Some(item) = table.item("severity") else { return Vec::new() };
    let condition = |item: &Item<'_, '_>| item.value().as_table().and_then(|_| text_of(&item.table("a case")?, "when"));
    match item.value().as_array() {
        None => vec![None],
        Some(_) => item.list().unwrap_or_default().iter().map(condition).collect(),
    }
}

fn fix(item: &Item<'_, '_>) -> Option<FixText> {
    let table = item.table("a fix")?;
    let step = |item: &Item<'_, '_>| {
        let table = item.table("a step of a fix")?;
        let value = table.item("value").filter(|value| value.value().is_str()).and_then(|value| value.text());
        Some(StepText {
            when: text_of(&table, "when"),
            path: text_of(&table, "path"),
            value: value.map(|value| value.text),
        })
    };
    Some(FixText {
        when: text_of(&table, "when"),
        title: text_of(&table, "title"),
        steps: items(&table, "patch").iter().filter_map(step).collect(),
    })
}

fn text_of(table: &Table<'_, '_>, key: &'static str) -> Option<String> {
    Some(table.item(key)?.text()?.text)
}

fn items<'a, 't>(table: &Table<'a, 't>, key: &'static str) -> Vec<Item<'a, 't>> {
    table.item(key).and_then(|item| item.list()).unwrap_or_default()
}

fn entries<'a, 't>(table: &Table<'a, 't>, key: &'static str) -> Vec<(String, Item<'a, 't>)> {
    let Some(table) = table.item(key).and_then(|item| item.table("a table of names")) else { return Vec::new() };
    table.entries().map(|(name, item)| (name.text, item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_it_stands() {
        let written = read(
            r#"
            severity = [{ when = "a", is = "error" }, "info"]
            at = ["/X?", { place = "", when = "b" }]
            when = "c"
            message = [{ when = "d", text = "`{x}`." }, "Do."]
            names = { x = "1 + 1" }
            fix = [{ when = "e", safety = "safe", title = "{x}", patch = [
                { op = "set", path = "/X/{x}", value = "x", when = "f" },
                { op = "set", value = { A = "x" } },
            ] }]
            silences = [{ rules = ["r"], when = "g" }, { rules = ["s"] }]
            profiles.dev.severity = "info"
            profiles.strict.enabled = true
            "#,
        );
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(written.severity, [text("a"), None]);
        assert_eq!(written.profile_severity, [("dev".to_owned(), vec![None])]);
        assert_eq!(written.places[1], Case { when: text("b"), text: String::new() });
        assert_eq!(written.message[0], Case { when: text("d"), text: "`{x}`.".to_owned() });
        assert_eq!(written.names, [("x".to_owned(), "1 + 1".to_owned())]);
        assert_eq!(written.silences, [text("g"), None]);
        let step = StepText { when: text("f"), path: text("/X/{x}"), value: text("x") };
        let object = StepText { when: None, path: None, value: None };
        assert_eq!(written.fixes[0].steps, [step, object]);
    }
}
