//! The normal distribution: its distribution function and its quantile.
//!
//! The quantile is the rational approximation AS 241 (Wichura 1988), accurate to
//! 16 digits. It uses portable functions only, like [`student`](crate::student_quantile).

#![expect(clippy::excessive_precision, reason = "the digits are those that were published")]

use pxfm::{f_erfc, f_log};

/// P(Z <= z) of the standard normal distribution.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * f_erfc(-z * core::f64::consts::FRAC_1_SQRT_2)
}

/// The z with P(Z <= z) = `p`, for 0 < p < 1; infinite at the ends.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return from_middle * polynomial(&MIDDLE_ABOVE, r) / polynomial(&MIDDLE_BELOW, r);
    }
    let tail = p.min(1.0 - p);
    if tail <= 0.0 {
        return f64::INFINITY.copysign(from_middle);
    }
    let r = (-f_log(tail)).sqrt();
    let size = if r <= 5.0 {
        polynomial(&TAIL_ABOVE, r - 1.6) / polynomial(&TAIL_BELOW, r - 1.6)
    } else {
        polynomial(&FAR_ABOVE, r - 5.0) / polynomial(&FAR_BELOW, r - 5.0)
    };
    size.copysign(from_middle)
}

/// The coefficients are in ascending order of powers.
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

const MIDDLE_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_6,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_461,
    45_921.953_931_549_871,
    67_265.770_927_008_700,
    33_430.575_583_588_128,
    2_509.080_928_730_122_7,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_911,
    687.187_007_492_057_91,
    5_394.196_021_424_751_1,
    21_213.794_301_586_596,
    39_307.895_800_092_711,
    28_729.085_735_721_943,
    5_226.495_278_852_854_6,
];
const TAIL_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_6,
    4.630_337_846_156_545_3,
    5.769_497_221_460_691_4,
    3.647_848_324_763_204_6,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_61,
    0.022_723_844_989_269_185,
    7.745_450_142_783_414_1e-4,
];
const TAIL_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_758_8,
    1.676_384_830_183_803_8,
    0.689_767_334_985_100_00,
    0.148_103_976_427_480_07,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_8e-9,
];
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103_8,
    5.463_784_911_164_114_4,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_89,
    0.026_532_189_526_576_123,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_887_94,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_132_6e-4,
    1.846_318_317_510_054_7e-5,
    1.421_511_758_316_445_9e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        for (p, expected) in [
            (0.5, 0.0),
            (0.75, 0.674_489_750_196_081_7),
            (0.9, 1.281_551_565_544_600_4),
            (0.975, 1.959_963_984_540_054),
            (0.995, 2.575_829_303_548_901),
            (0.999_5, 3.290_526_731_491_926),
            (1e-9, -5.997_807_015_007_687),
        ] {
            assert!((normal_quantile(p) - expected).abs() < 2e-14, "z({p}) = {}", normal_quantile(p));
        }
    }

    #[test]
    fn the_quantile_undoes_the_distribution_function_in_every_branch() {
        for step in 1..400 {
            let z = -10.0 + 0.05 * f64::from(step);
            let p = normal_cdf(z);
            // Near one, the probability itself has too few digits.
            if z <= 4.0 {
                assert!((normal_quantile(p) - z).abs() < 1e-11, "{z} became {}", normal_quantile(p));
            }
        }
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }
}
