//! The date of publication.

use std::env;

use bazaar_figure::date::day;

/// The day of release of this version, as in `CITATION.cff`.
///
/// Manifests use it as their date of publication: with the current time equal runs would differ.
pub const RELEASED: &str = "2026-11-22";

/// An invalid timestamp.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SOURCE_DATE_EPOCH is `{0}`, but must be a number of seconds since 1970")]
pub struct DateError(String);

/// The date of manifests: that of `SOURCE_DATE_EPOCH` if the variable is set, as by builders of
/// packages, and the day of release otherwise.
///
/// # Errors
/// If the variable is not a number of seconds.
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
    seconds.map(day).ok_or_else(|| DateError(text.to_owned()))
}

#[cfg(test)]
mod tests {
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
}
