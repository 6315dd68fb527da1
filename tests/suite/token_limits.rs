//! The rules about lifetimes under every limit that a user may set: they speak above it and only there, and their fixes write
//! what the service takes and mend what they speak of.

use bumpalo::Bump;
use coglint::finding::{Finding, Severity};
use coglint::json::parse;
use coglint::lint::Linter;
use coglint::request::kind;
use coglint::rule::RuleSet;
use coglint::rule::builtin::RULES;
use coglint::settings::Settings;
use serde_json::{Value, json};

use crate::patch::apply;

/// Limits around the ends of each window, and what no service could keep.
const LIMITS: [&str; 21] = [
    "0s",
    "1s",
    "59s",
    "2m",
    "179s",
    "3m",
    "299s",
    "5m",
    "7m",
    "899s",
    "59m",
    "1h",
    "61m",
    "5400s",
    "12h",
    "1d",
    "25h",
    "30d",
    "365d",
    "3651d",
    "99999999999999999999d",
];

/// A rule, its member, the seconds of the least that the service takes, and of the default.
struct Limit {
    rule: &'static str,
    member: &'static str,
    least: i64,
    default: i64,
}

const RULES_WITH_LIMITS: [Limit; 4] = [
    Limit { rule: "refresh-token-lifetime-long", member: "RefreshTokenValidity", least: 3600, default: 2_592_000 },
    Limit { rule: "access-token-lifetime-long", member: "AccessTokenValidity", least: 300, default: 3600 },
    Limit { rule: "id-token-lifetime-long", member: "IdTokenValidity", least: 300, default: 3600 },
    Limit { rule: "auth-session-long", member: "AuthSessionValidity", least: 180, default: 180 },
];

/// The request with what the rule looks at, and the seconds that this means.
fn requests(limit: &Limit) -> Vec<(Value, i64)> {
    let unit_member = limit.member.trim_end_matches("Validity");
    let plain =
        json!({"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", "EnableTokenRevocation": true});
    let with = |number: i64, units: Value| {
        let mut request = plain.clone();
        request[limit.member] = number.into();
        if !units.is_null() {
            request["TokenValidityUnits"] = units;
        }
        request
    };
    let mut requests = vec![(plain.clone(), limit.default)];
    if limit.rule == "auth-session-long" {
        requests.extend((3..=15).map(|minutes| (with(minutes, Value::Null), minutes * 60)));
        return requests;
    }
    let mut without_number = plain.clone();
    without_number["TokenValidityUnits"] = json!({unit_member: "minutes"});
    requests.push((without_number, limit.default));
    for (unit, seconds) in [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86_400)] {
        let numbers = [1, 2, 5, 24, 60, 61, 300, 301, 1440, 3600, 3601, 3650, 86_400].into_iter();
        requests.extend(numbers.map(|number| (with(number, json!({unit_member: unit})), number * seconds)));
    }
    let default_unit = if limit.least == 3600 { 86_400 } else { 3600 };
    requests.push((with(1, Value::Null), default_unit));
    requests.push((with(1, json!({})), default_unit));
    requests.push((with(1, json!({unit_member: null, "Other": 1})), default_unit));
    if limit.least == 3600 {
        requests.push((with(0, json!({unit_member: "minutes"})), limit.default));
    }
    let most = if limit.least == 3600 { 315_360_000 } else { 86_400 };
    requests.retain(|(_, seconds)| (limit.least..=most).contains(seconds));
    requests
}

fn seconds(duration: &str) -> i64 {
    let (number, unit) = duration.split_at(duration.len() - 1);
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 86_400,
    };
    number.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(factor)
}

fn check(request: &Value, linter: &Linter<'_>) -> Vec<Finding> {
    let text = request.to_string();
    let (document, errors) = parse(&text);
    assert!(errors.is_empty());
    let root = document.root().expect("a request has a root");
    linter.check(&document, kind::form(root), &Bump::new()).findings
}

#[test]
fn a_limit_is_kept_and_its_fix_is_taken_by_the_service() {
    let set = RuleSet::new(RULES, &[]).expect("the built-in rules fit together");
    for limit in &RULES_WITH_LIMITS {
        for max in LIMITS {
            let mut settings = Settings::default();
            settings.assign(&format!("rules.{}.params.max={max}", limit.rule), &set).expect("a duration is taken");
            let linter = Linter::new(&set, &settings);
            for (request, length) in requests(limit) {
                let context = format!("{} with max {max}: {request}", limit.rule);
                let found = check(&request, &linter);
                let ours: Vec<&Finding> = found.iter().filter(|finding| finding.rule == limit.rule).collect();
                assert_eq!(ours.len(), usize::from(length > seconds(max)), "{context}");
                let Some(finding) = ours.first() else { continue };
                let is_set = !request[limit.member].is_null();
                assert_eq!(finding.pointer.as_str(), if is_set { format!("/{}", limit.member) } else { String::new() });
                let fix = finding.fix.as_ref();
                assert_eq!(fix.is_some(), seconds(max) >= limit.least, "{context}");
                let Some(fix) = fix else { continue };
                let mended = apply(&request, &fix.patch).expect("the patch fits the request");
                let left = check(&mended, &linter);
                let is_wrong = |finding: &&Finding| {
                    let is_here = finding.pointer.as_str() == format!("/{}", limit.member);
                    let is_bad = finding.severity == Severity::Error || finding.rule == "token-validity-unit-implicit";
                    finding.rule == limit.rule || is_here && is_bad
                };
                assert_eq!(left.iter().find(is_wrong), None, "{context}\nmended: {mended}");
            }
        }
    }
}
