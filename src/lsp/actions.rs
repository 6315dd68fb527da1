//! What can be done about findings: fixed, suppressed, read up.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::client::Client;
use super::diagnostics;
use super::document::Document;
use super::fixing::{difference, fix_all};
use super::position::Lines;
use super::protocol::{
    CodeAction, CodeActionKind, CodeActionParams, Command, Diagnostic, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use super::room::{Room, Shown};
use crate::cli::tool::tool;
use crate::finding::{Edit, Fix, SYNTAX_ERROR, Safety};

/// The command that adds a suppression to the configuration: of the document and the identity of the finding.
pub const SUPPRESS: &str = "coglint.suppress";
/// The command that shows the page of a rule.
pub const OPEN_DOCUMENTATION: &str = "coglint.openDocumentation";
/// Every command.
pub const COMMANDS: [&str; 2] = [SUPPRESS, OPEN_DOCUMENTATION];

/// The kind of "fix all".
const FIX_ALL: &str = "source.fixAll.coglint";

/// The kinds of actions that there are.
pub fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QuickFix, CodeActionKind::from(FIX_ALL.to_owned())]
}

/// What is asked for, and what is known.
pub struct Asked<'a> {
    /// Where.
    pub document: &'a Document,
    /// What was found in it.
    pub findings: &'a [Shown],
    /// Which part of it, and which kinds of actions.
    pub params: &'a CodeActionParams,
    /// Who asks.
    pub client: &'a Client,
    /// What applies.
    pub room: &'a Room,
    /// Whether "fix all" takes unsafe fixes too.
    pub unsafe_fixes: bool,
}

impl Asked<'_> {
    /// What can be done there: fixes first.
    pub fn actions(&self) -> Vec<CodeAction> {
        let lines = Lines::new(&self.document.text, self.client.encoding);
        let mut actions = Vec::new();
        if self.wants(CodeActionKind::QuickFix.to_string().as_str()) {
            let here: Vec<_> = self.findings.iter().filter(|shown| self.is_here(shown, &lines)).collect();
            let diagnosed: Vec<_> = here.iter().map(|shown| (*shown, self.diagnostic(shown))).collect();
            actions.extend(diagnosed.iter().filter_map(|(shown, diagnostic)| self.fix(shown, diagnostic, &lines)));
            actions.extend(diagnosed.iter().filter_map(|(shown, diagnostic)| self.suppression(shown, diagnostic)));
            actions.extend(self.documentation(&diagnosed));
        }
        if self.wants(FIX_ALL) {
            actions.extend(self.everything(&lines));
        }
        actions
    }

    /// Whether actions of this kind were asked for: those of a kind are of all kinds that its name begins with.
    fn wants(&self, kind: &str) -> bool {
        let Some(only) = &self.params.context.only else { return true };
        only.iter().map(ToString::to_string).any(|wanted| {
            wanted.is_empty() || kind.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    fn is_here(&self, shown: &Shown, lines: &Lines<'_>) -> bool {
        let Range { start, end } = lines.range(shown.finding.span);
        let asked = self.params.range;
        start <= asked.end && asked.start <= end
    }

    fn diagnostic(&self, shown: &Shown) -> Diagnostic {
        let one = std::slice::from_ref(shown);
        let document = self.document;
        diagnostics::of_findings(one, &document.text, &document.uri, self.client).pop().unwrap_or_default()
    }

    fn fix(&self, shown: &Shown, diagnostic: &Diagnostic, lines: &Lines<'_>) -> Option<CodeAction> {
        let fix = shown.finding.fix.as_ref()?;
        let edits = fix.edits.as_ref()?;
        Some(CodeAction {
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic.clone()]),
            is_preferred: (fix.safety == Safety::Safe).then_some(true),
            edit: Some(self.edit(edits, lines)),
            ..titled(fix_title(fix))
        })
    }

    fn suppression(&self, shown: &Shown, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let rule = &shown.finding.rule;
        if rule == SYNTAX_ERROR || !self.client.applies_edits {
            return None;
        }
        let title = format!("Suppress {rule} here…");
        let arguments = [&self.document.uri.0, &shown.identity].map(|text| Value::String(text.clone())).to_vec();
        Some(CodeAction {
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic.clone()]),
            command: Some(command(title.clone(), SUPPRESS, arguments)),
            ..titled(title)
        })
    }

    /// One action a rule, where there is a page to show.
    fn documentation(&self, diagnosed: &[(&Shown, Diagnostic)]) -> Vec<CodeAction> {
        let mut rules: Vec<&str> = Vec::new();
        for (shown, _) in diagnosed {
            if !rules.contains(&shown.finding.rule.as_str()) {
                rules.push(&shown.finding.rule);
            }
        }
        let has_page = |rule: &&str| self.client.shows_documents && tool().rule_page(rule).is_some();
        let action = |rule: &str| {
            let title = format!("Open documentation of {rule}");
            let of_rule = diagnosed.iter().filter(|(shown, _)| shown.finding.rule == rule);
            CodeAction {
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(of_rule.map(|(_, diagnostic)| diagnostic.clone()).collect()),
                command: Some(command(title.clone(), OPEN_DOCUMENTATION, vec![Value::String(rule.to_owned())])),
                ..titled(title)
            }
        };
        rules.into_iter().filter(has_page).map(action).collect()
    }

    /// All fixes at once.
    fn everything(&self, lines: &Lines<'_>) -> Option<CodeAction> {
        if self.document.recognized != Some(true) {
            return None;
        }
        let text = Arc::clone(&self.document.text);
        let most = if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        let fixed = self.room.ask(move |resident| fix_all(resident, &text, most)).ok()??;
        let edit = difference(&self.document.text, &fixed);
        Some(CodeAction {
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            edit: Some(self.edit(&[edit], lines)),
            ..titled("Fix all that coglint can".to_owned())
        })
    }

    fn edit(&self, edits: &[Edit], lines: &Lines<'_>) -> WorkspaceEdit {
        let edits: Vec<_> =
            edits.iter().map(|edit| TextEdit { range: lines.range(edit.span), new_text: edit.text.clone() }).collect();
        if !self.client.versions_edits {
            let changes = HashMap::from([(self.document.uri.clone(), edits)]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: Some(self.document.version),
            text_document_identifier: TextDocumentIdentifier { uri: self.document.uri.clone() },
        };
        let edits = edits.into_iter().map(Into::into).collect();
        let change = TextDocumentEdit { text_document, edits }.into();
        WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
    }
}

fn fix_title(fix: &Fix) -> String {
    let title = diagnostics::plain(&fix.title);
    let mut letters = title.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let suffix = if fix.safety == Safety::Unsafe { " (unsafe)" } else { "" };
    format!("{first}{}{suffix}", letters.as_str())
}

fn titled(title: String) -> CodeAction {
    CodeAction { title, ..CodeAction::default() }
}

fn command(title: String, command: &str, arguments: Vec<Value>) -> Command {
    Command { title, command: command.to_owned(), arguments: Some(arguments), ..Command::default() }
}
