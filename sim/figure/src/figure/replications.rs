//! A metric over replications: the variation between runs, and the precision of the mean.
//!
//! Up to a hundred replications it is a dot plot, with dots stacked where several
//! coincide (Wilkinson 1999): a histogram of twenty values would show the choice
//! of its bins more than the values. Beyond that it is a histogram, with the bin
//! width of Freedman & Diaconis (1981).

use bazaar_numerics::quantile;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{self, Entry, Mark};
use super::style::{BLUE, HEIGHT, LOW_HEIGHT, SKY, VERMILLION};
use super::{Figure, FigureError, in_words, metric, percentiles, subtitle};
use crate::number::{Format, counted};

/// The maximum number of replications drawn as dots.
const MOST_DOTS: usize = 100;

/// From this number of replications on, percentiles are marked.
const ENOUGH_FOR_PERCENTILES: usize = 10;

/// The smallest and the largest number of bins.
const BINS: std::ops::RangeInclusive<usize> = 8..=60;

const DOT: f64 = 4.5;

/// The height of the mean above the dots or bars, and that of the percentiles.
const LANE: f64 = 24.0;

/// The values of a metric in all replications, with their mean, its 95% interval
/// (Student's t) and, from ten replications on, their median and middle 80%.
///
/// # Errors
/// If the model has no such metric, or no replication has a value of it.
pub fn replications(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric(outcome, name)?;
    let found = outcome.scenario.model.metrics().iter().position(|other| other.name == name);
    let all = outcome.observations.iter().map(|observation| *observation.values.get(found?)?);
    let values: Vec<Option<f64>> = all.map(|value| value.filter(|value| value.is_finite())).collect();
    let estimate = Estimate::new(metric, values.iter().copied());
    let mut sorted: Vec<f64> = values.iter().copied().flatten().collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() {
        return Err(FigureError::NoValues { name: name.to_owned() });
    }
    let title = format!("{} over replications", metric.label);
    let alt = format!("{}. {title}: {}.", kind(&sorted), words(&estimate, &sorted));
    let spread = Spread::new(&estimate, sorted);
    let bins = spread.bins();
    let up =
        bins.as_ref().map(|bins| Axis::of_counts("Replications", bins.iter().copied().max().unwrap_or(1)));
    let frame = Frame {
        legend: &spread.legend(),
        up: up.as_ref(),
        height: if up.is_some() { HEIGHT } else { LOW_HEIGHT },
        lanes: spread.lanes_height(),
        ..Frame::new([&title, &alt], subtitle(outcome), &spread.across)
    };
    let svg = frame.draw(|canvas, plot| {
        match (&bins, &up) {
            (Some(bins), Some(up)) => spread.bars(canvas, plot, bins, up),
            _ => spread.dots(canvas, plot),
        }
        spread.paint_lanes(canvas, plot);
    })?;
    let format = spread.across.fine_format();
    let data = Data {
        columns: vec!["Replication".to_owned(), titled(metric.label, &format.unit)],
        rows: (1..)
            .zip(&values)
            .map(|(number, value): (u32, _)| vec![number.to_string(), format.show(*value)])
            .collect(),
    };
    Ok(Figure { name: format!("{name}_over_replications"), title, alt, svg, data })
}

/// Values in order of size, on their axis.
struct Spread {
    sorted: Vec<f64>,
    mean: Option<f64>,
    /// The ends of the interval of the mean.
    interval: Option<[f64; 2]>,
    percentiles: Option<[f64; 3]>,
    across: Axis,
}

impl Spread {
    fn new(estimate: &Estimate, sorted: Vec<f64>) -> Self {
        let ends = estimate.mean.zip(estimate.half_width);
        let interval = ends
            .map(|(mean, half)| [mean - half, mean + half])
            .filter(|ends| ends.iter().all(|end| end.is_finite()));
        let percentiles = match percentiles(estimate) {
            [Some(low), Some(median), Some(high)] if sorted.len() >= ENOUGH_FOR_PERCENTILES => {
                Some([low, median, high])
            }
            _ => None,
        };
        let Estimate { metric, mean, .. } = *estimate;
        let plotted = sorted.iter().copied().chain(interval.iter().flatten().copied());
        let across = Axis::across(metric.label, metric.unit, plotted);
        Spread { sorted, mean, interval, percentiles, across }
    }

    fn legend(&self) -> Vec<Entry> {
        let mut legend = Vec::new();
        if self.sorted.len() <= MOST_DOTS {
            legend.push(Entry::new(Mark::Dot, BLUE, DOTS, "one replication"));
        }
        if self.interval.is_some() {
            legend.push(Entry::new(Mark::Interval, VERMILLION, 1.0, "mean and its 95% interval"));
        }
        if self.percentiles.is_some() {
            legend.push(Entry::new(Mark::Span, SKY, MIDDLE, "median and middle 80% of replications"));
        }
        legend
    }

    /// The counts in equal bins, if there are too many values for dots.
    fn bins(&self) -> Option<Vec<u64>> {
        let values = self.sorted.len();
        if values <= MOST_DOTS {
            return None;
        }
        let at = |p| quantile(&self.sorted, p).map_or(0.0, |value| self.across.format.scaled(value));
        let per_bin = 2.0 * (at(0.75) - at(0.25)) / cube_root(values) as f64;
        let wanted = (at(1.0) - at(0.0)) / per_bin;
        let bins = (*BINS.start()..*BINS.end()).find(|bins| *bins as f64 >= wanted).unwrap_or(*BINS.end());
        let mut counts = vec![0; bins];
        let [low, high] = self.ends();
        let mut bin = 0;
        for &value in &self.sorted {
            while bin + 1 < bins && self.place(value) > low + (high - low) * (bin + 1) as f64 / bins as f64 {
                bin += 1;
            }
            counts[bin] += 1;
        }
        Some(counts)
    }

    /// The positions of the smallest and the largest value.
    fn ends(&self) -> [f64; 2] {
        [self.sorted.first(), self.sorted.last()].map(|value| value.map_or(0.0, |value| self.place(*value)))
    }

    fn bars(&self, canvas: &mut Canvas<'_>, plot: &Plot, bins: &[u64], up: &Axis) {
        let [low, high] = self.ends();
        let edge = |bin: usize| plot.x(low + (high - low) * bin as f64 / bins.len() as f64);
        for (bin, &count) in bins.iter().enumerate().filter(|(_, count)| **count > 0) {
            let left = edge(bin) + 0.5;
            let right = (edge(bin + 1) - 0.5).max(left + 1.0);
            let top = plot.y(up.place(up.format.scaled(count as f64)));
            canvas.rectangle([left, top], [right, plot.bottom], BLUE, DOTS);
        }
    }

    /// Stacks of dots: a value that lies within a dot's width of the lowest of a stack
    /// joins it, and the stack is centred on its values.
    fn dots(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let mut stacks: Vec<(f64, f64, u32)> = Vec::new();
        for x in self.sorted.iter().map(|value| plot.x(self.place(*value))) {
            match stacks.last_mut() {
                Some((lowest, highest, height)) if x < *lowest + 2.0 * DOT => {
                    *highest = x;
                    *height += 1;
                }
                _ => stacks.push((x, x, 1)),
            }
        }
        let most = stacks.iter().map(|(_, _, height)| *height).max().unwrap_or(1);
        let apart = (2.0 * DOT).min((plot.bottom - plot.top - 2.0 * DOT) / f64::from(most));
        for (lowest, highest, height) in stacks {
            for floor in 0..height {
                let y = plot.bottom - DOT - 1.0 - f64::from(floor) * apart;
                canvas.dot([0.5 * (lowest + highest), y], DOT, BLUE, DOTS);
            }
        }
    }

    fn lanes_height(&self) -> f64 {
        let lanes = u32::from(self.interval.is_some()) + u32::from(self.percentiles.is_some());
        LANE * f64::from(lanes)
    }

    /// The mean and the percentiles, above the values.
    fn paint_lanes(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.place(value));
        let mut y = plot.lanes + LANE / 2.0;
        if let (Some([low, high]), Some(mean)) = (self.interval, self.mean) {
            legend::interval(canvas, [low, mean, high].map(x), y, VERMILLION);
            y += LANE;
        }
        if let Some(percentiles) = self.percentiles {
            legend::span(canvas, percentiles.map(x), y, SKY, MIDDLE);
        }
    }

    fn place(&self, value: f64) -> f64 {
        self.across.place(self.across.format.scaled(value))
    }
}

const DOTS: f64 = 0.75;
const MIDDLE: f64 = 0.5;

/// The smallest whole number whose cube is at least this.
fn cube_root(number: usize) -> usize {
    (1..).find(|root: &usize| root.saturating_pow(3) >= number).unwrap_or(1)
}

fn kind(sorted: &[f64]) -> &'static str {
    if sorted.len() <= MOST_DOTS { "Dot plot" } else { "Histogram" }
}

fn words(estimate: &Estimate, sorted: &[f64]) -> String {
    let format = Format::new(estimate.mean.unwrap_or(0.0), estimate.half_width, estimate.metric.unit);
    let [low, _, high] = percentiles(estimate).map(|value| format.show(value));
    match sorted {
        [lowest, .., highest] if sorted.len() < ENOUGH_FOR_PERCENTILES => format!(
            "{}; {} between {} and {}",
            in_words(estimate),
            counted(estimate.n, "value"),
            format.show(Some(*lowest)),
            format.show(Some(*highest))
        ),
        [_] => in_words(estimate),
        _ => format!("{}; the middle 80% of replications lie between {low} and {high}", in_words(estimate)),
    }
}
