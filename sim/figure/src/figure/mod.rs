//! Figures of an outcome, as self-contained SVG.
//!
//! A figure can be read without the program: its axes have labels and units, and its legend explains the bands.
//! Two kinds of spread are always kept apart. The *precision of the mean* is its 95% confidence interval, which
//! shrinks with more replications; the *variation between runs* is the middle 80% of replications, which does not.
//!
//! | figure | of |
//! |---|---|
//! | [`series`], [`together`] | one metric over time, several metrics |
//! | [`distribution`] | a metric over entities or replications |
//! | [`running`] | the mean of a metric as replications are added |
//! | [`dots`] | several metrics in one unit |
//! | [`funnel`] | stages and the conversion between them |
//! | [`heat`], [`stack`], [`flow`] | a two-dimensional metric: heat map, stacked columns, flows |
//! | [`plane`] | the phase plane of two metrics |
//! | [`map`] | supply and unmet demand by place |
//! | [`shapes`] | the figures that a model declares |
//! | [`fit`] | fitted models and data |
//! | [`sweep`], [`response`] | a metric over a parameter |
//! | [`surface`], [`grid`] | a metric over several parameters; a grid is for a page with sliders |
//! | [`bars`] | differences, tornado diagrams, shares of variance |
//! | [`screening`] | the Morris plot |
//! | [`region`] | the box in which a conclusion fails |
//!
//! [`figures`] returns all figures of an outcome. Each kind is a file; `frame` has the common parts: title, legend and
//! axes. The layout is our own, since plotters estimates the size of texts; plotters draws.

mod axis;
mod bars;
mod bridge;
mod canvas;
mod curve;
mod data;
mod distribution;
mod dots;
mod entities;
mod family;
mod fit;
mod flow;
mod frame;
mod funnel;
mod grid;
mod heat;
mod legend;
mod map;
mod part;
mod plane;
mod region;
mod replications;
mod response;
mod running;
mod screening;
mod series;
mod shade;
mod shapes;
mod stack;
mod style;
mod surface;
mod sweep;
mod time;
mod together;
mod trough;

use bazaar_models::catalogue::Section;
use bazaar_models::metric::Metric;
use bazaar_models::shape::Shape;
use bazaar_study::{Estimate, Outcome};

pub use bars::{BarRow, Bars, Measure, bars};
pub use data::Data;
pub use distribution::distribution;
pub use dots::dots;
pub use entities::entities;
pub use fit::fit;
pub use flow::flow;
pub use funnel::funnel;
pub use grid::{Cell, Grid, Scale, Side, grid};
pub use heat::heat;
pub use map::map;
pub use plane::plane;
pub use region::{Region, region};
pub use replications::replications;
pub use response::{Pattern, Response, response};
pub use running::running;
pub use screening::{Plane, screening};
pub use series::series;
pub use shapes::shapes;
pub use stack::stack;
pub use surface::{Surface, surface};
pub use sweep::{Swept, sweep};
pub use together::together;

use crate::number::{Format, counted, is_exact};

/// A picture with its text alternative and its data.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The stem of a file's name: `availability_over_time`.
    pub name: String,
    /// The title.
    pub title: String,
    /// The text alternative: the main numbers in a sentence.
    pub alt: String,
    /// The picture, a whole SVG document.
    pub svg: String,
    /// The plotted values, for a table below the picture.
    pub data: Data,
}

/// A figure cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// The model has no such metric.
    #[error("the model {model} has no metric `{name}`; it has {}", known.join(", "))]
    NoMetric {
        /// The name given.
        name: String,
        /// The model's name.
        model: &'static str,
        /// The names of its metrics.
        known: Vec<&'static str>,
    },
    /// The model does not record this metric over time or over entities.
    #[error("there is no {name} {over}; {}", others(over, known))]
    NotFollowed {
        /// The metric's name.
        name: String,
        /// The dimension: `over time`.
        over: &'static str,
        /// The metrics that are recorded.
        known: Vec<&'static str>,
    },
    /// The model has no map of this place.
    #[error("there is no map{}; {}", of.as_ref().map_or(String::new(), |of| format!(" of {of}")), maps(known))]
    NoMap {
        /// The place given, if any.
        of: Option<String>,
        /// The places that have maps.
        known: Vec<String>,
    },
    /// Two metrics cannot share an axis, since their units differ.
    #[error("{first} is in {} and {second} in {}: one axis cannot show both", named(units[0]), named(units[1]))]
    Units {
        /// A metric's name.
        first: &'static str,
        /// The other metric's name.
        second: &'static str,
        /// Their units.
        units: [&'static str; 2],
    },
    /// No replication has a value of this metric.
    #[error("no replication has a value of {name}")]
    NoValues {
        /// The metric's name.
        name: String,
    },
    /// The drawing library failed.
    #[error("cannot draw: {0}")]
    Drawing(String),
}

fn maps(known: &[String]) -> String {
    match known {
        [] => "people of this scenario do not meet in space".to_owned(),
        known => format!("there are maps of {}", known.join(", ")),
    }
}

fn named(unit: &str) -> &str {
    if unit.is_empty() { "plain numbers" } else { unit }
}

fn others(over: &str, known: &[&str]) -> String {
    match known {
        [] => format!("the model follows no metric {over}"),
        known => format!("{over} there are {}", known.join(", ")),
    }
}

/// All figures of an outcome: those that its model declares; then, in the order of the model's metrics, each over
/// time, as a matrix, over entities, and, from two replications on, over replications. If the model has headline
/// metrics, only these are drawn over replications.
///
/// # Errors
/// If the drawing library fails.
pub fn figures(outcome: &Outcome) -> Result<Vec<Figure>, FigureError> {
    let mut figures = shapes(outcome)?;
    let said = shapes::of(outcome);
    let is_curve =
        |name: &str| said.iter().any(|shape| matches!(shape, Shape::Curve(curve) if curve.metric == name));
    let model = &outcome.scenario.model;
    for estimate in &outcome.summary.estimates {
        let name = estimate.metric.name;
        let section = model.section(estimate.metric);
        if matches!(section, Section::Part(_)) {
            continue;
        }
        if over_time(outcome).contains(&name) {
            figures.push(series(outcome, name)?);
        }
        if flow::flowing(outcome).contains(&name) {
            figures.push(flow(outcome, name)?);
        } else if stack::stacked(outcome).contains(&name) {
            figures.push(stack(outcome, name)?);
        } else if by_two(outcome).contains(&name) && !is_curve(name) {
            figures.push(heat(outcome, name)?);
        }
        if over_entities(outcome).contains(&name) {
            figures.push(entities(outcome, name)?);
        }
        if estimate.n >= 2 && section == Section::Headline {
            figures.push(replications(outcome, name)?);
        }
    }
    Ok(figures)
}

/// The two-dimensional metrics of an outcome with at least one value, in the order of the model's list.
fn by_two(outcome: &Outcome) -> Vec<&'static str> {
    followed(outcome, |name| outcome.summary.cells(name).is_some_and(|cells| cells.known().next().is_some()))
}

/// The metrics that an outcome has over time and with at least one value, in the order of the model's list.
fn over_time(outcome: &Outcome) -> Vec<&'static str> {
    followed(outcome, |name| {
        let all = outcome.observations.iter().flat_map(|observation| &observation.series);
        all.filter(|series| series.metric == name)
            .any(|series| series.width > 0.0 && series.values.iter().any(|value| value.is_finite()))
    })
}

/// The metrics that an outcome has over entities and with at least one value, in the order of the model's list.
fn over_entities(outcome: &Outcome) -> Vec<&'static str> {
    followed(outcome, |name| {
        let all = outcome.observations.iter().flat_map(|observation| &observation.distributions);
        all.filter(|distribution| distribution.metric == name)
            .any(|distribution| distribution.sketch.count() > 0)
    })
}

fn followed(outcome: &Outcome, is_followed: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let names = outcome.scenario.model.metrics().iter().map(|metric| metric.name);
    names.filter(|name| is_followed(name)).collect()
}

/// The model's metric of this name.
fn metric(outcome: &Outcome, name: &str) -> Result<&'static Metric, FigureError> {
    let model = &outcome.scenario.model;
    let metrics = model.metrics();
    metrics.iter().find(|metric| metric.name == name).ok_or_else(|| FigureError::NoMetric {
        name: name.to_owned(),
        model: model.name(),
        known: metrics.iter().map(|metric| metric.name).collect(),
    })
}

/// The model's metric of this name, if it is among those that are recorded.
fn metric_followed(
    outcome: &Outcome,
    name: &str,
    over: &'static str,
    known: Vec<&'static str>,
) -> Result<&'static Metric, FigureError> {
    let metric = metric(outcome, name)?;
    if known.contains(&name) {
        Ok(metric)
    } else {
        Err(FigureError::NotFollowed { name: name.to_owned(), over, known })
    }
}

/// The line below a figure's title: the scenario, the number of replications and the horizon.
fn subtitle(outcome: &Outcome) -> String {
    let title = &outcome.scenario.title;
    let what = if title.is_empty() { outcome.scenario.model.name() } else { title };
    format!("{what} · {}", crate::printed::runs(outcome))
}

/// An estimate in words: `the mean is 9,988 ± 19 hosts (95% interval, 20 replications)`.
fn in_words(estimate: &Estimate) -> String {
    let format = Format::of_mean(estimate.mean.unwrap_or(0.0), estimate.half_width, estimate.metric.unit);
    let mean = format.show(estimate.mean);
    match (estimate.mean, estimate.half_width) {
        (None, _) => "no replication has a value".to_owned(),
        (Some(value), half_width) if is_exact(value, half_width) => {
            format!(
                "it is {} in each of {}",
                with_unit(&mean, &format.unit),
                counted(estimate.n, "replication")
            )
        }
        (_, None) => format!("it is {} in the one replication", with_unit(&mean, &format.unit)),
        (_, half_width) => format!(
            "the mean is {} (95% interval, {})",
            with_unit(&format!("{mean} ± {}", format.show(half_width)), &format.unit),
            counted(estimate.n, "replication")
        ),
    }
}

/// The percentiles of an estimate, if they are finite.
fn percentiles(estimate: &Estimate) -> [Option<f64>; 3] {
    estimate.quantiles.map(|value| value.filter(|value| value.is_finite()))
}

/// An estimate as its mean with half-width and unit, for a label beside a mark: `110 ± 25 $`.
fn shown(estimate: &Estimate) -> String {
    let mean = estimate.mean.unwrap_or(0.0);
    let half_width = estimate.half_width.filter(|half| half.is_finite());
    let format = Format::of_mean(mean, half_width, estimate.metric.unit);
    let spread = half_width.filter(|_| !is_exact(mean, half_width));
    let interval = spread.map_or_else(String::new, |half| format!(" ± {}", format.show(Some(half))));
    with_unit(&format!("{}{interval}", format.show(estimate.mean)), &format.unit)
}

/// A label with a capital letter, for the start of a title.
fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number with its unit, as in a sentence; a share needs none.
fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" | "share" => number.to_owned(),
        unit => format!("{number} {unit}"),
    }
}
