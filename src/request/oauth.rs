//! Is sign-in by OAuth on, and which of its settings are given?

use std::borrow::Cow;

use bumpalo::Bump;

use crate::json::Element;
use crate::schema::Member;
use crate::value::{Type, Value, object_type};

use super::oauth_scope::OAuthScope;
use super::{Request, Setting};

/// The settings that have an effect only while OAuth is on. Source: UpdateUserPoolClient,
/// `AllowedOAuthFlowsUserPoolClient`.
const SETTINGS: [Member; 5] = [
    Member::AllowedOAuthFlows,
    Member::AllowedOAuthScopes,
    Member::CallbackURLs,
    Member::LogoutURLs,
    Member::DefaultRedirectURI,
];

/// Where the facts of this module come from.
const SOURCE: &str = "UpdateUserPoolClient, AllowedOAuthFlowsUserPoolClient";

/// What a request says of OAuth.
#[derive(Clone, Copy)]
pub struct OAuth<'a> {
    /// The switch as the service reads it: false when it is not set, `None` when that cannot be told.
    is_on: Option<bool>,
    is_templated: bool,
    settings: Value<'a>,
    custom_scopes: Value<'a>,
}

impl<'a> OAuth<'a> {
    /// Reads the switch and its settings from `request`.
    pub fn of(request: &Request<'_>, arena: &'a Bump) -> Self {
        let setting = request.setting(Member::AllowedOAuthFlowsUserPoolClient);
        let (is_on, is_templated) = match setting {
            Setting::Absent => (Some(false), false),
            Setting::Unknown(element) => (None, request.is_template(element)),
            Setting::Known(element) => (element.as_bool(), false),
        };
        let is_given = |member: &Member| {
            // A template may turn out empty, and a value that the service refuses says nothing.
            matches!(request.setting(*member), Setting::Known(_)) && request.is_filled(*member)
        };
        let settings = SETTINGS.into_iter().filter(is_given).map(|member| Value::String(member.name()));
        let custom_scopes = custom_scopes(request).into_iter().map(|scope| Value::String(arena.alloc_str(&scope)));
        Self { is_on, is_templated, settings: list(settings, arena), custom_scopes: list(custom_scopes, arena) }
    }

    /// Whether the settings have no effect as things stand: the switch is false or not set.
    pub fn is_off(self) -> bool {
        self.is_on == Some(false)
    }
}

/// The usable items of `AllowedOAuthScopes` that have the form of a resource server's scope, copies included.
fn custom_scopes<'d>(request: &Request<'d>) -> Vec<Cow<'d, str>> {
    let Setting::Known(scopes) = request.setting(Member::AllowedOAuthScopes) else { return Vec::new() };
    let usable = scopes.items().filter(|item| request.is_usable(*item)).filter_map(Element::as_str);
    usable.filter(|scope| OAuthScope::new(scope).custom_name().is_some()).collect()
}

fn list<'a>(items: impl Iterator<Item = Value<'a>>, arena: &'a Bump) -> Value<'a> {
    Value::List(bumpalo::collections::Vec::from_iter_in(items, arena).into_bump_slice())
}

object_type! {
    /// The facts about OAuth as a whole.
    pub static OAUTH: "oauth" for OAuth<'a>;
    is_on: Type::Bool, SOURCE, "Whether sign-in by OAuth is on: the switch is true. Not set is false."
        => |oauth| Value::from_known(oauth.is_on.map(Value::Bool));
    is_off: Type::Bool, SOURCE, "Whether the switch is false or not set: settings are stored and have no effect."
        => |oauth| Value::from_known(oauth.is_on.map(|on| Value::Bool(!on)));
    is_on_or_templated: Type::Bool, SOURCE, "Whether the switch is true or an unresolved template."
        => |oauth| if oauth.is_templated { Value::Bool(true) } else { Value::from_known(oauth.is_on.map(Value::Bool)) };
    settings: Type::List(&Type::String), SOURCE,
        "The names of those of `AllowedOAuthFlows`, `AllowedOAuthScopes`, `CallbackURLs`, `LogoutURLs` and \
         `DefaultRedirectURI` that are set, not empty, and usable: a list of which an item is a template is, a template in \
         the place of the list is not."
        => |oauth| oauth.settings;
    custom_scopes: Type::List(&Type::String), "UpdateUserPoolClient, AllowedOAuthScopes; ResourceServerScopeType",
        "The items of `AllowedOAuthScopes` that have the form of a resource server's scope, `identifier/name`; empty when \
         the list is not set. Items that are not usable are left out."
        => |oauth| oauth.custom_scopes;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::testing::ask;

    /// The switch as rules that need OAuth on read it, and whether it may be on.
    #[track_caller]
    fn check(members: &str, expected: &str) {
        let text = format!(r#"{{"ClientId": "EXAMPLEclient01"{members}}}"#);
        let switch = ask(&text, |request| {
            let arena = Bump::new();
            let oauth = OAuth::of(request, &arena);
            let may_be = if oauth.is_templated { ", may be on" } else { "" };
            format!("{}{may_be}", oauth.is_on.map_or("unknown", |is_on| if is_on { "on" } else { "off" }))
        });
        assert_eq!(switch, expected, "{text}");
    }

    #[test]
    fn oauth_is_off_unless_it_is_turned_on() {
        check("", "off");
        check(r#", "AllowedOAuthFlows": ["code"]"#, "off");
        check(r#", "AllowedOAuthFlowsUserPoolClient": null"#, "off");
        check(r#", "AllowedOAuthFlowsUserPoolClient": false"#, "off");
        check(r#", "AllowedOAuthFlowsUserPoolClient": true"#, "on");
        check(r#", "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlowsUserPoolClient": false"#, "off");
    }

    #[test]
    fn only_a_template_may_be_on() {
        check(r#", "AllowedOAuthFlowsUserPoolClient": "${OAUTH}""#, "unknown, may be on");
        check(r#", "AllowedOAuthFlowsUserPoolClient": {"Ref": "OAuth"}"#, "unknown, may be on");
        check(r#", "AllowedOAuthFlowsUserPoolClient": "true""#, "unknown");
        check(r#", "AllowedOAuthFlowsUserPoolClient": 1"#, "unknown");
    }
}
