//! A metric over entities, such as the wait over customers: the share at or below each value.
//!
//! The cumulative distribution needs no choice of bins, shows an atom of equal
//! values (customers who did not wait) as a jump, and any quantile can be
//! read from it: go from 0.9 on the left to the curve, and down to the 90th
//! percentile. The tail beyond the 99th percentile is cut off.

use bazaar_models::metric::Metric;
use bazaar_numerics::accumulators::Sketch;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{BLUE, INK, SKY, TEXT_SIZE, width_of};
use super::{Figure, FigureError, in_words, metric_followed, over_entities, subtitle, with_unit};
use crate::number::counted;

/// The number of steps of the curve.
const STEPS: u32 = 320;

/// Values beyond this quantile are not drawn.
const CUT: f64 = 0.99;

/// From this number of replications on, percentiles are drawn instead of the replications.
const ENOUGH_FOR_PERCENTILES: usize = 10;

/// The quantiles that are marked in the picture, with their labels.
const MARKED: [(f64, &str); 2] = [(0.5, "median"), (0.9, "90th percentile")];

/// The quantiles in the table.
const LISTED: [f64; 9] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// The distribution of a metric over entities, of all replications together, with
/// the middle 80% of replications, or each of them if there are fewer than ten.
///
/// # Errors
/// If the model has no such metric, or does not record it over entities.
pub fn entities(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, name, "over entities", over_entities(outcome))?;
    let population = Population::new(outcome, metric);
    let title = format!("{}: distribution", metric.label);
    let mut alt = format!("Cumulative distribution of {}: {}", metric.label, population.in_words());
    if let Some(estimate) = outcome.summary.get(name) {
        alt += &format!("; {}", in_words(estimate));
    }
    alt.push('.');
    let subtitle = format!("{}, {}", subtitle(outcome), counted(population.all.count(), "value"));
    let frame = Frame {
        legend: &population.legend(),
        up: Some(&population.up),
        ..Frame::new([&title, &alt], subtitle.clone(), &population.across)
    };
    let svg = frame.draw(|canvas, plot| population.paint(canvas, plot))?;
    Ok(Figure { name: format!("{name}_distribution"), title, alt, svg, data: population.data() })
}

/// The values of all entities, together and by replication.
struct Population<'a> {
    metric: &'static Metric,
    all: Sketch,
    each: Vec<&'a Sketch>,
    /// The largest value that is drawn.
    end: f64,
    across: Axis,
    up: Axis,
}

impl<'a> Population<'a> {
    fn new(outcome: &'a Outcome, metric: &'static Metric) -> Self {
        let all = outcome.observations.iter().flat_map(|observation| &observation.distributions);
        let of_metric = all.filter(|distribution| distribution.metric == metric.name);
        let each: Vec<&Sketch> =
            of_metric.map(|distribution| &distribution.sketch).filter(|sketch| sketch.count() > 0).collect();
        let mut all = Sketch::default();
        for sketch in &each {
            all.merge(sketch);
        }
        let cut = all.quantile(CUT).unwrap_or(0.0);
        let end = all.bins().filter(|bin| bin.low <= cut).map(|bin| bin.high).fold(0.0, f64::max);
        let across = Axis::from_zero(metric.label, metric.unit, end);
        let up = Axis::from_zero("Share at or below", "", 1.0);
        Population { metric, all, each, end, across, up }
    }

    fn legend(&self) -> Vec<Entry> {
        let mut legend = Vec::new();
        if self.each.len() == 1 {
            legend.push(Entry::new(Mark::Line { width: 1.6 }, BLUE, 1.0, "the one replication"));
        } else {
            legend.push(Entry::new(Mark::Line { width: 1.6 }, BLUE, 1.0, "all replications together"));
            if self.each.len() < ENOUGH_FOR_PERCENTILES {
                legend.push(Entry::new(Mark::Line { width: 1.0 }, SKY, 0.8, "each replication"));
            } else {
                legend.push(Entry::new(Mark::Band, SKY, MIDDLE, "middle 80% of replications"));
            }
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let values: Vec<f64> =
            (0..=STEPS).map(|step| self.end * f64::from(step) / f64::from(STEPS)).collect();
        let curve = |sketch: &Sketch| {
            let shares = shares(sketch, &values).into_iter().zip(&values);
            let points = shares.map(|(share, value)| [self.x(plot, *value), plot.y(share)]);
            // From the base line, so that an atom at zero is visible.
            std::iter::once([plot.left, plot.bottom]).chain(points).collect::<Vec<_>>()
        };
        if self.each.len() >= ENOUGH_FOR_PERCENTILES {
            canvas.area(&self.band(plot, &values), SKY, MIDDLE);
        } else if self.each.len() > 1 {
            for sketch in &self.each {
                canvas.line(&curve(sketch), SKY, 0.8, 1.0);
            }
        }
        canvas.line(&curve(&self.all), BLUE, 1.0, 1.6);
        self.marks(canvas, plot);
    }

    /// The outline of the middle 80% of the replications' shares.
    fn band(&self, plot: &Plot, values: &[f64]) -> Vec<[f64; 2]> {
        let each: Vec<Vec<f64>> = self.each.iter().map(|sketch| shares(sketch, values)).collect();
        let spans = (0..values.len()).map(|index| {
            Estimate::new(self.metric, each.iter().map(|shares| shares.get(index).copied())).quantiles
        });
        let spans: Vec<[Option<f64>; 3]> = spans.collect();
        let end = |index: usize, which: usize| {
            let share = spans.get(index)?[which]?;
            Some([self.x(plot, *values.get(index)?), plot.y(share)])
        };
        let below = (0..values.len()).filter_map(|index| end(index, 0));
        let above = (0..values.len()).rev().filter_map(|index| end(index, 2));
        below.chain(above).collect()
    }

    /// A line from the axis to the curve and down, with the value.
    fn marks(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for (p, called) in MARKED {
            let Some(value) = self.all.quantile(p) else { continue };
            let (x, y) = (self.x(plot, value), plot.y(p));
            canvas.line(&[[plot.left, y], [x, y], [x, plot.bottom]], INK, 0.6, 1.0);
            canvas.dot([x, y], 3.5, INK, 1.0);
            let text = format!("{called} {}", self.shown(value));
            // Below the curve at its right, or above it if there is no room.
            let fits = x + 10.0 + width_of(&text, TEXT_SIZE) < plot.right;
            let (at, anchor) = if fits {
                ([x + 10.0, y + 14.0], Anchor::Left)
            } else {
                ([x - 10.0, y - 14.0], Anchor::Right)
            };
            canvas.text(at, &text, Lettering::new(anchor, INK));
        }
    }

    fn x(&self, plot: &Plot, value: f64) -> f64 {
        plot.x(self.across.place(self.across.format.scaled(value)))
    }

    fn shown(&self, value: f64) -> String {
        let format = self.across.fine_format();
        with_unit(&format.show(Some(value)), &format.unit)
    }

    fn in_words(&self) -> String {
        let marks = MARKED.iter().filter_map(|(p, called)| {
            Some(format!("the {called} is {}", self.shown(self.all.quantile(*p)?)))
        });
        marks.collect::<Vec<_>>().join(", ")
    }

    fn data(&self) -> Data {
        let format = self.across.fine_format();
        let columns = vec!["Share at or below".to_owned(), titled(self.metric.label, &format.unit)];
        let rows = LISTED.iter().map(|&p| vec![format!("{p:.2}"), format.show(self.all.quantile(p))]);
        Data { columns, rows: rows.collect() }
    }
}

const MIDDLE: f64 = 0.4;

/// The share of a sketch's values at or below each of these ascending values, by linear
/// interpolation within bins.
fn shares(sketch: &Sketch, values: &[f64]) -> Vec<f64> {
    let total = sketch.count() as f64;
    let mut bins = sketch.bins().peekable();
    let mut below = 0;
    let mut shares = Vec::with_capacity(values.len());
    for &value in values {
        while let Some(bin) = bins.next_if(|bin| bin.high <= value) {
            below += bin.count;
        }
        let within = match bins.peek() {
            Some(bin) if bin.low < value => bin.count as f64 * (value - bin.low) / (bin.high - bin.low),
            _ => 0.0,
        };
        shares.push((below as f64 + within) / total);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise_from_the_heap_at_zero_to_one() {
        let mut sketch = Sketch::default();
        for value in [0.0, 0.0, 1.0, 3.0] {
            sketch.add(value);
        }
        assert_eq!(shares(&sketch, &[0.0, 0.5, 2.0, 4.0]), [0.5, 0.5, 0.75, 1.0]);
    }
}
