//! What all readers of a rule file share: the environment of its expressions, and the errors.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use crate::expr::{ErrorKind, ExprError, Literal, Program, compile};
use crate::request::facts::Asked;
use crate::rule::definition::{ParameterKind, Source, Text};
use crate::rule::environment::RuleEnvironment;
use crate::rule::functions::{Call, FUNCTIONS};
use crate::source::Span;
use crate::toml_table::{self, Item, Table};
use crate::value::Type;

use super::error::{LoadError, LoadErrorKind};

/// One reading of one file.
pub struct Reader<'t> {
    text: &'t str,
    environment: RefCell<RuleEnvironment>,
    errors: RefCell<Vec<LoadError>>,
    asked_about: RefCell<Vec<Text>>,
}

impl<'t> Reader<'t> {
    /// A reading of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, environment: RefCell::default(), errors: RefCell::default(), asked_about: RefCell::default() }
    }

    /// The text of the file.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The errors so far.
    pub fn into_errors(self) -> Vec<LoadError> {
        self.errors.into_inner()
    }

    /// Notes an error.
    pub fn error(&self, span: Span, kind: LoadErrorKind) {
        self.errors.borrow_mut().push(LoadError { span, kind });
    }

    /// The environment as filled so far.
    pub fn environment(&self) -> Ref<'_, RuleEnvironment> {
        self.environment.borrow()
    }

    /// Makes a parameter known to later expressions.
    pub fn add_parameter(&self, name: &str, kind: ParameterKind) {
        self.environment.borrow_mut().parameters.push((format!("params.{name}"), kind));
    }

    /// Makes a list known to later expressions.
    pub fn add_list(&self, name: &str) {
        self.environment.borrow_mut().lists.push(format!("lists.{name}"));
    }

    /// Makes a named expression known to later expressions.
    pub fn add_name(&self, name: &str, ty: Type) {
        self.environment.borrow_mut().names.push((name.to_owned(), ty));
    }

    /// Makes the facts of a kind of place known to later expressions.
    pub fn add_place(&self, asked: Asked) {
        self.environment.borrow_mut().asked.push(asked);
    }

    /// Makes the reasons known to later expressions.
    pub fn add_reasons(&self) {
        self.environment.borrow_mut().has_reasons = true;
    }

    /// Makes the members that earlier findings name known to later expressions.
    pub fn add_spoken_members(&self) {
        self.environment.borrow_mut().is_last = true;
    }

    /// The rules that the expressions so far ask about, each once.
    pub fn rules_asked_about(&self) -> Vec<Text> {
        let mut rules = self.asked_about.borrow().clone();
        rules.sort();
        rules.dedup();
        rules
    }

    /// The expression that is the text of `item`.
    pub fn expression_of(&self, item: &Item<'_, '_>, expected: Option<Type>) -> Option<Program> {
        let source = item.text()?;
        let within = self.inside(source.span, &source.text);
        self.expression(&source.text, within, source.span, expected)
    }

    /// The expression in `source`, which begins at `begin` in the file; without it, errors are placed at `whole`.
    pub fn expression(&self, source: &str, begin: Option<u32>, whole: Span, expected: Option<Type>) -> Option<Program> {
        match compile(source, &*self.environment.borrow(), expected) {
            Ok(program) => {
                self.note_calls(&program);
                Some(program)
            }
            Err(errors) => {
                for error in errors {
                    let span = begin.map_or(whole, |begin| {
                        let inner = toml_table::span(error.span.clone());
                        Span::new(begin + inner.start, begin + inner.end)
                    });
                    self.error(span, self.explained(error));
                }
                None
            }
        }
    }

    /// A fact that exists, but not at this rule's places, is no unknown name.
    fn explained(&self, error: ExprError) -> LoadErrorKind {
        let ErrorKind::UnknownName { name, .. } = &error.kind else { return LoadErrorKind::Expression(error) };
        match self.environment.borrow().elsewhere(name) {
            Some(asked) => LoadErrorKind::FactElsewhere { name: name.clone(), asked },
            None => LoadErrorKind::Expression(error),
        }
    }

    fn note_calls(&self, program: &Program) {
        for (function, arguments) in program.calls() {
            let is_about_rules = FUNCTIONS.get(usize::from(function)).is_some_and(|f| matches!(f.call, Call::Speaks));
            if let (true, [Some(Literal::String(rule)), ..]) = (is_about_rules, &arguments[..]) {
                self.asked_about.borrow_mut().push(Cow::Owned((*rule).to_owned()));
            }
        }
    }

    /// Where the content of a string begins in the file, when it stands there as it is, without escapes.
    pub fn inside(&self, span: Span, content: &str) -> Option<u32> {
        let written = self.text.get(span.range())?;
        let quotes = if written.starts_with("'''") || written.starts_with("\"\"\"") { 3 } else { 1 };
        let inner = written.get(quotes..written.len().checked_sub(quotes)?)?;
        // A line break right after the opening quotes is no part of the content.
        let skipped = usize::from(quotes == 3 && inner.len() > content.len() && inner.starts_with('\n'));
        let offset = u32::try_from(quotes + skipped).unwrap_or(0);
        (inner.get(skipped..) == Some(content)).then_some(span.start + offset)
    }

    /// The value with that name among `known`; an unknown one is an error.
    pub fn one_of<T: Copy>(&self, noun: &'static str, item: &Item<'_, '_>, known: &[(&'static str, T)]) -> Option<T> {
        let name = item.text()?;
        let found = known.iter().find(|(candidate, _)| *candidate == name.text);
        if found.is_none() {
            let names = known.iter().map(|(candidate, _)| *candidate);
            self.error(name.span, LoadErrorKind::unknown(noun, &name.text, names));
        }
        found.map(|(_, value)| *value)
    }

    /// A rule needs a condition exactly when it has no other source.
    pub fn check_condition(&self, table: &Table<'_, '_>, source: Option<Source>, has_condition: bool) {
        if source.is_none() && !has_condition {
            self.error(Span::at(0), LoadErrorKind::NoCondition);
        }
        if source.is_some() {
            for key in ["when", "at", "reason", "message", "fix", "silences"] {
                if let Some(item) = table.item(key) {
                    self.error(item.key_span(), LoadErrorKind::UselessKey(key));
                }
            }
        }
    }
}
