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

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    /// At once, up to the next contact.
    Walked,
    /// Step by step, each an event in the queue.
    Queued,
}

/// A crowd of hosts that their owners lend to research.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "VolunteerParameters")]
pub struct Parameters {
    /// Whether a host's life between two contacts with a server is followed at once
    /// (`"walked"`, the default) or every step of it is an event in the queue
    /// (`"queued"`). Both give the same results; the first is faster.
    pub steps: Steps,
    /// How many hosts are simulated together, from 1 to 2^32 - 1; 4096 by default,
    /// so that a partition fits a processor's cache. It is part of the result's
    /// identity: results for different sizes agree statistically, not bit by bit.
    pub hosts_per_partition: u32,
    /// How many hosts there are, and how they join and leave.
    pub hosts: Hosts,
    /// How hosts come and go during the day; the shares of all classes add up to 1.
    /// By default .25 `random`, .45 `desktop`, .15 `always_on` and .15 `diurnal`
    /// (assumption).
    pub classes: BTreeMap<String, Class>,
    /// What kinds of machine there are; the shares of all add up to 1.
    pub machines: BTreeMap<String, Machine>,
    /// Who owns the hosts.
    pub people: People,
    /// What the client on a host does.
    pub client: Client,
    /// What goes wrong on hosts, by accident or on purpose.
    pub faults: Faults,
    /// The projects that share the hosts.
    pub projects: BTreeMap<String, Project>,
    /// What the projects ask hosts to do. Without applications, `applications = {}`,
    /// hosts come and go and compute nothing.
    pub applications: BTreeMap<String, Application>,
    /// Where the owners live; the shares of all regions add up to 1. By default
    /// half in the `usa`, half in `europe` (assumption; prices from V10).
    pub regions: BTreeMap<String, Region>,
    /// What a machine draws from the socket.
    pub power: Power,
    /// What the project pays, against what a cluster or a cloud would cost.
    pub economics: Economics,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            steps: Steps::Walked,
            hosts_per_partition: 4096,
            hosts: Hosts::default(),
            classes: class::teaching_mixture(),
            machines: BTreeMap::from([("pc".to_owned(), Machine::default())]),
            people: People::default(),
            client: Client::default(),
            faults: Faults::default(),
            projects: BTreeMap::from([("project".to_owned(), Project::default())]),
            applications: BTreeMap::from([("application".to_owned(), Application::default())]),
            regions: region::usa_and_europe(),
            power: Power::default(),
            economics: Economics::default(),
        }
    }
}

impl Parameters {
    /// The rules across parameters that these break.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.hosts_per_partition == 0 {
            violations.push(Violation::new(
                "hosts_per_partition",
                "a partition without hosts simulates nothing",
                "type a whole number from 1 up, such as 4096",
            ));
        }
        violations.extend(self.hosts.validate().into_iter().map(|violation| violation.within("hosts")));
        violations.extend(shares_add_up(
            "classes",
            "classes",
            self.classes.iter().map(|(name, class)| (name, class.share)),
        ));
        violations.extend(shares_add_up(
            "machines",
            "machines",
            self.machines.iter().map(|(name, machine)| (name, machine.share)),
        ));
        violations.extend(shares_add_up(
            "regions",
            "regions",
            self.regions.iter().map(|(name, region)| (name, region.share)),
        ));
        violations.extend(self.states_that_were_recorded());
        for (name, class) in &self.classes {
            let table = format!("classes.{name}");
            violations.extend(class.validate().into_iter().map(|violation| violation.within(&table)));
        }
        for (name, project) in &self.projects {
            let table = format!("projects.{name}");
            violations.extend(project.validate().into_iter().map(|violation| violation.within(&table)));
        }
        for (name, application) in &self.applications {
            let table = format!("applications.{name}");
            let broken = application.validate(&self.projects);
            violations.extend(broken.into_iter().map(|violation| violation.within(&table)));
        }
        violations.extend(self.people.validate().into_iter().map(|violation| violation.within("people")));
        violations.extend(self.client.validate().into_iter().map(|violation| violation.within("client")));
        violations.extend(self.faults.validate().into_iter().map(|violation| violation.within("faults")));
        violations.extend(self.power.validate().into_iter().map(|violation| violation.within("power")));
        violations
            .extend(self.economics.validate().into_iter().map(|violation| violation.within("economics")));
        violations
    }
}

impl Parameters {
    /// A host that replays a recording begins as recorded, and cannot be told otherwise.
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

/// The shares of a table's entries must add up to one, to a millionth.
fn shares_add_up<'a>(
    table: &str,
    plural: &str,
    shares: impl Iterator<Item = (&'a String, Quantity<Share>)>,
) -> Option<Violation> {
    let mut names = Vec::new();
    let mut sum = 0.0;
    for (name, share) in shares {
        sum += share.canonical();
        names.push(name);
    }
    if (sum - 1.0).abs() < 1e-6 {
        return None;
    }
    let rounded = (sum * 1e6).round() / 1e6;
    let violation = Violation::new(
        table,
        format!("the shares of all {plural} add up to {rounded}, not to 1"),
        if names.is_empty() {
            format!("add at least one of the {plural}, with share = 1")
        } else {
            format!("change the shares of {} so that they add up to 1", join(&names))
        },
    );
    Some(names.iter().fold(violation, |violation, name| violation.and(format!("{table}.{name}.share"))))
}

fn join(names: &[&String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
