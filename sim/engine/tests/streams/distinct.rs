//! Streams that differ in any coordinate differ in their first draw.
//!
//! Among `n` perfectly random numbers of 64 bits two agree with probability
//! about `n² / 2^65`: less than one in a hundred million for each test here.

use std::collections::BTreeMap;
use std::fmt::Debug;

use bazaar_engine::stream::{Generator, Philox, Squares};
use bazaar_engine::{Key, Rng, Streams};

/// Where a draw was seen first.
struct Seen<T>(BTreeMap<u64, T>);

impl<T: Debug> Seen<T> {
    fn add(&mut self, draw: u64, place: T) {
        if let Some(earlier) = self.0.insert(draw, place) {
            panic!("{earlier:?} draws {draw:#x}, and so does {:?}", self.0[&draw]);
        }
    }
}

#[test]
fn all_combinations_of_a_grid_differ() {
    fn check<G: Generator>() {
        let mut seen = Seen(BTreeMap::new());
        for seed in [0, 1, 2, 41, 42, 1 << 32, u64::MAX] {
            for replication in [0, 1, 2, 3, 999, 1 << 40] {
                for component in ["volunteer", "marketplace", "marketplacf", "a", "b", "aa"] {
                    let streams =
                        Streams::<G>::with_generator(seed).replication(replication).component(component);
                    for purpose in [0, 1, 2, 3, 64, 128, 255] {
                        for key in keys() {
                            let draw = streams.stream(purpose, key).next_u64();
                            seen.add(draw, (seed, replication, component, purpose, key));
                        }
                    }
                }
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}

/// Founders, arrivals, children and grandchildren with small numbers, which are the ones in use.
fn keys() -> Vec<Key> {
    let mut keys: Vec<Key> = (0..8).map(Key::initial).collect();
    keys.extend((0..3).flat_map(|partition| (0..3).map(move |number| Key::arrival(partition, number))));
    for parent in [Key::initial(0), Key::initial(1), Key::arrival(0, 0)] {
        keys.extend((0..3).map(|number| parent.child(number)));
        keys.extend((0..3).map(|number| parent.child(number).child(0)));
    }
    keys
}

/// With an even key, Squares ignores the highest bits of the counter: half of
/// all entities had the same stream for the purposes 0 and 128, and one in 256 had
/// the same stream for all purposes.
#[test]
fn all_256_purposes_of_2000_entities_differ() {
    fn check<G: Generator>() {
        let streams = Streams::<G>::with_generator(7).component("host");
        let mut seen = Seen(BTreeMap::new());
        for index in 0..2000 {
            for purpose in 0..=u8::MAX {
                let draw = streams.stream(purpose, Key::initial(index)).next_u64();
                seen.add(draw, (index, purpose));
            }
        }
    }
    check::<Squares>();
    check::<Philox>();
}

#[test]
fn the_descendants_of_a_thousand_families_have_keys_of_their_own() {
    let mut seen = Seen(BTreeMap::new());
    for founder in (0..500).flat_map(|i| [Key::initial(u64::from(i)), Key::arrival(0, i)]) {
        seen.add(founder.bits(), (founder, 0, 0));
        for number in 0..10 {
            let child = founder.child(number);
            seen.add(child.bits(), (founder, number, 0));
            for second in 0..10 {
                seen.add(child.child(second).bits(), (founder, number, second + 1));
            }
        }
    }
}

#[test]
fn a_component_goes_by_its_whole_name() {
    let draw = |name: &str| Streams::new(1).replication(0).component(name).stream(0, Key::SINGLE).next_u64();
    let names = ["", "\0", "\0\0", "a", "a\0", "\0a", "ab", "ba", "host", "hosts", "Host"];
    let mut seen = Seen(BTreeMap::new());
    for name in names {
        seen.add(draw(name), name);
    }
    assert_eq!(draw("host"), draw(&String::from("host")));
}
