//! One cause gives one finding: the tables that say which of two rules gives way to the other.

use coglint::finding::{Finding, Severity};
use coglint::json::Pointer;
use coglint::lint::Checked;
use coglint::rule::builtin::RULES;
use coglint::rule::definition::Rule;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value as Json;

use crate::requests::{Case, cases, config, with_document};

/// A rule and those that give way to it.
struct Row {
    speaks: &'static str,
    silent: &'static [&'static str],
    /// Where a finding of the first must stand out for the row to count.
    when: fn(&Finding) -> bool,
}

const fn row(speaks: &'static str, silent: &'static [&'static str]) -> Row {
    Row { speaks, silent, when: |_| true }
}

/// The general order at one place: a rule silences those in later ranks. All others stand between the last two.
const RANKS: &[&[&str]] = &[
    &["unresolved-template"],
    &["describe-output-pasted"],
    &["skeleton-placeholder"],
    &["client-secret-in-file", "generate-secret-conflict"],
    &["schema-violation"],
];
const LAST: &str = "update-omits-setting";

/// A finding about the text, which no order concerns.
const ABOUT_THE_TEXT: &str = "duplicate-json-key";

/// Rules that read the scheme or the host of an address.
const READ_AUTHORITY: &[&str] = &[
    "redirect-http",
    "redirect-ip-literal",
    "redirect-loopback",
    "redirect-localhost-name",
    "redirect-test-host",
    "redirect-placeholder-host",
    "redirect-tunnel-host",
    "redirect-takeover-prone-host",
    "redirect-homograph",
    "redirect-not-normalized",
    "redirect-host-not-allowed",
    "implicit-redirect-unsafe",
];

/// All rules that stand at an address.
const AT_AN_ADDRESS: &[&str] = &[
    "redirect-http",
    "redirect-fragment",
    "redirect-wildcard",
    "redirect-deceptive-authority",
    "redirect-ip-literal",
    "redirect-private-scheme-weak",
    "redirect-loopback",
    "redirect-localhost-name",
    "redirect-test-host",
    "redirect-placeholder-host",
    "redirect-tunnel-host",
    "redirect-takeover-prone-host",
    "redirect-homograph",
    "redirect-open-redirect-parameter",
    "redirect-not-normalized",
    "redirect-root-path",
    "redirect-host-not-allowed",
    "implicit-redirect-unsafe",
    "default-redirect-not-registered",
];

/// Rules that silence others at the same place.
const AT_ONE_PLACE: &[Row] = &[
    row("redirect-not-absolute", AT_AN_ADDRESS),
    row("redirect-not-absolute", &["redirect-dangerous-scheme"]),
    row("redirect-dangerous-scheme", AT_AN_ADDRESS),
    row("redirect-deceptive-authority", READ_AUTHORITY),
    row(
        "implicit-redirect-unsafe",
        &["redirect-http", "redirect-private-scheme-weak", "redirect-loopback", "redirect-localhost-name"],
    ),
    Row {
        speaks: "redirect-wildcard",
        silent: &[
            "redirect-ip-literal",
            "redirect-homograph",
            "redirect-host-not-allowed",
            "redirect-loopback",
            "redirect-localhost-name",
            "redirect-test-host",
            "redirect-placeholder-host",
            "redirect-tunnel-host",
            "redirect-takeover-prone-host",
        ],
        when: has_wildcard_host,
    },
    row(
        "redirect-host-not-allowed",
        &[
            "redirect-loopback",
            "redirect-localhost-name",
            "redirect-test-host",
            "redirect-placeholder-host",
            "redirect-tunnel-host",
            "redirect-takeover-prone-host",
        ],
    ),
    row("redirect-loopback", &["redirect-localhost-name"]),
    row("redirect-test-host", &["redirect-placeholder-host", "redirect-tunnel-host", "redirect-takeover-prone-host"]),
    row("redirect-placeholder-host", &["redirect-tunnel-host", "redirect-takeover-prone-host"]),
    row("redirect-tunnel-host", &["redirect-takeover-prone-host"]),
    row(
        "token-validity-out-of-range",
        &[
            "token-validity-unit-implicit",
            "token-outlives-refresh",
            "refresh-token-lifetime-long",
            "access-token-lifetime-long",
            "id-token-lifetime-long",
            "token-shorter-than-login-session",
            "refresh-token-validity-zero",
        ],
    ),
    row("refresh-token-validity-zero", &["token-validity-unit-implicit"]),
    row("rotation-grace-period-zero", &["rotation-grace-ignored"]),
    row("write-attribute-forbidden", &["attribute-name-unknown"]),
    row("scope-unknown", &["client-credentials-standard-scope", "scope-user-admin", "scope-overbroad"]),
];

/// Rules that silence others in the whole document.
const IN_ONE_DOCUMENT: &[Row] = &[
    row("rotation-conflicts-refresh-auth-flow", &["refresh-auth-flow-missing", "refresh-rotation-disabled"]),
    row("auth-flows-mixed-legacy", &["auth-flows-legacy-names", "refresh-auth-flow-missing"]),
    row("auth-flows-legacy-names", &["refresh-auth-flow-missing"]),
    row("user-password-auth-enabled", &["user-auth-implies-password"]),
    row(
        "m2m-client-allows-user-flows",
        &[
            "user-password-auth-enabled",
            "admin-password-auth-enabled",
            "auth-flows-omitted",
            "user-auth-implies-password",
        ],
    ),
    Row {
        speaks: "identity-provider-name-case",
        silent: &["federation-only-bypass"],
        when: |finding| text_of(finding).eq_ignore_ascii_case("cognito"),
    },
    row("oauth-settings-without-enable-flag", &["sign-in-flow-missing"]),
    row("client-credentials-mixed", &["client-credentials-standard-scope"]),
    row("client-credentials-standard-scope", &["scope-openid-missing", "scope-user-admin"]),
    row("client-credentials-without-secret", &["confidential-client-without-secret"]),
    row("analytics-config-invalid", &["analytics-pinpoint-retired"]),
    row("context-data-requires-secret", &["context-data-propagation-enabled"]),
];

/// Rules about users and their tokens, which a machine has not.
const ABOUT_USERS: &[&str] = &[
    "token-outlives-refresh",
    "refresh-token-lifetime-long",
    "id-token-lifetime-long",
    "token-shorter-than-login-session",
    "auth-session-long",
    "token-revocation-implicit",
    "refresh-rotation-disabled",
    "refresh-auth-flow-missing",
    "user-existence-errors-exposed",
    "federation-only-bypass",
    "multiple-identity-providers",
    "identity-providers-missing",
    "sign-in-flow-missing",
    "write-attributes-omitted",
    "write-attributes-sensitive",
    "write-attributes-login-identifier",
    "read-attributes-omitted",
    "read-attributes-sensitive",
];

/// Rules whose findings are info while sign-in by OAuth is off; those at an address but for these of category validity.
const DORMANT: &[&str] = &[
    "m2m-client-allows-user-flows",
    "m2m-client-has-user-settings",
    "scope-openid-missing",
    "scope-user-admin",
    "scope-overbroad",
    "federation-only-bypass",
    "implicit-flow-enabled",
    "logout-urls-missing",
    "redirect-mixed-environments",
    "redirect-mixed-platforms",
    "redirect-too-many",
    "redirect-dangerous-scheme",
    "redirect-http",
    "redirect-wildcard",
    "redirect-deceptive-authority",
    "redirect-ip-literal",
    "redirect-private-scheme-weak",
    "redirect-loopback",
    "redirect-localhost-name",
    "redirect-test-host",
    "redirect-placeholder-host",
    "redirect-tunnel-host",
    "redirect-takeover-prone-host",
    "redirect-homograph",
    "redirect-open-redirect-parameter",
    "redirect-not-normalized",
    "redirect-root-path",
    "redirect-host-not-allowed",
    "implicit-redirect-unsafe",
];

/// Rules that speak only while sign-in by OAuth is on, or may be.
const ONLY_WITH_OAUTH: &[&str] = &[
    "identity-providers-missing",
    "callback-urls-required",
    "logout-urls-missing",
    "implicit-redirect-unsafe",
    "oauth-enabled-incomplete",
    "token-shorter-than-login-session",
];

fn text_of(finding: &Finding) -> &str {
    finding.value.as_ref().and_then(Json::as_str).unwrap_or("")
}

/// Whether a `*` stands in the host of the address, by the grammar of RFC 3986.
fn has_wildcard_host(finding: &Finding) -> bool {
    let Some((_, rest)) = text_of(finding).split_once("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let is_port = |port: &str| port.chars().all(|c| c.is_ascii_digit() || c == '*');
    let host = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(host, _)| host);
    host.contains('*')
}

/// The place as the order sees it. At the request itself each member that is not set is a place of its own.
fn place(finding: &Finding, root: &Pointer) -> Option<(Pointer, Option<String>)> {
    let is_about_nothing = finding.pointer == *root && finding.member.is_none();
    (!is_about_nothing).then(|| (finding.pointer.clone(), finding.member.clone()))
}

fn rank(rule: &str) -> usize {
    let rank = RANKS.iter().position(|rules| rules.contains(&rule));
    rank.unwrap_or(RANKS.len() + usize::from(rule == LAST))
}

/// Whether the first finding silences the second, which stands at the same place.
fn outranks(one: &Finding, other: &Finding) -> bool {
    if one.rule == ABOUT_THE_TEXT || other.rule == ABOUT_THE_TEXT || rank(&one.rule) >= rank(&other.rule) {
        return false;
    }
    // A secret that is too long is two mistakes; a secret that is no member is one.
    let is_secret = RANKS[3].contains(&one.rule.as_str());
    let is_no_member = other.message.first().contains("is not a member of");
    !(is_secret && other.rule == "schema-violation") || is_no_member
}

fn silences(rows: &[Row], one: &Finding, other: &Finding) -> bool {
    rows.iter().any(|row| row.speaks == one.rule && row.silent.contains(&other.rule.as_str()) && (row.when)(one))
}

/// Every pair of findings of which the tables forbid one.
fn one_cause_one_finding(checked: &Checked, root: &Pointer) -> Result<(), TestCaseError> {
    for (index, one) in checked.findings.iter().enumerate() {
        for (other_index, other) in checked.findings.iter().enumerate().filter(|(other, _)| *other != index) {
            let is_one_place = place(one, root).is_some() && place(one, root) == place(other, root);
            let is_again = is_one_place && one.rule == other.rule && index < other_index;
            let forbidden = is_again
                || is_one_place && (outranks(one, other) || silences(AT_ONE_PLACE, one, other))
                || silences(IN_ONE_DOCUMENT, one, other);
            prop_assert!(!forbidden, "{} at {} and {} at {}", one.rule, one.pointer, other.rule, other.pointer);
        }
    }
    Ok(())
}

/// An empty path is the cause of one finding: it is no reason for the second where the first speaks.
fn an_empty_path_is_said_once(checked: &Checked) -> Result<(), TestCaseError> {
    for one in checked.findings.iter().filter(|finding| finding.rule == "redirect-root-path") {
        let is_again = |other: &&Finding| {
            other.rule == "redirect-not-normalized"
                && other.pointer == one.pointer
                && other.message.full().contains("an empty path")
        };
        prop_assert!(!checked.findings.iter().any(|other| is_again(&other)), "an empty path at {}", one.pointer);
    }
    Ok(())
}

/// A skeleton that nobody has filled in gets one answer.
fn a_skeleton_is_one_finding(checked: &Checked, root: &Pointer) -> Result<(), TestCaseError> {
    let is_skeleton = |finding: &Finding| finding.rule == "skeleton-placeholder" && finding.pointer == *root;
    if checked.findings.iter().any(is_skeleton) {
        let others = checked.findings.iter().filter(|finding| !is_skeleton(finding));
        let others: Vec<_> = others.map(|finding| &finding.rule).filter(|rule| *rule != ABOUT_THE_TEXT).collect();
        prop_assert!(others.is_empty(), "{:?} beside the skeleton", others);
    }
    Ok(())
}

/// The rule about what an update leaves out does not name what another finding is about.
fn nothing_is_named_twice(checked: &Checked, root: &Pointer) -> Result<(), TestCaseError> {
    let Some(last) = checked.findings.iter().find(|finding| finding.rule == LAST) else { return Ok(()) };
    let message = last.message.full();
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words: Vec<&str> = message.split(|c| !is_word(c)).collect();
    for finding in checked.findings.iter().filter(|finding| finding.pointer == *root && finding.rule != LAST) {
        let named = finding.member.iter().find(|member| words.contains(&member.as_str()));
        prop_assert!(named.is_none(), "{:?} is {}'s: {}", named, finding.rule, message);
    }
    Ok(())
}

/// Whether sign-in by OAuth is off; `None` where it cannot be told.
fn oauth_is_off(case: &Case) -> Option<bool> {
    let flag = case.members.iter().rev().find(|(name, _)| name == "AllowedOAuthFlowsUserPoolClient");
    match flag.map(|(_, flag)| flag) {
        None | Some(Json::Null) => Some(true),
        Some(Json::Bool(is_on)) => Some(!is_on),
        Some(_) => None,
    }
}

fn root(case: &Case) -> Pointer {
    let is_described = with_document(&case.text(), |document| {
        document.root().map(coglint::request::kind::form) == Some(coglint::request::kind::Form::Described)
    });
    if is_described { Pointer::root().child("UserPoolClient") } else { Pointer::root() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_cause_gives_one_finding(case in cases()) {
        let (checked, root) = (case.check(), root(&case));
        one_cause_one_finding(&checked, &root)?;
        an_empty_path_is_said_once(&checked)?;
        a_skeleton_is_one_finding(&checked, &root)?;
        nothing_is_named_twice(&checked, &root)?;
    }

    #[test]
    fn nothing_is_said_of_the_users_of_a_machine(case in cases()) {
        let checked = case.check();
        if checked.client_type == "machine" {
            let about_users = checked.findings.iter().find(|finding| ABOUT_USERS.contains(&finding.rule.as_str()));
            prop_assert!(about_users.is_none(), "{:?}", about_users);
        }
    }

    #[test]
    fn while_oauth_is_off_its_settings_are_worth_an_info(case in cases()) {
        // Under a wrapper beside other members the inner object is not read.
        let off = oauth_is_off(&case);
        for finding in &case.check().findings {
            let is_info = finding.severity == Severity::Info;
            if off == Some(true) && DORMANT.contains(&finding.rule.as_str()) {
                prop_assert!(is_info, "{:?}", finding);
            }
            let is_silent = off == Some(true) && ONLY_WITH_OAUTH.contains(&finding.rule.as_str());
            prop_assert!(!is_silent, "{:?}", finding);
            prop_assert!(!finding.dormant || is_info && off == Some(true), "{:?}", finding);
        }
    }
}

#[test]
fn the_tables_name_rules_that_there_are() {
    let rows = AT_ONE_PLACE.iter().chain(IN_ONE_DOCUMENT);
    let in_rows = rows.flat_map(|row| row.silent.iter().chain([&row.speaks]));
    let in_lists = [READ_AUTHORITY, AT_AN_ADDRESS, ABOUT_USERS, DORMANT, ONLY_WITH_OAUTH, &[LAST, ABOUT_THE_TEXT]];
    let named = in_rows.chain(in_lists.into_iter().flatten()).chain(RANKS.iter().copied().flatten());
    let is_there = |id: &str| RULES.iter().any(|rule: &Rule| rule.id == id);
    let unknown: Vec<_> = named.filter(|id| !is_there(id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
