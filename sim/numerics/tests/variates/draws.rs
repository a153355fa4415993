//! The uniform draws, from which all other variates are generated.

use bazaar_numerics::variates::{below, chance, open_unit, unit};
use rand::TryRng;

use super::goodness::{counts_follow, follows, share_agrees};
use super::{DRAWS, stream};

/// A generator that always returns the same word.
struct Constant(u64);

impl TryRng for Constant {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok((self.0 >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.fill(0);
        Ok(())
    }
}

#[test]
fn unit_reaches_zero_and_not_one() {
    assert_eq!(unit(&mut Constant(0)), 0.0);
    assert_eq!(unit(&mut Constant(u64::MAX)), 1.0 - f64::EPSILON / 2.0);
    assert_eq!(unit(&mut Constant(1 << 63)), 0.5);
}

#[test]
fn open_unit_reaches_neither_zero_nor_one() {
    assert_eq!(open_unit(&mut Constant(0)), f64::EPSILON / 2.0);
    assert_eq!(open_unit(&mut Constant(u64::MAX)), 1.0 - f64::EPSILON / 2.0);
}

#[test]
fn units_are_uniform() {
    let mut rng = stream("unit");
    follows("unit", (0..DRAWS).map(|_| unit(&mut rng)).collect(), |x| x);
    follows("open unit", (0..DRAWS).map(|_| open_unit(&mut rng)).collect(), |x| x);
}

#[test]
fn whole_numbers_below_a_bound_are_equally_likely() {
    let mut rng = stream("below");
    for n in [2, 3, 7, 1000] {
        let draws = (0..DRAWS).map(|_| below(&mut rng, n)).collect::<Vec<_>>();
        assert!(draws.iter().all(|&draw| draw < n));
        counts_follow("below", &draws, |_| 1.0 / n as f64);
    }
}

#[test]
fn a_bound_that_does_not_divide_the_words_brings_no_bias() {
    // Without rejection, every third of 3 * 2^62 values would be drawn twice as often.
    let n = 3 << 62;
    let mut rng = stream("below large");
    let thirds = (0..DRAWS).map(|_| below(&mut rng, n) % 3).collect::<Vec<_>>();
    counts_follow("thirds", &thirds, |_| 1.0 / 3.0);
}

#[test]
fn below_nothing_and_below_one_are_zero() {
    let mut rng = stream("below nothing");
    assert_eq!(below(&mut rng, 0), 0);
    assert_eq!(below(&mut rng, 1), 0);
}

#[test]
fn a_chance_comes_true_as_often_as_it_says() {
    let mut rng = stream("chance");
    for p in [0.005, 0.3, 0.95] {
        let seen = (0..DRAWS).filter(|_| chance(&mut rng, p)).count();
        share_agrees("chance", seen, DRAWS, p);
    }
}

#[test]
fn certainty_is_certain_and_still_takes_one_draw() {
    let mut rng = stream("certain");
    for (p, certain) in [(0.0, false), (-1.0, false), (f64::NAN, false), (1.0, true), (2.0, true)] {
        let before = rng.drawn();
        assert!((0..1000).all(|_| chance(&mut rng, p) == certain), "{p}");
        assert_eq!(rng.drawn() - before, 1000);
    }
    assert!(chance(&mut Constant(u64::MAX), 1.0));
    assert!(!chance(&mut Constant(0), 0.0));
}
