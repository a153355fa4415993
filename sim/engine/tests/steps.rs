//! Stepping through a run gives the same results as running it at once.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use bazaar_engine::{
    Component, Context, Entities, Event, Fingerprints, Generation, Key, Nothing, Simulation, Stream, Streams,
    Trace, kinds,
};
use bazaar_numerics::variates::unit;

kinds! {
    /// The day ends before any call at that instant.
    enum Kind { Day; Call, Answer }
}

/// Calls, some of which are answered; some answers are cancelled.
struct Office {
    rng: Stream,
    plans: Generation,
    days: u32,
}

impl Component for Office {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.at(10.0, Kind::Day, 1);
        context.after(1.0, Kind::Call, 0);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Day => {
                self.days += 1;
                context.after(10.0, Kind::Day, event.slot + 1);
            }
            Kind::Call => {
                if unit(&mut self.rng) < 0.3 {
                    self.plans.cancel();
                }
                context.after_generation(3.0 * unit(&mut self.rng), Kind::Answer, 0, self.plans);
                context.after(unit(&mut self.rng), Kind::Call, 0);
            }
            Kind::Answer => {}
        }
    }

    fn is_current(&self, event: &Event<Kind>) -> bool {
        event.kind != Kind::Answer || event.generation == self.plans
    }
}

fn office() -> Simulation<Office, Fingerprints> {
    let rng = Streams::new(1).component("office").stream(0, Key::SINGLE);
    Simulation::traced(Office { rng, plans: Generation::default(), days: 0 }, Fingerprints::default())
}

#[test]
fn steps_make_the_run() {
    let mut run = office();
    run.run_until(100.0).unwrap();
    let (mut stepped, mut taken, mut last) = (office(), 0, 0.0);
    while let Some(event) = stepped.step(100.0).unwrap() {
        taken += 1;
        assert!(event.time >= last && stepped.now() == event.time);
        last = event.time;
        assert_eq!(stepped.handled(), taken);
    }
    assert_eq!((stepped.handled(), stepped.stale()), (run.handled(), run.stale()));
    assert_eq!(stepped.trace().fingerprint(), run.trace().fingerprint());
    assert!(run.handled() > 200 && run.stale() > 10);
    // An edge at the end belongs to it, and then the clock stands there.
    assert_eq!((stepped.now(), stepped.component().days, last), (100.0, 10, 100.0));
    assert_eq!(stepped.step(100.0).unwrap(), None);

    // Some steps, and the rest at once.
    let mut mixed = office();
    mixed.run_until(20.0).unwrap();
    for _ in 0..50 {
        assert!(mixed.step(100.0).unwrap().is_some());
    }
    mixed.run_until(100.0).unwrap();
    assert_eq!(mixed.trace().fingerprint(), run.trace().fingerprint());
}

#[test]
fn those_who_live_are_told_from_those_who_have_left() {
    let mut hosts = Entities::new();
    let slots: Vec<u32> = ["a", "b", "c", "d"].map(|name| hosts.insert(name)).into();
    hosts.remove(slots[1]);
    hosts.remove(slots[3]);
    let living =
        |hosts: &Entities<&'static str>| hosts.living().map(|(slot, name)| (slot, *name)).collect::<Vec<_>>();
    assert_eq!(living(&hosts), [(0, "a"), (2, "c")]);
    hosts.insert("e");
    assert_eq!(living(&hosts), [(0, "a"), (2, "c"), (3, "e")]);
    assert_eq!(living(&hosts).len(), hosts.len());
}
