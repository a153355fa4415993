//! The workloads in a minimal event loop.

use super::hosts::{self, Host, Intervals};
use super::pending::Pending;
use super::{Run, Work, queue};

struct Queue {
    queue: queue::Queue,
    pending: Pending,
    now: f64,
    handled: u64,
}

const DEPARTURE: u32 = 0;
const ARRIVAL: u32 = 1;

pub(crate) fn queue() -> impl Run {
    let (mut queue, mut pending) = (queue::Queue::new(), Pending::default());
    pending.push(queue.next_arrival(), ARRIVAL);
    Queue { queue, pending, now: 0.0, handled: 0 }
}

impl Run for Queue {
    fn run_until(&mut self, end: f64) {
        while let Some((now, event)) = self.pending.pop_until(end) {
            self.handled += 1;
            let service = if event == ARRIVAL {
                self.pending.push(now + self.queue.next_arrival(), ARRIVAL);
                self.queue.arrive(now)
            } else {
                self.queue.depart(now)
            };
            if let Some(hours) = service {
                self.pending.push(now + hours, DEPARTURE);
            }
        }
        self.now = end;
    }

    fn work(&self) -> Work {
        self.queue.work(self.now)
    }

    fn handled(&self) -> u64 {
        self.handled
    }
}

/// An event is a host's number, doubled, and one more when it goes on.
struct Hosts {
    intervals: Intervals,
    hosts: Vec<Host>,
    pending: Pending,
    handled: u64,
}

pub(crate) fn hosts(intervals: &Intervals, hosts: u32) -> impl Run + use<> {
    let mut hosts: Vec<Host> = hosts::population(hosts).collect();
    let mut pending = Pending::default();
    for (slot, host) in (0_u32..).zip(&mut hosts) {
        pending.push(host.first(intervals), slot << 1);
    }
    Hosts { intervals: intervals.clone(), hosts, pending, handled: 0 }
}

impl Run for Hosts {
    fn run_until(&mut self, end: f64) {
        while let Some((now, event)) = self.pending.pop_until(end) {
            self.handled += 1;
            let host = &mut self.hosts[event as usize >> 1];
            let hours = if event & 1 == 0 {
                host.switch_off(&self.intervals)
            } else {
                host.switch_on(&self.intervals)
            };
            self.pending.push(now + hours, event ^ 1);
        }
    }

    fn work(&self) -> Work {
        hosts::work(self.hosts.iter().map(Host::changes))
    }

    fn handled(&self) -> u64 {
        self.handled
    }
}
