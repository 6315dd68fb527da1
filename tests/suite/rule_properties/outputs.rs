//! No output shows a secret, wherever it stands and whatever is found beside it; and code hosts can tell findings apart.

use std::collections::HashSet;

use coglint::report::{Appearance, Format, Run, Source, Status};
use coglint::secret::{Hidden, Names};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use crate::requests::{Case, cases, config, run_of_one_file, with_document};

/// The case as a file of a run.
fn run(case: &Case) -> Run {
    let text = case.text();
    let checked = case.check();
    let hidden = with_document(&text, |document| Hidden::in_document(document, &Names::default()));
    run_of_one_file(Source { text, hidden, ..Source::default() }, Status::Checked, checked.findings)
}

/// Where a secret may stand: a member and its value. A secret has no slash: in a URL that would end the authority, so
/// that what stands before it is no password (RFC 3986, 3.2).
fn with_secret(place: usize, secret: &str) -> (&'static str, Json) {
    match place {
        0 => ("ClientSecret", json!(secret)),
        1 => ("client_secret", json!(secret)),
        2 => ("CLIENT-SECRET", json!([secret, {"a": secret}])),
        3 => ("AnalyticsConfiguration", json!({"ApplicationId": "a", "clientSecret": secret})),
        4 => ("Client", json!([{"ClientSecret": secret}])),
        5 => ("DefaultRedirectURI", json!(format!("https://user:{secret}@shop.acme-retail.com/cb"))),
        6 => {
            ("CallbackURLs", json!([format!("http://u:{secret}@localhost/"), format!("com.acme.shop://u:{secret}@x")]))
        }
        7 => ("CallbackURLs", json!([format!("https://user:{secret}@*.acme-retail.com/${{PATH}}")])),
        _ => ("UserPoolClient", json!({"ClientSecret": secret, "ClientId": "8a4rv9i5n3example14"})),
    }
}

/// The report of a run, as JSON.
fn report(run: &Run, format: &str) -> Json {
    let mut written = Vec::new();
    (Format::named(format).expect("a format").write)(run, &Appearance::PLAIN, &mut written).expect("it is written");
    serde_json::from_slice(&written).expect("it is JSON")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_finding_has_a_fingerprint_of_its_own(case in cases()) {
        let run = run(&case);
        let count = run.files[0].findings.len();
        let sarif = report(&run, "sarif");
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        let hashes: HashSet<_> = results.iter().map(|result| &result["partialFingerprints"]["primaryLocationLineHash"]).collect();
        prop_assert_eq!((results.len(), hashes.len()), (count, count));
        let gitlab = report(&run, "gitlab");
        let issues = gitlab.as_array().expect("issues");
        let fingerprints: HashSet<_> = issues.iter().map(|issue| &issue["fingerprint"]).collect();
        prop_assert_eq!((issues.len(), fingerprints.len()), (count, count));
        let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
            prop_assert_eq!(&rules[index]["id"], &result["ruleId"]);
        }
    }

    #[test]
    fn no_output_shows_a_secret(case in cases(), place in 0_usize..9, secret in "[A-Za-z0-9+_-]{24,52}", at in any::<prop::sample::Index>(), format in select(Format::names().collect::<Vec<_>>())) {
        let mut case = case;
        let (name, value) = with_secret(place, &secret);
        case.members.retain(|(other, _)| other != name);
        case.members.insert(at.index(case.members.len() + 1), (name.to_owned(), value));
        let mut written = Vec::new();
        let write = Format::named(format).expect("a format").write;
        write(&run(&case), &Appearance::PLAIN, &mut written).expect("a report is written");
        let written = String::from_utf8(written).expect("a report is text");
        // Lines are wrapped and cut, so a part of it is too much already.
        prop_assert!(!written.contains(&secret[..10]) && !written.contains(&secret[14..]), "{}", written);
    }
}
