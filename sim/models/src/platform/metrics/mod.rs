//! What the platform measures: what is its own, and all that its components measure.

mod components;
mod list;
mod money;
mod months;
mod phases;

use super::sums::{Flow, Run, Sums};
use super::{MONTH, Platform};
use crate::metric::Metric;
use crate::model::Model;
use crate::observation::{Distribution, Observation, Segment};
use crate::referral;
use components::{ALL, COMPONENTS};
pub(super) use list::HEADLINES;

pub(super) fn all() -> &'static [Metric] {
    &ALL
}

/// Reads the metrics off the sums, in the order of the list.
pub(super) fn observe(sums: Sums, platform: &Platform) -> Observation {
    let Sums { with, without } = sums;
    let mut values = milestones(&with, platform);
    values.extend(money::values(&with, without.as_ref(), platform));
    values.extend(trust(&with, platform));
    values.push(money::by_stream(&with));
    values.extend(idle(&with, platform));
    let response = with
        .help_desk
        .as_ref()
        .map(|desk| Distribution { metric: list::RESPONSE_TIME, sketch: desk.response_sketch.clone() });
    let mut seen = Observation {
        values,
        segments: segments(&with, platform),
        series: months::series(&with),
        distributions: response.into_iter().filter(|response| response.sketch.count() > 0).collect(),
        matrices: months::matrices(&with).into_iter().chain(phases::matrix(&with, platform)).collect(),
        ..Observation::default()
    };
    let subscription = with.subscription.zip(platform.subscription.as_ref());
    COMPONENTS.subscription.add(subscription.map(|(sums, model)| model.observe(sums)), &mut seen);
    let marketplace = with.marketplace.zip(platform.marketplace.as_ref());
    COMPONENTS.marketplace.add(marketplace.map(|(sums, model)| model.observe(sums)), &mut seen);
    let arms = with.referral.zip(without.and_then(|run| run.referral));
    let referral = arms.zip(platform.referral.as_ref());
    COMPONENTS.referral.add(
        referral.map(|((with, without), model)| model.observe(referral::Sums::of([with, without], 0))),
        &mut seen,
    );
    let volunteer = with.volunteer.zip(platform.volunteer.as_ref());
    COMPONENTS.volunteer.add(volunteer.map(|(sums, model)| model.observe(sums)), &mut seen);
    seen
}

/// When milestones were reached, whether in time, and how things stand at the end.
fn milestones(run: &Run, platform: &Platform) -> Vec<Option<f64>> {
    let reached = run.own.reached;
    let first = reached.into_iter().flatten().reduce(f64::min);
    let all = [reached[0], reached[1], reached[2], first];
    let deadline = platform.plan.milestones.deadline;
    // Whoever does not look until then cannot tell.
    let can_tell = platform.plan.horizon.end >= deadline;
    let in_time = |at: Option<f64>| {
        let is_in_time = at.is_some_and(|at| at <= deadline);
        (can_tell || is_in_time).then(|| f64::from(u8::from(is_in_time)))
    };
    let mut values: Vec<Option<f64>> = all.iter().map(|at| at.map(|at| at / MONTH)).collect();
    values.extend(all.map(in_time));
    let has_accounts = run.subscription.is_some();
    let has_months = !run.own.months.is_empty();
    let last = run.own.months.last();
    values.extend([
        (has_accounts && has_months).then_some(run.own.active_users as f64),
        run.marketplace.as_ref().map(|_| run.own.transactions as f64),
        (has_accounts && has_months).then_some(run.own.enterprise_clients as f64),
        (has_accounts && has_months).then_some(run.own.stages.low_value as f64),
        has_accounts.then(|| phases::retained(&run.own.months)).flatten(),
        (has_accounts && has_months).then_some(run.own.stages.high_value as f64),
        last.map(|month| month.members as f64),
    ]);
    values
}

fn trust(run: &Run, platform: &Platform) -> Vec<Option<f64>> {
    let end = platform.plan.horizon.end;
    let desk = run.help_desk.as_ref();
    let agents = f64::from(platform.plan.desk.agents);
    vec![
        desk.and(run.own.trust.mean(end)),
        desk.and(run.own.trust.min()),
        desk.map(|desk| desk.came.iter().sum::<u64>() as f64),
        desk.and_then(|desk| desk.open.mean(end)),
        desk.and_then(|desk| desk.response.mean()),
        desk.and_then(|desk| desk.response_sketch.quantile(0.9)),
        desk.and_then(|desk| desk.busy.mean(end)).filter(|_| agents > 0.0).map(|busy| busy / agents),
        run.marketplace.as_ref().map(|_| run.own.turned_away as f64),
        Some(Flow::ALL.iter().map(|&(flow, _)| run.flows.of(flow) as f64).sum()),
    ]
}

/// What owners of hosts have given and sold.
fn idle(run: &Run, platform: &Platform) -> [Option<f64>; 12] {
    let Some(idle) = &run.idle else { return [None; 12] };
    let owners = &idle.owners;
    let end = platform.plan.horizon.end;
    let share = (owners.alive > 0).then(|| owners.selling as f64 / owners.alive as f64);
    [
        owners.levels[0].mean(end),
        owners.levels[1].mean(end),
        share,
        Some(idle.core_hours_given),
        Some(idle.core_hours_offered),
        Some(owners.core_hours_sold),
        Some(money::dollars(owners.revenue)),
        Some(owners.power),
        Some(money::dollars(owners.fees)),
        (owners.jobs > 0).then(|| owners.pauses as f64 / owners.jobs as f64),
        (owners.jobs + owners.lost > 0).then(|| owners.lost as f64 / (owners.jobs + owners.lost) as f64),
        Some(owners.core_hours_lost),
    ]
}

/// Incidents by kind, flows by name, revenue by stream.
fn segments(run: &Run, platform: &Platform) -> Vec<Segment> {
    let mut segments = Vec::new();
    if let Some(desk) = &run.help_desk {
        for (name, &came) in platform.plan.desk.names.iter().zip(&desk.came) {
            segments.push(Segment {
                metric: list::INCIDENTS,
                segment: format!("kind:{name}"),
                value: Some(came as f64),
            });
        }
    }
    for (flow, [_, _, name]) in Flow::possible(run) {
        segments.push(Segment {
            metric: list::FLOWS,
            segment: format!("flow:{name}"),
            value: Some(run.flows.of(flow) as f64),
        });
    }
    segments.extend(money::segments(run));
    segments.extend(phases::segments(run, platform));
    segments
}
