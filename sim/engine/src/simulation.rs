//! The event loop: take the next event, move the clock, handle it.

use crate::component::{Component, Context};
use crate::event::Event;
use crate::pace::{Pace, Stalled};
use crate::scheduler::{Item, Scheduler};
use crate::trace::{Trace, Untraced};

/// One run of one component on one clock.
#[derive(Debug)]
pub struct Simulation<C, T = Untraced> {
    now: f64,
    scheduler: Scheduler,
    component: C,
    trace: T,
    handled: u64,
    stale: u64,
    started: bool,
    pace: Pace,
}

impl<C: Component> Simulation<C> {
    /// A run that has not started: the clock stands at zero.
    #[must_use]
    pub fn new(component: C) -> Self {
        Simulation::traced(component, Untraced)
    }
}

impl<C: Component, T: Trace> Simulation<C, T> {
    /// The same, with a trace that sees every event.
    #[must_use]
    pub fn traced(component: C, trace: T) -> Self {
        Simulation {
            now: 0.0,
            scheduler: Scheduler::default(),
            component,
            trace,
            handled: 0,
            stale: 0,
            started: false,
            pace: Pace::default(),
        }
    }

    /// Handles every event before time `end`, and the [edges](crate::Kind::is_edge) at it. The clock then stands at
    /// `end`.
    ///
    /// So a run covers the half-open interval [0, `end`): an instant belongs to the time bin that begins with it.
    /// Running to 10 and then to 20 is the same as running to 20.
    ///
    /// # Errors
    /// If events take no time, so that the clock never reaches `end`. The run stops after four million such events,
    /// and a hundred more for each that was pending; the clock then stands where it stalled.
    ///
    /// # Panics
    /// If `end` is infinite, not a number, or before the clock.
    pub fn run_until(&mut self, end: f64) -> Result<(), Stalled> {
        self.begin(end);
        while self.take(end)?.is_some() {}
        self.now = end;
        Ok(())
    }

    /// Handles the next of the events that [`run_until`](Self::run_until) would handle, and returns it; `None` if
    /// there is none left, and then the clock stands at `end`.
    ///
    /// Stepping through a run gives the same results, errors and panics as running it at once.
    pub fn step(&mut self, end: f64) -> Result<Option<Event<C::Kind>>, Stalled> {
        self.begin(end);
        let event = self.take(end)?;
        if event.is_none() {
            self.now = end;
        }
        Ok(event)
    }

    fn begin(&mut self, end: f64) {
        assert!(end >= self.now && end < f64::INFINITY, "cannot run until {end}: it is {}", self.now);
        if !self.started {
            self.started = true;
            self.component.start(&mut Context::new(self.now, &mut self.scheduler));
            self.pace = Pace::begin(self.now, self.handled, self.scheduler.len());
        }
    }

    /// Handles the next event before `end`, if there is one.
    #[inline]
    fn take(&mut self, end: f64) -> Result<Option<Event<C::Kind>>, Stalled> {
        // A negative zero has bits that sort last.
        let bound = Item::bound(end + 0.0);
        loop {
            let soon = |item: Item| self.component.soon(&item.event::<C::Kind>());
            let Some(item) = self.scheduler.pop_before(bound, soon) else { return Ok(None) };
            let event = item.event::<C::Kind>();
            if !self.component.is_current(&event) {
                self.stale += 1;
                continue;
            }
            self.now = event.time;
            self.handled += 1;
            if T::ON {
                self.trace.event(&event, self.component.key(&event));
            }
            if self.pace.is_due(self.handled) {
                self.look(&event, end)?;
            }
            self.component.handle(event, &mut Context::new(self.now, &mut self.scheduler));
            return Ok(Some(event));
        }
    }

    /// Checks that the clock advances, once in millions of events.
    #[cold]
    fn look(&mut self, event: &Event<C::Kind>, end: f64) -> Result<(), Stalled> {
        if let Some((moved, events)) = self.pace.stall(self.now, self.handled, end) {
            let kind = format!("{:?}", event.kind);
            return Err(Stalled { time: self.now, events, moved, kind, key: self.component.key(event) });
        }
        self.pace = Pace::begin(self.now, self.handled, self.scheduler.len());
        Ok(())
    }

    /// The time on the clock.
    #[must_use]
    pub fn now(&self) -> f64 {
        self.now
    }

    /// The component, to read its state.
    #[must_use]
    pub fn component(&self) -> &C {
        &self.component
    }

    /// The trace.
    #[must_use]
    pub fn trace(&self) -> &T {
        &self.trace
    }

    /// The number of events handled, without cancelled ones.
    #[must_use]
    pub fn handled(&self) -> u64 {
        self.handled
    }

    /// The number of cancelled events whose time has come.
    #[must_use]
    pub fn stale(&self) -> u64 {
        self.stale
    }

    /// The number of pending events, cancelled ones included.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.scheduler.len()
    }

    /// The component and the trace, when the run is over.
    #[must_use]
    pub fn into_parts(self) -> (C, T) {
        (self.component, self.trace)
    }
}
