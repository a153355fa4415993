//! What computing costs: its owners, the projects, and elsewhere.

use super::{HOURS_PER_MONTH, HOURS_PER_YEAR, SECONDS_PER_HOUR, add_up, ratio};
use crate::volunteer::Volunteer;
use crate::volunteer::sums::Sums;

const WATTS_PER_KILOWATT: f64 = 1000.0;
const TERA: f64 = 1e12;

/// From `energy_cost_owner` to `cloud_cost_ratio`.
pub(super) fn values(sums: &Sums, volunteer: &Volunteer, time: f64) -> [Option<f64>; 6] {
    let parameters = &volunteer.parameters;
    let economics = &parameters.economics;
    // Dollars for each watt that all machines drew while they computed at full speed.
    let dollars_per_watt: f64 = volunteer
        .groups()
        .iter()
        .zip(&sums.fleet.groups)
        .map(|(group, sums)| {
            let price = volunteer.plan.prices[group.region];
            let done = group.speed[0] * sums.computing[0] + group.speed[1] * sums.computing[1];
            let hours = ratio(done, group.peak * SECONDS_PER_HOUR * parameters.client.efficiency.canonical());
            hours.unwrap_or(0.0) * price / WATTS_PER_KILOWATT
        })
        .sum();
    let power = parameters.power;
    let over_idle = dollars_per_watt * (power.active.canonical() - power.idle.canonical());
    let over_off = dollars_per_watt * power.active.canonical();
    let host_months = add_up(&sums.fleet.groups).joined / HOURS_PER_MONTH;
    let tflops = ratio(sums.server.delivered / TERA, time * SECONDS_PER_HOUR);
    let cost = tflops.and_then(|tflops| ratio(economics.dollars(economics.project_cost_per_year), tflops));
    let against = |elsewhere| cost.and_then(|cost| ratio(economics.dollars(elsewhere), cost));
    let mut values = [
        ratio(over_idle, host_months),
        ratio(over_off, host_months),
        tflops.and_then(|tflops| ratio(over_idle, tflops * time / HOURS_PER_YEAR)),
        cost,
        against(economics.cluster_per_tflops_year),
        against(economics.cloud_per_tflops_year),
    ];
    if volunteer.plan.apps.is_empty() {
        values.fill(None);
    }
    values
}
