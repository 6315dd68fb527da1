//! Written by `COGLINT_UPDATE=1 cargo test` from model.json (botocore 1.43.11, cognito-idp 2016-04-18) and descriptions.json; do not edit.
#![expect(clippy::doc_markdown, clippy::match_same_arms, clippy::unreadable_literal, reason = "the texts and numbers stand elsewhere")]

use super::model::{Constraint, Field, Structure, Text, Type};
use super::pattern::{Class, Pattern, Position};

/// The package that the model is from, and its version.
pub const SERVICE_MODEL: &str = "botocore 1.43.11";

/// A member that a request or a described app client has at its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Member {
    /// The user pool that the app client belongs to.
    UserPoolId,
    /// The app client. It names the client and is no secret.
    ClientId,
    /// The name that people see in the console; it has no other effect.
    ClientName,
    /// How long a refresh token lives, counted in TokenValidityUnits.RefreshToken (days when not set). Default, also for 0: 30 days. The service takes from 60 minutes to 10 years.
    RefreshTokenValidity,
    /// How long an access token lives, counted in TokenValidityUnits.AccessToken (hours when not set). Default: 1 hour. The service takes from 5 minutes to 1 day.
    AccessTokenValidity,
    /// How long an ID token lives, counted in TokenValidityUnits.IdToken (hours when not set). Default: 1 hour. The service takes from 5 minutes to 1 day.
    IdTokenValidity,
    /// The units of the three token validities. Default: hours for access and ID tokens, days for refresh tokens.
    TokenValidityUnits,
    /// The user attributes that the application may read. Default: every standard attribute, email_verified and phone_number_verified.
    ReadAttributes,
    /// The user attributes that the application may write. Default: every standard attribute and no custom one.
    WriteAttributes,
    /// The ways in which users may sign in through the API. Default: ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH and ALLOW_CUSTOM_AUTH. Names without ALLOW_ are the older form and do not mix with it.
    ExplicitAuthFlows,
    /// The identity providers that the login page offers: COGNITO for the user pool's own users, and others by their names. Default: none.
    SupportedIdentityProviders,
    /// Where users may be sent back after they signed in; the answer goes to one of these addresses, compared exactly. Default: none.
    CallbackURLs,
    /// Where users may be sent back after they signed out. Default: none.
    LogoutURLs,
    /// The callback that is taken when a sign-in names none. It is one of CallbackURLs. Default: none.
    DefaultRedirectURI,
    /// The OAuth grants of the client. client_credentials stands alone. Default: none.
    AllowedOAuthFlows,
    /// The scopes that the client may ask for: those of the service, and your resource servers' as identifier/scope. Default: none.
    AllowedOAuthScopes,
    /// Whether the OAuth settings of the client have any effect. Default: false.
    AllowedOAuthFlowsUserPoolClient,
    /// The Amazon Pinpoint project that sign-in events go to. Default: none.
    AnalyticsConfiguration,
    /// ENABLED answers a sign-in with an unknown name as one with a wrong password; LEGACY tells the two apart. Default: LEGACY.
    PreventUserExistenceErrors,
    /// Whether a refresh token, and the tokens made from it, can be revoked. Default on create: true; on update none is documented.
    EnableTokenRevocation,
    /// Whether the application may pass on the address and device of the user for threat protection. Default: false.
    EnablePropagateAdditionalUserContextData,
    /// How long a user has to answer one step of a sign-in, in minutes. Default: 3 minutes.
    AuthSessionValidity,
    /// Whether each use of a refresh token gives a new one. Default: DISABLED.
    RefreshTokenRotation,
    /// Whether the service makes a client secret, which only a server can keep. Default: false.
    GenerateSecret,
    /// A client secret of your own choice, in place of one that the service makes. It does not belong in a file.
    ClientSecret,
    /// When the client was changed last.
    LastModifiedDate,
    /// When the client was made.
    CreationDate,
}

impl Member {
    /// Every member, in the order of the update request, then those that it does not have.
    pub const ALL: [Member; 27] = [
        Member::UserPoolId,
        Member::ClientId,
        Member::ClientName,
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
        Member::GenerateSecret,
        Member::ClientSecret,
        Member::LastModifiedDate,
        Member::CreationDate,
    ];

    /// The name in a document.
    pub const fn name(self) -> &'static str {
        match self {
            Member::UserPoolId => "UserPoolId",
            Member::ClientId => "ClientId",
            Member::ClientName => "ClientName",
            Member::RefreshTokenValidity => "RefreshTokenValidity",
            Member::AccessTokenValidity => "AccessTokenValidity",
            Member::IdTokenValidity => "IdTokenValidity",
            Member::TokenValidityUnits => "TokenValidityUnits",
            Member::ReadAttributes => "ReadAttributes",
            Member::WriteAttributes => "WriteAttributes",
            Member::ExplicitAuthFlows => "ExplicitAuthFlows",
            Member::SupportedIdentityProviders => "SupportedIdentityProviders",
            Member::CallbackURLs => "CallbackURLs",
            Member::LogoutURLs => "LogoutURLs",
            Member::DefaultRedirectURI => "DefaultRedirectURI",
            Member::AllowedOAuthFlows => "AllowedOAuthFlows",
            Member::AllowedOAuthScopes => "AllowedOAuthScopes",
            Member::AllowedOAuthFlowsUserPoolClient => "AllowedOAuthFlowsUserPoolClient",
            Member::AnalyticsConfiguration => "AnalyticsConfiguration",
            Member::PreventUserExistenceErrors => "PreventUserExistenceErrors",
            Member::EnableTokenRevocation => "EnableTokenRevocation",
            Member::EnablePropagateAdditionalUserContextData => "EnablePropagateAdditionalUserContextData",
            Member::AuthSessionValidity => "AuthSessionValidity",
            Member::RefreshTokenRotation => "RefreshTokenRotation",
            Member::GenerateSecret => "GenerateSecret",
            Member::ClientSecret => "ClientSecret",
            Member::LastModifiedDate => "LastModifiedDate",
            Member::CreationDate => "CreationDate",
        }
    }

    /// The member of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        // By length first: few names share one.
        match name.len() {
            8 => match name {
                "ClientId" => Some(Member::ClientId),
                _ => None,
            },
            10 => match name {
                "UserPoolId" => Some(Member::UserPoolId),
                "ClientName" => Some(Member::ClientName),
                "LogoutURLs" => Some(Member::LogoutURLs),
                _ => None,
            },
            12 => match name {
                "CallbackURLs" => Some(Member::CallbackURLs),
                "ClientSecret" => Some(Member::ClientSecret),
                "CreationDate" => Some(Member::CreationDate),
                _ => None,
            },
            14 => match name {
                "ReadAttributes" => Some(Member::ReadAttributes),
                "GenerateSecret" => Some(Member::GenerateSecret),
                _ => None,
            },
            15 => match name {
                "IdTokenValidity" => Some(Member::IdTokenValidity),
                "WriteAttributes" => Some(Member::WriteAttributes),
                _ => None,
            },
            16 => match name {
                "LastModifiedDate" => Some(Member::LastModifiedDate),
                _ => None,
            },
            17 => match name {
                "ExplicitAuthFlows" => Some(Member::ExplicitAuthFlows),
                "AllowedOAuthFlows" => Some(Member::AllowedOAuthFlows),
                _ => None,
            },
            18 => match name {
                "TokenValidityUnits" => Some(Member::TokenValidityUnits),
                "DefaultRedirectURI" => Some(Member::DefaultRedirectURI),
                "AllowedOAuthScopes" => Some(Member::AllowedOAuthScopes),
                _ => None,
            },
            19 => match name {
                "AccessTokenValidity" => Some(Member::AccessTokenValidity),
                "AuthSessionValidity" => Some(Member::AuthSessionValidity),
                _ => None,
            },
            20 => match name {
                "RefreshTokenValidity" => Some(Member::RefreshTokenValidity),
                "RefreshTokenRotation" => Some(Member::RefreshTokenRotation),
                _ => None,
            },
            21 => match name {
                "EnableTokenRevocation" => Some(Member::EnableTokenRevocation),
                _ => None,
            },
            22 => match name {
                "AnalyticsConfiguration" => Some(Member::AnalyticsConfiguration),
                _ => None,
            },
            26 => match name {
                "SupportedIdentityProviders" => Some(Member::SupportedIdentityProviders),
                "PreventUserExistenceErrors" => Some(Member::PreventUserExistenceErrors),
                _ => None,
            },
            31 => match name {
                "AllowedOAuthFlowsUserPoolClient" => Some(Member::AllowedOAuthFlowsUserPoolClient),
                _ => None,
            },
            40 => match name {
                "EnablePropagateAdditionalUserContextData" => Some(Member::EnablePropagateAdditionalUserContextData),
                _ => None,
            },
            _ => None,
        }
    }

    /// What its value must be, the same in every shape that has it.
    pub const fn ty(self) -> &'static Type {
        match self {
            Member::UserPoolId => &USER_POOL_ID_TYPE,
            Member::ClientId => &CLIENT_ID_TYPE,
            Member::ClientName => &CLIENT_NAME_TYPE,
            Member::RefreshTokenValidity => &REFRESH_TOKEN_VALIDITY_TYPE,
            Member::AccessTokenValidity => &ACCESS_TOKEN_VALIDITY_TYPE,
            Member::IdTokenValidity => &ID_TOKEN_VALIDITY_TYPE,
            Member::TokenValidityUnits => &TOKEN_VALIDITY_UNITS_TYPE,
            Member::ReadAttributes => &CLIENT_PERMISSION_LIST_TYPE,
            Member::WriteAttributes => &CLIENT_PERMISSION_LIST_TYPE,
            Member::ExplicitAuthFlows => &EXPLICIT_AUTH_FLOWS_LIST_TYPE,
            Member::SupportedIdentityProviders => &SUPPORTED_IDENTITY_PROVIDERS_LIST_TYPE,
            Member::CallbackURLs => &CALLBACK_URLS_LIST_TYPE,
            Member::LogoutURLs => &LOGOUT_URLS_LIST_TYPE,
            Member::DefaultRedirectURI => &REDIRECT_URL_TYPE,
            Member::AllowedOAuthFlows => &OAUTH_FLOWS_TYPE,
            Member::AllowedOAuthScopes => &SCOPE_LIST_TYPE,
            Member::AllowedOAuthFlowsUserPoolClient => &BOOLEAN_TYPE,
            Member::AnalyticsConfiguration => &ANALYTICS_CONFIGURATION_TYPE,
            Member::PreventUserExistenceErrors => &PREVENT_USER_EXISTENCE_ERROR_TYPES,
            Member::EnableTokenRevocation => &WRAPPED_BOOLEAN_TYPE,
            Member::EnablePropagateAdditionalUserContextData => &WRAPPED_BOOLEAN_TYPE,
            Member::AuthSessionValidity => &AUTH_SESSION_VALIDITY_TYPE,
            Member::RefreshTokenRotation => &REFRESH_TOKEN_ROTATION_TYPE,
            Member::GenerateSecret => &GENERATE_SECRET,
            Member::ClientSecret => &CLIENT_SECRET_TYPE,
            Member::LastModifiedDate => &DATE_TYPE,
            Member::CreationDate => &DATE_TYPE,
        }
    }
}

pub(super) static UPDATE_USER_POOL_CLIENT_REQUEST: Type = Type {
    name: "UpdateUserPoolClientRequest",
    advice: "",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "UserPoolId", ty: &USER_POOL_ID_TYPE },
            Field { name: "ClientId", ty: &CLIENT_ID_TYPE },
            Field { name: "ClientName", ty: &CLIENT_NAME_TYPE },
            Field { name: "RefreshTokenValidity", ty: &REFRESH_TOKEN_VALIDITY_TYPE },
            Field { name: "AccessTokenValidity", ty: &ACCESS_TOKEN_VALIDITY_TYPE },
            Field { name: "IdTokenValidity", ty: &ID_TOKEN_VALIDITY_TYPE },
            Field { name: "TokenValidityUnits", ty: &TOKEN_VALIDITY_UNITS_TYPE },
            Field { name: "ReadAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "WriteAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "ExplicitAuthFlows", ty: &EXPLICIT_AUTH_FLOWS_LIST_TYPE },
            Field { name: "SupportedIdentityProviders", ty: &SUPPORTED_IDENTITY_PROVIDERS_LIST_TYPE },
            Field { name: "CallbackURLs", ty: &CALLBACK_URLS_LIST_TYPE },
            Field { name: "LogoutURLs", ty: &LOGOUT_URLS_LIST_TYPE },
            Field { name: "DefaultRedirectURI", ty: &REDIRECT_URL_TYPE },
            Field { name: "AllowedOAuthFlows", ty: &OAUTH_FLOWS_TYPE },
            Field { name: "AllowedOAuthScopes", ty: &SCOPE_LIST_TYPE },
            Field { name: "AllowedOAuthFlowsUserPoolClient", ty: &BOOLEAN_TYPE },
            Field { name: "AnalyticsConfiguration", ty: &ANALYTICS_CONFIGURATION_TYPE },
            Field { name: "PreventUserExistenceErrors", ty: &PREVENT_USER_EXISTENCE_ERROR_TYPES },
            Field { name: "EnableTokenRevocation", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "EnablePropagateAdditionalUserContextData", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "AuthSessionValidity", ty: &AUTH_SESSION_VALIDITY_TYPE },
            Field { name: "RefreshTokenRotation", ty: &REFRESH_TOKEN_ROTATION_TYPE },
        ],
        required: 0b11,
    }),
};

pub(super) static CREATE_USER_POOL_CLIENT_REQUEST: Type = Type {
    name: "CreateUserPoolClientRequest",
    advice: "",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "UserPoolId", ty: &USER_POOL_ID_TYPE },
            Field { name: "ClientName", ty: &CLIENT_NAME_TYPE },
            Field { name: "GenerateSecret", ty: &GENERATE_SECRET },
            Field { name: "ClientSecret", ty: &CLIENT_SECRET_TYPE },
            Field { name: "RefreshTokenValidity", ty: &REFRESH_TOKEN_VALIDITY_TYPE },
            Field { name: "AccessTokenValidity", ty: &ACCESS_TOKEN_VALIDITY_TYPE },
            Field { name: "IdTokenValidity", ty: &ID_TOKEN_VALIDITY_TYPE },
            Field { name: "TokenValidityUnits", ty: &TOKEN_VALIDITY_UNITS_TYPE },
            Field { name: "ReadAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "WriteAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "ExplicitAuthFlows", ty: &EXPLICIT_AUTH_FLOWS_LIST_TYPE },
            Field { name: "SupportedIdentityProviders", ty: &SUPPORTED_IDENTITY_PROVIDERS_LIST_TYPE },
            Field { name: "CallbackURLs", ty: &CALLBACK_URLS_LIST_TYPE },
            Field { name: "LogoutURLs", ty: &LOGOUT_URLS_LIST_TYPE },
            Field { name: "DefaultRedirectURI", ty: &REDIRECT_URL_TYPE },
            Field { name: "AllowedOAuthFlows", ty: &OAUTH_FLOWS_TYPE },
            Field { name: "AllowedOAuthScopes", ty: &SCOPE_LIST_TYPE },
            Field { name: "AllowedOAuthFlowsUserPoolClient", ty: &BOOLEAN_TYPE },
            Field { name: "AnalyticsConfiguration", ty: &ANALYTICS_CONFIGURATION_TYPE },
            Field { name: "PreventUserExistenceErrors", ty: &PREVENT_USER_EXISTENCE_ERROR_TYPES },
            Field { name: "EnableTokenRevocation", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "EnablePropagateAdditionalUserContextData", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "AuthSessionValidity", ty: &AUTH_SESSION_VALIDITY_TYPE },
            Field { name: "RefreshTokenRotation", ty: &REFRESH_TOKEN_ROTATION_TYPE },
        ],
        required: 0b11,
    }),
};

pub(super) static USER_POOL_CLIENT_TYPE: Type = Type {
    name: "UserPoolClientType",
    advice: "",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "UserPoolId", ty: &USER_POOL_ID_TYPE },
            Field { name: "ClientName", ty: &CLIENT_NAME_TYPE },
            Field { name: "ClientId", ty: &CLIENT_ID_TYPE },
            Field { name: "ClientSecret", ty: &CLIENT_SECRET_TYPE },
            Field { name: "LastModifiedDate", ty: &DATE_TYPE },
            Field { name: "CreationDate", ty: &DATE_TYPE },
            Field { name: "RefreshTokenValidity", ty: &REFRESH_TOKEN_VALIDITY_TYPE },
            Field { name: "AccessTokenValidity", ty: &ACCESS_TOKEN_VALIDITY_TYPE },
            Field { name: "IdTokenValidity", ty: &ID_TOKEN_VALIDITY_TYPE },
            Field { name: "TokenValidityUnits", ty: &TOKEN_VALIDITY_UNITS_TYPE },
            Field { name: "ReadAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "WriteAttributes", ty: &CLIENT_PERMISSION_LIST_TYPE },
            Field { name: "ExplicitAuthFlows", ty: &EXPLICIT_AUTH_FLOWS_LIST_TYPE },
            Field { name: "SupportedIdentityProviders", ty: &SUPPORTED_IDENTITY_PROVIDERS_LIST_TYPE },
            Field { name: "CallbackURLs", ty: &CALLBACK_URLS_LIST_TYPE },
            Field { name: "LogoutURLs", ty: &LOGOUT_URLS_LIST_TYPE },
            Field { name: "DefaultRedirectURI", ty: &REDIRECT_URL_TYPE },
            Field { name: "AllowedOAuthFlows", ty: &OAUTH_FLOWS_TYPE },
            Field { name: "AllowedOAuthScopes", ty: &SCOPE_LIST_TYPE },
            Field { name: "AllowedOAuthFlowsUserPoolClient", ty: &BOOLEAN_TYPE },
            Field { name: "AnalyticsConfiguration", ty: &ANALYTICS_CONFIGURATION_TYPE },
            Field { name: "PreventUserExistenceErrors", ty: &PREVENT_USER_EXISTENCE_ERROR_TYPES },
            Field { name: "EnableTokenRevocation", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "EnablePropagateAdditionalUserContextData", ty: &WRAPPED_BOOLEAN_TYPE },
            Field { name: "AuthSessionValidity", ty: &AUTH_SESSION_VALIDITY_TYPE },
            Field { name: "RefreshTokenRotation", ty: &REFRESH_TOKEN_ROTATION_TYPE },
        ],
        required: 0b0,
    }),
};

pub(super) static USER_POOL_ID_TYPE: Type = Type {
    name: "UserPoolIdType",
    advice: "the pool's id: its region, `_`, then letters and digits, such as \"us-east-1_Ab12Cd34E\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(55), pattern: Some(Pattern { // [\w-]+_[0-9a-zA-Z]+
        first: 0b1,
        last: 0b100,
        positions: &[
            Position { class: &CLASS_0, follow: 0b11 },
            Position { class: &CLASS_1, follow: 0b100 },
            Position { class: &CLASS_2, follow: 0b100 },
        ],
    }) }),
};

pub(super) static CLIENT_ID_TYPE: Type = Type {
    name: "ClientIdType",
    advice: "the client's id: letters, digits, `_` and `+`, such as \"1example23456789\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(128), pattern: Some(Pattern { // [\w+]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_3, follow: 0b1 },
        ],
    }) }),
};

pub(super) static CLIENT_NAME_TYPE: Type = Type {
    name: "ClientNameType",
    advice: "a name of ASCII letters, digits, blanks and `_+=,.@-`, such as \"web-shop\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(128), pattern: Some(Pattern { // [\w\s+=,.@-]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_4, follow: 0b1 },
        ],
    }) }),
};

pub(super) static REFRESH_TOKEN_VALIDITY_TYPE: Type = Type {
    name: "RefreshTokenValidityType",
    advice: "a whole number from 0 to 315360000, counted in `TokenValidityUnits.RefreshToken` (days when not set), such as 30",
    constraint: Constraint::Integer { min: 0, max: 315360000 },
};

pub(super) static ACCESS_TOKEN_VALIDITY_TYPE: Type = Type {
    name: "AccessTokenValidityType",
    advice: "a whole number from 1 to 86400, counted in `TokenValidityUnits.AccessToken` (hours when not set), such as 1",
    constraint: Constraint::Integer { min: 1, max: 86400 },
};

pub(super) static ID_TOKEN_VALIDITY_TYPE: Type = Type {
    name: "IdTokenValidityType",
    advice: "a whole number from 1 to 86400, counted in `TokenValidityUnits.IdToken` (hours when not set), such as 1",
    constraint: Constraint::Integer { min: 1, max: 86400 },
};

pub(super) static TOKEN_VALIDITY_UNITS_TYPE: Type = Type {
    name: "TokenValidityUnitsType",
    advice: "an object with a unit for each kind of token, such as {\"AccessToken\": \"minutes\", \"IdToken\": \"minutes\", \"RefreshToken\": \"days\"}",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "AccessToken", ty: &TIME_UNITS_TYPE },
            Field { name: "IdToken", ty: &TIME_UNITS_TYPE },
            Field { name: "RefreshToken", ty: &TIME_UNITS_TYPE },
        ],
        required: 0b0,
    }),
};

pub(super) static CLIENT_PERMISSION_LIST_TYPE: Type = Type {
    name: "ClientPermissionListType",
    advice: "a list of attribute names, such as [\"email\", \"custom:plan\"]",
    constraint: Constraint::List { item: &CLIENT_PERMISSION_TYPE, max: None },
};

pub(super) static EXPLICIT_AUTH_FLOWS_LIST_TYPE: Type = Type {
    name: "ExplicitAuthFlowsListType",
    advice: "a list of sign-in flows, such as [\"ALLOW_USER_SRP_AUTH\", \"ALLOW_REFRESH_TOKEN_AUTH\"]",
    constraint: Constraint::List { item: &EXPLICIT_AUTH_FLOWS_TYPE, max: None },
};

pub(super) static SUPPORTED_IDENTITY_PROVIDERS_LIST_TYPE: Type = Type {
    name: "SupportedIdentityProvidersListType",
    advice: "a list of provider names, such as [\"COGNITO\"]",
    constraint: Constraint::List { item: &PROVIDER_NAME_TYPE, max: None },
};

pub(super) static CALLBACK_URLS_LIST_TYPE: Type = Type {
    name: "CallbackURLsListType",
    advice: "a list of at most 100 addresses, such as [\"https://app.example/callback\"]",
    constraint: Constraint::List { item: &REDIRECT_URL_TYPE, max: Some(100) },
};

pub(super) static LOGOUT_URLS_LIST_TYPE: Type = Type {
    name: "LogoutURLsListType",
    advice: "a list of at most 100 addresses, such as [\"https://app.example/\"]",
    constraint: Constraint::List { item: &REDIRECT_URL_TYPE, max: Some(100) },
};

pub(super) static REDIRECT_URL_TYPE: Type = Type {
    name: "RedirectUrlType",
    advice: "an address of visible characters, a blank as `%20`, such as \"https://app.example/callback\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(1024), pattern: Some(Pattern { // [\p{L}\p{M}\p{S}\p{N}\p{P}]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_5, follow: 0b1 },
        ],
    }) }),
};

pub(super) static OAUTH_FLOWS_TYPE: Type = Type {
    name: "OAuthFlowsType",
    advice: "a list of at most 3 grants, such as [\"code\"]",
    constraint: Constraint::List { item: &OAUTH_FLOW_TYPE, max: Some(3) },
};

pub(super) static SCOPE_LIST_TYPE: Type = Type {
    name: "ScopeListType",
    advice: "a list of at most 50 scopes, such as [\"openid\", \"email\"]",
    constraint: Constraint::List { item: &SCOPE_TYPE, max: Some(50) },
};

pub(super) static BOOLEAN_TYPE: Type = Type {
    name: "BooleanType",
    advice: "true or false, without quotes",
    constraint: Constraint::Boolean,
};

pub(super) static ANALYTICS_CONFIGURATION_TYPE: Type = Type {
    name: "AnalyticsConfigurationType",
    advice: "an object that names a Pinpoint project, such as {\"ApplicationArn\": \"arn:aws:mobiletargeting:us-east-1:123456789012:apps/0123456789abcdef\"}",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "ApplicationId", ty: &HEX_STRING_TYPE },
            Field { name: "ApplicationArn", ty: &ARN_TYPE },
            Field { name: "RoleArn", ty: &ARN_TYPE },
            Field { name: "ExternalId", ty: &STRING_TYPE },
            Field { name: "UserDataShared", ty: &BOOLEAN_TYPE },
        ],
        required: 0b0,
    }),
};

pub(super) static PREVENT_USER_EXISTENCE_ERROR_TYPES: Type = Type {
    name: "PreventUserExistenceErrorTypes",
    advice: "\"LEGACY\" or \"ENABLED\"",
    constraint: Constraint::Choice(&["LEGACY", "ENABLED"]),
};

pub(super) static WRAPPED_BOOLEAN_TYPE: Type = Type {
    name: "WrappedBooleanType",
    advice: "true or false, without quotes",
    constraint: Constraint::Boolean,
};

pub(super) static AUTH_SESSION_VALIDITY_TYPE: Type = Type {
    name: "AuthSessionValidityType",
    advice: "a whole number of minutes from 3 to 15, such as 3",
    constraint: Constraint::Integer { min: 3, max: 15 },
};

pub(super) static REFRESH_TOKEN_ROTATION_TYPE: Type = Type {
    name: "RefreshTokenRotationType",
    advice: "an object that says whether refresh tokens rotate, such as {\"Feature\": \"ENABLED\", \"RetryGracePeriodSeconds\": 10}",
    constraint: Constraint::Structure(Structure {
        fields: &[
            Field { name: "Feature", ty: &FEATURE_TYPE },
            Field { name: "RetryGracePeriodSeconds", ty: &RETRY_GRACE_PERIOD_SECONDS_TYPE },
        ],
        required: 0b1,
    }),
};

pub(super) static GENERATE_SECRET: Type = Type {
    name: "GenerateSecret",
    advice: "true or false, without quotes",
    constraint: Constraint::Boolean,
};

pub(super) static CLIENT_SECRET_TYPE: Type = Type {
    name: "ClientSecretType",
    advice: "letters, digits, `_` and `+`, read from a secret store when the call is made",
    constraint: Constraint::Text(Text { min: 24, max: Some(64), pattern: Some(Pattern { // [\w+]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_3, follow: 0b1 },
        ],
    }) }),
};

pub(super) static DATE_TYPE: Type = Type {
    name: "DateType",
    advice: "seconds since 1970 or an ISO 8601 date, such as \"2026-01-31T12:00:00Z\"",
    constraint: Constraint::Timestamp,
};

pub(super) static TIME_UNITS_TYPE: Type = Type {
    name: "TimeUnitsType",
    advice: "\"seconds\", \"minutes\", \"hours\" or \"days\"",
    constraint: Constraint::Choice(&["seconds", "minutes", "hours", "days"]),
};

pub(super) static CLIENT_PERMISSION_TYPE: Type = Type {
    name: "ClientPermissionType",
    advice: "the name of an attribute, such as \"email\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(2048), pattern: None }),
};

pub(super) static EXPLICIT_AUTH_FLOWS_TYPE: Type = Type {
    name: "ExplicitAuthFlowsType",
    advice: "\"ADMIN_NO_SRP_AUTH\", \"CUSTOM_AUTH_FLOW_ONLY\", \"USER_PASSWORD_AUTH\", \"ALLOW_ADMIN_USER_PASSWORD_AUTH\", \"ALLOW_CUSTOM_AUTH\", \"ALLOW_USER_PASSWORD_AUTH\", \"ALLOW_USER_SRP_AUTH\", \"ALLOW_REFRESH_TOKEN_AUTH\" or \"ALLOW_USER_AUTH\"",
    constraint: Constraint::Choice(&["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"]),
};

pub(super) static PROVIDER_NAME_TYPE: Type = Type {
    name: "ProviderNameType",
    advice: "the name of an identity provider, without control or invisible characters, such as \"COGNITO\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(32), pattern: Some(Pattern { // [\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_6, follow: 0b1 },
        ],
    }) }),
};

pub(super) static OAUTH_FLOW_TYPE: Type = Type {
    name: "OAuthFlowType",
    advice: "\"code\", \"implicit\" or \"client_credentials\"",
    constraint: Constraint::Choice(&["code", "implicit", "client_credentials"]),
};

pub(super) static SCOPE_TYPE: Type = Type {
    name: "ScopeType",
    advice: "a scope of visible ASCII characters without blank, `\"` and `\\`, such as \"openid\"",
    constraint: Constraint::Text(Text { min: 1, max: Some(256), pattern: Some(Pattern { // [\x21\x23-\x5B\x5D-\x7E]+
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_7, follow: 0b1 },
        ],
    }) }),
};

pub(super) static HEX_STRING_TYPE: Type = Type {
    name: "HexStringType",
    advice: "digits and the letters a to f, such as \"0123456789abcdef\"",
    constraint: Constraint::Text(Text { min: 0, max: None, pattern: Some(Pattern { // ^[0-9a-fA-F]+$
        first: 0b1,
        last: 0b1,
        positions: &[
            Position { class: &CLASS_8, follow: 0b1 },
        ],
    }) }),
};

pub(super) static ARN_TYPE: Type = Type {
    name: "ArnType",
    advice: "a whole ARN: `arn`, partition, service, region (it may be empty), account and resource, with `:` between, such as \"arn:aws:iam::123456789012:role/pinpoint\"",
    constraint: Constraint::Text(Text { min: 20, max: Some(2048), pattern: Some(Pattern { // arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?
        first: 0b1,
        last: 0b10101000000000000,
        positions: &[
            Position { class: &CLASS_9, follow: 0b10 },
            Position { class: &CLASS_10, follow: 0b100 },
            Position { class: &CLASS_11, follow: 0b1000 },
            Position { class: &CLASS_12, follow: 0b10000 },
            Position { class: &CLASS_13, follow: 0b110000 },
            Position { class: &CLASS_12, follow: 0b1000000 },
            Position { class: &CLASS_13, follow: 0b11000000 },
            Position { class: &CLASS_12, follow: 0b1100000000 },
            Position { class: &CLASS_13, follow: 0b1100000000 },
            Position { class: &CLASS_12, follow: 0b10000000000 },
            Position { class: &CLASS_14, follow: 0b110000000000 },
            Position { class: &CLASS_12, follow: 0b1000000000000 },
            Position { class: &CLASS_13, follow: 0b1011000000000000 },
            Position { class: &CLASS_12, follow: 0b100000000000000 },
            Position { class: &CLASS_13, follow: 0b1100000000000000 },
            Position { class: &CLASS_12, follow: 0b10000000000000000 },
            Position { class: &CLASS_13, follow: 0b10000000000000000 },
        ],
    }) }),
};

pub(super) static STRING_TYPE: Type = Type {
    name: "StringType",
    advice: "a text of at most 131072 characters, such as \"an-external-id\"",
    constraint: Constraint::Text(Text { min: 0, max: Some(131072), pattern: None }),
};

pub(super) static FEATURE_TYPE: Type = Type {
    name: "FeatureType",
    advice: "\"ENABLED\" or \"DISABLED\"",
    constraint: Constraint::Choice(&["ENABLED", "DISABLED"]),
};

pub(super) static RETRY_GRACE_PERIOD_SECONDS_TYPE: Type = Type {
    name: "RetryGracePeriodSecondsType",
    advice: "a whole number of seconds from 0 to 60, such as 10",
    constraint: Constraint::Integer { min: 0, max: 60 },
};

static CLASS_0: Class = Class::new(0x07ff_fffe_87ff_fffe_03ff_2000_0000_0000, 0);

static CLASS_1: Class = Class::new(0x0000_0000_8000_0000_0000_0000_0000_0000, 0);

static CLASS_2: Class = Class::new(0x07ff_fffe_07ff_fffe_03ff_0000_0000_0000, 0);

static CLASS_3: Class = Class::new(0x07ff_fffe_87ff_fffe_03ff_0800_0000_0000, 0);

static CLASS_4: Class = Class::new(0x07ff_fffe_87ff_ffff_23ff_7801_0000_3e00, 0);

static CLASS_5: Class = Class::new(0x7fff_ffff_ffff_ffff_ffff_fffe_0000_0000, 31);

static CLASS_6: Class = Class::new(0x7fff_ffff_ffff_ffff_ffff_ffff_0000_0000, 63);

static CLASS_7: Class = Class::new(0x7fff_ffff_efff_ffff_ffff_fffa_0000_0000, 0);

static CLASS_8: Class = Class::new(0x0000_007e_0000_007e_03ff_0000_0000_0000, 0);

static CLASS_9: Class = Class::new(0x0000_0002_0000_0000_0000_0000_0000_0000, 0);

static CLASS_10: Class = Class::new(0x0004_0000_0000_0000_0000_0000_0000_0000, 0);

static CLASS_11: Class = Class::new(0x0000_4000_0000_0000_0000_0000_0000_0000, 0);

static CLASS_12: Class = Class::new(0x0000_0000_0000_0000_0400_0000_0000_0000, 0);

static CLASS_13: Class = Class::new(0x07ff_fffe_87ff_ffff_23ff_f800_0000_0000, 0);

static CLASS_14: Class = Class::new(0x0000_0000_0000_0000_03ff_0000_0000_0000, 0);
