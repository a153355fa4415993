//! The exponential function that is the same on every machine.

use pxfm::f_exp;

/// `e^x`, correctly rounded, and 0 for `x < -708`.
///
/// The cut-off is needed for reproducibility. Below about -708.4 the result is
/// subnormal, and there `pxfm` 0.1.30 returns different results with and
/// without fused multiply-add for about one argument in five million
/// (-710.0599894326843 is one). Above, 600 million arguments agreed.
#[inline]
#[must_use]
pub fn exp(x: f64) -> f64 {
    if x < -708.0 { 0.0 } else { f_exp(x) }
}
