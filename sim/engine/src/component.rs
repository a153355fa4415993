//! The interface between a model and the kernel: the [`Component`], and the [`Context`] it acts through.

use crate::event::{Event, Generation, Includes, Kind};
use crate::key::Key;
use crate::scheduler::{Item, Scheduler};

/// A part of a model: its state, and how events change it.
///
/// A component is a plain struct. It schedules events for itself through the [`Context`] and changes its state when
/// one happens. What concerns other components it *emits* as an effect, without knowing which of them react; the
/// effects of a component that runs alone are dropped. A composition is itself a component: it owns its children,
/// gives each its own events, and passes on their effects.
pub trait Component: Sized {
    /// What can happen; see [`kinds!`](crate::kinds).
    type Kind: Kind;
    /// What the component reports to its composition; [`Nothing`] if it has no effects.
    type Effect: Copy;

    /// Schedules the first events. The clock stands at zero.
    fn start(&mut self, context: &mut Context<'_, Self>);

    /// Handles an event. The clock stands at its time.
    fn handle(&mut self, event: Event<Self::Kind>, context: &mut Context<'_, Self>);

    /// The [`Key`] of the entity that the event concerns.
    ///
    /// By default the slot is the key, which is right where entities never leave. A component that reuses slots must
    /// return the key of the entity that occupies the slot now.
    #[inline]
    fn key(&self, event: &Event<Self::Kind>) -> Key {
        Key::initial(u64::from(event.slot))
    }

    /// Called about a dozen events before the event is handled; it may still be cancelled.
    ///
    /// A component with more entities than fit the processor's cache fetches the entity here, with
    /// [`Entities::prefetch`](crate::Entities::prefetch), so that it is in the cache when its event is handled. Do
    /// nothing else here: not every event is announced.
    #[inline]
    fn soon(&self, event: &Event<Self::Kind>) {
        let _ = event;
    }

    /// Whether the event has not been cancelled.
    ///
    /// Events are cancelled by raising the entity's [`Generation`]; a component that cancels compares it here. An
    /// event that is not current is dropped and does not move the clock.
    #[inline]
    fn is_current(&self, event: &Event<Self::Kind>) -> bool {
        let _ = event;
        true
    }
}

/// A function of its own, so that the check before it compiles to a single comparison.
#[cold]
#[inline(never)]
fn refuse<K: Kind>(kind: K, time: f64, now: f64) -> ! {
    panic!("{kind:?} cannot be scheduled for {time}: it is {now}")
}

/// The effect of a component that has none. It has no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {}

/// What a component may do while it handles an event: read the clock, schedule, emit.
#[derive(Debug)]
pub struct Context<'a, C: Component> {
    now: f64,
    scheduler: &'a mut Scheduler,
    /// Where this component's kinds begin among those of the whole composition.
    offset: u16,
    outbox: Option<&'a mut Vec<C::Effect>>,
}

impl<'a, C: Component> Context<'a, C> {
    pub(crate) fn new(now: f64, scheduler: &'a mut Scheduler) -> Self {
        const { assert!(C::Kind::COUNT <= Item::KINDS, "a composition has at most 512 kinds of event") };
        Context { now, scheduler, offset: 0, outbox: None }
    }

    /// The time on the clock.
    #[inline]
    #[must_use]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// Schedules an event that will not be cancelled.
    ///
    /// # Panics
    /// If `time` is in the past, infinite or not a number: an error in the model.
    #[inline]
    pub fn at(&mut self, time: f64, kind: C::Kind, slot: u32) {
        self.at_generation(time, kind, slot, Generation::default());
    }

    /// Schedules an event `delay` from now. Panics like [`at`](Context::at).
    #[inline]
    pub fn after(&mut self, delay: f64, kind: C::Kind, slot: u32) {
        self.at(self.now + delay, kind, slot);
    }

    /// Schedules an event that raising `generation` cancels. Panics like [`at`](Context::at).
    #[inline]
    pub fn at_generation(&mut self, time: f64, kind: C::Kind, slot: u32, generation: Generation) {
        // Written so that a time that is not a number is refused as well.
        let possible = time >= self.now && time < f64::INFINITY;
        if !possible {
            refuse(kind, time, self.now);
        }
        // Adding zero turns a negative zero, whose bits would sort last, into a positive one.
        let code = self.offset + kind.code();
        self.scheduler.push(Item::new(time + 0.0, kind.is_edge(), code, slot, generation));
    }

    /// Schedules an event `delay` from now that raising `generation` cancels. Panics like [`at`](Context::at).
    #[inline]
    pub fn after_generation(&mut self, delay: f64, kind: C::Kind, slot: u32, generation: Generation) {
        self.at_generation(self.now + delay, kind, slot, generation);
    }

    /// Emits an effect. The composition handles effects in the order in which they were emitted, at this same
    /// instant, after the event has been handled.
    #[inline]
    pub fn emit(&mut self, effect: C::Effect) {
        if let Some(outbox) = &mut self.outbox {
            outbox.push(effect);
        }
    }

    /// The context as the child component `D` sees it: only its own kinds, and an outbox of its own effects.
    #[inline]
    pub fn lens<'b, D: Component>(&'b mut self, outbox: &'b mut Vec<D::Effect>) -> Context<'b, D>
    where
        C::Kind: Includes<D::Kind>,
    {
        Context {
            now: self.now,
            scheduler: self.scheduler,
            offset: self.offset + <C::Kind as Includes<D::Kind>>::OFFSET,
            outbox: Some(outbox),
        }
    }
}
