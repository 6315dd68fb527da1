//! What kind of client the request is about: declared by the user, or told by what is written.

use crate::json::Kind;
use crate::schema::Member;
use crate::value::{Type, Value, object_type};

use super::redirect_uri::RedirectUri;
use super::{Request, Setting};

/// The kinds of client of RFC 6749 (section 2.1), and the confidential one that has no users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientType {
    /// It can keep a secret.
    Confidential,
    /// It can keep a secret, and no user signs in through it.
    Machine,
    /// It cannot keep a secret: a browser, a device.
    Public,
}

impl ClientType {
    /// Every type.
    pub const ALL: [ClientType; 3] = [ClientType::Confidential, ClientType::Machine, ClientType::Public];

    /// The name in options, rule files and every output.
    pub const fn name(self) -> &'static str {
        match self {
            ClientType::Confidential => "confidential",
            ClientType::Machine => "machine",
            ClientType::Public => "public",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|client_type| client_type.name() == name)
    }
}

/// What is known of the client's type.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    declared: Option<ClientType>,
    /// The type by declaration or evidence; `None` when there is neither.
    by_evidence: Option<ClientType>,
    /// Whether a secret may hide behind a template, so that the type may be confidential all the same.
    may_be_confidential: bool,
    is_client_credentials_only: bool,
    makes_secret: Option<bool>,
    brings_secret: bool,
}

impl Client {
    /// Reads the type of the client from `request`, unless `declared` decides.
    ///
    /// The first that holds: declared public or machine; `client_credentials` is the only flow; declared confidential; a
    /// secret is made or given; the implicit flow or a redirect to the user's own device.
    pub fn of(request: &Request<'_>, declared: Option<ClientType>) -> Self {
        let is_client_credentials_only = is_client_credentials_only(request);
        // An update has no such member, but what is written there says all the same what the author thinks of the client.
        let makes_secret = match request.written(Member::GenerateSecret) {
            None => Some(false),
            Some(element) => element.as_bool(),
        };
        let has_secret = makes_secret == Some(true) || request.is_filled(Member::ClientSecret);
        let decided = match declared {
            Some(ClientType::Public | ClientType::Machine) => declared,
            _ if is_client_credentials_only => Some(ClientType::Machine),
            Some(ClientType::Confidential) => declared,
            None if has_secret => Some(ClientType::Confidential),
            None => None,
        };
        let may_be_confidential = decided.is_none() && makes_secret.is_none();
        let client_type = decided.or_else(|| is_on_the_users_device(request).then_some(ClientType::Public));
        Self {
            declared,
            by_evidence: client_type,
            may_be_confidential,
            is_client_credentials_only,
            makes_secret,
            brings_secret: brings_secret(request),
        }
    }

    /// The name of the type, `unknown` where nothing tells it.
    pub fn type_name(self) -> &'static str {
        if self.may_be_confidential { "unknown" } else { self.by_evidence.map_or("unknown", ClientType::name) }
    }

    fn is<'v>(self, client_type: ClientType) -> Value<'v> {
        match client_type {
            ClientType::Machine => Value::Bool(self.by_evidence == Some(client_type)),
            _ if self.may_be_confidential => Value::Unknown,
            _ => Value::Bool(self.by_evidence == Some(client_type)),
        }
    }
}

/// Whether there are flows, and `client_credentials` is all of them.
fn is_client_credentials_only(request: &Request<'_>) -> bool {
    let Setting::Known(flows) = request.setting(Member::AllowedOAuthFlows) else { return false };
    !flows.is_empty() && flows.items().all(|flow| flow.as_str().is_some_and(|flow| flow == "client_credentials"))
}

/// Whether the request gives a secret of its own: text, or a template of one, but no placeholder of a skeleton.
fn brings_secret(request: &Request<'_>) -> bool {
    match request.setting(Member::ClientSecret) {
        Setting::Absent => false,
        Setting::Known(element) | Setting::Unknown(element) => {
            let is_text = element.kind() == Kind::String && element.as_str().is_some_and(|text| !text.is_empty());
            (is_text || request.is_template(element)) && !request.is_placeholder(element)
        }
    }
}

fn is_on_the_users_device(request: &Request<'_>) -> bool {
    let usable = |member| match request.setting(member) {
        Setting::Known(list) => Some(list.items().filter(|item| request.is_usable(*item))),
        _ => None,
    };
    let has_implicit = usable(Member::AllowedOAuthFlows)
        .is_some_and(|mut flows| flows.any(|flow| flow.as_str().is_some_and(|flow| flow == "implicit")));
    has_implicit
        || usable(Member::CallbackURLs).is_some_and(|callbacks| {
            callbacks.filter_map(crate::json::Element::as_str).any(|uri| {
                let uri = RedirectUri::split_in(request.arena(), request.arena().alloc_str(&uri));
                uri.is_private_scheme() || (uri.is_web() && uri.host().is_loopback())
            })
        })
}

/// Where the facts of this module come from.
const SOURCE: &str = "RFC 6749 section 2.1; CreateUserPoolClient, GenerateSecret and ClientSecret";

object_type! {
    /// The facts about the client's type.
    pub static CLIENT: "client" for Client;
    is_machine: Type::Bool, SOURCE, "Whether the client has no users: declared, or `client_credentials` is its only flow."
        => |client| client.is(ClientType::Machine);
    is_confidential: Type::Bool, SOURCE,
        "Whether the client is confidential and has users: declared, or a secret is made or given. Unknown while a \
         template stands where a secret may be made."
        => |client| client.is(ClientType::Confidential);
    is_public: Type::Bool, SOURCE,
        "Whether the client is public: declared, or, without a secret, the implicit flow or a callback on the user's own \
         device shows it."
        => |client| client.is(ClientType::Public);
    declared: Type::String, SOURCE, "The type that the user declared: `confidential`, `machine` or `public`; or not set."
        => |client| client.declared.map_or(Value::Absent, |declared| Value::String(declared.name()));
    is_client_credentials_only: Type::Bool, "UpdateUserPoolClient, AllowedOAuthFlows",
        "Whether `client_credentials` is the only flow, whatever was declared."
        => |client| Value::Bool(client.is_client_credentials_only);
    makes_secret: Type::Bool, SOURCE, "Whether `GenerateSecret` is true; unknown for a template."
        => |client| Value::from_known(client.makes_secret.map(Value::Bool));
    brings_secret: Type::Bool, SOURCE,
        "Whether `ClientSecret` holds text, be it a template, and no placeholder of a skeleton."
        => |client| Value::Bool(client.brings_secret);
}
