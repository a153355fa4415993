//! Random bits: counter-based generators.
//!
//! A *counter-based* generator (Salmon, Moraes, Dror & Shaw 2011) is a keyed bijection of a counter. It has no further
//! state, so that it costs nothing to create, and any number of its sequence can be computed directly. The kernel
//! makes streams from it, one for each purpose of each entity.

/// A bijection of 64 bits: the finaliser of SplitMix64, variant 13 of Stafford (2011).
#[inline]
#[must_use]
pub const fn mix(mut x: u64) -> u64 {
    x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

/// A counter-based generator: a pure function of a key and a counter.
///
/// Implementations must be portable: the same numbers on every machine,
/// for every pointer width, in every version of this crate.
pub trait Generator: Copy + core::fmt::Debug + Send + Sync + 'static {
    /// The name of the generator.
    const NAME: &'static str;

    /// The number at one position of the sequence that belongs to `key`.
    fn at(key: u64, counter: u64) -> u64;
}

/// The generator that runs use: Squares with 64-bit output (Widynski 2022, arXiv 2004.06278).
///
/// Five rounds of squaring and swapping halves: about 2 ns a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Squares;

impl Generator for Squares {
    const NAME: &'static str = "squares64";

    #[inline]
    fn at(key: u64, counter: u64) -> u64 {
        let y = counter.wrapping_mul(key);
        let z = y.wrapping_add(key);
        let mut x = y;
        x = x.wrapping_mul(x).wrapping_add(y).rotate_left(32);
        x = x.wrapping_mul(x).wrapping_add(z).rotate_left(32);
        x = x.wrapping_mul(x).wrapping_add(y).rotate_left(32);
        let t = x.wrapping_mul(x).wrapping_add(z);
        x = t.rotate_left(32);
        t ^ x.wrapping_mul(x).wrapping_add(y) >> 32
    }
}

/// The reference: Philox 2x64 with ten rounds (Salmon et al. 2011).
///
/// Slower, and widely tested. A conclusion must not depend on the generator: to
/// check one, run it again with this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Philox;

impl Philox {
    /// One block: 128 bits of output for a 64-bit key and a 128-bit counter.
    #[inline]
    #[must_use]
    pub fn block(mut key: u64, counter: [u64; 2]) -> [u64; 2] {
        let [mut left, mut right] = counter;
        for _ in 0..10 {
            let product = u128::from(left) * 0xd2b7_4407_b1ce_6e93;
            left = (product >> 64) as u64 ^ key ^ right;
            #[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
            let low = product as u64;
            right = low;
            key = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
        }
        [left, right]
    }
}

impl Generator for Philox {
    const NAME: &'static str = "philox2x64-10";

    #[inline]
    fn at(key: u64, counter: u64) -> u64 {
        Self::block(key, [counter, 0])[0]
    }
}
