//! Hosts that are known: adaptive replication, and retries for reliable ones.

use super::{Bench, Caller};
use crate::quantity::Quantity;
use crate::volunteer::Supply;

/// A run so long that a host is distrusted once in four thousand million times.
const FOR_SURE: u32 = u32::MAX;

#[test]
fn a_host_that_is_not_trusted_gets_a_second_opinion() {
    for run in [0, 9] {
        let mut bench = Bench::new(|application| {
            (application.adaptive_replication, application.initial_run) = (true, run);
            application.supply = Supply::Batch(1);
        });
        let one = bench.ask(1).unwrap();
        bench.right(one.result);
        assert_eq!(bench.completed(), 0);
        let other = bench.ask(2).unwrap();
        bench.right(other.result);
        assert_eq!((bench.completed(), bench.server.sums.copies), (1, 2));
    }
}

#[test]
fn a_trusted_hosts_single_copy_is_enough_and_does_not_build_trust() {
    let mut bench = Bench::new(|application| {
        (application.adaptive_replication, application.initial_run) = (true, FOR_SURE);
        application.supply = Supply::Batch(1);
    });
    let only = bench.ask(1).unwrap();
    assert!(bench.ask(2).is_none());
    let before = *bench.server.standing(1, 0);
    bench.right(only.result);
    assert_eq!((bench.completed(), bench.server.sums.copies), (1, 1));
    assert_eq!(before.run(), bench.server.standing(1, 0).run());
}

#[test]
fn valid_results_of_replicated_jobs_build_trust_and_an_error_ends_it() {
    let mut bench = Bench::new(|application| application.adaptive_replication = true);
    for job in 1..=10 {
        let pair = [bench.ask(1).unwrap(), bench.ask(2).unwrap()];
        pair.into_iter().for_each(|given| bench.right(given.result));
        assert_eq!(bench.server.standing(1, 0).run(), job);
    }
    let given = bench.ask(1).unwrap();
    bench.error(given.result);
    assert_eq!(bench.server.standing(1, 0).run(), 0);
}

#[test]
fn a_lost_copy_goes_to_a_reliable_host_with_less_time() {
    let mut bench = Bench::new(|application| {
        application.retry_delay = Quantity::new(0.5).unwrap();
        application.initial_run = 10;
    });
    // Host 3 is known to be quick, host 4 to be slow.
    let (quick, slow) = (bench.ask(3).unwrap(), bench.ask(4).unwrap());
    bench.wait_until(1.0);
    bench.right(quick.result);
    bench.wait_until(100.0);
    bench.right(slow.result);
    let (lost, _) = (bench.ask(1).unwrap(), bench.ask(2).unwrap());
    let first_copy = bench.ask(5).unwrap();
    bench.error(lost.result);
    let second_copy = bench.ask(4).unwrap();
    assert_eq!(second_copy.deadline, 100.0 + 168.0);
    let retry = bench.ask(3).unwrap();
    assert_eq!(retry.deadline, 100.0 + 84.0);
    let job = |result: u32| bench.server.results[result].job;
    assert_eq!(job(retry.result), job(lost.result));
    assert_eq!(job(second_copy.result), job(first_copy.result));
}

/// A job of which host 1 has lost a copy, while no host is known to be reliable.
fn a_loss_among_strangers() -> (Bench, u32) {
    let mut bench = Bench::new(|application| application.retry_delay = Quantity::new(0.5).unwrap());
    let (lost, _) = (bench.ask(1).unwrap(), bench.ask(2).unwrap());
    bench.error(lost.result);
    let job = bench.server.results[lost.result].job;
    (bench, job)
}

#[test]
fn without_reliable_hosts_a_lost_copy_goes_out_before_a_new_job() {
    let (mut bench, job) = a_loss_among_strangers();
    let retry = bench.ask(4).unwrap();
    assert_eq!((bench.server.results[retry.result].job, retry.deadline), (job, 84.0));
}

#[test]
fn a_host_too_slow_for_a_retrys_deadline_gets_it_with_that_of_the_application() {
    let (mut bench, job) = a_loss_among_strangers();
    let slow = Caller { takes: 100.0, ..Bench::caller(4) };
    let retry = bench.ask_as(slow).unwrap();
    assert_eq!((bench.server.results[retry.result].job, retry.deadline), (job, 168.0));
}
