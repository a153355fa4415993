//! A discrete-event simulation kernel that a student reads in an evening.
//!
//! # What it is
//!
//! In a discrete-event simulation the state changes only at events. The kernel keeps the pending events in order,
//! takes the earliest, moves the clock to its time, and lets the model handle it, which may schedule more events.
//! That is the whole of [`Simulation::run_until`]; read it first.
//!
//! A model is a [`Component`]: a plain struct, an enum of the [`Kind`]s of event that can happen to it, and one
//! function that handles them. Three properties make results reproducible and comparable:
//!
//! - **Common random numbers.** Every purpose of every entity has its own random [`stream`]. Change one decision, and
//!   all other draws stay the same.
//! - **A defined order of simultaneous events.** They are ordered by time, kind and entity, never by when they were
//!   scheduled.
//! - **Statistics, not logs.** [`accumulators`](bazaar_numerics::accumulators) take observations one by one, and merge.
//!
//! So a run is a function of its inputs: the same model and seed give the same bits on every machine, on any number
//! of threads, in debug and in release builds.
//!
//! # First steps: a queue
//!
//! The simplest example is the M/M/1 queue: Poisson arrivals, exponential service times, one server. Queueing theory
//! gives the mean number in the system, so the simulation can be checked.
//!
//! ```
#![doc = include_str!("../examples/queue.rs")]
//! ```
//!
//! Read it from the bottom. `main` makes two [`variates`](bazaar_numerics::variates), a random stream, and the
//! component; it runs for a hundred thousand units of time and compares. `start` schedules the first arrival.
//! `handle` is called with every event; each arrival schedules the next, and each service its own end. `key`
//! identifies the entity that the event is about: here there is only one.
//!
//! # Many entities
//!
//! Many entities of one type are *one* component with a table, not many components. An event carries the *slot* of
//! the entity in the table, and the entity's [`Key`] selects its random streams.
//!
//! ```
#![doc = include_str!("../examples/hosts.rs")]
//! ```
//!
//! Entities that arrive and leave live in [`Entities`], which reuses slots. An entity cancels its pending events by
//! raising its [`Generation`].
//!
//! # Several components on one clock
//!
//! Components do not refer to one another. They emit *effects*; a composition owns its children, gives each its own
//! events through a [lens](Context::lens), and turns the effects of one into calls on another.
//!
//! ```
#![doc = include_str!("../examples/shop.rs")]
//! ```
//!
//! Where entities wait for servers, a [`Resource`] keeps the queue and returns who is next; the component schedules.
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
//! The kernel uses no files, threads or wall clock and nothing that WebAssembly lacks, and no result depends on a
//! system library.
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
