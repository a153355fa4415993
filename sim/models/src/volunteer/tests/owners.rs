//! Volunteers: how many hosts they bring, whom they recruit, when they give up.

use std::collections::BTreeMap;

use bazaar_numerics::variates::exp;

use super::{horizon, observe, run, scenes};
use crate::quantity::Quantity;
use crate::volunteer::{Arrivals, Availability, Lifetime, Parameters, Statistics, Teams};
use scenes::quantity;

const SEEDS: u64 = 10;

fn idle(hosts: u32) -> Parameters {
    let mut parameters = scenes::plain(hosts, Availability::AlwaysOn);
    parameters.applications = BTreeMap::new();
    parameters.hosts.lifetime = Lifetime::Forever;
    parameters
}

fn total(parameters: &Parameters, days: u32, of: fn(&Statistics) -> u64) -> f64 {
    (1..=SEEDS).map(|seed| of(&run(parameters, horizon(days), seed, 0))).sum::<u64>() as f64
}

#[test]
fn the_rate_of_arrivals_is_one_of_hosts_however_many_a_volunteer_brings() {
    let mut parameters = idle(1);
    parameters.hosts.arrivals = Arrivals::Rate(quantity(5.0));
    parameters.people.hosts_each = 2.5;
    let joined = total(&parameters, 20, |sums| sums.fleet.joins);
    // A geometric number of mean 2.5 has mean square 10, so the variance of the
    // number of hosts is 4 times its mean; five standard deviations, an error of 6e-7.
    let expected = 5.0 * 480.0 * SEEDS as f64;
    assert!((joined - expected).abs() < 5.0 * (4.0 * expected).sqrt(), "{joined}, not {expected}");
}

#[test]
fn recruits_recruit_so_that_the_crowd_grows_exponentially() {
    let mut parameters = idle(500);
    parameters.people.willing = quantity(1.0);
    parameters.people.recruits = quantity(1.0 / 240.0);
    let joined = total(&parameters, 10, |sums| sums.fleet.joins);
    // Yule's process: mean N e, variance N e (e - 1) after as long as one recruit takes.
    let begin = 500.0 * SEEDS as f64;
    let e = core::f64::consts::E;
    let expected = begin * (e - 1.0);
    assert!((joined - expected).abs() < 5.0 * (begin * e * (e - 1.0)).sqrt(), "{joined}, not {expected}");
}

#[test]
fn a_steady_crowd_shrinks_where_volunteers_give_up() {
    let mut parameters = idle(1000);
    parameters.hosts.lifetime =
        Lifetime::Random(crate::distribution::Distribution::Exponential { mean: Quantity::days(10) });
    parameters.people.patience = Some(Quantity::days(10));
    let (joined, left) = (
        total(&parameters, 60, |sums| sums.fleet.joins),
        total(&parameters, 60, |sums| sums.fleet.departures),
    );
    // In the end 1,000 x (1/10) / (1/10 + 1/10) hosts are left: those who join replace half of those who leave.
    let gone = (left - joined) / SEEDS as f64;
    // A Poisson number of 500 in each of ten runs has a standard deviation of 7; five of them, an error of 6e-7.
    assert!((gone - 500.0).abs() < 36.0, "{gone}");
}

#[test]
fn patience_ends_after_its_time_of_computing() {
    let mut parameters = idle(500);
    parameters.people.patience = Some(Quantity::days(10));
    let left = total(&parameters, 10, |sums| sums.fleet.departures);
    // 30 d on, 2 h off: hosts compute 360 / 361 of the time.
    let share = 1.0 - exp(-360.0 / 361.0);
    let all = 500.0 * SEEDS as f64;
    let spread = (all * share * (1.0 - share)).sqrt();
    assert!((left - all * share).abs() < 5.0 * spread, "{left}, not {}", all * share);
}

#[test]
fn the_credit_of_all_teams_and_of_those_in_none_is_all_credit() {
    let mut parameters = scenes::plain(300, Availability::AlwaysOn);
    let without = run(&parameters, horizon(4), 1, 0);
    assert!(without.server.credit_of_teams.by_team().is_none());
    parameters.people.teams = Teams { members: quantity(0.75), count: 12, exponent: 0.0 };
    let with = run(&parameters, horizon(4), 1, 0);
    let (none, teams) = with.server.credit_of_teams.by_team().unwrap();
    let all = none + teams.iter().sum::<f64>();
    assert!(all > 0.0 && (all / with.server.credit - 1.0).abs() < 1e-9, "{all}, not {}", with.server.credit);
    assert!(teams.iter().all(|&credit| credit > 0.0) && none > 0.0);
    // Volunteers in a team compute as before.
    assert_eq!((with.events, with.server.credit), (without.events, without.server.credit));
    let observed = observe(&parameters, horizon(4), &with);
    let of_teams: Vec<&str> =
        observed.segments.iter().filter_map(|segment| segment.segment.strip_prefix("team:")).collect();
    assert_eq!(of_teams, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "others", "none"]);
}
