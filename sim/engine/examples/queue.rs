//! An M/M/1 queue: customers arrive at random and are served one at a time.

use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation, Stream, Streams, kinds};
use bazaar_numerics::accumulators::Level;
use bazaar_numerics::variates::{Exponential, Variate};

kinds! { enum Kind { Departure, Arrival } }

struct Queue {
    between_arrivals: Exponential,
    service: Exponential,
    rng: Stream,
    customers: Level,
}

impl Component for Queue {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.after(self.between_arrivals.sample(&mut self.rng), Kind::Arrival, 0);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        let idle = self.customers.value() < 1.0;
        self.customers.add(event.time, if event.kind == Kind::Arrival { 1.0 } else { -1.0 });
        if event.kind == Kind::Arrival {
            context.after(self.between_arrivals.sample(&mut self.rng), Kind::Arrival, 0);
        }
        // Service begins for a customer who finds the server idle, and for the next in the queue.
        if self.customers.value() >= 1.0 && (idle || event.kind == Kind::Departure) {
            context.after(self.service.sample(&mut self.rng), Kind::Departure, 0);
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (between_arrivals, service) = (Exponential::new(1.0)?, Exponential::new(0.5)?);
    let rng = Streams::new(1).component("queue").stream(0, Key::SINGLE);
    let queue = Queue { between_arrivals, service, rng, customers: Level::default() };
    let mut simulation = Simulation::new(queue);
    simulation.run_until(100_000.0)?;
    let mean = simulation.component().customers.mean(simulation.now());
    // Theory says rho / (1 - rho) = 1; the standard error of this run is about 0.015.
    assert!(mean.is_some_and(|mean| (mean - 1.0).abs() < 0.06));
    Ok(())
}
