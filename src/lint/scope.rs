//! The values of variables and functions while the expressions of one rule are evaluated at one place.

use std::cell::Cell;

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use crate::expr::{self, Patterns, Program};
use crate::request::facts::{Facts, Place};
use crate::rule::definition::{ParameterValue, Part};
use crate::rule::environment::Slot;
use crate::rule::functions::{Call, FUNCTIONS};
use crate::settings::{Effective, Origin};
use crate::value::Value;

use super::speaking::{Speakers, key_of};
use super::veil::Veil;
use super::{Linter, fixing, writing};

/// One rule at one place.
#[derive(Clone, Copy)]
pub struct Scope<'s, 'a> {
    /// The facts of the request.
    pub facts: &'a Facts<'a>,
    /// The rule as it applies.
    pub rule: &'a Effective<'a>,
    /// The place.
    pub place: Place<'a>,
    /// Who speaks so far.
    pub speakers: &'s Speakers,
    /// The rules of the run.
    pub linter: &'a Linter<'a>,
    /// What must not be shown.
    veil: &'s Veil,
    /// The values of the rule's names here, each from when it was first asked for: a name inside `filter` or in another
    /// name would be evaluated once for every item.
    names: Names<'a>,
    /// The same for names whose value is the same everywhere in the request: what one says of a list would be worked out
    /// again at each item.
    names_everywhere: Names<'a>,
}

/// The values of a rule's names, as far as they were asked for.
pub type Names<'a> = &'a [Cell<Option<Value<'a>>>];

impl<'s, 'a> Scope<'s, 'a> {
    /// Room for the values of the rule's names, none of which is known yet.
    pub fn no_names(facts: &'a Facts<'a>, rule: &Effective<'_>) -> Names<'a> {
        facts.arena().alloc_slice_fill_with(rule.rule.names.len(), |_| Cell::new(None))
    }

    /// A rule at a place. All scopes of the rule in the request share `names_everywhere`, which are [`Scope::no_names`] at
    /// first.
    pub fn new(
        facts: &'a Facts<'a>,
        rule: &'a Effective<'a>,
        place: Place<'a>,
        speakers: &'s Speakers,
        linter: &'a Linter<'a>,
        veil: &'s Veil,
        names_everywhere: Names<'a>,
    ) -> Self {
        let names = Self::no_names(facts, rule);
        Self { facts, rule, place, speakers, linter, veil, names, names_everywhere }
    }

    /// The same rule at another place.
    #[must_use]
    pub fn at(&self, place: Place<'a>) -> Self {
        Self::new(self.facts, self.rule, place, self.speakers, self.linter, self.veil, self.names_everywhere)
    }

    fn name(&self, index: usize) -> Value<'a> {
        let Some(named) = self.rule.rule.names.get(index) else { return Value::Unknown };
        let values = if named.is_same_everywhere { self.names_everywhere } else { self.names };
        let Some(cell) = values.get(index) else { return Value::Unknown };
        if let Some(value) = cell.get() {
            return value;
        }
        let value = self.value(&named.value);
        cell.set(Some(value));
        value
    }

    /// Whether a condition holds here; without one, it does.
    pub fn holds(&self, condition: Option<&'a Program>) -> bool {
        condition.is_none_or(|condition| condition.holds(self))
    }

    /// The value of an expression here.
    pub fn value(&self, program: &'a Program) -> Value<'a> {
        program.evaluate(self)
    }

    /// The text of parts as it may be shown, or `None` when one of its values is not known.
    pub fn text(&self, parts: &'a [Part]) -> Option<String> {
        writing::text(self, parts)
    }

    /// A value as it may be shown here.
    pub fn veiled(&self, text: String) -> String {
        self.veil.shown(text, self.veil.covers(&fixing::pointer_to(self, &self.place)))
    }

    fn list<T>(&self, items: impl IntoIterator<Item = T>, value: impl Fn(T) -> Value<'a>) -> Value<'a> {
        Value::List(ArenaVec::from_iter_in(items.into_iter().map(value), self.facts.arena()).into_bump_slice())
    }

    fn parameter(&self, index: usize) -> Value<'a> {
        match self.rule.parameters.get(index).map(|parameter| parameter.value) {
            Some(ParameterValue::Boolean(value)) => Value::Bool(*value),
            Some(ParameterValue::Integer(value)) => Value::Int(*value),
            Some(ParameterValue::Strings(texts)) => self.list(texts.iter(), |text| Value::String(text)),
            None => Value::Unknown,
        }
    }

    fn reasons(&self) -> Value<'a> {
        let hold = self.rule.rule.reasons.iter().filter(|reason| reason.when.holds(self));
        let texts = hold.filter_map(|reason| self.text(&reason.text));
        self.list(texts, |text| Value::String(self.facts.arena().alloc_str(&text)))
    }
}

impl<'a> expr::Scope<'a> for Scope<'_, 'a> {
    fn variable(&self, slot: u16) -> Value<'a> {
        match Slot::from_number(slot) {
            Slot::Fact(index) => self.facts.read(index, &self.place),
            Slot::Parameter(index) => self.parameter(index),
            Slot::List(index) => match self.rule.rule.lists.get(index) {
                Some(list) => self.list(list.items.iter(), |text| Value::String(text)),
                None => Value::Unknown,
            },
            Slot::Name(index) => self.name(index),
            Slot::Reasons => self.reasons(),
            Slot::SpokenMembers => self.list(self.speakers.spoken_members(), |member| Value::String(member.name())),
        }
    }

    fn call(&self, function: u16, arguments: &[Value<'a>]) -> Value<'a> {
        let Some(function) = FUNCTIONS.get(usize::from(function)) else { return Value::Unknown };
        match (&function.call, arguments) {
            (Call::Plain(call), _) => call(self.facts, arguments),
            (Call::Speaks, [Value::String(rule)]) => match self.linter.set.index_of(rule) {
                Some(index) => Value::Bool(self.speakers.speaks(key_of(&self.place), index)),
                None => Value::Unknown,
            },
            (Call::IsFromProfile, [Value::String(name)]) => {
                let parameters = self.rule.rule.parameters.iter().zip(&self.rule.parameters);
                let found = parameters.into_iter().find(|(parameter, _)| parameter.name == *name);
                found.map_or(Value::Unknown, |(_, value)| Value::Bool(matches!(value.origin, Origin::Profile(_))))
            }
            _ => Value::Unknown,
        }
    }

    fn arena(&self) -> &'a Bump {
        self.facts.arena()
    }

    fn patterns(&self) -> &Patterns {
        &self.linter.patterns
    }
}
