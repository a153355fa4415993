//! A metric over time: its mean over replications, with bands.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::axis::Axis;
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{AXIS, BLUE, SKY};
use super::time::TimeUnit;
use super::{Figure, FigureError, in_words, metric_followed, over_time, percentiles, subtitle, with_unit};
use crate::number::Format;

/// From this number of replications on, percentiles are drawn instead of the replications.
const ENOUGH_FOR_PERCENTILES: usize = 10;

/// The mean of a metric in each time bin, over replications, with the
/// 95% interval of that mean (Student's t, pointwise) and the
/// middle 80% of replications, or every replication if there are fewer than ten.
///
/// # Errors
/// If the model has no such metric or does not record it over time.
pub fn series(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, name, "over time", over_time(outcome))?;
    let course = Course::new(outcome, metric);
    let title = format!("{} over time", metric.label);
    let alt = course.in_words(&title, outcome);
    let warm_up = course.unit.warm_up(outcome);
    let frame = Frame {
        legend: &course.legend(warm_up),
        up: Some(&course.up),
        ..Frame::new([&title, &alt], subtitle(outcome), &course.across)
    };
    let svg = frame.draw(|canvas, plot| course.paint(canvas, plot, warm_up))?;
    Ok(Figure { name: format!("{name}_over_time"), title, alt, svg, data: course.data() })
}

/// The estimates of each time bin over replications.
pub(super) struct Course {
    pub(super) metric: &'static Metric,
    pub(super) estimates: Vec<Estimate>,
    /// The values of each replication, if there are few.
    pub(super) each: Vec<Vec<f64>>,
    pub(super) replications: usize,
    pub(super) unit: TimeUnit,
    /// The length of a time bin in that unit.
    pub(super) width: f64,
    /// All values that are drawn.
    pub(super) plotted: Vec<f64>,
    pub(super) across: Axis,
    pub(super) up: Axis,
}

impl Course {
    pub(super) fn new(outcome: &Outcome, metric: &'static Metric) -> Self {
        let all = outcome.observations.iter().flat_map(|observation| &observation.series);
        let all: Vec<_> = all.filter(|series| series.metric == metric.name).collect();
        let stretches = all.iter().map(|series| series.values.len()).max().unwrap_or(0);
        let unit = TimeUnit::of(outcome);
        let width = all.first().map_or(0.0, |series| series.width) / unit.hours;
        let finite = |value: &f64| value.is_finite().then_some(*value);
        let estimates: Vec<Estimate> = (0..stretches)
            .map(|stretch| {
                Estimate::new(metric, all.iter().map(|series| series.values.get(stretch).and_then(finite)))
            })
            .collect();
        let few = (2..ENOUGH_FOR_PERCENTILES).contains(&all.len());
        let each: Vec<Vec<f64>> =
            if few { all.iter().map(|series| series.values.clone()).collect() } else { Vec::new() };
        let enough = all.len() >= ENOUGH_FOR_PERCENTILES;
        let plotted = estimates.iter().flat_map(|estimate| {
            let interval = bounds(estimate);
            let span = if enough { percentiles(estimate) } else { [None; 3] };
            [estimate.mean, interval.map(|(low, _)| low), interval.map(|(_, high)| high), span[0], span[2]]
        });
        let plotted: Vec<f64> = plotted.flatten().chain(each.iter().flatten().copied()).collect();
        Course {
            up: Axis::around(metric.label, metric.unit, plotted.iter().copied()),
            across: Axis::from_zero("Time", unit.plural, width * stretches as f64),
            replications: all.len(),
            metric,
            estimates,
            each,
            unit,
            width,
            plotted,
        }
    }

    fn legend(&self, warm_up: f64) -> Vec<Entry> {
        let mut legend = Vec::new();
        if self.replications == 1 {
            legend.push(Entry::new(Mark::Line { width: 1.6 }, BLUE, 1.0, "the one replication"));
        } else {
            legend.push(Entry::new(Mark::Line { width: 1.6 }, BLUE, 1.0, "mean"));
            let few = !self.each.is_empty();
            let interval = if few { Mark::Band } else { Mark::InnerBand { outer: SKY, opacity: MIDDLE } };
            legend.push(Entry::new(interval, BLUE, INTERVAL, "95% interval of the mean"));
            if !few {
                legend.push(Entry::new(Mark::Band, SKY, MIDDLE, "middle 80% of replications"));
            } else {
                legend.push(Entry::new(Mark::Line { width: 1.0 }, SKY, 0.8, "each replication"));
            }
        }
        if warm_up > 0.0 {
            legend.push(Entry::new(Mark::Band, AXIS, WARM_UP, "warm-up, not counted"));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot, warm_up: f64) {
        if warm_up > 0.0 {
            let end = plot.x(self.place(warm_up).min(1.0));
            canvas.rectangle([plot.left, plot.top], [end, plot.bottom], AXIS, WARM_UP);
        }
        if self.each.is_empty() {
            self.band(canvas, plot, SKY, MIDDLE, |estimate| {
                let [low, _, high] = percentiles(estimate);
                Some((low?, high?)).filter(|_| estimate.n >= 2)
            });
        }
        for values in &self.each {
            self.curve(canvas, plot, |stretch| values.get(stretch).copied(), (SKY, 0.8, 1.0));
        }
        self.band(canvas, plot, BLUE, INTERVAL, bounds);
        self.curve(canvas, plot, |stretch| self.estimates.get(stretch)?.mean, (BLUE, 1.0, 1.6));
    }

    /// A line through the midpoints of time bins.
    pub(super) fn curve(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        value: impl Fn(usize) -> Option<f64>,
        (colour, opacity, width): (super::style::Colour, f64, f64),
    ) {
        for run in self.runs(|stretch| value(stretch).filter(|value| value.is_finite())) {
            let points: Vec<[f64; 2]> = run
                .into_iter()
                .map(|(middle, value)| [plot.x(self.place(middle)), self.height(plot, value)])
                .collect();
            canvas.line(&points, colour, opacity, width);
        }
    }

    pub(super) fn band(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        colour: super::style::Colour,
        opacity: f64,
        ends: impl Fn(&Estimate) -> Option<(f64, f64)>,
    ) {
        for run in self.runs(|stretch| ends(self.estimates.get(stretch)?)) {
            let x = |middle: f64| plot.x(self.place(middle));
            let below = run.iter().map(|(middle, (low, _))| [x(*middle), self.height(plot, *low)]);
            let above = run.iter().rev().map(|(middle, (_, high))| [x(*middle), self.height(plot, *high)]);
            canvas.area(&below.chain(above).collect::<Vec<_>>(), colour, opacity);
        }
    }

    /// Runs of consecutive time bins that have a value, as midpoints with
    /// values. A single bin is a horizontal line over its length.
    fn runs<T: Copy>(&self, value: impl Fn(usize) -> Option<T>) -> Vec<Vec<(f64, T)>> {
        let mut runs: Vec<Vec<(f64, T)>> = Vec::new();
        let mut open = false;
        for stretch in 0..self.estimates.len() {
            let found = value(stretch);
            if let Some(value) = found {
                if !open {
                    runs.push(Vec::new());
                }
                if let Some(run) = runs.last_mut() {
                    run.push(((stretch as f64 + 0.5) * self.width, value));
                }
            }
            open = found.is_some();
        }
        for run in &mut runs {
            if let [(middle, value)] = run[..] {
                *run = vec![(middle - self.width / 2.0, value), (middle + self.width / 2.0, value)];
            }
        }
        runs
    }

    /// The position on the axis of a time in its unit.
    pub(super) fn place(&self, time: f64) -> f64 {
        self.across.place(self.across.format.scaled(time))
    }

    pub(super) fn height(&self, plot: &Plot, value: f64) -> f64 {
        plot.y(self.up.place(self.up.format.scaled(value)))
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let times = Format::for_axis(0.0, "").with_step(self.width / 2.0);
        let rows = self.estimates.iter().enumerate();
        let rows =
            rows.map(|(stretch, estimate)| (times.text((stretch as f64 + 0.5) * self.width), estimate));
        Data::of_estimates(format!("Middle of the stretch in {}", self.unit.plural), &format, rows)
    }

    fn in_words(&self, title: &str, outcome: &Outcome) -> String {
        let means =
            self.estimates.iter().enumerate().filter_map(|(stretch, estimate)| {
                Some(((stretch as f64 + 0.5) * self.width, estimate.mean?))
            });
        let lowest = means.clone().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = means.max_by(|left, right| left.1.total_cmp(&right.1));
        let format = self.up.fine_format();
        let times = Format::for_axis(0.0, "").with_step(self.width / 2.0);
        let unit = self.unit.singular;
        let mut text = format!("Line chart. {title}");
        if let (Some(lowest), Some(highest)) = (lowest, highest) {
            let shown = |(time, value): (f64, f64)| {
                let value = with_unit(&format.show(Some(value)), &format.unit);
                format!("{value} ({unit} {})", times.text(time))
            };
            text += &format!(": between {} and {}", shown(lowest), shown(highest));
        }
        if let Some(estimate) =
            self.estimates.first().and_then(|first| outcome.summary.get(first.metric.name))
        {
            text += &format!("; over the whole run {}", in_words(estimate));
        }
        text + "."
    }
}

pub(super) const INTERVAL: f64 = 0.35;
const MIDDLE: f64 = 0.3;
pub(super) const WARM_UP: f64 = 0.15;

/// The ends of the interval of the mean.
pub(super) fn bounds(estimate: &Estimate) -> Option<(f64, f64)> {
    let (mean, half_width) = (estimate.mean?, estimate.half_width?);
    Some((mean - half_width, mean + half_width)).filter(|(low, high)| low.is_finite() && high.is_finite())
}
