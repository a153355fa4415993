//! Several metrics over time in one picture, such as both sides of a market.
//!
//! If theory gives an unstable equilibrium (critical mass), a dashed line marks it:
//! in a large population, a level below it shrinks and one above it grows.
//! The value is computed from the scenario's parameters, not from the run.

use bazaar_models::shape::Phase;
use bazaar_study::Outcome;

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::series::{Course, INTERVAL, WARM_UP, bounds};
use super::shapes::phase;
use super::style::{AXIS, colour};
use super::time::TimeUnit;
use super::{Figure, FigureError, metric_followed, over_time, subtitle, with_unit};
use crate::number::Format;

/// The means of several metrics in each time bin, over replications, each
/// with the 95% interval of that mean, and every replication if there are fewer than ten; with
/// the unstable equilibrium of each, where the model has a formula for it.
///
/// # Errors
/// If the model has no such metric, does not record it over time, or two differ in their unit.
pub fn together(outcome: &Outcome, names: &[&str]) -> Result<Figure, FigureError> {
    let mut courses = Vec::new();
    for name in names {
        let metric = metric_followed(outcome, name, "over time", over_time(outcome))?;
        courses.push(Course::new(outcome, metric));
    }
    let Some(first) = courses.first() else {
        return Err(FigureError::NoValues { name: "nothing".to_owned() });
    };
    let unit = first.metric.unit;
    if let Some(other) = courses.iter().find(|course| course.metric.unit != unit) {
        let (first, second) = (first.metric.name, other.metric.name);
        return Err(FigureError::Units { first, second, units: [unit, other.metric.unit] });
    }
    let levels = levels(outcome, names);
    let plotted = courses.iter().flat_map(|course| course.plotted.iter().copied());
    let plotted = plotted.chain(levels.iter().map(|level| level.value));
    let (label, axis_unit) = if unit == "share" { ("Share", "") } else { ("Value", unit) };
    let up = Axis::around(label, axis_unit, plotted);
    for course in &mut courses {
        course.up = up.clone();
    }
    let picture = Picture { courses, levels, up };
    let labels: Vec<&str> = picture.courses.iter().map(|course| course.metric.label).collect();
    let title = format!("{} over time", labels.join(", "));
    let alt = picture.in_words(&title, outcome);
    let warm_up = TimeUnit::of(outcome).warm_up(outcome);
    let across = picture.longest();
    let frame = Frame {
        legend: &picture.legend(warm_up),
        up: Some(&picture.up),
        ..Frame::new([&title, &alt], subtitle(outcome), &across)
    };
    let svg = frame.draw(|canvas, plot| picture.paint(canvas, plot, warm_up))?;
    let name = format!("{}_over_time", names.join("_and_"));
    Ok(Figure { name, title, alt, svg, data: picture.data() })
}

/// The metrics over time that have an unstable equilibrium.
pub(super) fn balanced(outcome: &Outcome, phase: &Phase) -> Vec<&'static str> {
    let unstable = phase.rests.iter().find(|rest| !rest.is_stable);
    let Some(unstable) = unstable else { return Vec::new() };
    over_time(outcome).into_iter().filter(|name| unstable.value(name).is_some()).collect()
}

/// The unstable equilibrium of the metric at this index.
struct Level {
    value: f64,
    of: usize,
}

fn levels(outcome: &Outcome, names: &[&str]) -> Vec<Level> {
    let rests = phase(outcome).map_or_else(Vec::new, |phase| phase.rests);
    let unstable = rests.iter().filter(|rest| !rest.is_stable);
    let values = unstable.flat_map(|rest| {
        let of = names.iter().enumerate();
        of.filter_map(|(of, name)| Some(Level { value: rest.value(name)?, of }))
    });
    values.collect()
}

struct Picture {
    courses: Vec<Course>,
    levels: Vec<Level>,
    up: Axis,
}

impl Picture {
    /// The unit of the time axis.
    fn unit(&self) -> &'static str {
        self.courses.first().map_or("", |course| course.unit.plural)
    }

    fn longest(&self) -> Axis {
        let end = |course: &Course| course.width * course.estimates.len() as f64;
        Axis::from_zero("Time", self.unit(), self.courses.iter().map(end).fold(0.0, f64::max))
    }

    fn legend(&self, warm_up: f64) -> Vec<Entry> {
        let curve = Mark::Line { width: 1.6 };
        let named = self.courses.iter().enumerate();
        let mut legend: Vec<Entry> =
            named.map(|(at, course)| Entry::new(curve, colour(at), 1.0, course.metric.label)).collect();
        if self.courses.iter().any(|course| course.replications > 1) {
            legend.push(Entry::new(Mark::Band, AXIS, INTERVAL, "95% interval of the mean"));
        }
        if self.courses.iter().any(|course| !course.each.is_empty()) {
            legend.push(Entry::new(Mark::Line { width: 1.0 }, AXIS, EACH, "each replication"));
        }
        if !self.levels.is_empty() {
            legend.push(Entry::new(Mark::Dashes, AXIS, 1.0, "unstable equilibrium, by formula"));
        }
        if warm_up > 0.0 {
            legend.push(Entry::new(Mark::Band, AXIS, WARM_UP, "warm-up, not counted"));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot, warm_up: f64) {
        if let (Some(course), true) = (self.courses.first(), warm_up > 0.0) {
            let end = plot.x(course.place(warm_up).min(1.0));
            canvas.rectangle([plot.left, plot.top], [end, plot.bottom], AXIS, WARM_UP);
        }
        for level in &self.levels {
            let y = self.height(plot, level.value);
            canvas.dashes([plot.left, y], [plot.right, y], colour(level.of), 1.4);
        }
        for (at, course) in self.courses.iter().enumerate() {
            for values in &course.each {
                let value = |stretch: usize| values.get(stretch).copied();
                course.curve(canvas, plot, value, (colour(at), EACH, 0.8));
            }
            course.band(canvas, plot, colour(at), INTERVAL, bounds);
            let mean = |stretch: usize| course.estimates.get(stretch)?.mean;
            course.curve(canvas, plot, mean, (colour(at), 1.0, 1.6));
        }
        self.names_of_levels(canvas, plot);
    }

    /// Writes the value above each level at the right, or below it where another one is close above.
    fn names_of_levels(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for level in &self.levels {
            let y = self.height(plot, level.value);
            let is_crowded = self.levels.iter().any(|other| {
                let above = y - self.height(plot, other.value);
                other.of != level.of && (0.0..LINE).contains(&above) && (above > 0.0 || other.of < level.of)
            });
            let at = if is_crowded { y + 0.5 * LINE } else { y - 0.5 * LINE };
            let text = format!("repels at {}", self.shown(level.value));
            canvas.text([plot.right - 4.0, at], &text, Lettering::new(Anchor::Right, colour(level.of)));
        }
    }

    fn height(&self, plot: &Plot, value: f64) -> f64 {
        plot.y(self.up.place(self.up.format.scaled(value)))
    }

    fn shown(&self, value: f64) -> String {
        let format = self.up.fine_format();
        with_unit(&format.show(Some(value)), &format.unit)
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let width = self.courses.iter().map(|course| course.width).fold(0.0, f64::max);
        let times = Format::for_axis(0.0, "").with_step(width / 2.0);
        let mut columns = vec![format!("Middle of the stretch in {}", self.unit())];
        for course in &self.courses {
            columns.push(titled(&format!("{}: mean", course.metric.label), &format.unit));
            columns.push(titled("half-width of the 95% interval", &format.unit));
        }
        let stretches = self.courses.iter().map(|course| course.estimates.len()).max().unwrap_or(0);
        let rows = (0..stretches).map(|stretch| {
            let mut row = vec![times.text((stretch as f64 + 0.5) * width)];
            for course in &self.courses {
                let estimate = course.estimates.get(stretch);
                row.push(format.show(estimate.and_then(|estimate| estimate.mean)));
                row.push(format.show(estimate.and_then(|estimate| estimate.half_width)));
            }
            row
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self, title: &str, outcome: &Outcome) -> String {
        let ends = self.courses.iter().filter_map(|course| {
            let mean = |estimate: Option<&bazaar_study::Estimate>| {
                estimate.and_then(|estimate| estimate.mean).filter(|mean| mean.is_finite())
            };
            let (first, last) = (mean(course.estimates.first())?, mean(course.estimates.last())?);
            let label = course.metric.label;
            Some(format!("{label} from {} to {}", self.shown(first), self.shown(last)))
        });
        let levels = self.levels.iter().map(|level| {
            let label = self.courses.get(level.of).map_or("", |course| course.metric.label);
            format!("{label} have an unstable equilibrium at {}", self.shown(level.value))
        });
        let all: Vec<String> = ends.chain(levels).collect();
        let replications = outcome.observations.len() as u64;
        format!(
            "Line chart. {title}, means over {}: {}.",
            crate::number::counted(replications, "replication"),
            all.join("; ")
        )
    }
}

const EACH: f64 = 0.35;

/// The height of a line of text.
const LINE: f64 = 16.0;
