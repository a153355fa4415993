//! A level over time with its trough, such as cash during growth.
//!
//! Every replication has a trough of its own, and the mean of the troughs lies below the trough of the mean, unless
//! all fall in the same month. The capital that a business must raise is the former: it is marked, with the 95%
//! interval of its depth and of its month, beside the troughs of the replications.

use bazaar_models::shape::Trough;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, interval, whisker};
use super::series::{INTERVAL, bounds};
use super::style::{AXIS, BLUE, HEIGHT, INK, SKY, TEXT_SIZE, VERMILLION, width_of};
use super::{Figure, FigureError, metric_followed, over_time, percentiles, shown, subtitle};
use crate::number::{Format, is_exact};

const HOURS_PER_MONTH: f64 = 730.5;

/// From this number of replications on, percentiles are drawn instead of the replications.
const ENOUGH_FOR_PERCENTILES: usize = 10;

/// A level at the end of each month, its mean over replications with the 95% interval, and the trough; none if a run
/// does not record the level or has no trough.
pub(super) fn trough(outcome: &Outcome, shape: &Trough) -> Result<Option<Figure>, FigureError> {
    let Some(fall) = Fall::new(outcome, shape) else { return Ok(None) };
    let title = shape.title.to_owned();
    let alt = format!("Line chart. {title}: {}.", fall.in_words());
    let frame = Frame {
        legend: &fall.legend(),
        up: Some(&fall.up),
        height: HEIGHT + 20.0,
        ..Frame::new([&title, &alt], subtitle(outcome), &fall.across)
    };
    let svg = frame.draw(|canvas, plot| fall.paint(canvas, plot))?;
    Ok(Some(Figure { name: shape.name.to_owned(), title, alt, svg, data: fall.data() }))
}

struct Fall {
    /// At the end of each month.
    estimates: Vec<Estimate>,
    /// Of every replication: the level at the end of each month.
    each: Vec<Vec<f64>>,
    /// Of every replication: the month and the depth of its trough.
    troughs: Vec<[f64; 2]>,
    depth: Estimate,
    month: Estimate,
    width: f64,
    across: Axis,
    up: Axis,
}

impl Fall {
    fn new(outcome: &Outcome, shape: &Trough) -> Option<Self> {
        let metrics = outcome.scenario.model.metrics();
        let found = |name: &str| metrics.iter().position(|metric| metric.name == name);
        let (at_depth, at_month) = (found(shape.depth)?, found(shape.month)?);
        let level = metric_followed(outcome, shape.level, "over time", over_time(outcome)).ok()?;
        let all = outcome.observations.iter().flat_map(|observation| &observation.series);
        let all: Vec<_> = all.filter(|series| series.metric == level.name).collect();
        let stretches = all.iter().map(|series| series.values.len()).max().unwrap_or(0);
        let width = all.first().map_or(1.0, |series| series.width / HOURS_PER_MONTH);
        let value = |values: &[f64], at: usize| values.get(at).copied().filter(|value| value.is_finite());
        let at =
            |stretch: usize| Estimate::new(level, all.iter().map(|series| value(&series.values, stretch)));
        let estimates: Vec<Estimate> = (0..stretches).map(at).collect();
        let each: Vec<Vec<f64>> = all.iter().map(|series| series.values.clone()).collect();
        let troughs = outcome.observations.iter().filter_map(|seen| {
            let of = |at: usize| finite(seen.values.get(at).copied().flatten());
            Some([of(at_month).filter(|month| *month >= 0.0)?, of(at_depth)?])
        });
        let troughs: Vec<[f64; 2]> = troughs.collect();
        let depth = Estimate::new(&metrics[at_depth], troughs.iter().map(|[_, depth]| Some(*depth)));
        let month = Estimate::new(&metrics[at_month], troughs.iter().map(|[month, _]| Some(*month)));
        finite(depth.mean)?;
        finite(month.mean)?;
        let is_few = each.len() < ENOUGH_FOR_PERCENTILES;
        let heights = estimates.iter().flat_map(|estimate| {
            let ends = bounds(estimate);
            let [low, _, high] = percentiles(estimate);
            [estimate.mean, ends.map(|(low, _)| low), ends.map(|(_, high)| high), low, high]
        });
        let lines = each.iter().flatten().filter(|_| is_few).copied();
        let marks = troughs.iter().map(|[_, depth]| *depth);
        let ends = bounds(&depth).into_iter().flat_map(|(low, high)| [low, high]);
        let heights: Vec<f64> =
            heights.flatten().chain(lines).chain(marks).chain(ends).chain([0.0]).collect();
        let last = troughs.iter().map(|[month, _]| *month).fold(width * stretches as f64, f64::max);
        Some(Fall {
            across: Axis::from_zero("Time", "months", last),
            up: Axis::around(level.label, level.unit, heights.into_iter()),
            estimates,
            each,
            troughs,
            depth,
            month,
            width,
        })
    }

    fn is_few(&self) -> bool {
        (2..ENOUGH_FOR_PERCENTILES).contains(&self.each.len())
    }

    fn legend(&self) -> Vec<Entry> {
        let line = Mark::Line { width: 1.6 };
        if self.each.len() == 1 {
            return vec![
                Entry::new(line, BLUE, 1.0, "the one replication"),
                Entry::new(Mark::Dot, VERMILLION, 1.0, "trough"),
            ];
        }
        let mut legend = vec![
            Entry::new(line, BLUE, 1.0, "mean"),
            Entry::new(Mark::Band, BLUE, INTERVAL, "95% interval of the mean"),
        ];
        legend.push(if self.is_few() {
            Entry::new(Mark::Line { width: 1.0 }, SKY, 0.8, "each replication")
        } else {
            Entry::new(Mark::Band, SKY, MIDDLE, "middle 80% of replications")
        });
        legend.push(Entry::new(Mark::Dot, VERMILLION, EACH, "trough of each replication"));
        legend.push(Entry::new(
            Mark::Interval,
            VERMILLION,
            1.0,
            "mean trough, with 95% intervals of depth and month",
        ));
        legend
    }

    fn point(&self, plot: &Plot, [month, level]: [f64; 2]) -> [f64; 2] {
        let place = |axis: &Axis, value: f64| axis.place(axis.format.scaled(value));
        [plot.x(place(&self.across, month)), plot.y(place(&self.up, level))]
    }

    /// The end of a time bin, in months.
    fn end(&self, stretch: usize) -> f64 {
        (stretch as f64 + 1.0) * self.width
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let zero = self.point(plot, [0.0, 0.0])[1];
        canvas.line(&[[plot.left, zero], [plot.right, zero]], AXIS, 1.0, 1.2);
        if self.is_few() {
            for values in &self.each {
                let known = values.iter().enumerate().filter(|(_, level)| level.is_finite());
                let line: Vec<[f64; 2]> =
                    known.map(|(at, level)| self.point(plot, [self.end(at), *level])).collect();
                canvas.line(&line, SKY, 0.8, 1.0);
            }
        } else if self.each.len() > 1 {
            self.band(canvas, plot, SKY, MIDDLE, |estimate| {
                let [low, _, high] = percentiles(estimate);
                Some((low?, high?))
            });
        }
        self.band(canvas, plot, BLUE, INTERVAL, bounds);
        let means = self.estimates.iter().enumerate();
        let means = means.filter_map(|(at, estimate)| Some([self.end(at), finite(estimate.mean)?]));
        let means: Vec<[f64; 2]> = means.map(|at| self.point(plot, at)).collect();
        canvas.line(&means, BLUE, 1.0, 1.6);
        if self.troughs.len() > 1 {
            for trough in &self.troughs {
                canvas.dot(self.point(plot, *trough), 2.5, VERMILLION, EACH);
            }
        }
        self.mark(canvas, plot);
    }

    fn band(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        colour: super::style::Colour,
        opacity: f64,
        ends: impl Fn(&Estimate) -> Option<(f64, f64)>,
    ) {
        let known = self.estimates.iter().enumerate();
        let known: Vec<(usize, (f64, f64))> =
            known.filter_map(|(at, estimate)| Some((at, ends(estimate)?))).collect();
        let below = known.iter().map(|(at, (low, _))| self.point(plot, [self.end(*at), *low]));
        let above = known.iter().rev().map(|(at, (_, high))| self.point(plot, [self.end(*at), *high]));
        if known.len() > 1 {
            canvas.area(&below.chain(above).collect::<Vec<_>>(), colour, opacity);
        }
    }

    /// The mean trough with its intervals, and its label.
    fn mark(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let (Some(month), Some(depth)) = (finite(self.month.mean), finite(self.depth.mean)) else { return };
        let [x, y] = self.point(plot, [month, depth]);
        let (mut left, mut right) = (x, x);
        if let Some((low, high)) = bounds(&self.month) {
            left = self.point(plot, [low, depth])[0].max(plot.left);
            right = self.point(plot, [high, depth])[0].min(plot.right);
        }
        interval(canvas, [left, x, right], y, VERMILLION);
        let mut reach = [y, y];
        if let Some((low, high)) = bounds(&self.depth) {
            let ends = [self.point(plot, [month, low])[1], self.point(plot, [month, high])[1]];
            whisker(canvas, x, ends, 5.0, VERMILLION);
            reach = [ends[1].min(y), ends[0].max(y)];
        }
        let text = format!("{} in month {}", self.shown_depth(), self.shown_month());
        let half = 0.5 * width_of(&text, TEXT_SIZE);
        let at = x.clamp(plot.left + half + 4.0, (plot.right - half - 4.0).max(plot.left + half + 4.0));
        // Below the mark and the troughs around it, or above them if there is no room.
        for trough in &self.troughs {
            let [across, down] = self.point(plot, *trough);
            if (across - at).abs() < half + 4.0 {
                reach = [reach[0].min(down), reach[1].max(down)];
            }
        }
        let below = reach[1] + 16.0;
        let height = if below + 8.0 < plot.bottom { below } else { (reach[0] - 16.0).max(plot.top + 8.0) };
        canvas.text([at, height], &text, Lettering::new(Anchor::Middle, INK));
    }

    fn shown_depth(&self) -> String {
        shown(&self.depth)
    }

    fn shown_month(&self) -> String {
        let Estimate { mean, half_width, .. } = self.month;
        let format = Format::of_mean(mean.unwrap_or(0.0), finite(half_width), "");
        let format = if half_width.is_some() { format } else { format.with_step(0.1) };
        let spread = finite(half_width).filter(|_| !is_exact(mean.unwrap_or(0.0), half_width));
        let interval = spread.map_or_else(String::new, |half| format!(" ± {}", format.show(Some(half))));
        format!("{}{interval}", format.show(mean))
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let months =
            Format::for_axis(0.0, "").with_step(if self.width >= 1.0 { 1.0 } else { self.width / 2.0 });
        let columns = vec![
            "Month that ends".to_owned(),
            titled("Mean", &format.unit),
            titled("Half-width of the 95% interval", &format.unit),
            titled("10th percentile", &format.unit),
            titled("90th percentile", &format.unit),
            "Replications".to_owned(),
            "Replications with their trough here".to_owned(),
        ];
        let rows = self.estimates.iter().enumerate().map(|(at, estimate)| {
            let [low, _, high] = percentiles(estimate);
            let here = self.troughs.iter().filter(|[month, _]| {
                (self.end(at) - self.width / 2.0..self.end(at) + self.width / 2.0).contains(month)
            });
            vec![
                months.text(self.end(at)),
                format.show(estimate.mean),
                format.show(finite(estimate.half_width)),
                format.show(low),
                format.show(high),
                estimate.n.to_string(),
                here.count().to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let last = self.estimates.last().map(|last| format!("; at the end it is {}", shown(last)));
        let of = match self.depth.n {
            1 => "the one replication".to_owned(),
            n => format!("means over {n} replications with 95% intervals"),
        };
        format!(
            "the trough is {} in month {} ({of}){}",
            self.shown_depth(),
            self.shown_month(),
            last.unwrap_or_default()
        )
    }
}

const MIDDLE: f64 = 0.3;
const EACH: f64 = 0.5;

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}
