//! The rules of redirects at one place: who speaks there, who is silent because of whom, and what a fix writes.

use bumpalo::Bump;
use coglint::finding::{Finding, PatchOperation};
use coglint::json::parse;
use coglint::lint::Linter;
use coglint::request::kind::Form;
use coglint::rule::RuleSet;
use coglint::rule::builtin::RULES;
use coglint::settings::Settings;
use serde_json::{Value, json};

/// The findings in a live client with the code flow, changed by `members`.
fn findings(members: &Value, assignments: &[&str]) -> Vec<Finding> {
    let mut request = json!({
        "UserPoolId": "eu-central-1_EXAMPLE01",
        "ClientId": "EXAMPLEclient01",
        "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"],
    });
    for (name, value) in members.as_object().expect("the members are an object") {
        request[name] = value.clone();
    }
    let text = request.to_string();
    let set = RuleSet::new(RULES, &[]).expect("the built-in rules fit together");
    let mut settings = Settings::default();
    for assignment in assignments {
        settings.assign(assignment, &set).expect(assignment);
    }
    let (document, errors) = parse(&text);
    assert!(errors.is_empty(), "{text}");
    Linter::new(&set, &settings).check(&document, Form::Request, &Bump::new()).findings
}

/// The rules of redirects that speak at `pointer`, sorted, without what most of them begin with.
fn speakers(members: &Value, assignments: &[&str], pointer: &str) -> String {
    let findings = findings(members, assignments);
    let is_ours = |finding: &&Finding| RULES.iter().any(|rule| rule.id == finding.rule && rule.group == "redirect");
    let here = findings.iter().filter(is_ours).filter(|finding| finding.pointer.to_string() == pointer);
    let mut rules: Vec<_> =
        here.map(|finding| finding.rule.strip_prefix("redirect-").unwrap_or(&finding.rule)).collect();
    rules.sort_unstable();
    rules.join(" ")
}

#[track_caller]
fn check_with(assignments: &[&str], uri: &str, expected: &str) {
    let members = json!({ "CallbackURLs": [uri] });
    assert_eq!(speakers(&members, assignments, "/CallbackURLs/0"), expected, "{uri}");
}

#[track_caller]
fn check(uri: &str, expected: &str) {
    check_with(&[], uri, expected);
}

#[track_caller]
fn check_implicit(assignments: &[&str], uri: &str, expected: &str) {
    let members = json!({ "CallbackURLs": [uri], "AllowedOAuthFlows": ["implicit"] });
    assert_eq!(speakers(&members, assignments, "/CallbackURLs/0"), expected, "{uri}");
}

const ALLOWLIST: &str = r#"rules.redirect-host-not-allowed.params.allowed_hosts=["app.birch-mail.com"]"#;
const ROOT_PATH: &str = "rules.redirect-root-path.enabled=true";

#[test]
fn what_is_not_absolute_is_nothing_else() {
    for uri in ["/cb?next=//x#y", "localhost:3000/*", "http:///", "www.example.com/cb", "https://http//a/"] {
        check_with(&[ALLOWLIST, ROOT_PATH], uri, "not-absolute");
        check_implicit(&[], uri, "not-absolute");
    }
}

#[test]
fn what_is_dangerous_is_nothing_else() {
    for uri in ["javascript:x?next=//y#*", "data:text/html,*", "FILE:///cb", "ws://example.com/#"] {
        check_with(&[ALLOWLIST, ROOT_PATH], uri, "dangerous-scheme");
        check_implicit(&[], uri, "dangerous-scheme");
    }
}

#[test]
fn what_the_service_refuses_or_nobody_knows_yet_is_not_split() {
    for uri in ["http://a b/", "http://${HOST}/*#", "", "http://\u{200b}/"] {
        check_with(&[ALLOWLIST, ROOT_PATH], uri, "");
        check_implicit(&[], uri, "");
    }
}

#[test]
fn a_disguise_silences_what_reads_scheme_or_host() {
    check("http://localhost:80@jwt.io:80/cb", "deceptive-authority");
    check("http://a@169.254.169.254/cb", "deceptive-authority");
    check("https://A@münchen.de./cb", "deceptive-authority");
    check("http://127.0.0.1.nip.io/cb", "deceptive-authority");
    check_with(&[ALLOWLIST], "https://a@your-app.vercel.app/cb", "deceptive-authority");
    check_implicit(&[], "http://a@birch-mail.com/cb", "deceptive-authority");
}

#[test]
fn a_disguise_leaves_other_causes() {
    check_with(
        &[ROOT_PATH],
        "https://*@birch-mail.com?next=//x#",
        "deceptive-authority fragment open-redirect-parameter root-path wildcard",
    );
    let members =
        json!({ "CallbackURLs": ["https://birch-mail.com/cb"], "DefaultRedirectURI": "http://a@birch-mail.com/cb" });
    let expected = "deceptive-authority default-redirect-not-registered";
    assert_eq!(speakers(&members, &[], "/DefaultRedirectURI"), expected);
}

#[test]
fn tokens_in_the_address_silence_http_weak_schemes_and_local_hosts() {
    check_implicit(&[], "http://birch-mail.com/cb", "implicit-redirect-unsafe");
    check_implicit(&[], "birchmail:/cb", "implicit-redirect-unsafe");
    check_implicit(&[], "http://localhost/cb", "implicit-redirect-unsafe");
    check_implicit(&[], "http://10.0.0.1/cb", "implicit-redirect-unsafe ip-literal");
    check_implicit(&[], "http://jwt.io:80/cb#", "fragment implicit-redirect-unsafe not-normalized test-host");
    check_implicit(&[ALLOWLIST], "http://localhost/cb", "host-not-allowed implicit-redirect-unsafe");
    check_implicit(&["profile=dev"], "http://localhost/cb", "localhost-name");
}

#[test]
fn tokens_do_not_go_to_sign_out_addresses() {
    let members = json!({
        "AllowedOAuthFlows": ["implicit"],
        "CallbackURLs": ["https://birch-mail.com/cb"],
        "LogoutURLs": ["http://birch-mail.com/bye", "birchmail:/bye", "http://localhost/bye"],
    });
    for (index, expected) in ["http", "private-scheme-weak", "loopback"].into_iter().enumerate() {
        assert_eq!(speakers(&members, &[], &format!("/LogoutURLs/{index}")), expected);
    }
}

#[test]
fn a_wildcard_in_the_host_leaves_the_host_unknown() {
    check("http://*.birch-mail.com/cb", "http wildcard");
    check("https://*.ngrok.io/cb", "wildcard");
    check("https://*.example.com/cb", "wildcard");
    check("https://*.vercel.app/cb", "wildcard");
    check("https://*.webhook.site/cb", "wildcard");
    check("https://*.münchen.de/cb", "wildcard");
    check("http://*.localhost/cb", "wildcard");
    check("https://10.0.0.*/cb", "wildcard");
    check_with(&[ALLOWLIST, ROOT_PATH], "https://*.jwt.io", "root-path wildcard");
}

#[test]
fn a_wildcard_elsewhere_hides_no_host() {
    check("http://localhost:*/cb", "loopback wildcard");
    check("https://jwt.io/*", "test-host wildcard");
    check_with(&[ALLOWLIST], "https://10.0.0.1/*", "host-not-allowed ip-literal wildcard");
}

#[test]
fn a_host_that_is_not_allowed_is_not_judged_further() {
    for uri in [
        "http://localhost/cb",
        "https://jwt.io/cb",
        "https://example.com/cb",
        "https://a.ngrok.io/cb",
        "https://birch.github.io/cb",
    ] {
        check_with(&[ALLOWLIST], uri, "host-not-allowed");
    }
    check_with(&[ALLOWLIST, "profile=dev"], "http://localhost/cb", "host-not-allowed");
    check_with(&[ALLOWLIST], "http://münchen.de", "homograph host-not-allowed http not-normalized");
    check_with(
        &[r#"rules.redirect-host-not-allowed.params.allowed_hosts=["jwt.io"]"#],
        "https://jwt.io/cb",
        "test-host",
    );
}

#[test]
fn one_host_has_one_of_the_findings_about_lists() {
    check("https://jwt.io/cb", "test-host");
    check("https://example.com/cb", "placeholder-host");
    check("https://yourdomain.webhook.site/cb", "test-host");
    check("https://your-app.ngrok.io/cb", "placeholder-host");
    check("https://your-app.vercel.app/cb", "placeholder-host");
    check("https://a.ngrok.io/cb", "tunnel-host");
    check("https://birch.vercel.app/cb", "takeover-prone-host");
}

#[test]
fn local_hosts_have_one_finding() {
    check("http://localhost/cb", "loopback");
    check("http://127.0.0.1/cb", "loopback");
    check_with(&["profile=dev"], "http://localhost/cb", "localhost-name");
    check_with(&["profile=dev"], "http://127.0.0.1/cb", "");
    check("http://127.1/cb", "http ip-literal");
}

#[test]
fn an_empty_path_is_told_once() {
    check("https://birch-mail.com", "not-normalized");
    check_with(&[ROOT_PATH], "https://birch-mail.com", "root-path");
    check_with(&[ROOT_PATH], "https://Birch-mail.com", "not-normalized root-path");
}

#[test]
fn a_rule_that_the_user_turned_off_silences_all_the_same() {
    let off = |rule: &str| format!("rules.{rule}.enabled=false");
    check_with(&[&off("redirect-deceptive-authority")], "http://a@jwt.io/cb", "");
    check_with(&[&off("redirect-not-absolute")], "localhost:3000/*", "");
    check_with(&[&off("redirect-loopback")], "http://localhost/cb", "");
    check_with(&[&off("redirect-test-host")], "https://yourdomain.webhook.site/cb", "");
    check_with(&[&off("redirect-host-not-allowed"), ALLOWLIST], "https://jwt.io/cb", "");
    check_with(&[&off("redirect-root-path")], "https://birch-mail.com", "not-normalized");
}

/// What the fix of `rule` at `pointer` puts there; empty when there is none.
#[track_caller]
fn check_fix(members: &Value, rule: &str, pointer: &str, expected: &str) {
    let findings = findings(members, &["profile=dev"]);
    let finding = findings.iter().find(|finding| finding.rule == rule && finding.pointer.to_string() == pointer);
    let finding = finding.unwrap_or_else(|| panic!("{rule} is silent at {pointer}"));
    let patch = finding.fix.as_ref().map(|fix| &fix.patch[..]);
    let written = match patch {
        None => "",
        Some([PatchOperation::Replace { path, value }]) if path.to_string() == pointer => {
            value.as_str().expect("a text")
        }
        Some(patch) => panic!("{patch:?}"),
    };
    assert_eq!(written, expected);
}

#[test]
fn https_takes_the_place_of_http_byte_for_byte() {
    let cases = [
        ("http://birch-mail.com/cb", "https://birch-mail.com/cb"),
        ("HTTP://Birch-Mail.com:80/a/../b?x=%7e#", "https://Birch-Mail.com/a/../b?x=%7e#"),
        ("http://birch-mail.com:8080", "https://birch-mail.com:8080"),
        ("http://[2001:db8::1]:80/", "https://[2001:db8::1]/"),
        ("http://*.birch-mail.com/", "https://*.birch-mail.com/"),
    ];
    for (uri, expected) in cases {
        check_fix(&json!({ "LogoutURLs": [uri] }), "redirect-http", "/LogoutURLs/0", expected);
        let implicit = json!({ "CallbackURLs": [uri], "AllowedOAuthFlows": ["implicit"] });
        check_fix(&implicit, "implicit-redirect-unsafe", "/CallbackURLs/0", expected);
    }
    let private = json!({ "CallbackURLs": ["birchmail:/cb"], "AllowedOAuthFlows": ["implicit"] });
    check_fix(&private, "implicit-redirect-unsafe", "/CallbackURLs/0", "");
}

#[test]
fn the_address_takes_the_place_of_localhost_alone() {
    for (uri, expected) in [
        ("http://localhost:3000/cb?x", "http://127.0.0.1:3000/cb?x"),
        ("https://localhost", "https://127.0.0.1"),
        ("http://app.localhost/cb", ""),
        ("http://localhost./cb", ""),
    ] {
        check_fix(&json!({ "CallbackURLs": [uri] }), "redirect-localhost-name", "/CallbackURLs/0", expected);
    }
}

#[test]
fn a_default_becomes_the_one_callback_that_it_nearly_is() {
    let near = "https://birch-mail.com/cb/";
    let cases = [
        (json!([near]), near),
        (json!([near, "com.birchmail.app:/cb", near]), near),
        (json!(["HTTPS://Birch-Mail.com/cb"]), "HTTPS://Birch-Mail.com/cb"),
        (json!([near, "https://Birch-Mail.com/cb"]), ""),
        (json!(["https://birch-mail.com/CB"]), ""),
        (json!([]), ""),
        (Value::Null, ""),
    ];
    for (callbacks, expected) in cases {
        let members = json!({ "CallbackURLs": callbacks, "DefaultRedirectURI": "https://birch-mail.com/cb" });
        check_fix(&members, "default-redirect-not-registered", "/DefaultRedirectURI", expected);
    }
}
