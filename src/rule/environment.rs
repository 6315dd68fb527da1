//! What the expressions of one rule may use: the facts, the rule's own parameters, lists and names, and the functions.

use crate::expr::{Environment, Function, Variable};
use crate::request::facts::{Asked, FACTS};
use crate::value::Type;

use super::definition::ParameterKind;
use super::functions::FUNCTIONS;

/// A list of texts, the type of most parameters and of all lists.
pub const TEXTS: Type = Type::List(&Type::String);

/// What a variable's slot stands for. Facts come first, in the order of their table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The fact of that index.
    Fact(usize),
    /// The parameter of that index.
    Parameter(usize),
    /// The list of that index.
    List(usize),
    /// The named expression of that index.
    Name(usize),
    /// The phrases of the reasons that hold.
    Reasons,
    /// The members that the findings at the request name so far.
    SpokenMembers,
}

const PARAMETERS: u16 = 1000;
const LISTS: u16 = 2000;
const NAMES: u16 = 3000;
const REASONS: u16 = 4000;
const SPOKEN_MEMBERS: u16 = 4001;

impl Slot {
    /// The slot of that number.
    pub fn from_number(number: u16) -> Self {
        match number {
            REASONS => Slot::Reasons,
            SPOKEN_MEMBERS => Slot::SpokenMembers,
            NAMES.. => Slot::Name(usize::from(number - NAMES)),
            LISTS.. => Slot::List(usize::from(number - LISTS)),
            PARAMETERS.. => Slot::Parameter(usize::from(number - PARAMETERS)),
            _ => Slot::Fact(usize::from(number)),
        }
    }

    /// The number of the slot, as programs have it.
    pub fn number(self) -> u16 {
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        match self {
            Slot::Fact(index) => number(index),
            Slot::Parameter(index) => PARAMETERS + number(index),
            Slot::List(index) => LISTS + number(index),
            Slot::Name(index) => NAMES + number(index),
            Slot::Reasons => REASONS,
            Slot::SpokenMembers => SPOKEN_MEMBERS,
        }
    }
}

/// The environment of one rule, filled while its file is read from top to bottom.
#[derive(Debug, Default)]
pub struct RuleEnvironment {
    /// The parameters as expressions name them, `params.NAME`, with their kinds.
    pub parameters: Vec<(String, ParameterKind)>,
    /// The lists as expressions name them, `lists.NAME`.
    pub lists: Vec<String>,
    /// Named expressions, with their types.
    pub names: Vec<(String, Type)>,
    /// Where the facts that depend on a place can be asked for, as the rule's places allow.
    pub asked: Vec<Asked>,
    /// Whether the rule has reasons.
    pub has_reasons: bool,
    /// Whether the rule comes after all others.
    pub is_last: bool,
}

impl RuleEnvironment {
    fn slot(&self, name: &str) -> Option<(Slot, Type)> {
        if let Some(index) = self.parameters.iter().position(|(known, _)| known == name) {
            return Some((Slot::Parameter(index), type_of(self.parameters[index].1)));
        }
        if let Some(index) = self.lists.iter().position(|known| known == name) {
            return Some((Slot::List(index), TEXTS));
        }
        if let Some(index) = self.names.iter().position(|(known, _)| known == name) {
            return Some((Slot::Name(index), self.names[index].1));
        }
        match name {
            "reasons" if self.has_reasons => return Some((Slot::Reasons, TEXTS)),
            "spoken_members" if self.is_last => return Some((Slot::SpokenMembers, TEXTS)),
            _ => {}
        }
        let index = FACTS.iter().position(|fact| fact.name == name)?;
        let fact = &FACTS[index];
        let can_be_asked = matches!(fact.asked, Asked::Anywhere | Asked::AtAPlace) || self.asked.contains(&fact.asked);
        can_be_asked.then_some((Slot::Fact(index), fact.ty))
    }

    /// Why a fact of that name, which exists, cannot be asked for in this rule.
    pub fn elsewhere(&self, name: &str) -> Option<&'static str> {
        let fact = FACTS.iter().find(|fact| fact.name == name)?;
        self.slot(name).is_none().then(|| fact.asked.in_words())
    }
}

impl Environment for RuleEnvironment {
    fn variable(&self, name: &str) -> Option<Variable> {
        let (slot, ty) = self.slot(name)?;
        let constant = matches!(slot, Slot::Parameter(_) | Slot::List(_));
        Some(Variable { slot: slot.number(), ty, constant })
    }

    fn variables(&self) -> Vec<&str> {
        let facts = FACTS.iter().map(|fact| fact.name).filter(|name| self.slot(name).is_some());
        let own = self.names.iter().map(|(name, _)| &**name);
        let parameters = self.parameters.iter().map(|(name, _)| &**name);
        facts.chain(own).chain(parameters).chain(self.lists.iter().map(String::as_str)).collect()
    }

    fn function(&self, name: &str) -> Option<Function<'_>> {
        let index = FUNCTIONS.iter().position(|function| function.name == name)?;
        let function = &FUNCTIONS[index];
        Some(Function {
            index: u16::try_from(index).unwrap_or(u16::MAX),
            parameters: function.parameters,
            result: function.result,
            takes_unknown: false,
        })
    }

    fn functions(&self) -> Vec<&str> {
        FUNCTIONS.iter().map(|function| function.name).collect()
    }
}

/// The type of a parameter's value in expressions: a duration is an integer of seconds.
pub const fn type_of(kind: ParameterKind) -> Type {
    match kind {
        ParameterKind::Boolean => Type::Bool,
        ParameterKind::Integer | ParameterKind::Duration => Type::Int,
        ParameterKind::Strings
        | ParameterKind::Members
        | ParameterKind::Globs
        | ParameterKind::Hosts
        | ParameterKind::Patterns => TEXTS,
    }
}
