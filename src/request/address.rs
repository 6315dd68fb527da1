//! What an address is for, from the registries of special addresses.
//!
//! The ranges are those that the address is written in: an IPv4 address in IPv6 form (`::ffff:10.0.0.1`) is in none of
//! the IPv4 ranges.

use std::net::{IpAddr, Ipv6Addr};

/// Where cloud machines ask for their own credentials by IPv6; by IPv4 it is a link-local address.
const METADATA_IPV6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

/// Whether the address is of a private network: RFC 1918, or `fc00::/7` (RFC 4193).
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    }
}

/// Whether the address is only good on one link: 169.254.0.0/16 (RFC 3927) or `fe80::/10` (RFC 4291).
pub fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    }
}

/// Whether the address is where a cloud machine finds its metadata and credentials.
pub fn is_metadata(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.octets() == [169, 254, 169, 254],
        IpAddr::V6(address) => address == METADATA_IPV6,
    }
}

/// What the address is, as words after "it is": the first that holds, from the narrow to the wide.
pub fn words(address: IpAddr) -> &'static str {
    let is_mapped = matches!(address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some());
    let is_documentation = match address {
        IpAddr::V4(address) => address.is_documentation(),
        IpAddr::V6(address) => address.segments().starts_with(&[0x2001, 0xdb8]),
    };
    let cases = [
        (is_metadata(address), "the metadata service of a cloud machine"),
        (address.is_loopback(), "the machine itself"),
        (is_link_local(address), "a link-local address"),
        (is_private(address), "a private address"),
        (address.is_unspecified(), "the unspecified address"),
        (is_mapped, "an IPv4 address in IPv6 form"),
        (is_documentation, "an address for documentation"),
        (address.is_multicast(), "a multicast address"),
    ];
    cases.into_iter().find(|(holds, _)| *holds).map_or("a public address", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(words(address.parse().expect(address)), expected, "{address}");
    }

    #[test]
    fn the_narrow_word_goes_first() {
        check("169.254.169.254", "the metadata service of a cloud machine");
        check("fd00:ec2::254", "the metadata service of a cloud machine");
        check("169.254.0.1", "a link-local address");
        check("fe80::1", "a link-local address");
        check("febf::1", "a link-local address");
        check("fec0::1", "a public address");
    }

    #[test]
    fn every_range_has_its_word() {
        check("127.0.0.1", "the machine itself");
        check("::1", "the machine itself");
        check("192.168.1.20", "a private address");
        check("fd00::1", "a private address");
        check("fc00::1", "a private address");
        check("0.0.0.0", "the unspecified address");
        check("::", "the unspecified address");
        check("::ffff:10.0.0.1", "an IPv4 address in IPv6 form");
        check("2001:db8::5", "an address for documentation");
        check("203.0.113.9", "an address for documentation");
        check("224.0.0.1", "a multicast address");
        check("8.8.8.8", "a public address");
    }
}
