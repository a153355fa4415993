//! Curves by a number: a metric by two things at once, whose rows are curves and whose columns are numbers.
//!
//! Where the scenario's parameters give a formula for a curve, it is drawn over what was measured. It does not come from
//! the run, so the two can disagree.

use super::style::Colour;
use bazaar_study::{Cells, Estimate};

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::Plot;
use super::legend::{Entry, Mark, whisker};
use super::series::{INTERVAL, bounds};
use super::style::{AXIS, colour};
use crate::number::Format;

/// With more points than these dots would cover their line.
const MOST_DOTS: usize = 30;

/// How far the ends of a whisker reach to either side.
const REACH: f64 = 4.0;

/// How far curves of points stand apart, so that whiskers do not hide one another.
const APART: f64 = 7.0;

/// How measured values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A line with a band: what is between two columns has a meaning, or nearly.
    Line,
    /// Points with whiskers.
    Points,
}

/// A curve by formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Formula {
    /// What the legend calls it; curves of one name share an entry.
    pub(super) name: String,
    /// What the column of its numbers is called.
    pub(super) column: String,
    pub(super) colour: Colour,
    /// The numbers along the columns, ascending, with the values.
    pub(super) points: Vec<(f64, f64)>,
}

/// What the axes are called, and the column of the numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Labels {
    pub(super) across: &'static str,
    /// The metric's label, if none is given.
    pub(super) up: Option<&'static str>,
    /// What the numbers along the columns are: `Renewals`.
    pub(super) counted: &'static str,
}

/// Measured curves and formulas over them, on their axes.
pub(super) struct Curves<'a> {
    cells: &'a Cells,
    /// The numbers along the columns, with the columns' places.
    columns: Vec<(f64, usize)>,
    formulas: Vec<Formula>,
    style: Style,
    /// Fewer replications than these are not drawn.
    least: u64,
    /// What the numbers along the columns are: `Renewals`.
    counted: &'static str,
    pub(super) across: Axis,
    pub(super) up: Axis,
}

/// Whether cells can be drawn as curves: some column is a number, and some cell has a value.
pub(super) fn is_numbered(cells: &Cells) -> bool {
    cells.columns.names.iter().any(|name| number(name).is_some()) && cells.known().next().is_some()
}

fn number(name: &str) -> Option<f64> {
    name.parse().ok().filter(|number: &f64| number.is_finite())
}

impl<'a> Curves<'a> {
    /// The curves of the columns up to and with this number, where so many replications or more have a value.
    pub(super) fn new(
        (cells, last, least): (&'a Cells, f64, u64),
        Labels { across: label, up: title, counted }: Labels,
        formulas: Vec<Formula>,
        style: Style,
    ) -> Self {
        let columns: Vec<(f64, usize)> = numbers(cells).filter(|(number, _)| *number <= last).collect();
        let rows = 0..cells.rows.names.len();
        let all =
            columns.iter().flat_map(|(_, column)| rows.clone().filter_map(|row| cells.at(row, *column)));
        let known = all.filter(|estimate| estimate.n >= least);
        // A title of its own says that it is a share.
        let unit = if title.is_some() { "" } else { cells.metric.unit };
        let means = known.clone().filter_map(|estimate| estimate.mean);
        let ends = known.filter_map(ends);
        let shown: Vec<f64> = means
            .chain(ends.flat_map(|(low, high)| [low, high]))
            .chain(formulas.iter().flat_map(|formula| formula.points.iter().map(|(_, value)| *value)))
            .collect();
        let across = match style {
            Style::Line => {
                Axis::from_zero(label, "", columns.iter().map(|(number, _)| *number).fold(0.0, f64::max))
            }
            Style::Points => Axis::of_whole(label, columns.iter().map(|(number, _)| *number)),
        };
        let up = Axis::around(title.unwrap_or(cells.metric.label), unit, shown.into_iter());
        Curves { cells, columns, formulas, style, least, counted, across, up }
    }

    pub(super) fn legend(&self) -> Vec<Entry> {
        let rows = self.cells.rows.names.iter().enumerate();
        let mark = match self.style {
            Style::Line => Mark::Line { width: 1.6 },
            Style::Points => Mark::Dot,
        };
        let mut legend: Vec<Entry> =
            rows.map(|(row, name)| Entry::new(mark, colour(row), 1.0, name)).collect();
        if self.cells.known().any(|(_, _, estimate)| estimate.half_width.is_some()) {
            legend.push(match self.style {
                Style::Line => Entry::new(Mark::Band, AXIS, INTERVAL, "95% interval of the mean"),
                Style::Points => Entry::new(Mark::Whisker, AXIS, 1.0, "95% interval of the mean"),
            });
        }
        for (at, formula) in self.formulas.iter().enumerate() {
            if self.formulas[..at].iter().all(|other| other.name != formula.name) {
                legend.push(Entry::new(Mark::Dashes, formula.colour, 1.0, &formula.name));
            }
        }
        legend
    }

    /// The estimates of a row at their numbers.
    fn row(&self, row: usize) -> impl Iterator<Item = (f64, &Estimate)> {
        let columns = self.columns.iter();
        let found = columns.filter_map(move |(number, column)| Some((*number, self.cells.at(row, *column)?)));
        found.filter(|(_, estimate)| estimate.n >= self.least)
    }

    fn point(&self, plot: &Plot, (number, value): (f64, f64)) -> [f64; 2] {
        let place = |axis: &Axis, value: f64| axis.place(axis.format.scaled(value));
        [plot.x(place(&self.across, number)), plot.y(place(&self.up, value))]
    }

    pub(super) fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for row in 0..self.cells.rows.names.len() {
            match self.style {
                Style::Line => self.paint_line(canvas, plot, row),
                Style::Points => self.paint_points(canvas, plot, row),
            }
        }
        for formula in &self.formulas {
            let points: Vec<[f64; 2]> = formula.points.iter().map(|at| self.point(plot, *at)).collect();
            canvas.dashed(&points, formula.colour, 1.4);
        }
    }

    fn means(&self, row: usize) -> impl Iterator<Item = (f64, f64)> {
        self.row(row)
            .filter_map(|(number, estimate)| Some((number, estimate.mean.filter(|mean| mean.is_finite())?)))
    }

    fn paint_line(&self, canvas: &mut Canvas<'_>, plot: &Plot, row: usize) {
        let ends = self.row(row).filter_map(|(number, estimate)| Some((number, ends(estimate)?)));
        let ends: Vec<(f64, (f64, f64))> = ends.collect();
        let below = ends.iter().map(|(number, (low, _))| self.point(plot, (*number, *low)));
        let above = ends.iter().rev().map(|(number, (_, high))| self.point(plot, (*number, *high)));
        if ends.len() > 1 {
            canvas.area(&below.chain(above).collect::<Vec<_>>(), colour(row), INTERVAL);
        }
        let means: Vec<[f64; 2]> = self.means(row).map(|at| self.point(plot, at)).collect();
        canvas.line(&means, colour(row), 1.0, 1.6);
        for at in means.into_iter().filter(|_| self.columns.len() <= MOST_DOTS) {
            canvas.dot(at, 2.5, colour(row), 1.0);
        }
    }

    fn paint_points(&self, canvas: &mut Canvas<'_>, plot: &Plot, row: usize) {
        let aside = APART * (row as f64 - 0.5 * (self.cells.rows.names.len() as f64 - 1.0));
        for (number, estimate) in self.row(row) {
            if let Some((low, high)) = ends(estimate) {
                let ([x, from], [_, to]) =
                    (self.point(plot, (number, low)), self.point(plot, (number, high)));
                whisker(canvas, x + aside, [from, to], REACH, colour(row));
            }
        }
        for at in self.means(row) {
            let [x, y] = self.point(plot, at);
            canvas.dot([x + aside, y], 3.5, colour(row), 1.0);
        }
    }

    pub(super) fn data(&self) -> Data {
        let format = self.up.fine_format();
        let whole = Format::for_axis(0.0, "");
        let names = &self.cells.rows.names;
        let mut columns = vec![self.counted.to_owned()];
        for name in names {
            columns.push(titled(&format!("{name}: mean"), &format.unit));
            columns.push("half-width of the 95% interval".to_owned());
            columns.push("replications".to_owned());
        }
        columns.extend(self.formulas.iter().map(|formula| formula.column.clone()));
        let rows = self.columns.iter().map(|(number, column)| {
            let mut cells = vec![whole.text(*number)];
            for row in 0..names.len() {
                let estimate = self.cells.at(row, *column);
                cells.push(format.show(estimate.and_then(|estimate| estimate.mean)));
                cells.push(format.show(estimate.and_then(|estimate| estimate.half_width)));
                cells.push(estimate.map_or(0, |estimate| estimate.n).to_string());
            }
            for formula in &self.formulas {
                let here = formula.points.iter().find(|(at, _)| at >= number);
                cells.push(format.show(here.map(|(_, value)| *value)));
            }
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    /// The name of each row with the last number at which it has a value, and that value in words.
    pub(super) fn last_in_words(&self) -> impl Iterator<Item = (&str, String, String)> {
        self.cells.rows.names.iter().enumerate().filter_map(|(row, name)| {
            let known = self.row(row).filter(|(_, estimate)| estimate.mean.is_some_and(f64::is_finite));
            let (number, last) = known.last()?;
            Some((name.as_str(), self.counted_as(number), self.in_words(last)))
        })
    }

    /// The mean at a number, in words.
    pub(super) fn at_in_words(&self, row: usize, number: f64) -> Option<String> {
        let found = self.row(row).find(|(at, _)| *at >= number);
        found.map(|(_, estimate)| self.in_words(estimate))
    }

    /// A number along the columns, as text.
    pub(super) fn counted_as(&self, number: f64) -> String {
        Format::for_axis(0.0, "").text(number)
    }

    /// A value, as text.
    pub(super) fn shown(&self, value: f64) -> String {
        self.up.fine_format().show(Some(value))
    }

    fn in_words(&self, estimate: &Estimate) -> String {
        let format = self.up.fine_format();
        let half_width = estimate.half_width.filter(|half| half.is_finite());
        let interval = half_width
            .map_or_else(String::new, |half| format!(" ± {} (95% interval)", format.show(Some(half))));
        format.show(estimate.mean) + &interval
    }
}

/// The columns that are numbers, with their places.
pub(super) fn numbers(cells: &Cells) -> impl Iterator<Item = (f64, usize)> + '_ {
    let columns = cells.columns.names.iter().enumerate();
    columns.filter_map(|(column, name)| Some((number(name)?, column)))
}

/// The ends of the interval of a mean; of a share as far as shares go.
fn ends(estimate: &Estimate) -> Option<(f64, f64)> {
    let (low, high) = bounds(estimate)?;
    let is_share = estimate.metric.unit == "share" && (0.0..=1.0).contains(&estimate.mean?);
    Some(if is_share { (low.max(0.0), high.min(1.0)) } else { (low, high) })
}
