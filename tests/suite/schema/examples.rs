//! What is said about requests as people write them: places, messages and fixes.

use coglint::finding::PatchOperation;
use coglint::json::{Element, parse};
use coglint::schema::{Allowances, Shape, violations};

use super::places;

const UPDATE: &str = r#""UserPoolId": "eu-west-1_Ab12Cd34E", "ClientId": "1example23456789""#;
const CREATE: &str = r#""UserPoolId": "eu-west-1_Ab12Cd34E", "ClientName": "web""#;

fn update(members: &str) -> String {
    format!("{{{UPDATE}, {members}}}")
}

fn create(members: &str) -> String {
    format!("{{{CREATE}, {members}}}")
}

#[track_caller]
fn check_places(request: &str, shape: Shape, expected: &[&str]) {
    assert_eq!(places(request, shape), expected, "{request}");
}

/// The whole message of the only violation.
#[track_caller]
fn check_message(request: &str, shape: Shape, expected: &str) {
    let (document, _) = parse(request);
    let found = violations(document.root().expect("a value"), shape, Allowances::default());
    let messages: Vec<String> =
        found.iter().map(|violation| violation.sentences(|value| value.raw().to_owned()).join(" ")).collect();
    assert_eq!(messages, [expected], "{request}");
}

/// The fix of the only violation: its title and its patch.
#[track_caller]
fn check_fix(request: &str, shape: Shape, expected: Option<(&str, &[&str])>) {
    let (document, _) = parse(request);
    let found = violations(document.root().expect("a value"), shape, Allowances::default());
    assert_eq!(found.len(), 1, "{request}");
    let fix = found[0].fix();
    let patch = |operation: &PatchOperation| match operation {
        PatchOperation::Add { path, value } => format!("add {path} {value}"),
        PatchOperation::Remove { path } => format!("remove {path}"),
        PatchOperation::Replace { path, value } => format!("replace {path} {value}"),
    };
    let fix = fix.map(|fix| (fix.title, fix.patch.iter().map(patch).collect::<Vec<_>>()));
    let expected = expected.map(|(title, patch)| (title.to_owned(), patch.iter().map(ToString::to_string).collect()));
    assert_eq!(fix, expected, "{request}");
}

/// The text that is marked for the only violation.
#[track_caller]
fn check_mark(request: &str, shape: Shape, expected: &str) {
    let (document, _) = parse(request);
    let found = violations(document.root().expect("a value"), shape, Allowances::default());
    assert_eq!(found.len(), 1, "{request}");
    assert_eq!(&request[found[0].span().range()], expected, "{request}");
}

#[test]
fn a_request_of_required_members_is_clean() {
    check_places(&format!("{{{UPDATE}}}"), Shape::Update, &[]);
    check_places(&format!("{{{CREATE}}}"), Shape::Create, &[]);
    check_places("{}", Shape::Described, &[]);
}

#[test]
fn the_root_a_name_and_a_value_are_three_places() {
    let request = r#"{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientID": "1example23456789", "IdTokenValidity": 0}"#;
    check_places(request, Shape::Update, &["", "/ClientID", "/IdTokenValidity"]);
}

#[test]
fn each_wrong_item_is_a_place() {
    let request = update(r#""CallbackURLs": ["https://a.example/é", "https://a.example/a b", 1, null]"#);
    check_places(&request, Shape::Update, &["/CallbackURLs/1", "/CallbackURLs/2", "/CallbackURLs/3"]);
}

#[test]
fn a_list_that_is_too_long_is_checked_item_by_item() {
    let request = update(r#""AllowedOAuthFlows": ["code", "implicit", "code", "token"]"#);
    check_places(&request, Shape::Update, &["/AllowedOAuthFlows", "/AllowedOAuthFlows/3"]);
}

#[test]
fn members_inside_are_checked_as_those_outside() {
    let request = update(
        r#""TokenValidityUnits": {"IdToken": "day", "Idtoken": "days"}, "RefreshTokenRotation": {"RetryGracePeriodSeconds": 61}"#,
    );
    check_places(
        &request,
        Shape::Update,
        &[
            "/TokenValidityUnits/IdToken",
            "/TokenValidityUnits/Idtoken",
            "/RefreshTokenRotation",
            "/RefreshTokenRotation/RetryGracePeriodSeconds",
        ],
    );
}

#[test]
fn empty_lists_and_objects_are_values() {
    check_places(
        &update(r#""TokenValidityUnits": {}, "LogoutURLs": [], "AnalyticsConfiguration": {}"#),
        Shape::Update,
        &[],
    );
    check_places(&update(r#""RefreshTokenRotation": {}"#), Shape::Update, &["/RefreshTokenRotation"]);
}

#[test]
fn a_null_is_as_if_absent() {
    let request =
        update(r#""ExplicitAuthFlows": null, "Unknown": null, "TokenValidityUnits": {"IdToken": null, "X": null}"#);
    check_places(&request, Shape::Update, &[]);
    check_places(r#"{"UserPoolId": null, "ClientId": "1example23456789"}"#, Shape::Update, &[""]);
}

#[test]
fn of_members_with_one_name_the_last_counts() {
    check_places(&update(r#""IdTokenValidity": 0, "IdTokenValidity": 1"#), Shape::Update, &[]);
    check_places(&update(r#""IdTokenValidity": 1, "IdTokenValidity": 0"#), Shape::Update, &["/IdTokenValidity"]);
    check_places(&update(r#""ClientId": null"#), Shape::Update, &[""]);
    check_places(&update(r#""X": 1, "X": null"#), Shape::Update, &[]);
    check_places(&update(r#""X": 1, "\u0058": 2"#), Shape::Update, &["/X"]);
}

#[test]
fn a_root_that_is_no_object_is_one_place() {
    for root in ["[]", "[{}]", "\"x\"", "1", "null", "true"] {
        check_places(root, Shape::Update, &[""]);
        check_places(root, Shape::Described, &[""]);
    }
}

#[test]
fn members_of_another_shape_are_unknown() {
    check_places(
        &update(r#""GenerateSecret": false, "$schema": "x""#),
        Shape::Update,
        &["/GenerateSecret", "/$schema"],
    );
    check_places(&create(r#""GenerateSecret": false, "ClientId": "a""#), Shape::Create, &["/ClientId"]);
    check_places(&create(r#""CreationDate": 1.5, "ClientId": "a""#), Shape::Described, &[]);
}

#[test]
fn pointers_lead_from_the_root_of_the_document() {
    let (document, _) = parse(r#"{"UserPoolClient": {"IdTokenValidity": 0, "A/b": 1}}"#);
    let root = document.root().and_then(|root| root.get("UserPoolClient")).expect("the wrapper");
    let found = violations(root, Shape::Described, Allowances::default());
    let pointers: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
    assert_eq!(pointers, ["/UserPoolClient/IdTokenValidity", "/UserPoolClient/A~1b"]);
}

#[track_caller]
fn check_allowed(request: &str, ignore_members: &[&str], assume_given: &[&str], expected: &[&str]) {
    let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (ignore_members, assume_given) = (owned(ignore_members), owned(assume_given));
    let allowances = Allowances { ignore_members: &ignore_members, assume_given: &assume_given };
    let (document, _) = parse(request);
    let found = violations(document.root().expect("a value"), Shape::Update, allowances);
    let pointers: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
    assert_eq!(pointers, expected, "{request}");
    assert_eq!(
        coglint::schema::is_clean(document.root().expect("a value"), Shape::Update, allowances),
        expected.is_empty()
    );
}

#[test]
fn ids_may_come_from_the_command_line() {
    check_allowed(r#"{"ClientName": "a"}"#, &[], &["UserPoolId", "ClientId"], &[]);
    check_allowed(r#"{"ClientName": "a"}"#, &[], &["UserPoolId"], &[""]);
    check_allowed(r#"{"ClientName": "a", "UserPoolId": 1}"#, &[], &["UserPoolId", "ClientId"], &["/UserPoolId"]);
    check_allowed(&update(r#""RefreshTokenRotation": {}"#), &[], &["Feature"], &["/RefreshTokenRotation"]);
}

#[test]
fn unknown_members_of_the_root_may_be_passed_over() {
    check_allowed(&update(r#""$schema": "x", "Note": 1"#), &["$schema"], &[], &["/Note"]);
    check_allowed(&update(r#""TokenValidityUnits": {"Note": 1}"#), &["Note"], &[], &["/TokenValidityUnits/Note"]);
    check_allowed(&update(r#""IdTokenValidity": 0"#), &["IdTokenValidity"], &[], &["/IdTokenValidity"]);
}

#[test]
fn a_value_is_told_with_its_limit_and_what_to_write() {
    check_message(
        &update(r#""AuthSessionValidity": "3""#),
        Shape::Update,
        "`AuthSessionValidity` is \"3\", but must be a whole number. Write a whole number of minutes from 3 to 15, such as 3.",
    );
    check_message(
        &update(r#""AuthSessionValidity": 5.0"#),
        Shape::Update,
        "`AuthSessionValidity` is 5.0, but must be written without fraction and exponent. Write a whole number of minutes from \
         3 to 15, such as 3.",
    );
    check_message(
        &update(r#""AccessTokenValidity": 0"#),
        Shape::Update,
        "`AccessTokenValidity` is 0, but must be from 1 to 86400. Write a whole number from 1 to 86400, counted in \
         `TokenValidityUnits.AccessToken` (hours when not set), such as 1.",
    );
    check_message(
        &update(r#""EnableTokenRevocation": "true""#),
        Shape::Update,
        "`EnableTokenRevocation` is \"true\", but must be true or false. Write true or false, without quotes.",
    );
    check_message(
        &update(r#""LogoutURLs": {}"#),
        Shape::Update,
        "`LogoutURLs` is an object, but must be a list. Write a list of at most 100 addresses, such as \
         [\"https://app.example/\"].",
    );
    check_message(
        &update(r#""AllowedOAuthFlows": ["code", "code", "code", "code", "code"]"#),
        Shape::Update,
        "`AllowedOAuthFlows` has 5 items, but may have 3 at most. Leave 3 or fewer.",
    );
}

#[test]
fn a_text_is_told_with_what_is_wrong_in_it() {
    check_message(
        r#"{"UserPoolId": "us-east-1", "ClientId": "a"}"#,
        Shape::Update,
        "`UserPoolId` is \"us-east-1\", but is not of the form that the service takes. Write the pool's id: its region, `_`, \
         then letters and digits, such as \"us-east-1_Ab12Cd34E\".",
    );
    check_message(
        &update(r#""CallbackURLs": ["https://a.example/a b"]"#),
        Shape::Update,
        "An item of `CallbackURLs` is \"https://a.example/a b\", but holds a blank, which the service refuses here. Write an \
         address of visible characters, a blank as `%20`, such as \"https://app.example/callback\".",
    );
    check_message(
        &update(r#""DefaultRedirectURI": "https://a.example/\u200b""#),
        Shape::Update,
        "`DefaultRedirectURI` is \"https://a.example/\\u200b\", but holds the character U+200B, which the service refuses \
         here. Write an address of visible characters, a blank as `%20`, such as \"https://app.example/callback\".",
    );
    check_message(
        &update(r#""ClientName": """#),
        Shape::Update,
        "`ClientName` is \"\", but has 0 characters and must have from 1 to 128 characters. Write a name of ASCII letters, \
         digits, blanks and `_+=,.@-`, such as \"web-shop\".",
    );
}

#[test]
fn a_choice_is_told_with_the_values_and_a_near_one() {
    check_message(
        &update(r#""TokenValidityUnits": {"IdToken": "day"}"#),
        Shape::Update,
        "`TokenValidityUnits.IdToken` is \"day\", but the service knows no such value. Did you mean \"days\"? Write \
         \"seconds\", \"minutes\", \"hours\" or \"days\".",
    );
    check_message(
        &update(r#""AllowedOAuthFlows": ["token"]"#),
        Shape::Update,
        "An item of `AllowedOAuthFlows` is \"token\", but the service knows no such value. Write \"code\", \"implicit\" or \
         \"client_credentials\".",
    );
}

#[test]
fn missing_members_are_told_together() {
    check_message(
        "{}",
        Shape::Create,
        "`UserPoolId` and `ClientName` are not set, but CreateUserPoolClient requires them. Give `UserPoolId` the pool's id: \
         its region, `_`, then letters and digits, such as \"us-east-1_Ab12Cd34E\"; `ClientName` a name of ASCII letters, \
         digits, blanks and `_+=,.@-`, such as \"web-shop\". If the call gets them from elsewhere, name them in `assume_given`.",
    );
    check_message(
        &update(r#""RefreshTokenRotation": {"Feature": null}"#),
        Shape::Update,
        "`Feature` is not set (a null counts as not set), but `RefreshTokenRotation` requires it. Give `Feature` \"ENABLED\" or \
         \"DISABLED\".",
    );
}

#[test]
fn an_unknown_member_is_told_with_a_near_one_or_its_home() {
    check_message(
        &update(r#""callback_urls": []"#),
        Shape::Update,
        "`callback_urls` is not a member of UpdateUserPoolClient; the AWS CLI and the SDKs send no request that has it. Did you mean `CallbackURLs`?",
    );
    check_message(
        &update(r#""$schema": "x""#),
        Shape::Update,
        "`$schema` is not a member of UpdateUserPoolClient; the AWS CLI and the SDKs send no request that has it. Remove it.",
    );
    check_message(
        &update(r#""Feature": "ENABLED""#),
        Shape::Update,
        "`Feature` is not a member of UpdateUserPoolClient; the AWS CLI and the SDKs send no request that has it. It belongs into \
         `RefreshTokenRotation`.",
    );
    check_message(
        &create(r#""ClientId": "x""#),
        Shape::Create,
        "`ClientId` is not a member of CreateUserPoolClient; the AWS CLI and the SDKs send no request that has it. It belongs to \
         UpdateUserPoolClient: remove it here.",
    );
    check_message(
        &update(r#""clientId": "x""#),
        Shape::Update,
        "`clientId` is not a member of UpdateUserPoolClient; the AWS CLI and the SDKs send no request that has it. `ClientId` is given as well: \
         keep one of the two, under that name.",
    );
}

#[test]
fn a_root_that_is_no_object_is_told_as_such() {
    check_message(
        "[1]",
        Shape::Update,
        "A request is a JSON object, but this is a list. Write the members of UpdateUserPoolClient between { and }.",
    );
}

#[test]
fn one_near_name_is_a_fix() {
    check_fix(
        &update(r#""TokenValidityUnits": {"IdToken": "Day"}"#),
        Shape::Update,
        Some(("replace with \"days\"", &[r#"replace /TokenValidityUnits/IdToken "days""#])),
    );
    check_fix(
        &update(r#""callbackUrls": ["https://a.example/"]"#),
        Shape::Update,
        Some(("rename to \"CallbackURLs\"", &["remove /callbackUrls", r#"add /CallbackURLs ["https://a.example/"]"#])),
    );
    check_fix(&update(r#""AllowedOAuthFlows": ["token"]"#), Shape::Update, None);
}

#[test]
fn a_new_name_must_be_free() {
    check_fix(&update(r#""clientId": "x""#), Shape::Update, None);
    check_fix(
        &update(r#""LogoutURLs": null, "logout_urls": []"#),
        Shape::Update,
        Some(("rename to \"LogoutURLs\"", &["remove /logout_urls", "add /LogoutURLs []"])),
    );
    let request = update(r#""logout_urls": [], "logoutUrls": []"#);
    let (document, _) = parse(&request);
    let found = violations(document.root().expect("a value"), Shape::Update, Allowances::default());
    assert!(found.len() == 2 && found.iter().all(|violation| violation.fix().is_none()));
}

#[test]
fn the_mark_is_the_value_the_wrong_name_or_the_brace() {
    check_mark(&update(r#""IdTokenValidity": 0"#), Shape::Update, "0");
    check_mark(&update(r#""IdTokenvalidity": 0"#), Shape::Update, "\"IdTokenvalidity\"");
    check_mark(&update(r#""RefreshTokenRotation": {}"#), Shape::Update, "{");
    check_mark(&create(r#""ClientSecret": "short""#), Shape::Create, "\"ClientSecret\"");
}

#[test]
fn a_client_secret_is_never_shown() {
    let secrets = [
        (create(r#""ClientSecret": "hunter2""#), Shape::Create),
        (create(r#""ClientSecret": "hunter2-hunter2-hunter2-hunter2""#), Shape::Create),
        (create(r#""ClientSecret": ["hunter2"]"#), Shape::Create),
        (create(r#""ClientSecret": 72277227"#), Shape::Create),
        (create(r#""client-secret": "hunter2""#), Shape::Create),
        (create(r#""clientname": {"client_secret": "hunter2"}"#), Shape::Create),
        (create(r#""logouturls": {"client_secret": "hunter2"}"#), Shape::Create),
        (update(r#""CLIENT_SECRET": "hunter2""#), Shape::Update),
    ];
    for (request, shape) in secrets {
        let (document, _) = parse(&request);
        let found = violations(document.root().expect("a value"), shape, Allowances::default());
        assert!(!found.is_empty(), "{request}");
        for violation in found {
            let show = |value: Element<'_>| value.raw().to_owned();
            let said = format!("{:?} {:?}", violation.sentences(show), violation.fix());
            assert!(!said.contains("hunter2") && !said.contains("72277227"), "{said}");
            assert!(!format!("{violation:?}").contains("hunter2"), "{violation:?}");
        }
    }
}

#[test]
fn a_client_secret_is_told_without_its_length() {
    let advice = "Write letters, digits, `_` and `+`, read from a secret store when the call is made.";
    check_message(
        &create(r#""ClientSecret": "short""#),
        Shape::Create,
        &format!("`ClientSecret` is a value that may not be shown, and must have from 24 to 64 characters. {advice}"),
    );
    check_message(
        &create(r#""ClientSecret": "not a real secret, not a real secret""#),
        Shape::Create,
        &format!(
            "`ClientSecret` is a value that may not be shown, and is not of the form that the service takes. {advice}"
        ),
    );
    check_message(
        &create(r#""ClientSecret": 1"#),
        Shape::Create,
        &format!("`ClientSecret` is a value that may not be shown, and must be a string. {advice}"),
    );
}

#[test]
fn a_client_id_is_no_secret() {
    check_message(
        r#"{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientId": "a b"}"#,
        Shape::Update,
        "`ClientId` is \"a b\", but holds a blank, which the service refuses here. Write the client's id: letters, digits, `_` \
         and `+`, such as \"1example23456789\".",
    );
}

#[test]
fn a_long_list_of_wrong_items_takes_no_longer_than_its_length() {
    let items = vec!["1"; 20_000].join(",");
    let request = update(&format!("\"ReadAttributes\": [{items}]"));
    let (document, _) = parse(&request);
    let found = violations(document.root().expect("a value"), Shape::Update, Allowances::default());
    assert_eq!(found.len(), 20_000);
    assert_eq!(found.last().map(|violation| violation.pointer.as_str()), Some("/ReadAttributes/19999"));
}
