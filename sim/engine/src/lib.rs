//! A discrete-event simulation kernel that a student reads in an evening.
//!
//! # What it is
//!
//! In a discrete-event simulation nothing happens between events. The kernel keeps the events that are still to come,
//! takes the next one, moves the clock to its time, and lets the model handle it, which may schedule more. That is
//! the whole of [`Simulation::run_until`]; read it first.
//!
//! A model is a [`Component`]: a plain struct, an enum of the [`Kind`]s of event that can happen to it, and one
//! function that handles them. Three things make a model's results worth having:
//!
//! - **Randomness that can be compared.** Every purpose of every entity has its own random [`stream`]. Change one thing,
//!   and all else stays as it was.
//! - **An order that means something.** Simultaneous events are ordered by what they are, never by when they were
//!   scheduled.
//! - **Sums, not logs.** [`accumulators`](bazaar_numerics::accumulators) take each observation as it comes, and merge.
//!
//! So a run is a function of its inputs: same model, same seed, same bits, on every machine, on any number of
//! threads, in debug and in release.
//!
//! # First steps: a queue
//!
//! The hello-world of simulation is the M/M/1 queue. Customers arrive at random, one server serves them in turn, and
//! theory knows the answer, so we can check.
//!
//! ```
#![doc = include_str!("../examples/queue.rs")]
//! ```
//!
//! Read it from the bottom. `main` makes two [`variates`](bazaar_numerics::variates), a random stream, and the
//! component; it runs for a hundred thousand units of time and compares. `start` schedules the first arrival.
//! `handle` is called with every event; each arrival schedules the next, and each service its own end. `key` says
//! which entity the event is about: here there is but one.
//!
//! # Many entities
//!
//! A simulation of many things of a kind is *one* component with a table, not many components. An event carries the
//! *slot* of the entity in the table, and the entity's [`Key`] picks its random streams.
//!
//! ```
#![doc = include_str!("../examples/hosts.rs")]
//! ```
//!
//! Entities that come and go live in [`Entities`], which uses slots again. An entity whose plans change cancels them
//! by raising its [`Generation`].
//!
//! # Several components on one clock
//!
//! Components do not know one another. What matters to others they emit as *effects*; a composition owns its parts,
//! hands each its own events through a [lens](Context::lens), and passes effects on.
//!
//! ```
#![doc = include_str!("../examples/shop.rs")]
//! ```
//!
//! Where entities wait for servers, a [`Resource`] keeps the line and says who is next; the component schedules.
//!
//! A component draws the same numbers and has the same [fingerprint](Fingerprints) alone and inside a composition.
//!
//! # Where to look
//!
//! | to | see |
//! |---|---|
//! | write a model | [`Component`], [`Context`], [`kinds!`] |
//! | draw random numbers | [`stream`], [`variates`](bazaar_numerics::variates) |
//! | let customers wait for servers | [`Resource`] |
//! | measure | [`accumulators`](bazaar_numerics::accumulators) |
//! | watch a run, or prove two runs equal | [`Trace`], [`Fingerprints`] |
//!
//! The kernel uses no files, threads or wall clock and nothing that WebAssembly lacks, and no system library has a
//! say in a result.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod component;
mod entities;
mod event;
mod key;
mod pace;
mod prefetch;
mod resource;
mod scheduler;
mod simulation;
pub mod stream;
mod trace;

pub use component::{Component, Context, Nothing};
pub use entities::Entities;
pub use event::{Event, Generation, Includes, Kind};
pub use key::Key;
pub use pace::Stalled;
pub use prefetch::prefetch;
pub use resource::{Access, Resource, Ticket};
pub use simulation::Simulation;
pub use stream::{Rng, Stream, Streams};
pub use trace::{Fingerprints, Trace, Untraced, chained};
