//! Random streams: one for each purpose of each entity.
//!
//! A simulator that draws everything from one generator cannot compare two runs: the first extra draw shifts all that
//! follow. Here every (seed, replication, component, purpose, entity) has a stream of its own. Two arms of an
//! experiment then use *common random numbers*: the same purpose of the same entity draws the same numbers in both
//! (Law 2015, section 11.2). Nor do results depend on the number of threads.
//!
//! That needs generators that are cheap to make by the million: [counter-based](bazaar_numerics::generator) ones,
//! whose whole state is a key and a position, here 16 bytes. Making one costs a few nanoseconds.
//!
//! The entity's key is mixed by a bijection; 63 bits of the result are the stream's key, made odd, and the last one
//! goes into the counter, below the purpose, which is its highest eight bits. Two streams of one component therefore
//! never evaluate the generator at the same key and counter.
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

pub use bazaar_numerics::generator::{Generator, Philox, Squares, mix};
pub use rand::Rng;
use rand::TryRng;

use crate::key::Key;

/// One random stream. 16 bytes; make one wherever one is needed.
///
/// It is a `rand` generator ([`Rng`]), so everything that `rand` and `rand_distr` offer works on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream<G = Squares> {
    key: u64,
    counter: u64,
    generator: PhantomData<G>,
}

impl<G: Generator> Stream<G> {
    /// The number of draws so far.
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

/// Makes the streams of one component in one replication: name the replication first, then the component.
///
/// A component is identified by its *name*, never by its position in a composition, so it draws the same numbers
/// alone and inside a composition.
#[derive(Clone, Copy, Debug)]
pub struct Streams<G = Squares> {
    base: u64,
    generator: PhantomData<G>,
}

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

    /// The streams of one replication.
    #[must_use]
    pub const fn replication(self, number: u64) -> Self {
        self.derive(number)
    }

    /// The streams of one component, by its name.
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
    /// `purpose` is the model's own number for a use of random numbers, such as lifetimes or service times.
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
