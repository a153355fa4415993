//! Several metrics in one unit beside one another, such as lifetime value by several methods.
//!
//! Each is a dot with the 95% interval of its mean. The axis of a dot plot need not contain zero, so small
//! differences between large values are visible.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, Tick, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, interval};
use super::series::bounds;
use super::style::{BLUE, GRID, INK, MARGIN, QUIET_INK, TITLE_SIZE, WIDTH, width_of};
use super::{Figure, FigureError, metric, shown, subtitle};

/// The height of a row, and the margins around the rows.
const ROW: f64 = 44.0;
const AROUND: f64 = 174.0;

/// The mean of several metrics over replications, each with its 95% interval (Student's t). One without a
/// value is left out.
///
/// # Errors
/// If the model has no such metric, two differ in their unit, or none has a value.
pub fn dots(outcome: &Outcome, names: &[&str]) -> Result<Figure, FigureError> {
    let mut metrics = Vec::new();
    for name in names {
        metrics.push(metric(outcome, name)?);
    }
    let Some(first) = metrics.first() else {
        return Err(FigureError::NoValues { name: "nothing".to_owned() });
    };
    if let Some(other) = metrics.iter().find(|metric| metric.unit != first.unit) {
        let units = [first.unit, other.unit];
        return Err(FigureError::Units { first: first.name, second: other.name, units });
    }
    let found = metrics.iter().filter_map(|metric| outcome.summary.get(metric.name));
    let found: Vec<&Estimate> = found.filter(|found| found.mean.is_some_and(f64::is_finite)).collect();
    if found.is_empty() {
        return Err(FigureError::NoValues { name: names.join(", ") });
    }
    let rows = Rows::new(first, found);
    let labels: Vec<&str> = rows.estimates.iter().map(|estimate| estimate.metric.label).collect();
    let title = title(&labels);
    let alt = format!("Dot plot. {}.", rows.in_words());
    let frame = Frame {
        legend: &rows.legend(),
        up: Some(&rows.up),
        height: AROUND + ROW * rows.estimates.len() as f64,
        ..Frame::new([&title, &alt], subtitle(outcome), &rows.across)
    };
    let svg = frame.draw(|canvas, plot| rows.paint(canvas, plot))?;
    Ok(Figure { name: names.join("_and_"), title, alt, svg, data: rows.data() })
}

/// The metrics' labels. All of them are along the axis, so the title has only the first if they are long.
fn title(labels: &[&str]) -> String {
    let whole = labels.join(", ");
    match labels {
        [first, others @ ..] if width_of(&whole, TITLE_SIZE * 1.1) > WIDTH - 2.0 * MARGIN => {
            format!("{first}, beside {} others", others.len())
        }
        _ => whole,
    }
}

struct Rows<'a> {
    estimates: Vec<&'a Estimate>,
    across: Axis,
    up: Axis,
}

impl<'a> Rows<'a> {
    fn new(first: &Metric, estimates: Vec<&'a Estimate>) -> Self {
        let means = estimates.iter().filter_map(|estimate| estimate.mean);
        let ends = estimates.iter().filter_map(|estimate| bounds(estimate));
        let values: Vec<f64> = means.chain(ends.flat_map(|(low, high)| [low, high])).collect();
        let title = if first.unit == "share" { "Share" } else { "Mean" };
        let unit = if first.unit == "share" { "" } else { first.unit };
        let rows = estimates.len();
        let tick = |(at, estimate): (usize, &&Estimate)| Tick {
            at: rows as f64 - at as f64 - 0.5,
            label: estimate.metric.label.to_owned(),
        };
        let names = estimates.iter().enumerate().map(tick).collect();
        Rows {
            across: Axis::around(title, unit, values.into_iter()),
            up: Axis::of_names("", rows as f64, names),
            estimates,
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let has_interval = self.estimates.iter().any(|estimate| estimate.half_width.is_some());
        vec![if has_interval {
            Entry::new(Mark::Interval, BLUE, 1.0, "mean and its 95% interval")
        } else {
            Entry::new(Mark::Dot, BLUE, 1.0, "the one replication")
        }]
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        for (estimate, tick) in self.estimates.iter().zip(self.up.ticks()) {
            let Some(mean) = estimate.mean else { continue };
            let y = plot.y(self.up.place(tick.at));
            canvas.line(&[[plot.left, y], [plot.right, y]], GRID, 1.0, 1.0);
            match bounds(estimate) {
                Some((low, high)) => interval(canvas, [x(low), x(mean), x(high)], y, BLUE),
                None => canvas.dot([x(mean), y], 4.0, BLUE, 1.0),
            }
            let near_the_end = x(mean) > plot.left + 0.8 * (plot.right - plot.left);
            let near_the_start = x(mean) < plot.left + 0.2 * (plot.right - plot.left);
            let anchor = match (near_the_start, near_the_end) {
                (true, _) => Anchor::Left,
                (_, true) => Anchor::Right,
                _ => Anchor::Middle,
            };
            canvas.text([x(mean), y - 14.0], &shown(estimate), Lettering::new(anchor, INK));
            let only = format!("{} replications", estimate.n);
            if self.estimates.iter().any(|other| other.n != estimate.n) {
                canvas.text([plot.right - 4.0, y + 12.0], &only, Lettering::new(Anchor::Right, QUIET_INK));
            }
        }
    }

    fn data(&self) -> Data {
        let format = self.across.fine_format();
        let columns = vec![
            "Metric".to_owned(),
            titled("Mean", &format.unit),
            titled("Half-width of the 95% interval", &format.unit),
            "Replications".to_owned(),
        ];
        let rows = self.estimates.iter().map(|estimate| {
            let half_width = estimate.half_width.filter(|half| half.is_finite());
            vec![
                estimate.metric.label.to_owned(),
                format.show(estimate.mean),
                format.show(half_width),
                estimate.n.to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let each = self
            .estimates
            .iter()
            .map(|estimate| format!("{}: {}", estimate.metric.label, super::in_words(estimate)));
        each.collect::<Vec<_>>().join("; ")
    }
}
