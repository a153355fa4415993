//! The avalanche criterion: each flipped input bit changes half of the output bits, and each output bit is fair.

use bazaar_engine::stream::{Generator, Philox, Squares, mix};
use bazaar_engine::{Key, Rng, Streams};

use crate::chance::from_half;

fn first<G: Generator>(seed: u64, replication: u64, purpose: u8, key: u64) -> u64 {
    let streams = Streams::<G>::with_generator(seed).replication(replication).component("host");
    streams.stream(purpose, Key::initial(key)).next_u64()
}

/// 128 bits rejected beyond 5.5 standard deviations (probability 4e-8): 5e-6.
#[test]
fn each_bit_of_first_draws_is_one_half_of_the_time() {
    fn check<G: Generator>() {
        let keys = 100_000;
        let mut ones = [0; 64];
        for key in 0..keys {
            let draw = first::<G>(9, 0, 0, key);
            ones.iter_mut().enumerate().for_each(|(bit, count)| *count += draw >> bit & 1);
        }
        for (bit, count) in ones.into_iter().enumerate() {
            let deviations = from_half(count, keys);
            assert!(deviations.abs() < 5.5, "{}, bit {bit}: {deviations:.1}", G::NAME);
        }
    }
    check::<Squares>();
    check::<Philox>();
}

/// Places to flip one bit: all of the entity's index, of the seed, of the
/// replication and of the purpose. The last is the hardest on Squares, whose
/// highest counter bits spread slowest.
#[derive(Clone, Copy, Debug)]
enum Flip {
    Key(u32),
    Seed(u32),
    Replication(u32),
    Purpose(u32),
}

fn flips() -> impl Iterator<Item = Flip> {
    let keys = (0..62).map(Flip::Key);
    let seeds = (0..64).map(Flip::Seed);
    keys.chain(seeds).chain((0..64).map(Flip::Replication)).chain((0..8).map(Flip::Purpose))
}

fn changed<G: Generator>(flip: Flip, sample: u64) -> u64 {
    let (seed, replication, key) = (mix(sample), sample, mix(!sample) >> 2);
    let [purpose, ..] = sample.to_le_bytes();
    let before = first::<G>(seed, replication, purpose, key);
    before
        ^ match flip {
            Flip::Key(bit) => first::<G>(seed, replication, purpose, key ^ 1 << bit),
            Flip::Seed(bit) => first::<G>(seed ^ 1 << bit, replication, purpose, key),
            Flip::Replication(bit) => first::<G>(seed, replication ^ 1 << bit, purpose, key),
            Flip::Purpose(bit) => first::<G>(seed, replication, purpose ^ 1 << bit, key),
        }
}

/// 4000 samples: 32 bits change on average, with a standard error of 0.063;
/// 32 ± 0.32 is 5 of them. Each output bit changes in half of the samples,
/// within 6 standard deviations (4.7%). Perfect streams fail with probability
/// 396 · 6e-7 + 25344 · 2e-9 = 3e-4.
#[test]
fn one_input_bit_changes_half_of_the_output_bits() {
    fn check<G: Generator>() {
        let samples = 4000;
        for flip in flips() {
            let mut counts = [0; 64];
            for sample in 0..samples {
                let changed = changed::<G>(flip, sample);
                counts.iter_mut().enumerate().for_each(|(bit, count)| *count += changed >> bit & 1);
            }
            let mean = counts.iter().sum::<u64>() as f64 / samples as f64;
            assert!((mean - 32.0).abs() < 0.32, "{}, {flip:?}: {mean:.2} bits change", G::NAME);
            for (bit, count) in counts.into_iter().enumerate() {
                let deviations = from_half(count, samples);
                assert!(deviations.abs() < 6.0, "{}, {flip:?}, output bit {bit}: {deviations:.1}", G::NAME);
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}
