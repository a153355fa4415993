//! Bazaar's simulation kernel.
pub mod accumulators;
mod component;
mod entities;
mod event;
mod key;
pub mod ledger;
mod scheduler;
mod simulation;
pub mod stream;
mod trace;
pub mod variates;

pub use component::{Component, Context, Nothing};
pub use entities::Entities;
pub use event::{Event, Generation, Includes, Kind};
pub use key::Key;
pub use simulation::Simulation;
pub use stream::{Rng, Stream, Streams};
pub use trace::{Fingerprints, Trace, Untraced, chained};
