//! What volunteer computing measures.

use super::Volunteer;
use super::sums::{GroupSums, Sums};
use crate::metric::Metric;
use crate::observation::{Observation, Segment, Series};

const HOURS_PER_YEAR: f64 = 365.25 * 24.0;
const HOURS_PER_MONTH: f64 = HOURS_PER_YEAR / 12.0;
const WATTS_PER_KILOWATT: f64 = 1000.0;
const TERA: f64 = 1e12;

const HOSTS_ACTIVE: &str = "hosts_active";
const AVAILABILITY: &str = "availability";
const TRANSITIONS: &str = "transitions_per_host_year";
const COMPUTED: &str = "throughput_computed";

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: HOSTS_ACTIVE,
        unit: "hosts",
        label: "Hosts joined",
        about: "Time average of the number of hosts that have joined and not left, available or not.",
    },
    Metric {
        name: AVAILABILITY,
        unit: "share",
        label: "Availability",
        about: "Share of the joined hosts' time in which they are available.",
    },
    Metric {
        name: TRANSITIONS,
        unit: "1/year",
        label: "Transitions per host and year",
        about: "How often a host becomes available or unavailable in a year of being joined.",
    },
    Metric {
        name: "joins_per_year",
        unit: "hosts/year",
        label: "Hosts that join in a year",
        about: "Hosts that joined during the run, scaled to a year.",
    },
    Metric {
        name: "departures_per_year",
        unit: "hosts/year",
        label: "Hosts that leave in a year",
        about: "Hosts that left for good during the run, scaled to a year.",
    },
    Metric {
        name: "throughput_gross",
        unit: "FLOPS",
        label: "Gross throughput",
        about: "Peak of all joined hosts, as if they were always available and did nothing else.",
    },
    Metric {
        name: COMPUTED,
        unit: "FLOPS",
        label: "Computed throughput",
        about: "What hosts compute while available: peak times availability, active share and efficiency. Nothing is subtracted yet for replication or lost work.",
    },
    Metric {
        name: "storage_gross",
        unit: "B",
        label: "Storage of all joined hosts",
        about: "Disk offered by all joined hosts, as if they were always available, time average.",
    },
    Metric {
        name: "storage_available",
        unit: "B",
        label: "Storage available",
        about: "Disk offered by hosts while available, time average.",
    },
    Metric {
        name: "energy_cost_owner",
        unit: "$/month",
        label: "Owner's energy cost over idling",
        about: "What computing adds to a host's monthly bill if it would otherwise idle, averaged over joined hosts.",
    },
    Metric {
        name: "energy_cost_owner_over_off",
        unit: "$/month",
        label: "Owner's energy cost over off",
        about: "What computing adds to a host's monthly bill if it would otherwise be off, averaged over joined hosts.",
    },
    Metric {
        name: "energy_cost_per_tflops_year",
        unit: "$",
        label: "Owners' energy per TFLOPS-year",
        about: "What all owners pay for power over idling, for each TFLOPS computed during a year.",
    },
    Metric {
        name: "cost_per_tflops_year",
        unit: "$",
        label: "Project's cost per TFLOPS-year",
        about: "What the project pays for each TFLOPS computed during a year; its owners' power is not included.",
    },
    Metric {
        name: "cluster_cost_ratio",
        unit: "",
        label: "Cluster's cost over the project's",
        about: "How many times more a cluster would cost for the same throughput.",
    },
    Metric {
        name: "cloud_cost_ratio",
        unit: "",
        label: "Cloud's cost over the project's",
        about: "How many times more a cloud would cost for the same throughput.",
    },
];

pub(super) fn observe(sums: &Sums, volunteer: &Volunteer) -> Observation {
    let horizon = volunteer.plan.horizon;
    let parameters = &volunteer.parameters;
    let time = horizon.counted_total();
    let years = time / HOURS_PER_YEAR;
    let total = add_up(&sums.groups);
    let per_time = |sum: f64| ratio(sum, time);

    // A host computes for a part of the time that it is available.
    let computing = parameters.application.active.canonical() * parameters.application.efficiency.canonical();
    let mut gross = 0.0;
    let mut computed = 0.0;
    let mut storage_gross = 0.0;
    let mut storage = 0.0;
    let mut dollars_per_watt = 0.0;
    let prices: Vec<f64> = parameters
        .regions
        .values()
        .map(|region| {
            region.energy_price.per_kwh() * parameters.economics.dollars_per(region.energy_price.currency())
        })
        .collect();
    for (group, sums) in volunteer.groups().iter().zip(&sums.groups) {
        gross += group.peak * sums.joined;
        computed += group.peak * sums.available * computing;
        storage_gross += group.disk * sums.joined;
        storage += group.disk * sums.available;
        let hours = sums.available * parameters.application.active.canonical();
        dollars_per_watt += hours * prices[group.region] / WATTS_PER_KILOWATT;
    }
    let power = parameters.power;
    let over_idle = dollars_per_watt * (power.active.canonical() - power.idle.canonical());
    let over_off = dollars_per_watt * power.active.canonical();
    let host_months = total.joined / HOURS_PER_MONTH;
    let computed = per_time(computed);
    let tflops = computed.map(|flops| flops / TERA);
    let economics = &parameters.economics;
    let cost = tflops.and_then(|tflops| ratio(economics.dollars(economics.project_cost_per_year), tflops));
    let against = |elsewhere| cost.and_then(|cost| ratio(economics.dollars(elsewhere), cost));

    Observation {
        values: vec![
            per_time(total.joined),
            ratio(total.available, total.joined),
            ratio(total.transitions as f64, total.joined / HOURS_PER_YEAR),
            ratio(sums.joins as f64, years),
            ratio(sums.departures as f64, years),
            per_time(gross),
            computed,
            per_time(storage_gross),
            per_time(storage),
            ratio(over_idle, host_months),
            ratio(over_off, host_months),
            tflops.and_then(|tflops| ratio(over_idle, tflops * years)),
            cost,
            against(economics.cluster_per_tflops_year),
            against(economics.cloud_per_tflops_year),
        ],
        segments: by_class(sums, volunteer, time),
        series: over_time(sums, computing),
        distributions: Vec::new(),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}

/// Hosts, availability and transitions of each class.
fn by_class(sums: &Sums, volunteer: &Volunteer, time: f64) -> Vec<Segment> {
    let classes = volunteer.parameters.classes.keys().enumerate();
    classes
        .flat_map(|(index, name)| {
            let members = volunteer.groups().iter().zip(&sums.groups);
            let total = add_up(members.filter(|(group, _)| group.class == index).map(|(_, sums)| sums));
            let segment = format!("class:{name}");
            [
                (HOSTS_ACTIVE, ratio(total.joined, time)),
                (AVAILABILITY, ratio(total.available, total.joined)),
                (TRANSITIONS, ratio(total.transitions as f64, total.joined / HOURS_PER_YEAR)),
            ]
            .map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
        })
        .collect()
}

fn over_time(sums: &Sums, computing: f64) -> Vec<Series> {
    let Some(over_time) = &sums.over_time else { return Vec::new() };
    let width = over_time.joined.width();
    let joined = over_time.joined.rates();
    let available = over_time.available.rates();
    let share = joined.iter().zip(&available);
    let availability = share.map(|(&joined, &available)| ratio(available, joined).unwrap_or(0.0)).collect();
    let computed = over_time.available_peak.rates().into_iter().map(|peak| peak * computing).collect();
    vec![
        Series { metric: HOSTS_ACTIVE, width, values: joined },
        Series { metric: AVAILABILITY, width, values: availability },
        Series { metric: COMPUTED, width, values: computed },
    ]
}

fn add_up<'a>(groups: impl IntoIterator<Item = &'a GroupSums>) -> GroupSums {
    groups.into_iter().fold(GroupSums::default(), |total, next| GroupSums {
        joined: total.joined + next.joined,
        available: total.available + next.available,
        transitions: total.transitions + next.transitions,
    })
}

/// A quotient, where there is anything to divide by.
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}
