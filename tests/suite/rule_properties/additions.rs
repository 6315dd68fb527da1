//! A member more changes what is said of that member, and nothing else.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

use super::{Told, told};
use crate::requests::{Case, cases, config};

/// A member with a value that nothing is wrong with, and the rules that look whether it is there.
struct Addition {
    member: &'static str,
    value: &'static str,
    noticed_by: &'static [&'static str],
}

const ADDITIONS: &[Addition] = &[
    Addition { member: "ClientName", value: r#""shop-app""#, noticed_by: &[] },
    Addition { member: "AnalyticsConfiguration", value: "{}", noticed_by: &[] },
    Addition {
        member: "AnalyticsConfiguration",
        value: r#"{"UserDataShared": true}"#,
        noticed_by: &["analytics-user-data-shared"],
    },
    Addition { member: "TokenValidityUnits", value: "{}", noticed_by: &["update-omits-setting"] },
    Addition {
        member: "ReadAttributes",
        value: r#"["name"]"#,
        noticed_by: &["read-attributes-omitted", "update-omits-setting"],
    },
    Addition {
        member: "WriteAttributes",
        value: r#"["name"]"#,
        noticed_by: &["write-attributes-omitted", "update-omits-setting"],
    },
    Addition {
        member: "PreventUserExistenceErrors",
        value: r#""ENABLED""#,
        noticed_by: &["user-existence-errors-exposed", "update-omits-setting"],
    },
    Addition {
        member: "EnableTokenRevocation",
        value: "true",
        noticed_by: &["token-revocation-implicit", "update-omits-setting"],
    },
    Addition {
        member: "EnablePropagateAdditionalUserContextData",
        value: "false",
        noticed_by: &["update-omits-setting"],
    },
    Addition { member: "AuthSessionValidity", value: "3", noticed_by: &["auth-session-long", "update-omits-setting"] },
    Addition {
        member: "SupportedIdentityProviders",
        value: r#"["COGNITO"]"#,
        noticed_by: &["identity-providers-missing", "m2m-client-has-user-settings", "update-omits-setting"],
    },
    Addition {
        member: "LogoutURLs",
        value: r#"["https://shop.acme-retail.com/bye"]"#,
        noticed_by: &[
            "logout-urls-missing",
            "oauth-settings-without-enable-flag",
            "m2m-client-has-user-settings",
            "sign-in-flow-missing",
            "update-omits-setting",
        ],
    },
    Addition {
        member: "RefreshTokenRotation",
        value: r#"{"Feature": "DISABLED"}"#,
        noticed_by: &["refresh-rotation-disabled", "update-omits-setting"],
    },
];

impl Addition {
    /// The request with this member; `None` where the member would change what the request is.
    fn to(&self, case: &Case) -> Option<Case> {
        if case.mentions(self.member) {
            return None;
        }
        let mut more = case.clone();
        more.members.push((self.member.to_owned(), serde_json::from_str::<Json>(self.value).expect("JSON")));
        let (before, after) = (case.check(), more.check());
        let is_other_call = before.operation != after.operation;
        // A create needs its name.
        let is_needed = self.member == "ClientName" && before.operation.name() == "create";
        // A validity that is no zero makes zeros beside it no skeleton's.
        let is_blank = |told: &Told| told.0 == "skeleton-placeholder";
        let ends_zeros = self.member.ends_with("Validity") && told(&before.findings).iter().any(is_blank);
        (!is_other_call && !is_needed && !ends_zeros).then_some(more)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_member_more_is_noticed_by_the_rules_about_it_only(case in cases(), addition in select((0..ADDITIONS.len()).collect::<Vec<_>>())) {
        let addition = &ADDITIONS[addition];
        let Some(more) = addition.to(&case) else { return Ok(()) };
        let others = |case: &Case| {
            let mut told = told(&case.check().findings);
            told.retain(|(rule, ..)| !addition.noticed_by.contains(&rule.as_str()));
            told
        };
        prop_assert_eq!(others(&case), others(&more), "{} changes more", addition.member);
    }
}
