//! An M/M/1 queue: customers arrive at random and are served one at a time.

use bazaar_engine::accumulators::Level;
use bazaar_engine::variates::{Exponential, Variate};
use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation, Stream, Streams, kinds};

kinds! { pub enum Kind { Departure, Arrival } }

struct Queue {
    between_arrivals: Exponential,
    service: Exponential,
    arrivals: Stream,
    services: Stream,
    customers: Level,
}

impl Component for Queue {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.after(self.between_arrivals.sample(&mut self.arrivals), Kind::Arrival, 0);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        let change = if event.kind == Kind::Arrival { 1.0 } else { -1.0 };
        self.customers.add(event.time, change);
        if event.kind == Kind::Arrival {
            context.after(self.between_arrivals.sample(&mut self.arrivals), Kind::Arrival, 0);
        }
        // The server turns to a customer who finds it idle, or to the next who waits.
        let starts = self.customers.value() == 1.0 || event.kind == Kind::Departure;
        if starts && self.customers.value() > 0.0 {
            context.after(self.service.sample(&mut self.services), Kind::Departure, 0);
        }
    }

    fn key(&self, _: &Event<Kind>) -> Key {
        Key::SINGLE
    }
}
