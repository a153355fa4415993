//! Credit (rule 10): the reward of a volunteer for computing.

/// Credits for 1 GFLOPS during one day (Anderson 2020).
const PER_GFLOPS_DAY: f64 = 200.0;
const GFLOPS_DAY: f64 = 1e9 * 86_400.0;

/// The credit for this number of floating-point operations.
pub(in crate::volunteer) fn credit(flops: f64) -> f64 {
    flops / GFLOPS_DAY * PER_GFLOPS_DAY
}

/// The credit agreed on by a quorum: the mean of the claims without the highest and the lowest; of two the
/// lower, so that overclaiming gains nothing.
pub(super) fn agreed(claims: impl Iterator<Item = f32>) -> f32 {
    let (mut sum, mut lowest, mut highest, mut count) = (0.0, f32::INFINITY, 0.0_f32, 0_u8);
    for claim in claims {
        sum += claim;
        lowest = lowest.min(claim);
        highest = highest.max(claim);
        count = count.saturating_add(1);
    }
    match count {
        0 => 0.0,
        1 | 2 => lowest,
        _ => (sum - lowest - highest) / f32::from(count - 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_gigaflops_for_a_day_is_worth_200() {
        assert_eq!(credit(1e9 * 86_400.0), 200.0);
    }

    #[test]
    fn a_claim_too_high_gains_nothing() {
        assert_eq!(agreed([900.0, 5.0].into_iter()), 5.0);
        assert_eq!(agreed([6.0, 900.0, 4.0].into_iter()), 6.0);
        assert_eq!(agreed([6.0, 900.0, 4.0, 8.0].into_iter()), 7.0);
        assert_eq!(agreed([3.0].into_iter()), 3.0);
    }
}
