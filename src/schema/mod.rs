//! The shape that the service publishes for its requests: the JSON Schemas, the checks, and what breaks them.
//!
//! Everything comes from one source, the service's model in `model.json`: [`text`] gives the JSON Schema that people
//! and other validators use, [`is_clean`] checks the same constraints over a document without allocation, and
//! [`violations`], which asks the `jsonschema` crate, says what is wrong where a document is not clean. Whether a
//! violation becomes a finding, or another rule speaks in its place, is decided elsewhere.
//!
//! A member that is null is as if absent, and of members with one name the last counts; the published schemas refuse a
//! null, as the AWS CLI does.
//!
//! ```
//! use coglint::schema::{Allowances, Shape, violations};
//!
//! let (document, _) = coglint::json::parse(r#"{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientID": "1example23456789"}"#);
//! let found = violations(document.root().unwrap(), Shape::Update, Allowances::default());
//! let places: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
//! assert_eq!(places, ["", "/ClientID"]);
//! ```

#[cfg(in_program)] // The build does without the validator.
mod authority;
mod check;
mod member;
#[cfg(in_program)] // The build does without the validator.
mod message;
mod model;
#[cfg(in_program)] // The build does without the validator.
mod near;
mod pattern;
#[cfg(in_program)] // The build does without the validator.
mod places;
#[rustfmt::skip] // Generated: the generator lays it out.
mod tables;
#[cfg(in_program)] // The build does without the validator.
mod violation;

use std::borrow::Cow;

#[cfg(in_program)]
pub use authority::judge;
pub use check::{Allowances, is_clean, offending};
pub use model::{Constraint, Field, Structure, Text, Type};
pub use pattern::{Class, Pattern, Position};
pub use tables::{Member, SERVICE_MODEL};
#[cfg(in_program)]
pub use violation::{Breach, Expected, Violation, violations};

/// What a request, or what is read as one, must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// The request of `UpdateUserPoolClient`.
    Update,
    /// The request of `CreateUserPoolClient`.
    Create,
    /// The object inside `UserPoolClient` that `DescribeUserPoolClient` answers; it has no required members.
    Described,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 3] = [Shape::Update, Shape::Create, Shape::Described];

    /// The operation of the service, as messages name it.
    pub const fn operation(self) -> &'static str {
        match self {
            Shape::Update => "UpdateUserPoolClient",
            Shape::Create => "CreateUserPoolClient",
            Shape::Described => "DescribeUserPoolClient",
        }
    }

    /// The type of the whole; its constraint is a [`Constraint::Structure`].
    pub const fn ty(self) -> &'static Type {
        match self {
            Shape::Update => &tables::UPDATE_USER_POOL_CLIENT_REQUEST,
            Shape::Create => &tables::CREATE_USER_POOL_CLIENT_REQUEST,
            Shape::Described => &tables::USER_POOL_CLIENT_TYPE,
        }
    }

    /// The members at the root, in the order of the model.
    pub const fn fields(self) -> &'static [Field] {
        match &self.ty().constraint {
            Constraint::Structure(structure) => structure.fields,
            _ => &[],
        }
    }

    /// Whether it has `member` at the root.
    pub fn has(self, member: Member) -> bool {
        self.fields().iter().any(|field| field.name == member.name())
    }

    /// Whether `member` must be set.
    pub fn requires(self, member: Member) -> bool {
        let Constraint::Structure(structure) = &self.ty().constraint else { return false };
        structure.find(member.name(), 0).is_some_and(|(at, _)| structure.is_required(at))
    }

    const fn committed(self) -> &'static str {
        match self {
            Shape::Update => include_str!("update.schema.json"),
            Shape::Create => include_str!("create.schema.json"),
            Shape::Described => include_str!("described.schema.json"),
        }
    }
}

/// The complete JSON Schema (draft 2020-12) of a shape, with a line break at the end.
///
/// Its `$id` is `{docs}/schema/update.json` (or the other shape's name) when `docs`, the base URL of the documentation
/// without a slash at the end, is known, and else `urn:coglint:schema:update`.
pub fn text(shape: Shape, docs: Option<&str>) -> Cow<'static, str> {
    let committed = shape.committed();
    let Some(docs) = docs else { return Cow::Borrowed(committed) };
    let name = match shape {
        Shape::Update => "update",
        Shape::Create => "create",
        Shape::Described => "described",
    };
    let quoted = |id: String| serde_json::Value::String(id).to_string();
    let (urn, url) = (format!("urn:coglint:schema:{name}"), format!("{docs}/schema/{name}.json"));
    Cow::Owned(committed.replacen(&quoted(urn), &quoted(url), 1))
}
