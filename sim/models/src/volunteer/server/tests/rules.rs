//! Quorums, deadlines, dispatch, quota, capacity.

use std::collections::BTreeMap;

use super::Bench;
use crate::quantity::Quantity;
use crate::volunteer::server::{Answer, Caller, State};
use crate::volunteer::{Parameters, Project, Supply};

#[test]
fn two_results_that_agree_complete_a_job_at_the_lower_claim() {
    let mut bench = Bench::new(|_| ());
    let (one, other) = (bench.ask(1).unwrap(), bench.ask(2).unwrap());
    bench.report(one.result, Some(Answer::RIGHT), 30.0);
    assert_eq!(bench.completed(), 0);
    bench.report(other.result, Some(Answer::RIGHT), 20.0);
    assert_eq!((bench.completed(), bench.server.sums.copies), (1, 2));
    assert_eq!(bench.server.sums.credit, 2.0 * 20.0);
}

#[test]
fn results_that_differ_take_a_third_that_decides() {
    let mut bench = Bench::new(|application| application.supply = Supply::Batch(1));
    let (one, other) = (bench.ask(1).unwrap(), bench.ask(2).unwrap());
    assert!(bench.ask(3).is_none(), "two copies are enough at first");
    bench.right(one.result);
    bench.wrong(other.result);
    let third = bench.ask(3).unwrap();
    assert!(bench.ask(4).is_none());
    bench.right(third.result);
    assert_eq!((bench.completed(), bench.server.sums.copies), (1, 3));
    assert_eq!(bench.server.sums.wrong_accepted, 0);
}

#[test]
fn no_agreement_in_more_than_max_success_results_fails_the_job() {
    let mut bench = Bench::new(|application| {
        application.supply = Supply::Batch(1);
        (application.target_nresults, application.max_success_results) = (3, 4);
    });
    for host in 0..5 {
        assert_eq!(bench.failed(), 0);
        let given = bench.ask(host).unwrap();
        bench.wrong(given.result);
    }
    assert_eq!((bench.failed(), bench.server.sums.sent), (1, 5));
}

#[test]
fn more_than_max_error_results_errors_fail_a_job() {
    let mut bench = Bench::new(|application| application.supply = Supply::Batch(1));
    for host in 0..4 {
        assert_eq!(bench.failed(), 0);
        let given = bench.ask(host).unwrap();
        bench.error(given.result);
    }
    assert_eq!(bench.failed(), 1);
    assert!(bench.ask(9).is_none());
}

#[test]
fn deadlines_that_pass_are_no_errors_but_use_up_copies() {
    let mut bench = Bench::new(|application| application.supply = Supply::Batch(1));
    let mut copies = 0;
    while bench.failed() == 0 {
        let host = copies;
        copies += 1;
        assert!(bench.ask(host).is_some());
        bench.wait_until(bench.now + 168.0);
    }
    // The seventh that is lost needs a ninth copy, with the eighth still to be sent.
    assert_eq!(copies, 7, "max_total_results");
    assert_eq!(bench.server.sums.misses, 7);
    assert_eq!(bench.server.sums.errors, 0);
}

#[test]
fn a_late_result_counts_until_the_job_is_decided() {
    let mut bench = Bench::new(|application| application.supply = Supply::Batch(1));
    let (late, later) = (bench.ask(1).unwrap(), bench.ask(2).unwrap());
    bench.wait_until(168.0);
    assert_eq!(bench.state(late.result), State::NoReply);
    let third = bench.ask(3).unwrap();
    bench.right(late.result);
    assert_eq!(bench.state(late.result), State::Inconclusive);
    bench.right(third.result);
    assert_eq!(bench.completed(), 1);
    bench.right(later.result);
    assert_eq!(bench.state(later.result), State::TooLate);
    assert_eq!(bench.server.sums.copies, 3);
}

#[test]
fn a_copy_that_is_out_when_the_job_is_decided_still_earns_credit_in_time() {
    let mut bench = Bench::new(|application| application.target_nresults = 3);
    let given = [1, 2, 3].map(|host| bench.ask(host).unwrap().result);
    given.into_iter().for_each(|result| bench.right(result));
    assert_eq!(bench.completed(), 1);
    assert_eq!(bench.server.sums.credit, 30.0);
}

#[test]
fn the_first_copy_fixes_the_numeric_class() {
    let mut parameters = Parameters::default();
    let machine = parameters.machines["pc"].clone();
    let half = crate::volunteer::Machine { share: Quantity::new(0.5).unwrap(), ..machine };
    parameters.machines = BTreeMap::from([("a".to_owned(), half.clone()), ("b".to_owned(), half)]);
    let application = parameters.applications.values_mut().next().unwrap();
    (application.homogeneous_redundancy, application.supply) = (true, Supply::Batch(1));
    let mut bench = Bench::with(&parameters);
    let of = |host, numeric_class| Caller { numeric_class, ..Bench::caller(host) };
    assert!(bench.ask_as(of(1, 1)).is_some());
    assert!(bench.ask_as(of(2, 0)).is_none());
    assert!(bench.ask_as(of(3, 1)).is_some());
}

#[test]
fn nobody_gets_two_copies_of_a_job() {
    let mut bench = Bench::new(|application| application.supply = Supply::Batch(1));
    assert!(bench.ask(1).is_some());
    let second_host = Caller { slot: 5, ..Bench::caller(1) };
    assert!(bench.ask_as(second_host).is_none());
    assert!(bench.ask(2).is_some());
}

#[test]
fn a_job_goes_only_where_it_fits_and_ends_in_time() {
    let mut bench = Bench::new(|_| ());
    let caller = Bench::caller(1);
    assert!(bench.ask_as(Caller { memory: 0.4e9, ..caller }).is_none());
    assert!(bench.ask_as(Caller { disk: 0.09e9, ..caller }).is_none());
    assert!(bench.ask_as(Caller { takes: 168.1, ..caller }).is_none());
    assert!(bench.ask_as(Caller { memory: 0.5e9, disk: 0.1e9, takes: 168.0, ..caller }).is_some());
}

#[test]
fn errors_shrink_the_daily_quota_and_successes_restore_it() {
    let mut bench = Bench::new(|application| (application.daily_quota, application.min_quorum) = (4, 1));
    let day = |bench: &mut Bench, fate: fn(&mut Bench, u32)| {
        bench.wait_until(bench.now + 24.0);
        let given: Vec<u32> = std::iter::from_fn(|| bench.ask(1).map(|given| given.result)).collect();
        given.iter().for_each(|&result| fate(bench, result));
        given.len()
    };
    assert_eq!([(); 3].map(|()| day(&mut bench, Bench::error)), [4, 1, 1]);
    assert_eq!([(); 4].map(|()| day(&mut bench, Bench::right)), [1, 2, 4, 4]);
}

#[test]
fn a_server_hands_out_no_more_than_it_can() {
    let mut parameters = Parameters::default();
    let project = Project { tasks_per_day: Some(48), ..Project::default() };
    parameters.projects.insert("project".to_owned(), project);
    let mut bench = Bench::with(&parameters);
    let mut given = 0;
    for minute in 0..24 * 60 {
        bench.wait_until(f64::from(minute) / 60.0);
        given += (0..20).filter(|&host| bench.ask(host).is_some()).count();
    }
    // What the store held at the start, and what came in during a day less a minute.
    assert_eq!(given, 2 + 47);
}
