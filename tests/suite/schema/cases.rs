//! Values for every type of the model: on each limit, beyond each limit, and of the wrong sort, as JSON texts.

use coglint::schema::{Constraint, Pattern, Text, Type};

/// A value as it stands in a document, and whether the model takes it.
pub struct Case {
    pub value: String,
    pub is_taken: bool,
}

/// Every case of a type, without what is inside it.
pub fn cases(ty: &Type) -> Vec<Case> {
    let (taken, refused) = match &ty.constraint {
        Constraint::Boolean => (list(&["true", "false"]), list(&["\"true\"", "0", "1"])),
        Constraint::Integer { min, max } => integers(*min, *max),
        Constraint::Text(limits) => texts(ty.name, limits),
        Constraint::Choice(values) => {
            let refused = values.iter().map(|value| quoted(&format!("{value} ")));
            (values.iter().map(|value| quoted(value)).collect(), refused.chain(list(&["\"\"", "1"])).collect())
        }
        Constraint::Timestamp => (list(&["1710000000.123", "0", "\"2024-03-09T16:00:00Z\""]), list(&["true"])),
        Constraint::List { item, max } => lists(item, *max),
        Constraint::Structure(_) => (vec![taken_value(ty)], list(&["\"\"", "1"])),
    };
    let is_list = matches!(ty.constraint, Constraint::List { .. });
    let is_structure = matches!(ty.constraint, Constraint::Structure(_));
    let wrong_sort = [(is_list, "[]"), (is_structure, "{}")].into_iter().filter(|(is_right, _)| !is_right);
    let refused = refused.into_iter().chain(wrong_sort.map(|(_, value)| value.to_owned()));
    let taken = taken.into_iter().map(|value| Case { value, is_taken: true });
    taken.chain(refused.map(|value| Case { value, is_taken: false })).collect()
}

/// One value that the model takes.
pub fn taken_value(ty: &Type) -> String {
    match &ty.constraint {
        Constraint::Structure(structure) => {
            let members = structure.fields.iter().map(|field| format!("{:?}: {}", field.name, taken_value(field.ty)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        // Not the first of the cases: some of a text are very long.
        Constraint::Text(limits) => quoted(&shortest(ty.name, limits)),
        _ => cases(ty).into_iter().find(|case| case.is_taken).expect("each type has a value").value,
    }
}

fn integers(min: i64, max: i64) -> (Vec<String>, Vec<String>) {
    let (below, above) = (min - 1, max + 1);
    let refused = [
        format!("{below}"),
        format!("{above}"),
        format!("{max}.0"),
        format!("{max}e0"),
        format!("{max}E+0"),
        format!("\"{max}\""),
        "true".to_owned(),
        "9223372036854775807".to_owned(),
        "-9223372036854775808".to_owned(),
        "18446744073709551616".to_owned(),
        "9".repeat(400),
        format!("-{}", "9".repeat(400)),
        "1e400".to_owned(),
    ];
    let mut taken = vec![format!("{min}"), format!("{max}")];
    if min == 0 {
        taken.push("-0".to_owned());
    }
    (taken, refused.to_vec())
}

fn lists(item: &Type, max: Option<usize>) -> (Vec<String>, Vec<String>) {
    let item = taken_value(item);
    let of = |count: usize| format!("[{}]", vec![item.as_str(); count].join(","));
    let full = max.unwrap_or(200);
    (vec![of(0), of(1), of(full)], max.map(|max| of(max + 1)).into_iter().chain(list(&["\"\"", "1"])).collect())
}

fn texts(name: &str, limits: &Text) -> (Vec<String>, Vec<String>) {
    let mut taken = vec![shortest(name, limits)];
    let mut refused = vec![];
    if let Some(max) = limits.max {
        taken.push(of_length(name, max));
        refused.push(of_length(name, max + 1));
    }
    if limits.min > 0 || limits.pattern.is_some() {
        refused.push(String::new());
    }
    if limits.min > least(name) {
        refused.push(of_length(name, limits.min - 1));
    }
    let (more_taken, more_refused) = of_pattern(name, limits.pattern.as_ref());
    taken.extend(more_taken.iter().map(|text| (*text).to_owned()));
    refused.extend(more_refused.iter().map(|text| (*text).to_owned()));
    if wide(name) {
        // More bytes than the limit, and not more characters.
        taken.push("\u{1f600}".repeat(limits.max.unwrap_or(9)));
    }
    let mut refused: Vec<String> = refused.iter().map(|text| quoted(text)).collect();
    let mut taken: Vec<String> = taken.iter().map(|text| quoted(text)).collect();
    // Half of a surrogate pair is no character, so no pattern takes it; without a pattern it is one as any other.
    let half = format!("\"{}\\ud800\"", "a".repeat(limits.min.saturating_sub(1)));
    if limits.pattern.is_some() {
        refused.push(half);
    } else {
        taken.push(half);
    }
    refused.push("1".to_owned());
    (taken, refused)
}

/// The shortest text that the type takes.
fn shortest(name: &str, limits: &Text) -> String {
    if limits.min == 0 && limits.pattern.is_none() {
        String::new()
    } else {
        of_length(name, limits.min.max(least(name)))
    }
}

/// A text of so many characters that the type takes but for its length.
fn of_length(name: &str, length: usize) -> String {
    let filled = |head: &str| format!("{head}{}", "a".repeat(length.saturating_sub(head.len())));
    match name {
        "UserPoolIdType" => filled("x_"),
        "ArnType" => filled("arn:aws:s:r:1:"),
        _ => filled(""),
    }
}

/// The least length for which [`of_length`] gives a text that matches.
fn least(name: &str) -> usize {
    match name {
        "UserPoolIdType" => 3,
        "ArnType" => 20,
        _ => 1,
    }
}

/// Whether any character beyond ASCII is taken.
fn wide(name: &str) -> bool {
    ["RedirectUrlType", "ProviderNameType", "StringType", "ClientPermissionType"].contains(&name)
}

/// Texts that the pattern takes, and texts of the right length that it refuses.
fn of_pattern(name: &str, pattern: Option<&Pattern>) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "UserPoolIdType" => (
            &["us-east-1_Ab12Cd34E", "a_b", "_-__0", "-_0", "1_1_1"],
            &[
                "us-east-1",
                "_a",
                "a_",
                "us-east-1_Ab_",
                "us-east-1_abc; rm",
                "us-east-1_abc\n",
                " us-east-1_abc",
                "us-east-1_abé",
                "é_a",
                "us.east_a",
                "\u{661}_1",
            ],
        ),
        "ClientIdType" => {
            (&["1example23456789", "a+b_C"], &["1example 1", "a-b", "é", "a\n", "\na", "a\u{0}", "\u{ff41}"])
        }
        "ClientSecretType" => (
            &["abcdefghijklmnopqrstuvwxyz+_0123456789"],
            &["abcdefghijklmnopqrstuvwx-z", "abcdefghijklmnopqrstuvwxy\n", "abcdefghijklmnopqrstuvwxé"],
        ),
        "ClientNameType" => (
            &["my app", "a\n", "\t\u{b}\u{c}\r\n ", "a_b+c=d,e.f@g-h"],
            &["é", "a(b)", "a\u{a0}b", "a\u{85}", "a/b", "a\u{1c}", "a\u{2028}"],
        ),
        "RedirectUrlType" => (
            &["https://app.example/é", "a", "\u{301}", "\u{ffe5}", "\u{fffd}", "\u{10300}", "\u{1f469}"],
            &[
                "https://app.example/a b",
                "a\n",
                "\na",
                "a\u{0}",
                "a\u{7f}",
                "a\u{85}",
                "a\u{a0}",
                "a\u{ad}",
                "a\u{200b}",
                "a\u{2028}",
                "a\u{202e}",
                "a\u{3000}",
                "a\u{feff}",
                "a\u{e000}",
                "a\u{378}",
                "a\u{ffff}",
                "\u{1f469}\u{200d}\u{1f4bb}",
                "a\u{e0001}",
                "a\u{10ffff}",
                "a\u{2fffe}",
                "a\u{180e}",
            ],
        ),
        "ProviderNameType" => (
            &["COGNITO", "Mein Anbieter", "é\u{a0}\u{3000}", "\u{2028}"],
            &["a\n", "a\tb", "a\u{200b}", "a\u{e000}", "a\u{378}", "\u{0}"],
        ),
        "ScopeType" => {
            (&["openid", "https://api.example/read", "!", "~", "#[]"], &["a b", "a\"b", "a\\b", "é", "a\n", "\u{7f}"])
        }
        "HexStringType" => (&["0", "0123456789abcdefABCDEF"], &["g", "0x1", "", "ab\n", " ab"]),
        "ArnType" => (
            &[
                "arn:aws:iam::123456789012:role/pinpoint",
                "arn:aws:mobiletargeting:us-east-1:123456789012:apps/0123456789abcdef",
                "arn:aws:a:b:1:c:d:e.f@g",
                "arn:aws:lambda:us-east-1:1:function:name:alias",
            ],
            &[
                "arn:aws:iam::12345678901a:role/pinpoint",
                "arn:aws:iam:123456789012:role/pinpoint",
                "arn:aws:iam::123456789012:",
                "arn:aws:iam::123456789012:role:a:b:c",
                "Arn:aws:iam::1:role/pinpoint",
                "arn::iam::123456789012:role/pinpoint",
                "arn:aws:iam::123456789012:role/pinpoint\n",
                "arn:aws:iam::123456789012:role/é",
                "xarn:aws:iam::123456789012:role/pinpoint",
                "arn:aws:iam::123456789012:role/pin point",
                "arn:aws:iam::\u{661}23456789012:role/pinpoint",
            ],
        ),
        _ => {
            assert!(pattern.is_none(), "{name} has a pattern and no cases for it");
            (&["é \u{200b}\u{0}\n"], &[])
        }
    }
}

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
