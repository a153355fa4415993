//! Test statistics, with their distributions under perfect randomness.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The upper half of the bits as a number in [0, 1), or the lower half with its lowest bit first.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Half {
    High,
    Low,
}

impl Half {
    pub(crate) fn of(self, bits: u64) -> f64 {
        let bits = match self {
            Half::High => bits >> 32,
            Half::Low => bits.reverse_bits() >> 32,
        };
        bits as f64 / (1_u64 << 32) as f64
    }
}

/// Pearson's correlation of uniform pairs with their known means and variances, times the square root of the number
/// of pairs: standard normal if they are independent.
pub(crate) fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let sum: f64 = pairs.iter().map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
    12.0 * sum / (pairs.len() as f64).sqrt()
}

/// The serial test (Knuth 1997, section 3.3.2): do pairs fall evenly on a grid
/// of 64 by 64 cells? Gives the p-value of chi-square, of both sides.
pub(crate) fn serial(pairs: &[(f64, f64)]) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= x < 1")]
    let cell = |x: f64| (x * 64.0) as usize;
    let mut counts = vec![0_u32; 64 * 64];
    for &(a, b) in pairs {
        counts[cell(a) * 64 + cell(b)] += 1;
    }
    let expected = pairs.len() as f64 / counts.len() as f64;
    let square: f64 = counts.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
    let law = ChiSquared::new(counts.len() as f64 - 1.0).unwrap();
    2.0 * law.cdf(square).min(law.sf(square))
}

/// The deviation of `ones` from half of `trials`, in standard deviations of the binomial distribution.
pub(crate) fn from_half(ones: u64, trials: u64) -> f64 {
    (ones as f64 - trials as f64 / 2.0) / (trials as f64 / 4.0).sqrt()
}
