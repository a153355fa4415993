//! The platform's metrics: its own, and those of its components.

mod definitions;
mod money;
mod months;
mod parts;
mod phases;
mod view;

use super::Platform;
use super::statistics::{Flow, Statistics};
use crate::metric::Metric;
use crate::observation::{Distribution, Observation, Segment};
pub(super) use definitions::{HEADLINES, NAME};
use view::View;

pub(super) fn all() -> &'static [Metric] {
    &parts::ALL
}

/// Reads the metrics off the statistics.
pub(super) fn observe(sums: Statistics, platform: &Platform) -> Observation {
    let view = View::new(&sums.with, sums.without.as_ref(), platform);
    let response = view
        .desk
        .map(|desk| Distribution { metric: NAME.response_time, sketch: desk.response_sketch.clone() });
    let mut seen = Observation {
        values: definitions::values(&view),
        segments: segments(&view),
        series: months::series(view.run),
        distributions: response.into_iter().filter(|response| response.sketch.count() > 0).collect(),
        matrices: months::matrices(view.run).into_iter().chain(phases::matrix(&view)).collect(),
        ..Observation::default()
    };
    parts::add(platform, sums, &mut seen);
    seen
}

/// Incidents by kind, flows by name, revenue by stream.
fn segments(view: &View<'_>) -> Vec<Segment> {
    let mut segments = Vec::new();
    if let Some(desk) = view.desk {
        for (name, &came) in view.platform.plan.desk.names.iter().zip(&desk.came) {
            segments.push(Segment {
                metric: NAME.incidents,
                segment: format!("kind:{name}"),
                value: Some(came as f64),
            });
        }
    }
    for (flow, [_, _, name]) in Flow::possible(view.run) {
        segments.push(Segment {
            metric: NAME.flows,
            segment: format!("flow:{name}"),
            value: Some(view.run.flows.of(flow) as f64),
        });
    }
    segments.extend(money::segments(view.run));
    segments.extend(phases::segments(view));
    segments
}
