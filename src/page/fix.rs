//! How a rule mends what it finds, in words.

use crate::finding::Safety;
use crate::rule::Rule;
use crate::rule::definition::{Action, FixCase, FixStep, NewValue, Source, Target};
use crate::rule::written::{FixText, StepText, Written};

use super::markdown::{code, joined, sentence};
use super::template::Templates;

/// How safe the fixes of a rule are: `safe`, `unsafe`, `safe or unsafe`, `none`.
pub fn fix_in_words(rule: &Rule) -> &'static str {
    let has = |safety| rule.fixes.iter().any(|case| case.safety == Some(safety));
    match (has(Safety::Safe), has(Safety::Unsafe), rule.source) {
        (true, true, _) => "safe or unsafe",
        (true, false, _) => "safe",
        // A misspelt name or value that has one near name.
        (false, true, _) | (false, false, Source::Schema) => "unsafe",
        (false, false, _) => "none",
    }
}

/// The section about the fix; empty when there is none and nothing to say about it.
pub fn fix(rule: &Rule, written: &Written, note: Option<&str>) -> String {
    let mut out = String::new();
    if rule.source == Source::Schema {
        out.push_str(
            "- **unsafe**: replaces a value, or renames a member, that is near one name of the model and only one\n",
        );
    }
    for (case, text) in rule.fixes.iter().zip(&written.fixes) {
        out.push_str(&format!("- {}\n", line(case, text, written)));
    }
    if let Some(note) = note {
        let gap = if out.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n", note.trim()));
    }
    if out.is_empty() {
        return out;
    }
    let how = match fix_in_words(rule) {
        "none" => "",
        _ => {
            "\nA *safe* fix cannot change what a working application relies on; an *unsafe* one is right for most and may break \
              someone.\n"
        }
    };
    format!("## Fix\n\n{out}{how}")
}

fn line(case: &FixCase, text: &FixText, written: &Written) -> String {
    let when = text.when.as_ref().map(|when| format!(", when {}", code(when))).unwrap_or_default();
    let Some(safety) = case.safety else { return format!("none{when}") };
    let what = if let Some(title) = &text.title {
        sentence(&Templates::new(&written.names).read(title))
    } else {
        let steps = case.patch.iter().zip(&text.steps);
        joined(&steps.map(|(step, text)| self::step(step, text, written)).collect::<Vec<_>>(), "and")
    };
    format!("**{}**{when}: {what}", safety.name())
}

fn step(step: &FixStep, text: &StepText, written: &Written) -> String {
    let read = |template: &str| Templates::new(&written.names).read(template);
    let place = match (&step.target, &text.path) {
        (Target::Pointer(_), Some(path)) => code(&read(path)),
        (Target::Items(member), _) => format!("each item of {}", code(member.name())),
        (Target::Document, _) => "the document".to_owned(),
        _ => "it".to_owned(),
    };
    let when = text.when.as_ref().map(|when| format!(" (when {})", code(when))).unwrap_or_default();
    let value = |value: &NewValue| match (value, &text.value) {
        (NewValue::Expression(_), Some(expression)) => code(&read(&format!("{{{expression}}}"))),
        (NewValue::PlaceWithout(names), _) => {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            format!("what stands there, without {}, nulls and secrets", joined(&names, "and"))
        }
        _ => "an object".to_owned(),
    };
    let what = match &step.action {
        Action::Remove { with_list: true } => format!("removes {place}, and its list when nothing else is in it"),
        Action::Remove { with_list: false } => format!("removes {place}"),
        Action::Set(new) => format!("sets {place} to {}", value(new)),
        Action::Append(new) => format!("adds {} at the end of {place}", value(new)),
    };
    format!("{what}{when}")
}
