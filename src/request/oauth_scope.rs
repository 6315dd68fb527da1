//! A scope that a client may ask for: one of the five of every user pool, or one of a resource server.
//!
//! Whether a resource server exists is not in the request, so any scope of the form *identifier*`/`*name* is taken as one.

use crate::value::{Type, Value, object_type};

/// The scopes that every user pool has. Source: UpdateUserPoolClient, `AllowedOAuthScopes`.
pub const STANDARD: [&str; 5] = ["openid", "email", "phone", "profile", USER_ADMIN];

/// The scope of the user's own API.
const USER_ADMIN: &str = "aws.cognito.signin.user.admin";

/// Names that people use for a standard scope, in small letters.
const SLIPS: [(&str, &str); 3] = [
    ("cognito", USER_ADMIN),
    // What the CDK calls it.
    ("cognito_admin", USER_ADMIN),
    // The scope gives the attribute of this name.
    ("phone_number", "phone"),
];

/// A scope as it is written.
#[derive(Clone, Copy, Debug)]
pub struct OAuthScope<'a> {
    text: &'a str,
}

impl<'a> OAuthScope<'a> {
    /// The scope written as `text`, known or not.
    pub const fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// Whether it is one of [`STANDARD`], with the same case.
    pub fn is_standard(self) -> bool {
        STANDARD.contains(&self.text)
    }

    /// The name that a resource server gives to it: what follows the last `/`.
    ///
    /// An identifier is often a URL, so the last `/` decides. `None` when there is nothing before it, or after it.
    pub fn custom_name(self) -> Option<&'a str> {
        let (identifier, name) = self.text.rsplit_once('/')?;
        (!identifier.is_empty() && !name.is_empty()).then_some(name)
    }

    /// The standard scope that differs from this one in case alone.
    pub fn in_its_case(self) -> Option<&'static str> {
        STANDARD.into_iter().find(|standard| *standard != self.text && standard.eq_ignore_ascii_case(self.text))
    }

    /// The standard scope that an unknown one was most likely meant to be, as far as people are known to slip.
    pub fn near(self) -> Option<&'static str> {
        let slip = || SLIPS.into_iter().find(|(slip, _)| slip.eq_ignore_ascii_case(self.text)).map(|(_, meant)| meant);
        self.in_its_case().or_else(slip)
    }
}

/// Where the facts of this module come from.
const SOURCE: &str = "UpdateUserPoolClient, AllowedOAuthScopes; ResourceServerScopeType";

object_type! {
    /// The facts about a scope.
    pub static SCOPE: "scope" for OAuthScope<'a>;
    is_standard: Type::Bool, SOURCE,
        "Whether it is `openid`, `email`, `phone`, `profile` or `aws.cognito.signin.user.admin`. Case counts."
        => |scope| Value::Bool(scope.is_standard());
    is_custom: Type::Bool, SOURCE,
        "Whether it has the form of a resource server's: one character or more, a last `/`, and one or more after it."
        => |scope| Value::Bool(scope.custom_name().is_some());
    name: Type::String, SOURCE, "What follows the last `/` of a resource server's scope; not set for any other."
        => |scope| scope.custom_name().map_or(Value::Absent, Value::String);
    in_its_case: Type::String, SOURCE,
        "The standard scope that differs from this one in case alone; not set when there is none."
        => |scope| scope.in_its_case().map_or(Value::Absent, Value::String);
    near: Type::String, "coglint: names that people take for scopes",
        "The standard scope that an unknown one was most likely meant to be: the one in another case, or one that people \
         call so; not set when there is none."
        => |scope| scope.near().map_or(Value::Absent, Value::String);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_custom(text: &str, expected: Option<&str>) {
        assert_eq!(OAuthScope::new(text).custom_name(), expected, "{text}");
    }

    #[test]
    fn a_custom_scope_is_cut_at_its_last_slash() {
        check_custom("api/read", Some("read"));
        check_custom("https://api.example/orders/read", Some("read"));
        check_custom("a//b", Some("b"));
        check_custom("https://api.example/*/read", Some("read"));
    }

    #[test]
    fn both_sides_of_the_slash_are_needed() {
        for text in ["", "/", "//", "/read", "read", "https://api.example/", "openid", "aws.cognito.signin.user.admin"]
        {
            check_custom(text, None);
        }
    }

    #[test]
    fn a_scope_in_another_case_is_told_from_other_slips() {
        let cases = [
            ("Email", Some("email"), Some("email")),
            ("AWS.Cognito.signin.user.admin", Some(USER_ADMIN), Some(USER_ADMIN)),
            ("Cognito", None, Some(USER_ADMIN)),
            ("COGNITO_ADMIN", None, Some(USER_ADMIN)),
            ("phone_number", None, Some("phone")),
            ("email", None, None),
            ("offline_access", None, None),
        ];
        for (text, in_its_case, near) in cases {
            assert_eq!(OAuthScope::new(text).in_its_case(), in_its_case, "{text}");
            assert_eq!(OAuthScope::new(text).near(), near, "{text}");
        }
    }
}
