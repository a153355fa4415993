//! A metric over a parameter: the response to a decision.
//!
//! Every value of the parameter has a run of its own, with the same number of
//! replications and the same seed, so that runs use common random numbers. Each
//! mean has its own interval. Where intervals of neighbours overlap, a difference
//! may still be real: with common random numbers it is more precise than either mean.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{BLUE, INK, TEXT_SIZE, VERMILLION, width_of};
use super::{Figure, FigureError, metric, subtitle, with_unit};

/// A parameter that takes several values.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    /// The label of the axis: `Take rate of sellers`.
    pub label: String,
    /// The unit of the values; empty for plain numbers.
    pub unit: String,
    /// Values that are marked with a line, such as the peak according to theory, with their labels.
    pub marks: Vec<(f64, String)>,
}

/// The mean of a metric at each value of a parameter, with its 95% interval (Student's t).
///
/// The points are values of the parameter, ascending, each with the outcome of its run.
///
/// # Errors
/// If the model has no such metric, or no run has a value of it.
pub fn sweep(points: &[(f64, &Outcome)], name: &str, swept: &Swept) -> Result<Figure, FigureError> {
    let Some((_, first)) = points.first() else {
        return Err(FigureError::NoValues { name: name.to_owned() });
    };
    let reach = Reach::new(metric(first, name)?, points, swept);
    if reach.means().next().is_none() {
        return Err(FigureError::NoValues { name: name.to_owned() });
    }
    let title = format!("{} over {}", reach.metric.label, lowered(&swept.label));
    let alt = format!("Line chart. {title}: {}.", reach.in_words());
    let frame = Frame {
        legend: &reach.legend(),
        up: Some(&reach.up),
        ..Frame::new(
            [&title, &alt],
            format!("{}, the same seed at each value", subtitle(first)),
            &reach.across,
        )
    };
    let svg = frame.draw(|canvas, plot| reach.paint(canvas, plot))?;
    Ok(Figure { name: format!("{name}_swept"), title, alt, svg, data: reach.data() })
}

/// The first letter small, as within a sentence.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

struct Reach<'a> {
    metric: &'static Metric,
    swept: &'a Swept,
    marks: Vec<&'a (f64, String)>,
    /// Each value of the parameter with the estimate over its replications.
    estimates: Vec<(f64, Estimate)>,
    across: Axis,
    up: Axis,
}

impl<'a> Reach<'a> {
    fn new(metric: &'static Metric, points: &[(f64, &Outcome)], swept: &'a Swept) -> Self {
        let estimates: Vec<(f64, Estimate)> = points
            .iter()
            .filter(|(value, _)| value.is_finite())
            .filter_map(|(value, outcome)| Some((*value, outcome.summary.get(metric.name)?.clone())))
            .collect();
        let plotted = estimates.iter().flat_map(|(_, estimate)| {
            let [low, high] = ends(estimate).map_or([None; 2], |ends| ends.map(Some));
            [estimate.mean, low, high]
        });
        let values = estimates.iter().map(|(value, _)| *value);
        let marks: Vec<&(f64, String)> = swept.marks.iter().filter(|(value, _)| value.is_finite()).collect();
        let values = values.chain(marks.iter().map(|(value, _)| *value));
        Reach {
            across: Axis::across(&swept.label, &swept.unit, values),
            up: Axis::around(metric.label, metric.unit, plotted.flatten()),
            metric,
            swept,
            marks,
            estimates,
        }
    }

    fn means(&self) -> impl Iterator<Item = (f64, f64)> {
        self.estimates
            .iter()
            .filter_map(|(value, estimate)| Some((*value, estimate.mean.filter(|mean| mean.is_finite())?)))
    }

    fn legend(&self) -> Vec<Entry> {
        let has_interval = self.estimates.iter().any(|(_, estimate)| estimate.half_width.is_some());
        let mut legend = vec![if has_interval {
            Entry::new(Mark::Interval, BLUE, 1.0, "mean and its 95% interval")
        } else {
            Entry::new(Mark::Dot, BLUE, 1.0, "the one replication")
        }];
        if let [(_, called)] = &self.marks[..] {
            legend.push(Entry::new(Mark::Dashes, VERMILLION, 1.0, called));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        for (value, called) in &self.marks {
            let at = x(*value);
            canvas.dashes([at, plot.top], [at, plot.bottom], VERMILLION, 1.5);
            if self.marks.len() > 1 {
                let anchor =
                    if at + width_of(called, TEXT_SIZE) < plot.right { Anchor::Left } else { Anchor::Right };
                let aside = if matches!(anchor, Anchor::Left) { 6.0 } else { -6.0 };
                canvas.text([at + aside, plot.top + 10.0], called, Lettering::new(anchor, INK));
            }
        }
        let line: Vec<[f64; 2]> = self.means().map(|(value, mean)| [x(value), y(mean)]).collect();
        canvas.line(&line, BLUE, 0.4, 1.6);
        for (value, estimate) in &self.estimates {
            let Some(mean) = estimate.mean.filter(|mean| mean.is_finite()) else { continue };
            let at = x(*value);
            if let Some([low, high]) = ends(estimate) {
                canvas.line(&[[at, y(low)], [at, y(high)]], BLUE, 1.0, 2.0);
                for end in [low, high] {
                    canvas.line(&[[at - 5.0, y(end)], [at + 5.0, y(end)]], BLUE, 1.0, 2.0);
                }
            }
            canvas.dot([at, y(mean)], 4.0, BLUE, 1.0);
        }
    }

    fn data(&self) -> Data {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let rows = self.estimates.iter().map(|(value, estimate)| (across.show(Some(*value)), estimate));
        Data::of_estimates(titled(&self.swept.label, &across.unit), &up, rows)
    }

    fn in_words(&self) -> String {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let shown = |which: &str, (value, mean): (f64, f64)| {
            let estimate = self.estimates.iter().find(|(other, _)| other.total_cmp(&value).is_eq());
            let half_width = estimate.and_then(|(_, estimate)| estimate.half_width);
            let half_width = half_width.filter(|half| half.is_finite());
            let interval = half_width.map_or(String::new(), |half| format!(" ± {}", up.show(Some(half))));
            format!(
                "{which} at {}, {}",
                with_unit(&across.show(Some(value)), &across.unit),
                with_unit(&format!("{}{interval}", up.show(Some(mean))), &up.unit)
            )
        };
        let lowest = self.means().min_by(|left, right| left.1.total_cmp(&right.1));
        let highest = self.means().max_by(|left, right| left.1.total_cmp(&right.1));
        let all = [highest.map(|at| shown("highest", at)), lowest.map(|at| shown("lowest", at))];
        let marks = self.marks.iter().map(|(value, called)| {
            format!("{called} at {}", with_unit(&across.show(Some(*value)), &across.unit))
        });
        all.into_iter().flatten().chain(marks).collect::<Vec<_>>().join("; ")
    }
}

/// The ends of the interval of the mean.
fn ends(estimate: &Estimate) -> Option<[f64; 2]> {
    let (mean, half_width) = (estimate.mean?, estimate.half_width?);
    Some([mean - half_width, mean + half_width]).filter(|ends| ends.iter().all(|end| end.is_finite()))
}
