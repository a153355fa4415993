//! Uniform draws, from which all other variates are generated.

use rand::Rng;

/// The distance between neighbouring draws of [`unit`].
const STEP: f64 = 1.0 / (1_u64 << 53) as f64;

/// A uniform draw from `[0, 1)`: a multiple of 2^-53.
#[inline]
pub fn unit<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    (rng.next_u64() >> 11) as f64 * STEP
}

/// A uniform draw from `(0, 1)`, never 0 and never 1: an odd multiple of 2^-53.
///
/// For draws that are divided by, or whose logarithm is taken.
#[inline]
pub fn open_unit<R: Rng + ?Sized>(rng: &mut R) -> f64 {
    middle(rng.next_u64())
}

/// The midpoint of one of 2^52 equal cells of the unit interval, from the highest 52 bits.
#[inline]
pub(super) fn middle(bits: u64) -> f64 {
    (bits >> 11 | 1) as f64 * STEP
}

/// The midpoint of one of 2^53 equal cells of (-1, 1), from the highest 53 bits.
#[inline]
pub(super) fn signed_middle(bits: u64) -> f64 {
    (bits.cast_signed() >> 10 | 1) as f64 * STEP
}

/// A uniform draw from the whole numbers 0 to `n - 1`, without bias (Lemire 2019).
///
/// `below(rng, 0)` is 0 by convention.
#[inline]
pub fn below<R: Rng + ?Sized>(rng: &mut R, n: u64) -> u64 {
    let mut product = u128::from(rng.next_u64()) * u128::from(n);
    if low_half(product) < n {
        // Rejecting `2^64 mod n` of the 2^64 words leaves equally many for each number.
        let surplus = n.wrapping_neg().checked_rem(n).unwrap_or(0);
        while low_half(product) < surplus {
            product = u128::from(rng.next_u64()) * u128::from(n);
        }
    }
    (product >> 64) as u64
}

#[inline]
fn low_half(product: u128) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
    let low = product as u64;
    low
}

/// True with probability `p` (Bernoulli): never for `p <= 0` or NaN, always for `p >= 1`.
///
/// Always one draw, so that common random numbers stay synchronised between arms with different `p`.
#[inline]
pub fn chance<R: Rng + ?Sized>(rng: &mut R, p: f64) -> bool {
    unit(rng) < p
}
