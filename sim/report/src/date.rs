//! Dates of the calendar, from seconds since 1970.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day this version was released; `CITATION.cff` says the same.
///
/// Manifests bear it as the day of their publication. A clock would make two
/// equal runs differ.
pub const RELEASED: &str = "2026-11-22";

const SECONDS_PER_DAY: u64 = 86_400;

/// A moment that is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SOURCE_DATE_EPOCH is `{0}`, which is no number of seconds since 1970")]
pub struct DateError(String);

/// The date that manifests bear: that of `SOURCE_DATE_EPOCH`, if the variable is
/// set, as builders of packages do, and the day of release otherwise.
///
/// # Errors
/// If the variable is set to something else than seconds.
pub fn published() -> Result<String, DateError> {
    match env::var_os("SOURCE_DATE_EPOCH") {
        None => Ok(RELEASED.to_owned()),
        Some(text) => epoch(&text.to_string_lossy()),
    }
}

fn epoch(text: &str) -> Result<String, DateError> {
    // The last second of the year 9999; later years have five digits.
    const LAST: u64 = 253_402_300_799;
    let seconds = text.trim().parse().ok().filter(|seconds| *seconds <= LAST);
    seconds.map(date).ok_or_else(|| DateError(text.to_owned()))
}

/// A moment as `2026-11-22T04:42:00Z` (RFC 3339); 1970 for what lies before.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs());
    let of_day = seconds % SECONDS_PER_DAY;
    format!("{}T{:02}:{:02}:{:02}Z", date(seconds), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// The day, counted from 1970 in seconds, in the Gregorian calendar: `2026-11-22`.
///
/// Years are counted from March, so that the day that leap years add comes last;
/// then 400 years have 146,097 days, and five months 153 (Richards 2013).
fn date(seconds: u64) -> String {
    let day = seconds / SECONDS_PER_DAY + 719_468;
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = 400 * era + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, day) in [
            (0_u64, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_000_000_000, "2001-09-09"),
            (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            assert_eq!(epoch(&seconds.to_string()).as_deref(), Ok(day));
        }
    }

    #[test]
    fn what_is_no_number_of_seconds_is_refused() {
        for text in ["", "yesterday", "-1", "1.5", "253402300800"] {
            assert!(epoch(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_has_hours_minutes_and_seconds() {
        let time = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        assert_eq!(moment(time), "2001-09-09T01:46:40Z");
    }
}
