//! Composition: a component has the same events, draws and fingerprint alone and inside a composition.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bazaar_engine::{
    Component, Context, Event, Fingerprints, Generation, Key, Kind as _, Nothing, Simulation, Stream,
    Streams, Trace, kinds,
};
use bazaar_numerics::variates::{Exponential, Variate, VariateError};

/// Entities that pulse at random and, now and then, cancel and reschedule.
mod pulse {
    use super::{
        Component, Context, Event, Exponential, Generation, Key, Stream, Streams, Variate, VariateError,
        kinds,
    };

    kinds! { pub(crate) enum Kind { Again, Pulse } }

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(crate) struct Pulsed(pub(crate) u32);

    pub(crate) struct Pulses {
        entities: Vec<(Stream, Generation)>,
        gap: Exponential,
        pub(crate) count: u64,
    }

    impl Pulses {
        pub(crate) fn new(name: &str, entities: u64) -> Result<Self, VariateError> {
            let streams = Streams::new(11).component(name);
            let entities =
                (0..entities).map(|index| (streams.stream(0, Key::initial(index)), Generation::default()));
            Ok(Pulses { entities: entities.collect(), gap: Exponential::new(1.0)?, count: 0 })
        }

        pub(crate) fn plan(&mut self, slot: u32, context: &mut Context<'_, Self>) {
            let (rng, generation) = &mut self.entities[slot as usize];
            generation.cancel();
            context.after_generation(self.gap.sample(rng), Kind::Pulse, slot, *generation);
            context.after_generation(self.gap.sample(rng), Kind::Again, slot, *generation);
        }
    }

    impl Component for Pulses {
        type Kind = Kind;
        type Effect = Pulsed;

        fn start(&mut self, context: &mut Context<'_, Self>) {
            for slot in (0..).take(self.entities.len()) {
                self.plan(slot, context);
            }
        }

        fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
            if event.kind == Kind::Pulse {
                self.count += 1;
                context.emit(Pulsed(event.slot));
            }
            self.plan(event.slot, context);
        }

        fn is_current(&self, event: &Event<Kind>) -> bool {
            self.entities[event.slot as usize].1 == event.generation
        }
    }
}

/// Responds to each pulse a moment later.
mod echo {
    use super::{Component, Context, Event, Nothing, kinds};

    kinds! { pub(crate) enum Kind { Answer } }

    #[derive(Default)]
    pub(crate) struct Echo {
        pub(crate) heard: Vec<(f64, u32)>,
        pub(crate) answered: u64,
    }

    impl Echo {
        pub(crate) fn hear(&mut self, who: u32, context: &mut Context<'_, Self>) {
            self.heard.push((context.now(), who));
            context.after(0.25, Kind::Answer, who);
        }
    }

    impl Component for Echo {
        type Kind = Kind;
        type Effect = Nothing;
        fn start(&mut self, _: &mut Context<'_, Self>) {}
        fn handle(&mut self, _: Event<Kind>, _: &mut Context<'_, Self>) {
            self.answered += 1;
        }
    }
}

mod pair {
    use super::{Component, Context, Event, Nothing, echo, kinds, pulse};

    kinds! { pub(crate) enum Kind { Echo(echo::Kind), Pulses(pulse::Kind) } }

    pub(crate) struct Pair {
        pub(crate) echo: echo::Echo,
        pub(crate) pulses: pulse::Pulses,
        pulsed: Vec<pulse::Pulsed>,
        nothing: Vec<Nothing>,
    }

    impl Pair {
        pub(crate) fn new(pulses: pulse::Pulses) -> Self {
            Pair { echo: echo::Echo::default(), pulses, pulsed: Vec::new(), nothing: Vec::new() }
        }
    }

    impl Component for Pair {
        type Kind = Kind;
        type Effect = Nothing;

        fn start(&mut self, context: &mut Context<'_, Self>) {
            self.echo.start(&mut context.lens(&mut self.nothing));
            self.pulses.start(&mut context.lens(&mut self.pulsed));
        }

        fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
            match event.kind {
                Kind::Echo(kind) => self.echo.handle(event.of(kind), &mut context.lens(&mut self.nothing)),
                Kind::Pulses(kind) => self.pulses.handle(event.of(kind), &mut context.lens(&mut self.pulsed)),
            }
            for pulse::Pulsed(who) in self.pulsed.drain(..) {
                self.echo.hear(who, &mut context.lens(&mut self.nothing));
            }
        }

        fn is_current(&self, event: &Event<Kind>) -> bool {
            match event.kind {
                Kind::Echo(kind) => self.echo.is_current(&event.of(kind)),
                Kind::Pulses(kind) => self.pulses.is_current(&event.of(kind)),
            }
        }
    }
}

mod nest {
    use super::{Component, Context, Event, Nothing, kinds, pair, pulse};

    kinds! { pub(crate) enum Kind { Others(pulse::Kind), Pair(pair::Kind) } }

    /// A composition of a composition. Its first child is of the same type as a grandchild.
    pub(crate) struct Nest {
        pub(crate) others: pulse::Pulses,
        pub(crate) pair: pair::Pair,
        pub(crate) pulsed: Vec<pulse::Pulsed>,
        pub(crate) nothing: Vec<Nothing>,
    }

    impl Component for Nest {
        type Kind = Kind;
        type Effect = Nothing;

        fn start(&mut self, context: &mut Context<'_, Self>) {
            self.others.start(&mut context.lens(&mut self.pulsed));
            self.pair.start(&mut context.lens(&mut self.nothing));
        }

        fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
            match event.kind {
                Kind::Others(kind) => self.others.handle(event.of(kind), &mut context.lens(&mut self.pulsed)),
                Kind::Pair(kind) => self.pair.handle(event.of(kind), &mut context.lens(&mut self.nothing)),
            }
            self.pulsed.clear();
        }

        fn is_current(&self, event: &Event<Kind>) -> bool {
            match event.kind {
                Kind::Others(kind) => self.others.is_current(&event.of(kind)),
                Kind::Pair(kind) => self.pair.is_current(&event.of(kind)),
            }
        }
    }
}

const END: f64 = 50.0;

fn run<C: Component>(component: C) -> Simulation<C, Fingerprints> {
    let mut simulation = Simulation::traced(component, Fingerprints::default());
    simulation.run_until(END).unwrap();
    simulation
}

#[test]
fn a_component_has_one_fingerprint_alone_composed_and_nested() -> Result<(), VariateError> {
    let alone = run(pulse::Pulses::new("pulses", 300)?);
    let paired = run(pair::Pair::new(pulse::Pulses::new("pulses", 300)?));
    let nested = run(nest::Nest {
        others: pulse::Pulses::new("others", 100)?,
        pair: pair::Pair::new(pulse::Pulses::new("pulses", 300)?),
        pulsed: Vec::new(),
        nothing: Vec::new(),
    });
    let [expected] = alone.trace().components() else { panic!("one component has one fingerprint") };
    assert_eq!(paired.trace().components()[1], *expected);
    assert_eq!(nested.trace().components().len(), 3);
    assert_eq!(nested.trace().components()[2], *expected);
    assert_ne!(nested.trace().components()[0], *expected, "other names draw other numbers");
    assert!(alone.handled() > 20_000, "the comparison covers {} events", alone.handled());
    Ok(())
}

/// This number guards the order of events, keys, streams and fingerprints. If it
/// changes, every result of every model changes.
#[test]
fn the_fingerprint_is_what_it_always_was() -> Result<(), VariateError> {
    let alone = run(pulse::Pulses::new("pulses", 300)?);
    assert_eq!((alone.trace().fingerprint(), alone.handled()), (Some(GOLDEN), GOLDEN_EVENTS));
    Ok(())
}
const GOLDEN: u64 = 8_780_447_394_455_790_078;
const GOLDEN_EVENTS: u64 = 29_865;

#[test]
fn the_fingerprint_does_not_depend_on_where_a_run_is_interrupted() -> Result<(), VariateError> {
    let through = run(pulse::Pulses::new("pulses", 300)?);
    let mut halting = Simulation::traced(pulse::Pulses::new("pulses", 300)?, Fingerprints::default());
    for stop in 0..=500 {
        halting.run_until(f64::from(stop) * END / 500.0).unwrap();
    }
    assert_eq!(halting.trace(), through.trace());
    assert_eq!(halting.handled(), through.handled());
    Ok(())
}

#[test]
fn effects_arrive_at_once_and_in_order() -> Result<(), VariateError> {
    let (pair, _) = run(pair::Pair::new(pulse::Pulses::new("pulses", 20)?)).into_parts();
    assert_eq!(pair.echo.heard.len() as u64, pair.pulses.count);
    assert!(pair.echo.heard.windows(2).all(|two| two[0].0 <= two[1].0));
    let late = pair.echo.heard.iter().filter(|(time, _)| time + 0.25 > END).count() as u64;
    assert_eq!(pair.echo.answered, pair.pulses.count - late);
    Ok(())
}

#[test]
fn a_cancelled_event_is_dropped_and_does_not_move_the_clock() -> Result<(), VariateError> {
    let mut simulation = Simulation::new(pulse::Pulses::new("pulses", 100)?);
    simulation.run_until(END).unwrap();
    // Each plan schedules two events; one is handled, which makes a new plan, and the other is cancelled.
    let scheduled = 2 * (100 + simulation.handled());
    assert_eq!(simulation.handled() + simulation.stale() + simulation.pending() as u64, scheduled);
    assert!(simulation.stale() > 0 && simulation.stale() <= simulation.handled());
    assert!((simulation.now() - END).abs() < f64::EPSILON);
    Ok(())
}

#[test]
fn kinds_of_a_composition_keep_their_order_and_names() {
    use nest::Kind;
    let codes: Vec<u16> = (0..Kind::COUNT).map(|code| Kind::from_code(code).code()).collect();
    assert_eq!(codes, [0, 1, 2, 3, 4]);
    assert_eq!(Kind::from_code(4), Kind::Pair(pair::Kind::Pulses(pulse::Kind::Pulse)));
    assert_eq!(Kind::from_code(4).component(), (2, 1));
}

#[test]
#[should_panic(expected = "Answer cannot be scheduled for NaN")]
fn a_time_that_is_not_a_number_is_refused() {
    struct Broken;
    impl Component for Broken {
        type Kind = echo::Kind;
        type Effect = Nothing;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            context.at(f64::NAN, echo::Kind::Answer, 0);
        }
        fn handle(&mut self, _: Event<echo::Kind>, _: &mut Context<'_, Self>) {}
    }
    Simulation::new(Broken).run_until(1.0).unwrap();
}

#[test]
#[should_panic(expected = "cannot be scheduled for 0.5: it is 1")]
fn the_past_is_refused() {
    struct Late;
    impl Component for Late {
        type Kind = echo::Kind;
        type Effect = Nothing;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            context.at(1.0, echo::Kind::Answer, 0);
        }
        fn handle(&mut self, _: Event<echo::Kind>, context: &mut Context<'_, Self>) {
            context.at(0.5, echo::Kind::Answer, 0);
        }
    }
    Simulation::new(Late).run_until(2.0).unwrap();
}

#[test]
fn minus_zero_is_zero() {
    struct Zero(Vec<u32>);
    impl Component for Zero {
        type Kind = echo::Kind;
        type Effect = Nothing;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            context.at(1e-300, echo::Kind::Answer, 1);
            context.at(-0.0, echo::Kind::Answer, 0);
        }
        fn handle(&mut self, event: Event<echo::Kind>, _: &mut Context<'_, Self>) {
            self.0.push(event.slot);
        }
    }
    let mut simulation = Simulation::new(Zero(Vec::new()));
    simulation.run_until(1.0).unwrap();
    assert_eq!(simulation.component().0, [0, 1]);
}

mod clock {
    bazaar_engine::kinds! {
        /// An hour ends before all other events of that instant.
        pub enum Kind { Hour; Strike }
    }
}

mod bell {
    bazaar_engine::kinds! {
        /// One kind, without edges.
        pub enum Kind { Ring }
    }
}

bazaar_engine::kinds! {
    /// The bell comes first, after the edges that end an hour.
    pub enum Tower { Bell(bell::Kind), Clock(clock::Kind) }
}

/// The times and kinds of events.
struct Watch(Vec<(f64, Tower)>);

impl Component for Watch {
    type Kind = Tower;
    type Effect = Nothing;
    fn start(&mut self, context: &mut Context<'_, Self>) {
        for hour in [1.0, 2.0] {
            context.at(hour, Tower::Clock(clock::Kind::Strike), 0);
            context.at(hour, Tower::Bell(bell::Kind::Ring), 0);
            context.at(hour, Tower::Clock(clock::Kind::Hour), 0);
        }
    }
    fn handle(&mut self, event: Event<Tower>, _: &mut Context<'_, Self>) {
        self.0.push((event.time, event.kind));
    }
}

#[test]
fn edges_come_before_all_else_and_are_the_last_of_a_run() {
    let edge = Tower::Clock(clock::Kind::Hour);
    let rest = [Tower::Bell(bell::Kind::Ring), Tower::Clock(clock::Kind::Strike)];
    let mut simulation = Simulation::new(Watch(Vec::new()));
    simulation.run_until(1.0).unwrap();
    assert_eq!(simulation.component().0, [(1.0, edge)], "what happens at the end belongs to what follows");
    simulation.run_until(2.0).unwrap();
    assert_eq!(simulation.component().0, [(1.0, edge), (1.0, rest[0]), (1.0, rest[1]), (2.0, edge)]);
    assert!(edge.is_edge() && !rest.iter().any(|kind| kind.is_edge()));
}
