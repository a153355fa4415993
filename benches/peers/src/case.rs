//! The cases: a queue, or a number of hosts of a class.

use std::fmt;

use crate::workloads::hosts::Intervals;
use crate::workloads::queue;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Case {
    Queue,
    Hosts { class: Class, hosts: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Class {
    Exponential,
    /// SETI@home's truly random class, with its heavy tails.
    Random,
}

impl Class {
    pub(crate) fn intervals(self) -> Intervals {
        match self {
            Class::Exponential => Intervals::exponential(),
            Class::Random => Intervals::random_class(),
        }
    }
}

impl Case {
    /// Hours of simulated time with about this number of events.
    pub(crate) fn hours(self, events: u64) -> f64 {
        let rate = match self {
            Case::Queue => queue::RATE,
            Case::Hosts { class, hosts } => f64::from(hosts) / class.intervals().between_changes(),
        };
        events as f64 / rate
    }

    pub(crate) fn hosts(self) -> Option<u32> {
        match self {
            Case::Queue => None,
            Case::Hosts { hosts, .. } => Some(hosts),
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Case::Queue => f.write_str("M/M/1"),
            Case::Hosts { class, hosts } => {
                let class = if class == Class::Random { "random class" } else { "exponential" };
                write!(f, "hosts, {class}, {:.0e}", f64::from(hosts))
            }
        }
    }
}
