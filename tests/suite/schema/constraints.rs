//! Every single constraint of the model, at every place that has it: on the limit it is kept, beyond it is broken, and
//! the check over the tape and the validator say so at the same place.

use coglint::json::parse;
use coglint::schema::{Constraint, Field, Member, Shape, Structure, Type};

use super::cases::{cases, taken_value};
use super::places;

fn structure(ty: &Type) -> &Structure {
    match &ty.constraint {
        Constraint::Structure(structure) => structure,
        _ => panic!("{} is no structure", ty.name),
    }
}

/// A structure with all its members, but `member` with another value, or without it.
fn with(structure: &Structure, member: &Field, value: Option<&str>) -> String {
    let members = structure.fields.iter().filter_map(|field| {
        let value = if field.name == member.name { value.map(str::to_owned) } else { Some(taken_value(field.ty)) };
        value.map(|value| format!("{:?}: {value}", field.name))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// The value of a type, as it stands in `request`, against each of its cases.
fn check_value(ty: &Type, pointer: &str, shape: Shape, request: &dyn Fn(&str) -> String) {
    for case in cases(ty) {
        let expected = if case.is_taken { vec![] } else { vec![pointer.to_owned()] };
        assert_eq!(places(&request(&case.value), shape), expected, "{} is {}", ty.name, case.value);
        let (document, _) = parse(&case.value);
        let is_taken = document.root().is_some_and(|value| ty.accepts(value) && ty.accepts_outside(value));
        assert_eq!(is_taken, case.is_taken, "{} is {}", ty.name, case.value);
    }
    match &ty.constraint {
        Constraint::List { item, .. } => {
            check_value(item, &format!("{pointer}/0"), shape, &|value| request(&format!("[{value}]")));
            let null = request(&format!("[{}, null]", taken_value(item)));
            assert_eq!(places(&null, shape), [format!("{pointer}/1")], "{null}");
        }
        Constraint::Structure(structure) => check_members(structure, pointer, shape, request),
        _ => {}
    }
}

/// Each member of a structure, which stands in `request`.
fn check_members(structure: &Structure, pointer: &str, shape: Shape, request: &dyn Fn(&str) -> String) {
    let required = required(structure);
    for field in structure.fields {
        let at = format!("{pointer}/{}", field.name);
        check_value(field.ty, &at, shape, &|value| request(&with(structure, field, Some(value))));
        let without = if required.contains(&field.name) { vec![pointer.to_owned()] } else { vec![] };
        assert_eq!(places(&request(&with(structure, field, None)), shape), without, "without {at}");
        assert_eq!(places(&request(&with(structure, field, Some("null"))), shape), without, "{at} is null");
    }
    let last = structure.fields.last().expect("a structure has members");
    let unknown = with(structure, last, Some("null")).replace(&format!("{:?}", last.name), "\"Unknown\"");
    assert_eq!(places(&request(&unknown), shape), [""; 0], "an unknown member that is null is none");
    let unknown = unknown.replace("\"Unknown\": null", "\"Unknown\": {\"a\": []}");
    assert_eq!(places(&request(&unknown), shape), [format!("{pointer}/Unknown")]);
}

fn required(structure: &Structure) -> Vec<&'static str> {
    let fields = structure.fields.iter().enumerate();
    fields.filter(|(at, _)| structure.required >> at & 1 == 1).map(|(_, field)| field.name).collect()
}

#[test]
fn every_constraint_of_an_update() {
    check_members(structure(Shape::Update.ty()), "", Shape::Update, &str::to_owned);
}

#[test]
fn every_constraint_of_a_create() {
    check_members(structure(Shape::Create.ty()), "", Shape::Create, &str::to_owned);
}

#[test]
fn every_constraint_of_a_described_client() {
    check_members(structure(Shape::Described.ty()), "", Shape::Described, &str::to_owned);
}

#[test]
fn what_is_required() {
    assert_eq!(required(structure(Shape::Update.ty())), ["UserPoolId", "ClientId"]);
    assert_eq!(required(structure(Shape::Create.ty())), ["UserPoolId", "ClientName"]);
    assert_eq!(required(structure(Shape::Described.ty())), [""; 0]);
}

#[test]
fn a_member_is_found_by_its_name_and_has_the_type_of_each_shape() {
    for member in Member::ALL {
        assert_eq!(Member::from_name(member.name()), Some(member));
        assert_eq!(Member::from_name(&member.name().to_lowercase()), None);
        for field in Shape::ALL.iter().flat_map(|shape| shape.fields()).filter(|field| field.name == member.name()) {
            assert!(std::ptr::eq(field.ty, member.ty()), "{}", field.name);
        }
    }
    let shapes = |member: Member| Shape::ALL.map(|shape| (shape.has(member), shape.requires(member)));
    assert_eq!(shapes(Member::ClientId), [(true, true), (false, false), (true, false)]);
    assert_eq!(shapes(Member::ClientSecret), [(false, false), (true, false), (true, false)]);
}
