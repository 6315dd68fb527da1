//! The functions that expressions may call, beside those of CEL, in one table.

use bumpalo::Bump;

use crate::expr::{Parameter, near_names};
use crate::request::facts::Facts;
use crate::request::lifetime::{Unit, in_words};
use crate::request::{attribute, host_list, uri_parts};
use crate::schema::Member;
use crate::value::{Type, Value};

use super::environment::TEXTS;

/// One function.
pub struct RuleFunction {
    /// The name.
    pub name: &'static str,
    /// The parameters in order.
    pub parameters: &'static [Parameter<'static>],
    /// The type of the result.
    pub result: Type,
    /// What it gives, in a sentence or more.
    pub doc: &'static str,
    /// How it is computed.
    pub call: Call,
}

/// How a function is computed.
pub enum Call {
    /// From its arguments, and from what the service's request says.
    Plain(for<'a> fn(&'a Facts<'a>, &[Value<'a>]) -> Value<'a>),
    /// From what the engine knows: whether another rule speaks at this place.
    Speaks,
    /// From what the engine knows: whether the profile sets this parameter, and the user does not.
    IsFromProfile,
}

const STRING: Parameter<'static> = Parameter::Value(Type::String);
const INT: Parameter<'static> = Parameter::Value(Type::Int);
const STRINGS: Parameter<'static> = Parameter::Value(TEXTS);

/// Every function, in the order of the documentation.
pub static FUNCTIONS: &[RuleFunction] = &[
    RuleFunction {
        name: "is_set",
        parameters: &[STRING],
        result: Type::Bool,
        doc: "Whether the member of the request with that name is set: neither missing nor null. For a name that is known \
              when the rule is written, `has(request.NAME)` says the same.",
        call: Call::Plain(|facts, arguments| {
            about_member(arguments, |member| Value::Bool(facts.request().written(member).is_some()))
        }),
    },
    RuleFunction {
        name: "is_filled",
        parameters: &[STRING],
        result: Type::Bool,
        doc: "Whether the member of the request with that name is set and is no empty list, text or object.",
        call: Call::Plain(|facts, arguments| {
            about_member(arguments, |member| Value::Bool(facts.request().is_filled(member)))
        }),
    },
    RuleFunction {
        name: "default_of",
        parameters: &[STRING],
        result: Type::String,
        doc: "What the service documents for the member of that name when it is not set, in words; empty where it documents \
              nothing.",
        call: Call::Plain(|_, arguments| about_member(arguments, |member| Value::String(default_of(member)))),
    },
    RuleFunction {
        name: "speaks",
        parameters: &[STRING],
        result: Type::Bool,
        doc: "Whether the rule with that id has something to say at this place. Rules that are turned off by the user count \
              all the same; rules that are off by default count only while they are on.",
        call: Call::Speaks,
    },
    RuleFunction {
        name: "is_from_profile",
        parameters: &[STRING],
        result: Type::Bool,
        doc: "Whether the value of the parameter of that name is the profile's.",
        call: Call::IsFromProfile,
    },
    RuleFunction {
        name: "duration",
        parameters: &[INT],
        result: Type::String,
        doc: "A number of seconds in words, in the greatest unit that divides it: `90 minutes`, `1 day`.",
        call: Call::Plain(|facts, arguments| match arguments {
            [Value::Int(seconds)] => text(facts.arena(), &in_words(*seconds)),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "unit_for",
        parameters: &[INT],
        result: Type::String,
        doc: "The greatest unit of `TokenValidityUnits` that divides a number of seconds: `days`, `hours`, `minutes` or \
              `seconds`.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::Int(seconds)] => Value::String(Unit::greatest_divisor(*seconds).name()),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "in_unit",
        parameters: &[INT, STRING],
        result: Type::Int,
        doc: "A number of seconds counted in a unit of `TokenValidityUnits`, rounded toward zero.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::Int(seconds), Value::String(unit)] => {
                Value::from_known(Unit::from_name(unit).map(|unit| Value::Int(seconds / unit.seconds())))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "json",
        parameters: &[STRING],
        result: Type::String,
        doc: "A text as JSON, in quotes.",
        call: Call::Plain(|facts, arguments| match arguments {
            [Value::String(value)] => text(facts.arena(), &serde_json::Value::from(*value).to_string()),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "count",
        parameters: &[INT, STRING],
        result: Type::String,
        doc: "A number with its noun, in the singular or the plural: `1 item`, `3 items`.",
        call: Call::Plain(|facts, arguments| match arguments {
            [Value::Int(1), Value::String(noun)] => text(facts.arena(), &format!("1 {noun}")),
            [Value::Int(count), Value::String(noun)] => text(facts.arena(), &format!("{count} {noun}s")),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "joined",
        parameters: &[STRINGS, STRING],
        result: Type::String,
        doc: "The texts of a list, joined by commas and, before the last, by a word: `a, b and c`.",
        call: Call::Plain(|facts, arguments| match arguments {
            [Value::List(items), Value::String(word)] => join(facts.arena(), items, word),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "near",
        parameters: &[STRING, STRINGS],
        result: Type::String,
        doc: "The name of the list that a text was probably meant to be: the same without case, `_` and `-`, or one within \
              two edits; empty when there is none, or more than one.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(name), Value::List(names)] => nearest(name, names),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "equals_one_ignoring_case",
        parameters: &[STRING, STRINGS],
        result: Type::Bool,
        doc: "Whether a text equals one of the texts of a list when small letters and capitals are the same.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(text), Value::List(others)] => {
                let folded = text.to_lowercase();
                Value::Bool(texts(others).any(|other| other.to_lowercase() == folded))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "spelling_of",
        parameters: &[STRING, STRINGS],
        result: Type::String,
        doc: "The name of the list that a text equals when ASCII letters are compared without case; empty when there is \
              none.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(name), Value::List(names)] => {
                Value::String(texts(names).find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(""))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "distinct",
        parameters: &[STRINGS],
        result: TEXTS,
        doc: "The different texts of a list, in order; items that are not known are left out.",
        call: Call::Plain(|facts, arguments| match arguments {
            [Value::List(items)] => distinct(facts.arena(), items),
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "is_under",
        parameters: &[STRING, STRINGS],
        result: Type::Bool,
        doc: "Whether a host name is one of the names of a list, or below one of them, label by label.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(host), Value::List(names)] => {
                Value::Bool(texts(names).any(|name| host_list::is_or_is_under(host, name)))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "is_strictly_under",
        parameters: &[STRING, STRINGS],
        result: Type::Bool,
        doc: "Whether a host name is below one of the names of a list, label by label, and not that name itself.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(host), Value::List(names)] => {
                Value::Bool(texts(names).any(|name| host_list::is_under(host, name)))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "host_fits",
        parameters: &[STRING, STRINGS],
        result: Type::Bool,
        doc: "Whether a host fits one of the patterns of a list: the label `*` stands for one label, `**` for one or more, \
              and a `*` inside a label for any characters of it.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(host), Value::List(patterns)] => {
                Value::Bool(texts(patterns).any(|pattern| host_list::host_fits(host, pattern)))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "differ_only_in_slash_or_case",
        parameters: &[STRING, STRING],
        result: Type::Bool,
        doc: "Whether two URIs are different, and only in a `/` at the end of the path or in the case of scheme and host.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(one), Value::String(other)] => {
                Value::Bool(uri_parts::differ_only_in_slash_or_case(one, other))
            }
            _ => Value::Unknown,
        }),
    },
    RuleFunction {
        name: "words_fit",
        parameters: &[STRING, STRINGS],
        result: Type::Bool,
        doc: "Whether a custom attribute fits one of the globs of a list by one of its words, or by all of them joined.",
        call: Call::Plain(|_, arguments| match arguments {
            [Value::String(name), Value::List(patterns)] => {
                Value::Bool(texts(patterns).any(|pattern| attribute::fits(name, pattern)))
            }
            _ => Value::Unknown,
        }),
    },
];

fn text<'a>(arena: &'a Bump, value: &str) -> Value<'a> {
    Value::String(arena.alloc_str(value))
}

fn texts<'v, 'a>(items: &'v [Value<'a>]) -> impl Iterator<Item = &'a str> + use<'v, 'a> {
    items.iter().filter_map(|item| match item {
        Value::String(text) => Some(*text),
        _ => None,
    })
}

fn about_member<'a>(arguments: &[Value<'a>], fact: impl Fn(Member) -> Value<'a>) -> Value<'a> {
    match arguments {
        [Value::String(name)] => Member::from_name(name).map_or(Value::Unknown, fact),
        _ => Value::Unknown,
    }
}

/// The texts joined as people write them; the word stands alone before the last, without a comma.
fn join<'a>(arena: &'a Bump, items: &[Value<'a>], word: &str) -> Value<'a> {
    let items: Vec<&str> = texts(items).collect();
    match &items[..] {
        [] => Value::String(""),
        [only] => text(arena, only),
        [first @ .., last] => text(arena, &format!("{} {word} {last}", first.join(", "))),
    }
}

fn nearest<'a>(name: &str, names: &[Value<'a>]) -> Value<'a> {
    let folded = |text: &str| text.replace(['_', '-'], "").to_lowercase();
    let candidates = || texts(names);
    let mut same = candidates().filter(|candidate| folded(candidate) == folded(name));
    if let (Some(only), None) = (same.next(), same.next()) {
        return Value::String(only);
    }
    let near = near_names(name, candidates());
    match &near[..] {
        [only] => Value::String(candidates().find(|candidate| candidate == only).unwrap_or("")),
        _ => Value::String(""),
    }
}

fn distinct<'a>(arena: &'a Bump, items: &[Value<'a>]) -> Value<'a> {
    let mut kept = bumpalo::collections::Vec::new_in(arena);
    for item in items {
        let Value::String(text) = item else { continue };
        if !kept.iter().any(|known| matches!(known, Value::String(known) if known == text)) {
            kept.push(*item);
        }
    }
    Value::List(kept.into_bump_slice())
}

/// What the service documents for a member that is not set. Source: UpdateUserPoolClient and CreateUserPoolClient, request
/// parameters.
fn default_of(member: Member) -> &'static str {
    match member {
        Member::RefreshTokenValidity => "30 days",
        Member::AccessTokenValidity | Member::IdTokenValidity => "1 hour",
        Member::TokenValidityUnits => "hours for access and ID tokens, days for refresh tokens",
        Member::AuthSessionValidity => "3 minutes",
        Member::ExplicitAuthFlows => "ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH and ALLOW_CUSTOM_AUTH",
        Member::AllowedOAuthFlowsUserPoolClient | Member::EnablePropagateAdditionalUserContextData => "false",
        Member::PreventUserExistenceErrors => "LEGACY",
        Member::EnableTokenRevocation => "not documented",
        Member::RefreshTokenRotation => "DISABLED",
        Member::WriteAttributes => "every standard attribute",
        Member::ReadAttributes => "every standard attribute, email_verified and phone_number_verified",
        Member::AllowedOAuthFlows
        | Member::AllowedOAuthScopes
        | Member::CallbackURLs
        | Member::LogoutURLs
        | Member::SupportedIdentityProviders
        | Member::DefaultRedirectURI
        | Member::AnalyticsConfiguration => "none",
        _ => "",
    }
}
