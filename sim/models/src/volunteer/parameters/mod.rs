//! Parameters of volunteer computing, each with unit, range and source.

mod application;
mod class;
mod client;
mod economics;
mod faults;
mod hosts;
mod lifetime;
mod machine;
mod people;
mod project;
mod recording;
mod region;
mod supply;
mod teams;

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::violation::Violation;

pub use application::Application;
pub use class::{Availability, Class, Diurnal};
pub use client::Client;
pub use economics::Economics;
pub use faults::Faults;
pub use hosts::{Arrivals, HostStart, Hosts};
pub use lifetime::Lifetime;
pub use machine::Machine;
pub use people::People;
pub use project::Project;
pub use recording::{Assignment, AtEnd, Offset, Recording};
pub use region::{Power, Region};
pub use supply::Supply;
pub use teams::Teams;

/// How a host's life between two contacts with a server is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    /// At once, up to the next contact.
    Walked,
    /// Step by step, each an event in the queue.
    Queued,
}

/// Hosts that their owners lend to research.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate, rename = "VolunteerParameters")]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// Whether a host's life between two contacts with a server is followed at once (`"walked"`, the default) or
    /// every step of it is an event in the queue (`"queued"`). Both give the same results; the first is faster.
    #[param(default = Steps::Walked)]
    pub steps: Steps,
    /// How many hosts are simulated together (default: a number that fits a processor's cache). It is part of
    /// the result's identity: results for different sizes agree statistically, not bit by bit.
    #[param(default = 4096, range = 1.., because = "a partition without hosts simulates nothing")]
    pub hosts_per_partition: u32,
    /// How many hosts there are, and how they join and leave.
    pub hosts: Hosts,
    /// How hosts come and go during the day; the shares of all classes add up to 1. By default .25 `random`, .45
    /// `desktop`, .15 `always_on` and .15 `diurnal` (assumption).
    #[param(default = class::teaching_mixture(), whole = share)]
    pub classes: BTreeMap<String, Class>,
    /// The kinds of machines; their shares add up to 1.
    #[param(default = BTreeMap::from([("pc".to_owned(), Machine::default())]), whole = share)]
    pub machines: BTreeMap<String, Machine>,
    /// Who owns the hosts.
    pub people: People,
    /// The client on a host.
    pub client: Client,
    /// Errors of hosts, and cheating.
    pub faults: Faults,
    /// The projects that share the hosts.
    #[param(default = BTreeMap::from([("project".to_owned(), Project::default())]))]
    pub projects: BTreeMap<String, Project>,
    /// The work of hosts. Without applications, `applications = {}`, hosts come and go and compute nothing.
    #[param(default = BTreeMap::from([("application".to_owned(), Application::default())]))]
    pub applications: BTreeMap<String, Application>,
    /// Where the owners live; the shares of all regions add up to 1. By default half in the `usa`, half in `europe`
    /// (assumption), with the prices of V10, at -6 and 1 hours from universal time.
    #[param(default = region::usa_and_europe(), whole = share)]
    pub regions: BTreeMap<String, Region>,
    /// What a machine draws from the socket.
    pub power: Power,
    /// What the project pays, against what a cluster or a cloud would cost.
    pub economics: Economics,
}

impl Parameters {
    fn rules(&self) -> Vec<Violation> {
        let without_project = self.applications.iter().flat_map(|(name, application)| {
            let broken = application.among(&self.projects);
            broken.map(|violation| violation.within(name).within("applications"))
        });
        without_project.chain(self.states_that_were_recorded()).collect()
    }
}

impl Parameters {
    /// A host that replays a recording begins in the recorded state, so a state cannot be set.
    fn states_that_were_recorded(&self) -> Option<Violation> {
        let replays = |class: &Class| matches!(class.availability, Availability::Trace(_));
        let (name, _) = self.classes.iter().find(|(_, class)| replays(class))?;
        let hosts = &self.hosts;
        let states = [("hosts.start", hosts.start), ("hosts.join_state", hosts.join_state)];
        let (path, _) = states.into_iter().find(|(_, state)| *state == HostStart::Available)?;
        let violation = Violation::new(
            path,
            "a host that replays a recording begins in the state that was recorded",
            "type \"equilibrium\", or leave it out",
        );
        Some(violation.and(format!("classes.{name}.availability")))
    }
}
