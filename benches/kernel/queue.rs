//! An M/M/1 queue at nine tenths: two events pending at the most.

use bazaar_engine::variates::{Exponential, Variate};
use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation, Stream, Streams, kinds};
use criterion::Bencher;

use crate::baseline::Pending;

kinds! { enum Kind { Departure, Arrival } }

struct Queue {
    between_arrivals: Exponential,
    service: Exponential,
    dice: Stream,
    present: u64,
    served: u64,
}

fn queue() -> Queue {
    let legal = |mean| Exponential::new(mean).unwrap_or_else(|error| panic!("{error}"));
    Queue {
        between_arrivals: legal(1.0),
        service: legal(0.9),
        dice: Streams::new(1).component("queue").stream(0, Key::SINGLE),
        present: 0,
        served: 0,
    }
}

impl Component for Queue {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.after(self.between_arrivals.sample(&mut self.dice), Kind::Arrival, 0);
    }

    #[inline]
    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Arrival => {
                self.present += 1;
                context.after(self.between_arrivals.sample(&mut self.dice), Kind::Arrival, 0);
                if self.present == 1 {
                    context.after(self.service.sample(&mut self.dice), Kind::Departure, 0);
                }
            }
            Kind::Departure => {
                self.present -= 1;
                self.served += 1;
                if self.present > 0 {
                    context.after(self.service.sample(&mut self.dice), Kind::Departure, 0);
                }
            }
        }
    }
}

pub(crate) fn kernel(bencher: &mut Bencher<'_>, events: u64) {
    let mut simulation = Simulation::new(queue());
    let mut end = 0.0;
    bencher.iter(|| {
        let goal = simulation.handled() + events;
        while simulation.handled() < goal {
            end += 1_000.0;
            simulation.run_until(end);
        }
    });
}

/// The same through the plain loop.
pub(crate) fn binary_heap(bencher: &mut Bencher<'_>, events: u64) {
    const ARRIVAL: u32 = 1;
    const DEPARTURE: u32 = 0;
    let mut queue = queue();
    let mut pending = Pending::default();
    pending.push(queue.between_arrivals.sample(&mut queue.dice), ARRIVAL);
    bencher.iter(|| {
        for _ in 0..events {
            let Some((now, event)) = pending.pop() else { return };
            if event == ARRIVAL {
                queue.present += 1;
                pending.push(now + queue.between_arrivals.sample(&mut queue.dice), ARRIVAL);
                if queue.present == 1 {
                    pending.push(now + queue.service.sample(&mut queue.dice), DEPARTURE);
                }
            } else {
                queue.present -= 1;
                queue.served += 1;
                if queue.present > 0 {
                    pending.push(now + queue.service.sample(&mut queue.dice), DEPARTURE);
                }
            }
        }
    });
}
