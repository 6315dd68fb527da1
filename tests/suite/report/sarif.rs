//! `sarif`: what code scanning makes of it.

use std::collections::HashSet;

use coglint::finding::{Category, Edit, Finding, Fix, Related, Safety, Severity};
use coglint::report::appearance::Appearance;
use coglint::report::{About, Error, ErrorKind, File, Format, HostPaths, Rule, Run, Status, Suppressed};
use coglint::rule::builtin::RULES;
use coglint::source::Span;
use serde_json::{Value, json};

use super::{WEB, at, file, run, sentences, span_of, spanning, web, written};

/// The only run of a report.
#[track_caller]
fn sarif(run: &Run) -> Value {
    let mut log: Value = serde_json::from_str(&written(run, "sarif", &Appearance::PLAIN)).expect("JSON");
    log["runs"][0].take()
}

#[track_caller]
fn results(files: Vec<File>) -> Vec<Value> {
    sarif(&run(files))["results"].as_array().expect("results").clone()
}

fn region(location: &Value) -> String {
    let region = &location["physicalLocation"]["region"];
    ["startLine", "startColumn", "endLine", "endColumn"].map(|name| region[name].to_string()).join(" ")
}

/// All built-in rules, as in a run of the default profile.
fn with_all_rules(files: Vec<File>) -> Run {
    let mut run = run(files);
    let rule = |rule: &coglint::rule::Rule| Rule {
        id: rule.id.to_string(),
        severity: Severity::Warning,
        category: rule.category,
        params: serde_json::Map::new(),
        about: About::of(rule),
    };
    run.rules = RULES.iter().map(rule).collect();
    run.sort();
    run
}

#[test]
fn a_column_counts_code_units_of_utf16() {
    let text = "{\"é😀\": \"http://a\",\n\"b\": \"x😀\"}";
    let results = results(vec![file("a.json", text, vec![at(text, "/é😀"), at(text, "/b")])]);
    assert_eq!(region(&results[0]["locations"][0]), "1 9 1 19");
    assert_eq!(region(&results[1]["locations"][0]), "2 6 2 11");
}

#[test]
fn a_byte_order_mark_has_no_column() {
    let results = results(vec![file("a.json", "\u{feff}{}", vec![spanning(Span::new(3, 5))])]);
    assert_eq!(region(&results[0]["locations"][0]), "1 1 1 3");
}

#[test]
fn a_logical_location_is_the_pointer() {
    let mut unset = at(WEB, "");
    unset.member = Some("PreventUserExistenceErrors".into());
    let results = results(vec![file("a.json", WEB, vec![unset, at(WEB, "/CallbackURLs/1")])]);
    let names = results.iter().map(|result| &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]);
    assert_eq!(names.collect::<Vec<_>>(), ["", "/CallbackURLs/1"]);
}

#[test]
fn a_further_place_is_a_related_location() {
    let mut finding = at(WEB, "/ClientId");
    finding.related = vec![
        Related { message: "first here".into(), span: span_of(WEB, "\"UserPoolId\"") },
        Related { message: "then here".into(), span: span_of(WEB, "\"openid\"") },
    ];
    let related = &results(vec![file("a.json", WEB, vec![finding])])[0]["relatedLocations"];
    assert_eq!(related[0]["message"]["text"], "first here");
    assert_eq!((region(&related[0]), region(&related[1])), ("2 3 2 15".into(), "6 26 6 34".into()));
    assert_eq!((&related[0]["id"], &related[1]["id"]), (&json!(1), &json!(2)));
}

#[test]
fn a_fix_is_there_where_it_is_known_on_the_text() {
    let mut finding = at(WEB, "/ClientId");
    let edits =
        vec![Edit { span: Span::at(2), text: "x\n".into() }, Edit { span: Span::new(4, 6), text: String::new() }];
    finding.fix = Some(Fix { safety: Safety::Safe, title: "do it".into(), patch: Vec::new(), edits: Some(edits) });
    let mut unknown = finding.clone();
    unknown.rule = "z".into();
    unknown.fix.as_mut().expect("there is one").edits = None;
    let results = results(vec![file("a b.json", WEB, vec![finding, unknown])]);
    assert_eq!(
        results[0]["fixes"],
        json!([{
            "description": {"text": "do it"},
            "artifactChanges": [{
                "artifactLocation": {"uri": "a%20b.json", "uriBaseId": "%SRCROOT%"},
                "replacements": [
                    {
                        "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1},
                        "insertedContent": {"text": "x\n"},
                    },
                    {"deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 5}},
                ],
            }],
        }])
    );
    assert_eq!(results[1].get("fixes"), None);
}

#[test]
fn each_host_has_its_own_path_and_identities_go_with_it() {
    let mut file = web();
    file.hosted_as = Some(HostPaths {
        repository: "infra/web ü.json".into(),
        workspace: "checkout/web.json".into(),
        project: "project/web.json".into(),
    });
    let run = run(vec![file]);
    let sarif = sarif(&run);
    let result = &sarif["results"][0];
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"],
        json!({"uri": "infra/web%20%C3%BC.json", "uriBaseId": "%SRCROOT%"})
    );
    let gitlab: Value = serde_json::from_str(&written(&run, "gitlab", &Appearance::PLAIN)).expect("JSON");
    assert_eq!(gitlab[0]["location"]["path"], "project/web.json");
    assert!(written(&run, "github", &Appearance::PLAIN).starts_with("::warning file=checkout/web.json,"));
    assert!(written(&run, "concise", &Appearance::PLAIN).starts_with("clients/web.json:"));

    let report: Value = serde_json::from_str(&written(&run, "json", &Appearance::PLAIN)).expect("JSON");
    let ids = [&report["findings"][0]["id"], &result["partialFingerprints"]["coglint/v1"], &gitlab[0]["fingerprint"]];
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 3, "{ids:?}");
    assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"], result["partialFingerprints"]["coglint/v1"]);
}

#[test]
fn equal_findings_have_different_fingerprints_whatever_is_left_out() {
    let text = r#"["http://a.example/", "http://a.example/", "http://a.example/", "http://a.example/"]"#;
    let items: Vec<_> = (0..4).map(|index| at(text, &format!("/{index}"))).collect();
    let mut file = file("a.json", text, items.clone());
    let all = prints(&results(vec![file.clone()]));
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 4);

    file.suppressed = vec![Suppressed {
        finding: file.findings.remove(0),
        reason: "Known for years".into(),
        expires: None,
        config: "coglint.toml".into(),
        line: 1,
    }];
    file.baselined = vec![file.findings.remove(0)];
    file.hidden = vec![file.findings.remove(0)];
    assert_eq!(prints(&results(vec![file])), all[3..]);
}

fn prints(results: &[Value]) -> Vec<Value> {
    results.iter().map(|result| result["partialFingerprints"]["primaryLocationLineHash"].clone()).collect()
}

#[test]
fn the_rules_are_those_that_ran_whatever_is_found() {
    let clean = sarif(&run(vec![file("a.json", "{}", Vec::new())]));
    let full = sarif(&run(vec![web()]));
    assert_eq!(clean["results"], json!([]));
    assert_eq!(clean["tool"], full["tool"]);
    let ids: Vec<_> = rules(&full).iter().map(|rule| rule["id"].clone()).collect();
    assert_eq!(ids, ["redirect-http", "scope-unknown"]);
}

fn rules(run: &Value) -> &Vec<Value> {
    run["tool"]["driver"]["rules"].as_array().expect("rules")
}

#[test]
fn every_index_leads_to_the_rule() {
    let mut findings = web().findings;
    for (rule, severity) in [
        ("suppression-unused", Severity::Warning),
        ("syntax-error", Severity::Error),
        ("baseline-stale", Severity::Info),
        ("suppression-expired", Severity::Warning),
        ("of-no-list", Severity::Info),
    ] {
        findings.push(Finding { rule: rule.into(), severity, category: Category::Hygiene, ..at(WEB, "/ClientId") });
    }
    let run = sarif(&run(vec![file("a.json", WEB, findings)]));
    let rules = rules(&run);
    assert_eq!(rules.len(), 7);
    for result in run["results"].as_array().expect("results") {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        for text in [&rule["shortDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
            assert!(text.as_str().is_some_and(|text| text.len() > 10), "{rule}");
        }
    }
    let expired = rules.iter().find(|rule| rule["id"] == "suppression-expired").expect("it is there");
    let summary = format!("{}.", about("suppression-expired").summary);
    assert_eq!(expired["shortDescription"]["text"], summary);
    let unknown = rules.iter().find(|rule| rule["id"] == "of-no-list").expect("it is there");
    assert_eq!(unknown["shortDescription"]["text"], "of-no-list.");
}

#[test]
fn every_built_in_rule_is_described_within_the_limits() {
    let run = sarif(&with_all_rules(Vec::new()));
    let rules = rules(&run);
    assert_eq!(rules.len(), RULES.len());
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        for description in ["shortDescription", "fullDescription"] {
            let text = rule[description]["text"].as_str().expect("a text");
            assert!(text.ends_with('.') && text.chars().count() <= 1024, "{id}: {text}");
        }
        let name = rule["name"].as_str().expect("a name");
        assert!(name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric), "{name}");
        let why = coglint::rule::documentation::read(&about(id).text).why;
        for help in ["text", "markdown"] {
            assert!(rule["help"][help].as_str().is_some_and(|help| help.contains(&why)), "{id}");
        }
        assert!(rule["properties"]["tags"].as_array().is_some_and(|tags| (2..=10).contains(&tags.len())), "{rule}");
        assert_eq!(rule["helpUri"], format!("https://coglint.example/rules/{id}"));
    }
}

fn about(id: &str) -> About {
    About::of(RULES.iter().find(|rule| rule.id == id).expect("a rule"))
}

#[track_caller]
fn check_rule(id: &str, expected: &Value) {
    let run = sarif(&with_all_rules(Vec::new()));
    let rule = rules(&run).iter().find(|rule| rule["id"] == id).expect("a rule");
    let actual = json!({"level": rule["defaultConfiguration"]["level"], "properties": rule["properties"]});
    assert_eq!(&actual, expected);
}

#[test]
fn a_rule_about_security_says_how_severe_it_is_by_default() {
    check_rule(
        "redirect-http",
        &json!({"level": "error", "properties": {
            "tags": ["security", "cognito", "redirect"],
            "precision": "high", "problem.severity": "error", "security-severity": "8.0",
        }}),
    );
    check_rule(
        "redirect-open-redirect-parameter",
        &json!({"level": "warning", "properties": {
            "tags": ["security", "cognito", "redirect", "external/cwe/cwe-601"],
            "precision": "high", "problem.severity": "warning", "security-severity": "5.5",
        }}),
    );
    check_rule(
        "read-attributes-omitted",
        &json!({"level": "note", "properties": {
            "tags": ["security", "cognito", "attributes"],
            "precision": "high", "problem.severity": "recommendation", "security-severity": "2.0",
        }}),
    );
}

#[test]
fn a_rule_about_anything_else_does_not() {
    check_rule(
        "syntax-error",
        &json!({"level": "error", "properties": {
            "tags": ["validity", "cognito", "document"], "precision": "high", "problem.severity": "error",
        }}),
    );
}

#[test]
fn without_published_documentation_no_address_is_made_up() {
    let mut run = run(vec![web()]);
    run.tool.docs = None;
    let text = written(&run, "sarif", &Appearance::PLAIN);
    for absent in ["helpUri", "informationUri", "coglint.example"] {
        assert!(!text.contains(absent), "{absent}");
    }
    assert!(text.contains("More: `coglint explain redirect-http`"));
}

#[test]
fn what_keeps_a_run_from_a_verdict_is_a_notification() {
    let mut unread = file("clients/b.json", "", Vec::new());
    unread.status = Status::Unreadable;
    unread.hosted_as = Some(HostPaths::all("sub/b.json"));
    let mut run = run(vec![unread, web()]);
    let error = |kind, path: Option<&str>, line, message: &str| Error {
        kind,
        path: path.map(str::to_owned),
        line,
        column: line,
        message: message.into(),
    };
    run.errors = vec![
        error(ErrorKind::Config, Some("coglint.toml"), Some(2), "unknown key `profil`"),
        error(ErrorKind::Input, Some("clients/b.json"), None, "cannot read clients/b.json"),
        error(ErrorKind::Usage, None, None, "unknown rule"),
    ];
    let sarif = sarif(&run);
    let location = json!({"physicalLocation": {"artifactLocation": {"uri": "sub/b.json", "uriBaseId": "%SRCROOT%"}}});
    assert_eq!(
        sarif["invocations"],
        json!([{
            "executionSuccessful": false,
            "exitCode": 2,
            "toolConfigurationNotifications": [
                {"level": "error", "message": {"text": "unknown key `profil`"}},
                {"level": "error", "message": {"text": "unknown rule"}},
            ],
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "cannot read clients/b.json"}, "locations": [location]},
            ],
        }])
    );
    assert_eq!(sarif["results"].as_array().map(Vec::len), Some(2), "what was found is there all the same");
}

#[test]
fn an_upload_takes_25000_results_and_the_least_severe_are_left_out() {
    let text = format!("[{}]", vec!["1"; 25_002].join(","));
    let finding = |index: u32| Finding {
        severity: match index {
            0 | 7 => Severity::Info,
            1 => Severity::Warning,
            _ => Severity::Error,
        },
        ..spanning(Span::new(2 * index + 1, 2 * index + 2))
    };
    let run = run(vec![file("a.json", &text, (0..25_002).map(finding).collect())]);
    // Text, because it is long and would take its time to be read.
    let report = written(&run, "sarif", &Appearance::PLAIN);
    let count = |part: &str| report.matches(part).count();
    assert_eq!(count("\"ruleId\": "), 25_000);
    assert_eq!((count("\"level\": \"error\",\n          \"message\""), count("\"level\": \"note\"")), (24_999, 0));
    let message = "sarif: 2 findings are left out, the least severe, because an upload takes 25000 results";
    assert!(report.contains(&format!("\"text\": \"{message}.\"")), "there is a notification");
    assert!(report.contains("\"executionSuccessful\": true"));

    let note = |format| Format::named(format).expect("a format").note(&run);
    assert_eq!(note("sarif"), Some(format!("{message}; -o json has all")));
    assert_eq!(note("json"), None);
}

#[test]
fn the_text_is_kept_exactly() {
    let mut finding = at(WEB, "/ClientId");
    finding.message = sentences(&["A \u{1b}[31m \u{202e} ##[error]x.", "B."]);
    let results = results(vec![file("a.json", WEB, vec![finding])]);
    assert_eq!(results[0]["message"]["text"], "A \u{1b}[31m \u{202e} ##[error]x. B.");
}
