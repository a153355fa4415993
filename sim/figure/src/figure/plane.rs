//! The phase plane: one metric over another, as both move, such as the sides of a market.
//!
//! Each run is a path. Paths that begin close together and end far apart show where the
//! frontier of critical mass is; if theory gives it, it is drawn, with the equilibria of
//! the infinite population. The population of a run is finite, so a path that begins next
//! to the frontier may go either way.

use super::style::Colour;
use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;
use bazaar_models::shape::{Arrival, Frontier, Rest};
use bazaar_study::Outcome;

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::shapes::phase;
use super::style::{AXIS, BLUE, GROUND, INK, TEXT_SIZE, VERMILLION, width_of};
use super::{Figure, FigureError, metric_followed, over_time, subtitle};
use crate::number::counted;

const HEIGHT: f64 = 560.0;

/// Two metrics of several runs against one another, every replication as a path, with the equilibria and the frontier
/// between their basins of attraction if the model has formulas for them.
///
/// # Errors
/// If the model has no such metric or does not record it over time, or no path has two points.
pub fn plane(outcomes: &[&Outcome], names: [&str; 2]) -> Result<Figure, FigureError> {
    let Some(first) = outcomes.first() else {
        return Err(FigureError::NoValues { name: names[0].to_owned() });
    };
    let [across, up] = names.map(|name| metric_followed(first, name, "over time", over_time(first)));
    let phase = Phase::new(outcomes, [across?, up?]);
    if phase.paths.is_empty() {
        return Err(FigureError::NoValues { name: names[0].to_owned() });
    }
    let [x, y] = phase.metrics.map(|metric| metric.label);
    let title = format!("{y} against {x}");
    let alt = format!("Phase plane. {title}: {}.", phase.in_words());
    let starts = counted(outcomes.len() as u64, "start");
    let frame = Frame {
        legend: &phase.legend(),
        up: Some(&phase.up),
        height: HEIGHT,
        ..Frame::new([&title, &alt], format!("{} from each of {starts}", subtitle(first)), &phase.across)
    };
    let svg = frame.draw(|canvas, plot| phase.paint(canvas, plot))?;
    Ok(Figure { name: format!("{}_against_{}", names[1], names[0]), title, alt, svg, data: phase.data() })
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Arrived,
    Failed,
    /// Unknown: the model has no formula for it.
    Unknown,
}

impl Fate {
    const ALL: [Fate; 3] = [Fate::Arrived, Fate::Failed, Fate::Unknown];

    fn of(outcome: &Outcome, observation: &Observation, arrival: Option<Arrival>) -> Self {
        let metrics = outcome.scenario.model.metrics();
        let at = arrival.and_then(|arrival| metrics.iter().position(|metric| metric.name == arrival.metric));
        match at.and_then(|at| observation.values.get(at).copied().flatten()) {
            Some(arrived) if arrived > 0.5 => Fate::Arrived,
            Some(_) => Fate::Failed,
            None => Fate::Unknown,
        }
    }

    fn called(self, arrived: &str) -> String {
        match self {
            Fate::Arrived => format!("a run that ends {arrived}"),
            Fate::Failed => "a run that does not".to_owned(),
            Fate::Unknown => "a run".to_owned(),
        }
    }

    fn colour(self) -> Colour {
        match self {
            Fate::Arrived | Fate::Unknown => BLUE,
            Fate::Failed => VERMILLION,
        }
    }
}

/// One replication of one start.
struct Path {
    start: usize,
    replication: usize,
    fate: Fate,
    points: Vec<[f64; 2]>,
}

/// An equilibrium, with its position on both axes.
type Resting = (Rest, [f64; 2]);

struct Phase {
    metrics: [&'static Metric; 2],
    paths: Vec<Path>,
    starts: usize,
    rests: Vec<Resting>,
    frontier: Option<Frontier>,
    /// The end of a run that has reached it.
    arrived: &'static str,
    across: Axis,
    up: Axis,
}

impl Phase {
    fn new(outcomes: &[&Outcome], metrics: [&'static Metric; 2]) -> Self {
        let arrival = outcomes.first().and_then(|first| phase(first)?.arrival);
        let paths = outcomes.iter().enumerate().flat_map(|(start, outcome)| {
            outcome.observations.iter().enumerate().filter_map(move |(replication, observation)| {
                let points = points(observation, metrics)?;
                Some(Path { start, replication, fate: Fate::of(outcome, observation, arrival), points })
            })
        });
        let paths: Vec<Path> = paths.collect();
        let (rests, frontier) = known(outcomes, metrics);
        let plotted = paths.iter().flat_map(|path| path.points.iter().copied());
        let plotted: Vec<[f64; 2]> = plotted.chain(rests.iter().map(|(_, at)| *at)).collect();
        let axis = |side: usize| {
            let metric = metrics[side];
            Axis::around(metric.label, metric.unit, plotted.iter().map(|point| point[side]))
        };
        Phase {
            metrics,
            paths,
            starts: outcomes.len(),
            rests,
            frontier,
            arrived: arrival.map_or("", |arrival| arrival.word),
            across: axis(0),
            up: axis(1),
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let fates = Fate::ALL.into_iter().filter(|fate| self.paths.iter().any(|path| path.fate == *fate));
        let mut legend: Vec<Entry> = fates
            .map(|fate| {
                Entry::new(Mark::Line { width: 1.4 }, fate.colour(), PATH, &fate.called(self.arrived))
            })
            .collect();
        legend.push(Entry::new(Mark::Dot, AXIS, 1.0, "start"));
        if let Some(frontier) = &self.frontier {
            legend.push(Entry::new(Mark::Dashes, INK, 1.0, frontier.name));
        }
        legend
    }

    fn place(&self, plot: &Plot, [across, up]: [f64; 2]) -> [f64; 2] {
        let place = |axis: &Axis, value: f64| axis.place(axis.format.scaled(value));
        [plot.x(place(&self.across, across)), plot.y(place(&self.up, up))]
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for path in &self.paths {
            let points: Vec<[f64; 2]> = path.points.iter().map(|point| self.place(plot, *point)).collect();
            canvas.line(&points, path.fate.colour(), PATH, 1.2);
        }
        let inside = |point: &[f64; 2]| {
            point[0] >= plot.left - 0.5 && point[0] <= plot.right + 0.5 && point[1] >= plot.top - 0.5
        };
        let frontier = self.frontier.iter().flat_map(|frontier| &frontier.points);
        let frontier: Vec<[f64; 2]> = frontier.map(|point| self.place(plot, *point)).collect();
        // The length of dashes does not depend on the distance of the points.
        for run in frontier.chunk_by(|one, other| inside(one) && inside(other)) {
            canvas.dashed(run, INK, 1.6);
        }
        for path in self.paths.iter().filter(|path| path.replication == 0) {
            if let Some(start) = path.points.first() {
                canvas.dot(self.place(plot, *start), 3.5, AXIS, 1.0);
            }
        }
        for (rest, at) in &self.rests {
            let at = self.place(plot, *at);
            canvas.dot(at, 6.5, INK, 1.0);
            if !rest.is_stable {
                canvas.dot(at, 4.5, GROUND, 1.0);
            }
            // Many paths end at zero: a short text hides few of them.
            let text = match (rest.values.iter().all(|(_, value)| *value <= 0.0), rest.is_stable) {
                (true, _) => rest.name.to_owned(),
                (_, true) => format!("{} (attracts)", rest.name),
                (_, false) => format!("{} (repels)", rest.name),
            };
            let fits = at[0] + 12.0 + width_of(&text, TEXT_SIZE) < plot.right;
            let (x, anchor) = if fits { (at[0] + 12.0, Anchor::Left) } else { (at[0] - 12.0, Anchor::Right) };
            let y = (at[1] - 14.0).max(plot.top + 8.0);
            // On white, since paths may cross the text.
            let width = width_of(&text, TEXT_SIZE) * 0.92;
            let left = if fits { x - 2.0 } else { x - width };
            canvas.rectangle([left, y - 8.0], [left + width + 2.0, y + 8.0], GROUND, 0.6);
            canvas.text([x, y], &text, Lettering::new(anchor, INK));
        }
    }

    fn data(&self) -> Data {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let [x, y] = self.metrics.map(|metric| metric.label);
        let columns = vec![
            "Start".to_owned(),
            "Replication".to_owned(),
            "Stretch".to_owned(),
            titled(x, &across.unit),
            titled(y, &up.unit),
        ];
        // Every replication of every start in full would be tens of thousands of rows.
        let rows = self.paths.iter().flat_map(|path| {
            let every = path.points.len().div_ceil(STRETCHES_LISTED).max(1);
            let (across, up) = (&across, &up);
            path.points.iter().enumerate().step_by(every).map(move |(stretch, point)| {
                vec![
                    (path.start + 1).to_string(),
                    (path.replication + 1).to_string(),
                    (stretch + 1).to_string(),
                    across.show(Some(point[0])),
                    up.show(Some(point[1])),
                ]
            })
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let shown =
            |point: &[f64; 2]| format!("({}, {})", across.show(Some(point[0])), up.show(Some(point[1])));
        let of_start = |start: usize| {
            let paths: Vec<&Path> = self.paths.iter().filter(|path| path.start == start).collect();
            let from = paths.first()?.points.first()?;
            let arrived = paths.iter().filter(|path| path.fate == Fate::Arrived).count();
            let known = paths.iter().any(|path| path.fate != Fate::Unknown);
            let fate = format!(" {arrived} of {} {}", paths.len(), self.arrived);
            let fate = if known { fate } else { String::new() };
            Some(format!("from {}{fate}", shown(from)))
        };
        let starts = (0..self.starts).filter_map(of_start);
        let rests = self.rests.iter().map(|(rest, at)| format!("{} at {}", rest.name, shown(at)));
        starts.chain(rests).collect::<Vec<_>>().join("; ")
    }
}

const PATH: f64 = 0.75;

/// The approximate number of points of each path in the table.
const STRETCHES_LISTED: usize = 24;

/// A replication's values of both metrics in each time bin that has them.
fn points(observation: &Observation, metrics: [&Metric; 2]) -> Option<Vec<[f64; 2]>> {
    let series = |metric: &Metric| observation.series.iter().find(|series| series.metric == metric.name);
    let [across, up] = [series(metrics[0])?, series(metrics[1])?];
    let points = across.values.iter().zip(&up.values).map(|(across, up)| [*across, *up]);
    let points: Vec<[f64; 2]> = points.filter(|point| point.iter().all(|value| value.is_finite())).collect();
    (points.len() > 1).then_some(points)
}

/// The equilibria of the model and its frontier, if it has formulas for them and all runs have the same.
fn known(outcomes: &[&Outcome], metrics: [&Metric; 2]) -> (Vec<Resting>, Option<Frontier>) {
    let phases: Vec<_> = outcomes.iter().map(|outcome| phase(outcome)).collect();
    let Some(Some(first)) = phases.first().filter(|first| phases.iter().all(|other| other == *first)) else {
        return Default::default();
    };
    let at = |rest: &Rest| Some([rest.value(metrics[0].name)?, rest.value(metrics[1].name)?]);
    let rests = first.rests.iter().filter_map(|rest| Some((rest.clone(), at(rest)?)));
    let frontier = first.frontier.as_ref().and_then(|frontier| {
        // The axes may be the other way round.
        let [across, up] =
            metrics.map(|metric| frontier.metrics.iter().position(|name| *name == metric.name));
        let (across, up) = (across?, up?);
        let points = frontier.points.iter().map(|point| [point[across], point[up]]);
        Some(Frontier { points: points.collect(), ..frontier.clone() })
    });
    (rests.collect(), frontier)
}
