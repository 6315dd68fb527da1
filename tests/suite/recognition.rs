//! Which documents are taken for requests, and which broken texts were meant to be one.

use coglint::json::parse;
use coglint::request::kind::{Form, Operation, is_mentioned, recognize};

#[track_caller]
fn check(text: &str, declared: Option<Operation>, expected: Option<Form>) {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    assert_eq!(recognize(document.root().expect("a document"), declared), expected, "{text} {declared:?}");
}

/// The same whatever is declared.
#[track_caller]
fn check_always(text: &str, expected: Option<Form>) {
    for declared in [None, Some(Operation::Update), Some(Operation::Create)] {
        check(text, declared, expected);
    }
}

#[test]
fn a_pool_and_a_name_or_one_telling_member() {
    for text in [
        r#"{"UserPoolId": "p", "ClientName": "web"}"#,
        r#"{"UserPoolId": "p", "CallbackURLs": []}"#,
        r#"{"UserPoolId": null, "GenerateSecret": true, "x": {}}"#,
        r#"{"CallbackURLs": 7, "UserPoolId": 7}"#,
        // Misspelt in its case, which is what somebody should be told.
        r#"{"UserPoolId": "p", "callbackUrls": []}"#,
    ] {
        check_always(text, Some(Form::Request));
    }
}

#[test]
fn two_telling_members_of_which_one_is_exact() {
    for text in [
        r#"{"CallbackURLs": [], "LogoutURLs": []}"#,
        r#"{"callbackurls": [], "LogoutURLs": []}"#,
        r#"{"ClientId": "c", "AllowedOAuthFlows": [], "EnableTokenRevocation": true}"#,
    ] {
        check_always(text, Some(Form::Request));
    }
}

#[test]
fn one_exact_telling_member_where_the_call_is_declared() {
    for text in [r#"{"CallbackURLs": []}"#, r#"{"ClientId": "c", "TokenValidityUnits": {}}"#] {
        check(text, None, None);
        check(text, Some(Operation::Update), Some(Form::Request));
        check(text, Some(Operation::Create), Some(Form::Request));
    }
}

#[test]
fn a_described_client() {
    for text in [
        r#"{"UserPoolClient": {"ClientId": "c"}}"#,
        r#"{"UserPoolClient": {"ClientId": "c"}, "ResponseMetadata": {}}"#,
        r#"{"UserPoolClient": {"UserPoolId": "p", "ClientName": "web"}}"#,
        r#"{"UserPoolClient": {"CallbackURLs": [], "LogoutURLs": []}}"#,
    ] {
        check_always(text, Some(Form::Described));
    }
    check(r#"{"UserPoolClient": {"CallbackURLs": []}}"#, None, None);
    check(r#"{"UserPoolClient": {"CallbackURLs": []}}"#, Some(Operation::Update), Some(Form::Described));
}

#[test]
fn what_only_looks_like_a_request() {
    for text in [
        // Many other calls have these two.
        r#"{"UserPoolId": "p", "ClientId": "c"}"#,
        r#"{"UserPoolId": "p", "ClientId": "c", "ClientSecret": "s", "Username": "u"}"#,
        r#"{"ClientId": "c", "ClientName": "n", "ClientSecret": "s"}"#,
        // Settings in camel case: Spring, the CDK, Keycloak, Amplify.
        r#"{"accessTokenValidity": 3600, "refreshTokenValidity": 7200}"#,
        r#"{"callbackUrls": [], "logoutUrls": [], "generateSecret": true}"#,
        r#"{"redirectUris": [], "clientId": "c"}"#,
        r#"{"CognitoUserPool": {"Default": {"PoolId": "p"}}}"#,
        r#"{"USER_POOL_ID": "p", "CLIENT_SECRET": "s"}"#,
        // Our names are somewhere inside, or the values of something else.
        r#"{"properties": {"CallbackURLs": {}, "LogoutURLs": {}}}"#,
        r#"{"UserPoolClients": [{"ClientId": "c"}]}"#,
        r#"{"Parameters": {"CallbackURLs": "", "LogoutURLs": ""}}"#,
        r#"["UserPoolId", "ClientName", "CallbackURLs", "LogoutURLs"]"#,
        r#"[{"UserPoolId": "p", "ClientName": "web"}]"#,
        r#"{"UserPoolClient": "c"}"#,
        r#"{"UserPoolClient": {"UserPoolId": "p"}}"#,
        r#"{"UserPoolClient": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {}, "ClientId": "c"}}"#,
        // Only answers have these.
        r#"{"UserPoolId": "p", "CreationDate": 1, "LastModifiedDate": 1}"#,
        r#""UserPoolId""#,
        "{}",
        "null",
    ] {
        check_always(text, None);
    }
}

#[test]
fn a_broken_text_was_meant_when_it_names_the_pool_or_two_telling_members() {
    for text in [
        r#"{"UserPoolId": "p","#,
        r#"{"CallbackURLs": [], "LogoutURLs": [}"#,
        r#"{"callbackurls": [] "logouturls": []"#,
        "{\"x\": \"an open string, \n\"UserPoolId\": 1}",
    ] {
        assert!(is_mentioned(text), "{text}");
    }
    for text in [
        "[1,",
        r"{UserPoolId: 1}",
        r"{'UserPoolId': 1}",
        r#"{"userPoolId": 1"#,
        r#"{"CallbackURLs": ["#,
        r#"{"ClientId": "c", "ClientName": "n", "ClientSecret": "s""#,
        r#"{"a": "UserPoolId is what it needs"#,
        "",
    ] {
        assert!(!is_mentioned(text), "{text}");
    }
}
