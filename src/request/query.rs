//! The query of a redirect URI: parameters, and the one that forwards to another address.
//!
//! Nothing is decoded before the query is cut out and split; `+` stays `+`, since a URI is no form.

use std::borrow::Cow;

use super::uri_parts::is_scheme;

/// Names of parameters that pages take as the address to go on to: in small letters, without `-` and `_`.
const FORWARDING_NAMES: [&str; 27] = [
    "next",
    "url",
    "uri",
    "redirect",
    "redirecturi",
    "redirecturl",
    "redirectto",
    "return",
    "returnto",
    "returnurl",
    "returnuri",
    "returnpath",
    "continue",
    "dest",
    "destination",
    "goto",
    "target",
    "targeturl",
    "to",
    "forward",
    "forwardurl",
    "callback",
    "callbackurl",
    "rurl",
    "successurl",
    "back",
    "backurl",
];

/// Schemes that are followed even without the two slashes.
const FOLLOWED_SCHEMES: [&str; 4] = ["http", "https", "javascript", "data"];

/// The name, as written, of the first parameter that is called like a target and holds an address.
///
/// The name is decoded once, the value once or twice. A value is an address when it begins, after white space, with two
/// slashes or backslashes in any mix (a scheme may stand before), or with `http:`, `https:`, `javascript:` or `data:`.
pub fn open_redirect_parameter(query: &str) -> Option<&str> {
    let parameters = query.split('&').filter_map(|parameter| parameter.split_once('='));
    parameters.into_iter().find(|(name, value)| is_forwarding_name(name) && is_address(value)).map(|(name, _)| name)
}

fn is_forwarding_name(written: &str) -> bool {
    let decoded = percent_decode(written);
    let plain: String = decoded.to_lowercase().chars().filter(|character| !matches!(character, '-' | '_')).collect();
    FORWARDING_NAMES.contains(&plain.as_str())
}

fn is_address(written: &str) -> bool {
    let once = percent_decode(written);
    begins_like_address(&once) || begins_like_address(&percent_decode(&once))
}

fn begins_like_address(value: &str) -> bool {
    let value = value.trim_start();
    let (scheme, rest) = match value.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme, rest),
        _ => ("", value),
    };
    let slashes = rest.bytes().take(2).filter(|byte| matches!(byte, b'/' | b'\\')).count();
    slashes == 2 || FOLLOWED_SCHEMES.iter().any(|followed| followed.eq_ignore_ascii_case(scheme))
}

/// The text with each `%` and two hex digits made the byte that they say; bytes that are not UTF-8 become U+FFFD.
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let triplet = if byte == b'%' { hex_pair(&bytes[at + 1..]) } else { None };
        decoded.push(triplet.unwrap_or(byte));
        at += if triplet.is_some() { 3 } else { 1 };
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

/// The byte that two hex digits at the beginning say.
pub(super) fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: Option<&str>) {
        assert_eq!(open_redirect_parameter(query), expected, "{query}");
    }

    #[test]
    fn a_target_with_an_address_is_found_by_its_name() {
        check("next=https://evil.example/", Some("next"));
        check("a=1&Return_To=%2F%2Fevil.example", Some("Return_To"));
        check("redirect_uri=https%253A%252F%252Fevil.example", Some("redirect_uri"));
        check("RE-DIRECT__URL=//x", Some("RE-DIRECT__URL"));
        check("%6eext=//x", Some("%6eext"));
        check("next=/home&url=//x&to=//y", Some("url"));
    }

    #[test]
    fn slashes_and_backslashes_may_be_mixed() {
        for value in ["//x", r"\\x", r"/\x", r"\/x", "ftp://x", r"myapp:\/x", "%5C%5Cx", "%252F/x", "///x"] {
            check(&format!("to={value}"), Some("to"));
        }
    }

    #[test]
    fn some_schemes_need_no_slashes() {
        for value in ["http:x", "https:x", "javascript:alert(1)", "data:text/html,x", "JavaScript:x", "data%3Ax"] {
            check(&format!("to={value}"), Some("to"));
        }
    }

    #[test]
    fn white_space_before_the_address_is_skipped() {
        for value in ["%20//x", "%09%0ahttps:x", "%2520//x", "%C2%A0//x"] {
            check(&format!("to={value}"), Some("to"));
        }
        check("to=+//x", None);
    }

    #[test]
    fn a_relative_value_is_silent() {
        for value in ["/home", "", "home", "mailto:x", "x//y", "/%20/x", "https", "1a://x", "?//x", "%25252F%25252Fx"] {
            check(&format!("next={value}"), None);
        }
    }

    #[test]
    fn other_names_are_silent() {
        for query in ["page=https://x/", "nexturl=//x", "=//x", "next", "", "//x", "%256eext=//x", "ne xt=//x"] {
            check(query, None);
        }
    }

    #[test]
    fn the_first_equals_sign_ends_the_name() {
        check("next==//x", None);
        check("next=//x=y", Some("next"));
        check("a=next=//x", None);
        check("a;next=//x", None);
    }

    #[test]
    fn decoding_keeps_what_is_no_triplet_and_marks_what_is_no_text() {
        let cases = [
            ("a%20b", "a b"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            ("a+b", "a+b"),
            ("%ff", "\u{fffd}"),
            ("é%C3%A9", "éé"),
        ];
        for (text, expected) in cases {
            assert_eq!(percent_decode(text), expected, "{text}");
        }
    }
}
