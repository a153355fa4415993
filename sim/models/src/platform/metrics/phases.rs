//! The state of accounts at the end of each phase (fact P1).

use super::NAME;
use super::view::View;
use crate::observation::{Axis, Matrix, Segment};
use crate::platform::MONTH;
use crate::platform::statistics::Closing;

/// The share of low-value users that was retained, over consecutive months.
pub(super) fn retained(months: &[Closing]) -> Option<f64> {
    let before: u64 = months.iter().rev().skip(1).map(|month| month.stages.low_value).sum();
    let after: u64 = months.iter().skip(1).map(|month| month.stages.retained).sum();
    (before > 0).then(|| after as f64 / before as f64)
}

/// A phase: its name, the months whose ends lie in it, and the one before them.
struct Lived<'a> {
    name: &'a str,
    months: &'a [Closing],
    with_the_one_before: &'a [Closing],
}

/// Phases in order, without those in which no month ends.
fn lived<'a>(view: &View<'a>) -> Vec<Lived<'a>> {
    let phases = &view.platform.plan.phases;
    let months = view.months;
    // A month that ends when a phase begins is the last of the phase before.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of months")]
    let ended_by = |time: f64| ((time / MONTH).floor() as usize).min(months.len());
    let ends = phases.iter().skip(1).map(|phase| ended_by(phase.1)).chain([months.len()]);
    let begins = phases.iter().map(|phase| ended_by(phase.1));
    let lived = |((phase, begins), ends): ((&'a (String, f64), usize), usize)| Lived {
        name: &phase.0,
        months: &months[begins.min(ends)..ends],
        with_the_one_before: &months[begins.min(ends).saturating_sub(1)..ends],
    };
    phases.iter().zip(begins).zip(ends).map(lived).collect()
}

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    if view.run.subscription.is_none() {
        return Vec::new();
    }
    let of = |phase: Lived<'_>| {
        let last = phase.months.last();
        let count = |of: &dyn Fn(&Closing) -> u64| last.map(|month| of(month) as f64);
        let values = [
            (NAME.active_users, count(&|month| month.active_users)),
            (NAME.low_value_users, count(&|month| month.stages.low_value)),
            (NAME.low_value_retained, last.and(retained(phase.with_the_one_before))),
            (NAME.high_value_organisations, count(&|month| month.stages.high_value)),
            (NAME.enterprise_clients, count(&|month| month.enterprise_clients)),
            (NAME.members, count(&|month| month.members)),
        ];
        let segment = format!("phase:{}", phase.name);
        values.map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
    };
    lived(view).into_iter().flat_map(of).collect()
}

/// Accounts at the end of each phase, by stage.
pub(super) fn matrix(view: &View<'_>) -> Option<Matrix> {
    const KINDS: [&str; 5] = ["members", "active", "low value", "high value", "enterprise"];
    let phases = lived(view);
    if phases.is_empty() || view.run.subscription.is_none() {
        return None;
    }
    let of = |phase: &Lived<'_>| match phase.months.last() {
        None => [None; KINDS.len()],
        Some(month) => {
            let stages = month.stages;
            let enterprise = month.enterprise_clients;
            [month.members, month.active_users, stages.low_value, stages.high_value, enterprise]
                .map(|number| Some(number as f64))
        }
    };
    let axis = |label, names: Vec<&str>| Axis {
        label,
        unit: "",
        names: names.into_iter().map(str::to_owned).collect(),
    };
    Some(Matrix {
        metric: NAME.members,
        values: phases.iter().flat_map(of).collect(),
        rows: axis("phase", phases.iter().map(|phase| phase.name).collect()),
        columns: axis("kind of account", KINDS.to_vec()),
    })
}
