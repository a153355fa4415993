//! Ratios of two means, such as cost per outcome or the deadweight share.

use super::EvaluationError;
use crate::interval::Estimated;
use bazaar_numerics::student_quantile;

/// The mean of `parts` over the mean of `wholes`, pair by pair from the same runs; `None` if the
/// mean of the wholes is zero.
///
/// The interval is that of the ratio estimator (Cochran 1977, section 6.3): the residuals part -
/// ratio x whole have mean zero, and their standard error over the mean whole is that of the ratio.
///
/// # Errors
/// If there are fewer than two pairs, or one is not finite.
pub fn ratio(parts: &[f64], wholes: &[f64], confidence: f64) -> Result<Option<Estimated>, EvaluationError> {
    let finite = parts.iter().chain(wholes).all(|value| value.is_finite());
    if parts.len() != wholes.len() || parts.len() < 2 || !finite {
        return Err(EvaluationError::Group);
    }
    let n = parts.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let whole = mean(wholes);
    if whole == 0.0 {
        return Ok(None);
    }
    let ratio = mean(parts) / whole;
    let squares = parts.iter().zip(wholes).map(|(part, whole)| (part - ratio * whole).powi(2));
    let error = (squares.sum::<f64>() / (n - 1.0) / n).sqrt() / whole.abs();
    let t = student_quantile(0.5 + 0.5 * confidence, n - 1.0);
    Ok(Some(Estimated::around(ratio, t * error, parts.len() as u64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_that_of_the_means_and_what_goes_together_has_no_error() {
        let exact = ratio(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0], 0.95).unwrap().unwrap();
        assert_eq!((exact.value, exact.width(), exact.n), (2.0, 0.0, 3));
        // Residuals -1 and 1 about 3/2 of 2: their error is 1, and so that of the ratio is a half.
        let found = ratio(&[2.0, 4.0], &[2.0, 2.0], 0.95).unwrap().unwrap();
        let t = student_quantile(0.975, 1.0);
        assert!((found.value - 1.5).abs() < 1e-12 && (found.width() - 2.0 * t * 0.5).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_a_share_of_nothing() {
        assert_eq!(ratio(&[1.0, 2.0], &[1.0, -1.0], 0.95), Ok(None));
        assert_eq!(ratio(&[1.0], &[1.0], 0.95), Err(EvaluationError::Group));
        assert_eq!(ratio(&[1.0, f64::NAN], &[1.0, 1.0], 0.95), Err(EvaluationError::Group));
    }
}
