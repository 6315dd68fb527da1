//! The day that suppressions are held against.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use toml::value::{Date, Datetime};

/// Seconds since 1970 that stand in for the clock, so that a build can be repeated.
/// Source: <https://reproducible-builds.org/specs/source-date-epoch/>.
const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The day `given`, or else that of `SOURCE_DATE_EPOCH`, or else today, in UTC.
pub fn today_or(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| date_of(fixed_seconds().unwrap_or_else(seconds_now)))
}

/// A day as `2027-03-31`.
///
/// # Errors
/// When it is none.
pub fn day(text: &str) -> Result<Date, String> {
    let wrong = || "write a day such as 2027-03-31".to_owned();
    match text.parse::<Datetime>() {
        Ok(Datetime { date: Some(date), time: None, offset: None }) => Ok(date),
        _ => Err(wrong()),
    }
}

fn fixed_seconds() -> Option<u64> {
    env::var(SOURCE_DATE_EPOCH).ok()?.parse().ok()
}

fn seconds_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The day, in UTC, of a number of seconds since the beginning of 1970.
fn date_of(seconds: u64) -> Date {
    let mut days = seconds / 86_400;
    let mut year = 1970;
    while days >= days_in_year(year) && year < u64::from(u16::MAX) {
        days -= days_in_year(year);
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days >= days_in_month(year, month) {
        days -= days_in_month(year, month);
        month += 1;
    }
    let small = |number: u64| u8::try_from(number).unwrap_or(u8::MAX);
    Date { year: u16::try_from(year).unwrap_or(u16::MAX), month: small(month), day: small(days.min(30) + 1) }
}

const fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_year(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_in_month(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: u64, expected: &str) {
        assert_eq!(date_of(seconds).to_string(), expected, "{seconds}");
    }

    #[test]
    fn seconds_are_days_in_utc() {
        check(0, "1970-01-01");
        check(86_399, "1970-01-01");
        check(86_400, "1970-01-02");
        check(951_782_400, "2000-02-29");
        check(951_868_800, "2000-03-01");
        check(1_767_225_599, "2025-12-31");
        check(1_767_225_600, "2026-01-01");
        check(4_107_542_400, "2100-03-01");
    }

    #[test]
    fn the_end_of_time_is_a_day_too() {
        assert_eq!(date_of(u64::MAX).year, u16::MAX);
    }

    #[test]
    fn a_day_is_written_without_a_time() {
        assert_eq!(day("2027-03-31").map(|day| day.to_string()), Ok("2027-03-31".to_owned()));
        for wrong in ["2027-02-30", "2027-03-31T10:00:00", "10:00:00", "tomorrow", ""] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
