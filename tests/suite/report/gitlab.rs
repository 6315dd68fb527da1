//! `gitlab`: a Code Quality report.

use coglint::finding::{Finding, Severity};
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind};
use serde_json::{Value, json};

use super::{WEB, at, file, run, sentences, written};

#[test]
fn a_finding_has_the_members_that_gitlab_reads() {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let pointers = ["/UserPoolId", "/ClientId", "/AllowedOAuthFlows"];
    let findings = severities.into_iter().zip(pointers).map(|(severity, pointer)| Finding {
        severity,
        message: sentences(&["What.", "Why."]),
        ..at(WEB, pointer)
    });
    let run = run(vec![file("a.json", WEB, findings.collect())]);
    let report: Value = serde_json::from_str(&written(&run, "gitlab", &Appearance::PLAIN)).expect("JSON");
    for (index, (severity, line)) in [("critical", 2), ("major", 3), ("info", 5)].into_iter().enumerate() {
        let mut issue = report[index].clone();
        let fingerprint = issue.as_object_mut().and_then(|issue| issue.remove("fingerprint"));
        let digits = fingerprint.as_ref().and_then(Value::as_str).unwrap_or_default();
        assert!(digits.len() == 32 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{digits}");
        let expected = json!({
            "description": "redirect-http: What.",
            "check_name": "redirect-http",
            "severity": severity,
            "location": {"path": "a.json", "lines": {"begin": line}},
        });
        assert_eq!(issue, expected);
    }
}

#[test]
fn without_findings_it_is_an_empty_list_whatever_the_verdict() {
    let mut run = run(vec![file("a.json", "{}", Vec::new())]);
    assert_eq!(written(&run, "gitlab", &Appearance::PLAIN), "[]\n");
    let message = "unknown rule".into();
    run.errors = vec![Error { kind: ErrorKind::Usage, path: None, line: None, column: None, message }];
    assert_eq!(written(&run, "gitlab", &Appearance::PLAIN), "[]\n");
}
