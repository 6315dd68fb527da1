//! What a list costs grows with its length, not with its square.
//!
//! Time cannot be asserted; the room that a check takes can, and what is worked out again at each item takes room each time.

use bumpalo::Bump;
use coglint::finding::{Finding, PatchOperation};
use coglint::json;
use coglint::lint::Linter;
use coglint::request::kind;
use coglint::settings::Settings;

use crate::requests::SET;

/// A request in which the list of that name has `count` items.
fn request(list: &str, item: &dyn Fn(usize) -> String, count: usize) -> String {
    let items: Vec<_> = (0..count).map(|index| format!("\"{}\"", item(index))).collect();
    let others =
        r#""UserPoolId": "eu-west-1_Ab12Cd34E", "ClientId": "1example23456789", "AllowedOAuthFlows": ["code"]"#;
    format!(r#"{{{others}, "{list}": [{}]}}"#, items.join(", "))
}

/// The findings, and the bytes that they and the values on the way to them take.
fn check(text: &str) -> (Vec<Finding>, usize) {
    let (document, errors) = json::parse(text);
    assert_eq!(errors, []);
    let settings = Settings::default();
    let arena = Bump::new();
    let linter = Linter::new(&SET, &settings);
    let form = kind::form(document.root().expect("a request"));
    let findings = linter.check(&document, form, &arena).findings;
    let written = findings.iter().map(|finding| format!("{finding:?}").len()).sum::<usize>();
    (findings, arena.allocated_bytes() + written)
}

#[test]
fn a_list_of_twice_the_length_takes_twice_the_room() {
    let cases: [(&str, &dyn Fn(usize) -> String); 14] = [
        ("CallbackURLs", &|index| format!("https://shop{index}.acme-retail.com/cb")),
        ("CallbackURLs", &|index| format!("http://shop{index}.acme-retail.com/cb#x")),
        ("CallbackURLs", &|index| format!("http://localhost:{index}/cb")),
        ("CallbackURLs", &|_| "https://shop.acme-retail.com/cb".to_owned()),
        ("CallbackURLs", &|index| format!("${{URL_{index}}}")),
        ("LogoutURLs", &|index| format!("https://shop{index}.test/%7e?next=//h")),
        ("AllowedOAuthScopes", &|index| format!("orders/read{index}")),
        ("AllowedOAuthScopes", &|index| format!("Openid{index}")),
        ("ReadAttributes", &|index| format!("custom:ssn{index}")),
        ("WriteAttributes", &|index| format!("custom:role{index}")),
        ("ExplicitAuthFlows", &|_| "ALLOW_USER_PASSWORD_AUTH".to_owned()),
        ("ExplicitAuthFlows", &|_| "ADMIN_NO_SRP_AUTH".to_owned()),
        ("ExplicitAuthFlows", &|_| "ALLOW_USER_AUTH".to_owned()),
        ("SupportedIdentityProviders", &|index| format!("cognito{index}")),
    ];
    for (list, item) in cases {
        // The room of the arena doubles as well, so that up to half of it may be left.
        let [once, eightfold] = [250, 2000].map(|count| check(&request(list, item, count)).1);
        assert!(eightfold < once * 20, "{once} bytes, then {eightfold}: {list} of {}", item(0));
    }
}

#[test]
fn a_fix_takes_all_copies_of_a_list_together_but_in_a_very_long_one() {
    for (copies, expected) in [(1, 1), (100, 100), (101, 1), (300, 1)] {
        let text = request("LogoutURLs", &|_| "https://shop.acme-retail.com/out".to_owned(), copies + 1);
        let (findings, _) = check(&text);
        let of_copies: Vec<_> = findings.iter().filter(|finding| finding.rule == "duplicate-list-item").collect();
        assert_eq!(of_copies.len(), copies);
        for finding in of_copies {
            let patch = &finding.fix.as_ref().expect("copies can be removed").patch;
            assert_eq!(patch.len(), expected, "{copies} copies");
            let own = PatchOperation::Remove { path: finding.pointer.clone() };
            assert!(patch.contains(&own), "{patch:?} for {}", finding.pointer);
        }
    }
}
