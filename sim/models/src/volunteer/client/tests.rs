//! Which of its tasks a host runs.

use std::collections::BTreeMap;

use bazaar_engine::{Key, Stream, Streams};

use super::{Ending, Fleet, Honesty, Host, Outlook, Stage, Step, Task};
use crate::model::Horizon;
use crate::volunteer::resolved::Resolved;
use crate::volunteer::tests::scenes::{application, machine, plain};
use crate::volunteer::{Application, Availability, Parameters, Project};

/// Tasks of this length, in h: the first application's, in the first project.
const LENGTH: f64 = 8.0;

fn one_core(projects: u32) -> &'static Resolved {
    let mut parameters = plain(1, Availability::AlwaysOn);
    machine(&mut parameters).cores = 1;
    with_projects(&mut parameters, projects);
    let horizon = Horizon { end: 1e4, warm_up: 0.0, stretches: 1 };
    Box::leak(Box::new(Resolved::new(&parameters, horizon).unwrap()))
}

fn with_projects(parameters: &mut Parameters, projects: u32) {
    let work = application(parameters).clone();
    let names: Vec<String> = (0..projects).map(|number| format!("project {number}")).collect();
    let applications =
        names.iter().map(|name| (name.clone(), Application { project: name.clone(), ..work.clone() }));
    parameters.applications = applications.collect();
    parameters.projects =
        names.into_iter().map(|name| (name, Project::default())).collect::<BTreeMap<_, _>>();
}

/// A host that is available, with tasks of these applications and deadlines, all ready to run.
fn host_with(
    plan: &'static Resolved,
    tasks: &[(u16, f64)],
) -> Fleet<'static, bazaar_engine::stream::Squares> {
    let stream = |purpose| -> Stream { Streams::new(1).component("host").stream(purpose, Key::SINGLE) };
    let mut fleet = Fleet::new(plan, 1);
    let slot = fleet.join(Host {
        availability: stream(0),
        luck: stream(1),
        key: Key::SINGLE,
        now: 0.0,
        since: 0.0,
        clock: 0.0,
        until: 1e9,
        leaves: f64::INFINITY,
        slice_ends: 0.0,
        outlook: Outlook::NOTHING,
        speed: 0.0,
        busy: [0; 2],
        client_errors: 0.0,
        wrong_results: 0.0,
        group: 0,
        owner: 1,
        honesty: Honesty::Honest,
        lending: super::Lending::Given,
        available: true,
        joined: true,
        in_order: true,
    });
    for (result, &(app, deadline)) in (0..).zip(tasks) {
        let (stage, ending, goes_on) = (Stage::Ready, Ending::Right, false);
        let (when, length, resource) = (LENGTH, LENGTH, 0);
        let task = Task { when, length, deadline, result, app, resource, stage, ending, goes_on };
        fleet.life(slot).add_task(task);
    }
    fleet.life(slot).settle();
    fleet
}

fn runs(fleet: &Fleet<'_, bazaar_engine::stream::Squares>) -> Vec<u32> {
    fleet.tasks[0].iter().filter(|task| task.is_running()).map(|task| task.result).collect()
}

#[test]
fn tasks_of_a_project_run_in_the_order_in_which_they_came() {
    assert_eq!(runs(&host_with(one_core(1), &[(0, 100.0), (0, 100.0)])), [0]);
    assert_eq!(runs(&host_with(one_core(1), &[(0, 100.0), (0, 90.0)])), [0], "in no danger");
}

#[test]
fn a_task_in_danger_goes_first_and_of_several_the_one_with_the_earliest_deadline() {
    assert_eq!(runs(&host_with(one_core(1), &[(0, 100.0), (0, 12.0)])), [1]);
    assert_eq!(runs(&host_with(one_core(1), &[(0, 100.0), (0, 14.0), (0, 12.0)])), [2]);
}

#[test]
fn projects_take_turns_of_a_time_slice() {
    let mut fleet = host_with(one_core(2), &[(0, 1000.0), (1, 1000.0)]);
    let mut turns = Vec::new();
    for hour in 1..=4 {
        turns.extend(runs(&fleet));
        let (time, step) = fleet.life(0).next_step();
        assert_eq!(time, f64::from(hour));
        fleet.life(0).take(time, step);
    }
    assert_eq!(turns, [0, 1, 0, 1]);
    assert_eq!(fleet.tasks[0].iter().map(|task| task.left(4.0)).collect::<Vec<_>>(), [6.0, 6.0]);
}

#[test]
fn a_result_is_to_be_reported_within_an_hour_of_the_end_of_its_own_upload() {
    let mut fleet = host_with(one_core(1), &[(0, 1000.0); 3]);
    fleet.tasks[0][1].length = 0.5;
    fleet.tasks[0][1].when = 0.5;
    fleet.life(0).settle();
    // The first upload ends before the second begins, and no step is taken in between.
    for _ in 0..2 {
        let (time, step) = fleet.life(0).next_step();
        assert!(matches!(step, Step::Task(_)), "{step:?} at {time}");
        fleet.life(0).take(time, step);
    }
    let (time, step) = fleet.life(0).next_step();
    assert_eq!(step, Step::Contact);
    fleet.life(0).take(time, step);
    // A megabyte takes 1.6 s at 5 Mbit/s.
    let upload = 1.6 / 3600.0;
    assert!((time - (9.0 + upload)).abs() < 1e-9, "{time}");
    let report_by: Vec<f64> = fleet.tasks[0][..2].iter().map(|task| task.when).collect();
    assert!(fleet.tasks[0][..2].iter().all(|task| task.stage == Stage::Done));
    assert!((report_by[0] - time).abs() < 1e-9, "{report_by:?}");
    assert!((report_by[1] - (9.5 + upload)).abs() < 1e-9, "{report_by:?}");
}
