//! One document, checked: every rule is asked at its places, the catalogue's order decides who speaks, and what is said
//! becomes findings.
//!
//! [`Linter`] holds what is the same for all files of a run; [`Linter::check`] takes a document and gives its findings, in
//! the order of the text. Nothing here reads files, and nothing decides what a finding means for the run.

mod asking;
mod fixing;
pub mod places;
mod program;
pub mod scope;
pub mod speaking;
pub mod veil;
mod writing;

use std::ops::Range;

use bumpalo::Bump;

use crate::expr::Patterns;
use crate::finding::{Category, Finding, Message, Related, SYNTAX_ERROR, Severity};
use crate::json::{Document, Pointer, SyntaxError};
use crate::request::Request;
use crate::request::client::Client;
use crate::request::facts::Context;
use crate::request::kind::{self, Form, Operation};
use crate::rule::RuleSet;
use crate::rule::definition::{ParameterRole, ParameterValue};
use crate::secret::Names;
use crate::settings::{Effective, Settings};

use asking::Asking;

/// What is the same for all files of a run.
pub struct Linter<'r> {
    set: &'r RuleSet<'r>,
    settings: &'r Settings,
    rules: Vec<Effective<'r>>,
    patterns: Patterns,
    template_patterns: Vec<regex::Regex>,
    ignored_members: Vec<String>,
    given_members: Vec<String>,
    secrets: Names,
}

/// What was found in a document that is read as a request.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The call that it is for.
    pub operation: Operation,
    /// The client's type: `confidential`, `machine`, `public` or `unknown`.
    pub client_type: &'static str,
    /// In the order of the text, then by rule.
    pub findings: Vec<Finding>,
}

impl<'r> Linter<'r> {
    /// A linter with the rules of `set` as `settings` have them.
    pub fn new(set: &'r RuleSet<'r>, settings: &'r Settings) -> Self {
        let rules: Vec<_> = set.rules().iter().map(|rule| Effective::new(rule, settings)).collect();
        let with_role = |role: ParameterRole| -> Vec<String> {
            let parameters = rules.iter().flat_map(|rule| rule.rule.parameters.iter().zip(&rule.parameters));
            let values = parameters.filter(|(parameter, _)| parameter.role == role).map(|(_, value)| value.value);
            let texts = values.filter_map(|value| match value {
                ParameterValue::Strings(texts) => Some(texts.iter().map(ToString::to_string)),
                _ => None,
            });
            texts.flatten().collect()
        };
        let template_patterns = with_role(ParameterRole::TemplatePatterns);
        Self {
            set,
            settings,
            patterns: Patterns::default(),
            // The patterns were checked when they were set.
            template_patterns: template_patterns.iter().filter_map(|pattern| regex::Regex::new(pattern).ok()).collect(),
            ignored_members: with_role(ParameterRole::IgnoredMembers),
            given_members: with_role(ParameterRole::GivenMembers),
            secrets: Names::new(settings.redact.iter().map(|name| &name.value)),
            rules,
        }
    }

    /// The rules as they apply, in the order in which they are asked.
    pub fn rules(&self) -> &[Effective<'r>] {
        &self.rules
    }

    /// Checks a document without syntax errors, as a request in `form`; `arena` is where values live meanwhile.
    pub fn check(&self, document: &Document<'_>, form: Form, arena: &Bump) -> Checked {
        let declared = self.settings.operation.value;
        let operation = document.root().map_or(Operation::Update, |root| kind::operation(root, form, declared));
        let further = |value: &str| self.further_token(value);
        let Some(request) = Request::new(document, form, operation, &further, arena) else {
            let findings = asking::without_request(self, document, operation);
            return Checked { operation, client_type: "unknown", findings };
        };
        let client_type = Client::of(&request, self.settings.client_type.value).type_name();
        let context = Context { profile: &self.settings.profile.value, declared_type: self.settings.client_type.value };
        let mut findings = Asking::new(self, &request, context, arena).findings();
        findings.sort_by(|a, b| (a.span.start, &a.rule, &a.pointer).cmp(&(b.span.start, &b.rule, &b.pointer)));
        Checked { operation, client_type, findings }
    }

    fn further_token(&self, value: &str) -> Option<Range<usize>> {
        // A pattern that may be empty matches every value; nothing at all is no token.
        let token = |pattern: &regex::Regex| pattern.find_iter(value).find(|found| !found.is_empty());
        self.template_patterns.iter().find_map(token).map(|found| found.range())
    }
}

/// The findings about a text that is no JSON.
pub fn syntax_findings(errors: &[SyntaxError]) -> Vec<Finding> {
    errors.iter().map(syntax_finding).collect()
}

fn syntax_finding(error: &SyntaxError) -> Finding {
    let related = error.related().map(|(span, message)| Related { message, span });
    Finding {
        rule: SYNTAX_ERROR.to_owned(),
        severity: Severity::Error,
        category: Category::Validity,
        dormant: false,
        message: Message { sentences: vec![sentence(&error.what()), sentence(&error.help())] },
        pointer: Pointer::root(),
        member: None,
        span: error.span,
        value: None,
        secret: false,
        label: Some(error.what()),
        fix: None,
        related: related.into_iter().collect(),
    }
}

/// A phrase as a sentence: a capital letter first, a full stop last.
fn sentence(phrase: &str) -> String {
    let mut characters = phrase.chars();
    let first = characters.next().map(char::to_uppercase).into_iter().flatten();
    let mut sentence: String = first.chain(characters).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
