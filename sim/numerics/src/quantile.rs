//! Quantiles of a sample.

/// The `p`-quantile of sorted values, by linear interpolation between order
/// statistics (definition 7 of Hyndman & Fan 1996). `None` for no values.
///
/// ```
/// assert_eq!(bazaar_numerics::quantile(&[1.0, 2.0, 4.0], 0.5), Some(2.0));
/// assert_eq!(bazaar_numerics::quantile(&[1.0, 2.0], 0.75), Some(1.75));
/// ```
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the place lies within the sample"
)]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor();
    let low = sorted[below as usize];
    let high = sorted[(below as usize + 1).min(last)];
    let (step, share) = (high - low, place - below);
    // Between the largest numbers of opposite sign the step itself would overflow.
    Some(if step.is_finite() { low + step * share } else { low * (1.0 - share) + high * share })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_have_a_middle() {
        assert_eq!(quantile(&[-f64::MAX, f64::MAX], 0.5), Some(0.0));
        assert_eq!(quantile(&[-1e308, 1e308], 0.75), Some(5e307));
    }
}
