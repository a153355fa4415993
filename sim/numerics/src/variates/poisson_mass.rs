//! The probability mass of the Poisson distribution, without cancellation.
//!
//! The textbook form `k ln(mean) - mean - ln(k!)` subtracts numbers of the
//! size of `k ln k` to get one near zero: at a mean of 1e12 four digits are
//! left. The saddle-point form of Loader (2000) sums small terms instead.

use core::f64::consts::PI;

use pxfm::f_log;

/// The logarithm of the probability of `k` events where `mean` are expected, both of them not negative.
pub(super) fn log_mass(k: f64, mean: f64) -> f64 {
    if k == 0.0 {
        return -mean;
    }
    -stirling_error(k) - deviance(k, mean) - 0.5 * f_log(2.0 * PI * k)
}

/// `k ln(k / mean) + mean - k`, by a series where `k` is close to the mean.
fn deviance(k: f64, mean: f64) -> f64 {
    if (k - mean).abs() >= 0.1 * (k + mean) {
        return k * f_log(k / mean) + mean - k;
    }
    let v = (k - mean) / (k + mean);
    let mut sum = (k - mean) * v;
    let mut power = 2.0 * k * v;
    // Each term is less than a hundredth of the one before.
    for j in 1..=TERMS {
        power *= v * v;
        sum += power / f64::from(2 * j + 1);
    }
    sum
}

/// The number of terms: the remainder is less than a last digit.
const TERMS: u8 = 9;

/// `ln(k!)` minus Stirling's formula `(k + 1/2) ln k - k + ln(2 pi) / 2`, for whole `k` from 1.
fn stirling_error(k: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "a small whole number, or saturated")]
    #[expect(clippy::cast_sign_loss, reason = "not negative")]
    let index = k as usize;
    if let Some(&error) = STIRLING_ERRORS.get(index) {
        return error;
    }
    let square = k * k;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / k
}

/// The values for `k` up to 16, for which the series is not accurate enough. There is none for `k = 0`.
const STIRLING_ERRORS: [f64; 17] = [
    0.0,
    0.081_061_466_795_327_26,
    0.041_340_695_955_409_3,
    0.027_677_925_684_998_34,
    0.020_790_672_103_765_093,
    0.016_644_691_189_821_193,
    0.013_876_128_823_070_748,
    0.011_896_709_945_891_77,
    0.010_411_265_261_972_096,
    0.009_255_462_182_712_733,
    0.008_330_563_433_362_87,
    0.007_573_675_487_951_841,
    0.006_942_840_107_209_53,
    0.006_408_994_188_004_207,
    0.005_951_370_112_758_847_5,
    0.005_554_733_551_962_801,
    0.005_207_655_919_609_640_4,
];

#[cfg(test)]
mod tests {
    use super::log_mass;

    #[test]
    fn the_mass_is_exact_to_twelve_digits_however_large_the_mean() {
        // In 50 digits, by `k ln(mean) - mean - ln Gamma(k + 1)`.
        for (k, mean, expected) in [
            (0.0, 0.5, -0.5),
            (1.0, 10.0, -7.697414907005954),
            (16.0, 10.0, -3.830498618175942),
            (17.0, 10.0, -4.361126869238112),
            (10.0, 80.0, -51.2841462263367),
            (85.0, 80.0, -3.294337403480687),
            (10300.0, 10000.0, -9.99455929883577),
            (1000020000.0, 1e9, -11.48058011834121),
            (999997000000.0, 1e12, -19.23445209117353),
            (500000000000.0, 1e12, -153426409734.41522),
        ] {
            let seen = log_mass(k, mean);
            assert!((seen / expected - 1.0).abs() < 1e-12, "{k} of {mean}: {seen} instead of {expected}");
        }
        assert_eq!(log_mass(0.0, 1e12).to_bits(), (-1e12_f64).to_bits());
    }
}
