//! Whether a redirect URI is a whole address, and what was most likely meant when it is not.

use super::host::{Host, HostKind};
use super::uri_parts::{self, Authority, UriParts};

/// Schemes that run a script, open local content or hand the answer to another program.
pub const DANGEROUS_SCHEMES: [&str; 18] = [
    "javascript",
    "vbscript",
    "data",
    "file",
    "filesystem",
    "blob",
    "about",
    "view-source",
    "jar",
    "content",
    "intent",
    "ftp",
    "ftps",
    "ws",
    "wss",
    "mailto",
    "tel",
    "sms",
];

/// Why a URI is not absolute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAbsolute {
    /// No `:`, or none before a `/`, `?` or `#`.
    NoScheme,
    /// A `:` stands where a scheme would end, and what stands before it is no scheme by the grammar.
    NotAScheme,
    /// What the grammar reads as the scheme is the name of a host: `localhost`, `www.…`, `….localhost`.
    HostAsScheme,
    /// http or https, and no `//` follows.
    NoAuthority,
    /// http or https, and no host follows the `//`.
    NoHost,
    /// http or https, and the host is `http` or `https`.
    SchemeTwice,
    /// Another scheme, without an authority, and the path begins with a port.
    HostAndPort,
}

impl NotAbsolute {
    /// The reason of a URI whose scheme and host are given in lower case; `None` for an absolute one.
    pub fn reason(parts: &UriParts<'_>, scheme: Option<&str>, host: &Host<'_>) -> Option<Self> {
        let Some(scheme) = scheme else {
            let has_prefix = uri_parts::split_prefix(parts.path).is_some_and(|(prefix, _)| !prefix.is_empty());
            let is_relative = parts.authority.is_some() || !has_prefix;
            return Some(if is_relative { Self::NoScheme } else { Self::NotAScheme });
        };
        let has_authority = parts.authority.is_some();
        match scheme {
            "localhost" => Some(Self::HostAsScheme),
            "http" | "https" if !has_authority => Some(Self::NoAuthority),
            "http" | "https" if host.kind == HostKind::None => Some(Self::NoHost),
            "http" | "https" => matches!(host.text, "http" | "https").then_some(Self::SchemeTwice),
            _ if has_authority || DANGEROUS_SCHEMES.contains(&scheme) => None,
            _ if begins_with_port(parts.path) => Some(Self::HostAndPort),
            _ => (scheme.starts_with("www.") || scheme.ends_with(".localhost")).then_some(Self::HostAsScheme),
        }
    }

    /// The reason in words, after "it is not absolute:".
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoScheme => "it has no scheme",
            Self::NotAScheme => "what stands before its first `:` is no scheme",
            Self::HostAsScheme => "what stands before its first `:` is a host, not a scheme",
            Self::NoAuthority => "no `//` follows its scheme",
            Self::NoHost => "no host follows its `//`",
            Self::SchemeTwice => "its scheme is written twice",
            Self::HostAndPort => "what looks like its scheme is a host, and a port follows",
        }
    }
}

/// A URI of a device's own scheme may well have a path of digits; five or fewer are taken for a port.
fn begins_with_port(path: &str) -> bool {
    let segment = path.split_once('/').map_or(path, |(segment, _)| segment);
    (1..=5).contains(&segment.len()) && segment.bytes().all(|byte| byte.is_ascii_digit())
}

const EXAMPLE_HOST: &str = "app.example.com";

/// The whole address that a URI without scheme or host was most likely meant to be: http for this machine, else https.
/// Where no host can be made out, `app.example.com` stands for it.
pub fn guess(raw: &str) -> String {
    let rest = without_slashes(without_web_schemes(raw));
    // What is no scheme and is followed by slashes, as in `ht*tp://`, is a mistyped one.
    let rest = match uri_parts::split_prefix(rest) {
        Some((_, after)) if after.starts_with(['/', '\\']) => without_slashes(after),
        _ => rest,
    };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let parts = Authority::split(authority);
    // A user name is left out: its password must not be shown, and no redirect needs it.
    let authority = &authority[parts.host_range().start..];
    let lower = parts.host.to_ascii_lowercase();
    let host = Host::read(&lower);
    let is_host = host.kind != HostKind::None && !host.is_malformed() && !parts.is_broken;
    let has_own_slash = raw.starts_with('/') && !raw.starts_with("//");
    if has_own_slash || !is_host || !(lower.contains(['.', ':']) || host.is_localhost_name()) {
        let path = if has_own_slash { raw } else { "/callback" };
        return format!("https://{EXAMPLE_HOST}{path}");
    }
    let scheme = if host.is_loopback() || host.is_localhost_name() { "http" } else { "https" };
    let path = path.trim_start_matches(['/', '\\']);
    format!("{scheme}://{authority}/{path}")
}

fn without_web_schemes(raw: &str) -> &str {
    let mut rest = raw;
    while let Some((prefix, after)) = uri_parts::split_prefix(rest) {
        if !prefix.eq_ignore_ascii_case("http") && !prefix.eq_ignore_ascii_case("https") {
            break;
        }
        rest = without_slashes(after);
    }
    rest
}

fn without_slashes(text: &str) -> &str {
    text.trim_start_matches(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: Option<NotAbsolute>) {
        let parts = UriParts::split(raw);
        let scheme = parts.scheme.map(str::to_ascii_lowercase);
        let host = parts.authority.map_or(String::new(), |text| Authority::split(text).host.to_ascii_lowercase());
        assert_eq!(NotAbsolute::reason(&parts, scheme.as_deref(), &Host::read(&host)), expected, "{raw}");
    }

    #[test]
    fn whole_addresses_are_absolute() {
        for raw in [
            "https://shop.acme-retail.com/cb",
            "HTTP://10.0.0.7",
            "http://[",
            "com.acme.shop:/cb",
            "com.acme.shop://cb",
            "com.acme.shop:cb",
            "myapp://cb",
            "myapp:",
            "myapp://",
            "myapp:123456",
            "myapp:12a",
            "myapp:/8080",
            "urn:ietf:wg:oauth:2.0:oob",
            "htps://shop.acme-retail.com",
            "www.acme.com://cb",
            "app.localhost://cb",
            "javascript:alert(1)",
            "https://http.example/",
            "https://http./",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn without_a_scheme_it_is_not() {
        for raw in
            ["", "/cb", "www.acme-retail.com/cb", "//shop.acme-retail.com/bye", "?a:b", "#a:b", "/app#/cb", ":", "://a"]
        {
            check(raw, Some(NotAbsolute::NoScheme));
        }
    }

    #[test]
    fn a_prefix_that_is_no_scheme_is_none() {
        for raw in ["127.0.0.1:8080/bye", "[::1]:80", "ht*tp://a", "%6aavascript:alert(1)", "*.acme.com:80/cb", "é:x"]
        {
            check(raw, Some(NotAbsolute::NotAScheme));
        }
    }

    #[test]
    fn a_host_is_no_scheme() {
        for raw in ["localhost:3000/cb", "LocalHost:", "localhost://cb", "www.acme.com:cb", "app.localhost:cb"] {
            check(raw, Some(NotAbsolute::HostAsScheme));
        }
    }

    #[test]
    fn http_and_https_want_two_slashes_and_a_host() {
        for raw in
            ["https:/shop.acme-retail.com/cb", "https:shop.acme-retail.com", r"https:\\shop.acme-retail.com", "http:"]
        {
            check(raw, Some(NotAbsolute::NoAuthority));
        }
        for raw in ["https://", "https:///cb", "http://:80/", "http://user@/cb", "https://?x", "https://user@:80"] {
            check(raw, Some(NotAbsolute::NoHost));
        }
        for raw in ["https://https://shop.acme-retail.com", "http://HTTP:80/", "https://a@http/"] {
            check(raw, Some(NotAbsolute::SchemeTwice));
        }
    }

    #[test]
    fn a_path_that_begins_with_a_port_makes_the_scheme_a_host() {
        for raw in ["com.acme.shop:8443/cb", "myapp:1", "shop:65536", "shop:80?x", "shop:80#x", "www.acme.com:80"] {
            check(raw, Some(NotAbsolute::HostAndPort));
        }
    }

    #[test]
    fn a_dangerous_scheme_is_no_host() {
        for raw in ["tel:123", "sms:80/x", "data:1"] {
            check(raw, None);
        }
    }

    #[test]
    fn the_guess_is_a_whole_address() {
        let cases = [
            ("localhost:3000/cb", "http://localhost:3000/cb"),
            ("127.0.0.1:8080/bye", "http://127.0.0.1:8080/bye"),
            ("[::1]:80", "http://[::1]:80/"),
            ("www.acme-retail.com/cb", "https://www.acme-retail.com/cb"),
            ("//shop.acme-retail.com/bye", "https://shop.acme-retail.com/bye"),
            ("https:/shop.acme-retail.com/cb", "https://shop.acme-retail.com/cb"),
            (r"https:\\shop.acme-retail.com/cb", "https://shop.acme-retail.com/cb"),
            ("https:shop.acme-retail.com", "https://shop.acme-retail.com/"),
            ("https://https://shop.acme-retail.com", "https://shop.acme-retail.com/"),
            ("com.acme.shop:8443/cb", "https://com.acme.shop:8443/cb"),
            ("ht*tp://shop.acme-retail.com/cb", "https://shop.acme-retail.com/cb"),
            ("app.localhost:cb", "https://app.example.com/callback"),
            ("https:/user:secret@shop.example/cb", "https://shop.example/cb"),
            ("/cb", "https://app.example.com/cb"),
            (r"shop.example\cb", "https://shop.example/cb"),
            ("shop.example?x", "https://shop.example/?x"),
            ("cb", "https://app.example.com/callback"),
            ("https://", "https://app.example.com/callback"),
            ("%6aavascript:alert(1)", "https://app.example.com/callback"),
            ("", "https://app.example.com/callback"),
        ];
        for (raw, expected) in cases {
            assert_eq!(guess(raw), expected, "{raw}");
        }
    }
}
