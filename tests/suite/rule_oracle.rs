//! Every expression of every built-in rule, with the interpreter of the `cel` crate as the judge of its value.
//!
//! The texts come from the rule files, the programs from the binary, and the values of facts, parameters and functions
//! from the engine: what is judged is what the programs make of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use bumpalo::Bump;
use coglint::expr::{Kind, Program, Scope as _};
use coglint::json::Document;
use coglint::lint::Linter;
use coglint::lint::places::for_each;
use coglint::lint::scope::Scope;
use coglint::lint::speaking::{Speaker, Speakers, key_of};
use coglint::lint::veil::Veil;
use coglint::request::Request;
use coglint::request::facts::{Context, FACTS, Facts, Place};
use coglint::request::kind;
use coglint::rule::builtin::RULES;
use coglint::rule::definition::{
    Action, NewValue, Part, PlacePattern, Precedence, Rule, Sentence, SeverityCase, Target,
};
use coglint::rule::environment::{Slot, TEXTS, type_of};
use coglint::rule::examples::{self, Example};
use coglint::rule::functions::FUNCTIONS;
use coglint::schema::Member;
use coglint::settings::{Effective, Settings};
use coglint::value::{Type, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::oracle::{OracleValue, oracle_with};
use crate::requests::{self, Case, SET, with_document};

/// An expression as it is written, and the program that it became.
struct Expression {
    /// The key that it stands under.
    key: String,
    source: String,
    program: &'static Program,
    /// The names in it.
    words: BTreeSet<String>,
    /// The variables that these may mean.
    variables: Vec<Named>,
}

/// A variable by the name that expressions have for it.
struct Named {
    name: String,
    slot: Slot,
    ty: Type,
}

/// Gathers the expressions of one rule: the file and the rule are walked side by side.
struct Gatherer {
    rule: &'static Rule,
    found: Vec<Expression>,
}

impl Gatherer {
    fn all(rule: &'static Rule) -> Vec<Expression> {
        let file: toml::Table = rule.text.parse().expect("a built-in rule is TOML");
        let mut gatherer = Self { rule, found: Vec::new() };
        gatherer.severities("severity", file.get("severity"), &rule.severity);
        for part in rule.profiles.iter() {
            let severity = file["profiles"][&*part.profile].get("severity");
            gatherer.severities("profile's severity", severity, &part.severity);
        }
        for (item, case) in items(file.get("at")).zip(rule.places.iter()) {
            gatherer.pair("at", item.get("when"), case.when.as_ref());
            gatherer.pair("speaks-of", item.get("speaks-of"), case.speaks_of.as_ref());
        }
        for named in rule.names.iter() {
            gatherer.pair(&named.name, file["names"].get(&*named.name), Some(&named.value));
        }
        gatherer.pair("when", file.get("when"), rule.when.as_ref());
        for (item, reason) in items(file.get("reason")).zip(rule.reasons.iter()) {
            gatherer.pair("reason", item.get("when"), Some(&reason.when));
            gatherer.parts("reason", text(item.get("text")), &reason.text);
        }
        for (item, sentence) in items(file.get("message")).zip(rule.message.iter()) {
            gatherer.sentence(item, sentence);
        }
        for (item, case) in items(file.get("fix")).zip(rule.fixes.iter()) {
            gatherer.pair("fix", item.get("when"), case.when.as_ref());
            gatherer.parts("title", text(item.get("title")), &case.title);
            for (item, step) in items(item.get("patch")).zip(case.patch.iter()) {
                gatherer.pair("patch", item.get("when"), step.when.as_ref());
                if let Target::Pointer(tokens) = &step.target {
                    let path = text(item.get("path")).trim_start_matches('/');
                    path.split('/').zip(tokens.iter()).for_each(|(token, parts)| gatherer.parts("path", token, parts));
                }
                match &step.action {
                    Action::Set(value) | Action::Append(value) => gatherer.new_value(item.get("value"), value),
                    Action::Remove { .. } => {}
                }
            }
        }
        for (item, silence) in items(file.get("silences")).zip(rule.silences.iter()) {
            gatherer.pair("silences", item.get("when"), silence.when.as_ref());
        }
        gatherer.found
    }

    fn pair(&mut self, key: &str, written: Option<&toml::Value>, program: Option<&'static Program>) {
        match (written.and_then(toml::Value::as_str), program) {
            (Some(source), Some(program)) => {
                let words = words(source);
                self.found.push(Expression {
                    key: key.to_owned(),
                    source: source.to_owned(),
                    program,
                    variables: variables_of(self.rule, &words),
                    words,
                });
            }
            (None, None) => {}
            (source, _) => panic!("{}: {key}: {source:?} and its program do not belong together", self.rule.id),
        }
    }

    fn severities(&mut self, key: &str, written: Option<&toml::Value>, cases: &'static [SeverityCase]) {
        for (item, case) in items(written).zip(cases) {
            self.pair(key, item.get("when"), case.when.as_ref());
        }
    }

    fn sentence(&mut self, item: &toml::Value, sentence: &'static Sentence) {
        self.pair("message", item.get("when"), sentence.when.as_ref());
        self.parts("message", item.as_str().unwrap_or_else(|| text(item.get("text"))), &sentence.parts);
    }

    /// The expressions in the braces of a text.
    fn parts(&mut self, key: &str, written: &str, parts: &'static [Part]) {
        let plain = written.replace("{{", "").replace("}}", "");
        let sources = plain.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(source, _)| source);
        let programs = parts.iter().filter_map(|part| match part {
            Part::Value(program) => Some(program),
            Part::Text(_) => None,
        });
        let (sources, programs): (Vec<_>, Vec<_>) = (sources.collect(), programs.collect());
        assert_eq!(sources.len(), programs.len(), "{}: {key}: {written}", self.rule.id);
        for (source, program) in sources.into_iter().zip(programs) {
            self.pair(key, Some(&source.into()), Some(program));
        }
    }

    fn new_value(&mut self, written: Option<&toml::Value>, value: &'static NewValue) {
        match value {
            NewValue::Expression(program) => self.pair("value", written, Some(program)),
            NewValue::Object(members) => {
                for (name, value) in members.iter() {
                    self.new_value(written.and_then(|table| table.get(&**name)), value);
                }
            }
            NewValue::PlaceWithout(_) => {}
        }
    }
}

fn items(value: Option<&toml::Value>) -> impl Iterator<Item = &toml::Value> {
    value.and_then(toml::Value::as_array).into_iter().flatten()
}

fn text(value: Option<&toml::Value>) -> &str {
    value.and_then(toml::Value::as_str).unwrap_or("")
}

/// The names in an expression; those in its texts do no harm.
fn words(source: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    source.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The expressions of all rules, and which values were judged already.
struct Court {
    expressions: Vec<Expression>,
    /// Where the expressions of a rule stand among all.
    of_rule: BTreeMap<&'static str, Range<usize>>,
    judged: HashSet<(usize, String)>,
    /// What the interpreter cannot be asked.
    left_out: usize,
    /// Whether only rules of that id are looked at.
    only: Option<&'static str>,
}

impl Court {
    fn new() -> Self {
        let mut expressions = Vec::new();
        let mut of_rule = BTreeMap::new();
        for rule in RULES {
            let first = expressions.len();
            expressions.extend(Gatherer::all(rule));
            of_rule.insert(&*rule.id, first..expressions.len());
        }
        Self { expressions, of_rule, judged: HashSet::new(), left_out: 0, only: None }
    }

    fn example(&mut self, example: &Example) {
        let case = Case {
            members: Vec::new(),
            is_described: false,
            profile: example.profile.as_deref().and_then(known_profile).unwrap_or("default"),
            operation: example.operation,
            client_type: example.client_type,
            assignments: example.assignments.clone(),
        };
        self.text(&example.request, &case.settings());
    }

    fn text(&mut self, text: &str, settings: &Settings) {
        with_document(text, |document| self.document(document, settings));
    }

    /// Judges every expression at every place of its rule in a document.
    fn document(&mut self, document: &Document<'_>, settings: &Settings) {
        let arena = Bump::new();
        let linter = Linter::new(&SET, settings);
        let Some(root) = document.root() else { return };
        let form = kind::form(root);
        let operation = kind::operation(root, form, settings.operation.value);
        let Some(request) = Request::new(document, form, operation, &|_| None, &arena) else { return };
        let context = Context { profile: &settings.profile.value, declared_type: settings.client_type.value };
        let facts = &*arena.alloc(Facts::new(&request, context, &arena));
        let veil = Veil::default();
        for effective in linter.rules() {
            if self.only.is_some_and(|only| only != effective.rule.id) {
                continue;
            }
            let names = Scope::no_names(facts, effective);
            for place in places(&request, effective) {
                let is_told = !effective.rule.asks_about.is_empty() || effective.rule.precedence == Precedence::Last;
                let others = is_told.then(|| all_speakers(&place, effective));
                for speakers in [Some(Speakers::default()), others].into_iter().flatten() {
                    let scope = Scope::new(facts, effective, place, &speakers, &linter, &veil, names);
                    self.scope(&scope);
                }
            }
        }
    }

    fn scope(&mut self, scope: &Scope<'_, '_>) {
        let rule = scope.rule.rule;
        for index in self.of_rule[&*rule.id].clone() {
            let expression = &self.expressions[index];
            let variables: Vec<(&str, OracleValue)> = expression
                .variables
                .iter()
                .map(|Named { name, slot, ty }| {
                    (name.as_str(), seen(scope.variable(slot.number()), *ty, &expression.words))
                })
                .collect();
            let ours = OracleValue::outcome(expression.program.evaluate(scope));
            if !self.judged.insert((index, format!("{variables:?} {ours:?}"))) {
                continue;
            }
            let host = |name: &str, arguments: &[OracleValue]| call(scope, name, arguments);
            match oracle_with(&expression.source, &variables, &host) {
                None => self.left_out += 1,
                Some(theirs) => assert_eq!(
                    ours,
                    theirs,
                    "{}: {}: {} (ours, then the interpreter's)\n{variables:?}\n{}",
                    rule.id,
                    expression.key,
                    expression.source,
                    scope.facts.request().document().text(),
                ),
            }
        }
    }
}

fn known_profile(name: &str) -> Option<&'static str> {
    coglint::rule::profile::NAMES.into_iter().find(|known| *known == name)
}

/// The places of a rule, and the items that its fixes look at.
fn places<'a>(request: &'a Request<'a>, effective: &Effective<'_>) -> Vec<Place<'a>> {
    let steps = effective.rule.fixes.iter().flat_map(|case| case.patch.iter());
    let of_fixes = steps.filter_map(|step| match step.target {
        Target::Items(member) => Some(PlacePattern::Items(member)),
        _ => None,
    });
    let mut places = Vec::new();
    for pattern in effective.rule.places.iter().map(|case| case.pattern.clone()).chain(of_fixes) {
        for_each(request, effective, &pattern, &mut |place| places.push(place));
    }
    places
}

/// As if every rule that the rule asks about spoke at the place, and somebody of some members.
fn all_speakers(place: &Place<'_>, effective: &Effective<'_>) -> Speakers {
    let speakers = Speakers::default();
    for rule in effective.rule.asks_about.iter().filter_map(|id| SET.index_of(id)) {
        speakers.add(key_of(place), Speaker { rule, precedence: Precedence::Ordinary });
    }
    speakers.name(Member::CallbackURLs);
    speakers.name(Member::EnableTokenRevocation);
    speakers
}

/// The variables of a rule that an expression with these names in it may use.
fn variables_of(rule: &Rule, words: &BTreeSet<String>) -> Vec<Named> {
    let variable = |name: String, slot, ty| Named { name, slot, ty };
    let facts =
        FACTS.iter().enumerate().map(|(index, fact)| variable(fact.name.to_owned(), Slot::Fact(index), fact.ty));
    let parameters = rule.parameters.iter().enumerate().map(|(index, parameter)| {
        variable(format!("params.{}", parameter.name), Slot::Parameter(index), type_of(parameter.kind))
    });
    let lists = rule
        .lists
        .iter()
        .enumerate()
        .map(|(index, list)| variable(format!("lists.{}", list.name), Slot::List(index), TEXTS));
    let names = rule.names.iter().enumerate().map(|(index, expression)| {
        variable(expression.name.to_string(), Slot::Name(index), type_of_program(&expression.value))
    });
    let others = [("reasons", Slot::Reasons), ("spoken_members", Slot::SpokenMembers)]
        .map(|(name, slot)| variable(name.to_owned(), slot, TEXTS));
    let all = facts.chain(parameters).chain(lists).chain(names).chain(others);
    all.filter(|variable| variable.name.split('.').all(|part| words.contains(part))).collect()
}

fn type_of_program(program: &Program) -> Type {
    match (program.result, program.item) {
        (Kind::Bool, _) => Type::Bool,
        (Kind::Int, _) => Type::Int,
        (Kind::String, _) => Type::String,
        (Kind::List, Some(Kind::Int)) => Type::List(&Type::Int),
        (Kind::List, Some(Kind::Bool)) => Type::List(&Type::Bool),
        (Kind::List, None | Some(Kind::String)) => TEXTS,
        other => panic!("no name stands for {other:?}"),
    }
}

/// A value as the oracle takes it, with those fields of objects that the expression can mean.
fn seen(value: Value<'_>, ty: Type, words: &BTreeSet<String>) -> OracleValue {
    match (value, ty) {
        (Value::Absent, _) => OracleValue::Absent,
        (Value::Unknown, _) => OracleValue::Unknown,
        (Value::Bool(value), Type::Bool) => OracleValue::Bool(value),
        (Value::Int(value), Type::Int) => OracleValue::Int(value),
        (Value::String(text), Type::String) => OracleValue::String(text.to_owned()),
        (Value::List(items), Type::List(item)) => {
            OracleValue::List(items.iter().map(|value| seen(*value, *item, words)).collect())
        }
        (Value::Object(object), Type::Object(kind)) => {
            let fields = kind.fields.iter().enumerate().filter(|(_, field)| words.contains(field.name));
            let field = |(index, field): (usize, &coglint::value::Field)| {
                (field.name.to_owned(), seen(object.field(index), field.ty, words))
            };
            OracleValue::Object(fields.map(field).collect())
        }
        (value, ty) => panic!("{value:?} is no {ty}"),
    }
}

/// A function of the engine; `None` when it has none of that name.
fn call(scope: &Scope<'_, '_>, name: &str, arguments: &[OracleValue]) -> Option<OracleValue> {
    let index = FUNCTIONS.iter().position(|function| function.name == name)?;
    let arguments: Vec<Value<'_>> = arguments.iter().map(|argument| given(scope.facts.arena(), argument)).collect();
    let number = u16::try_from(index).expect("few functions");
    Some(seen(scope.call(number, &arguments), FUNCTIONS[index].result, &BTreeSet::new()))
}

fn given<'a>(arena: &'a Bump, value: &OracleValue) -> Value<'a> {
    match value {
        OracleValue::Absent | OracleValue::Object(_) => Value::Absent,
        OracleValue::Unknown => Value::Unknown,
        OracleValue::Bool(value) => Value::Bool(*value),
        OracleValue::Int(value) => Value::Int(*value),
        OracleValue::String(text) => Value::String(arena.alloc_str(text)),
        OracleValue::List(items) => {
            let items: Vec<Value<'a>> = items.iter().map(|item| given(arena, item)).collect();
            Value::List(arena.alloc_slice_copy(&items))
        }
    }
}

/// How many values make an example long: the steps of a loop over them cost the judge the square.
const LONG: usize = 60;

fn is_long(text: &str) -> bool {
    text.matches(',').count() >= LONG
}

/// Of how many examples of other rules one is looked at in an ordinary run; all are when more cases are asked for.
const ONE_OF: usize = 5;

fn examples_of(rule: &Rule) -> Vec<Example> {
    let examples = examples::read(&rule.id, &rule.text).expect("the examples of a built-in rule can be read");
    examples.bad.into_iter().chain(examples.good).collect()
}

/// Whether an example is JSON: those of `syntax-error` are not, and no expression is asked about them.
fn is_json(example: &Example) -> bool {
    coglint::json::parse(&example.request).1.is_empty()
}

#[test]
fn each_rule_means_in_its_examples_what_the_interpreter_makes_of_it() {
    let mut court = Court::new();
    for rule in RULES {
        court.only = Some(&rule.id);
        examples_of(rule).iter().filter(|example| is_json(example)).for_each(|example| court.example(example));
    }
    court.is_trustworthy();
}

#[test]
fn all_rules_mean_in_the_examples_of_others_what_the_interpreter_makes_of_them() {
    let mut court = Court::new();
    let one_of = if requests::config().cases > requests::ORDINARY_CASES { 1 } else { ONE_OF };
    for rule in RULES {
        // A list of a hundred is judged by the rules that it is an example of; for others it says nothing new.
        let examples = examples_of(rule).into_iter().filter(|example| !is_long(&example.request));
        examples.filter(is_json).step_by(one_of).for_each(|example| court.example(&example));
    }
    court.is_trustworthy();
}

#[test]
fn all_rules_mean_in_any_request_what_the_interpreter_makes_of_them() {
    let mut court = Court::new();
    let mut runner = TestRunner::new(requests::config());
    for _ in 0..runner.config().cases.div_ceil(4) {
        let case = requests::cases().new_tree(&mut runner).expect("a request").current();
        if is_long(&case.text()) {
            continue;
        }
        court.text(&case.text(), &case.settings());
    }
    court.is_trustworthy();
}

impl Court {
    /// Few values are left out, and every expression was judged with one at least.
    #[track_caller]
    fn is_trustworthy(&self) {
        eprintln!("{} expressions, {} judged, {} left out", self.expressions.len(), self.judged.len(), self.left_out);
        assert!(self.left_out * 20 < self.judged.len(), "{} of {} left out", self.left_out, self.judged.len());
        let judged: BTreeSet<usize> = self.judged.iter().map(|(index, _)| *index).collect();
        let share = judged.len() * 10 / self.expressions.len();
        assert!(share >= 9, "only {} of {} expressions were judged", judged.len(), self.expressions.len());
    }
}
