//! The legal ranges that several families share, and the check of them all.

use core::ops::RangeInclusive;

use super::VariateError;

/// What scales, means and rates may be: any unit of time fits, and third
/// powers still do not overflow.
pub(super) const POSITIVE: RangeInclusive<f64> = 1e-30..=1e30;

/// The same, or nothing at all.
pub(super) const NOT_NEGATIVE: RangeInclusive<f64> = 0.0..=1e30;

/// Hands `value` back if it is a number in `range`.
pub(super) fn check(
    family: &'static str,
    parameter: &'static str,
    value: f64,
    range: &RangeInclusive<f64>,
) -> Result<f64, VariateError> {
    // Written so that NaN, which is in no range, is refused as well.
    if range.contains(&value) {
        return Ok(value);
    }
    let (low, high) = (*range.start(), *range.end());
    Err(VariateError::OutOfRange { family, parameter, value, low, high })
}
