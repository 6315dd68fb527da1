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
