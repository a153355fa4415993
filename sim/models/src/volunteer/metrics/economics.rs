//! The costs of computing: to owners, to projects, and on clusters and clouds.

use super::view::{SECONDS_PER_HOUR, done};
use crate::metrics::ratio;
use crate::volunteer::Volunteer;
use crate::volunteer::statistics::Statistics;

const WATTS_PER_KILOWATT: f64 = 1000.0;
const TERA: f64 = 1e12;

/// In dollars.
#[derive(Clone, Copy)]
pub(super) struct Costs {
    /// All owners' power over that of idle machines, and over that of machines that are off.
    pub(super) over_idle: f64,
    pub(super) over_off: f64,
    /// What is delivered.
    pub(super) tflops: Option<f64>,
    /// For each of them, during a year: what the projects pay, and what a cluster or a cloud would cost.
    pub(super) project: Option<f64>,
    pub(super) cluster: f64,
    pub(super) cloud: f64,
}

impl Costs {
    pub(super) fn new(sums: &Statistics, volunteer: &Volunteer, time: f64) -> Self {
        let parameters = &volunteer.parameters;
        let economics = &parameters.economics;
        // Dollars for each watt that all machines drew while they computed at full speed.
        let dollars_per_watt: f64 = volunteer
            .groups()
            .iter()
            .zip(&sums.fleet.groups)
            .map(|(group, sums)| {
                let price = volunteer.plan.prices[group.region];
                let full = group.peak * SECONDS_PER_HOUR * parameters.client.efficiency.canonical();
                let hours = ratio(done(group, sums), full);
                hours.unwrap_or(0.0) * price / WATTS_PER_KILOWATT
            })
            .sum();
        let power = parameters.power;
        let tflops = ratio(sums.server.delivered / TERA, time * SECONDS_PER_HOUR);
        let project = economics.dollars(economics.project_cost_per_year);
        Costs {
            over_idle: dollars_per_watt * (power.active.canonical() - power.idle.canonical()),
            over_off: dollars_per_watt * power.active.canonical(),
            tflops,
            project: tflops.and_then(|tflops| ratio(project, tflops)),
            cluster: economics.dollars(economics.cluster_per_tflops_year),
            cloud: economics.dollars(economics.cloud_per_tflops_year),
        }
    }
}
