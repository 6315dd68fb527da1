//! The identity of a finding: a hash that survives edits elsewhere in the file, for baselines and alerts.
//!
//! A line number changes with every edit and an index with every insertion, so neither is part of it. The value is: a
//! known bad value stays known when it moves, and another one is new.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{Number, Value};
use sha2::{Digest, Sha256};

use crate::finding::{Finding, SYNTAX_ERROR};
use crate::secret::REDACTED;

/// What the hash begins with, so that a later way of counting makes other hashes.
const VERSION: &str = "coglint-id/1";
/// Hex digits that are kept of the hash.
const DIGITS: usize = 32;

/// The identities of all findings of the file at `path`, in the order of `findings`, which may be any; they must be all
/// of the file, also those that are not shown, since equal ones are numbered. Findings are concealed ones.
pub fn identities(path: &str, findings: &[&Finding]) -> Vec<String> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|&a, &b| findings[a].in_document_order(findings[b]));
    let mut identities = vec![String::new(); findings.len()];
    let mut seen: HashMap<(&str, String), usize> = HashMap::new();
    for index in order {
        let finding = findings[index];
        let locator = locator(finding);
        let number = seen.entry((&finding.rule, locator.clone())).or_default();
        *number += 1;
        identities[index] = hash(&[VERSION, &finding.rule, path, &locator, &number.to_string()]);
    }
    identities
}

/// Whether `text` is written as an identity is.
pub fn is_one(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn hash(parts: &[&str]) -> String {
    let mut digits = String::with_capacity(2 * DIGITS);
    for byte in Sha256::digest(parts.join("\0")) {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits.truncate(DIGITS);
    digits
}

/// Where a finding stands, without what changes by itself: the pointer with `[]` for each index, and the value or the
/// member that is not set.
fn locator(finding: &Finding) -> String {
    if finding.rule == SYNTAX_ERROR {
        return String::new();
    }
    if let Some(member) = &finding.member {
        return format!("{}?unset", without_indices(finding.pointer.child(member).as_str()));
    }
    let mut locator = without_indices(finding.pointer.as_str());
    let value = if finding.secret { Some(Value::from(REDACTED)) } else { finding.value.clone() };
    if let Some(scalar) = value.as_ref().and_then(canonical) {
        locator.push('=');
        locator.push_str(&scalar);
    }
    locator
}

/// `[]` for each token of digits. A member called by a number is taken for an item too: requests have none, and if there
/// were, equal findings would still be numbered apart.
fn without_indices(pointer: &str) -> String {
    let is_index = |token: &str| {
        !token.is_empty()
            && token.bytes().all(|byte| byte.is_ascii_digit())
            && (token == "0" || !token.starts_with('0'))
    };
    let tokens: Vec<_> = pointer.split('/').map(|token| if is_index(token) { "[]" } else { token }).collect();
    tokens.join("/")
}

/// The canonical JSON of a scalar (RFC 8785); `None` for arrays and objects.
fn canonical(value: &Value) -> Option<String> {
    match value {
        // serde_json escapes exactly what RFC 8785 (3.2.2.2) wants escaped, in the same spelling.
        Value::String(_) | Value::Bool(_) | Value::Null => Some(value.to_string()),
        Value::Number(number) => Some(canonical_number(number)),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number as ECMAScript writes it (RFC 8785, 3.2.2.3): the shortest digits that give the same double.
fn canonical_number(number: &Number) -> String {
    let double = number.as_f64().unwrap_or_default();
    if double == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", double.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let sign = if double < 0.0 { "-" } else { "" };
    format!("{sign}{}", placed(&digits, exponent))
}

/// `digits`, the first of which counts 10 to the `exponent`, with a decimal point where ECMAScript puts it.
fn placed(digits: &str, exponent: i32) -> String {
    let count = digits.len();
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    match exponent {
        -6..0 => format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)),
        0..21 if whole >= count => format!("{digits}{}", "0".repeat(whole - count)),
        0..21 => format!("{}.{}", &digits[..whole], &digits[whole..]),
        _ => {
            let sign = if exponent < 0 { '-' } else { '+' };
            let point = if count > 1 { "." } else { "" };
            format!("{}{point}{}e{sign}{}", &digits[..1], &digits[1..], exponent.unsigned_abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_ecmascript_does() {
        // The appendix of RFC 8785 and the borders between its forms.
        for (spelled, expected) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("-1", "-1"),
            ("1e0", "1"),
            ("4.50", "4.5"),
            ("2e-3", "0.002"),
            ("0.000001", "0.000001"),
            ("0.0000001", "1e-7"),
            ("123e-9", "1.23e-7"),
            ("5e-324", "5e-324"),
            ("1E30", "1e+30"),
            ("333333333.33333329", "333333333.3333333"),
            ("100000000000000000000", "100000000000000000000"),
            ("1e21", "1e+21"),
            ("1.5e300", "1.5e+300"),
            ("9007199254740993", "9007199254740992"),
            ("295147905179352830000", "295147905179352830000"),
            ("-1.7976931348623157e308", "-1.7976931348623157e+308"),
        ] {
            let value: Value = serde_json::from_str(spelled).expect("a number");
            assert_eq!(canonical(&value).as_deref(), Some(expected), "{spelled}");
        }
    }

    #[test]
    fn a_string_is_escaped_as_little_as_json_allows() {
        assert_eq!(canonical(&Value::from("é\u{1b}\n\"\\/\u{7f}")).as_deref(), Some("\"é\\u001b\\n\\\"\\\\/\u{7f}\""));
    }

    #[test]
    fn indices_are_no_part_of_a_place() {
        assert_eq!(without_indices("/a/0/b/12"), "/a/[]/b/[]");
        assert_eq!(without_indices("/a/01/-/"), "/a/01/-/");
        assert_eq!(without_indices(""), "");
    }
}
