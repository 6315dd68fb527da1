//! The rules about the document as a whole: who speaks where several could, what an update is said to leave out, and what a
//! fix writes.

use bumpalo::Bump;
use coglint::finding::Finding;
use coglint::json::parse;
use coglint::lint::Linter;
use coglint::request::kind;
use coglint::rule::RuleSet;
use coglint::rule::builtin::RULES;
use coglint::settings::Settings;
use serde_json::{Value, json};

use crate::patch::apply;

/// A secret that no finding may tell.
const SECRET: &str = "notarealsecretnotarealsecret51";

fn findings(text: &str, assignments: &[&str]) -> Vec<Finding> {
    let set = RuleSet::new(RULES, &[]).expect("the built-in rules fit together");
    let mut settings = Settings::default();
    for assignment in assignments {
        settings.assign(assignment, &set).unwrap_or_else(|error| panic!("{}", error.what()));
    }
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text}");
    let form = document.root().map(kind::form).expect("a document without errors has a root");
    Linter::new(&set, &settings).check(&document, form, &Bump::new()).findings
}

/// An update with both ids and these members.
fn update(members: &str) -> String {
    format!(r#"{{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", {members}}}"#)
}

fn create(members: &str) -> String {
    format!(r#"{{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientName": "web", {members}}}"#)
}

/// Holds all rules that speak at `pointer`, but for those about members that are not set, to `expected`.
#[track_caller]
fn check_with(assignments: &[&str], text: &str, pointer: &str, expected: &[&str]) {
    let findings = findings(text, assignments);
    let here = findings.iter().filter(|finding| finding.pointer.as_str() == pointer && finding.member.is_none());
    let mut rules: Vec<&str> = here.map(|finding| &*finding.rule).collect();
    rules.sort_unstable();
    assert_eq!(rules, expected, "{text} at {pointer:?}");
}

#[track_caller]
fn check(text: &str, pointer: &str, expected: &[&str]) {
    check_with(&[], text, pointer, expected);
}

#[test]
fn a_template_comes_before_all_others() {
    check(&update(r#""GenerateSecret": "${SECRET}""#), "/GenerateSecret", &["unresolved-template"]);
    check(&update(r#""CreationDate": "${DATE}""#), "/CreationDate", &["unresolved-template"]);
    check(&update(r#""ClientSecret": "${SECRET}""#), "/ClientSecret", &["unresolved-template"]);
    check(&update(r#""RefreshTokenRotation": {"Ref": "Rotation"}"#), "/RefreshTokenRotation", &["unresolved-template"]);
    check(&update(r#""TokenValidityUnits": {"Fn::If": ["a"]}"#), "/TokenValidityUnits/Fn::If", &[]);
}

#[test]
fn a_placeholder_comes_before_the_secret_and_the_model() {
    check(&update(r#""GenerateSecret": """#), "/GenerateSecret", &["skeleton-placeholder"]);
    check(&update(r#""ClientSecret": "string""#), "/ClientSecret", &["skeleton-placeholder"]);
    check(&update(r#""CallbackURLs": ["", ""]"#), "/CallbackURLs/1", &["skeleton-placeholder"]);
    check(
        &update(r#""RefreshTokenValidity": 0, "IdTokenValidity": 0"#),
        "/RefreshTokenValidity",
        &["skeleton-placeholder"],
    );
}

#[test]
fn what_knows_the_secret_comes_before_not_a_member_and_beside_a_broken_value() {
    check(&update(r#""ClientSecret": "a secret""#), "/ClientSecret", &["client-secret-in-file"]);
    check(
        &update(r#""ClientSecret": "a", "ClientSecret": "b""#),
        "/ClientSecret",
        &["client-secret-in-file", "duplicate-json-key"],
    );
    check(&create(r#""client_secret": "a secret""#), "/client_secret", &["client-secret-in-file"]);
    check(&create(r#""ClientSecret": "short""#), "/ClientSecret", &["client-secret-in-file", "schema-violation"]);
    check(&update(r#""ClientSecret": "****""#), "/ClientSecret", &["schema-violation"]);
    check(&create(r#""client_secret": """#), "/client_secret", &["schema-violation"]);
    check(&update(r#""GenerateSecret": 1"#), "/GenerateSecret", &["generate-secret-conflict"]);
    check(&create(r#""GenerateSecret": 1"#), "/GenerateSecret", &["schema-violation"]);
}

#[test]
fn parts_of_an_answer_are_no_unknown_members() {
    check(&update(r#""CreationDate": 1"#), "/CreationDate", &["describe-output-pasted"]);
    check(&update(r#""UserPoolClient": {"Foo": 1}"#), "/UserPoolClient", &["describe-output-pasted"]);
    check(&update(r#""UserPoolClient": {"Foo": 1}"#), "/UserPoolClient/Foo", &[]);
    check(&update(r#""UserPoolClient": 1"#), "/UserPoolClient", &["schema-violation"]);
    check(&update(r#""creationDate": 1"#), "/creationDate", &["schema-violation"]);
}

#[test]
fn what_a_saved_answer_lacks_is_another_cause_than_that_it_is_one() {
    let text = r#"{"UserPoolClient": {"ClientId": "EXAMPLEclient01", "AllowedOAuthFlowsUserPoolClient": true}}"#;
    let findings = findings(text, &[]);
    let rules: Vec<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    for rule in ["describe-output-pasted", "oauth-enabled-incomplete", "auth-flows-omitted"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn an_unfilled_skeleton_silences_all_but_names_given_twice() {
    let text = r#"{"UserPoolId": "", "ClientId": "", "ClientSecret": "a secret", "Foo": "${A}", "Foo": [1], "CreationDate": 1}"#;
    let rules =
        |assignments: &[&str]| findings(text, assignments).into_iter().map(|finding| finding.rule).collect::<Vec<_>>();
    assert_eq!(rules(&[]), ["skeleton-placeholder", "duplicate-json-key"]);
    assert_eq!(rules(&["rules.skeleton-placeholder.enabled=false"]), ["duplicate-json-key"]);
}

#[test]
fn a_root_that_is_no_object_is_all_there_is_to_say() {
    for text in ["[]", "1", "null", r#""${A}""#, r#"[{"ClientSecret": "a secret", "a": 1, "a": 2}]"#] {
        check(text, "", &["schema-violation"]);
        assert_eq!(findings(text, &[]).len(), 1, "{text}");
        assert_eq!(findings(text, &["rules.schema-violation.enabled=false"]).len(), 0, "{text}");
    }
}

#[test]
fn a_rule_that_is_turned_off_silences_all_the_same() {
    let off = ["rules.unresolved-template.enabled=false"];
    check_with(&off, &update(r#""GenerateSecret": "${SECRET}""#), "/GenerateSecret", &[]);
    let off = ["rules.client-secret-in-file.enabled=false"];
    check_with(&off, &update(r#""ClientSecret": "a secret""#), "/ClientSecret", &[]);
}

#[test]
fn a_pattern_of_the_user_makes_a_template() {
    let patterns = [r#"rules.unresolved-template.params.patterns=["@[A-Z]+@", "x*"]"#];
    check_with(&patterns, &update(r#""GenerateSecret": "a@B@c""#), "/GenerateSecret", &["unresolved-template"]);
    // A pattern that matches nothing at all makes no template of every value.
    check_with(&patterns, &update(r#""ClientName": "a""#), "/ClientName", &[]);
}

#[test]
fn members_that_the_user_excuses_are_passed_over_at_the_root_only() {
    let excuses = [
        "rules.schema-violation.params.ignore_members=['Foo']",
        "rules.schema-violation.params.assume_given=['ClientId']",
    ];
    check_with(&excuses, r#"{"UserPoolId": "eu-west-1_EXAMPLE01", "Foo": {"Bar": 1}}"#, "", &["update-omits-setting"]);
    check_with(&excuses, r#"{"UserPoolId": "eu-west-1_EXAMPLE01", "Foo": {"Bar": 1}}"#, "/Foo", &[]);
    let inside = update(r#""TokenValidityUnits": {"Foo": 1}, "foo": 1"#);
    check_with(&excuses, &inside, "/TokenValidityUnits/Foo", &["schema-violation"]);
    check_with(&excuses, &inside, "/foo", &["schema-violation"]);
}

/// Holds the members that an update is said to leave out to `expected`; empty when nothing is said.
#[track_caller]
fn check_left_out(assignments: &[&str], members: &str, expected: &[&str]) {
    let findings = findings(&update(members), assignments);
    let finding = findings.iter().find(|finding| finding.rule == "update-omits-setting");
    let first = finding.map_or("", |finding| &*finding.message.sentences[0]);
    let named: Vec<_> = first.split('`').skip(1).step_by(2).collect();
    assert_eq!(named, expected, "{members}");
}

/// Members with which nothing is left that counts, and nothing that another finding is about.
const COMPLETE: &str = r#""ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], "EnableTokenRevocation": true,
    "PreventUserExistenceErrors": "ENABLED", "AccessTokenValidity": 1, "IdTokenValidity": 1, "RefreshTokenValidity": 7,
    "TokenValidityUnits": {}, "LogoutURLs": [], "WriteAttributes": ["name"], "ReadAttributes": ["name"],
    "RefreshTokenRotation": {"Feature": "DISABLED"}, "EnablePropagateAdditionalUserContextData": false"#;

#[test]
fn settings_without_effect_are_not_left_out() {
    check_left_out(&[], &format!(r#"{COMPLETE}, "AllowedOAuthFlowsUserPoolClient": false"#), &[]);
    let lists = ["AllowedOAuthFlows", "AllowedOAuthScopes"];
    // Whether a template is false nobody knows, and OAuth that is on needs the lists.
    check_left_out(
        &[],
        &format!(r#"{COMPLETE}, "AllowedOAuthFlowsUserPoolClient": "${{ON}}""#),
        &["SupportedIdentityProviders", lists[0], lists[1], "CallbackURLs"],
    );
    let machine = r#""ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"], "AccessTokenValidity": 1, "TokenValidityUnits": {},
        "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["client_credentials"],
        "AllowedOAuthScopes": ["api/read"], "WriteAttributes": ["name"], "ReadAttributes": ["name"]"#;
    check_left_out(&[], machine, &[]);
}

#[test]
fn units_are_left_out_where_there_is_a_validity() {
    let settings = ["rules.update-omits-setting.params.members=['TokenValidityUnits']"];
    let only = [settings[0], "rules.update-omits-setting.params.named_only=[]"];
    check_left_out(&only, r#""ClientName": "web""#, &[]);
    check_left_out(&only, r#""IdTokenValidity": 1"#, &["TokenValidityUnits"]);
    check_left_out(&only, r#""RefreshTokenValidity": "${DAYS}""#, &["TokenValidityUnits"]);
    check_left_out(&only, r#""IdTokenValidity": null, "AuthSessionValidity": 3"#, &[]);
}

#[test]
fn what_another_finding_at_the_request_is_about_is_left_to_it() {
    // One finding of oauth-enabled-incomplete takes both lists.
    let text = format!(r#"{COMPLETE}, "AllowedOAuthFlowsUserPoolClient": true"#);
    check_left_out(&[], &text, &["SupportedIdentityProviders", "CallbackURLs"]);
    // A rule that the user turned off speaks of its member all the same.
    let off = ["rules.user-existence-errors-exposed.enabled=false", "rules.update-omits-setting.params.named_only=[]"];
    let text = r#""ClientName": "web""#;
    let named = findings(&update(text), &off);
    let sentence = named.iter().find(|finding| finding.rule == "update-omits-setting").map(|f| f.message.full());
    assert!(sentence.is_some_and(|sentence| !sentence.contains("PreventUserExistenceErrors")));
}

#[test]
fn an_update_from_a_saved_answer_leaves_nothing_out() {
    let five = [
        r#""RefreshTokenValidity": 30"#,
        r#""AllowedOAuthFlowsUserPoolClient": true"#,
        r#""EnableTokenRevocation": "${ON}""#,
        r#""EnablePropagateAdditionalUserContextData": false"#,
        r#""AuthSessionValidity": 3"#,
    ];
    check_left_out(&[], &five.join(", "), &[]);
    for left_out in 0..five.len() {
        let mut four = five.to_vec();
        four.remove(left_out);
        let findings = findings(&update(&four.join(", ")), &[]);
        assert!(findings.iter().any(|finding| finding.rule == "update-omits-setting"), "without {}", five[left_out]);
    }
}

/// Holds the document after the fix of the finding of `rule` at `pointer` to `expected`.
#[track_caller]
fn check_fix(rule: &str, document: &Value, pointer: &str, expected: Option<&Value>) {
    let findings = findings(&document.to_string(), &[]);
    let finding = findings.iter().find(|finding| finding.rule == rule && finding.pointer.as_str() == pointer);
    let finding = finding.unwrap_or_else(|| panic!("{rule} is silent at {pointer:?} of {document}"));
    let fixed = finding.fix.as_ref().map(|fix| apply(document, &fix.patch).expect("a patch fits its document"));
    assert_eq!(fixed.as_ref(), expected, "{document}");
}

/// The request of an update whose member `name` is `value`.
fn with(name: &str, value: &Value) -> Value {
    json!({"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", name: value})
}

#[test]
fn a_saved_answer_becomes_a_request_without_dates_nulls_and_secrets() {
    let inner = json!({
        "ClientId": "EXAMPLEclient01", "ClientName": null, "CreationDate": 1, "LastModifiedDate": 1, "ClientSecret": SECRET,
        "Foo": [{"client_secret": SECRET, "bar": null}],
    });
    let document = json!({"UserPoolClient": inner, "ResponseMetadata": {"HTTPStatusCode": 200}});
    let expected = json!({"ClientId": "EXAMPLEclient01", "Foo": [{"bar": null}]});
    check_fix("describe-output-pasted", &document, "/UserPoolClient", Some(&expected));
}

#[test]
fn no_finding_about_a_secret_or_beside_it_tells_it() {
    for text in [
        update(&format!(r#""ClientSecret": "{SECRET}", "ClientSecret": "{SECRET}""#)),
        create(&format!(r#""ClientSecret": "{SECRET}", "GenerateSecret": true"#)),
        create(&format!(r#""ClientSecret": "${{A:-{SECRET}}}", "client_secret": {{"Ref": "{SECRET}"}}"#)),
        update(&format!(r#""clientSecret": "<{SECRET}>", "ClientSecrets": {{"client_secret": "{SECRET}"}}"#)),
        update(&format!(r#""ClientName": {{"Fn::Sub": ["a", {{"ClientSecret": "{SECRET}"}}]}}"#)),
        format!(r#"{{"UserPoolClient": {{"ClientSecret": "{SECRET}", "Foo": {{"CLIENT-SECRET": "{SECRET}"}}}}}}"#),
    ] {
        // What is shown goes through one more filter; here there is nothing for it to do.
        let told = format!("{:?}", findings(&text, &[]));
        assert!(!told.contains(SECRET), "{told}");
    }
}

#[test]
fn a_list_with_nothing_but_placeholders_goes_as_a_whole() {
    let ids = json!({"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01"});
    check_fix("skeleton-placeholder", &with("LogoutURLs", &json!([""])), "/LogoutURLs/0", Some(&ids));
    check_fix("skeleton-placeholder", &with("LogoutURLs", &json!(["", "string"])), "/LogoutURLs/1", Some(&ids));
    let kept = with("LogoutURLs", &json!(["https://a.acme-retail.com/"]));
    let document = with("LogoutURLs", &json!(["", "https://a.acme-retail.com/"]));
    check_fix("skeleton-placeholder", &document, "/LogoutURLs/0", Some(&kept));
    let required = json!({"UserPoolId": "string", "ClientId": "EXAMPLEclient01"});
    check_fix("skeleton-placeholder", &required, "/UserPoolId", None);
    check_fix("skeleton-placeholder", &json!({"UserPoolId": "", "ClientId": ""}), "", None);
}

#[test]
fn all_later_copies_go_at_once() {
    let document = with("ReadAttributes", &json!(["name", "email", "name", "email", "name"]));
    let expected = with("ReadAttributes", &json!(["name", "email"]));
    for copy in ["/ReadAttributes/2", "/ReadAttributes/3", "/ReadAttributes/4"] {
        check_fix("duplicate-list-item", &document, copy, Some(&expected));
    }
    let mut other_list = document;
    other_list["WriteAttributes"] = json!(["name", "name"]);
    let mut expected = expected;
    expected["WriteAttributes"] = json!(["name", "name"]);
    check_fix("duplicate-list-item", &other_list, "/ReadAttributes/2", Some(&expected));
}

/// Holds the flows after the fix of the finding of `rule` at the first flow to `expected`.
#[track_caller]
fn check_flows(rule: &str, flows: &Value, expected: Option<&Value>) {
    let expected = expected.map(|flows| with("ExplicitAuthFlows", flows));
    check_fix(rule, &with("ExplicitAuthFlows", flows), "/ExplicitAuthFlows/0", expected.as_ref());
}

#[test]
fn a_password_flow_goes_or_becomes_srp() {
    let rule = "user-password-auth-enabled";
    let (password, old, renew) = ("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH");
    let srp = json!(["ALLOW_USER_SRP_AUTH"]);
    check_flows(rule, &json!([password, "ALLOW_USER_SRP_AUTH"]), Some(&srp));
    check_flows(rule, &json!([password]), Some(&srp));
    check_flows(rule, &json!([password, renew]), Some(&json!(["ALLOW_USER_SRP_AUTH", renew])));
    check_flows(
        rule,
        &json!([password, "ALLOW_ADMIN_USER_PASSWORD_AUTH"]),
        Some(&json!(["ALLOW_ADMIN_USER_PASSWORD_AUTH"])),
    );
    check_flows(rule, &json!([old, "CUSTOM_AUTH_FLOW_ONLY"]), Some(&json!(["CUSTOM_AUTH_FLOW_ONLY"])));
    // A list of old names cannot take the new one.
    check_flows(rule, &json!([old]), None);
    check_flows(rule, &json!([old, renew]), Some(&json!(["ALLOW_USER_SRP_AUTH", renew])));
    // Whether a template signs users in nobody knows.
    check_flows(rule, &json!([password, "${FLOW}"]), None);
}

#[test]
fn old_names_become_new_ones_together() {
    let rule = "auth-flows-legacy-names";
    let (srp, renew) = ("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH");
    check_flows(rule, &json!(["USER_PASSWORD_AUTH"]), Some(&json!(["ALLOW_USER_PASSWORD_AUTH", srp, renew])));
    check_flows(
        rule,
        &json!(["CUSTOM_AUTH_FLOW_ONLY", "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY"]),
        Some(&json!(["ALLOW_CUSTOM_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", renew])),
    );
    let rotating = |rotation: Value, flows: Value| {
        let mut document = with("ExplicitAuthFlows", &flows);
        document["RefreshTokenRotation"] = rotation;
        document
    };
    let on = || json!({"Feature": "ENABLED"});
    let expected = rotating(on(), json!(["ALLOW_ADMIN_USER_PASSWORD_AUTH", srp]));
    let document = rotating(on(), json!(["ADMIN_NO_SRP_AUTH"]));
    check_fix(rule, &document, "/ExplicitAuthFlows/0", Some(&expected));
    let unknown = rotating(json!("${ROTATION}"), json!(["ADMIN_NO_SRP_AUTH"]));
    check_fix(rule, &unknown, "/ExplicitAuthFlows/0", None);
}

#[test]
fn flows_of_local_users_go_where_another_flow_stays() {
    let rule = "federation-only-bypass";
    let federated = |flows: Value| {
        let mut document = with("ExplicitAuthFlows", &flows);
        document["SupportedIdentityProviders"] = json!(["AcmeDirectory"]);
        document
    };
    let srp_and = |flow: &str| federated(json!(["ALLOW_USER_SRP_AUTH", flow, "ALLOW_USER_AUTH"]));
    let place = "/SupportedIdentityProviders";
    check_fix(rule, &srp_and("ALLOW_CUSTOM_AUTH"), place, Some(&federated(json!(["ALLOW_CUSTOM_AUTH"]))));
    check_fix(rule, &srp_and("${FLOW}"), place, Some(&federated(json!(["${FLOW}"]))));
    check_fix(rule, &srp_and("ALLOW_USER_PASSWORD_AUTH"), place, None);
    check_fix(rule, &federated(json!([])), place, None);
}
