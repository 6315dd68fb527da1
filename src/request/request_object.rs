//! The members of a request as facts: `request.CallbackURLs`, `request.TokenValidityUnits.AccessToken`.

use std::cell::Cell;

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use crate::json::{Element, Kind};
use crate::schema::Member;
use crate::value::{Field, Object, ObjectType, Type, Value};

use super::{Request, Setting};

const TEXTS: Type = Type::List(&Type::String);

const fn field(name: &'static str, ty: Type) -> Field {
    Field { name, ty, doc: "The member of that name.", source: "the service's model" }
}

/// The members of a request. A field has the place that its member has in [`MEMBERS`].
pub static REQUEST: ObjectType = ObjectType {
    name: "request",
    fields: &[
        field("UserPoolId", Type::String),
        field("ClientId", Type::String),
        field("ClientName", Type::String),
        field("GenerateSecret", Type::Bool),
        field("RefreshTokenValidity", Type::Int),
        field("AccessTokenValidity", Type::Int),
        field("IdTokenValidity", Type::Int),
        field("TokenValidityUnits", Type::Object(&TOKEN_VALIDITY_UNITS)),
        field("ReadAttributes", TEXTS),
        field("WriteAttributes", TEXTS),
        field("ExplicitAuthFlows", TEXTS),
        field("SupportedIdentityProviders", TEXTS),
        field("CallbackURLs", TEXTS),
        field("LogoutURLs", TEXTS),
        field("DefaultRedirectURI", Type::String),
        field("AllowedOAuthFlows", TEXTS),
        field("AllowedOAuthScopes", TEXTS),
        field("AllowedOAuthFlowsUserPoolClient", Type::Bool),
        field("AnalyticsConfiguration", Type::Object(&ANALYTICS_CONFIGURATION)),
        field("PreventUserExistenceErrors", Type::String),
        field("EnableTokenRevocation", Type::Bool),
        field("EnablePropagateAdditionalUserContextData", Type::Bool),
        field("AuthSessionValidity", Type::Int),
        field("RefreshTokenRotation", Type::Object(&REFRESH_TOKEN_ROTATION)),
    ],
};

/// The members behind the fields of [`REQUEST`]. `ClientSecret` is none of them: no condition may look at a secret.
const MEMBERS: [Member; 24] = [
    Member::UserPoolId,
    Member::ClientId,
    Member::ClientName,
    Member::GenerateSecret,
    Member::RefreshTokenValidity,
    Member::AccessTokenValidity,
    Member::IdTokenValidity,
    Member::TokenValidityUnits,
    Member::ReadAttributes,
    Member::WriteAttributes,
    Member::ExplicitAuthFlows,
    Member::SupportedIdentityProviders,
    Member::CallbackURLs,
    Member::LogoutURLs,
    Member::DefaultRedirectURI,
    Member::AllowedOAuthFlows,
    Member::AllowedOAuthScopes,
    Member::AllowedOAuthFlowsUserPoolClient,
    Member::AnalyticsConfiguration,
    Member::PreventUserExistenceErrors,
    Member::EnableTokenRevocation,
    Member::EnablePropagateAdditionalUserContextData,
    Member::AuthSessionValidity,
    Member::RefreshTokenRotation,
];

static TOKEN_VALIDITY_UNITS: ObjectType = ObjectType {
    name: "token_validity_units",
    fields: &[field("AccessToken", Type::String), field("IdToken", Type::String), field("RefreshToken", Type::String)],
};

static REFRESH_TOKEN_ROTATION: ObjectType = ObjectType {
    name: "refresh_token_rotation",
    fields: &[field("Feature", Type::String), field("RetryGracePeriodSeconds", Type::Int)],
};

static ANALYTICS_CONFIGURATION: ObjectType = ObjectType {
    name: "analytics_configuration",
    fields: &[
        field("ApplicationId", Type::String),
        field("ApplicationArn", Type::String),
        field("RoleArn", Type::String),
        field("ExternalId", Type::String),
        field("UserDataShared", Type::Bool),
    ],
};

/// The request as an object whose fields are its members, each read once.
pub struct RequestObject<'a> {
    reading: Reading<'a>,
    known: [Cell<Option<Value<'a>>>; MEMBERS.len()],
}

impl<'a> RequestObject<'a> {
    /// The members of `request`; lists and unescaped texts live in `arena`.
    pub const fn new(request: &'a Request<'a>, arena: &'a Bump) -> Self {
        Self { reading: Reading { request, arena }, known: [const { Cell::new(None) }; MEMBERS.len()] }
    }
}

impl<'a> Object<'a> for RequestObject<'a> {
    fn field(&self, index: usize) -> Value<'a> {
        if let Some(value) = self.known[index].get() {
            return value;
        }
        let value = match self.reading.request.setting(MEMBERS[index]) {
            Setting::Absent => Value::Absent,
            Setting::Unknown(_) => Value::Unknown,
            Setting::Known(element) => self.reading.value(element, REQUEST.fields[index].ty),
        };
        self.known[index].set(Some(value));
        value
    }
}

/// What values are made with.
#[derive(Clone, Copy)]
struct Reading<'a> {
    request: &'a Request<'a>,
    arena: &'a Bump,
}

impl<'a> Reading<'a> {
    fn value(self, element: Element<'a>, ty: Type) -> Value<'a> {
        if element.kind() != Kind::Array && !self.request.is_usable(element) {
            return Value::Unknown;
        }
        match ty {
            Type::Bool => Value::from_known(element.as_bool().map(Value::Bool)),
            Type::Int => Value::from_known(element.as_integer().map(Value::Int)),
            Type::String => match element.as_str() {
                Some(std::borrow::Cow::Borrowed(text)) => Value::String(text),
                Some(std::borrow::Cow::Owned(text)) => Value::String(self.arena.alloc_str(&text)),
                None => Value::Unknown,
            },
            Type::List(_) if element.kind() != Kind::Array => Value::Unknown,
            Type::List(item) => {
                let items = element.items().map(|element| self.value(element, *item));
                Value::List(ArenaVec::from_iter_in(items, self.arena).into_bump_slice())
            }
            Type::Object(object) => Value::Object(self.arena.alloc(StructureObject { reading: self, element, object })),
        }
    }
}

/// A structure in a request as an object whose fields are its members.
struct StructureObject<'a> {
    reading: Reading<'a>,
    element: Element<'a>,
    object: &'static ObjectType,
}

impl<'a> Object<'a> for StructureObject<'a> {
    fn field(&self, index: usize) -> Value<'a> {
        let field = &self.object.fields[index];
        match self.element.get(field.name).filter(|value| value.kind() != Kind::Null) {
            None => Value::Absent,
            Some(value) => self.reading.value(value, field.ty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_and_its_member_have_one_name() {
        let fields: Vec<_> = REQUEST.fields.iter().map(|field| field.name).collect();
        assert_eq!(fields, MEMBERS.map(Member::name));
    }
}
