//! A stream is a generator of the `rand` crate.

use bazaar_engine::{Key, Rng, Stream, Streams};
use rand::RngExt;

fn stream() -> Stream {
    Streams::new(42).component("host").stream(3, Key::initial(9))
}

#[test]
fn bytes_are_the_numbers_in_little_endian() {
    for length in [0, 1, 7, 8, 9, 16, 19] {
        let mut bytes = vec![0; length];
        let mut filled = stream();
        filled.fill_bytes(&mut bytes);

        let mut numbers = stream();
        let words = length.div_ceil(8);
        let expected: Vec<u8> = (0..words).flat_map(|_| numbers.next_u64().to_le_bytes()).collect();
        assert_eq!(bytes, expected[..length], "{length} bytes");
        assert_eq!(filled.drawn(), words as u64, "{length} bytes use up {words} numbers");
        assert_eq!(filled.next_u64(), numbers.next_u64(), "and the next is the same");
    }
}

#[test]
fn the_short_number_is_the_high_half_of_the_long_one() {
    let (mut short, mut long) = (stream(), stream());
    for _ in 0..100 {
        assert_eq!(u64::from(short.next_u32()), long.next_u64() >> 32);
    }
    assert_eq!(short.drawn(), 100);
}

#[test]
fn what_rand_offers_works_on_a_stream() {
    let (mut ours, mut theirs) = (stream(), stream());
    assert_eq!(ours.next_u64(), theirs.random::<u64>());
    let uniform: f64 = theirs.random();
    #[expect(clippy::float_cmp, reason = "the bits are meant")]
    {
        assert_eq!(uniform, (ours.next_u64() >> 11) as f64 / (1_u64 << 53) as f64);
    }
    assert!((10..20).contains(&theirs.random_range(10..20)));
}

#[test]
fn a_copy_goes_its_own_way() {
    let mut original = stream();
    original.next_u64();
    let mut copy = original;
    let ahead: Vec<u64> = (0..3).map(|_| copy.next_u64()).collect();
    assert_eq!((original.drawn(), copy.drawn()), (1, 4));
    let later: Vec<u64> = (0..3).map(|_| original.next_u64()).collect();
    assert_eq!(ahead, later);
}
