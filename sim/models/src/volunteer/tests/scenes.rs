//! Small crowds that each do something of their own.

use std::collections::BTreeMap;

use crate::quantity::{Quantity, Unit};
use crate::volunteer::{
    Application, Arrivals, Availability, Class, Lifetime, Machine, Parameters, Project, Supply,
};

pub(in crate::volunteer) fn quantity<U: Unit>(canonical: f64) -> Quantity<U> {
    Quantity::new(canonical).unwrap()
}

/// Hosts of one class and one kind of machine that work for one application.
pub(in crate::volunteer) fn plain(hosts: u32, availability: Availability) -> Parameters {
    let mut parameters = Parameters::default();
    parameters.hosts.initial = hosts;
    parameters.classes = BTreeMap::from([("class".to_owned(), Class { share: quantity(1.0), availability })]);
    parameters
}

pub(in crate::volunteer) fn application(parameters: &mut Parameters) -> &mut Application {
    parameters.applications.values_mut().next().unwrap()
}

pub(in crate::volunteer) fn machine(parameters: &mut Parameters) -> &mut Machine {
    parameters.machines.values_mut().next().unwrap()
}

fn mixture() -> Parameters {
    let mut parameters = Parameters::default();
    parameters.hosts.initial = 150;
    parameters.hosts.lifetime =
        Lifetime::Random(crate::distribution::Distribution::Exponential { mean: Quantity::days(8) });
    parameters
}

fn one_core() -> Parameters {
    let mut parameters = plain(200, Availability::Random);
    machine(&mut parameters).cores = 1;
    parameters
}

fn two_projects() -> Parameters {
    let mut parameters = mixture();
    let late = Project { resource_share: 50.0, starts: Quantity::days(3), ..Project::default() };
    let early = Project { ends: Some(Quantity::days(9)), tasks_per_day: Some(300), ..Project::default() };
    parameters.projects = BTreeMap::from([("early".to_owned(), early), ("late".to_owned(), late)]);
    let long =
        Application { project: "early".to_owned(), delay_bound: Quantity::days(2), ..Application::default() };
    let short = Application {
        project: "late".to_owned(),
        flops: quantity(2e13),
        delay_bound: Quantity::hours(9),
        ..Application::default()
    };
    parameters.applications = BTreeMap::from([("long".to_owned(), long), ("short".to_owned(), short)]);
    parameters
}

fn graphics() -> Parameters {
    let mut parameters = mixture();
    let on_gpu = Application { uses_gpu: true, flops: quantity(2.88e16), ..Application::default() };
    parameters.applications.insert("graphics".to_owned(), on_gpu);
    let rig = Machine { cores: 0, gpu_share: quantity(1.0), share: quantity(0.25), ..Machine::default() };
    machine(&mut parameters).share = quantity(0.75);
    parameters.machines.insert("rig".to_owned(), rig);
    parameters
}

fn cheats() -> Parameters {
    let mut parameters = mixture();
    let faults = &mut parameters.faults;
    (faults.fabricators, faults.failing) = (quantity(0.1), quantity(0.05));
    (faults.collusion, faults.claims) = (true, quantity(10.0));
    (faults.client_errors, faults.wrong_results, faults.alike) = (quantity(0.05), quantity(0.05), Some(5.0));
    let application = application(&mut parameters);
    (application.adaptive_replication, application.initial_run) = (true, 12);
    parameters
}

fn batch() -> Parameters {
    let mut parameters = mixture();
    application(&mut parameters).supply = Supply::Batch(1_000);
    parameters
}

fn retries() -> Parameters {
    let mut parameters = mixture();
    let application = application(&mut parameters);
    (application.delay_bound, application.retry_delay) = (Quantity::days(2), quantity(0.5));
    (application.homogeneous_redundancy, application.platform_dependent) = (true, true);
    application.supply = Supply::Burst { jobs: 300, every: Quantity::days(2) };
    machine(&mut parameters).share = quantity(0.5);
    let other = Machine { cores: 2, share: quantity(0.5), ..Machine::default() };
    parameters.machines.insert("other".to_owned(), other);
    parameters
}

fn people() -> Parameters {
    let mut parameters = mixture();
    parameters.people.hosts_each = 2.5;
    parameters.people.recruits = quantity(0.02);
    parameters.people.patience = Some(Quantity::days(10));
    parameters.hosts.arrivals = Arrivals::Rate(quantity(0.3));
    application(&mut parameters).supply = Supply::Stream(quantity(20.0));
    parameters
}

/// Hosts that keep no buffer, of processes whose intervals are whole hours.
fn clockwork() -> Parameters {
    let hours = |hours| crate::distribution::Distribution::Deterministic(Quantity::hours(hours));
    let mut parameters = plain(100, Availability::Renewal { available: hours(12), unavailable: hours(12) });
    (parameters.client.min_buffer, parameters.client.additional_buffer) = (Quantity::ZERO, Quantity::ZERO);
    parameters
}

/// Every scene under its name.
pub(in crate::volunteer) fn all() -> [(&'static str, Parameters); 10] {
    [
        ("mixture", mixture()),
        ("one core", one_core()),
        ("two projects", two_projects()),
        ("graphics", graphics()),
        ("cheats", cheats()),
        ("batch", batch()),
        ("retries", retries()),
        ("people", people()),
        ("clockwork", clockwork()),
        ("no applications", Parameters { applications: BTreeMap::new(), ..mixture() }),
    ]
}
