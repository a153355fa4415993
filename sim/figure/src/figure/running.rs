//! The running mean of a metric over replications, with its confidence interval.
//!
//! The interval at each point is valid for a sample of this size fixed in advance. Looking at every replication, and
//! stopping when the interval first excludes a value, excludes it too often (Wald 1947): choose the number of
//! replications beforehand, or use `--precision`.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{INK, colour};
use super::{Figure, FigureError, metric, subtitle, with_unit};

/// The intervals of two or three replications are so wide that they would hide all others.
const FEWEST: u64 = 4;

/// The maximum number of points of a curve.
const PLACES: usize = 200;

const BAND: f64 = 0.22;

/// The mean of a metric over the first replications, one, two and so on, with its 95% interval (Student's t) from four
/// on: a curve for each arm, labelled if there are several. A guess is a dashed line.
///
/// # Errors
/// If there is no such metric, or no replication has a value of it.
pub fn running(arms: &[(&str, &Outcome)], name: &str, guess: Option<f64>) -> Result<Figure, FigureError> {
    let Some((_, first)) = arms.first() else {
        return Err(FigureError::NoValues { name: name.to_owned() });
    };
    let metric = metric(first, name)?;
    let curves: Vec<Curve<'_>> = arms.iter().map(|(arm, outcome)| Curve::new(arm, outcome, metric)).collect();
    let means = curves.iter().flat_map(|curve| &curve.places).filter_map(|place| place.1.mean);
    if means.clone().next().is_none() {
        return Err(FigureError::NoValues { name: name.to_owned() });
    }
    let guess = guess.filter(|guess| guess.is_finite());
    let ends = curves.iter().flat_map(|curve| &curve.places).filter_map(|place| interval(&place.1)).flatten();
    let most = arms.iter().map(|(_, outcome)| outcome.observations.len()).max().unwrap_or(1);
    let drawn = Drawn {
        up: Axis::around(
            metric.label,
            metric.unit,
            means.chain(ends).chain(guess).collect::<Vec<_>>().into_iter(),
        ),
        across: Axis::of_whole("Replications", [0.0, most as f64].into_iter()),
        curves,
        guess,
    };
    let title = format!("{} as replications come", metric.label);
    let alt = format!("Line chart. {title}: {}.", drawn.in_words());
    let frame = Frame {
        legend: &drawn.legend(),
        up: Some(&drawn.up),
        ..Frame::new([&title, &alt], subtitle(first), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| drawn.paint(canvas, plot))?;
    Ok(Figure { name: format!("{name}_as_replications_come"), title, alt, svg, data: drawn.data(metric) })
}

/// The ends of an interval that are drawn.
fn interval(estimate: &Estimate) -> Option<[f64; 2]> {
    let (mean, half) = estimate.mean.zip(estimate.half_width).filter(|_| estimate.n >= FEWEST)?;
    Some([mean - half, mean + half]).filter(|ends| ends.iter().all(|end| end.is_finite()))
}

/// An arm's estimates after each number of replications.
struct Curve<'a> {
    arm: &'a str,
    places: Vec<(usize, Estimate)>,
}

impl<'a> Curve<'a> {
    fn new(arm: &'a str, outcome: &Outcome, metric: &'static Metric) -> Self {
        let place = outcome.scenario.model.metrics().iter().position(|other| other.name == metric.name);
        let value = |observation: &bazaar_models::observation::Observation| {
            place.and_then(|place| observation.values.get(place).copied().flatten())
        };
        let all: Vec<Option<f64>> = outcome.observations.iter().map(value).collect();
        let step = all.len().div_ceil(PLACES).max(1);
        let counts = (1..=all.len()).filter(|count| count % step == 0 || *count == all.len());
        let estimate = |count: usize| (count, Estimate::new(metric, all[..count].iter().copied()));
        Curve { arm, places: counts.map(estimate).collect() }
    }

    fn last(&self) -> Option<&Estimate> {
        self.places.last().map(|(_, estimate)| estimate)
    }
}

struct Drawn<'a> {
    curves: Vec<Curve<'a>>,
    guess: Option<f64>,
    across: Axis,
    up: Axis,
}

impl Drawn<'_> {
    fn legend(&self) -> Vec<Entry> {
        let mut legend = Vec::new();
        for (place, curve) in self.curves.iter().enumerate() {
            let of = if curve.arm.is_empty() {
                "mean so far".to_owned()
            } else {
                format!("{}: mean so far", curve.arm)
            };
            legend.push(Entry::new(Mark::Line { width: 1.8 }, colour(place), 1.0, &of));
        }
        let has_band =
            |curve: &Curve<'_>| curve.places.iter().any(|(_, estimate)| interval(estimate).is_some());
        if self.curves.iter().any(has_band) {
            legend.push(Entry::new(Mark::Band, colour(0), BAND, "its 95% interval"));
        }
        if self.guess.is_some() {
            legend.push(Entry::new(Mark::Dashes, INK, 1.0, "the guess"));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |count: usize| plot.x(self.across.place(self.across.format.scaled(count as f64)));
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        if let Some(guess) = self.guess {
            canvas.dashes([plot.left, y(guess)], [plot.right, y(guess)], INK, 1.4);
        }
        for (place, curve) in self.curves.iter().enumerate() {
            let ends =
                || curve.places.iter().filter_map(|(count, estimate)| Some((x(*count), interval(estimate)?)));
            let above = ends().map(|(at, [_, high])| [at, y(high)]);
            let below = ends().collect::<Vec<_>>().into_iter().rev().map(|(at, [low, _])| [at, y(low)]);
            let outline: Vec<[f64; 2]> = above.chain(below).collect();
            if outline.len() > 3 {
                canvas.area(&outline, colour(place), BAND);
            }
            let means =
                curve.places.iter().filter_map(|(count, estimate)| Some([x(*count), y(estimate.mean?)]));
            let line: Vec<[f64; 2]> = means.collect();
            canvas.line(&line, colour(place), 1.0, 1.8);
            if let Some(&last) = line.last() {
                canvas.dot(last, 3.5, colour(place), 1.0);
            }
        }
    }

    fn data(&self, metric: &Metric) -> Data {
        let up = self.up.fine_format();
        let mut columns = vec!["Arm".to_owned(), "Replications".to_owned(), titled(metric.label, &up.unit)];
        columns.extend(["95% interval from".to_owned(), "to".to_owned()]);
        let rows = self.curves.iter().flat_map(|curve| {
            curve.places.iter().map(|(count, estimate)| {
                let ends = interval(estimate).map_or([None; 2], |ends| ends.map(Some));
                let mut row = vec![curve.arm.to_owned(), count.to_string(), up.show(estimate.mean)];
                row.extend(ends.map(|end| up.show(end)));
                row
            })
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let up = self.up.fine_format();
        let arm = |curve: &Curve<'_>| {
            let last = curve.last()?;
            let name = if curve.arm.is_empty() { String::new() } else { format!("{}, ", curve.arm) };
            let mean = with_unit(&up.show(last.mean), &up.unit);
            let half = interval(last).map(|[low, high]| format!(" ± {}", up.show(Some(0.5 * (high - low)))));
            Some(format!("{name}{mean}{} after {} replications", half.unwrap_or_default(), last.n))
        };
        let mut all: Vec<String> = self.curves.iter().filter_map(arm).collect();
        all.extend(
            self.guess.map(|guess| format!("the guess was {}", with_unit(&up.show(Some(guess)), &up.unit))),
        );
        all.join("; ")
    }
}
