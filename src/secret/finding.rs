//! A finding without its secrets.

use std::borrow::Cow;

use serde_json::Value;

use super::{Hidden, Names, REDACTED, mask_text, mask_value};
use crate::finding::{Edit, Finding, Fix, PatchOperation};
use crate::json::Pointer;
use crate::source::Span;

/// `finding` as it may be shown: in texts, value and fix secrets and passwords are replaced, and what would tell the
/// length of one is gone. Borrowed when there is nothing to hide.
pub fn conceal<'f>(finding: &'f Finding, hidden: &Hidden, names: &Names) -> Cow<'f, Finding> {
    let concealer = Concealer { hidden, names };
    let mut shown = finding.clone();
    concealer.conceal(&mut shown);
    if shown == *finding { Cow::Borrowed(finding) } else { Cow::Owned(shown) }
}

struct Concealer<'a> {
    hidden: &'a Hidden,
    names: &'a Names,
}

impl Concealer<'_> {
    fn conceal(&self, finding: &mut Finding) {
        finding.message.sentences.iter_mut().for_each(|sentence| self.text(sentence));
        finding.label.iter_mut().for_each(|label| self.text(label));
        finding.related.iter_mut().for_each(|related| self.text(&mut related.message));
        let secret_value = finding.value.as_ref().is_some_and(|value| self.is_secret(&finding.pointer, value));
        finding.secret |= secret_value;
        if finding.secret {
            finding.value = None;
            // Whoever placed it at the value forgot what `Hidden::place` is for.
            if self.hidden.touches(finding.span) {
                finding.span.end = finding.span.start + 1;
            }
        }
        if let Some(fix) = &mut finding.fix {
            self.fix(fix, finding.span, finding.secret);
        }
    }

    fn fix(&self, fix: &mut Fix, at: Span, secret: bool) {
        self.text(&mut fix.title);
        // An edit behind a secret that the finding stands before would tell where the secret ends.
        let reach = |edit: &Edit| Span::new(at.end.min(edit.span.start), edit.span.end);
        let edits_tell = |edits: &[Edit]| {
            edits.iter().any(|edit| self.hidden.touches(reach(edit)) || self.shown(&edit.text).is_some())
        };
        if secret || fix.edits.as_deref().is_some_and(edits_tell) {
            fix.edits = None;
        }
        for operation in &mut fix.patch {
            if let PatchOperation::Add { path, value } | PatchOperation::Replace { path, value } = operation {
                self.value(value, self.under_secret(path));
            }
        }
    }

    fn text(&self, text: &mut String) {
        if let Some(shown) = self.shown(text) {
            *text = shown;
        }
    }

    /// `text` without passwords and without the secrets of the file, when it has one.
    fn shown(&self, text: &str) -> Option<String> {
        match self.hidden.redact(mask_text(text)) {
            Cow::Borrowed(_) => None,
            Cow::Owned(shown) => Some(shown),
        }
    }

    fn value(&self, value: &mut Value, secret: bool) {
        match value {
            Value::String(_) | Value::Number(_) if secret => *value = REDACTED.into(),
            Value::String(text) => {
                if let Cow::Owned(masked) = mask_value(text) {
                    *text = masked;
                }
                self.text(text);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item, secret)),
            Value::Object(members) => {
                members.iter_mut().for_each(|(name, value)| self.value(value, secret || self.names.is_secret(name)));
            }
            Value::Number(_) | Value::Bool(_) | Value::Null => {}
        }
    }

    fn under_secret(&self, pointer: &Pointer) -> bool {
        pointer.tokens().any(|token| self.names.is_secret(&token))
    }

    fn is_secret(&self, pointer: &Pointer, value: &Value) -> bool {
        match value {
            Value::String(text) => {
                self.under_secret(pointer) || matches!(mask_value(text), Cow::Owned(_)) || self.shown(text).is_some()
            }
            Value::Number(_) => self.under_secret(pointer),
            _ => false,
        }
    }
}
