//! Hosts against the lists and patterns of rules: always label by label, so that `evilacme.com` is never `acme.com`.
//!
//! The lists themselves are data of rule files.

use super::host::{Host, HostKind};
use super::wildcard;

/// Whether the name is the entry, or ends with a dot and the entry; ASCII case is ignored.
///
/// ```
/// use coglint::request::host_list::is_or_is_under;
///
/// assert!(is_or_is_under("abc.ngrok.io", "ngrok.io"));
/// assert!(!is_or_is_under("myngrok.io", "ngrok.io"));
/// ```
pub fn is_or_is_under(name: &str, entry: &str) -> bool {
    name.eq_ignore_ascii_case(entry) || is_under(name, entry)
}

/// Whether the name ends with a dot and the entry, so that it is not the entry itself; ASCII case is ignored.
pub fn is_under(name: &str, entry: &str) -> bool {
    let (name, entry) = (name.as_bytes(), entry.as_bytes());
    let Some(before) = name.len().checked_sub(entry.len() + 1) else { return false };
    name[before] == b'.' && name[before + 1..].eq_ignore_ascii_case(entry)
}

/// Whether a host is one that a pattern allows.
///
/// A pattern is split at dots: a label `*` is exactly one label, `**` one or more, a `*` beside other characters any
/// run of characters in that label; all else is equal, ASCII case ignored. One trailing dot of the host or the pattern
/// does not count. A host that is no name (an address in any spelling) fits the pattern of the same text, brackets
/// apart.
pub fn host_fits(host: &str, pattern: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    let host = Host::read(&lower);
    let pattern = without_dot(pattern);
    match host.kind {
        HostKind::Dns => name_fits(without_dot(host.text), pattern),
        _ => without_brackets(without_dot(host.text)).eq_ignore_ascii_case(without_brackets(pattern)),
    }
}

fn name_fits(name: &str, pattern: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let mut pieces = Vec::new();
    for piece in pattern.split('.') {
        // One or more labels are one label, then any run of labels.
        if piece == "**" {
            pieces.push("*");
        }
        pieces.push(piece);
    }
    wildcard::fits(&labels, &pieces, |piece| piece == "**", |piece, label| wildcard::label_fits(label, piece))
}

fn without_dot(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}

fn without_brackets(text: &str) -> &str {
    text.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, fitting: &[&str], other: &[&str]) {
        for host in fitting {
            assert!(host_fits(host, pattern), "{pattern} should fit {host}");
        }
        for host in other {
            assert!(!host_fits(host, pattern), "{pattern} should not fit {host}");
        }
    }

    #[test]
    fn a_star_label_is_exactly_one_label() {
        check(
            "*.acme-retail.com",
            &["shop.acme-retail.com", "Shop.Acme-Retail.com.", "-.acme-retail.com"],
            &["acme-retail.com", "a.b.acme-retail.com", "evilacme-retail.com", "shop.acme-retail.com.evil.example"],
        );
    }

    #[test]
    fn two_stars_are_one_label_or_more() {
        check(
            "**.acme-retail.com",
            &["shop.acme-retail.com", "a.b.acme-retail.com", "a.b.c.acme-retail.com"],
            &["acme-retail.com", "evilacme-retail.com"],
        );
        check("a.**.b.**", &["a.x.b.y", "a.x.y.b.b.z"], &["a.b.b", "a.x.b"]);
        check("**", &["localhost", "a.b"], &[]);
    }

    #[test]
    fn a_star_inside_a_label_stays_in_it() {
        check(
            "shop-*.acme.com",
            &["shop-1.acme.com", "shop-.acme.com", "SHOP-é.acme.com"],
            &["shop-1.2.acme.com", "shop.acme.com"],
        );
        check("a**b.c", &["ab.c", "axxb.c"], &["a.b.c"]);
    }

    #[test]
    fn all_else_is_equal() {
        check("acme.com", &["acme.com", "ACME.com", "acme.com."], &["shop.acme.com", "acme.com.au", "acmeXcom"]);
        check("ACME.com.", &["acme.com"], &["acme.co"]);
        check("localhost", &["localhost"], &["app.localhost"]);
        check("münchen.de", &["münchen.de"], &["MÜNCHEN.de", "xn--mnchen-3ya.de"]);
        check("acme.com:443", &[], &["acme.com"]);
    }

    #[test]
    fn an_address_fits_its_own_text_only() {
        check("10.0.0.1", &["10.0.0.1", "10.0.0.1."], &["10.0.0.2", "10.0.1"]);
        check("::1", &["[::1]"], &["[0::1]"]);
        check("[2001:DB8::5]", &["[2001:db8::5]"], &["[2001:db8::6]"]);
        for pattern in ["*", "**", "*.0.0.1", "10.*.*.*", "*1"] {
            check(pattern, &[], &["10.0.0.1", "[::1]", "0x7f.1", "1.2.3.4.5"]);
        }
    }

    #[test]
    fn a_list_is_compared_by_label() {
        let cases = [
            ("jwt.io", true, false),
            ("abc.jwt.io", true, true),
            ("ABC.JWT.IO", true, true),
            ("myjwt.io", false, false),
            ("jwt.io.acme-retail.com", false, false),
            ("io", false, false),
            ("", false, false),
            ("é.jwt.io", true, true),
        ];
        for (name, is_or_under, under) in cases {
            assert_eq!(is_or_is_under(name, "jwt.io"), is_or_under, "{name}");
            assert_eq!(is_under(name, "jwt.io"), under, "{name}");
        }
    }
}
