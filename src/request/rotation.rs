//! Does the service replace a refresh token when it is used?

use crate::schema::Member;
use crate::value::{Type, Value, object_type};

use super::{Request, Setting};

/// What is known of the rotation of refresh tokens.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    /// `None` when it cannot be told.
    is_on: Option<bool>,
}

impl Rotation {
    /// Reads the feature from `request`: off when nothing is set.
    pub fn of(request: &Request<'_>) -> Self {
        let is_on = match request.setting(Member::RefreshTokenRotation) {
            Setting::Absent => Some(false),
            Setting::Unknown(_) => None,
            Setting::Known(rotation) => rotation
                .get("Feature")
                .filter(|feature| request.is_usable(*feature))
                .and_then(|feature| feature.as_str().map(|feature| feature == "ENABLED")),
        };
        Self { is_on }
    }
}

/// Where the facts of this module come from.
const SOURCE: &str = "UpdateUserPoolClient, RefreshTokenRotation";

object_type! {
    /// The facts about the rotation of refresh tokens.
    pub static ROTATION: "rotation" for Rotation;
    is_on: Type::Bool, SOURCE, "Whether `RefreshTokenRotation.Feature` is `ENABLED`."
        => |rotation| Value::from_known(rotation.is_on.map(Value::Bool));
    is_off: Type::Bool, SOURCE, "Whether `RefreshTokenRotation.Feature` is `DISABLED`, or rotation is not set."
        => |rotation| Value::from_known(rotation.is_on.map(|is_on| Value::Bool(!is_on)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::testing::ask;

    #[track_caller]
    fn check(rotation: &str, expected: Option<bool>) {
        let text = format!(r#"{{"ClientId": "EXAMPLEclient01", "RefreshTokenRotation": {rotation}}}"#);
        assert_eq!(ask(&text, |request| Rotation::of(request).is_on), expected, "{text}");
    }

    #[test]
    fn rotation_is_off_unless_it_is_turned_on() {
        check("null", Some(false));
        check(r#"{"Feature": "DISABLED"}"#, Some(false));
        check(r#"{"RetryGracePeriodSeconds": 0, "Feature": "DISABLED"}"#, Some(false));
        check(r#"{"Feature": "ENABLED"}"#, Some(true));
        check(r#"{"Feature": "DISABLED", "Feature": "ENABLED"}"#, Some(true));
    }

    #[test]
    fn what_else_is_wrong_in_the_object_does_not_hide_the_feature() {
        check(r#"{"Feature": "ENABLED", "RetryGracePeriodSeconds": 61}"#, Some(true));
        check(r#"{"Feature": "DISABLED", "Grace": 5}"#, Some(false));
    }

    #[test]
    fn a_feature_that_is_not_usable_is_neither() {
        for rotation in [
            "{}",
            r#"{"RetryGracePeriodSeconds": 10}"#,
            r#"{"Feature": null}"#,
            r#"{"Feature": "enabled"}"#,
            r#"{"Feature": true}"#,
            r#"{"Feature": "${ROTATION}"}"#,
            r#"{"Ref": "Rotation"}"#,
            r#""ENABLED""#,
            "[]",
        ] {
            check(rotation, None);
        }
    }
}
