//! Requests about which there is nothing to say, and one about which there is one thing to say.

use coglint::finding::Finding;
use coglint::settings::{Origin, Settings, Sourced};

use crate::requests::{SET, check};

/// An application of users that signs in at the login page, with a server of its own.
const WEB: &str = r#"{
  "UserPoolId": "eu-west-1_Kd83JfQ2x",
  "ClientId": "8a4rv9i5n3example14",
  "ClientName": "shop-web",
  "RefreshTokenValidity": 7,
  "AccessTokenValidity": 15,
  "IdTokenValidity": 15,
  "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"},
  "AuthSessionValidity": 3,
  "ReadAttributes": ["email", "email_verified", "name"],
  "WriteAttributes": ["name"],
  "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
  "SupportedIdentityProviders": ["COGNITO", "Google"],
  "CallbackURLs": ["https://shop.acme-retail.com/signed-in"],
  "LogoutURLs": ["https://shop.acme-retail.com/signed-out"],
  "DefaultRedirectURI": "https://shop.acme-retail.com/signed-in",
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["code"],
  "AllowedOAuthScopes": ["openid", "email", "orders/read"],
  "PreventUserExistenceErrors": "ENABLED",
  "EnableTokenRevocation": true,
  "EnablePropagateAdditionalUserContextData": false,
  "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}
}"#;

/// A service that calls another one.
const MACHINE: &str = r#"{
  "UserPoolId": "eu-west-1_Kd83JfQ2x",
  "ClientName": "nightly-export",
  "GenerateSecret": true,
  "AccessTokenValidity": 10,
  "TokenValidityUnits": {"AccessToken": "minutes"},
  "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"],
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["client_credentials"],
  "AllowedOAuthScopes": ["https://api.acme-retail.com/orders/export"],
  "EnableTokenRevocation": true
}"#;

/// An application on a device that signs in by the API.
const MOBILE: &str = r#"{
  "UserPoolId": "eu-west-1_Kd83JfQ2x",
  "ClientId": "8a4rv9i5n3example14",
  "ClientName": "shop-mobile",
  "RefreshTokenValidity": 7,
  "AccessTokenValidity": 15,
  "IdTokenValidity": 15,
  "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"},
  "AuthSessionValidity": 3,
  "ReadAttributes": ["name", "email"],
  "WriteAttributes": ["name"],
  "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
  "SupportedIdentityProviders": ["COGNITO"],
  "AllowedOAuthFlowsUserPoolClient": false,
  "PreventUserExistenceErrors": "ENABLED",
  "EnableTokenRevocation": true,
  "EnablePropagateAdditionalUserContextData": false,
  "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}
}"#;

#[track_caller]
fn findings(request: &str, profile: &str, assignments: &[&str]) -> Vec<Finding> {
    let mut settings = Settings { profile: Sourced::new(profile.to_owned(), Origin::BuiltIn), ..Settings::default() };
    for assignment in assignments {
        settings.assign(assignment, &SET).expect("a setting");
    }
    check(request, &settings).findings
}

#[track_caller]
fn check_is_clean(request: &str, assignments: &[&str]) {
    for profile in ["default", "strict"] {
        let told = findings(request, profile, assignments);
        let told: Vec<_> = told.iter().map(|finding| format!("{}: {}", finding.rule, finding.message.full())).collect();
        assert!(told.is_empty(), "under {profile}: {}", told.join("\n"));
    }
}

#[test]
fn nothing_is_said_of_a_strict_web_application() {
    // Its users leave the login page as soon as its tokens end: what a pool can set beside the client, the file cannot say.
    check_is_clean(WEB, &[r#"rules.token-shorter-than-login-session.params.login_session="15m""#]);
}

#[test]
fn of_short_tokens_beside_the_login_page_the_default_says_that_the_session_outlives_them() {
    let told = findings(WEB, "default", &[]);
    let rules: Vec<_> = told.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["token-shorter-than-login-session"]);
}

#[test]
fn nothing_is_said_of_a_strict_machine() {
    check_is_clean(MACHINE, &[]);
}

#[test]
fn nothing_is_said_of_a_strict_mobile_application() {
    check_is_clean(MOBILE, &[]);
}

/// The skeleton of a call has one answer, whatever the profile.
#[track_caller]
fn check_skeleton(skeleton: &str) {
    for profile in coglint::rule::profile::NAMES {
        let told = findings(skeleton, profile, &[]);
        let places: Vec<_> = told
            .iter()
            .map(|finding| (finding.rule.as_str(), finding.pointer.as_str(), finding.severity.name()))
            .collect();
        assert_eq!(places, [("skeleton-placeholder", "", "error")], "under {profile}");
    }
}

#[test]
fn the_skeleton_of_an_update_has_one_answer() {
    check_skeleton(include_str!("../../fixtures/requests/skeleton.json"));
}

#[test]
fn the_skeleton_of_a_create_has_one_answer() {
    let update = include_str!("../../fixtures/requests/skeleton.json");
    let create = update.replacen(r#""ClientId": "","#, "", 1);
    let create =
        create.replacen(r#""ClientName": "","#, r#""ClientName": "", "GenerateSecret": true, "ClientSecret": "","#, 1);
    assert!(create.contains("GenerateSecret") && !create.contains("ClientId"));
    check_skeleton(&create);
}
