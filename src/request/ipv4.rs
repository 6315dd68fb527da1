//! IPv4 addresses in hosts, in their usual spelling and in the old ones that browsers still read.
//!
//! `http://2130706433/`, `http://0x7f.1/` and `http://127.1/` all open 127.0.0.1 in a browser, though RFC 3986 calls
//! these hosts names. The reading is the one of the WHATWG URL Standard (IPv4 parser) and of `inet_aton` before it.

use std::net::Ipv4Addr;

/// What a host that ends in a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ipv4Reading {
    /// Four decimal numbers from 0 to 255 without leading zeros.
    Ordinary(Ipv4Addr),
    /// An address in another spelling: a trailing dot, fewer numbers, octal or hexadecimal ones.
    Legacy(Ipv4Addr),
    /// No address: a number is too big or cannot be read, or there are more than four.
    Bad,
}

/// Reads a host without brackets, in lower case; `None` when its last label is no number, so that it is a name.
pub fn read(host: &str) -> Option<Ipv4Reading> {
    if let Ok(address) = host.parse() {
        return Some(Ipv4Reading::Ordinary(address));
    }
    let labels = host.strip_suffix('.').unwrap_or(host);
    let last = labels.rsplit('.').next()?;
    if !ends_in_number(last) {
        return None;
    }
    Some(legacy_address(labels).map_or(Ipv4Reading::Bad, Ipv4Reading::Legacy))
}

/// A last label of digits makes an address of the host even where the digits cannot be read (`08`): browsers then
/// refuse.
fn ends_in_number(last: &str) -> bool {
    let is_decimal = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let hex = last.strip_prefix("0x");
    is_decimal || hex.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Every number but the last is one byte; the last fills what is left.
fn legacy_address(labels: &str) -> Option<Ipv4Addr> {
    let mut bytes = 0_u32;
    let mut count = 0_u32;
    let (leading, last) = labels.rsplit_once('.').map_or((None, labels), |(leading, last)| (Some(leading), last));
    for label in leading.into_iter().flat_map(|leading| leading.split('.')) {
        count += 1;
        let byte = u8::try_from(number(label)?).ok()?;
        if count > 3 {
            return None;
        }
        bytes = bytes << 8 | u32::from(byte);
    }
    let last_bits = 8 * (4 - count);
    let last = number(last)?;
    let fits = u64::from(last) < 1_u64 << last_bits;
    fits.then(|| Ipv4Addr::from_bits(bytes.checked_shl(last_bits).unwrap_or(0) | last))
}

/// A decimal, octal (`0` first) or hexadecimal (`0x` first) number; a bare `0x` is 0.
fn number(label: &str) -> Option<u32> {
    let (digits, radix) = match label.strip_prefix("0x") {
        Some("") => return Some(0),
        Some(digits) => (digits, 16),
        None if label.len() > 1 && label.starts_with('0') => (label, 8),
        None => (label, 10),
    };
    // The standard library lets a sign through.
    let is_plain = digits.chars().all(|digit| digit.is_digit(radix));
    u32::from_str_radix(digits, radix).ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, expected: &str) {
        let line = match read(host) {
            None => "name".to_owned(),
            Some(Ipv4Reading::Ordinary(address)) => address.to_string(),
            Some(Ipv4Reading::Legacy(address)) => format!("legacy {address}"),
            Some(Ipv4Reading::Bad) => "bad".to_owned(),
        };
        assert_eq!(line, expected, "{host}");
    }

    #[test]
    fn four_decimal_numbers_are_an_address() {
        check("127.0.0.1", "127.0.0.1");
        check("0.0.0.0", "0.0.0.0");
        check("255.255.255.255", "255.255.255.255");
    }

    #[test]
    fn old_spellings_are_read_as_browsers_do() {
        check("2130706433", "legacy 127.0.0.1");
        check("0x7f.1", "legacy 127.0.0.1");
        check("0177.0.0.1", "legacy 127.0.0.1");
        check("127.1", "legacy 127.0.0.1");
        check("127.0.1", "legacy 127.0.0.1");
        check("127.65535", "legacy 127.0.255.255");
        check("127.0.65535", "legacy 127.0.255.255");
        check("0x7f000001", "legacy 127.0.0.1");
        check("10.0.0.1.", "legacy 10.0.0.1");
        check("010.0.0.1", "legacy 8.0.0.1");
        check("00.00.00.00", "legacy 0.0.0.0");
        check("0", "legacy 0.0.0.0");
        check("0x", "legacy 0.0.0.0");
        check("0x.0x", "legacy 0.0.0.0");
        check("10.0.0.0xff", "legacy 10.0.0.255");
        check("4294967295", "legacy 255.255.255.255");
        check("0xffffffff", "legacy 255.255.255.255");
        check("0000000000000000000000000001", "legacy 0.0.0.1");
    }

    #[test]
    fn a_number_at_the_end_that_gives_no_address_is_bad() {
        check("256.1.1.1", "bad");
        check("1.1.1.256", "bad");
        check("1.1.65536", "bad");
        check("1.16777216", "bad");
        check("4294967296", "bad");
        check("99999999999999999999999", "bad");
        check("08.1.1.1", "bad");
        check("08", "bad");
        check("1.1.1.09", "bad");
        check("1.2.3.4.5", "bad");
        check("1.2.3.4.5.", "bad");
        check("1.2.3.4.0", "bad");
        check("0.0.0.0.0x", "bad");
        check("1..2", "bad");
        check(".1", "bad");
        check("a.1", "bad");
        check("*.1", "bad");
        check("+1.1", "bad");
        check("0xg.1", "bad");
        check("１２７.0.0.1", "bad");
        check("shop.0x7f", "bad");
    }

    #[test]
    fn a_name_does_not_end_in_a_number() {
        check("127.evil.example", "name");
        check("10.0.0.1.acme-retail.com", "name");
        check("127.0.0.1..", "name");
        check("127.0.0.a", "name");
        check("1.0xg", "name");
        check("1x", "name");
        check("", "name");
        check(".", "name");
        check("1.2.3.-4", "name");
    }
}
