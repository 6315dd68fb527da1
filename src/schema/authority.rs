//! Asks the `jsonschema` crate which places of a request break its schema, and tells which constraint is broken first.
//!
//! The validator reads the published schema, so the two cannot part. Two things it does not see, because they are about
//! how a document is written, are put into the instance that it gets: a member that is null is left out, and a number
//! with a fraction or an exponent is one that is no integer.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

use crate::json::{Element, Kind, Pointer};

use super::Shape;
use super::check::string;
use super::model::{Constraint, Structure, Text, Type};
use super::near::is_secret;
use super::places::{Place, Places};
use super::violation::{Breach, Expected, Violation, choice, unknown};

/// The constraint that a value breaks, the one that is told before the others first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Keyword {
    Type,
    Enum,
    Length,
    Range,
    Pattern,
    MaxItems,
}

/// What the validator says of one object or value.
#[derive(Default)]
struct Errors {
    broken: Option<Keyword>,
    missing: Vec<String>,
    unknown: Vec<String>,
}

/// What the validator says breaks `shape`, in the order of the text, without asking the tape first and without what the
/// user excepts.
///
/// [`super::violations`] is what a run calls; this is for those who compare the two.
pub fn judge(root: Element<'_>, shape: Shape) -> Vec<Violation<'_>> {
    let mut by_place: BTreeMap<Location, Errors> = BTreeMap::new();
    for error in validator(shape).iter_errors(&instance(root)) {
        add(by_place.entry(error.instance_path().clone()).or_default(), &error);
    }
    let mut translation = Translation { root, shape, places: Places::new(), found: Vec::new() };
    for (location, errors) in &by_place {
        translation.place(location, errors);
    }
    let mut found = translation.found;
    found.sort_by_key(|violation| violation.element.id());
    found
}

/// Builds the validator of a shape at its first use.
fn validator(shape: Shape) -> &'static Validator {
    static UPDATE: OnceLock<Validator> = OnceLock::new();
    static CREATE: OnceLock<Validator> = OnceLock::new();
    static DESCRIBED: OnceLock<Validator> = OnceLock::new();
    let cell = match shape {
        Shape::Update => &UPDATE,
        Shape::Create => &CREATE,
        Shape::Described => &DESCRIBED,
    };
    cell.get_or_init(|| {
        let schema: Value = serde_json::from_str(shape.committed()).expect("the committed schema is JSON");
        // Linear-time matching: the patterns need no more.
        let options = jsonschema::draft202012::options().with_pattern_options(PatternOptions::regex());
        options.build(&schema).expect("the committed schema is a JSON Schema")
    })
}

/// The request as the validator must see it.
fn instance(element: Element<'_>) -> Value {
    match element.kind() {
        Kind::Object => {
            let mut members = serde_json::Map::new();
            for member in element.members() {
                let name = member.name().into_owned();
                if member.value.is_null() {
                    // The last member of a name counts, also when it is null.
                    members.shift_remove(&name);
                } else {
                    members.insert(name, instance(member.value));
                }
            }
            Value::Object(members)
        }
        Kind::Array => element.items().map(instance).collect(),
        Kind::String => string(element).unwrap_or_default().into(),
        Kind::Number if element.number().is_some_and(|spelling| spelling.contains(['.', 'e', 'E'])) => 0.5.into(),
        _ => element.to_value(),
    }
}

fn add(errors: &mut Errors, error: &ValidationError<'_>) {
    let keyword = match error.kind() {
        ValidationErrorKind::Required { property } => {
            errors.missing.extend(property.as_str().map(str::to_owned));
            return;
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            errors.unknown.extend(unexpected.iter().cloned());
            return;
        }
        ValidationErrorKind::Type { .. } => Keyword::Type,
        ValidationErrorKind::Enum { .. } => Keyword::Enum,
        ValidationErrorKind::MinLength { .. } | ValidationErrorKind::MaxLength { .. } => Keyword::Length,
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => Keyword::Range,
        ValidationErrorKind::MaxItems { .. } => Keyword::MaxItems,
        // `pattern`, and the `not` that stands beside one.
        _ => Keyword::Pattern,
    };
    errors.broken = Some(errors.broken.map_or(keyword, |broken| broken.min(keyword)));
}

/// Turns what the validator says into violations.
struct Translation<'d> {
    root: Element<'d>,
    shape: Shape,
    places: Places<'d>,
    found: Vec<Violation<'d>>,
}

/// A value, and what the model says of it.
struct Typed<'d> {
    place: Place<'d>,
    pointer: Pointer,
    ty: &'static Type,
    path: String,
    is_item: bool,
}

impl<'d> Translation<'d> {
    fn place(&mut self, location: &Location, errors: &Errors) {
        // The validator only reports what the schema has and the request holds, so that nothing is lost here.
        let Some(typed) = self.resolve(location) else { return };
        if let Constraint::Structure(structure) = &typed.ty.constraint {
            self.members(&typed, structure, errors);
        }
        if let Some(keyword) = errors.broken {
            self.found.push(typed.violation(self.shape, typed.breach(keyword)));
        }
    }

    /// The value at `location`, from the root of the request down.
    fn resolve(&mut self, location: &Location) -> Option<Typed<'d>> {
        let mut typed = Typed {
            place: Place { element: self.root, name_span: None },
            pointer: self.root.document().pointer_to(self.root.id()),
            ty: self.shape.ty(),
            path: String::new(),
            is_item: false,
        };
        for segment in location {
            let above = typed.place.element;
            match (segment, &typed.ty.constraint) {
                (LocationSegment::Property(name), Constraint::Structure(structure)) => {
                    typed.place = self.places.member(above, &name)?;
                    typed.ty = structure.field(&name)?.ty;
                    typed.pointer.push(&name);
                    let dot = if typed.path.is_empty() { "" } else { "." };
                    typed.path.push_str(dot);
                    typed.path.push_str(&name);
                }
                (LocationSegment::Index(index), Constraint::List { item, .. }) => {
                    typed.place = self.places.item(above, index)?;
                    typed.ty = item;
                    typed.pointer.push_index(index);
                    typed.is_item = true;
                }
                _ => return None,
            }
        }
        Some(typed)
    }

    fn members(&mut self, typed: &Typed<'d>, structure: &'static Structure, errors: &Errors) {
        let object = typed.place.element;
        let is_missing = |name: &&'static str| errors.missing.iter().any(|missing| missing == name);
        let missing: Vec<_> = structure.fields.iter().filter(|field| is_missing(&field.name)).collect();
        if !missing.is_empty() {
            self.found.push(typed.violation(self.shape, Breach::Missing { members: missing }));
        }
        for name in &errors.unknown {
            let Some(place) = self.places.member(object, name) else { continue };
            let violation = typed.violation(self.shape, unknown(object, structure, name));
            let pointer = typed.pointer.child(name);
            let secret = is_secret(name);
            let Place { element, name_span } = place;
            self.found.push(Violation { pointer, element, name_span, secret, ..violation });
        }
    }
}

impl<'d> Typed<'d> {
    fn violation(&self, shape: Shape, breach: Breach) -> Violation<'d> {
        let Place { element, name_span } = self.place;
        let secret = self.is_secret();
        let (pointer, path) = (self.pointer.clone(), self.path.clone());
        Violation { pointer, element, name_span, breach, secret, shape, ty: self.ty, path, is_item: self.is_item }
    }
    fn is_secret(&self) -> bool {
        self.pointer.last().is_some_and(|name| is_secret(&name))
    }

    /// The constraint that is broken, with its limits; of a secret nothing else.
    fn breach(&self, keyword: Keyword) -> Breach {
        let element = self.place.element;
        let text = string(element).filter(|_| !self.is_secret());
        match (keyword, &self.ty.constraint) {
            (Keyword::Enum, Constraint::Choice(allowed)) => choice(allowed, &text.unwrap_or_default()),
            (Keyword::Length, Constraint::Text(Text { min, max, .. })) => {
                Breach::Length { min: *min, max: *max, length: text.map(|text| text.chars().count()) }
            }
            (Keyword::Range, Constraint::Integer { min, max }) => Breach::Range { min: *min, max: *max },
            (Keyword::Pattern, Constraint::Text(Text { pattern: Some(pattern), .. })) => {
                Breach::Pattern { refused: text.and_then(|text| pattern.refused(&text)) }
            }
            (Keyword::MaxItems, Constraint::List { max: Some(max), .. }) => {
                Breach::TooManyItems { max: *max, items: element.len() }
            }
            _ => Breach::Type(Expected::of(self.ty)),
        }
    }
}
