//! The workloads on simcore, as its own examples are written.
//!
//! One component for the queue and one for each host, each with a context of
//! its own. Events carry no data, so simcore need not allocate them, and it
//! finds the host by the event's destination. A single component with a table
//! of hosts, whose events carry a number, is not faster.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use simcore::{Event, EventHandler, Simulation, SimulationContext, cast};

use crate::workloads::hosts::{self, Host, Intervals};
use crate::workloads::{Run, Work, queue};

#[derive(Clone, Serialize)]
struct Arrival {}

#[derive(Clone, Serialize)]
struct Departure {}

struct Server {
    queue: queue::Queue,
    context: SimulationContext,
}

impl Server {
    fn serve(&self, service: Option<f64>) {
        if let Some(hours) = service {
            self.context.emit_self(Departure {}, hours);
        }
    }
}

impl EventHandler for Server {
    fn on(&mut self, event: Event) {
        let now = event.time;
        cast!(match event.data {
            Arrival {} => {
                let hours = self.queue.next_arrival();
                self.context.emit_self(Arrival {}, hours);
                let service = self.queue.arrive(now);
                self.serve(service);
            }
            Departure {} => {
                let service = self.queue.depart(now);
                self.serve(service);
            }
        });
    }
}

struct QueueRun {
    simulation: Simulation,
    server: Rc<RefCell<Server>>,
}

pub(crate) fn queue() -> impl Run {
    let mut simulation = Simulation::new(1);
    let mut server = Server { queue: queue::Queue::new(), context: simulation.create_context("server") };
    server.context.emit_self(Arrival {}, server.queue.next_arrival());
    let server = Rc::new(RefCell::new(server));
    simulation.add_handler("server", server.clone());
    QueueRun { simulation, server }
}

impl Run for QueueRun {
    fn run_until(&mut self, end: f64) {
        self.simulation.step_until_time(end);
    }

    fn work(&self) -> Work {
        self.server.borrow().queue.work(self.simulation.time())
    }
}

#[derive(Clone, Serialize)]
struct SwitchOff {}

#[derive(Clone, Serialize)]
struct SwitchOn {}

struct Machine {
    host: Host,
    intervals: Rc<Intervals>,
    context: SimulationContext,
}

impl EventHandler for Machine {
    fn on(&mut self, event: Event) {
        cast!(match event.data {
            SwitchOff {} => {
                let hours = self.host.switch_off(&self.intervals);
                self.context.emit_self(SwitchOn {}, hours);
            }
            SwitchOn {} => {
                let hours = self.host.switch_on(&self.intervals);
                self.context.emit_self(SwitchOff {}, hours);
            }
        });
    }
}

struct HostsRun {
    simulation: Simulation,
    machines: Vec<Rc<RefCell<Machine>>>,
}

pub(crate) fn hosts(intervals: &Intervals, hosts: u32) -> impl Run + use<> {
    let mut simulation = Simulation::new(1);
    let intervals = Rc::new(intervals.clone());
    let mut machines = Vec::with_capacity(hosts as usize);
    for (number, host) in hosts::population(hosts).enumerate() {
        let name = format!("host-{number}");
        let context = simulation.create_context(&name);
        let mut machine = Machine { host, intervals: intervals.clone(), context };
        machine.context.emit_self(SwitchOff {}, machine.host.first(&machine.intervals));
        let machine = Rc::new(RefCell::new(machine));
        simulation.add_handler(&name, machine.clone());
        machines.push(machine);
    }
    HostsRun { simulation, machines }
}

impl Run for HostsRun {
    fn run_until(&mut self, end: f64) {
        self.simulation.step_until_time(end);
    }

    fn work(&self) -> Work {
        hosts::work(self.machines.iter().map(|machine| machine.borrow().host.changes()))
    }
}
