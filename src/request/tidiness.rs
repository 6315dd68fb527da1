//! Spellings of a redirect URI that programs tidy away, so that what they send no longer equals what is registered.

use super::host::HostKind;
use super::query::hex_pair;
use super::redirect_uri::RedirectUri;

/// One way in which a URI is not in its usual form (RFC 3986, section 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untidiness {
    /// An ASCII upper-case letter in scheme or host.
    UpperCase,
    /// A `:` after the host, and no port.
    EmptyPort,
    /// Port 80 with http, 443 with https.
    DefaultPort,
    /// A port with a zero before other digits.
    PortZeros,
    /// A host that ends in a dot.
    TrailingDot,
    /// An IPv6 address, without a zone and not IPv4 in IPv6 form, in another spelling than that of RFC 5952.
    Ipv6Spelling,
    /// Two slashes in the path.
    DoubleSlash,
    /// A backslash in the path.
    PathBackslash,
    /// A path segment `.` or `..`.
    DotSegment,
    /// In path or query, a `%` without two hex digits.
    BrokenPercent,
    /// In path or query, the triplet of a character that needs none: a letter, a digit, `-`, `.`, `_` or `~`.
    NeedlessPercent,
    /// In path or query, a triplet with small hex digits.
    LowerCasePercent,
}

impl Untidiness {
    /// All of them, in the order of the URI's parts.
    pub const ALL: [Untidiness; 12] = [
        Self::UpperCase,
        Self::EmptyPort,
        Self::DefaultPort,
        Self::PortZeros,
        Self::TrailingDot,
        Self::Ipv6Spelling,
        Self::DoubleSlash,
        Self::PathBackslash,
        Self::DotSegment,
        Self::BrokenPercent,
        Self::NeedlessPercent,
        Self::LowerCasePercent,
    ];

    /// What is untidy, in words, as an item of a list.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UpperCase => "an upper-case letter in scheme or host",
            Self::EmptyPort => "a colon without a port",
            Self::DefaultPort => "the port that its scheme means anyway",
            Self::PortZeros => "a port with a leading zero",
            Self::TrailingDot => "a dot at the end of the host",
            Self::Ipv6Spelling => "a rare spelling of an IPv6 address",
            Self::DoubleSlash => "two slashes in the path",
            Self::PathBackslash => "a backslash in the path",
            Self::DotSegment => "a `.` or `..` in the path",
            Self::BrokenPercent => "a `%` without two hex digits",
            Self::NeedlessPercent => "a percent-encoded character that needs no encoding",
            Self::LowerCasePercent => "small hex digits after a `%`",
        }
    }

    /// Whether the URI is untidy in this way.
    pub fn holds(self, uri: &RedirectUri<'_>) -> bool {
        let port = uri.authority().and_then(|authority| authority.port);
        let path = uri.parts().path;
        match self {
            Self::UpperCase => has_upper_case(uri.parts().scheme) || has_upper_case(uri.host_as_written()),
            Self::EmptyPort => port == Some(""),
            Self::DefaultPort => port.is_some_and(|port| is_default_port(uri.scheme(), port)),
            Self::PortZeros => port.is_some_and(|port| port.len() > 1 && port.starts_with('0') && is_number(port)),
            Self::TrailingDot => uri.host().text.ends_with('.'),
            Self::Ipv6Spelling => is_unusual_ipv6(uri),
            Self::DoubleSlash => path.contains("//"),
            Self::PathBackslash => path.contains('\\'),
            Self::DotSegment => path.split('/').any(|segment| matches!(segment, "." | "..")),
            Self::BrokenPercent => any_triplet(uri, |triplet| hex_pair(triplet).is_none()),
            Self::NeedlessPercent => any_triplet(uri, |triplet| hex_pair(triplet).is_some_and(is_unreserved)),
            Self::LowerCasePercent => any_triplet(uri, |triplet| {
                hex_pair(triplet).is_some() && triplet.iter().take(2).any(u8::is_ascii_lowercase)
            }),
        }
    }
}

fn has_upper_case(part: Option<&str>) -> bool {
    part.is_some_and(|part| part.bytes().any(|byte| byte.is_ascii_uppercase()))
}

fn is_number(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_default_port(scheme: Option<&str>, port: &str) -> bool {
    let number = if is_number(port) { port.trim_start_matches('0') } else { return false };
    matches!((scheme, number), (Some("http"), "80") | (Some("https"), "443"))
}

fn is_unusual_ipv6(uri: &RedirectUri<'_>) -> bool {
    let host = uri.host();
    let (HostKind::Ipv6, Some(std::net::IpAddr::V6(address))) = (host.kind, host.address) else { return false };
    let has_zone = host.text.contains('%');
    // The standard library writes addresses as RFC 5952 says.
    !has_zone && address.to_ipv4_mapped().is_none() && uri.host_as_written() != Some(format!("[{address}]").as_str())
}

/// Asks for the bytes after each `%` of path and query.
fn any_triplet(uri: &RedirectUri<'_>, holds: impl Fn(&[u8]) -> bool) -> bool {
    let parts = [Some(uri.parts().path), uri.parts().query];
    parts.into_iter().flatten().any(|part| part.match_indices('%').any(|(at, _)| holds(&part.as_bytes()[at + 1..])))
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use bumpalo::Bump;

    #[track_caller]
    fn check(raw: &str, expected: &[Untidiness]) {
        let arena = Bump::new();
        let uri = RedirectUri::split_in(&arena, raw);
        let found: Vec<_> = Untidiness::ALL.into_iter().filter(|untidiness| untidiness.holds(&uri)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn the_usual_form_is_tidy() {
        for raw in [
            "https://shop.acme-retail.com/Cb%20x?q=%2F",
            "http://localhost:3000/",
            "https://shop.acme-retail.com",
            "https://shop.acme-retail.com/a.b/...",
            "https://shop.acme-retail.com/?a//b/../c",
            r"https://shop.acme-retail.com/?a\b",
            "https://Ü.de/",
            "https://a/%C3%9C#%41%2f%",
            "https://a:0/",
            "https://a:*/",
            "https://a:443*/",
            "http://a:443/",
            "https://a:80/",
            "https://[2001:db8::5]:8443/",
            "https://[::1]/",
        ] {
            check(raw, &[]);
        }
    }

    #[test]
    fn upper_case_counts_in_scheme_and_host_only() {
        check("https://Shop.Acme-Retail.com/cb", &[Untidiness::UpperCase]);
        check("HTTPS://shop.acme-retail.com/cb", &[Untidiness::UpperCase]);
        check("https://User@shop.acme-retail.com/Cb?Q", &[]);
        check("http://0X7F.1/", &[Untidiness::UpperCase]);
    }

    #[test]
    fn needless_ports() {
        check("https://a:/", &[Untidiness::EmptyPort]);
        check("https://[::1]:/", &[Untidiness::EmptyPort]);
        check("https://a:443/", &[Untidiness::DefaultPort]);
        check("http://a:80/", &[Untidiness::DefaultPort]);
        check("http://a:0080/", &[Untidiness::DefaultPort, Untidiness::PortZeros]);
        check("https://a:08443/", &[Untidiness::PortZeros]);
        check("https://a:00/", &[Untidiness::PortZeros]);
    }

    #[test]
    fn a_dot_ends_any_host() {
        check("https://shop.acme-retail.com./", &[Untidiness::TrailingDot]);
        check("http://localhost.:3000/", &[Untidiness::TrailingDot]);
        check("http://10.0.0.1./", &[Untidiness::TrailingDot]);
    }

    #[test]
    fn ipv6_has_one_usual_spelling() {
        check("https://[2001:DB8::5]/", &[Untidiness::UpperCase, Untidiness::Ipv6Spelling]);
        check("https://[2001:db8:0:0:0:0:0:5]/", &[Untidiness::Ipv6Spelling]);
        check("https://[2001:0db8::5]/", &[Untidiness::Ipv6Spelling]);
        check("https://[2001:db8:0:1::]/", &[]);
        check("https://[1::2:0:0:0:3]/", &[Untidiness::Ipv6Spelling]);
        check("https://[2001:db8::1:0:0:1]/", &[]);
        check("https://[0:0:0:0:0:0:0:1]/", &[Untidiness::Ipv6Spelling]);
        check("https://[::ffff:127.0.0.1]/", &[]);
        check("https://[::FFFF:7f00:1]/", &[Untidiness::UpperCase]);
        check("https://[fe80:0::1%25eth0]/", &[]);
    }

    #[test]
    fn paths_that_are_tidied() {
        check("https://a//cb", &[Untidiness::DoubleSlash]);
        check("https://a/b//", &[Untidiness::DoubleSlash]);
        check(r"https://a/b\c", &[Untidiness::PathBackslash]);
        check("https://a/a/../cb", &[Untidiness::DotSegment]);
        check("https://a/./cb", &[Untidiness::DotSegment]);
        check("https://a/b/.", &[Untidiness::DotSegment]);
        check("https://a/..", &[Untidiness::DotSegment]);
    }

    #[test]
    fn triplets_are_inspected_in_path_and_query() {
        check("https://a/%7E", &[Untidiness::NeedlessPercent]);
        check("https://a/%7e", &[Untidiness::NeedlessPercent, Untidiness::LowerCasePercent]);
        check("https://a/%41", &[Untidiness::NeedlessPercent]);
        check("https://a/%2f", &[Untidiness::LowerCasePercent]);
        check("https://a/?%2F%2d", &[Untidiness::NeedlessPercent, Untidiness::LowerCasePercent]);
        check("https://a/%", &[Untidiness::BrokenPercent]);
        check("https://a/%4", &[Untidiness::BrokenPercent]);
        check("https://a/%zz", &[Untidiness::BrokenPercent]);
        check("https://a/%é", &[Untidiness::BrokenPercent]);
        check("https://a/?%%2F", &[Untidiness::BrokenPercent]);
        check("https://a/?%aé", &[Untidiness::BrokenPercent]);
    }
}
