//! A share at a rate that is a float.

use super::LedgerError;

/// The largest integer up to which every integer is a float.
const EXACT: f64 = (1u64 << f64::MANTISSA_DIGITS) as f64;

/// `rate` times `amount`, in whole minor units, rounded half to even.
///
/// For rates that are drawn or computed; where the parts must sum to the
/// amount, use [`split`](super::split) or subtract. The product is rounded
/// twice, to a float and then to the nearest integer. A product just between
/// two integers goes to the even one, so that many small shares do not drift
/// up (IEEE 754). "Between" is judged on the float: 1.5 % of 100 is 1.5 and gives 2.
///
/// ```
/// use bazaar_models::ledger::share_of;
/// assert_eq!(share_of(1_000, 0.029)?, 29);
/// assert_eq!((share_of(1, 0.5)?, share_of(3, 0.5)?), (0, 2));
/// # Ok::<(), bazaar_models::ledger::LedgerError>(())
/// ```
///
/// # Errors
/// [`LedgerError::NotAShare`] if the rate is not finite, or amount or share
/// lie beyond 2^53, where floats skip integers.
#[inline]
pub fn share_of(amount: i64, rate: f64) -> Result<i64, LedgerError> {
    let whole = amount as f64;
    let share = (whole * rate).round_ties_even();
    // A NaN is not within the bound either.
    if whole.abs() <= EXACT && share.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "an integer of at most 53 bits")]
        let share = share as i64;
        Ok(share)
    } else {
        Err(LedgerError::NotAShare { amount, rate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        let halves = [-3, -1, 1, 3, 5].map(|amount| share_of(amount, 0.5));
        assert_eq!(halves, [Ok(-2), Ok(0), Ok(0), Ok(2), Ok(2)]);
        assert_eq!(share_of(100, 0.015), Ok(2));
    }

    #[test]
    fn what_a_float_cannot_hold_exactly_is_refused() {
        assert_eq!(share_of(1 << 53, 1.0), Ok(1 << 53));
        for (amount, rate) in [((1 << 54) + 1, 0.1), (i64::MIN, 0.0), (1 << 40, 1e6)] {
            assert_eq!(share_of(amount, rate), Err(LedgerError::NotAShare { amount, rate }));
        }
        assert!(share_of(1, f64::NAN).is_err() && share_of(0, f64::INFINITY).is_err());
    }
}
