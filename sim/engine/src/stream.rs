//! Random streams: one for each purpose of each entity.
//!
//! A simulator that draws everything from one generator cannot compare two
//! runs: the first extra draw shifts all that follow. Here every
//! (seed, replication, component, purpose, entity) has a stream of its own.
//! Two arms of an experiment then see the *same* weather wherever they ask the
//! same question (common random numbers; Law 2015, section 11.2), and results
//! do not depend on the number of threads.
//!
//! That needs generators that are cheap to make by the million. A
//! *counter-based* generator (Salmon, Moraes, Dror & Shaw 2011) is a keyed
//! scramble of a counter: its whole state is a key and a position, here 16
//! bytes, and making one costs a few nanoseconds.
//!
//! The entity's key is scrambled one to one; 63 bits of the result are the
//! stream's key, made odd, and the last one goes into the counter, below the
//! purpose, which is its highest eight bits. Two streams of one component
//! therefore never ask the generator the same question.
//!
//! ```
//! use bazaar_engine::{Key, Rng, Streams};
//! let streams = Streams::new(42).replication(3).component("volunteer");
//! let mut life = streams.stream(0, Key::initial(17));
//! let mut work = streams.stream(1, Key::initial(17));
//! assert_ne!(life.next_u64(), work.next_u64());
//! ```

use core::convert::Infallible;
use core::marker::PhantomData;

pub use rand::Rng;
use rand::TryRng;

use crate::key::Key;

/// Scrambles 64 bits one to one: the finaliser of SplitMix64, variant 13 of Stafford (2011).
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
    /// What the literature calls it.
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
/// Slower and beyond suspicion. A conclusion that changes with the generator
/// is not a conclusion; running with this one is how to find out.
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

/// One random stream. 16 bytes; make one wherever one is needed.
///
/// It is a `rand` generator ([`Rng`]), so everything that `rand` and
/// `rand_distr` offer works on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream<G = Squares> {
    key: u64,
    counter: u64,
    generator: PhantomData<G>,
}

impl<G: Generator> Stream<G> {
    /// How many numbers have been drawn.
    #[inline]
    #[must_use]
    pub const fn drawn(&self) -> u64 {
        self.counter & (u64::MAX >> 9)
    }

    #[inline]
    fn next(&mut self) -> u64 {
        let bits = G::at(self.key, self.counter);
        self.counter = self.counter.wrapping_add(1);
        bits
    }
}

impl<G: Generator> TryRng for Stream<G> {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Makes the streams of one component in one replication: name the replication
/// first, then the component.
///
/// Components are told apart by their *name*, never by their position in a
/// composition, so a component draws the same numbers alone and among others.
#[derive(Debug)]
pub struct Streams<G = Squares> {
    base: u64,
    generator: PhantomData<G>,
}

impl<G> Clone for Streams<G> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<G> Copy for Streams<G> {}

impl Streams {
    /// All streams of this seed, drawn by the default generator.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Streams::with_generator(seed)
    }
}

impl<G> Streams<G> {
    /// All streams of this seed, drawn by the generator `G`.
    #[must_use]
    pub const fn with_generator(seed: u64) -> Self {
        Streams { base: mix(seed ^ 0x6a09_e667_f3bc_c908), generator: PhantomData }
    }

    /// Those of one replication.
    #[must_use]
    pub const fn replication(self, number: u64) -> Self {
        self.derive(number)
    }

    /// Those of one component, by its name.
    #[must_use]
    pub const fn component(self, name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut streams = self.derive(bytes.len() as u64);
        let mut i = 0;
        while i < bytes.len() {
            streams = streams.derive(bytes[i] as u64);
            i += 1;
        }
        streams
    }

    const fn derive(self, word: u64) -> Self {
        // The golden ratio keeps a run of zero words from being a fixed point.
        let base = mix(self.base.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ mix(word));
        Streams { base, generator: PhantomData }
    }

    /// The stream that serves one purpose of one entity.
    ///
    /// `purpose` is the model's own numbering of what it draws for.
    #[inline]
    #[must_use]
    pub const fn stream(&self, purpose: u8, entity: Key) -> Stream<G> {
        let mixed = mix(self.base ^ entity.bits());
        // Squares multiplies the counter by the key: only an odd key keeps all
        // counters, and so all purposes, apart. The bit that this costs the key
        // goes into the counter, below the purpose, so nothing is lost.
        Stream { key: mixed | 1, counter: (purpose as u64) << 56 | (mixed & 1) << 55, generator: PhantomData }
    }
}
