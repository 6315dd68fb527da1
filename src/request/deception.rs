//! Authorities that people, or other programs, read as another host than the one that is meant.

use unicode_normalization::UnicodeNormalization;

use super::domain::labels;
use super::host::{self, Host, HostKind};
use super::uri_parts::Authority;

/// Why an authority deceives; the first that holds, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deception {
    /// An `@`: what stands before the last one is no host, even when it is empty.
    Userinfo,
    /// A backslash, which browsers take for a slash.
    Backslash,
    /// A `%` outside the brackets of an IPv6 address; some programs decode it.
    Percent,
    /// A character that becomes a delimiter in the compatibility form (NFKC), which some programs make first.
    DisguisedDelimiter,
    /// The authority or its host breaks the grammar.
    Malformed,
    /// A name that begins like a loopback address or holds `localhost`.
    LooksLocal,
}

impl Deception {
    /// Reads an authority and its host, which is given in lower case. Only http and https have such an authority.
    pub fn find(text: &str, authority: &Authority<'_>, host: &Host<'_>) -> Option<Self> {
        if authority.userinfo.is_some() {
            Some(Self::Userinfo)
        } else if text.contains('\\') {
            Some(Self::Backslash)
        } else if percent(text).is_some() {
            Some(Self::Percent)
        } else if text.chars().any(is_disguised_delimiter) {
            Some(Self::DisguisedDelimiter)
        } else if authority.is_broken || host.is_malformed() {
            Some(Self::Malformed)
        } else {
            looks_local(host).is_some().then_some(Self::LooksLocal)
        }
    }

    /// The reason in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Userinfo => "what stands before the last `@` is a user name and no host",
            Self::Backslash => "it has a backslash, which browsers take for a slash",
            Self::Percent => "it has a `%` in the host, which some programs decode",
            Self::DisguisedDelimiter => "it has a character that turns into a delimiter when a program normalizes it",
            Self::Malformed => "the host or port breaks the grammar of URIs",
            Self::LooksLocal => "it only looks like the local machine",
        }
    }

    /// The host that a reader takes it for; `None` where there is nothing to take for one. Never a password.
    pub fn looks_like<'a>(self, text: &'a str, authority: &Authority<'a>, host: &Host<'a>) -> Option<&'a str> {
        let shown = match self {
            Self::LooksLocal => return looks_local(host),
            Self::Userinfo => host_in_userinfo(authority.userinfo.unwrap_or_default()),
            Self::Backslash => before_first(text, |character| character == '\\'),
            Self::Percent => &text[..percent(text).unwrap_or_default()],
            Self::DisguisedDelimiter => before_first(text, is_disguised_delimiter),
            Self::Malformed => before_first(authority.host, |character| !host::is_name_character(character)),
        };
        let shown = shown.trim_end_matches(['.', ':']);
        (!shown.is_empty() && !shown.eq_ignore_ascii_case(host.text)).then_some(shown)
    }
}

fn host_in_userinfo(userinfo: &str) -> &str {
    let bracketed = userinfo.strip_prefix('[').and_then(|inside| inside.find(']'));
    if let Some(end) = bracketed {
        return &userinfo[..end + "[]".len()];
    }
    let ends_host = |character| matches!(character, ':' | '@' | '\\' | '%') || is_disguised_delimiter(character);
    before_first(userinfo, ends_host)
}

fn before_first(text: &str, is_end: impl Fn(char) -> bool) -> &str {
    &text[..text.find(is_end).unwrap_or(text.len())]
}

/// Where the first `%` stands outside the brackets of a host; only called when there is no userinfo before it.
fn percent(text: &str) -> Option<usize> {
    let start = if text.starts_with('[') { text.find(']').unwrap_or(0) } else { 0 };
    text[start..].find('%').map(|at| start + at)
}

fn is_disguised_delimiter(character: char) -> bool {
    !character.is_ascii() && std::iter::once(character).nfkc().any(|part| "/?#@:\\[]".contains(part))
}

/// What of this machine a name that is not it looks like.
fn looks_local(host: &Host<'_>) -> Option<&'static str> {
    let name = host.name()?;
    if host.kind != HostKind::Dns || host.has_wildcard() || host.is_localhost_name() {
        None
    } else if labels(name).any(|label| label == "localhost") {
        Some("localhost")
    } else {
        (name.starts_with("127.") || labels(name).any(is_dashed_loopback)).then_some("127.0.0.1")
    }
}

/// `127-N-N-N`, as services write it that resolve a name to the address in it.
fn is_dashed_loopback(label: &str) -> bool {
    let mut numbers = label.split('-');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.next() == Some("127") && numbers.clone().count() == 3 && numbers.all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Deception, &str)>) {
        let authority = Authority::split(text);
        let lower = authority.host.to_ascii_lowercase();
        let host = Host::read(&lower);
        let found = Deception::find(text, &authority, &host);
        let line = found.map(|deception| (deception, deception.looks_like(text, &authority, &host).unwrap_or("")));
        assert_eq!(line, expected, "{text}");
    }

    #[test]
    fn plain_hosts_deceive_nobody() {
        for text in [
            "shop.acme-retail.com",
            "[::1]:8080",
            "[fe80::1%25eth0]",
            "localhost:3000",
            "app.localhost:3000",
            "localhost.",
            "mylocalhost.acme-retail.com",
            "localhost-1.acme-retail.com",
            "*.acme-retail.com",
            "localhost.*.com",
            "localhost:*",
            "münchen.de",
            "xn--mnchen-3ya.de",
            "127.0.0.1",
            "2130706433",
            "256.1.1.1",
            "1127.evil.example",
            "a.127.evil.example",
            "127-0-0.sslip.io",
            "127-0-0-1-2.sslip.io",
            "127-0-0-a.sslip.io",
            "127-0-0-.sslip.io",
            "a-127-0-0-1.sslip.io",
            "10-0-0-1.sslip.io",
            "shop_1.acme.com",
            "ﬁ.example",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_stands_before_an_at_sign_is_no_host() {
        check("localhost:80@evil.example", Some((Deception::Userinfo, "localhost")));
        check("a.example@b.example@evil.example", Some((Deception::Userinfo, "a.example")));
        check("@evil.example", Some((Deception::Userinfo, "")));
        check(":secret@evil.example", Some((Deception::Userinfo, "")));
        check(r"shop.example\@evil.example", Some((Deception::Userinfo, "shop.example")));
        check("[::1]@evil.example", Some((Deception::Userinfo, "[::1]")));
    }

    #[test]
    fn backslashes_and_percent_signs_end_a_host_for_some_programs() {
        check(r"shop.example\.evil.example", Some((Deception::Backslash, "shop.example")));
        check(r"\evil.example", Some((Deception::Backslash, "")));
        check("shop.example%2f.evil.example", Some((Deception::Percent, "shop.example")));
        check("shop.example%00.evil.example", Some((Deception::Percent, "shop.example")));
        check("%73hop.example", Some((Deception::Percent, "")));
        check("shop.example:%38", Some((Deception::Percent, "shop.example")));
        check("[::1]:%38", Some((Deception::Percent, "")));
        check("[::1%25x", Some((Deception::Percent, "[::1")));
    }

    #[test]
    fn a_disguised_delimiter_becomes_one() {
        check("shop.example／.evil.example", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example＠evil.example", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example℀.evil.example", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example：80", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example？", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example﹟", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("shop.example＼", Some((Deception::DisguisedDelimiter, "shop.example")));
        check("［::1］", Some((Deception::DisguisedDelimiter, "")));
    }

    #[test]
    fn a_broken_grammar_is_read_in_several_ways() {
        check("[::1", Some((Deception::Malformed, "")));
        check("[::1]evil.example", Some((Deception::Malformed, "")));
        check("[v1.a]", Some((Deception::Malformed, "")));
        check("shop.example:80:90", Some((Deception::Malformed, "shop.example")));
        check("shop.example:x", Some((Deception::Malformed, "shop.example")));
        check("shop.example:65536", Some((Deception::Malformed, "")));
        check("shop.example;evil.example", Some((Deception::Malformed, "shop.example")));
        check(".shop.example", Some((Deception::Malformed, "")));
        check("shop..example", Some((Deception::Malformed, "")));
    }

    #[test]
    fn names_that_look_like_this_machine() {
        check("127.evil.example", Some((Deception::LooksLocal, "127.0.0.1")));
        check("127.0.0.1.nip.io", Some((Deception::LooksLocal, "127.0.0.1")));
        check("127-0-0-1.sslip.io", Some((Deception::LooksLocal, "127.0.0.1")));
        check("a.127-0-0-1.sslip.io.", Some((Deception::LooksLocal, "127.0.0.1")));
        check("localhost.acme-retail.com", Some((Deception::LooksLocal, "localhost")));
        check("a.localhost.acme-retail.com:80", Some((Deception::LooksLocal, "localhost")));
        check("LOCALHOST.evil.example", Some((Deception::LooksLocal, "localhost")));
    }
}
