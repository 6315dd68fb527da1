//! Every fact, in one table: its name, type and meaning, and the code that reads it.
//!
//! From the table come the types that conditions are checked against, the values that they are evaluated with, and
//! `docs/facts.md`. A fact is computed when a rule first asks for it, and once.

use std::cell::{Cell, RefCell};

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use crate::json::Element;
use crate::schema::Member;
use crate::value::{Object, ObjectType, Type, Value};

use super::analytics;
use super::attribute::{ATTRIBUTE, Attribute};
use super::client::{CLIENT, Client, ClientType};
use super::kind::{Form, Operation};
use super::lifetime::{LIFETIME, Lifetime, Token};
use super::oauth::{OAUTH, OAuth};
use super::oauth_scope::{OAuthScope, SCOPE};
use super::place::{FOUND, Finder, Found};
use super::redirect_uri::{REDIRECT_URI, RedirectUri};
use super::request_object::{REQUEST, RequestObject};
use super::rotation::{ROTATION, Rotation};
use super::{Request, Setting};

/// Where a fact can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Everywhere: it is about the whole request.
    Anywhere,
    /// At every place: it is about the place as such.
    AtAPlace,
    /// At an item of a list.
    AtAnItem,
    /// At an item of `CallbackURLs` or `LogoutURLs`, and at `DefaultRedirectURI`.
    AtARedirectUri,
    /// At an item of `AllowedOAuthScopes`.
    AtAScope,
    /// At an item of `ReadAttributes` or `WriteAttributes`.
    AtAnAttribute,
    /// At a token validity or its unit.
    AtALifetime,
    /// At a place that a fact has found.
    AtAFoundPlace,
}

impl Asked {
    /// Every kind of place, in the order of the documentation.
    pub const ALL: [Asked; 8] = [
        Asked::Anywhere,
        Asked::AtAPlace,
        Asked::AtAnItem,
        Asked::AtARedirectUri,
        Asked::AtAScope,
        Asked::AtAnAttribute,
        Asked::AtALifetime,
        Asked::AtAFoundPlace,
    ];

    /// The same in words, for documentation and errors.
    pub const fn in_words(self) -> &'static str {
        match self {
            Asked::Anywhere => "everywhere",
            Asked::AtAPlace => "at every place",
            Asked::AtAnItem => "at an item of a list",
            Asked::AtARedirectUri => "at a redirect URI",
            Asked::AtAScope => "at an item of `AllowedOAuthScopes`",
            Asked::AtAnAttribute => "at an item of `ReadAttributes` or `WriteAttributes`",
            Asked::AtALifetime => "at a token validity or its unit",
            Asked::AtAFoundPlace => "at a place that a fact has found",
        }
    }
}

/// One fact of the table.
pub struct Fact {
    /// The name in conditions and messages.
    pub name: &'static str,
    /// The type of its value.
    pub ty: Type,
    /// Where it can be asked for.
    pub asked: Asked,
    /// Where its meaning comes from.
    pub source: &'static str,
    /// What it means, in a sentence or more.
    pub doc: &'static str,
    read: for<'a> fn(&'a Facts<'a>, &Place<'a>) -> Value<'a>,
}

/// What the user has set that facts depend on.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The name of the profile in force.
    pub profile: &'a str,
    /// The client type that the user declared.
    pub declared_type: Option<ClientType>,
}

/// A place that a condition is asked at.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The value that stands there; of a member that is not set, the request.
    pub element: Element<'a>,
    /// How it is reached.
    pub path: Path<'a>,
}

/// How a place is reached from the root of the request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Path<'a> {
    /// The request itself.
    Root,
    /// A member that is not set; the place is the request.
    Missing(Member),
    /// A member.
    Member(Member),
    /// An item of a list.
    Item(Member, usize),
    /// A member of a member.
    Nested(Member, &'static str),
    /// Found by a fact; the index is into its list.
    Found(&'a Found<'a>),
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// The facts of one request, computed on demand.
pub struct Facts<'a> {
    request: &'a Request<'a>,
    context: Context<'a>,
    arena: &'a Bump,
    computed: [Cell<Option<Value<'a>>>; FACTS.len()],
    /// At the number of its value each redirect URI that was asked for.
    redirect_uris: RefCell<ArenaVec<'a, Option<Value<'a>>>>,
}

impl<'a> Facts<'a> {
    /// The facts of `request`, as the user's `context` has them; values live in `arena`.
    pub fn new(request: &'a Request<'a>, context: Context<'a>, arena: &'a Bump) -> Self {
        Self {
            request,
            context,
            arena,
            computed: [const { Cell::new(None) }; FACTS.len()],
            redirect_uris: RefCell::new(ArenaVec::new_in(arena)),
        }
    }

    /// The request that the facts are about.
    pub const fn request(&self) -> &'a Request<'a> {
        self.request
    }

    /// Where computed values live.
    pub const fn arena(&self) -> &'a Bump {
        self.arena
    }

    /// The value, at `place`, of the fact with that index in [`FACTS`].
    pub fn read(&'a self, index: usize, place: &Place<'a>) -> Value<'a> {
        let fact = &FACTS[index];
        if fact.asked != Asked::Anywhere {
            return (fact.read)(self, place);
        }
        if let Some(value) = self.computed[index].get() {
            return value;
        }
        let value = (fact.read)(self, place);
        self.computed[index].set(Some(value));
        value
    }

    /// The value at a place of the request where nothing depends on the place.
    pub fn read_anywhere(&'a self, index: usize) -> Value<'a> {
        self.read(index, &Place { element: self.request.root(), path: Path::Root })
    }

    fn object(&self, object: impl Object<'a> + 'a) -> Value<'a> {
        Value::Object(self.arena.alloc(object))
    }

    fn string(&self, text: &str) -> Value<'a> {
        Value::String(self.arena.alloc_str(text))
    }

    /// The text in `element`, for as long as facts live; `None` when the value is no text, or not usable.
    fn usable_text(&self, element: Element<'a>) -> Option<&'a str> {
        match element.as_str().filter(|_| self.request.is_usable(element))? {
            std::borrow::Cow::Borrowed(text) => Some(text),
            std::borrow::Cow::Owned(text) => Some(self.arena.alloc_str(&text)),
        }
    }

    fn list(&self, items: impl IntoIterator<Item = Value<'a>>) -> Value<'a> {
        Value::List(ArenaVec::from_iter_in(items, self.arena).into_bump_slice())
    }

    fn lifetime(&self, token: Token) -> Value<'a> {
        self.object(Lifetime::of(self.request, token))
    }

    /// The redirect URI in `element`; unknown when the value is not usable.
    fn redirect_uri(&self, element: Element<'a>) -> Value<'a> {
        let index = element.id().index();
        let known = self.redirect_uris.borrow().get(index).copied().flatten();
        known.unwrap_or_else(|| {
            let text = self.usable_text(element);
            let uri = Value::from_known(text.map(|raw| self.object(RedirectUri::split_in(self.arena, raw))));
            let mut uris = self.redirect_uris.borrow_mut();
            if uris.len() <= index {
                uris.resize(index + 1, None);
            }
            uris[index] = Some(uri);
            uri
        })
    }

    fn redirect_uris_of(&self, member: Member) -> Value<'a> {
        match self.request.setting(member) {
            Setting::Absent => Value::Absent,
            Setting::Unknown(_) => Value::Unknown,
            Setting::Known(list) => self.list(list.items().map(|item| self.redirect_uri(item))),
        }
    }

    fn places(&self, finder: Finder) -> Value<'a> {
        self.list(self.request.places(finder).iter().map(|place| Value::Object(place)))
    }
}

/// The index of the fact of that name in [`FACTS`].
pub fn find(name: &str) -> Option<usize> {
    FACTS.iter().position(|fact| fact.name == name)
}

/// The length of a sign-in session when nothing is set, in minutes. Source: UpdateUserPoolClient, `AuthSessionValidity`.
const DEFAULT_AUTH_SESSION_MINUTES: i64 = 3;

const FOUND_PLACES: Type = Type::List(&Type::Object(&FOUND));
const REDIRECT_URIS: Type = Type::List(&Type::Object(&REDIRECT_URI));

macro_rules! facts {
    ($($name:ident: $ty:expr, $asked:ident, $source:literal, $doc:literal => $read:expr;)*) => {
        /// Every fact, those about the whole request first.
        pub static FACTS: &[Fact] = &[$(Fact {
            name: stringify!($name),
            ty: $ty,
            asked: Asked::$asked,
            source: $source,
            doc: $doc,
            read: $read,
        }),*];
    };
}

facts! {
    request: Type::Object(&REQUEST), Anywhere, "UpdateUserPoolClient and CreateUserPoolClient, request parameters",
        "The members of the request as written. `has(request.X)` asks whether X is set: neither missing nor null."
        => |facts, _| facts.object(RequestObject::new(facts.request, facts.arena));
    operation: Type::String, Anywhere, "the user, or the ids in the request",
        "The call that the request is for: `update` or `create`. A describe output is read as an update."
        => |facts, _| Value::String(facts.request.operation().name());
    call: Type::String, Anywhere, "the user, or the ids in the request",
        "The same as the service names it: `UpdateUserPoolClient` or `CreateUserPoolClient`."
        => |facts, _| Value::String(facts.request.operation().call());
    is_update: Type::Bool, Anywhere, "the user, or the ids in the request", "Whether the call is an update."
        => |facts, _| Value::Bool(facts.request.operation() == Operation::Update);
    is_create: Type::Bool, Anywhere, "the user, or the ids in the request", "Whether the call is a create."
        => |facts, _| Value::Bool(facts.request.operation() == Operation::Create);
    is_described: Type::Bool, Anywhere, "DescribeUserPoolClient, response",
        "Whether the document is a describe output, whose inner object is read as an update."
        => |facts, _| Value::Bool(facts.request.form() == Form::Described);
    profile: Type::String, Anywhere, "the user", "The name of the profile in force."
        => |facts, _| Value::String(facts.context.profile);
    is_unfilled: Type::Bool, Anywhere, "AWS CLI user guide, skeletons",
        "Whether the document is the skeleton of the command line, and not even the ids are filled in."
        => |facts, _| Value::Bool(facts.request.is_unfilled_skeleton());
    client: Type::Object(&CLIENT), Anywhere, "RFC 6749 section 2.1", "The type of the client: declared, or told by evidence."
        => |facts, _| facts.object(Client::of(facts.request, facts.context.declared_type));
    oauth: Type::Object(&OAUTH), Anywhere, "UpdateUserPoolClient, AllowedOAuthFlowsUserPoolClient",
        "Whether sign-in by OAuth is on, and which of its settings are given."
        => |facts, _| facts.object(OAuth::of(facts.request, facts.arena));
    access: Type::Object(&LIFETIME), Anywhere, "UpdateUserPoolClient, AccessTokenValidity", "The lifetime of the access token."
        => |facts, _| facts.lifetime(Token::Access);
    id: Type::Object(&LIFETIME), Anywhere, "UpdateUserPoolClient, IdTokenValidity", "The lifetime of the ID token."
        => |facts, _| facts.lifetime(Token::Id);
    refresh: Type::Object(&LIFETIME), Anywhere, "UpdateUserPoolClient, RefreshTokenValidity",
        "The lifetime of the refresh token."
        => |facts, _| facts.lifetime(Token::Refresh);
    rotation: Type::Object(&ROTATION), Anywhere, "UpdateUserPoolClient, RefreshTokenRotation",
        "Whether refresh tokens rotate."
        => |facts, _| facts.object(Rotation::of(facts.request));
    auth_session_seconds: Type::Int, Anywhere, "UpdateUserPoolClient, AuthSessionValidity",
        "How long a sign-in that was begun stays open, in seconds; the documented 3 minutes when it is not set."
        => |facts, _| match facts.request.setting(Member::AuthSessionValidity) {
            Setting::Absent => Value::Int(DEFAULT_AUTH_SESSION_MINUTES * 60),
            Setting::Unknown(_) => Value::Unknown,
            Setting::Known(minutes) => Value::from_known(minutes.as_integer().map(|m| Value::Int(m.saturating_mul(60)))),
        };
    callback_uris: REDIRECT_URIS, Anywhere, "UpdateUserPoolClient, CallbackURLs",
        "The items of `CallbackURLs` as redirect URIs; an item that is not usable is unknown."
        => |facts, _| facts.redirect_uris_of(Member::CallbackURLs);
    logout_uris: REDIRECT_URIS, Anywhere, "UpdateUserPoolClient, LogoutURLs",
        "The items of `LogoutURLs` as redirect URIs; an item that is not usable is unknown."
        => |facts, _| facts.redirect_uris_of(Member::LogoutURLs);
    analytics_parts: Type::List(&Type::String), Anywhere, "UpdateUserPoolClient, AnalyticsConfiguration",
        "The names of the members of `AnalyticsConfiguration` that count as set: neither null nor a placeholder of a \
         skeleton; a template counts. Not set without the configuration, unknown when it is no object."
        => |facts, _| match (facts.request.written(Member::AnalyticsConfiguration), analytics::set_parts(facts.request)) {
            (None, _) => Value::Absent,
            (Some(_), None) => Value::Unknown,
            (Some(_), Some(names)) => facts.list(names.into_iter().map(Value::String)),
        };
    templates: FOUND_PLACES, Anywhere, "coglint: values that a tool fills in later",
        "Every value that is an unresolved template; `text` is the token."
        => |facts, _| facts.places(Finder::Templates);
    placeholders: FOUND_PLACES, Anywhere, "AWS CLI user guide, skeletons",
        "Every value that the skeleton of the command line leaves to be filled in; `text` is the value as JSON."
        => |facts, _| facts.places(Finder::Placeholders);
    written_secrets: FOUND_PLACES, Anywhere, "CreateUserPoolClient, ClientSecret",
        "Every member, at any depth of the document, that holds a client secret in clear, in any spelling of the name."
        => |facts, _| facts.places(Finder::WrittenSecrets);
    duplicate_items: FOUND_PLACES, Anywhere, "UpdateUserPoolClient, request parameters",
        "Every item of a list that equals an earlier one, character by character."
        => |facts, _| facts.places(Finder::DuplicateItems);
    answer_parts: FOUND_PLACES, Anywhere, "DescribeUserPoolClient, response",
        "The object `UserPoolClient` in the document's root; or else the members `CreationDate` and `LastModifiedDate` there."
        => |facts, _| facts.places(Finder::AnswerParts);
    member: Type::String, AtAPlace, "coglint: the place",
        "The name of the member at the place, or of the list that it is an item of, or of the member that is not set."
        => |facts, place| match place.path {
            Path::Root => Value::Absent,
            Path::Missing(member) | Path::Member(member) | Path::Item(member, _) => Value::String(member.name()),
            Path::Nested(_, name) => Value::String(name),
            Path::Found(found) => facts.string(found.member),
        };
    is_set_here: Type::Bool, AtAPlace, "coglint: the place",
        "Whether a value stands at the place; false where the place is a member that is not set."
        => |_, place| Value::Bool(!matches!(place.path, Path::Missing(_)));
    shown: Type::String, AtAPlace, "coglint: the place", "The value at the place as JSON, for messages."
        => |facts, place| if matches!(place.path, Path::Missing(_)) { Value::Absent } else { facts.string(place.element.raw()) };
    item: Type::String, AtAnItem, "coglint: the place", "The text of the item; unknown when it is not usable."
        => |facts, place| Value::from_known(facts.usable_text(place.element).map(Value::String));
    index: Type::Int, AtAnItem, "coglint: the place", "The index of the item, from 0."
        => |_, place| match place.path {
            Path::Item(_, index) => Value::Int(i64::try_from(index).unwrap_or(i64::MAX)),
            _ => Value::Absent,
        };
    uri: Type::Object(&REDIRECT_URI), AtARedirectUri, "RFC 3986 appendix B",
        "The redirect URI at the place, split as RFC 3986 says and never repaired; unknown when it is not usable."
        => |facts, place| facts.redirect_uri(place.element);
    scope: Type::Object(&SCOPE), AtAScope, "UpdateUserPoolClient, AllowedOAuthScopes; ResourceServerScopeType",
        "The scope at the place; unknown when it is not usable."
        => |facts, place| {
            Value::from_known(facts.usable_text(place.element).map(|text| facts.object(OAuthScope::new(text))))
        };
    attribute: Type::Object(&ATTRIBUTE), AtAnAttribute, "UpdateUserPoolClient, ReadAttributes and WriteAttributes",
        "The attribute that the item names; unknown when it is not usable."
        => |facts, place| {
            let name = facts.usable_text(place.element);
            Value::from_known(name.map(|name| facts.object(Attribute::named(facts.arena, name))))
        };
    lifetime: Type::Object(&LIFETIME), AtALifetime, "UpdateUserPoolClient, the `…TokenValidity` members",
        "The lifetime of the token that the place is about."
        => |facts, place| {
            let is_here = |token: &Token| match place.path {
                Path::Missing(member) | Path::Member(member) => member == token.member(),
                Path::Nested(Member::TokenValidityUnits, name) => name == token.unit_member(),
                _ => false,
            };
            Token::ALL.into_iter().find(is_here).map_or(Value::Absent, |token| facts.lifetime(token))
        };
    found: Type::Object(&FOUND), AtAFoundPlace, "coglint: the place", "What the fact that found the place says of it."
        => |_, place| match place.path {
            Path::Found(found) => Value::Object(found),
            _ => Value::Absent,
        };
}

/// What finds the places of the fact with that index in [`FACTS`], if it lists places.
pub fn finder(index: usize) -> Option<Finder> {
    Finder::ALL.into_iter().find(|finder| finder.fact() == FACTS[index].name)
}

/// Every kind of object, in the order of the documentation.
pub static OBJECT_TYPES: &[&ObjectType] =
    &[&REQUEST, &CLIENT, &OAUTH, &LIFETIME, &ROTATION, &REDIRECT_URI, &SCOPE, &ATTRIBUTE, &FOUND];

/// Whether the member is the number of a token's lifetime.
pub fn is_validity(member: Member) -> bool {
    Token::ALL.into_iter().any(|token| token.member() == member)
}
