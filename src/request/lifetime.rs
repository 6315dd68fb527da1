//! How long the tokens of a client live: a number, a unit beside it, and the defaults of both.

use crate::json::Kind;
use crate::schema::Member;
use crate::value::{Type, Value, object_type};

use super::{Request, Setting};

/// The three tokens that have a lifetime of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The access token.
    Access,
    /// The ID token.
    Id,
    /// The refresh token.
    Refresh,
}

impl Token {
    /// Every token.
    pub const ALL: [Token; 3] = [Token::Access, Token::Id, Token::Refresh];

    /// The member that holds the number.
    pub const fn member(self) -> Member {
        match self {
            Token::Access => Member::AccessTokenValidity,
            Token::Id => Member::IdTokenValidity,
            Token::Refresh => Member::RefreshTokenValidity,
        }
    }

    /// The member of `TokenValidityUnits` that holds the unit.
    pub const fn unit_member(self) -> &'static str {
        match self {
            Token::Access => "AccessToken",
            Token::Id => "IdToken",
            Token::Refresh => "RefreshToken",
        }
    }

    /// The name in a sentence.
    const fn in_words(self) -> &'static str {
        match self {
            Token::Access => "access",
            Token::Id => "ID",
            Token::Refresh => "refresh",
        }
    }

    /// The unit of a number without one. Source: UpdateUserPoolClient, the three `…TokenValidity` members.
    const fn default_unit(self) -> Unit {
        match self {
            Token::Access | Token::Id => Unit::Hours,
            Token::Refresh => Unit::Days,
        }
    }

    /// The lifetime, in seconds, when no number is given. Source: as above.
    const fn default_seconds(self) -> i64 {
        match self {
            Token::Access | Token::Id => 3600,
            Token::Refresh => 30 * 86_400,
        }
    }

    /// The least and the most that the service takes, in seconds. Source: as above.
    const fn window(self) -> (i64, i64) {
        match self {
            Token::Access | Token::Id => (300, 86_400),
            Token::Refresh => (3600, 315_360_000),
        }
    }
}

/// A unit of time in `TokenValidityUnits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One second.
    Seconds,
    /// 60 seconds.
    Minutes,
    /// 3600 seconds.
    Hours,
    /// 86400 seconds.
    Days,
}

impl Unit {
    /// Every unit, the greatest first.
    pub const ALL: [Unit; 4] = [Unit::Days, Unit::Hours, Unit::Minutes, Unit::Seconds];

    /// The name in the service's model.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Seconds => "seconds",
            Unit::Minutes => "minutes",
            Unit::Hours => "hours",
            Unit::Days => "days",
        }
    }

    /// How many seconds it has.
    pub const fn seconds(self) -> i64 {
        match self {
            Unit::Seconds => 1,
            Unit::Minutes => 60,
            Unit::Hours => 3600,
            Unit::Days => 86_400,
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// The greatest unit that divides `seconds` without a rest.
    pub fn greatest_divisor(seconds: i64) -> Self {
        Self::ALL.into_iter().find(|unit| seconds % unit.seconds() == 0).unwrap_or(Unit::Seconds)
    }
}

/// A length of time in words, in the greatest unit that divides it: `90 minutes`, `1 day`, `30 days`.
pub fn in_words(seconds: i64) -> String {
    let unit = Unit::greatest_divisor(seconds);
    let count = seconds / unit.seconds();
    // "24 hours" is how people speak of a token's day, but "1 day" cannot be misread beside "12 hours".
    let name = unit.name();
    if count == 1 { format!("1 {}", &name[..name.len() - 1]) } else { format!("{count} {name}") }
}

/// The lifetime of one token: what is written, and what the service makes of it.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    token: Token,
    is_set: bool,
    /// The number as written, if it is usable.
    number: Option<i64>,
    /// Whether a unit stands beside it; `None` when that cannot be told.
    unit_is_set: Option<bool>,
    /// The unit that counts; `None` when it cannot be told.
    unit: Option<Unit>,
}

impl Lifetime {
    /// Reads the lifetime of `token` from `request`.
    pub fn of(request: &Request<'_>, token: Token) -> Self {
        let (is_set, number) = match request.setting(token.member()) {
            Setting::Absent => (false, None),
            Setting::Unknown(_) => (true, None),
            Setting::Known(element) => (true, element.as_integer()),
        };
        let (unit_is_set, unit) = unit(request, token);
        Self { token, is_set, number, unit_is_set, unit }
    }

    /// The token that lives so long.
    pub const fn token(self) -> Token {
        self.token
    }

    /// The number times its unit, in seconds, saturating; `None` without a usable number and unit.
    ///
    /// A refresh validity of 0 is the documented way to say 30 days, whatever the unit.
    fn written_seconds(self) -> Option<i64> {
        let number = self.number?;
        if self.is_default_by_zero() {
            return Some(self.token.default_seconds());
        }
        Some(number.saturating_mul(self.unit?.seconds()))
    }

    /// Whether the number is the 0 that the service reads as 30 days. Source: UpdateUserPoolClient, `RefreshTokenValidity`.
    fn is_default_by_zero(self) -> bool {
        self.token == Token::Refresh && self.number == Some(0)
    }

    /// Whether the service takes what is written; `None` without a usable number and unit.
    fn is_in_window(self) -> Option<bool> {
        let (least, most) = self.token.window();
        self.written_seconds().map(|seconds| (least..=most).contains(&seconds))
    }

    /// How long the token lives, in seconds: the default when nothing is set; `None` when the number, or its unit, is not
    /// usable or out of the window.
    pub fn seconds(self) -> Option<i64> {
        if !self.is_set {
            return Some(self.token.default_seconds());
        }
        self.is_in_window()?.then(|| self.written_seconds())?
    }
}

/// Whether the unit of `token` is set, and the unit that counts.
fn unit(request: &Request<'_>, token: Token) -> (Option<bool>, Option<Unit>) {
    let default = (Some(false), Some(token.default_unit()));
    let units = match request.setting(Member::TokenValidityUnits) {
        Setting::Absent => return default,
        Setting::Unknown(_) => return (None, None),
        Setting::Known(units) => units,
    };
    match units.get(token.unit_member()).filter(|unit| unit.kind() != Kind::Null) {
        None => default,
        Some(unit) if !request.is_usable(unit) => (Some(true), None),
        Some(unit) => (Some(true), unit.as_str().and_then(|name| Unit::from_name(&name))),
    }
}

/// Where the facts of this module come from.
const SOURCE: &str = "UpdateUserPoolClient, the `…TokenValidity` members and `TokenValidityUnits`";

object_type! {
    /// The facts about the lifetime of one token.
    pub static LIFETIME: "lifetime" for Lifetime;
    seconds: Type::Int, SOURCE,
        "How long the token lives, in seconds, documented defaults applied. Unknown when the number or its unit is not \
         usable, or when the service refuses the product."
        => |lifetime| Value::from_known(lifetime.seconds().map(Value::Int));
    is_set: Type::Bool, SOURCE, "Whether the validity is set, to whatever." => |lifetime| Value::Bool(lifetime.is_set);
    number: Type::Int, SOURCE, "The number as written; not set when the member is not set."
        => |lifetime| if lifetime.is_set { Value::from_known(lifetime.number.map(Value::Int)) } else { Value::Absent };
    written_seconds: Type::Int, SOURCE,
        "The number times its unit, in seconds, saturating, whether the service takes it or not; a refresh validity of 0 \
         counts as 30 days."
        => |lifetime| Value::from_known(lifetime.written_seconds().map(Value::Int));
    is_in_window: Type::Bool, SOURCE, "Whether the service takes the number in its unit."
        => |lifetime| Value::from_known(lifetime.is_in_window().map(Value::Bool));
    is_default_by_zero: Type::Bool, SOURCE, "Whether the number is the 0 of a refresh token, which means 30 days."
        => |lifetime| Value::Bool(lifetime.is_default_by_zero());
    unit: Type::String, SOURCE, "The unit that counts: `seconds`, `minutes`, `hours` or `days`."
        => |lifetime| Value::from_known(lifetime.unit.map(|unit| Value::String(unit.name())));
    unit_is_set: Type::Bool, SOURCE, "Whether a unit stands beside the number."
        => |lifetime| Value::from_known(lifetime.unit_is_set.map(Value::Bool));
    default_unit: Type::String, SOURCE, "The unit of a number without one."
        => |lifetime| Value::String(lifetime.token.default_unit().name());
    default_seconds: Type::Int, SOURCE, "How long the token lives when nothing is set, in seconds."
        => |lifetime| Value::Int(lifetime.token.default_seconds());
    least: Type::Int, SOURCE, "The shortest lifetime that the service takes, in seconds."
        => |lifetime| Value::Int(lifetime.token.window().0);
    most: Type::Int, SOURCE, "The longest lifetime that the service takes, in seconds."
        => |lifetime| Value::Int(lifetime.token.window().1);
    member: Type::String, SOURCE, "The member that holds the number, such as `AccessTokenValidity`."
        => |lifetime| Value::String(lifetime.token.member().name());
    unit_member: Type::String, SOURCE, "The member of `TokenValidityUnits` that holds the unit, such as `AccessToken`."
        => |lifetime| Value::String(lifetime.token.unit_member());
    token: Type::String, SOURCE, "The token in words: `access`, `ID` or `refresh`."
        => |lifetime| Value::String(lifetime.token.in_words());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::testing::ask;

    /// What is read from a request with these members, as `seconds unit`; `-` for what is not known, `refused` for
    /// seconds that the service does not take, a `*` after a unit that is the default.
    fn told(token: Token, members: &str) -> String {
        ask(&format!(r#"{{"ClientId": "EXAMPLEclient01"{members}}}"#), |request| {
            let lifetime = Lifetime::of(request, token);
            let seconds = match (lifetime.seconds(), lifetime.is_in_window()) {
                (Some(seconds), _) => seconds.to_string(),
                (None, Some(false)) => "refused".to_owned(),
                (None, _) => "-".to_owned(),
            };
            let unit = lifetime.unit.map_or("-", Unit::name);
            format!("{seconds} {unit}{}", if lifetime.unit_is_set == Some(false) { "*" } else { "" })
        })
    }

    #[track_caller]
    fn access(members: &str, expected: &str) {
        assert_eq!(told(Token::Access, members), expected, "{members}");
    }

    #[track_caller]
    fn id(members: &str, expected: &str) {
        assert_eq!(told(Token::Id, members), expected, "{members}");
    }

    #[track_caller]
    fn refresh(members: &str, expected: &str) {
        assert_eq!(told(Token::Refresh, members), expected, "{members}");
    }

    /// A lifetime of `number` in `unit`, of each token in turn.
    #[track_caller]
    fn each(number: i64, unit: &str, expected: [&str; 3]) {
        for (token, expected) in Token::ALL.into_iter().zip(expected) {
            let (member, unit_member) = (token.member().name(), token.unit_member());
            let members = format!(r#", "{member}": {number}, "TokenValidityUnits": {{"{unit_member}": "{unit}"}}"#);
            assert_eq!(told(token, &members), format!("{expected} {unit}"), "{members}");
        }
    }

    #[test]
    fn what_is_not_set_has_its_default_whatever_the_unit() {
        for members in ["", r#", "AccessTokenValidity": null, "IdTokenValidity": null, "RefreshTokenValidity": null"#] {
            access(members, "3600 hours*");
            id(members, "3600 hours*");
            refresh(members, "2592000 days*");
        }
        let units = r#", "TokenValidityUnits": {"AccessToken": "days", "IdToken": "seconds", "RefreshToken": "hours"}"#;
        access(units, "3600 days");
        id(units, "3600 seconds");
        refresh(units, "2592000 hours");
        refresh(r#", "TokenValidityUnits": "${UNITS}""#, "2592000 -");
    }

    #[test]
    fn a_bare_number_counts_the_default_unit_of_its_token() {
        access(r#", "AccessTokenValidity": 2"#, "7200 hours*");
        id(r#", "IdTokenValidity": 2"#, "7200 hours*");
        refresh(r#", "RefreshTokenValidity": 2"#, "172800 days*");
        refresh(r#", "RefreshTokenValidity": 2, "TokenValidityUnits": {}"#, "172800 days*");
        refresh(r#", "RefreshTokenValidity": 2, "TokenValidityUnits": null"#, "172800 days*");
        refresh(r#", "RefreshTokenValidity": 2, "TokenValidityUnits": {"RefreshToken": null}"#, "172800 days*");
        id(r#", "IdTokenValidity": 2, "TokenValidityUnits": {"AccessToken": "minutes"}"#, "7200 hours*");
        id(r#", "IdTokenValidity": 2, "TokenValidityUnits": {"idToken": "minutes"}"#, "7200 hours*");
    }

    #[test]
    fn every_unit_counts() {
        each(3600, "seconds", ["3600", "3600", "3600"]);
        each(60, "minutes", ["3600", "3600", "3600"]);
        each(3, "hours", ["10800", "10800", "10800"]);
        each(1, "days", ["86400", "86400", "86400"]);
    }

    #[test]
    fn the_window_includes_its_ends() {
        each(299, "seconds", ["refused", "refused", "refused"]);
        each(300, "seconds", ["300", "300", "refused"]);
        each(3599, "seconds", ["3599", "3599", "refused"]);
        each(86_400, "seconds", ["86400", "86400", "86400"]);
        each(1440, "minutes", ["86400", "86400", "86400"]);
        each(1441, "minutes", ["refused", "refused", "86460"]);
        each(24, "hours", ["86400", "86400", "86400"]);
        each(25, "hours", ["refused", "refused", "90000"]);
        each(2, "days", ["refused", "refused", "172800"]);
        each(3650, "days", ["refused", "refused", "315360000"]);
        each(3651, "days", ["refused", "refused", "refused"]);
        refresh(
            r#", "RefreshTokenValidity": 315360000, "TokenValidityUnits": {"RefreshToken": "seconds"}"#,
            "315360000 seconds",
        );
    }

    #[test]
    fn products_are_not_cut_to_32_bits() {
        refresh(r#", "RefreshTokenValidity": 49711"#, "refused days*");
        refresh(r#", "RefreshTokenValidity": 315360000"#, "refused days*");
        let lifetime = Lifetime {
            token: Token::Refresh,
            is_set: true,
            number: Some(i64::MAX),
            unit_is_set: Some(true),
            unit: Some(Unit::Days),
        };
        assert_eq!(lifetime.written_seconds(), Some(i64::MAX));
    }

    #[test]
    fn zero_means_30_days_for_a_refresh_token_only() {
        refresh(r#", "RefreshTokenValidity": 0"#, "2592000 days*");
        refresh(r#", "RefreshTokenValidity": -0"#, "2592000 days*");
        each(0, "minutes", ["-", "-", "2592000"]);
        // The unit does not matter, so it need not be known.
        refresh(r#", "RefreshTokenValidity": 0, "TokenValidityUnits": {"RefreshToken": "${UNIT}"}"#, "2592000 -");
        // Where all are 0, nobody chose them.
        refresh(r#", "RefreshTokenValidity": 0, "AuthSessionValidity": 0"#, "- days*");
        refresh(r#", "RefreshTokenValidity": 0, "AuthSessionValidity": null"#, "2592000 days*");
        refresh(r#", "RefreshTokenValidity": 0, "AuthSessionValidity": 0, "IdTokenValidity": 1"#, "2592000 days*");
    }

    #[test]
    fn a_number_that_is_not_usable_gives_no_lifetime() {
        for number in
            ["0", "86401", "-1", "1.0", "1e0", "\"1\"", "true", "[1]", "{}", "\"${HOURS}\"", "99999999999999999999"]
        {
            access(&format!(r#", "AccessTokenValidity": {number}"#), "- hours*");
        }
        refresh(r#", "RefreshTokenValidity": 315360001"#, "- days*");
        refresh(r#", "RefreshTokenValidity": {"Ref": "Days"}"#, "- days*");
    }

    #[test]
    fn a_unit_that_is_not_usable_gives_no_lifetime() {
        for unit in ["\"Hours\"", "\"hour\"", "\"\"", "1", "\"{{ unit }}\"", "{\"Ref\": \"Unit\"}", "[\"hours\"]"] {
            access(&format!(r#", "AccessTokenValidity": 1, "TokenValidityUnits": {{"AccessToken": {unit}}}"#), "- -");
        }
        for units in ["\"hours\"", "[]", "1", "\"${UNITS}\"", "{\"Fn::If\": []}"] {
            access(&format!(r#", "AccessTokenValidity": 1, "TokenValidityUnits": {units}"#), "- -");
        }
        // The units of other tokens do no harm.
        access(r#", "AccessTokenValidity": 1, "TokenValidityUnits": {"IdToken": "weeks"}"#, "3600 hours*");
    }

    #[test]
    fn of_members_given_twice_the_last_counts() {
        access(r#", "AccessTokenValidity": 25, "AccessTokenValidity": 1"#, "3600 hours*");
        access(r#", "AccessTokenValidity": 2, "AccessTokenValidity": null"#, "3600 hours*");
        let twice =
            r#", "AccessTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "weeks", "AccessToken": "days"}"#;
        access(twice, "86400 days");
        let null_last =
            r#", "AccessTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "days", "AccessToken": null}"#;
        access(null_last, "3600 hours*");
    }

    #[test]
    fn a_length_is_said_in_the_greatest_unit_that_divides_it() {
        let said = [0, 1, 59, 60, 90, 3600, 5400, 43_200, 86_400, 90_000, 2_592_000, 315_360_000].map(in_words);
        let expected = [
            "0 days",
            "1 second",
            "59 seconds",
            "1 minute",
            "90 seconds",
            "1 hour",
            "90 minutes",
            "12 hours",
            "1 day",
            "25 hours",
            "30 days",
            "3650 days",
        ];
        assert_eq!(said, expected);
        assert_eq!(in_words(i64::MAX), format!("{} seconds", i64::MAX));
    }
}
