//! Independence of neighbouring streams: correlation and serial tests.
//!
//! Seven sorts of neighbours, 100,000 pairs of each, two generators. A
//! correlation is rejected beyond 5 standard deviations (probability 6e-7, so
//! a correlation of 0.016 is found), a serial test below a p-value of 1e-6.
//! There are 112 and 28 of them: perfect streams fail with probability 1e-4.

use bazaar_engine::stream::{Generator, Philox, Squares};
use bazaar_engine::{Key, Rng, Stream, Streams};

use crate::chance::{Half, correlation, from_half, serial};

const PAIRS: u64 = 100_000;

/// The `i`-th pair of neighbours; no stream is in two pairs.
type Neighbours<G> = fn(u64) -> (Stream<G>, Stream<G>);

fn sorts<G: Generator>() -> [(&'static str, Neighbours<G>); 7] {
    [
        ("entities", |i| (entity(Key::initial(2 * i)), entity(Key::initial(2 * i + 1)))),
        ("arrivals", |i| (entity(arrival(2 * i)), entity(arrival(2 * i + 1)))),
        ("replications", |i| (run(5, 2 * i), run(5, 2 * i + 1))),
        ("seeds", |i| (run(2 * i, 5), run(2 * i + 1, 5))),
        ("purposes", |i| {
            let (streams, key) = (component(5, 5), Key::initial(i / 128));
            let [even, ..] = (2 * i).to_le_bytes();
            (streams.stream(even, key), streams.stream(even + 1, key))
        }),
        ("parent and child", |i| (entity(Key::initial(i)), entity(Key::initial(i).child(0)))),
        ("siblings", |i| (entity(Key::initial(i).child(0)), entity(Key::initial(i).child(1)))),
    ]
}

fn component<G: Generator>(seed: u64, replication: u64) -> Streams<G> {
    Streams::with_generator(seed).replication(replication).component("host")
}

fn run<G: Generator>(seed: u64, replication: u64) -> Stream<G> {
    component(seed, replication).stream(0, Key::SINGLE)
}

fn entity<G: Generator>(key: Key) -> Stream<G> {
    component(5, 5).stream(0, key)
}

fn arrival(number: u64) -> Key {
    Key::arrival(3, u32::try_from(number).unwrap())
}

/// The number after `lag` others.
fn draw<G: Generator>(mut stream: Stream<G>, lag: usize) -> u64 {
    (0..lag).for_each(|_| _ = stream.next_u64());
    stream.next_u64()
}

/// First draws of one stream with draws of the other, `lag` later.
fn pairs<G: Generator>(neighbours: Neighbours<G>, lag: usize, half: Half) -> Vec<(f64, f64)> {
    let both = (0..PAIRS).map(neighbours);
    both.map(|(one, other)| (half.of(draw(one, 0)), half.of(draw(other, lag)))).collect()
}

#[test]
fn neighbours_are_not_correlated() {
    fn check<G: Generator>() {
        for (sort, neighbours) in sorts::<G>() {
            for lag in [0, 1, 2, 7] {
                for half in [Half::High, Half::Low] {
                    let deviations = correlation(&pairs(neighbours, lag, half));
                    let place = format!("{}, {sort}, lag {lag}, {half:?}", G::NAME);
                    assert!(deviations.abs() < 5.0, "{place}: {deviations:.1} standard deviations");
                }
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}

#[test]
fn pairs_of_neighbours_fill_the_square_evenly() {
    fn check<G: Generator>() {
        for (sort, neighbours) in sorts::<G>() {
            for half in [Half::High, Half::Low] {
                let p = serial(&pairs(neighbours, 0, half));
                assert!(p > 1e-6, "{}, {sort}, {half:?}: p = {p:e}", G::NAME);
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}

/// 20 correlations at 5 standard deviations: 1e-5.
#[test]
fn the_draws_of_one_stream_are_not_correlated() {
    fn check<G: Generator>() {
        let mut stream = entity::<G>(Key::SINGLE);
        let draws: Vec<u64> = (0..PAIRS).map(|_| stream.next_u64()).collect();
        for lag in [1, 2, 3, 8, 64] {
            for half in [Half::High, Half::Low] {
                let pairs: Vec<_> =
                    draws.iter().zip(&draws[lag..]).map(|(&a, &b)| (half.of(a), half.of(b))).collect();
                let deviations = correlation(&pairs);
                assert!(deviations.abs() < 5.0, "{}, lag {lag}, {half:?}: {deviations:.1}", G::NAME);
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}

/// 2 generators, 7 sorts, 64 bits, rejected beyond 5.5 standard deviations
/// (probability 4e-8): 3e-5.
#[test]
fn neighbours_agree_in_every_bit_half_of_the_time() {
    fn check<G: Generator>() {
        for (sort, neighbours) in sorts::<G>() {
            let mut differ = [0; 64];
            for (one, other) in (0..PAIRS).map(neighbours) {
                let changed = draw(one, 0) ^ draw(other, 0);
                differ.iter_mut().enumerate().for_each(|(bit, count)| *count += changed >> bit & 1);
            }
            for (bit, count) in differ.into_iter().enumerate() {
                let deviations = from_half(count, PAIRS);
                assert!(deviations.abs() < 5.5, "{}, {sort}, bit {bit}: {deviations:.1}", G::NAME);
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}
