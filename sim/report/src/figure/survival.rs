//! Survival: which share of customers is left after so many renewals.
//!
//! The matrix of the metric has a row for each curve, as observed and as fitted, and the numbers of renewals along
//! its columns. Where the scenario's parameters give a formula for the share, it is drawn over them. It does not come from
//! the run, so the two can disagree: they must agree where renewals alone decide, and where cards fail
//! or those who pay are not like all, the distance is what that does.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::subscription::Survival;
use bazaar_study::{Cells, Estimate, Outcome};
use plotters::style::RGBColor;

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::series::{INTERVAL, bounds};
use super::style::{AXIS, BLUE, GREEN, HEIGHT, INK, PURPLE, VERMILLION};
use super::{Figure, FigureError, by_two, metric_followed, subtitle};
use crate::number::Format;

/// The metric that is followed by renewals.
pub(super) const METRIC: &str = "survival";

/// A curve has the colour of its row.
const COLOURS: [RGBColor; 4] = [BLUE, VERMILLION, GREEN, PURPLE];

/// The mean share of customers that is left after each number of renewals, with its 95% interval over
/// replications, and the closed form where there is one.
///
/// # Errors
/// If the model does not follow survival, or no column is a number.
pub fn survival(outcome: &Outcome) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, METRIC, "by two things at once", by_two(outcome))?;
    let cells = outcome.summary.cells(METRIC).filter(|cells| is_numbered(cells));
    let Some(cells) = cells else {
        return Err(FigureError::NoValues { name: METRIC.to_owned() });
    };
    let curves = Curves::new(cells, closed_form(outcome, cells.columns.names.len().saturating_sub(1)));
    let title = format!("{} by {}", metric.label, cells.columns.label);
    let alt = format!("Line chart. {title}: {}.", curves.in_words());
    let frame = Frame {
        title: &title,
        subtitle: &subtitle(outcome),
        alt: &alt,
        legend: &curves.legend(),
        across: &curves.across,
        up: Some(&curves.up),
        height: HEIGHT,
        aside: 0.0,
        lanes: 0.0,
    };
    let svg = frame.draw(|canvas, plot| curves.paint(canvas, plot))?;
    Ok(Figure { name: format!("{METRIC}_by_{}", cells.columns.label), title, alt, svg, data: curves.data() })
}

/// Whether an outcome has it.
pub(super) fn is_known(outcome: &Outcome) -> bool {
    outcome.summary.cells(METRIC).is_some_and(is_numbered)
}

fn is_numbered(cells: &Cells) -> bool {
    cells.columns.names.iter().any(|name| number(name).is_some()) && cells.known().next().is_some()
}

fn number(name: &str) -> Option<f64> {
    name.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Survival after 0, 1, 2 ... renewals by the scenario's parameters alone.
fn closed_form(outcome: &Outcome, renewals: usize) -> Option<Survival> {
    match &outcome.scenario.model {
        ModelParameters::Subscription(parameters) => parameters.survival(renewals),
        _ => None,
    }
}

struct Curves<'a> {
    cells: &'a Cells,
    /// The numbers along the columns, with the columns' places.
    columns: Vec<(f64, usize)>,
    formula: Option<Survival>,
    across: Axis,
    up: Axis,
}

impl<'a> Curves<'a> {
    fn new(cells: &'a Cells, formula: Option<Survival>) -> Self {
        let numbers = cells.columns.names.iter().enumerate();
        let columns: Vec<(f64, usize)> =
            numbers.filter_map(|(column, name)| Some((number(name)?, column))).collect();
        let last = columns.iter().map(|(number, _)| *number).fold(0.0, f64::max);
        let means = cells.known().filter_map(|(_, _, estimate)| estimate.mean);
        let ends = cells.known().filter_map(|(_, _, estimate)| bounds(estimate));
        let shown: Vec<f64> = means
            .chain(ends.flat_map(|(low, high)| [low, high]))
            .chain(formula.iter().flat_map(|formula| formula.left.iter().copied()))
            .collect();
        let across = Axis::from_zero("Number of renewals", "", last);
        let up = Axis::around(cells.metric.label, cells.metric.unit, shown.into_iter());
        Curves { cells, columns, formula, across, up }
    }

    fn legend(&self) -> Vec<Entry> {
        let rows = self.cells.rows.names.iter().enumerate();
        let line = Mark::Line { width: 1.6 };
        let mut legend: Vec<Entry> =
            rows.map(|(row, name)| Entry::new(line, colour(row), 1.0, name)).collect();
        if self.cells.known().any(|(_, _, estimate)| estimate.half_width.is_some()) {
            legend.push(Entry::new(Mark::Band, AXIS, INTERVAL, "95% interval of the mean"));
        }
        if let Some(formula) = &self.formula {
            legend.push(Entry::new(Mark::Dashes, INK, 1.0, called(formula)));
        }
        legend
    }

    /// The estimates of a row at their numbers.
    fn row(&self, row: usize) -> impl Iterator<Item = (f64, &Estimate)> {
        let columns = self.columns.iter();
        columns.filter_map(move |(number, column)| Some((*number, self.cells.at(row, *column)?)))
    }

    fn point(&self, plot: &Plot, (number, value): (f64, f64)) -> [f64; 2] {
        let place = |axis: &Axis, value: f64| axis.place(axis.format.scaled(value));
        [plot.x(place(&self.across, number)), plot.y(place(&self.up, value))]
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for row in 0..self.cells.rows.names.len() {
            let ends = self.row(row).filter_map(|(number, estimate)| Some((number, bounds(estimate)?)));
            let ends: Vec<(f64, (f64, f64))> = ends.collect();
            let below = ends.iter().map(|(number, (low, _))| self.point(plot, (*number, *low)));
            let above = ends.iter().rev().map(|(number, (_, high))| self.point(plot, (*number, *high)));
            if ends.len() > 1 {
                canvas.area(&below.chain(above).collect::<Vec<_>>(), colour(row), INTERVAL);
            }
            let means = self.row(row).filter_map(|(number, estimate)| {
                Some((number, estimate.mean.filter(|mean| mean.is_finite())?))
            });
            let means: Vec<[f64; 2]> = means.map(|at| self.point(plot, at)).collect();
            canvas.line(&means, colour(row), 1.0, 1.6);
            for at in means.into_iter().filter(|_| self.columns.len() <= MOST_DOTS) {
                canvas.dot(at, 2.5, colour(row), 1.0);
            }
        }
        let formula: Vec<[f64; 2]> = self.by_formula().map(|at| self.point(plot, at)).collect();
        canvas.dashed(&formula, INK, 1.4);
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let whole = Format::for_axis(0.0, "");
        let names = &self.cells.rows.names;
        let mut columns = vec!["Renewals".to_owned()];
        for name in names {
            columns.push(titled(&format!("{name}: mean"), &format.unit));
            columns.push("half-width of the 95% interval".to_owned());
            columns.push("replications".to_owned());
        }
        columns.push(self.formula.as_ref().map_or("closed form", called).to_owned());
        let rows = self.columns.iter().map(|(number, column)| {
            let mut cells = vec![whole.text(*number)];
            for row in 0..names.len() {
                let estimate = self.cells.at(row, *column);
                cells.push(format.show(estimate.and_then(|estimate| estimate.mean)));
                cells.push(format.show(estimate.and_then(|estimate| estimate.half_width)));
                cells.push(estimate.map_or(0, |estimate| estimate.n).to_string());
            }
            let formula = self.by_formula().find(|(at, _)| *at >= *number);
            cells.push(format.show(formula.map(|(_, left)| left)));
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    /// The closed form, with the number of renewals.
    fn by_formula(&self) -> impl Iterator<Item = (f64, f64)> {
        let left = self.formula.iter().flat_map(|formula| (0_u32..).zip(&formula.left));
        left.map(|(number, left)| (f64::from(number), *left))
    }

    fn in_words(&self) -> String {
        let format = self.up.fine_format();
        let whole = Format::for_axis(0.0, "");
        let rows = self.cells.rows.names.iter().enumerate().filter_map(|(row, name)| {
            let known = self.row(row).filter(|(_, estimate)| estimate.mean.is_some_and(f64::is_finite));
            let (number, last) = known.last()?;
            let half_width = last.half_width.filter(|half| half.is_finite());
            let interval = half_width
                .map_or_else(String::new, |half| format!(" ± {} (95% interval)", format.show(Some(half))));
            let left = format.show(last.mean);
            Some(format!("{name}, {left}{interval} are left after {} renewals", whole.text(number)))
        });
        let formula = self.formula.as_ref().and_then(|formula| {
            let (after, left) = self.by_formula().last()?;
            Some(format!("{}: {} after {}", called(formula), format.show(Some(left)), whole.text(after)))
        });
        rows.chain(formula).collect::<Vec<_>>().join("; ")
    }
}

/// What the closed form is, in the legend.
fn called(formula: &Survival) -> &'static str {
    if formula.is_exact {
        "closed form, from the parameters"
    } else {
        "closed form, if renewals alone decided"
    }
}

/// With more points than these dots would cover their line.
const MOST_DOTS: usize = 30;

fn colour(row: usize) -> RGBColor {
    COLOURS[row % COLOURS.len()]
}
