//! Every rule asked at its places, in order; who may speak becomes a finding.

use std::cell::OnceCell;

use bumpalo::Bump;

use crate::finding::{Finding, SYNTAX_ERROR, Severity};
use crate::json::Document;
use crate::request::facts::{Context, Facts, Path, Place};
use crate::request::kind::Operation;
use crate::request::oauth::OAuth;
use crate::request::place::Finder;
use crate::request::{Request, kind};
use crate::rule::definition::{PlaceCase, Precedence, Reach, Source};
use crate::schema::{self, Allowances, Breach, Member, Shape, Violation};
use crate::settings::Effective;
use crate::value::Value;

use super::places::for_each;
use super::program;
use super::scope::{Names, Scope};
use super::speaking::{Key, Part, Speaker, Speakers, key_of};
use super::veil::Veil;
use super::{Linter, fixing, writing};

/// The rules asked about one request.
pub struct Asking<'a> {
    linter: &'a Linter<'a>,
    facts: &'a Facts<'a>,
    speakers: Speakers,
    said: Vec<Said<'a>>,
    oauth_is_off: OnceCell<bool>,
    veil: Veil,
    /// For each rule the values of its names that are the same everywhere.
    names: Vec<OnceCell<Names<'a>>>,
}

/// What a rule has to say, before it is written out.
struct Said<'a> {
    rule: usize,
    what: What<'a>,
}

enum What<'a> {
    /// The condition holds at this place.
    Condition(Place<'a>),
    /// The program itself found it.
    Program(Box<Finding>),
}

impl<'a> Asking<'a> {
    /// Nothing is asked yet.
    pub fn new(linter: &'a Linter<'a>, request: &'a Request<'a>, context: Context<'a>, arena: &'a Bump) -> Self {
        // The arena takes the facts without running their destructors: they own nothing outside of it.
        let facts = arena.alloc(Facts::new(request, context, arena));
        let veil = Veil::new(request.document(), &linter.secrets);
        let names = linter.rules.iter().map(|_| OnceCell::new()).collect();
        let speakers = Speakers::default();
        Self { linter, facts, speakers, said: Vec::new(), oauth_is_off: OnceCell::new(), veil, names }
    }

    /// Asks all rules and writes out what is said, in the order of the rules.
    pub fn findings(mut self) -> Vec<Finding> {
        for (index, rule) in self.linter.rules.iter().enumerate() {
            if !rule.enabled.value && !rule.counts {
                continue;
            }
            match rule.rule.source {
                Source::Condition => self.ask(index, rule),
                Source::Reader => self.repeat_reader(index, rule),
                Source::Schema => self.ask_model(index, rule),
                Source::Run => {}
            }
        }
        self.silence_document();
        let visible = self.said.iter().filter(|said| self.linter.rules[said.rule].enabled.value);
        visible.map(|said| self.write(said)).collect()
    }

    /// Asks one rule by its condition.
    fn ask(&mut self, index: usize, effective: &'a Effective<'a>) {
        let rule = effective.rule;
        let request = self.facts.request();
        if !rule.members.is_empty() && rule.members.iter().all(|member| request.written(*member).is_none()) {
            return;
        }
        let mut places = Vec::new();
        for case in rule.places.iter() {
            for_each(request, effective, &case.pattern, &mut |place| {
                let is_done = rule.first_place_only && !places.is_empty();
                if !is_done && self.speaks_at(index, effective, case, place) {
                    places.push((case, place));
                }
            });
        }
        for (case, place) in places {
            self.say(index, effective, case, place);
        }
    }

    /// Whether the rule has something to say at the place, and nobody silences it.
    fn speaks_at(&self, index: usize, effective: &'a Effective<'a>, case: &'a PlaceCase, place: Place<'a>) -> bool {
        let rule = effective.rule;
        if !self.speakers.may_speak(key_of(&place), index, rule.precedence) {
            return false;
        }
        let scope = self.scope(index, place);
        if !scope.holds(case.when.as_ref()) {
            return false;
        }
        match &rule.when {
            Some(condition) => scope.holds(Some(condition)),
            None => rule.reasons.is_empty() || rule.reasons.iter().any(|reason| reason.when.holds(&scope)),
        }
    }

    /// Notes that the rule speaks at the place, what it speaks of, and whom it silences there.
    fn say(&mut self, index: usize, effective: &'a Effective<'a>, case: &'a PlaceCase, place: Place<'a>) {
        let rule = effective.rule;
        let key = key_of(&place);
        self.speakers.add(key, Speaker { rule: index, precedence: rule.precedence });
        let scope = self.scope(index, place);
        if let Some(Value::List(names)) = case.speaks_of.as_ref().map(|names| scope.value(names)) {
            for name in names {
                let Value::String(name) = name else { continue };
                if let Some(member) = Member::from_name(name) {
                    self.speakers.name(member);
                }
            }
        }
        for silence in rule.silences.iter() {
            let Reach::Place(rules) = &silence.reach else { continue };
            if scope.holds(silence.when.as_ref()) {
                for silenced in rules.iter().filter_map(|id| self.linter.set.index_of(id)) {
                    self.speakers.silence(key, silenced);
                }
            }
        }
        self.said.push(Said { rule: index, what: What::Condition(place) });
    }

    /// The names that are given twice: nothing silences them at their place. What is no JSON never comes here.
    fn repeat_reader(&mut self, index: usize, effective: &'a Effective<'a>) {
        if effective.rule.id == SYNTAX_ERROR {
            return;
        }
        let severity = effective.plain_severity();
        for duplicate in self.facts.request().document().duplicates() {
            let finding = program::duplicate(duplicate, effective.rule, severity, &self.linter.secrets);
            self.said.push(Said { rule: index, what: What::Program(Box::new(finding)) });
        }
    }

    /// What the service's model refuses.
    fn ask_model(&mut self, index: usize, effective: &'a Effective<'a>) {
        let request = self.facts.request();
        // Allowances only take away: where nothing is refused without them, nothing is with them.
        if request.refused().is_empty() {
            return;
        }
        let allowances = self.linter.allowances();
        for violation in schema::violations(request.root(), request.shape(), allowances) {
            if is_in_a_template(request, &violation) {
                continue;
            }
            let node = violation.element.id();
            // "Not a member" gives way to rules that know the member; a broken value is a cause of its own.
            let precedence = match violation.breach {
                Breach::Unknown { .. } => Precedence::Schema,
                _ => Precedence::Secret,
            };
            // For an object that lacks members the place is the object and each of them.
            let keys: Vec<Key> = match &violation.breach {
                Breach::Missing { members } if node == request.root().id() => {
                    let members = members.iter().filter_map(|field| Member::from_name(field.name));
                    members.map(|member| (node, Part::Missing(member))).collect()
                }
                _ => vec![(node, Part::Value)],
            };
            let heard = keys.iter().any(|key| self.speakers.may_speak(*key, index, precedence));
            if heard {
                for key in keys {
                    self.speakers.add(key, Speaker { rule: index, precedence });
                }
                let finding =
                    program::violation(&violation, effective.rule, effective.plain_severity(), &self.linter.secrets);
                self.said.push(Said { rule: index, what: What::Program(Box::new(finding)) });
            }
        }
    }

    /// When a finding silences the whole document, drops what others said, but for those it excepts.
    fn silence_document(&mut self) {
        let silencer = self.said.iter().find_map(|said| {
            let What::Condition(place) = said.what else { return None };
            let effective = &self.linter.rules[said.rule];
            effective.rule.silences.iter().find_map(|silence| match &silence.reach {
                Reach::Document(except) if self.scope(said.rule, place).holds(silence.when.as_ref()) => {
                    Some((said.rule, except))
                }
                _ => None,
            })
        });
        if let Some((silencer, except)) = silencer {
            let rules = &self.linter.rules;
            self.said.retain(|said| said.rule == silencer || except.contains(&rules[said.rule].rule.id));
        }
    }

    /// The rule of that index at a place.
    fn scope(&self, index: usize, place: Place<'a>) -> Scope<'_, 'a> {
        let rule = &self.linter.rules[index];
        let names = self.names[index].get_or_init(|| Scope::no_names(self.facts, rule));
        Scope::new(self.facts, rule, place, &self.speakers, self.linter, &self.veil, names)
    }

    fn write(&self, said: &Said<'a>) -> Finding {
        let effective = &self.linter.rules[said.rule];
        match &said.what {
            What::Program(finding) => (**finding).clone(),
            What::Condition(place) => self.write_condition(&self.scope(said.rule, *place), effective),
        }
    }

    fn write_condition(&self, scope: &Scope<'_, 'a>, effective: &'a Effective<'a>) -> Finding {
        let rule = effective.rule;
        let place = &scope.place;
        let (severity, dormant) = self.severity(scope, effective);
        let pointer = fixing::pointer_to(scope, place);
        let member = match place.path {
            Path::Missing(member) => Some(member.name().to_owned()),
            _ => None,
        };
        let mut finding = Finding {
            rule: rule.id.to_string(),
            severity,
            category: rule.category,
            dormant,
            message: writing::message(scope, &rule.message, dormant),
            pointer,
            member,
            span: place.element.span(),
            value: None,
            secret: false,
            label: None,
            fix: fixing::fix(scope),
            related: Vec::new(),
        };
        if place.element.id() == self.facts.request().root().id() && matches!(place.path, Path::Root | Path::Missing(_))
        {
            finding.span.end = finding.span.start + 1;
        } else {
            program::show_value(&mut finding, place.element, &self.linter.secrets);
        }
        finding
    }

    /// Whether OAuth is off; the same for every finding of the request.
    fn is_oauth_off(&self) -> bool {
        *self.oauth_is_off.get_or_init(|| OAuth::of(self.facts.request(), self.facts.arena()).is_off())
    }

    /// The severity here, and whether it was lowered because the setting has no effect as things stand.
    fn severity(&self, scope: &Scope<'_, 'a>, effective: &'a Effective<'a>) -> (Severity, bool) {
        let chosen = effective.user_severity.as_ref().map(|severity| severity.value);
        let by_case = || {
            let cases = effective.severity_cases().iter().chain(effective.rule.severity.iter());
            cases.into_iter().find(|case| scope.holds(case.when.as_ref())).map(|case| case.severity)
        };
        let severity = chosen.or_else(by_case).unwrap_or(Severity::Info);
        let is_dormant = effective.rule.dormant
            && effective.rule.category != crate::finding::Category::Validity
            && self.is_oauth_off();
        (if is_dormant { Severity::Info } else { severity }, is_dormant)
    }
}

/// What an unresolved template holds belongs to it.
fn is_in_a_template(request: &Request<'_>, violation: &Violation<'_>) -> bool {
    let value = violation.element;
    // None is in another one, so only the last that begins before the value can be around it.
    let templates = request.places(Finder::Templates);
    let before = templates.partition_point(|found| found.node < value.id());
    let last = before.checked_sub(1).and_then(|index| templates.get(index));
    last.is_some_and(|found| value.span().end <= request.document().element(found.node).span().end)
}

/// The findings of a document whose root is no object, as a request of `operation`: that is all there is to say.
pub fn without_request(linter: &Linter<'_>, document: &Document<'_>, operation: Operation) -> Vec<Finding> {
    let Some(root) = document.root() else { return Vec::new() };
    let shape = match (kind::form(root), operation) {
        (kind::Form::Described, _) => Shape::Described,
        (_, Operation::Update) => Shape::Update,
        (_, Operation::Create) => Shape::Create,
    };
    let speaking = linter.rules.iter().filter(|rule| rule.enabled.value && rule.rule.source == Source::Schema);
    let violations = schema::violations(root, shape, linter.allowances());
    speaking
        .flat_map(|rule| {
            violations
                .iter()
                .map(|violation| program::violation(violation, rule.rule, rule.plain_severity(), &linter.secrets))
        })
        .collect()
}

impl Linter<'_> {
    fn allowances(&self) -> Allowances<'_> {
        Allowances { ignore_members: &self.ignored_members, assume_given: &self.given_members }
    }
}
