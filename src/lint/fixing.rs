//! Fixes: the patch of the first case that holds at a place.

use serde_json::{Map, Value as Json};

use crate::finding::{Edit, Fix, PatchOperation};
use crate::json::{Element, Kind, Pointer};
use crate::request::facts::{Path, Place};
use crate::request::place::{Finder, Found};
use crate::rule::definition::{Action, FixStep, NewValue, Target, Text};
use crate::secret::Names;
use crate::value::Value;

use super::scope::Scope;
use super::writing;

/// How many places of a list one fix takes together. Each finding there has them all in its patch, so that without a
/// bound a long list of copies would make a report that grows with its square.
const LONGEST_PATCH: usize = 100;

/// How to mend the finding at the scope's place, if its rule knows.
pub fn fix(scope: &Scope<'_, '_>) -> Option<Fix> {
    let case = scope.rule.rule.fixes.iter().find(|case| scope.holds(case.when.as_ref()))?;
    let safety = case.safety?;
    let mut writer = Writer { scope, patch: Vec::new(), added: Vec::new() };
    for step in case.patch.iter() {
        writer.step(step)?;
    }
    let patch = writer.patch;
    let title = match &case.title[..] {
        [] => title(&patch, scope)?,
        parts => scope.text(parts)?,
    };
    let edits = edits(&patch, scope);
    (!patch.is_empty()).then_some(Fix { safety, title, patch, edits })
}

/// The pointer to a place, in the document.
pub fn pointer_to(scope: &Scope<'_, '_>, place: &Place<'_>) -> Pointer {
    let root = scope.facts.request().root_pointer();
    match place.path {
        Path::Root | Path::Missing(_) => root,
        Path::Member(member) => root.child(member.name()),
        Path::Item(member, index) => root.child(member.name()).item(index),
        Path::Nested(member, name) => root.child(member.name()).child(name),
        Path::Found(found) => found.pointer.clone(),
    }
}

/// Writes the operations of one fix.
struct Writer<'w, 's, 'a> {
    scope: &'w Scope<'s, 'a>,
    patch: Vec<PatchOperation>,
    /// Objects that the patch itself adds.
    added: Vec<Pointer>,
}

impl<'a> Writer<'_, '_, 'a> {
    /// Writes a step; `None` when a value of it is not known, so that there is no fix.
    fn step(&mut self, step: &'a FixStep) -> Option<()> {
        if let Target::Items(member) = &step.target {
            let list = self.scope.facts.request().written(*member)?;
            let indices = (0..list.len()).rev();
            let items: Vec<_> = indices.zip(list.items().collect::<Vec<_>>().into_iter().rev()).collect();
            for (index, element) in items {
                let place = Place { element, path: Path::Item(*member, index) };
                let here = self.scope.at(place);
                if here.holds(step.when.as_ref()) {
                    self.act(&step.action, pointer_to(&here, &place), Some(element))?;
                }
            }
            return Some(());
        }
        if let Target::Found(finder) = &step.target {
            for found in self.found_beside(*finder).iter().rev() {
                let element = self.scope.facts.request().document().element(found.node);
                let here = self.scope.at(Place { element, path: Path::Found(found) });
                if here.holds(step.when.as_ref()) {
                    self.act(&step.action, found.pointer.clone(), Some(element))?;
                }
            }
            return Some(());
        }
        if !self.scope.holds(step.when.as_ref()) {
            return Some(());
        }
        let (pointer, element) = self.target(&step.target)?;
        self.act(&step.action, pointer, element)
    }

    /// What the finder found in the list that the scope's place is in; only the place itself when that is too much.
    fn found_beside(&self, finder: Finder) -> Vec<&'a Found<'a>> {
        let here = &self.scope.place;
        let Some(list) = pointer_to(self.scope, here).parent() else { return Vec::new() };
        let places = self.scope.facts.request().places(finder);
        // They are in the order of the document, so what is found in one list is found in a row.
        let (before, after) = places.split_at(places.partition_point(|found| found.node < here.element.id()));
        let is_inside = |found: &&Found<'_>| found.pointer.starts_with(&list);
        let before = before.iter().rev().take_while(is_inside).take(LONGEST_PATCH + 1);
        let mut beside: Vec<_> = before.collect();
        beside.reverse();
        beside.extend(after.iter().take_while(is_inside).take(LONGEST_PATCH + 1));
        if beside.len() > LONGEST_PATCH {
            beside.retain(|found| found.node == here.element.id());
        }
        beside.retain(|found| found.pointer.parent().as_ref() == Some(&list));
        beside
    }

    fn target(&self, target: &'a Target) -> Option<(Pointer, Option<Element<'a>>)> {
        let scope = self.scope;
        let request = scope.facts.request();
        match target {
            Target::Place | Target::Items(_) | Target::Found(_) => {
                let pointer = pointer_to(scope, &scope.place);
                match scope.place.path {
                    Path::Missing(member) => Some((pointer.child(member.name()), None)),
                    _ => Some((pointer, Some(scope.place.element))),
                }
            }
            Target::Document => Some((Pointer::root(), request.document().root())),
            Target::Pointer(tokens) => {
                let mut pointer = request.root_pointer();
                for token in tokens.iter() {
                    pointer.push(&writing::whole_text(scope, token)?);
                }
                let element = request.document().locate(&pointer).map(|located| located.element);
                Some((pointer, element))
            }
        }
    }

    fn act(&mut self, action: &'a Action, pointer: Pointer, element: Option<Element<'a>>) -> Option<()> {
        match action {
            Action::Remove { with_list } => {
                let is_all = matches!(self.scope.place.path, Path::Found(found) if found.is_list_of_such);
                let path = if *with_list && is_all { pointer.parent()? } else { pointer };
                self.patch.push(PatchOperation::Remove { path });
            }
            Action::Append(value) => {
                let value = self.json(value)?;
                self.patch.push(PatchOperation::Add { path: pointer.child("-"), value });
            }
            Action::Set(value) => {
                let value = self.json(value)?;
                self.set(pointer, element, value)?;
            }
        }
        Some(())
    }

    /// Puts a value there; a parent that is missing comes first.
    fn set(&mut self, pointer: Pointer, element: Option<Element<'a>>, value: Json) -> Option<()> {
        if element.is_some() {
            self.patch.push(PatchOperation::Replace { path: pointer, value });
            return Some(());
        }
        let document = self.scope.facts.request().document();
        let parent = pointer.parent()?;
        let there = document.locate(&parent).map(|located| located.element.kind());
        if there == Some(Kind::Object) || self.added.contains(&parent) {
            self.patch.push(PatchOperation::Add { path: pointer, value });
            return Some(());
        }
        let name = pointer.last()?.into_owned();
        let object = Json::Object(Map::from_iter([(name, value)]));
        self.added.push(parent.clone());
        self.patch.push(match there {
            Some(_) => PatchOperation::Replace { path: parent, value: object },
            None => PatchOperation::Add { path: parent, value: object },
        });
        Some(())
    }

    fn json(&self, value: &'a NewValue) -> Option<Json> {
        match value {
            NewValue::Expression(program) => json_of(self.scope.value(program)),
            NewValue::Object(members) => {
                let member = |(name, value): &'a (Text, NewValue)| Some((name.to_string(), self.json(value)?));
                members.iter().map(member).collect::<Option<Map<_, _>>>().map(Json::Object)
            }
            NewValue::PlaceWithout(names) => {
                let Json::Object(members) = without_secrets(self.scope.place.element.to_value()) else { return None };
                let is_kept =
                    |(name, value): &(String, Json)| !value.is_null() && !names.iter().any(|left_out| left_out == name);
                Some(Json::Object(members.into_iter().filter(is_kept).collect()))
            }
        }
    }
}

/// A value without the client secrets in it, at any depth.
fn without_secrets(value: Json) -> Json {
    let names = Names::default();
    match value {
        Json::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !names.is_secret(name));
            Json::Object(kept.map(|(name, value)| (name, without_secrets(value))).collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(without_secrets).collect()),
        plain => plain,
    }
}

fn json_of(value: Value<'_>) -> Option<Json> {
    match value {
        Value::Absent | Value::Unknown | Value::Object(_) => None,
        Value::Bool(value) => Some(value.into()),
        Value::Int(value) => Some(value.into()),
        Value::String(value) => Some(value.into()),
        Value::List(items) => items.iter().map(|item| json_of(*item)).collect::<Option<Vec<_>>>().map(Json::Array),
    }
}

/// What a patch does, in a few words.
fn title(patch: &[PatchOperation], scope: &Scope<'_, '_>) -> Option<String> {
    let root = scope.facts.request().root_pointer();
    let name = |path: &Pointer| {
        path.as_str().strip_prefix(root.as_str()).unwrap_or_default().trim_start_matches('/').replace('/', ".")
    };
    let here = pointer_to(scope, &scope.place);
    let shown = |value: &Json| scope.veiled(value.to_string());
    let phrase = |operation: &PatchOperation| match operation {
        PatchOperation::Replace { path, value } if *path == here => format!("replace with {}", shown(value)),
        PatchOperation::Replace { path, value } => format!("set {} to {}", name(path), shown(value)),
        PatchOperation::Remove { path } if *path == here => "remove it".to_owned(),
        PatchOperation::Remove { path } => format!("remove {}", name(path)),
        PatchOperation::Add { path, value } => match path.last().as_deref() {
            Some("-") => format!("add {} at the end", shown(value)),
            _ => format!("set {} to {}", name(path), shown(value)),
        },
    };
    let phrases: Vec<String> = patch.iter().map(phrase).collect();
    (!phrases.is_empty()).then(|| phrases.join(", "))
}

/// The change of the text, where one value is replaced by another.
fn edits(patch: &[PatchOperation], scope: &Scope<'_, '_>) -> Option<Vec<Edit>> {
    let [PatchOperation::Replace { path, value }] = patch else { return None };
    // Finding the way to an item again takes the longer the further back it is.
    let element = if *path == pointer_to(scope, &scope.place) {
        scope.place.element
    } else {
        scope.facts.request().document().locate(path)?.element
    };
    // What is in a list or an object of its own follows with the command that applies fixes: its layout is the file's.
    let is_plain = !value.is_array() && !value.is_object();
    is_plain.then(|| vec![Edit { span: element.span(), text: value.to_string() }])
}
