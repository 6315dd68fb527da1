//! A URI cut into its parts, as they are written.
//!
//! The cut is the one of RFC 3986, appendix B. Nothing is decoded, repaired or put in lower case, so the parts joined
//! again are the text. What the parts mean is for [`host`](super::host) and its neighbors.

use std::ops::Range;

/// The five parts of a URI or of a relative reference; absent and empty are different.
///
/// ```
/// use coglint::request::uri_parts::UriParts;
///
/// let parts = UriParts::split("https://shop.example?lang=en#");
/// assert_eq!(parts.authority, Some("shop.example"));
/// assert_eq!((parts.path, parts.query, parts.fragment), ("", Some("lang=en"), Some("")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UriParts<'a> {
    /// Before the first `:`, when that is a scheme by its grammar and no `/`, `?` or `#` stands before.
    pub scheme: Option<&'a str>,
    /// After `//`, up to the next `/`, `?`, `#` or the end. A backslash does not end it, whatever browsers do.
    pub authority: Option<&'a str>,
    /// What follows up to `?`, `#` or the end.
    pub path: &'a str,
    /// Between the first `?` and the `#` or the end.
    pub query: Option<&'a str>,
    /// After the first `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> UriParts<'a> {
    /// Cuts any text; what is no scheme by the grammar stays in the path.
    pub fn split(raw: &'a str) -> Self {
        let (scheme, rest) = match split_prefix(raw) {
            Some((prefix, rest)) if is_scheme(prefix) => (Some(prefix), rest),
            _ => (None, raw),
        };
        let (rest, fragment) = split_off(rest, '#');
        let (rest, query) = split_off(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(after) => {
                let (authority, path) = after.split_at(after.find('/').unwrap_or(after.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }

    /// Where the authority stands in the text that was cut, in bytes.
    pub fn authority_range(&self) -> Option<Range<usize>> {
        let start = self.scheme.map_or(0, |scheme| scheme.len() + 1) + "//".len();
        self.authority.map(|authority| start..start + authority.len())
    }
}

/// What stands before and after the first `:`, when no `/`, `?` or `#` comes earlier; the prefix is of any form.
pub fn split_prefix(raw: &str) -> Option<(&str, &str)> {
    let at = raw.find([':', '/', '?', '#'])?;
    Some((&raw[..at], raw[at..].strip_prefix(':')?))
}

/// Whether `text` is a scheme by the grammar of RFC 3986, section 3.1.
pub fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn split_off(text: &str, delimiter: char) -> (&str, Option<&str>) {
    text.split_once(delimiter).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The parts of an authority, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority<'a> {
    /// Before the last `@`; may be empty.
    pub userinfo: Option<&'a str>,
    /// The host with its brackets; may be empty.
    pub host: &'a str,
    /// After the `:` that follows the host: digits and `*`, or nothing. Other text only after a bracketed host.
    pub port: Option<&'a str>,
    /// Whether a bracket is not closed, something else than a port follows the host, a `:` stands in a host without
    /// brackets, or the port is over 65535. What is wrong inside the host, [`Host`](super::host::Host) knows.
    pub is_broken: bool,
}

impl<'a> Authority<'a> {
    /// Cuts any text.
    pub fn split(authority: &'a str) -> Self {
        // The last `@` ends the userinfo: for `https://a@b@evil.example/` browsers open `evil.example`. RFC 3986
        // (3.2.1) allows no raw `@` in a userinfo, so it does not decide; stopping at the first would show people a
        // host that nobody opens.
        let (userinfo, rest) =
            authority.rsplit_once('@').map_or((None, authority), |(userinfo, rest)| (Some(userinfo), rest));
        let (host, port, is_cut_badly) = if rest.starts_with('[') { split_bracketed(rest) } else { split_plain(rest) };
        Self { userinfo, host, port, is_broken: is_cut_badly || port.is_some_and(is_over_limit) }
    }

    /// Where the host stands in the authority, in bytes.
    pub fn host_range(&self) -> Range<usize> {
        let start = self.userinfo.map_or(0, |userinfo| userinfo.len() + 1);
        start..start + self.host.len()
    }
}

fn split_bracketed(rest: &str) -> (&str, Option<&str>, bool) {
    let Some(end) = rest.find(']') else { return (rest, None, true) };
    let (host, after) = rest.split_at(end + 1);
    match after.strip_prefix(':') {
        Some(port) => (host, Some(port), !is_port(port)),
        None => (host, None, !after.is_empty()),
    }
}

fn split_plain(rest: &str) -> (&str, Option<&str>, bool) {
    match rest.rsplit_once(':') {
        Some((host, port)) if is_port(port) => (host, Some(port), host.contains(':')),
        Some(_) => (rest, None, true),
        None => (rest, None, false),
    }
}

/// A `*` is let through, so that a port meant as a wildcard is told as one and not as a broken authority.
fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*')
}

fn is_over_limit(port: &str) -> bool {
    let digits = port.trim_start_matches('0');
    digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() && digits.parse::<u16>().is_err()
}

/// Whether two URIs are different, and only in a `/` at the end of the path or in the case of scheme and host.
///
/// The service compares redirect URIs character by character, so such a pair is most likely one address written twice.
pub fn differ_only_in_slash_or_case(one: &str, other: &str) -> bool {
    if one == other {
        return false;
    }
    let (one, other) = (UriParts::split(one), UriParts::split(other));
    equal_ignoring_case(one.scheme, other.scheme)
        && equal_but_for_host_case(one.authority, other.authority)
        && equal_but_for_last_slash(one.path, other.path)
        && one.query == other.query
        && one.fragment == other.fragment
}

fn equal_ignoring_case(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

fn equal_but_for_host_case(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one == other };
    let (one, other) = (Authority::split(one), Authority::split(other));
    one.userinfo == other.userinfo && one.port == other.port && one.host.eq_ignore_ascii_case(other.host)
}

fn equal_but_for_last_slash(one: &str, other: &str) -> bool {
    one == other || one.strip_suffix('/') == Some(other) || other.strip_suffix('/') == Some(one)
}

/// Where the first password of a `user:password@` stands in `text`, in bytes; see [`password_spans`].
pub fn password_span(text: &str) -> Option<Range<usize>> {
    password_spans(text).next()
}

/// Where passwords stand in the URLs of `text`, in bytes and in order: text that must not be shown.
///
/// An authority is looked for after every two slashes (or backslashes) and after `http:` and `https:`, not only where
/// the text is a URI: a URL inside a query, and one that is mistyped, have passwords too. White space does not end it:
/// hiding too much is the smaller harm. A user name without a password is not hidden.
pub fn password_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = next_authority(text, from) {
            let end = text[start..].find(['/', '?', '#']).map_or(text.len(), |length| start + length);
            from = start;
            let userinfo = Authority::split(&text[start..end]).userinfo;
            let Some((user, password)) = userinfo.and_then(|userinfo| userinfo.split_once(':')) else { continue };
            if password.is_empty() {
                continue;
            }
            let password_start = start + user.len() + 1;
            from = password_start + password.len();
            return Some(password_start..from);
        }
        None
    })
}

/// Where the next authority may begin, after its slashes: browsers take any number of them.
fn next_authority(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_slash = |at: usize| matches!(bytes.get(at), Some(b'/' | b'\\'));
    let is_web_scheme = |end: usize| {
        let start = bytes[..end].iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |before| before + 1);
        bytes[start..end].eq_ignore_ascii_case(b"http") || bytes[start..end].eq_ignore_ascii_case(b"https")
    };
    let begins_at = |&at: &usize| (is_slash(at) && is_slash(at + 1)) || (bytes[at] == b':' && is_web_scheme(at));
    let at = (from..bytes.len()).find(begins_at)?;
    (at + 1..=bytes.len()).find(|&start| !is_slash(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts in one line; a part that is absent is left out.
    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let parts = UriParts::split(raw);
        let mut line = Vec::new();
        let named = [("scheme", parts.scheme), ("authority", parts.authority), ("path", Some(parts.path))];
        for (name, part) in named.into_iter().chain([("query", parts.query), ("fragment", parts.fragment)]) {
            line.extend(part.map(|part| format!("{name}={part}")));
        }
        assert_eq!(line.join(" "), expected, "{raw}");
    }

    #[track_caller]
    fn check_authority(authority: &str, expected: &str) {
        let parts = Authority::split(authority);
        let userinfo = parts.userinfo.map_or(String::new(), |userinfo| format!("{userinfo} @ "));
        let port = parts.port.map_or(String::new(), |port| format!(" : {port}"));
        let broken = if parts.is_broken { " broken" } else { "" };
        assert_eq!(format!("{userinfo}{}{port}{broken}", parts.host), expected, "{authority}");
    }

    #[track_caller]
    fn check_hidden(text: &str, expected: &str) {
        let mut shown = text.to_owned();
        let spans: Vec<_> = password_spans(text).collect();
        for span in spans.into_iter().rev() {
            shown.replace_range(span, "…");
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn all_five_parts_are_cut_as_written() {
        check("HTTPS://Shop.example:443/a?b#c", "scheme=HTTPS authority=Shop.example:443 path=/a query=b fragment=c");
        check("com.acme.shop:/cb", "scheme=com.acme.shop path=/cb");
        check("urn:ietf:wg:oauth:2.0:oob", "scheme=urn path=ietf:wg:oauth:2.0:oob");
        check("", "path=");
    }

    #[test]
    fn absent_and_empty_are_different() {
        check("https://a?#", "scheme=https authority=a path= query= fragment=");
        check("https:///cb", "scheme=https authority= path=/cb");
        check("https:/cb", "scheme=https path=/cb");
    }

    #[test]
    fn a_question_mark_after_the_hash_is_fragment() {
        check("https://a/#/cb?x=1", "scheme=https authority=a path=/ fragment=/cb?x=1");
        check("https://a/?x=1#y#z", "scheme=https authority=a path=/ query=x=1 fragment=y#z");
    }

    #[test]
    fn a_host_and_port_without_a_scheme_begin_with_something_like_one() {
        check("localhost:3000/cb", "scheme=localhost path=3000/cb");
        check("com.acme.shop:8443/cb", "scheme=com.acme.shop path=8443/cb");
    }

    #[test]
    fn what_is_no_scheme_by_the_grammar_stays_in_the_path() {
        check("127.0.0.1:8080/bye", "path=127.0.0.1:8080/bye");
        check("[::1]:80/", "path=[::1]:80/");
        check("ht*tp://a/", "path=ht*tp://a/");
        check("%6aavascript:alert(1)", "path=%6aavascript:alert(1)");
        check("://a", "path=://a");
        check("/a:b", "path=/a:b");
        check("?a:b", "path= query=a:b");
        check("#a:b", "path= fragment=a:b");
        check("//shop.example/bye", "authority=shop.example path=/bye");
    }

    #[test]
    fn a_backslash_does_not_end_the_authority() {
        check(r"https://a\.evil.example/b", r"scheme=https authority=a\.evil.example path=/b");
        check(r"https:\\a/b", r"scheme=https path=\\a/b");
    }

    #[test]
    fn the_last_at_sign_ends_the_userinfo() {
        check_authority("localhost:80@evil.example", "localhost:80 @ evil.example");
        check_authority("a@b@evil.example:8", "a@b @ evil.example : 8");
        check_authority("@evil.example", " @ evil.example");
        check_authority("a@", "a @ ");
        check_authority("[@evil.example", "[ @ evil.example");
    }

    #[test]
    fn a_port_is_digits_or_stars_or_nothing() {
        check_authority("a:80", "a : 80");
        check_authority("a:", "a : ");
        check_authority(":80", " : 80");
        check_authority("localhost:*", "localhost : *");
        check_authority("localhost:80*", "localhost : 80*");
        check_authority("[::1]:*", "[::1] : *");
        check_authority("a:0065535", "a : 0065535");
    }

    #[test]
    fn other_text_in_the_place_of_a_port_breaks_the_authority() {
        check_authority("a:b", "a:b broken");
        check_authority("a:80:90", "a:80 : 90 broken");
        check_authority("::1", ": : 1 broken");
        check_authority("a:８０", "a:８０ broken");
        check_authority("[::1]x", "[::1] broken");
        check_authority("[::1]:x", "[::1] : x broken");
        check_authority("[::1]:80:90", "[::1] : 80:90 broken");
        check_authority("[::1:80", "[::1:80 broken");
        check_authority("a:65536", "a : 65536 broken");
        check_authority("a:99999999999999999999999", "a : 99999999999999999999999 broken");
    }

    #[track_caller]
    fn check_pair(one: &str, other: &str, expected: bool) {
        assert_eq!(differ_only_in_slash_or_case(one, other), expected, "{one} {other}");
        assert_eq!(differ_only_in_slash_or_case(other, one), expected, "{other} {one}");
    }

    #[test]
    fn a_last_slash_and_the_case_of_scheme_and_host_are_small_differences() {
        check_pair("https://shop.example/cb/", "https://shop.example/cb", true);
        check_pair("https://shop.example", "https://shop.example/", true);
        check_pair("HTTPS://Shop.example/cb", "https://shop.example/cb", true);
        check_pair("HTTPS://Shop.example/cb/", "https://shop.example/cb", true);
        check_pair("https://shop.example/cb/?x=1", "https://shop.example/cb?x=1", true);
        check_pair("MyApp:/cb", "myapp:/cb", true);
    }

    #[test]
    fn every_other_difference_is_a_real_one() {
        check_pair("https://shop.example/cb", "https://shop.example/cb", false);
        check_pair("https://shop.example/cb", "https://shop.example/Cb", false);
        check_pair("https://shop.example/cb//", "https://shop.example/cb", false);
        check_pair("https://shop.example/cb", "http://shop.example/cb", false);
        check_pair("https://shop.example/cb", "https://shop.example:443/cb", false);
        check_pair("https://User@shop.example/cb", "https://user@shop.example/cb", false);
        check_pair("https://shop.example/cb?x=1/", "https://shop.example/cb?x=1", false);
        check_pair("https://shop.example/cb#", "https://shop.example/cb", false);
        check_pair("https://shop.example./cb", "https://shop.example/cb", false);
    }

    #[test]
    fn the_password_is_hidden_in_urls_of_any_scheme() {
        check_hidden("https://user:pass@shop.example/", "https://user:…@shop.example/");
        check_hidden("postgres://u:p:q@h@db:5432/x", "postgres://u:…@db:5432/x");
        check_hidden("//u:p@h", "//u:…@h");
        check_hidden("https://:p@h", "https://:…@h");
    }

    #[test]
    fn the_password_is_hidden_where_the_text_is_no_good_url() {
        check_hidden("ht*tp://u:p@h", "ht*tp://u:…@h");
        check_hidden(r"https:\\u:p@h\x", r"https:\\u:…@h\x");
        check_hidden("https:///u:p@h", "https:///u:…@h");
        check_hidden("https:/u:p@h", "https:/u:…@h");
        check_hidden("see HTTP:u:p@h", "see HTTP:u:…@h");
        check_hidden("https://u:p w@h", "https://u:…@h");
        check_hidden("https://h/cb?next=https://u:p@evil.example", "https://h/cb?next=https://u:…@evil.example");
        check_hidden("https://a:b@c/ https://d:é@f", "https://a:…@c/ https://d:…@f");
    }

    #[test]
    fn what_is_no_password_stays() {
        for text in ["https://user@h/", "https://user:@h/", "https://h:80/@me", "mailto:a:b@h", "a://b", "//", "///"] {
            check_hidden(text, text);
        }
    }
}
