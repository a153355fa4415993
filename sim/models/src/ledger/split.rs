//! Dividing an amount without losing a cent: the largest remainder method.
//!
//! A third of 100 cents is 33.33, three times 33 is 99: where does the last
//! cent go? Parliaments have the same question about seats. Hamilton's method
//! of 1792 gives every party its exact quota rounded down and hands what is
//! left, one each, to the largest remainders. No part is then off by a whole
//! unit or more (it "stays within the quota"; Balinski & Young 1982). Equal
//! remainders go to the earlier part, so the result depends on nothing but the
//! arguments.
//!
//! The method serves for all that is indivisible: cents, jobs, hosts.

use super::LedgerError;

/// Divides `amount` in proportion to a fixed number of weights, without allocating.
///
/// Weights are in any unit: basis points, parts, head counts. A fee of 2.9 %
/// is `[290, 9_710]`. A negative amount is divided like the positive one, so a
/// refund undoes its payment to the cent.
///
/// ```
/// use bazaar_models::ledger::split;
/// assert_eq!(split(100, [1, 1, 1])?, [34, 33, 33]);
/// assert_eq!(split(-4_999, [290, 9_710])?, [-145, -4_854]);
/// # Ok::<(), bazaar_models::ledger::LedgerError>(())
/// ```
///
/// # Errors
/// [`LedgerError::NoWeight`] if the weights sum to zero.
#[inline]
pub fn split<const N: usize>(amount: i64, weights: [u64; N]) -> Result<[i64; N], LedgerError> {
    let mut parts = [0; N];
    let mut remainders = [(0, 0); N];
    allocate(amount, &weights, &mut parts, &mut remainders)?;
    Ok(parts)
}

/// Divides `amount` in proportion to any number of weights, as [`split`] does.
///
/// ```
/// use bazaar_models::ledger::apportion;
/// let hosts_per_partition = [4_096, 4_096, 1_808];
/// assert_eq!(apportion(500, &hosts_per_partition)?, [205, 205, 90]);
/// # Ok::<(), bazaar_models::ledger::LedgerError>(())
/// ```
///
/// # Errors
/// [`LedgerError::NoWeight`] if the weights sum to zero.
pub fn apportion(amount: i64, weights: &[u64]) -> Result<Vec<i64>, LedgerError> {
    let mut parts = vec![0; weights.len()];
    let mut remainders = vec![(0, 0); weights.len()];
    allocate(amount, weights, &mut parts, &mut remainders)?;
    Ok(parts)
}

/// Fills `parts`; `remainders` is room for each part's remainder and index.
fn allocate(
    amount: i64,
    weights: &[u64],
    parts: &mut [i64],
    remainders: &mut [(u128, usize)],
) -> Result<(), LedgerError> {
    let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if total == 0 {
        return Err(LedgerError::NoWeight);
    }
    let whole = amount.unsigned_abs();
    let mut left = whole;
    for (i, &weight) in weights.iter().enumerate() {
        let (quota, remainder) = divide(whole, weight, total);
        parts[i] = signed(amount, quota);
        left -= quota;
        remainders[i] = (remainder, i);
    }
    if left > 0 {
        remainders.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let sign = amount.signum();
        remainders.iter().zip(0..left).for_each(|(&(_, i), _)| parts[i] += sign);
    }
    Ok(())
}

/// `whole × weight / total`, rounded down, and the remainder.
///
/// Products below 2^64 are the rule, and dividing them is several times faster.
#[inline]
fn divide(whole: u64, weight: u64, total: u128) -> (u64, u128) {
    if let (Some(product), Ok(total)) = (whole.checked_mul(weight), u64::try_from(total)) {
        return (product / total, u128::from(product % total));
    }
    let product = u128::from(whole) * u128::from(weight);
    #[expect(clippy::cast_possible_truncation, reason = "at most `whole`, as a weight is at most the total")]
    let quota = (product / total) as u64;
    (quota, product % total)
}

/// The quota with the sign of the amount, from which it is no further away than zero is.
#[inline]
const fn signed(amount: i64, quota: u64) -> i64 {
    // A quota of 2^63 exists for i64::MIN only; negating it wraps to itself, as it should.
    let quota = quota.cast_signed();
    if amount < 0 { quota.wrapping_neg() } else { quota }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_remainders_go_to_the_earlier_part() {
        assert_eq!(split(1, [5, 5]), Ok([1, 0]));
        assert_eq!(split(8, [1, 1, 1]), Ok([3, 3, 2]));
    }

    #[test]
    fn the_largest_remainder_comes_first_wherever_it_stands() {
        // Quotas 3.2, 1.1 and 5.7.
        assert_eq!(split(10, [32, 11, 57]), Ok([3, 1, 6]));
    }

    #[test]
    fn a_weight_of_zero_gets_nothing() {
        assert_eq!(split(7, [0, 3, 0]), Ok([0, 7, 0]));
    }

    #[test]
    fn weights_that_are_all_zero_are_refused() {
        assert_eq!(split(7, [0, 0]), Err(LedgerError::NoWeight));
        assert_eq!(apportion(0, &[]), Err(LedgerError::NoWeight));
    }

    #[test]
    fn the_largest_amounts_and_weights_do_not_overflow() {
        assert_eq!(split(i64::MIN, [u64::MAX, 0]), Ok([i64::MIN, 0]));
        assert_eq!(split(i64::MAX, [u64::MAX; 2]), Ok([i64::MAX / 2 + 1, i64::MAX / 2]));
    }

    #[test]
    fn the_first_house_of_representatives_comes_out_as_hamilton_proposed() {
        // Census of 1791, 120 seats, from Virginia to Delaware (Balinski & Young 1982, chapter 2).
        let people = [
            630_560, 475_327, 432_879, 353_523, 331_589, 278_514, 236_841, 206_236, 179_570, 141_822, 85_533,
            70_835, 68_705, 68_446, 55_540,
        ];
        assert_eq!(split(120, people), Ok([21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2]));
    }
}
