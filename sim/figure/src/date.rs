//! Dates and times, from seconds since 1970.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDateTime};

/// The format of dates and times in files (RFC 3339, in UTC, to the second).
const MOMENT: &str = "%Y-%m-%dT%H:%M:%SZ";

/// A time as `2026-11-22T04:42:00Z` (RFC 3339); 1970 for an earlier one.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    written(time.duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs()), MOMENT)
}

/// The date of a time in seconds since 1970: `2026-11-22`.
#[must_use]
pub fn day(seconds: u64) -> String {
    written(seconds, "%Y-%m-%d")
}

fn written(seconds: u64, form: &str) -> String {
    let seconds = i64::try_from(seconds).ok();
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .unwrap_or_default()
        .format(form)
        .to_string()
}

/// Whether a text is a valid time as [`moment`] writes it: no 30 February, and no hour 24.
#[must_use]
pub fn is_moment(text: &str) -> bool {
    let read = NaiveDateTime::parse_from_str(text, MOMENT).ok();
    // A leap second is parsed too, but no deadline may be one.
    let read = read.filter(|read| read.and_utc().timestamp_subsec_millis() == 0);
    read.is_some_and(|read| read.format(MOMENT).to_string() == text)
}

/// The time given by a date, which ends at midnight UTC (`2026-12-01`), or by a time with or without seconds; `None` if
/// there is no such day, hour or minute.
#[must_use]
pub fn last_moment(text: &str) -> Option<String> {
    let minute = text.strip_suffix('Z').unwrap_or(text);
    let candidates = [text.to_owned(), format!("{text}T23:59:59Z"), format!("{minute}:00Z")];
    candidates.into_iter().find(|candidate| is_moment(candidate))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_that_do_not_exist_are_no_moments() {
        for text in ["2026-02-28", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(last_moment(text), Some(format!("{text}T23:59:59Z")));
        }
        for text in ["2026-12-01T18:00Z", "2026-12-01T18:00", "2026-12-01T18:00:00Z"] {
            assert_eq!(last_moment(text).as_deref(), Some("2026-12-01T18:00:00Z"), "{text}");
        }
        for text in [
            "2026-02-29",
            "2026-02-30",
            "2100-02-29",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "26-01-01",
            "2026-12-01T24:00Z",
            "2026-12-01T18:60Z",
            "2026-12-01T18:00:60Z",
            "2026-12-01 18:00",
            "1.12.2026",
            "2026-12-01T18:00:00+02:00",
            "2026-12-01ZT23:59:59Z",
            "",
            "T23:59:59Z",
        ] {
            assert_eq!(last_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_has_hours_minutes_and_seconds() {
        let time = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        assert_eq!(moment(time), "2001-09-09T01:46:40Z");
    }
}
