//! A metric over a grid of parameters, for a page that shows one point of it after another.
//!
//! A [`Grid`] is the data for a picture: the two axes with their ticks, and for
//! each point of the grid its position, its interval and its formatted numbers.
//! A script draws it without handling units. The vertical axis spans the whole
//! grid, so that points of different curves can be compared by eye.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::data::Data;
use super::{FigureError, metric, shown};

/// A parameter of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The label: `Take rate of sellers`.
    pub label: String,
    /// The unit of the values; empty for plain numbers.
    pub unit: String,
    /// Its values, ascending, as numbers in the unit and as formatted text.
    pub values: Vec<(f64, String)>,
}

/// An axis: its label, and its ticks at positions from 0 at its beginning to 1 at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Label and unit.
    pub title: String,
    /// The values at its ends, in the metric's or the parameter's unit.
    pub ends: [f64; 2],
    /// The positions of the ticks, with their labels.
    pub ticks: Vec<(f64, String)>,
}

/// The result at one point of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The position of the mean on the vertical axis; none if no replication has a value.
    pub mean: Option<f64>,
    /// The positions of the ends of the 95% interval of the mean.
    pub interval: Option<[f64; 2]>,
    /// Mean, half-width and unit.
    pub said: String,
}

/// A metric over a grid of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// The title.
    pub title: String,
    /// The metric's label.
    pub label: &'static str,
    /// The axis of the first parameter.
    pub across: Scale,
    /// The positions of the parameter's values on it.
    pub places: Vec<f64>,
    /// The axis of the metric.
    pub up: Scale,
    /// The points; the first parameter changes fastest.
    pub cells: Vec<Cell>,
    /// The numbers, a row for each point.
    pub data: Data,
}

/// The mean of a metric at each point of a grid, with its 95% interval (Student's t).
///
/// Outcomes are in the order of the grid's points, of whose parameters the first changes fastest.
///
/// # Errors
/// If the model has no such metric, there are not as many outcomes as points, or none has a value.
pub fn grid(sides: &[Side], outcomes: &[&Outcome], name: &str) -> Result<Grid, FigureError> {
    let none = || FigureError::NoValues { name: name.to_owned() };
    let (Some(first), Some(outcome)) = (sides.first(), outcomes.first()) else { return Err(none()) };
    let metric = metric(outcome, name)?;
    let estimates: Vec<Option<&Estimate>> =
        outcomes.iter().map(|outcome| outcome.summary.get(metric.name)).collect();
    let points = sides.iter().map(|side| side.values.len()).product::<usize>();
    let has_value = estimates.iter().flatten().any(|estimate| mean(estimate).is_some());
    if points != outcomes.len() || !has_value {
        return Err(none());
    }
    let across = Axis::across(&first.label, &first.unit, first.values.iter().map(|(value, _)| *value));
    let plotted = estimates.iter().flatten().flat_map(|estimate| {
        let [low, high] = ends(estimate).map_or([None; 2], |ends| ends.map(Some));
        [mean(estimate), low, high]
    });
    let up = Axis::around(metric.label, metric.unit, plotted.flatten());
    let place = |value: f64| up.place(up.format.scaled(value));
    let cells = estimates.iter().map(|estimate| Cell {
        mean: estimate.and_then(mean).map(place),
        interval: estimate.and_then(ends).map(|ends| ends.map(place)),
        said: match estimate.filter(|estimate| mean(estimate).is_some()) {
            Some(estimate) => shown(estimate),
            None => "no replication has a value".to_owned(),
        },
    });
    Ok(Grid {
        title: title(metric, sides),
        label: metric.label,
        cells: cells.collect(),
        places: first.values.iter().map(|(value, _)| across.place(across.format.scaled(*value))).collect(),
        data: data(sides, &estimates, &up),
        across: scale(&across),
        up: scale(&up),
    })
}

fn title(metric: &Metric, sides: &[Side]) -> String {
    let labels: Vec<String> = sides.iter().map(|side| side.label.to_lowercase()).collect();
    format!("{} over {}", metric.label, labels.join(" and "))
}

fn scale(axis: &Axis) -> Scale {
    let ticks = axis.ticks().into_iter().map(|tick| (axis.place(tick.at), tick.label));
    let unit = axis.format.scaled(1.0);
    Scale { title: axis.title.clone(), ends: [axis.low / unit, axis.high / unit], ticks: ticks.collect() }
}

fn mean(estimate: &Estimate) -> Option<f64> {
    estimate.mean.filter(|mean| mean.is_finite())
}

/// The ends of the interval of the mean.
fn ends(estimate: &Estimate) -> Option<[f64; 2]> {
    let (mean, half_width) = (estimate.mean?, estimate.half_width?);
    Some([mean - half_width, mean + half_width]).filter(|ends| ends.iter().all(|end| end.is_finite()))
}

fn data(sides: &[Side], estimates: &[Option<&Estimate>], up: &Axis) -> Data {
    let format = up.fine_format();
    let unit = format.unit.as_str();
    let mut columns: Vec<String> = sides.iter().map(|side| side.label.clone()).collect();
    columns.push(titled("Mean", unit));
    columns.push(titled("Half-width of the 95% interval", unit));
    columns.push("Replications".to_owned());
    let rows = estimates.iter().enumerate().map(|(index, estimate)| {
        let mut rest = index;
        let mut row = Vec::with_capacity(columns.len());
        for side in sides {
            row.push(side.values[rest % side.values.len()].1.clone());
            rest /= side.values.len();
        }
        row.push(format.show(estimate.and_then(mean)));
        row.push(format.show(estimate.and_then(|estimate| estimate.half_width)));
        row.push(estimate.map_or(0, |estimate| estimate.n).to_string());
        row
    });
    Data { rows: rows.collect(), columns }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Scenario, shipped};
    use bazaar_study::{Settings, Silent, run};

    use super::*;

    fn side(values: &[u32]) -> Side {
        let values = values.iter().map(|value| (f64::from(*value), value.to_string()));
        Side { label: "Servers".to_owned(), unit: String::new(), values: values.collect() }
    }

    fn queue(servers: u32) -> Outcome {
        let shipped = shipped().find(|scenario| scenario.name == "reference/mm1").unwrap();
        let servers = format!("model.queue.servers={servers}");
        let sets = ["study.horizon=40 d", "study.warm_up=1 d", "study.replications=3", &servers];
        run(&Scenario::parse(shipped.source(), &sets).unwrap(), &Settings::default(), &Silent).unwrap()
    }

    #[test]
    fn every_point_has_a_place_between_the_axes_and_its_numbers() {
        let outcomes = [queue(1), queue(2), queue(1), queue(3)];
        let outcomes: Vec<&Outcome> = outcomes.iter().collect();
        let grid = grid(&[side(&[1, 2]), side(&[7, 8])], &outcomes, "wait").unwrap();
        assert_eq!(grid.title, "Wait in line over servers and servers");
        for cell in &grid.cells {
            let [low, high] = cell.interval.unwrap();
            let mean = cell.mean.unwrap();
            assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0, "{cell:?}");
            assert!(cell.said.contains(" ± ") && cell.said.ends_with(" h"), "{cell:?}");
        }
        assert_eq!(grid.cells[0], grid.cells[2], "the same scenario");
        assert!(grid.cells[0].mean > grid.cells[1].mean && grid.cells[1].mean > grid.cells[3].mean);
        let firsts: Vec<[&str; 2]> = grid.data.rows.iter().map(|row| [&row[0][..], &row[1][..]]).collect();
        assert_eq!(firsts, [["1", "7"], ["2", "7"], ["1", "8"], ["2", "8"]]);
        assert!(grid.places[0] < grid.places[1] && !grid.up.ticks.is_empty(), "{grid:?}");
    }

    #[test]
    fn too_few_outcomes_or_none_are_no_grid() {
        let one = queue(1);
        assert!(grid(&[side(&[1, 2])], &[&one], "wait").is_err());
        assert!(grid(&[side(&[1])], &[&one], "weight").is_err());
        assert!(grid(&[], &[&one], "wait").is_err());
    }
}
