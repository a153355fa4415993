//! What a model is to the kernel: a [`Component`], and the [`Context`] it acts through.

use crate::event::{Event, Generation, Includes, Kind};
use crate::key::Key;
use crate::scheduler::{Item, Scheduler};

/// A part of the world that events happen to.
///
/// A component is a plain struct. It schedules events for itself through the [`Context`] and changes its state when
/// one happens. What matters to others it *emits* as an effect; it does not know who listens, and alone it emits into
/// nothing. A composition is itself a component: it owns its children, hands each its own events, and passes on what
/// they emit.
pub trait Component: Sized {
    /// What can happen; see [`kinds!`](crate::kinds).
    type Kind: Kind;
    /// What others may want to know; [`Nothing`] where nobody does.
    type Effect: Copy;

    /// Schedules the first events. The clock stands at zero.
    fn start(&mut self, context: &mut Context<'_, Self>);

    /// Something happens, now.
    fn handle(&mut self, event: Event<Self::Kind>, context: &mut Context<'_, Self>);

    /// The lasting name of the entity that the event concerns.
    ///
    /// The slot serves where entities never change. A component that uses slots again must give the key of the entity
    /// that lives there now.
    #[inline]
    fn key(&self, event: &Event<Self::Kind>) -> Key {
        Key::initial(u64::from(event.slot))
    }

    /// The event is about a dozen places from its turn; it may still be cancelled.
    ///
    /// A component with more entities than fit the processor's cache fetches the entity here, with
    /// [`Entities::prefetch`](crate::Entities::prefetch), so that it is at hand when its turn comes. Nothing else may
    /// be done: not every event is announced.
    #[inline]
    fn soon(&self, event: &Event<Self::Kind>) {
        let _ = event;
    }

    /// Whether the plan that the event belongs to still holds.
    ///
    /// Events are cancelled by raising the entity's [`Generation`]; a component that cancels compares it here. An
    /// event that is not current is dropped and does not move the clock.
    #[inline]
    fn is_current(&self, event: &Event<Self::Kind>) -> bool {
        let _ = event;
        true
    }
}

/// Apart, so that the check in front of it costs a comparison and no preparations.
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
    /// If `time` is in the past, infinite or not a number: a mistake in the model.
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

    /// Tells whoever listens. The composition handles effects in the order in which they were emitted, at this same
    /// instant, once the event is done.
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
