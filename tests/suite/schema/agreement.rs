//! On any document whatever, the check over the tape and the validator find the same places.

use coglint::schema::{Member, Shape, Structure, Type};
use proptest::prelude::*;

use super::cases::cases;
use super::places;

/// A member as it stands in a text: a name that a shape has with a value of its cases, or either of them wrong.
fn member() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(Member::ALL.to_vec()).prop_flat_map(|member| {
        let right = value_of(member.ty());
        prop_oneof![
            6 => right.prop_map(move |value| format!("\"{}\": {value}", member.name())),
            1 => json().prop_map(move |value| format!("\"{}\": {value}", member.name())),
            // A name is compared as it reads, not as it is written.
            1 => Just(format!("\"\\u{:04x}{}\": null", u32::from(member.name().as_bytes()[0]), &member.name()[1..])),
        ]
    });
    let unknown = (any::<String>(), json()).prop_map(|(name, value)| format!("{}: {value}", quoted(&name)));
    prop_oneof![9 => known, 1 => unknown]
}

/// A case of the type; for a structure often an object with some of its members.
fn value_of(ty: &'static Type) -> BoxedStrategy<String> {
    let values: Vec<String> = cases(ty).into_iter().map(|case| case.value).collect();
    let value = proptest::sample::select(values);
    match &ty.constraint {
        coglint::schema::Constraint::Structure(structure) => prop_oneof![value, members_of(structure)].boxed(),
        coglint::schema::Constraint::List { item, .. } => {
            let items = proptest::collection::vec(prop_oneof![4 => value_of(item), 1 => json()], 0..4);
            prop_oneof![value, items.prop_map(|items| format!("[{}]", items.join(",")))].boxed()
        }
        _ => value.boxed(),
    }
}

fn members_of(structure: &'static Structure) -> impl Strategy<Value = String> {
    let member = (0..structure.fields.len()).prop_flat_map(|at| {
        let field = &structure.fields[at];
        prop_oneof![4 => value_of(field.ty), 1 => json()].prop_map(|value| format!("\"{}\": {value}", field.name))
    });
    proptest::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(",")))
}

/// Any JSON value, small.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        (-9_i64..99).prop_map(|value| value.to_string()),
        any::<i8>().prop_map(|value| format!("{value}.50e1")),
        any::<String>().prop_map(|value| quoted(&value)),
    ];
    scalar.prop_recursive(2, 8, 3, |inner| {
        let members = proptest::collection::vec((any::<String>(), inner.clone()), 0..3);
        prop_oneof![
            proptest::collection::vec(inner, 0..3).prop_map(|items| format!("[{}]", items.join(","))),
            members.prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tape_and_validator_agree_on_requests(members in proptest::collection::vec(member(), 0..12)) {
        let request = format!("{{{}}}", members.join(", "));
        for shape in Shape::ALL {
            places(&request, shape);
        }
    }

    #[test]
    fn tape_and_validator_agree_on_any_value(value in json()) {
        for shape in Shape::ALL {
            places(&value, shape);
        }
    }
}
