//! Names of user attributes: what is known, what is near, and the words of custom ones.
//!
//! Whether a pool has a custom attribute is not in the request, so any name after `custom:` is known.

use bumpalo::Bump;

use super::wildcard;
use crate::value::{Type, Value, object_type};

/// The standard attributes, named as the standard claims of OIDC are.
pub const STANDARD: [&str; 18] = [
    "address",
    "birthdate",
    "email",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "picture",
    "preferred_username",
    "profile",
    "sub",
    "updated_at",
    "website",
    "zoneinfo",
];

/// Attributes that every pool has beside the standard ones.
pub const BUILT_IN: [&str; 3] = ["email_verified", "phone_number_verified", "identities"];

/// Names that stand for several attributes.
pub const SHORTHANDS: [&str; 1] = ["oidc:profile"];

/// What stands before the name of an attribute that a pool defines.
const CUSTOM: &str = "custom:";
/// What stands before the name of one that only developers may write.
const DEVELOPER: &str = "dev:";

/// Names that people use for a standard attribute: in small letters, without `_` and `-`.
const SLIPS: [(&str, &str); 4] = [
    ("firstname", "given_name"),
    ("lastname", "family_name"),
    ("phone", "phone_number"),
    // The user name itself is no attribute.
    ("username", "preferred_username"),
];

/// Whether the name is a standard attribute, with the same case.
pub fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name)
}

/// Whether the name is a built-in attribute, with the same case.
pub fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name)
}

/// Whether a pool can have an attribute of that name: standard, built in, a shorthand, or one character or more after
/// `custom:` or `dev:`.
pub fn is_known(name: &str) -> bool {
    let is_own = [CUSTOM, DEVELOPER].iter().any(|prefix| name.len() > prefix.len() && name.starts_with(prefix));
    is_own || listed().any(|known| known == name)
}

fn listed() -> impl Iterator<Item = &'static str> {
    STANDARD.into_iter().chain(BUILT_IN).chain(SHORTHANDS)
}

/// The standard, built-in or shorthand name that differs from an unknown one in case alone.
pub fn in_its_case(name: &str) -> Option<&'static str> {
    listed().find(|known| *known != name && known.eq_ignore_ascii_case(name))
}

/// What an unknown name was most likely meant to be: a known name that is equal without case, `_` and `-`, one that
/// people call so, or else the name with `custom:` before it. `None` for a known name, and where nothing can be said.
pub fn near(name: &str) -> Option<String> {
    if is_known(name) {
        return None;
    }
    let folded = fold(name);
    let known = listed().find(|known| fold(known) == folded);
    let slip = || SLIPS.into_iter().find(|(slip, _)| *slip == folded).map(|(_, meant)| meant);
    match known.or_else(slip) {
        Some(known) => Some(known.to_owned()),
        None => own(name).filter(|rest| !rest.is_empty()).map(|rest| format!("{CUSTOM}{rest}")),
    }
}

/// What would follow `custom:`; `None` for a name with a foreign prefix, such as the claim `cognito:groups`.
fn own(name: &str) -> Option<&str> {
    let prefix = CUSTOM.trim_end_matches(':');
    let begins_so = name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let rest =
        if begins_so { name[prefix.len()..].strip_prefix([':', '.', '_', '-', '/']).unwrap_or(name) } else { name };
    (!rest.contains(':')).then_some(rest)
}

fn fold(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// The words of a custom attribute, in small letters; a name without `custom:` has none.
///
/// What follows the prefix is split at everything but letters and digits, and where a small letter or a digit meets a
/// capital.
///
/// ```
/// assert_eq!(coglint::request::attribute::words("custom:tenantId"), ["tenant", "id"]);
/// ```
pub fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut can_meet_capital = false;
    for character in name.strip_prefix(CUSTOM).unwrap_or_default().chars() {
        let is_part = character.is_alphanumeric();
        if (!is_part || (can_meet_capital && character.is_uppercase())) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_part {
            word.extend(character.to_lowercase());
        }
        can_meet_capital = character.is_lowercase() || character.is_numeric();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a glob (`*` and `?`, case ignored) fits one of the name's words, or all of them joined.
pub fn fits(name: &str, glob: &str) -> bool {
    fits_any(name, [glob])
}

/// Whether one of the globs fits as in [`fits`]; the name is cut into words once.
pub fn fits_any<'g>(name: &str, globs: impl IntoIterator<Item = &'g str>) -> bool {
    let mut candidates = words(name);
    if candidates.len() > 1 {
        candidates.push(candidates.concat());
    }
    !candidates.is_empty()
        && globs.into_iter().any(|glob| candidates.iter().any(|candidate| wildcard::word_fits(candidate, glob)))
}

/// An attribute that a request names.
pub struct Attribute<'a> {
    arena: &'a Bump,
    name: &'a str,
}

impl<'a> Attribute<'a> {
    /// The attribute of that name, known or not.
    pub fn named(arena: &'a Bump, name: &'a str) -> Self {
        Self { arena, name }
    }
}

const PERMISSIONS: &str = "Amazon Cognito Developer Guide, attribute permissions and scopes";

object_type! {
    /// What a condition can ask of the name of an attribute.
    pub static ATTRIBUTE: "attribute" for Attribute<'a>;

    name: Type::String, "UpdateUserPoolClient, ReadAttributes and WriteAttributes",
        "The name, as written."
        => |attribute| Value::String(attribute.name);
    is_known: Type::Bool, PERMISSIONS,
        "Whether a pool can have it: a standard or built-in attribute, `oidc:profile`, or one character or more after \
         `custom:` or `dev:`. Case counts."
        => |attribute| Value::Bool(is_known(attribute.name));
    is_standard: Type::Bool, PERMISSIONS,
        "Whether it is one of the standard attributes. Case counts."
        => |attribute| Value::Bool(is_standard(attribute.name));
    is_built_in: Type::Bool, PERMISSIONS,
        "Whether it is email_verified, phone_number_verified or identities. Case counts."
        => |attribute| Value::Bool(is_built_in(attribute.name));
    near: Type::String, PERMISSIONS,
        "What an unknown name was most likely meant to be: a known name that is equal without case, `_` and `-`, one \
         that people call so, or else the name with `custom:` before it; not set for a known name."
        => |attribute| near_name(attribute);
    in_its_case: Type::String, PERMISSIONS,
        "The known name that differs from this one in case alone; not set when there is none."
        => |attribute| in_its_case(attribute.name).map_or(Value::Absent, Value::String);
    words: Type::List(&Type::String), "No standard: the ways in which people compose names",
        "The words of a custom attribute, in small letters: what follows `custom:`, split at everything but letters \
         and digits and where a small letter or digit meets a capital. Empty without `custom:`."
        => |uri| word_list(uri);
}

fn near_name<'a>(attribute: &Attribute<'a>) -> Value<'a> {
    near(attribute.name).map_or(Value::Absent, |near| Value::String(attribute.arena.alloc_str(&near)))
}

fn word_list<'a>(attribute: &Attribute<'a>) -> Value<'a> {
    let items = words(attribute.name).into_iter().map(|word| Value::String(attribute.arena.alloc_str(&word)));
    Value::List(bumpalo::collections::Vec::from_iter_in(items, attribute.arena).into_bump_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert_eq!(words(name), expected, "{name}");
    }

    #[test]
    fn words_are_split_at_signs_and_before_capitals() {
        check("custom:tenantId", &["tenant", "id"]);
        check("custom:tenant-id", &["tenant", "id"]);
        check("custom:is_admin", &["is", "admin"]);
        check("custom:isAdmin", &["is", "admin"]);
        check("custom:blood_group", &["blood", "group"]);
        check("custom:apiKey", &["api", "key"]);
        check("custom:APIKey", &["apikey"]);
        check("custom:role2Admin", &["role2", "admin"]);
        check("custom:Role", &["role"]);
        check("custom:a.b/c:d", &["a", "b", "c", "d"]);
        check("custom:größeÜber", &["größe", "über"]);
        check("custom:--", &[]);
        check("custom:", &[]);
    }

    #[test]
    fn only_custom_attributes_have_words() {
        for name in ["role", "dev:role", "dev:custom:role", "Custom:role", "", "email"] {
            check(name, &[]);
        }
    }

    #[track_caller]
    fn check_glob(glob: &str, fitting: &[&str], other: &[&str]) {
        for name in fitting {
            assert!(fits(name, glob), "{glob} should fit {name}");
        }
        for name in other {
            assert!(!fits(name, glob), "{glob} should not fit {name}");
        }
    }

    #[test]
    fn a_glob_fits_a_word_or_all_of_them_joined() {
        check_glob("admin", &["custom:isAdmin", "custom:is_admin", "custom:admin"], &["custom:administrator", "admin"]);
        check_glob("isadmin", &["custom:isAdmin", "custom:IS-ADMIN"], &["custom:this_is_admin"]);
        check_glob("taxid", &["custom:tax_id", "custom:taxId", "custom:taxid"], &["custom:tax_id_2"]);
        check_glob("plan", &["custom:plan", "custom:my-plan"], &["custom:planet"]);
        check_glob("role", &["custom:userRole", "custom:Role"], &["custom:enrolled", "dev:role", "role"]);
        check_glob("token*", &["custom:tokenless", "custom:tokens"], &["custom:broken"]);
        check_glob("Price*", &["custom:price"], &["custom:cost"]);
        check_glob("*", &["custom:x"], &["custom:", "custom:--", "email"]);
        check_glob("r?le", &["custom:role"], &["custom:rle"]);
        assert!(fits_any("custom:role", ["admin", "role"]) && !fits_any("custom:role", []));
    }

    #[test]
    fn known_names_are_compared_with_case() {
        for name in STANDARD.iter().chain(&BUILT_IN).chain(&["oidc:profile", "custom:x", "custom:Role", "dev:custom:x"])
        {
            assert!(is_known(name), "{name}");
        }
        for name in [
            "",
            "givenName",
            "Email",
            "role",
            "cognito:groups",
            "custom:",
            "dev:",
            "Custom:role",
            "custom.role",
            "oidc:email",
            "oidc:Profile",
            "username",
        ] {
            assert!(!is_known(name), "{name}");
        }
    }

    #[test]
    fn the_near_name_is_known_or_custom() {
        let cases = [
            ("givenName", Some("given_name")),
            ("email_Verified", Some("email_verified")),
            ("e-mail", Some("email")),
            ("Email", Some("email")),
            ("OIDC:Profile", Some("oidc:profile")),
            ("firstName", Some("given_name")),
            ("last_name", Some("family_name")),
            ("Phone", Some("phone_number")),
            ("user-name", Some("preferred_username")),
            ("role", Some("custom:role")),
            ("customer", Some("custom:customer")),
            ("Custom:role", Some("custom:role")),
            ("custom.role", Some("custom:role")),
            ("cognito:groups", None),
            ("custom:", None),
            ("", None),
            ("email", None),
            ("custom:role", None),
        ];
        for (name, expected) in cases {
            assert_eq!(near(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_name_in_another_case_is_told_from_others() {
        let cases = [
            ("Email", Some("email")),
            ("EMAIL_VERIFIED", Some("email_verified")),
            ("OIDC:profile", Some("oidc:profile")),
            ("email", None),
            ("givenName", None),
            ("Custom:role", None),
        ];
        for (name, expected) in cases {
            assert_eq!(in_its_case(name), expected, "{name}");
        }
    }
}
