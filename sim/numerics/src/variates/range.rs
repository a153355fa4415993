//! The legal ranges of parameters, and the check that a parameter is in its range.

use core::ops::RangeInclusive;

use super::VariateError;

/// The range of scales, means and rates: wide enough for any unit of time,
/// and third powers do not overflow.
pub(super) const POSITIVE: RangeInclusive<f64> = 1e-30..=1e30;

/// The same range, with zero.
pub(super) const NOT_NEGATIVE: RangeInclusive<f64> = 0.0..=1e30;

/// Returns `value` if it is a number in `range`.
pub(super) fn check(
    family: &'static str,
    parameter: &'static str,
    value: f64,
    range: &RangeInclusive<f64>,
) -> Result<f64, VariateError> {
    // Written so that NaN is refused as well.
    if range.contains(&value) {
        return Ok(value);
    }
    let (low, high) = (*range.start(), *range.end());
    Err(VariateError::OutOfRange { family, parameter, value, low, high })
}
