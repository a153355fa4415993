//! A curve family on its axes: the estimates, and the reference curves over them.

use bazaar_models::shape::{Curve, Marks, Reference, Until, Values};
use bazaar_study::{Cells, Estimate};

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::Plot;
use super::legend::{Entry, Mark, whisker};
use super::series::{INTERVAL, bounds};
use super::style::{AXIS, Colour, INK, colour};
use crate::number::Format;

/// With more points than this, dots would cover their line.
const MOST_DOTS: usize = 30;

/// The half-width of the ends of a whisker.
const REACH: f64 = 4.0;

/// The horizontal offset between curves of points, so that whiskers do not hide one another.
const APART: f64 = 7.0;

/// A reference with its drawn points.
struct Drawn<'a> {
    reference: &'a Reference,
    /// The numbers of the columns, ascending, with the values.
    points: Vec<(f64, f64)>,
}

impl<'a> Drawn<'a> {
    /// The part of a reference between these numbers of the axis, of which `last` is the last one shown.
    fn new(reference: &'a Reference, ends: [f64; 2], last: f64) -> Self {
        let points = match &reference.values {
            Values::Level(value) => ends.map(|end| (end, *value)).to_vec(),
            Values::Points(points) => points.iter().copied().filter(|(at, _)| *at <= last).collect(),
        };
        Drawn { reference, points }
    }

    fn colour(&self) -> Colour {
        if self.reference.is_mark { AXIS } else { INK }
    }
}

/// Measured curves and references over them, on their axes.
pub(super) struct Family<'a> {
    shape: &'a Curve,
    cells: &'a Cells,
    /// The numbers of the columns, with the columns' indices.
    columns: Vec<(f64, usize)>,
    references: Vec<Drawn<'a>>,
    /// Values of fewer replications than this are not drawn.
    least: u64,
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

impl<'a> Family<'a> {
    /// The curves of a run with this number of replications.
    pub(super) fn new(shape: &'a Curve, cells: &'a Cells, replications: u64) -> Self {
        let least = if shape.until == Until::Half { replications.div_ceil(2) } else { 0 };
        let last = last(shape, cells, least);
        let columns: Vec<(f64, usize)> = numbers(cells).filter(|(number, _)| *number <= last).collect();
        let rows = 0..cells.rows.names.len();
        let all =
            columns.iter().flat_map(|(_, column)| rows.clone().filter_map(|row| cells.at(row, *column)));
        let known = all.filter(|estimate| estimate.n >= least);
        let first = columns.iter().map(|(number, _)| *number).fold(last, f64::min);
        let ends = match shape.marks {
            Marks::Line => [0.0, last],
            Marks::Points => [first - 0.5, last + 0.5],
        };
        let references = shape.references.iter().map(|reference| Drawn::new(reference, ends, last));
        let references: Vec<Drawn<'_>> = references.collect();
        // A title of its own names what is counted.
        let unit = if shape.up.is_some() { "" } else { cells.metric.unit };
        let means = known.clone().filter_map(|estimate| estimate.mean);
        let intervals = known.filter_map(interval);
        let shown: Vec<f64> = means
            .chain(intervals.flat_map(|(low, high)| [low, high]))
            .chain(references.iter().flat_map(|drawn| drawn.points.iter().map(|(_, value)| *value)))
            .collect();
        let across = match shape.marks {
            Marks::Line => Axis::from_zero(shape.across, "", last),
            Marks::Points => Axis::of_whole(shape.across, columns.iter().map(|(at, _)| *at)),
        };
        let up = Axis::around(shape.up.unwrap_or(cells.metric.label), unit, shown.into_iter());
        Family { shape, cells, columns, references, least, across, up }
    }

    pub(super) fn legend(&self) -> Vec<Entry> {
        let rows = self.cells.rows.names.iter().enumerate();
        let mark = match self.shape.marks {
            Marks::Line => Mark::Line { width: 1.6 },
            Marks::Points => Mark::Dot,
        };
        let mut legend: Vec<Entry> =
            rows.map(|(row, name)| Entry::new(mark, colour(row), 1.0, name)).collect();
        if self.cells.known().any(|(_, _, estimate)| estimate.half_width.is_some()) {
            legend.push(match self.shape.marks {
                Marks::Line => Entry::new(Mark::Band, AXIS, INTERVAL, "95% interval of the mean"),
                Marks::Points => Entry::new(Mark::Whisker, AXIS, 1.0, "95% interval of the mean"),
            });
        }
        for (at, drawn) in self.references.iter().enumerate() {
            let name = &drawn.reference.name;
            if self.references[..at].iter().all(|other| other.reference.name != *name) {
                legend.push(Entry::new(Mark::Dashes, drawn.colour(), 1.0, name));
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
            match self.shape.marks {
                Marks::Line => self.paint_line(canvas, plot, row),
                Marks::Points => self.paint_points(canvas, plot, row),
            }
        }
        for drawn in &self.references {
            let points: Vec<[f64; 2]> = drawn.points.iter().map(|at| self.point(plot, *at)).collect();
            canvas.dashed(&points, drawn.colour(), 1.4);
        }
    }

    fn means(&self, row: usize) -> impl Iterator<Item = (f64, f64)> {
        self.row(row)
            .filter_map(|(number, estimate)| Some((number, estimate.mean.filter(|mean| mean.is_finite())?)))
    }

    fn paint_line(&self, canvas: &mut Canvas<'_>, plot: &Plot, row: usize) {
        let ends = self.row(row).filter_map(|(number, estimate)| Some((number, interval(estimate)?)));
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
            if let Some((low, high)) = interval(estimate) {
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
        let mut columns = vec![self.shape.counted.to_owned()];
        for name in names {
            columns.push(titled(&format!("{name}: mean"), &format.unit));
            columns.push("half-width of the 95% interval".to_owned());
            columns.push("replications".to_owned());
        }
        let headings = self.references.iter().map(|Drawn { reference, .. }| reference);
        columns.extend(headings.map(|of| of.column.as_ref().unwrap_or(&of.name).clone()));
        let rows = self.columns.iter().map(|(number, column)| {
            let mut cells = vec![whole.text(*number)];
            for row in 0..names.len() {
                let estimate = self.cells.at(row, *column);
                cells.push(format.show(estimate.and_then(|estimate| estimate.mean)));
                cells.push(format.show(estimate.and_then(|estimate| estimate.half_width)));
                cells.push(estimate.map_or(0, |estimate| estimate.n).to_string());
            }
            for drawn in &self.references {
                let here = drawn.points.iter().find(|(at, _)| at >= number);
                cells.push(format.show(here.map(|(_, value)| *value)));
            }
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    /// The text alternative: a sentence for each row, and for the references.
    pub(super) fn in_words(&self) -> String {
        let whole = Format::for_axis(0.0, "");
        let (names, words) = (&self.cells.rows.names, self.shape.words);
        let rows = names.iter().enumerate().filter_map(|(row, name)| {
            let text = words.get(row).or(words.last())?;
            let known = self.row(row).filter(|(_, estimate)| estimate.mean.is_some_and(f64::is_finite));
            let ((_, first), (number, last)) = (self.row(row).next()?, known.last()?);
            Some(filled(text, [name, &self.shown(first), &self.shown(last), &whole.text(number)]))
        });
        let format = self.up.fine_format();
        let references = self.references.iter().filter_map(|Drawn { reference, points }| {
            let ((_, first), (number, last)) = (points.first()?, points.last()?);
            let [first, last] = [first, last].map(|value| format.show(Some(*value)));
            let text = filled(reference.words?, ["", &first, &last, &number.to_string()]);
            Some(format!("{}: {text}", reference.name))
        });
        rows.chain(references).collect::<Vec<_>>().join("; ")
    }

    fn shown(&self, estimate: &Estimate) -> String {
        let format = self.up.fine_format();
        let half_width = estimate.half_width.filter(|half| half.is_finite());
        let interval = half_width
            .map_or_else(String::new, |half| format!(" ± {} (95% interval)", format.show(Some(half))));
        format.show(estimate.mean) + &interval
    }
}

/// The columns that are numbers, with their indices.
pub(super) fn numbers(cells: &Cells) -> impl Iterator<Item = (f64, usize)> + '_ {
    let columns = cells.columns.names.iter().enumerate();
    columns.filter_map(|(column, name)| Some((number(name)?, column)))
}

/// The ends of the interval of a mean; those of a share are limited to 0 and 1.
fn interval(estimate: &Estimate) -> Option<(f64, f64)> {
    let (low, high) = bounds(estimate)?;
    let is_share = estimate.metric.unit == "share" && (0.0..=1.0).contains(&estimate.mean?);
    Some(if is_share { (low.max(0.0), high.min(1.0)) } else { (low, high) })
}

/// A sentence with its placeholders filled in.
fn filled(words: &str, [row, first, last, number]: [&str; 4]) -> String {
    let filled = words.replace("{first}", first).replace("{last}", last).replace("{number}", number);
    // The last one, since a name may be the scenario's.
    filled.replace("{row}", row)
}

/// The last number with a value of at least `least` replications.
fn last(shape: &Curve, cells: &Cells, least: u64) -> f64 {
    let rows = 0..cells.rows.names.len();
    let is_shown = |number: f64, column: usize| match shape.until {
        Until::End => true,
        Until::Half => {
            rows.clone().any(|row| cells.at(row, column).is_some_and(|estimate| estimate.n >= least))
        }
        Until::Common { row, share, least } => {
            let mean = cells.at(row, column).and_then(|estimate| estimate.mean);
            number <= least || mean.is_some_and(|mean| mean >= share)
        }
    };
    let shown = numbers(cells).filter(|(number, column)| is_shown(*number, *column));
    shown.map(|(number, _)| number).fold(0.0, f64::max)
}
