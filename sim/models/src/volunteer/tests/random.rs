//! Scenarios at random, odd ones included.

use proptest::prelude::*;

use super::scenes::{machine, plain, quantity};
use crate::quantity::Quantity;
use crate::volunteer::{Application, Arrivals, Availability, Parameters, Project, Supply};

/// What a core and a graphics processor compute in an hour, in operations.
const CORE: f64 = 4.2e9 * 3600.0;
const GPU: f64 = 1e12 * 3600.0;

fn availability() -> impl Strategy<Value = Availability> {
    prop::sample::select(vec![
        Availability::Random,
        Availability::Desktop,
        Availability::DesktopGrid,
        Availability::Peer,
        Availability::AlwaysOn,
    ])
}

fn supply() -> impl Strategy<Value = Supply> {
    prop_oneof![
        Just(Supply::Unlimited),
        (0_u32..500).prop_map(Supply::Batch),
        (0.0..20.0).prop_map(|rate| Supply::Stream(quantity(rate))),
        (1_u32..100, 1_u32..60)
            .prop_map(|(jobs, hours)| Supply::Burst { jobs, every: Quantity::hours(hours) }),
    ]
}

prop_compose! {
    fn rules()(
        (quorum, more_copies, more_successes) in (1_u32..4, 0_u32..3, 0_u32..4),
        max_errors in 0_u32..4,
        spare in 0_u32..5,
        bound in 10_u32..200,
        retry in 0.2..1.0,
        flags in prop::array::uniform4(any::<bool>()),
        (quota, run) in (1_u32..200, 0_u32..30),
        supply in supply(),
        hours in 0.01..20.0,
    ) -> Application {
        let flops = if flags[3] { GPU } else { CORE } * hours;
        Application {
            flops: quantity(flops),
            min_quorum: quorum,
            target_nresults: quorum + more_copies,
            max_total_results: quorum + more_copies + spare,
            max_success_results: quorum + more_successes,
            max_error_results: max_errors,
            delay_bound: Quantity::hours(bound),
            retry_delay: quantity(retry),
            daily_quota: quota,
            initial_run: run,
            adaptive_replication: flags[0],
            homogeneous_redundancy: flags[1],
            platform_dependent: flags[2],
            uses_gpu: flags[3],
            supply,
            ..Application::default()
        }
    }
}

prop_compose! {
    fn crowd()(
        (hosts, cores) in (1_u32..60, 0_u32..6),
        availability in availability(),
        faults in prop::array::uniform4(0.0..0.3),
        (checkpoint, slice) in (0_u32..5, 1_u32..5),
        (least, more) in (0_u32..20, 0_u32..20),
        (hosts_each, recruits, patience) in (1.0..4.0, 0.0..0.05, prop::option::of(1_u32..30)),
        joins in 0.0..0.5,
    ) -> Parameters {
        let mut parameters = plain(hosts, availability);
        machine(&mut parameters).cores = cores;
        parameters.hosts.arrivals = Arrivals::Rate(quantity(joins));
        let shares = faults.map(quantity);
        parameters.faults.client_errors = shares[0];
        parameters.faults.wrong_results = shares[1];
        parameters.faults.fabricators = shares[2];
        parameters.faults.failing = shares[3];
        parameters.client.checkpoint = Quantity::hours(checkpoint);
        parameters.client.time_slice = Quantity::hours(slice);
        parameters.client.min_buffer = Quantity::hours(least);
        parameters.client.additional_buffer = Quantity::hours(more);
        parameters.people.hosts_each = hosts_each;
        parameters.people.recruits = quantity(recruits);
        parameters.people.patience = patience.map(Quantity::days);
        parameters
    }
}

prop_compose! {
    /// A small crowd with one project or two.
    pub(super) fn any_scene()(
        mut parameters in crowd(),
        first in rules(),
        second in prop::option::of(rules()),
        (starts, lasts, share) in (0_u32..8, 1_u32..8, 1.0..500.0),
    ) -> Parameters {
        parameters.applications.insert("application".to_owned(), first);
        if let Some(rules) = second {
            let ends = Some(Quantity::days(starts + lasts));
            let project = Project { resource_share: share, starts: Quantity::days(starts), ends, tasks_per_day: Some(500) };
            parameters.projects.insert("second".to_owned(), project);
            parameters.applications.insert("second".to_owned(), Application { project: "second".to_owned(), ..rules });
        }
        parameters
    }
}
