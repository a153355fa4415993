//! Clients that share their host between projects, cores and graphics processors.

use std::collections::BTreeMap;

use super::scenes::{application, machine, plain, quantity};
use super::{horizon, observe, run, value};
use crate::distribution::Distribution;
use crate::quantity::Quantity;
use crate::volunteer::{Application, Availability, Lifetime, Parameters, Project, Supply};

/// Hosts that are never off, with one core each.
fn steady(hosts: u32) -> Parameters {
    let hours = |hours| Distribution::Deterministic(Quantity::hours(hours));
    let always = Availability::Renewal { available: hours(1_000_000), unavailable: hours(1) };
    let mut parameters = plain(hosts, always);
    parameters.hosts.lifetime = Lifetime::Forever;
    parameters.hosts.start = crate::volunteer::HostStart::Available;
    machine(&mut parameters).cores = 1;
    parameters
}

#[test]
fn a_project_without_work_for_cores_still_has_work_for_graphics_processors() {
    let mut parameters = steady(10);
    machine(&mut parameters).gpu_share = quantity(1.0);
    application(&mut parameters).supply = Supply::Batch(0);
    let on_gpu = Application { uses_gpu: true, flops: quantity(2.88e16), ..Application::default() };
    parameters.applications.insert("graphics".to_owned(), on_gpu);
    let sums = run(&parameters, horizon(10), 1, 0);
    let hours: f64 = sums.fleet.groups.iter().map(|group| group.computing[1]).sum();
    assert!(hours > 0.999 * 10.0 * 240.0, "{hours} h");
}

#[test]
fn hosts_without_cores_compute_on_graphics_processors_alone() {
    let mut parameters = steady(10);
    let machine = machine(&mut parameters);
    (machine.cores, machine.gpu_share) = (0, quantity(1.0));
    let idle = run(&parameters, horizon(10), 1, 0);
    assert_eq!(
        (idle.server.sent_ever, idle.fleet.groups.iter().any(|group| group.computing != [0.0; 2])),
        (0, false)
    );
    application(&mut parameters).uses_gpu = true;
    let busy = run(&parameters, horizon(10), 1, 0);
    assert!(busy.server.sent_ever > 0);
    assert!(busy.fleet.groups.iter().all(|group| group.computing[0] == 0.0));
}

#[test]
fn nobody_works_for_a_project_before_its_start_or_asks_after_its_end() {
    let mut parameters = steady(10);
    let project = Project { starts: Quantity::days(4), ends: Some(Quantity::days(6)), ..Project::default() };
    parameters.projects.insert("project".to_owned(), project);
    let sent = |days: u32| run(&parameters, horizon(days), 1, 0);
    assert_eq!(sent(3).server.sent_ever, 0);
    assert!(sent(3).events < 100, "{} events while there is nothing to do", sent(3).events);
    let (end, later) = (sent(6), sent(40));
    assert!(end.server.sent_ever > 10);
    assert_eq!(end.server.sent_ever, later.server.sent_ever);
    assert_eq!(later.server.in_progress, 0);
    assert!(later.events < end.events + 500, "{} events after the end", later.events - end.events);
}

#[test]
fn a_batch_that_is_done_leaves_hosts_asking_once_a_day() {
    let mut parameters = steady(10);
    application(&mut parameters).supply = Supply::Batch(0);
    let events = run(&parameters, horizon(100), 1, 0).events;
    // Nine contacts of growing distance in the first two days, then one a day; and each host's beginning and end.
    assert!((1_000..1_200).contains(&events), "{events}");
}

#[test]
fn projects_get_their_shares_of_a_host() {
    let mut parameters = steady(20);
    let share = |resource_share| Project { resource_share, ..Project::default() };
    parameters.projects =
        BTreeMap::from([("one".to_owned(), share(100.0)), ("three".to_owned(), share(300.0))]);
    let of = |project: &str, hours: f64| Application {
        project: project.to_owned(),
        flops: quantity(hours * 4.2e9 * 3600.0),
        ..Application::default()
    };
    parameters.applications =
        BTreeMap::from([("a".to_owned(), of("one", 8.0)), ("b".to_owned(), of("three", 3.0))]);
    let days = horizon(60);
    let observation = observe(&parameters, days, &run(&parameters, days, 1, 0));
    assert!(value(&observation, "fairness_share_error") < 0.02);
    assert!(value(&observation, "deadline_miss_rate") < 0.001);
}

#[test]
fn hosts_that_fail_fast_are_soon_held_to_one_job_a_day() {
    let mut parameters = steady(1);
    parameters.faults.failing = quantity(1.0);
    let sent = |days: u32| run(&parameters, horizon(days), 1, 0).server.sent_ever;
    // Each error allows one less, so on the first day half of the quota of 100 is left to send.
    assert!((50..=52).contains(&sent(1)), "{}", sent(1));
    assert_eq!(sent(30) - sent(20), 10);
    assert!(sent(30) < 100 + 30);
}
