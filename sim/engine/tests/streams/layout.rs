//! Two streams of a component never evaluate the generator at the same key and counter.
//!
//! A stream is a key and a counter. The entity's key, mixed by a bijection,
//! gives 64 bits: 63 and a final one bit are the key, the last is bit 55 of
//! the counter, above it the purpose. Inverting the layout shows that it is one-to-one.

use bazaar_engine::stream::{Generator, Philox, Squares};
use bazaar_engine::{Key, Rng, Stream, Streams};
use proptest::prelude::*;

/// The number of draws of a stream before the next begins.
const LENGTH: u64 = 1 << 55;

/// Key and counter, read from the stream's `Debug` text since they are private.
fn position<G: Generator>(stream: Stream<G>) -> (u64, u64) {
    let text = format!("{stream:?}");
    let field = |name: &str| {
        let digits = text.split(name).nth(1).unwrap().split(',').next().unwrap();
        digits.trim().parse().unwrap()
    };
    (field(" key:"), field(" counter:"))
}

/// The inverse of `x ^ x >> shift`.
fn unshift(x: u64, shift: u32) -> u64 {
    let mut original = x;
    for _ in 0..64 / shift {
        original = x ^ original >> shift;
    }
    original
}

/// The inverse of `mix`.
fn unmix(mut x: u64) -> u64 {
    x = unshift(x, 31).wrapping_mul(0x3196_42b2_d24d_8ec3);
    x = unshift(x, 27).wrapping_mul(0x96de_1b17_3f11_9089);
    unshift(x, 30)
}

/// The entity's key, combined with what is common to the component, read back.
fn entity_in<G: Generator>(stream: Stream<G>) -> u64 {
    let (key, counter) = position(stream);
    unmix(key & !1 | counter >> 55 & 1)
}

fn any_key() -> impl Strategy<Value = Key> {
    let first = prop_oneof![
        (0..1_u64 << 62).prop_map(Key::initial),
        (0..1_u32 << 30, any::<u32>()).prop_map(|(partition, number)| Key::arrival(partition, number)),
    ];
    (first, proptest::collection::vec(any::<u32>(), 0..4))
        .prop_map(|(first, births)| births.into_iter().fold(first, Key::child))
}

proptest! {
    #[test]
    fn the_entity_can_be_read_back_from_its_stream(
        seed: u64, replication: u64, purposes: (u8, u8), keys in (any_key(), any_key())
    ) {
        let streams = Streams::new(seed).replication(replication).component("host");
        let common = entity_in(streams.stream(0, Key::SINGLE));
        for (purpose, key) in [(purposes.0, keys.0), (purposes.1, keys.1)] {
            prop_assert_eq!(entity_in(streams.stream(purpose, key)) ^ common, key.bits());
        }
    }

    #[test]
    fn no_stream_runs_into_another(seed: u64, purpose: u8, keys in (any_key(), any_key())) {
        let streams = Streams::new(seed);
        let (key, first) = position(streams.stream(purpose, keys.0));
        prop_assert_eq!(key & 1, 1, "an even key makes Squares forget the highest bits of the counter");
        prop_assert_eq!(first >> 56, u64::from(purpose));
        prop_assert_eq!(first % LENGTH, 0, "a stream starts at the start of its range");
        let last = first + (LENGTH - 1);
        for other in 0..=u8::MAX {
            for entity in [keys.0, keys.1] {
                let (its_key, its_first) = position(streams.stream(other, entity));
                let same = (other, entity) == (purpose, keys.0);
                let apart = its_key != key || its_first > last || its_first + (LENGTH - 1) < first;
                prop_assert!(same || apart, "{purpose} of {:?} and {other} of {entity:?}", keys.0);
            }
        }
    }

    #[test]
    fn a_draw_is_the_generator_at_that_key_and_counter(seed: u64, purpose: u8, key in any_key()) {
        fn check<G: Generator>(mut stream: Stream<G>) {
            let (key, counter) = position(stream);
            for drawn in 0..3 {
                assert_eq!(stream.drawn(), drawn);
                assert_eq!(stream.next_u64(), G::at(key, counter + drawn));
            }
        }
        check(Streams::<Squares>::with_generator(seed).stream(purpose, key));
        check(Streams::<Philox>::with_generator(seed).stream(purpose, key));
    }
}
