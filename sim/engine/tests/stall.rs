//! A run whose events take no time ends with an error; many events at one instant are no error.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation, kinds};

kinds! { pub enum Kind { Begin, Again } }

/// Repeats one event from time 3 on, every `pause`.
struct Restless {
    pause: f64,
}

impl Component for Restless {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.at(3.0, Kind::Begin, 7);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        context.after(self.pause, Kind::Again, event.slot);
    }
}

#[test]
fn events_that_take_no_time_end_the_run_with_where_and_what() {
    // At 3 a float cannot represent an advance of 1e-20; an advance of 1e-15 it can, but the run would take a
    // thousand years.
    for (pause, moves) in [(0.0, false), (1e-20, false), (1e-15, true)] {
        let mut simulation = Simulation::new(Restless { pause });
        let stalled = simulation.run_until(1e9).unwrap_err();
        assert!((stalled.time - 3.0).abs() < 1e-6, "{stalled}");
        assert_eq!((stalled.kind.as_str(), stalled.key), ("Again", Key::initial(7)));
        assert_eq!(stalled.moved > 0.0, moves, "{stalled}");
        assert!(simulation.handled() < 10_000_000, "{}", simulation.handled());
        assert_eq!(simulation.now(), stalled.time);
        let text = stalled.to_string();
        assert!(text.starts_with("the clock stands still at 3"), "{text}");
    }
}

#[test]
fn a_clock_that_cannot_leave_zero_is_told_from_one_that_can() {
    struct Tiny(f64);
    impl Component for Tiny {
        type Kind = Kind;
        type Effect = Nothing;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            context.at(0.0, Kind::Begin, 0);
        }
        fn handle(&mut self, _: Event<Kind>, context: &mut Context<'_, Self>) {
            context.after(self.0, Kind::Again, 0);
        }
    }
    // Near zero a float can represent an advance of 1e-300: the clock moves, but would never reach the end.
    let stalled = Simulation::new(Tiny(1e-300)).run_until(1.0).unwrap_err();
    assert!(stalled.time > 0.0 && stalled.moved > 0.0, "{stalled}");
    // Ten million events within an hour are many, but no error.
    let mut busy = Simulation::new(Tiny(1e-7));
    busy.run_until(1.0).unwrap();
    assert!(busy.handled() > 9_000_000, "{}", busy.handled());
}

#[test]
fn a_crowd_that_begins_at_one_instant_may_do_several_things_there() {
    struct Crowd {
        left: Vec<u8>,
    }
    impl Component for Crowd {
        type Kind = Kind;
        type Effect = Nothing;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            for slot in 0..self.left.len() {
                context.at(0.0, Kind::Begin, u32::try_from(slot).unwrap());
            }
        }
        fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
            let left = &mut self.left[event.slot as usize];
            if *left > 0 {
                *left -= 1;
                context.after(0.0, Kind::Again, event.slot);
            }
        }
    }
    let mut simulation = Simulation::new(Crowd { left: vec![50; 100_000] });
    simulation.run_until(1.0).unwrap();
    assert_eq!(simulation.handled(), 51 * 100_000);
}
