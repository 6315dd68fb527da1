//! Requests that nobody wrote: realistic, odd and hostile ones, under settings that a user might have.
//!
//! `COGLINT_PROPERTY_CASES` says how many of them each property looks at; 200 when it is not set.

use std::fmt;
use std::sync::LazyLock;

use bumpalo::Bump;
use coglint::finding::{Finding, Severity};
use coglint::json::{Document, parse};
use coglint::lint::{Checked, Linter};
use coglint::report::{self, File, Run, Skipped, Source, Status, Tool};
use coglint::request::client::ClientType;
use coglint::request::kind::{self, Operation};
use coglint::rule::builtin::RULES;
use coglint::rule::{RuleSet, profile};
use coglint::settings::{Origin, Settings, Sourced};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

/// The built-in rules.
pub static SET: LazyLock<RuleSet<'static>> =
    LazyLock::new(|| RuleSet::new(RULES, &[]).expect("the built-in rules fit together"));

/// How many requests a property looks at when nobody asks for more.
pub const ORDINARY_CASES: u32 = 200;

/// How many requests a property looks at, and no files for those that failed.
pub fn config() -> ProptestConfig {
    let cases = std::env::var("COGLINT_PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(ORDINARY_CASES), failure_persistence: None, ..ProptestConfig::default() }
}

/// A request and what the user has set beside it.
#[derive(Clone)]
pub struct Case {
    /// The members in order; a name may be there twice.
    pub members: Vec<(String, Json)>,
    /// Whether the request stands in a saved answer of `DescribeUserPoolClient`.
    pub is_described: bool,
    pub profile: &'static str,
    pub operation: Option<Operation>,
    pub client_type: Option<ClientType>,
    /// As `--set` takes them.
    pub assignments: Vec<String>,
}

impl Case {
    /// The document.
    pub fn text(&self) -> String {
        let request = object(&self.members);
        if self.is_described { format!("{{\"UserPoolClient\": {request}}}") } else { request }
    }

    pub fn settings(&self) -> Settings {
        let mut settings = Settings {
            operation: Sourced::built_in(self.operation),
            client_type: Sourced::built_in(self.client_type),
            ..Settings::default()
        };
        settings.profile = Sourced::new(self.profile.to_owned(), Origin::BuiltIn);
        for assignment in &self.assignments {
            settings.assign(assignment, &SET).unwrap_or_else(|error| panic!("{}", error.what()));
        }
        settings
    }

    pub fn check(&self) -> Checked {
        check(&self.text(), &self.settings())
    }

    /// Whether a name stands twice in one object.
    pub fn has_duplicates(&self) -> bool {
        parse(&self.text()).0.duplicates().len() > 0
    }

    /// Whether there is a member of that name, or of one that is nearly the same.
    pub fn mentions(&self, name: &str) -> bool {
        let fold = |name: &str| name.replace(['_', '-'], "").to_lowercase();
        self.members.iter().any(|(other, _)| fold(other) == fold(name))
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with profile {}", self.text(), self.profile)?;
        self.operation.iter().try_for_each(|operation| write!(f, ", operation {}", operation.name()))?;
        self.client_type.iter().try_for_each(|client| write!(f, ", client type {}", client.name()))?;
        self.assignments.iter().try_for_each(|assignment| write!(f, ", {assignment}"))
    }
}

/// An object as text; a JSON library would drop a name that is there twice.
fn object(members: &[(String, Json)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}: {value}", Json::from(name.as_str()))).collect();
    format!("{{{}}}", members.join(", "))
}

/// What all rules find in a document without syntax errors.
#[track_caller]
pub fn check(text: &str, settings: &Settings) -> Checked {
    with_document(text, |document| {
        let form = document.root().map(kind::form).expect("a document");
        Linter::new(&SET, settings).check(document, form, &Bump::new())
    })
}

/// What `look` sees in a document without syntax errors.
#[track_caller]
pub fn with_document<T>(text: &str, look: impl FnOnce(&Document<'_>) -> T) -> T {
    let (document, errors) = parse(text);
    assert!(errors.is_empty(), "{text} is no JSON");
    look(&document)
}

/// Requests under settings.
pub fn cases() -> impl Strategy<Value = Case> {
    let profiles = prop_oneof![2 => Just(profile::NAMES[0]), 3 => select(&profile::NAMES[..])];
    let operations = weighted(0.25, select(&Operation::ALL[..]));
    let client_types = weighted(0.25, select(&ClientType::ALL[..]));
    let assignments = prop::sample::subsequence(ASSIGNMENTS, 0..=ASSIGNMENTS.len().min(3));
    let assignments = prop_oneof![3 => Just(Vec::new()), 1 => assignments];
    let members = prop_oneof![20 => members(), 1 => half_filled_skeletons()];
    let settings = (profiles, operations, client_types, assignments);
    (members, prop::bool::weighted(0.12), settings).prop_map(|(members, is_described, settings)| {
        let (profile, operation, client_type, assignments) = settings;
        let assignments = assignments.into_iter().map(str::to_owned).collect();
        Case { members, is_described, profile, operation, client_type, assignments }
    })
}

/// What a user may set of single rules, so that those that say nothing by themselves speak too.
const ASSIGNMENTS: &[&str] = &[
    r#"rules.redirect-host-not-allowed.params.allowed_hosts=["*.acme-retail.com", "localhost"]"#,
    "rules.redirect-root-path.enabled=true",
    "rules.multiple-identity-providers.enabled=true",
    "rules.read-attributes-omitted.enabled=true",
    "rules.redirect-mixed-platforms.enabled=true",
    r#"rules.access-token-lifetime-long.params.max="5m""#,
    "rules.redirect-too-many.params.max=2",
    "rules.scope-overbroad.params.max_custom_scopes=1",
    r#"rules.schema-violation.params.assume_given=["UserPoolId", "ClientId"]"#,
    r#"rules.unresolved-template.params.patterns=["@@[A-Z]+@@"]"#,
    "rules.unresolved-template.enabled=false",
    r#"rules.schema-violation.severity="info""#,
];

type Member = (String, Json);

fn members() -> BoxedStrategy<Vec<Member>> {
    let members: Vec<BoxedStrategy<Option<Member>>> = MEMBERS
        .iter()
        .map(|(name, share, values)| {
            let value = prop_oneof![16 => values(), 1 => odd_values()];
            weighted(*share, value).prop_map(|value| Some(((*name).to_owned(), value?))).boxed()
        })
        .collect();
    let strangers = weighted(0.2, select(STRANGERS)).prop_map(|stranger| {
        let (name, value) = stranger?;
        Some((name.to_owned(), serde_json::from_str(value).expect("JSON")))
    });
    let again = weighted(
        0.06,
        (select(MEMBERS), any::<bool>()).prop_flat_map(|((name, _, values), is_odd)| {
            let value = if is_odd { odd_values() } else { values() };
            value.prop_map(move |value| (name.to_owned(), value))
        }),
    );
    (members, strangers, again)
        .prop_map(|(members, stranger, again)| members.into_iter().flatten().chain(stranger).chain(again).collect())
        .boxed()
}

/// The skeleton of the command line, with some of it filled in.
fn half_filled_skeletons() -> BoxedStrategy<Vec<Member>> {
    let skeleton: Json =
        serde_json::from_str(include_str!("../../fixtures/requests/skeleton.json")).expect("the skeleton is JSON");
    let Json::Object(skeleton) = skeleton else { panic!("the skeleton is an object") };
    let filled: Vec<_> = skeleton
        .into_iter()
        .map(|(name, blank)| {
            let values = MEMBERS.iter().find(|(known, _, _)| *known == name).map(|(_, _, values)| values());
            let value = values.expect("every member of the skeleton is known");
            prop_oneof![3 => Just(blank), 1 => value].prop_map(move |value| (name.clone(), value))
        })
        .collect();
    filled.boxed()
}

/// Makes the values of one member.
type Values = fn() -> BoxedStrategy<Json>;

/// Every member of a request: how often it is there, and its values.
const MEMBERS: &[(&str, f64, Values)] = &[
    ("UserPoolId", 0.95, || one_of(&[r#""eu-west-1_Kd83JfQ2x""#, r#""eu-west-1""#, r#""${POOL_ID}""#, r#""""#])),
    ("ClientId", 0.65, || {
        one_of(&[r#""8a4rv9i5n3example14""#, r#""8a4rv9i5n3example14""#, r#""<your-client-id>""#, r#""""#])
    }),
    ("ClientName", 0.5, || one_of(&[r#""shop-web""#, r#""TODO: name""#, r#""TODO demo""#, r#""string""#, r#""a/b""#])),
    ("GenerateSecret", 0.2, || one_of(&["true", "false"])),
    ("ClientSecret", 0.06, || {
        one_of(&[r#""notarealsecretnotarealsecret0001""#, r#""****""#, r#""""#, r#""${SECRET}""#])
    }),
    ("RefreshTokenValidity", 0.5, || {
        one_of(&["30", "1", "0", "5", "24", "31", "60", "366", "3650", "315360000", "315360001"])
    }),
    ("AccessTokenValidity", 0.5, || {
        one_of(&["1", "60", "15", "0", "5", "24", "25", "61", "300", "3600", "86400", "86401"])
    }),
    ("IdTokenValidity", 0.5, || {
        one_of(&["1", "60", "15", "0", "5", "24", "25", "61", "300", "3600", "86400", "86401"])
    }),
    ("TokenValidityUnits", 0.45, || {
        let unit = || weighted(0.7, one_of(UNITS));
        (unit(), unit(), unit())
            .prop_map(|units| object_of([("AccessToken", units.0), ("IdToken", units.1), ("RefreshToken", units.2)]))
            .boxed()
    }),
    ("AuthSessionValidity", 0.3, || one_of(&["3", "15", "5", "11", "0", "2", "16"])),
    ("ReadAttributes", 0.4, || list(one_of(ATTRIBUTES), 5)),
    ("WriteAttributes", 0.4, || list(one_of(ATTRIBUTES), 5)),
    ("ExplicitAuthFlows", 0.6, || list(one_of(AUTH_FLOWS), 4)),
    ("SupportedIdentityProviders", 0.5, || list(one_of(PROVIDERS), 3)),
    ("CallbackURLs", 0.65, || {
        prop_oneof![30 => list(addresses(), 5), 1 => vec(addresses(), 9..12).prop_map(Json::from), 1 => crowds()]
            .boxed()
    }),
    ("LogoutURLs", 0.4, || {
        prop_oneof![30 => list(addresses(), 3), 1 => vec(addresses(), 9..12).prop_map(Json::from), 1 => crowds()]
            .boxed()
    }),
    ("DefaultRedirectURI", 0.3, || addresses()),
    ("AllowedOAuthFlowsUserPoolClient", 0.7, || one_of(&["true", "true", "true", "false"])),
    ("AllowedOAuthFlows", 0.65, || {
        prop_oneof![
            2 => one_of(&[r#"["code"]"#, r#"["client_credentials"]"#, r#"["implicit"]"#, r#"["code", "implicit"]"#]),
            1 => list(one_of(FLOWS), 3),
        ]
        .boxed()
    }),
    ("AllowedOAuthScopes", 0.65, || list(one_of(SCOPES), 5)),
    ("AnalyticsConfiguration", 0.25, || {
        let parts = ANALYTICS.iter().map(|(_, values)| weighted(0.4, one_of(values))).collect::<Vec<_>>();
        parts.prop_map(|parts| object_of(ANALYTICS.iter().map(|(name, _)| *name).zip(parts))).boxed()
    }),
    ("PreventUserExistenceErrors", 0.5, || one_of(&[r#""ENABLED""#, r#""LEGACY""#, r#""enabled""#])),
    ("EnableTokenRevocation", 0.5, || one_of(&["true", "false"])),
    ("EnablePropagateAdditionalUserContextData", 0.3, || one_of(&["true", "false"])),
    ("RefreshTokenRotation", 0.35, || {
        let feature = weighted(0.95, one_of(&[r#""ENABLED""#, r#""DISABLED""#, r#""${ROTATION}""#, r#""enabled""#]));
        let grace = weighted(0.6, one_of(&["10", "0", "60", "61", "null"]));
        (feature, grace)
            .prop_map(|(feature, grace)| object_of([("Feature", feature), ("RetryGracePeriodSeconds", grace)]))
            .boxed()
    }),
];

/// Members that a request does not have, or not under that name.
const STRANGERS: &[(&str, &str)] = &[
    ("ClientID", r#""8a4rv9i5n3example14""#),
    ("callbackUrls", r#"["https://shop.acme-retail.com/cb"]"#),
    ("AllowedOauthScopes", r#"["openid"]"#),
    ("Tags", r#"{"team": "shop", "team~1/x": "${TEAM}"}"#),
    ("$schema", r#""https://acme-retail.com/schema.json""#),
    ("CreationDate", "1710000000.123"),
    ("LastModifiedDate", r#""2026-09-14T08:21:07.101000+02:00""#),
    ("client_secret", r#""notarealsecretnotarealsecret0002""#),
    ("ClientSecrets", r#"[{"Client-Secret": "notarealsecretnotarealsecret0003"}]"#),
    ("UserPoolClient", r#"{"ClientName": "inner", "CallbackURLs": ["http://a.acme-retail.com/"]}"#),
    ("UserPoolClient", r#""shop""#),
    ("ResponseMetadata", r#"{"HTTPStatusCode": 200}"#),
    ("", "1"),
    ("größe", r#""é""#),
];

const UNITS: &[&str] =
    &[r#""hours""#, r#""minutes""#, r#""days""#, r#""seconds""#, r#""Hours""#, r#""${UNIT}""#, "null", "1"];

const ATTRIBUTES: &[&str] = &[
    r#""name""#,
    r#""email""#,
    r#""phone_number""#,
    r#""preferred_username""#,
    r#""email_verified""#,
    r#""sub""#,
    r#""identities""#,
    r#""updated_at""#,
    r#""oidc:profile""#,
    r#""custom:isAdmin""#,
    r#""custom:tenant-id""#,
    r#""custom:planet""#,
    r#""custom:tax_id""#,
    r#""custom:secretWord""#,
    r#""custom:""#,
    r#""Email""#,
    r#""emial""#,
    r#""dev:custom:role""#,
    r#""custom:${NAME}""#,
];

const AUTH_FLOWS: &[&str] = &[
    r#""ALLOW_REFRESH_TOKEN_AUTH""#,
    r#""ALLOW_USER_SRP_AUTH""#,
    r#""ALLOW_USER_PASSWORD_AUTH""#,
    r#""ALLOW_ADMIN_USER_PASSWORD_AUTH""#,
    r#""ALLOW_CUSTOM_AUTH""#,
    r#""ALLOW_USER_AUTH""#,
    r#""USER_PASSWORD_AUTH""#,
    r#""ADMIN_NO_SRP_AUTH""#,
    r#""CUSTOM_AUTH_FLOW_ONLY""#,
    r#""ALLOW_SRP_AUTH""#,
    r#""${FLOW}""#,
];

const PROVIDERS: &[&str] = &[
    r#""COGNITO""#,
    r#""Google""#,
    r#""cognito""#,
    r#""facebook""#,
    r#""SignInWithApple""#,
    r#""acme-saml""#,
    r#""${IDP}""#,
];

const FLOWS: &[&str] = &[
    r#""code""#,
    r#""implicit""#,
    r#""client_credentials""#,
    r#""Implicit""#,
    r#""authorization_code""#,
    r#""${FLOW}""#,
];

const SCOPES: &[&str] = &[
    r#""openid""#,
    r#""email""#,
    r#""profile""#,
    r#""phone""#,
    r#""aws.cognito.signin.user.admin""#,
    r#""Openid""#,
    r#""orders/read""#,
    r#""orders/*""#,
    r#""https://api.acme-retail.com/orders/admin""#,
    r#""orders""#,
    r#""https://api.acme-retail.com/""#,
    r#""openid email""#,
    r#""api/$x""#,
    r#""${SCOPE}""#,
];

const ANALYTICS: &[(&str, &[&str])] = &[
    ("ApplicationId", &[r#""d70b2ba36a8c4dc5a04a0451a31a1e12""#, r#""""#, r#""${APP}""#]),
    ("ApplicationArn", &[r#""arn:aws:mobiletargeting:eu-west-1:123456789012:apps/a1""#, r#""arn""#]),
    ("RoleArn", &[r#""arn:aws:iam::123456789012:role/pinpoint""#, r#""""#]),
    ("ExternalId", &[r#""shop""#, r#""""#]),
    ("UserDataShared", &["true", "false"]),
];

/// Values that a member may have by mistake, as JSON.
const ODD_VALUES: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "5.0",
    "1e300",
    "99999999999999999999",
    r#""""#,
    r#""string""#,
    r#""${SOMETHING}""#,
    r#""@@THING@@""#,
    r#"{"Ref": "Thing"}"#,
    r#"{"Fn::GetAtt": ["Thing", "Id"]}"#,
    "[]",
    "{}",
    "[null]",
    "[[]]",
    r#"[{"Fn::Sub": "https://${Domain}/cb"}]"#,
    r#""TODO""#,
    r#""a\u0000b\u001b[31m\u202e""#,
    r#""é日😀""#,
    r#"{"a": {"b": ["${DEEP}"]}}"#,
];

/// Addresses that rules have something to say about, and some that look as if they had.
const ADDRESSES: &[&str] = &[
    "https://shop.acme-retail.com/cb",
    "https://shop.acme-retail.com/out",
    "https://shop.acme-retail.com",
    "https://shop.acme-retail.com/",
    "http://shop.acme-retail.com/cb",
    "http://localhost:3000/cb",
    "https://localhost/cb",
    "http://127.0.0.1:8080/",
    "http://[::1]:8080/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://app.localhost/",
    "com.acme.shop:/cb",
    "com.acme.shop://cb",
    "myapp://cb",
    "myapp.://cb",
    "urn:ietf:wg:oauth:2.0:oob",
    "htps://shop.acme-retail.com/cb",
    "localhost:3000/cb",
    "127.0.0.1:3000/cb",
    "/cb",
    "https:/shop.acme-retail.com/cb",
    "https://https://shop.acme-retail.com/cb",
    "javascript:alert(1)#x",
    "JavaScript://shop.acme-retail.com/%0aalert(1)",
    "https://shop.acme-retail.com/app#/callback",
    "https://shop.acme-retail.com/cb#",
    "https://*.acme-retail.com/cb",
    "https://shop.acme-retail.com/*",
    "http://localhost:*/cb",
    "https://shop.acme-retail.com/cb?x=*",
    "http://localhost:80@evil.test/",
    "https://user:hunter2hunter2@shop.acme-retail.com/cb",
    "http://127.evil.test/",
    "https://shop.acme-retail.com\\@evil.test/",
    "https://shop%2eacme-retail.com/cb",
    "https://shop.acme-retail.com\u{ff0f}evil.test/",
    "https://[::1/cb",
    "https://shop.acme-retail.com:99999/cb",
    "http://10.0.0.1/cb",
    "http://2130706433/",
    "https://127.1/",
    "https://256.1.1.1/",
    "http://169.254.169.254/latest",
    "https://[fd00:ec2::254]/",
    "https://httpbin.org/anything",
    "https://oauth.pstmn.io/v1/callback",
    "https://example.com/cb",
    "https://your-domain.com/cb",
    "https://abc.ngrok.io/cb",
    "https://127-0-0-1.sslip.io/",
    "https://10-0-0-1.nip.io/",
    "https://shop.herokuapp.com/cb",
    "https://bucket.s3.eu-west-1.amazonaws.com/i.html",
    "https://d111111abcdef8.cloudfront.net/cb",
    "https://m\u{fc}nchen.acme-retail.com/cb",
    "https://xn--pple-43d.acme-retail.com/cb",
    "https://xn--mnchen-3ya.de/cb",
    "https://xn--.com/cb",
    "https://shop.acme-retail.com/cb?next=https%3A%2F%2Fevil.test",
    "https://shop.acme-retail.com/cb?next=/home",
    "HTTPS://Shop.Acme-Retail.com:443//a/../b?%7e=%zz",
    "https://shop.acme-retail.com./cb",
    "https://dev.acme-retail.com/cb",
    "https://staging2.shop.acme-retail.co.uk/cb",
    "https://printer.lan/cb",
    "https://${HOST}/cb",
    "https://{{ host }}/cb",
    "https://$host/cb",
    "@@URL@@",
    "https://shop.acme-retail.com/a b",
    "https://shop.acme-retail.com/\u{200b}",
    "",
    "string",
    "TODO",
];

fn addresses() -> BoxedStrategy<Json> {
    let put_together = (
        select(&["https", "http", "com.acme.shop", "myapp", "HTTP", "ftp", "wss", "", "localhost"][..]),
        select(&["://", ":/", ":", ":\\\\"][..]),
        select(&["", "u@", "u:p@", "%40"][..]),
        select(
            &[
                "shop.acme-retail.com",
                "localhost",
                "127.0.0.1",
                "[::1]",
                "*",
                "10.1.2.3",
                "0x7f.1",
                "a.ngrok.io",
                "test.example",
                "xn--80ak6aa92e.com",
                "b\u{fc}ro.de",
                "",
                "-",
                "a..b",
                "www.acme-retail.com.",
            ][..],
        ),
        select(&["", ":8080", ":", ":443", ":x", ":*"][..]),
        select(&["/cb", "", "/", "//x", "/%7Ea/./b", "\\x", "/*"][..]),
        select(&["", "?a=b", "?redirect_uri=//evil.test", "?"][..]),
        select(&["", "", "", "#", "#/x"][..]),
    )
        .prop_map(|(scheme, colon, user, host, port, path, query, fragment)| {
            Json::from(format!("{scheme}{colon}{user}{host}{port}{path}{query}{fragment}"))
        });
    prop_oneof![3 => select(ADDRESSES).prop_map(Json::from), 1 => put_together].boxed()
}

/// More addresses than a list may hold.
fn crowds() -> BoxedStrategy<Json> {
    (100_usize..103)
        .prop_map(|count| (0..count).map(|index| format!("https://shop{index}.acme-retail.com/cb")).collect())
        .boxed()
}

fn list(items: BoxedStrategy<Json>, most: usize) -> BoxedStrategy<Json> {
    vec(prop_oneof![40 => items, 1 => odd_values()], 0..=most).prop_map(Json::from).boxed()
}

fn one_of(values: &'static [&'static str]) -> BoxedStrategy<Json> {
    select(values).prop_map(|text| serde_json::from_str(text).expect("JSON")).boxed()
}

fn odd_values() -> BoxedStrategy<Json> {
    one_of(ODD_VALUES)
}

fn object_of<'n>(members: impl IntoIterator<Item = (&'n str, Option<Json>)>) -> Json {
    let set = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Object(set.collect())
}

#[test]
fn the_requests_are_of_many_kinds() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let cases: Vec<Case> = (0..500).map(|_| cases().new_tree(&mut runner).expect("a request").current()).collect();
    let share = |kind: &str, has: &dyn Fn(&Case) -> bool| {
        assert!(cases.iter().filter(|case| has(case)).count() > 5, "too few requests {kind}");
    };
    share("of a create", &|case| case.check().operation == Operation::Create);
    share("of a describe output", &|case| case.is_described);
    share("of a machine", &|case| case.check().client_type == "machine");
    share("with a name twice", &Case::has_duplicates);
    share("with a secret", &|case| case.mentions("ClientSecret"));
}

/// A run that checked one file.
pub fn run_of_one_file(source: Source, status: Status, findings: Vec<Finding>) -> Run {
    let file = file(source, status, findings);
    let tool =
        Tool { name: "coglint".to_owned(), version: "0.1.0".to_owned(), catalog: "2026.11".to_owned(), docs: None };
    let settings = file.settings.clone();
    let mut run = Run {
        tool,
        settings,
        files: vec![file],
        skipped: Skipped::default(),
        errors: Vec::new(),
        rules: Vec::new(),
        fails_by_change: false,
    };
    run.sort();
    run
}

/// A file with these findings, as reports have it.
pub fn file(source: Source, status: Status, findings: Vec<Finding>) -> File {
    let settings = report::Settings { profile: "default".to_owned(), config: None, fail_on: Some(Severity::Warning) };
    File {
        path: "client.json".to_owned(),
        identity_path: "client.json".to_owned(),
        hosted_as: None,
        status,
        operation: Some("update".to_owned()),
        client_type: Some("unknown".to_owned()),
        settings,
        source,
        findings,
        suppressed: Vec::new(),
        baselined: Vec::new(),
        hidden: Vec::new(),
        fixed: None,
    }
}
