//! Sizes of files as people write and read them.

use std::fmt;

use serde_json::Value;

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

impl ByteSize {
    /// The size that `text` writes: digits, and `KiB` or `MiB` where it is not bytes, with or without blanks between.
    /// `None` when it is another text, or more than 64 bits count.
    pub fn from_text(text: &str) -> Option<Self> {
        let (number, factor) = match (text.strip_suffix("KiB"), text.strip_suffix("MiB")) {
            (Some(number), _) => (number.trim_end_matches(' '), KIB),
            (_, Some(number)) => (number.trim_end_matches(' '), MIB),
            _ => (text, 1),
        };
        // The standard library takes a sign too.
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse::<u64>().ok().filter(|_| is_number)?;
        number.checked_mul(factor).map(Self)
    }

    /// The size as a configuration has it: a text with the greatest unit that divides it, or else a number.
    pub fn spelled(self) -> Value {
        match self.in_greatest_unit() {
            (number, Some(unit)) => format!("{number}{unit}").into(),
            (bytes, None) => bytes.into(),
        }
    }

    fn in_greatest_unit(self) -> (u64, Option<&'static str>) {
        match self.0 {
            bytes @ 1.. if bytes.is_multiple_of(MIB) => (bytes / MIB, Some("MiB")),
            bytes @ 1.. if bytes.is_multiple_of(KIB) => (bytes / KIB, Some("KiB")),
            bytes => (bytes, None),
        }
    }
}

/// For people: `4 MiB`, `100 bytes`.
impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_greatest_unit() {
            (number, Some(unit)) => write!(f, "{number} {unit}"),
            (1, None) => f.write_str("1 byte"),
            (bytes, None) => write!(f, "{bytes} bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_again_as_it_is_written() {
        for (bytes, spelled, words) in [
            (0, "0", "0 bytes"),
            (1, "1", "1 byte"),
            (1023, "1023", "1023 bytes"),
            (1024, "\"1KiB\"", "1 KiB"),
            (1 << 20, "\"1MiB\"", "1 MiB"),
            (3 << 19, "\"1536KiB\"", "1536 KiB"),
            (u64::MAX, "18446744073709551615", "18446744073709551615 bytes"),
        ] {
            let size = ByteSize(bytes);
            assert_eq!((size.spelled().to_string().as_str(), size.to_string().as_str()), (spelled, words));
            assert_eq!(ByteSize::from_text(spelled.trim_matches('"')), Some(size));
        }
    }

    #[test]
    fn what_is_no_size_is_not_guessed_at() {
        assert_eq!(ByteSize::from_text("4 MiB"), Some(ByteSize(4 << 20)));
        let more_than_counts = format!("{}KiB", u64::MAX);
        for wrong in ["", "MiB", "+5", "-5", "1.5MiB", "5 ", " 5", "5GiB", "5mib", "5MB", &more_than_counts] {
            assert_eq!(ByteSize::from_text(wrong), None, "{wrong}");
        }
    }
}
