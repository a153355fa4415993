//! Observers of a run: none, a fingerprint, or your own [`Trace`].

use crate::event::{Event, Kind};
use crate::key::Key;
use crate::stream::mix;

/// Sees every event just before it is handled.
pub trait Trace {
    /// Whether events are passed to the trace. If not, tracing costs nothing.
    const ON: bool;

    /// An event is about to be handled; `key` names its entity.
    fn event<K: Kind>(&mut self, event: &Event<K>, key: Key);

    /// One number that identifies the whole run, if the trace computes one.
    fn fingerprint(&self) -> Option<u64> {
        None
    }
}

/// No trace.
#[derive(Clone, Copy, Debug, Default)]
pub struct Untraced;

impl Trace for Untraced {
    const ON: bool = false;

    fn event<K: Kind>(&mut self, _: &Event<K>, _: Key) {}
}

/// A hash chained over all events of each component. Two runs with the same fingerprint handled the same events of
/// the same entities at the same times, to the last bit and in the same order. A component has the same fingerprint
/// alone and inside a composition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprints {
    chains: Vec<u64>,
}

impl Fingerprints {
    /// One hash per component, in the order in which the composition declares them.
    #[must_use]
    pub fn components(&self) -> &[u64] {
        &self.chains
    }
}

/// Appends a word to a chained hash.
#[inline]
#[must_use]
pub const fn chained(chain: u64, word: u64) -> u64 {
    mix(chain.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word)
}

impl Trace for Fingerprints {
    const ON: bool = true;

    fn event<K: Kind>(&mut self, event: &Event<K>, key: Key) {
        if self.chains.is_empty() {
            self.chains = vec![0; K::COMPONENTS];
        }
        let (component, code) = event.kind.component();
        let chain = &mut self.chains[component];
        *chain = chained(*chain, event.time.to_bits());
        *chain = chained(*chain, u64::from(code));
        *chain = chained(*chain, key.bits());
    }

    /// The hashes of all components, chained in order.
    fn fingerprint(&self) -> Option<u64> {
        Some(self.chains.iter().fold(0, |chain, &hash| chained(chain, hash)))
    }
}
