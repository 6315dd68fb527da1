//! The host of a URI: a name, an address, or something that is neither.
//!
//! Hosts are compared whole or label by label, never by a prefix: `127.evil.example` and `localhost.evil.example`
//! belong to someone else.

use std::net::{IpAddr, Ipv6Addr};

use super::address;
use super::ipv4::{self, Ipv4Reading};

/// What a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// There is no host.
    None,
    /// In brackets, whether or not they hold an IPv6 address.
    Ipv6,
    /// Four decimal numbers from 0 to 255 without leading zeros.
    Ipv4,
    /// Another spelling that browsers read as an IPv4 address.
    Ipv4Legacy,
    /// Ends in a number, so that browsers look for an IPv4 address, and gives none.
    Ipv4Bad,
    /// A name.
    Dns,
}

impl HostKind {
    /// The word that conditions compare with.
    pub const fn name(self) -> &'static str {
        match self {
            HostKind::None => "none",
            HostKind::Ipv6 => "ipv6",
            HostKind::Ipv4 => "ipv4",
            HostKind::Ipv4Legacy => "ipv4-legacy",
            HostKind::Ipv4Bad => "ipv4-bad",
            HostKind::Dns => "dns",
        }
    }
}

/// A host, read.
#[derive(Clone, Copy, Debug)]
pub struct Host<'a> {
    /// In lower case for ASCII letters, with brackets; never decoded. Empty when there is none.
    pub text: &'a str,
    /// What it is.
    pub kind: HostKind,
    /// The address that it says; `None` for a name, and for brackets or numbers that give no address.
    pub address: Option<IpAddr>,
}

impl<'a> Host<'a> {
    /// Reads a host whose ASCII letters are small already.
    pub fn read(text: &'a str) -> Self {
        let (kind, address) = if text.is_empty() {
            (HostKind::None, None)
        } else if text.starts_with('[') {
            (HostKind::Ipv6, bracketed_address(text).map(IpAddr::V6))
        } else {
            match ipv4::read(text) {
                Some(Ipv4Reading::Ordinary(address)) => (HostKind::Ipv4, Some(IpAddr::V4(address))),
                Some(Ipv4Reading::Legacy(address)) => (HostKind::Ipv4Legacy, Some(IpAddr::V4(address))),
                Some(Ipv4Reading::Bad) => (HostKind::Ipv4Bad, None),
                None => (HostKind::Dns, None),
            }
        };
        Self { text, kind, address }
    }

    /// The name without one trailing dot, which is what lists are compared with; `None` when the host is no name.
    pub fn name(&self) -> Option<&'a str> {
        (self.kind == HostKind::Dns).then(|| self.text.strip_suffix('.').unwrap_or(self.text))
    }

    /// Whether the host is an address of this machine as written: 127.0.0.0/8 in the usual spelling, or `::1` however
    /// written. Not an old spelling and not an IPv4 address in IPv6 form: programs disagree on those.
    pub fn is_loopback(&self) -> bool {
        match (self.kind, self.address) {
            (HostKind::Ipv4 | HostKind::Ipv6, Some(address)) => address.is_loopback(),
            _ => false,
        }
    }

    /// Whether the name is `localhost` or stands under it (RFC 6761, section 6.3).
    pub fn is_localhost_name(&self) -> bool {
        self.name().is_some_and(|name| name == "localhost" || name.ends_with(".localhost"))
    }

    /// Whether a `*` stands in the host, so that which host is meant is unknown.
    pub fn has_wildcard(&self) -> bool {
        self.text.contains('*')
    }

    /// Whether the host breaks the grammar: brackets without an IPv6 address (a zone apart), empty labels, or an ASCII
    /// character in a name other than letters, digits, `-`, `_`, `.` and `*`.
    pub fn is_malformed(&self) -> bool {
        match self.kind {
            HostKind::Ipv6 => self.address.is_none(),
            HostKind::Dns if !self.text.chars().all(is_name_character) => true,
            _ => self.text.starts_with('.') || self.text.contains(".."),
        }
    }

    /// Whether the address is one of a development network, so that no one else can be meant: private, link-local,
    /// unspecified, or this machine in an old spelling.
    pub fn is_development_address(&self) -> bool {
        self.address.is_some_and(|address| {
            address::is_private(address)
                || address::is_link_local(address)
                || address.is_unspecified()
                || (self.kind == HostKind::Ipv4Legacy && address.is_loopback())
        })
    }
}

/// The address between brackets, without its zone (`%25…`, RFC 6874).
fn bracketed_address(text: &str) -> Option<Ipv6Addr> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    inside.split_once("%25").map_or(inside, |(address, _zone)| address).parse().ok()
}

/// A character outside ASCII is no error of the grammar here: such a host is a homograph or disguises a delimiter.
pub(super) fn is_name_character(character: char) -> bool {
    !character.is_ascii() || character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kind, then the address, then the words that hold.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let host = Host::read(text);
        let mut line = vec![host.kind.name().to_owned()];
        line.extend(host.address.map(|address| address.to_string()));
        line.extend(host.name().filter(|name| *name != text).map(|name| format!("name={name}")));
        let words = [
            ("loopback", host.is_loopback()),
            ("localhost", host.is_localhost_name()),
            ("wildcard", host.has_wildcard()),
            ("malformed", host.is_malformed()),
            ("development", host.is_development_address()),
        ];
        line.extend(words.into_iter().filter(|(_, holds)| *holds).map(|(word, _)| word.to_owned()));
        assert_eq!(line.join(" "), expected, "{text}");
    }

    #[test]
    fn names() {
        check("", "none");
        check("shop.acme-retail.com", "dns");
        check("shop.acme-retail.com.", "dns name=shop.acme-retail.com");
        check("127.evil.example", "dns");
        check("10.0.0.1.acme-retail.com", "dns");
        check("my_host", "dns");
        check("münchen.de", "dns");
        check("*.acme-retail.com", "dns wildcard");
    }

    #[test]
    fn localhost_is_compared_whole_or_by_label() {
        check("localhost", "dns localhost");
        check("localhost.", "dns name=localhost localhost");
        check("app.localhost", "dns localhost");
        check("app.localhost.", "dns name=app.localhost localhost");
        check("*.localhost", "dns localhost wildcard");
        check("mylocalhost", "dns");
        check("localhost.evil.example", "dns");
        check("localhost..", "dns name=localhost. malformed");
    }

    #[test]
    fn loopback_is_an_address_in_its_usual_spelling() {
        check("127.0.0.1", "ipv4 127.0.0.1 loopback");
        check("127.8.0.1", "ipv4 127.8.0.1 loopback");
        check("[::1]", "ipv6 ::1 loopback");
        check("[0:0:0:0:0:0:0:1]", "ipv6 ::1 loopback");
        check("[0000::0001]", "ipv6 ::1 loopback");
        check("[::1%25lo]", "ipv6 ::1 loopback");
        check("[::0.0.0.1]", "ipv6 ::1 loopback");
    }

    #[test]
    fn rare_spellings_and_neighbors_are_not_loopback() {
        check("2130706433", "ipv4-legacy 127.0.0.1 development");
        check("127.1", "ipv4-legacy 127.0.0.1 development");
        check("127.0.0.1.", "ipv4-legacy 127.0.0.1 development");
        check("[::ffff:127.0.0.1]", "ipv6 ::ffff:127.0.0.1");
        check("[::]", "ipv6 :: development");
        check("0.0.0.0", "ipv4 0.0.0.0 development");
        check("128.0.0.1", "ipv4 128.0.0.1");
    }

    #[test]
    fn addresses_of_development_networks() {
        check("10.0.0.7", "ipv4 10.0.0.7 development");
        check("172.31.0.1", "ipv4 172.31.0.1 development");
        check("172.32.0.1", "ipv4 172.32.0.1");
        check("0xa000001", "ipv4-legacy 10.0.0.1 development");
        check("[fd00::1]", "ipv6 fd00::1 development");
        check("[fe80::1%25eth0]", "ipv6 fe80::1 development");
        check("169.254.1.1", "ipv4 169.254.1.1 development");
        check("8.8.8.8", "ipv4 8.8.8.8");
        check("0x8080808", "ipv4-legacy 8.8.8.8");
    }

    #[test]
    fn brackets_without_an_ipv6_address_are_malformed() {
        check("[]", "ipv6 malformed");
        check("[::1", "ipv6 malformed");
        check("[127.0.0.1]", "ipv6 malformed");
        check("[v1.fe80]", "ipv6 malformed");
        check("[::1%eth0]", "ipv6 malformed");
        check("[1:2:3:4:5:6:7:8:9]", "ipv6 malformed");
        check("[::12345]", "ipv6 malformed");
        check("[1::2::3]", "ipv6 malformed");
        check("[%25eth0]", "ipv6 malformed");
        check("[::1 ]", "ipv6 malformed");
    }

    #[test]
    fn empty_labels_and_foreign_characters_are_malformed() {
        check(".shop.example", "dns malformed");
        check("shop..example", "dns malformed");
        check(".", "dns name= malformed");
        check("1..2", "ipv4-bad malformed");
        check(".1", "ipv4-bad malformed");
        check("a:80", "dns malformed");
        check("shop.example%2f", "dns malformed");
        check(r"shop.example\", "dns malformed");
        check("shop;example", "dns malformed");
        check("shop,example", "dns malformed");
        check("a[b]", "dns malformed");
        check("a+b", "dns malformed");
        check("*:*", "dns wildcard malformed");
    }
}
