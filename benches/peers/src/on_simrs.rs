//! The workloads on simrs, as its own examples are written.
//!
//! State lies in the simulation's store, behind a key. One component holds all
//! hosts, and an event says which one it is about. With a component for each
//! host, simrs takes half as long again at 100,000 hosts: it looks up both the
//! component and its state in hash maps.

use std::time::Duration;

use simrs::{Component, ComponentId, Executor, Key, Scheduler, Simulation, State};

use crate::workloads::hosts::{self, Host, Intervals};
use crate::workloads::{Run, Work, queue};

#[derive(Debug)]
enum Step {
    Arrival,
    Departure,
}

struct Server {
    queue: Key<queue::Queue>,
}

impl Component for Server {
    type Event = Step;

    fn process_event(
        &self,
        id: ComponentId<Step>,
        event: &Step,
        scheduler: &mut Scheduler,
        state: &mut State,
    ) {
        let Some(queue) = state.get_mut(self.queue) else { return };
        let now = hours(scheduler.time());
        let service = match event {
            Step::Arrival => {
                scheduler.schedule(duration(queue.next_arrival()), id, Step::Arrival);
                queue.arrive(now)
            }
            Step::Departure => queue.depart(now),
        };
        if let Some(hours) = service {
            scheduler.schedule(duration(hours), id, Step::Departure);
        }
    }
}

/// An hour of the workload is a second of simrs, whose clock counts nanoseconds.
fn duration(hours: f64) -> Duration {
    Duration::from_secs_f64(hours)
}

fn hours(duration: Duration) -> f64 {
    duration.as_secs_f64()
}

struct QueueRun {
    simulation: Simulation,
    queue: Key<queue::Queue>,
    end: f64,
}

pub(crate) fn queue() -> impl Run {
    let mut simulation = Simulation::default();
    let mut queue = queue::Queue::new();
    let first = duration(queue.next_arrival());
    let queue = simulation.state.insert(queue);
    let server = simulation.add_component(Server { queue });
    simulation.schedule(first, server, Step::Arrival);
    QueueRun { simulation, queue, end: 0.0 }
}

impl Run for QueueRun {
    fn run_until(&mut self, end: f64) {
        self.simulation.execute(Executor::timed(duration(end)));
        self.end = end;
    }

    fn work(&self) -> Work {
        let queue = self.simulation.state.get(self.queue);
        queue.map(|queue| queue.work(self.end)).unwrap_or_default()
    }
}

#[derive(Debug)]
enum Switch {
    Off(u32),
    On(u32),
}

struct Machines {
    hosts: Key<Vec<Host>>,
    intervals: Intervals,
}

impl Component for Machines {
    type Event = Switch;

    fn process_event(
        &self,
        id: ComponentId<Switch>,
        event: &Switch,
        scheduler: &mut Scheduler,
        state: &mut State,
    ) {
        let Some(hosts) = state.get_mut(self.hosts) else { return };
        let (hours, next) = match *event {
            Switch::Off(host) => (hosts[host as usize].switch_off(&self.intervals), Switch::On(host)),
            Switch::On(host) => (hosts[host as usize].switch_on(&self.intervals), Switch::Off(host)),
        };
        scheduler.schedule(duration(hours), id, next);
    }
}

struct HostsRun {
    simulation: Simulation,
    hosts: Key<Vec<Host>>,
}

pub(crate) fn hosts(intervals: &Intervals, hosts: u32) -> impl Run + use<> {
    let mut simulation = Simulation::default();
    let mut population: Vec<Host> = hosts::population(hosts).collect();
    let firsts: Vec<f64> = population.iter_mut().map(|host| host.first(intervals)).collect();
    let hosts = simulation.state.insert(population);
    let machines = simulation.add_component(Machines { hosts, intervals: intervals.clone() });
    for (host, hours) in (0..).zip(firsts) {
        simulation.schedule(duration(hours), machines, Switch::Off(host));
    }
    HostsRun { simulation, hosts }
}

impl Run for HostsRun {
    fn run_until(&mut self, end: f64) {
        self.simulation.execute(Executor::timed(duration(end)));
    }

    fn work(&self) -> Work {
        let hosts = self.simulation.state.get(self.hosts);
        hosts::work(hosts.into_iter().flatten().map(Host::changes))
    }
}
