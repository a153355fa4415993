//! A heat map of a two-dimensional metric, such as retention by cohort and age: darker cells have larger values.
//!
//! A cell without a value in any replication is white: an age that a cohort has not reached. If both sides are names,
//! such as changes and causes, a value of zero is white as well, and a row or column of zeros only is omitted. Cells
//! that are large enough contain their value.

use bazaar_models::observation;
use bazaar_study::{Cells, Outcome};

use super::axis::{Axis, Tick, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::shade::{is_dark, shade};
use super::style::{AXIS, GROUND, INK, MARGIN, QUIET_INK, TEXT_SIZE, WIDTH, width_of};
use super::{Figure, FigureError, by_two, capital, metric_followed, subtitle, with_unit};
use crate::number::counted;

/// The margin at the right, for the key.
pub(super) const KEY: f64 = 120.0;

/// The range of a row's height, from which that of the plot follows, and the smallest height of the plot.
const ROW: [f64; 2] = [18.0, 34.0];
const PLOT: [f64; 2] = [300.0, 440.0];

/// The margins above and below the plot.
const AROUND: f64 = 150.0;

/// The steps between the labels of rows and columns that are numbers.
const STEPS: [usize; 8] = [1, 2, 5, 10, 20, 50, 100, 200];

/// The same for months.
const MONTHS: [usize; 8] = [1, 2, 3, 6, 12, 24, 60, 120];

/// The mean of a metric in each cell of its matrix, over replications.
///
/// # Errors
/// If the model has no such metric, or it is not two-dimensional.
pub fn heat(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, name, "by two things at once", by_two(outcome))?;
    let Some(cells) = outcome.summary.cells(name) else {
        return Err(FigureError::NoValues { name: name.to_owned() });
    };
    let heat = Heat::new(cells);
    let title = format!("{} by {} and {}", metric.label, cells.rows.label, cells.columns.label);
    let alt = format!("Heat map. {title}: {}.", heat.in_words(outcome));
    let frame = Frame {
        up: Some(&heat.up),
        height: heat.height(),
        aside: KEY,
        ..Frame::new([&title, &alt], subtitle(outcome), &heat.across)
    };
    let svg = frame.draw(|canvas, plot| {
        heat.paint(canvas, plot);
        key(&heat.shade, canvas, plot);
    })?;
    Ok(Figure { name: format!("{name}_heat_map"), title, alt, svg, data: heat.data() })
}

struct Heat<'a> {
    cells: &'a Cells,
    /// The rows and columns that are drawn.
    rows: Vec<usize>,
    columns: Vec<usize>,
    shade: Axis,
    across: Axis,
    up: Axis,
}

impl<'a> Heat<'a> {
    fn new(cells: &'a Cells) -> Self {
        let (height, width) = (cells.rows.names.len(), cells.columns.names.len());
        let is_any = |row: usize, column: usize| mean(cells, row, column).is_some();
        let rows = (0..height).filter(|&row| (0..width).any(|column| is_any(row, column)));
        let columns = (0..width).filter(|&column| (0..height).any(|row| is_any(row, column)));
        let (mut rows, mut columns): (Vec<usize>, Vec<usize>) = (rows.collect(), columns.collect());
        if !cells.is_of_names() {
            // Numbers are in order, so only empty rows and columns at either end are omitted.
            (rows, columns) = (filled(&rows), filled(&columns));
        }
        let means =
            rows.iter().flat_map(|&row| columns.iter().filter_map(move |&column| mean(cells, row, column)));
        let means: Vec<f64> = means.collect();
        let names = |axis: &observation::Axis, chosen: &[usize]| -> Vec<String> {
            chosen.iter().filter_map(|&at| axis.names.get(at).cloned()).collect()
        };
        let from_top = |tick: Tick| Tick { at: rows.len() as f64 - tick.at, ..tick };
        let room = plot_height(rows.len());
        let up = written(&names(&cells.rows, &rows), cells.rows.unit, room, |_| TEXT_SIZE + 3.0).into_iter();
        let up = up.map(from_top).collect();
        Heat {
            shade: Axis::around(cells.metric.label, cells.metric.unit, means.into_iter()),
            across: across(cells, &names(&cells.columns, &columns)),
            up: Axis::of_names(
                &capital(&titled(cells.rows.label, unit_of(&cells.rows))),
                rows.len() as f64,
                up,
            ),
            rows,
            columns,
            cells,
        }
    }

    fn height(&self) -> f64 {
        plot_height(self.rows.len()) + AROUND + self.across.depth()
    }

    fn place(&self, mean: f64) -> f64 {
        self.shade.place(self.shade.format.scaled(mean))
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let size = [
            (plot.right - plot.left) / self.columns.len().max(1) as f64,
            (plot.bottom - plot.top) / self.rows.len().max(1) as f64,
        ];
        let format = self.shade.coarse_format();
        let drawn = self.rows.iter().enumerate().flat_map(|(down, &row)| {
            let columns = self.columns.iter().enumerate();
            columns.filter_map(move |(along, &column)| Some((along, down, mean(self.cells, row, column)?)))
        });
        let drawn: Vec<(usize, usize, f64)> = drawn.collect();
        let texts = drawn.iter().map(|(_, _, mean)| width_of(&format.show(Some(*mean)), TEXT_SIZE));
        let is_written = texts.fold(0.0, f64::max) + 4.0 < size[0] && TEXT_SIZE + 2.0 < size[1];
        // Cells that are large enough are separated by a line of the background's colour.
        let gap = if size.iter().all(|side| *side > 8.0) { 0.5 } else { 0.0 };
        for (along, down, mean) in drawn {
            let (left, top) = (plot.left + along as f64 * size[0], plot.top + down as f64 * size[1]);
            let place = self.place(mean);
            let to = [left + size[0] - gap, top + size[1] - gap];
            canvas.rectangle([left + gap, top + gap], to, shade(place), 1.0);
            if is_written {
                let colour = if is_dark(place) { GROUND } else { INK };
                let middle = [left + 0.5 * size[0], top + 0.5 * size[1]];
                canvas.text(middle, &format.show(Some(mean)), Lettering::new(Anchor::Middle, colour));
            }
        }
    }

    fn data(&self) -> Data {
        let format = self.shade.fine_format();
        let cells = self.cells;
        let columns = vec![
            capital(&titled(cells.rows.label, unit_of(&cells.rows))),
            capital(&titled(cells.columns.label, unit_of(&cells.columns))),
            titled("Mean", &format.unit),
            titled("Half-width of the 95% interval", &format.unit),
            "Replications".to_owned(),
        ];
        let rows = cells.known().map(|(row, column, estimate)| {
            vec![
                row.to_owned(),
                column.to_owned(),
                format.show(estimate.mean),
                format.show(estimate.half_width.filter(|half| half.is_finite())),
                estimate.n.to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self, outcome: &Outcome) -> String {
        let cells = self.cells;
        let format = self.shade.fine_format();
        let known = cells.known().filter_map(|(row, column, estimate)| {
            Some((row, column, estimate.mean.filter(|mean| mean.is_finite())?))
        });
        let known: Vec<(&str, &str, f64)> = known.collect();
        let shown = |which: &str, (row, column, mean): &(&str, &str, f64)| {
            format!(
                "{which} {} at {} {row}, {} {column}",
                with_unit(&format.show(Some(*mean)), &format.unit),
                cells.rows.label,
                cells.columns.label
            )
        };
        let lowest = known.iter().min_by(|one, other| one.2.total_cmp(&other.2));
        let highest = known.iter().max_by(|one, other| one.2.total_cmp(&other.2));
        let ends = [highest.map(|cell| shown("highest", cell)), lowest.map(|cell| shown("lowest", cell))];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        let size = format!("{} cells have a value", known.len());
        let replications = counted(outcome.summary.replications, "replication");
        format!("means over {replications}, {}; {size}", ends.join(", "))
    }
}

/// The key of the shades, at the right.
pub(super) fn key(axis: &Axis, canvas: &mut Canvas<'_>, plot: &Plot) {
    const SHADES: u32 = 60;
    let left = plot.right + 30.0;
    let (top, bottom) = (plot.top, plot.bottom.min(plot.top + 240.0));
    let y = |place: f64| bottom - place * (bottom - top);
    for step in 0..SHADES {
        let [from, to] = [step, step + 1].map(|step| f64::from(step) / f64::from(SHADES));
        // A little further down, so that no seam is visible; the lower ones are drawn already.
        let below = (y(from) + 0.8).min(bottom);
        canvas.rectangle([left, y(to)], [left + 20.0, below], shade(0.5 * (from + to)), 1.0);
    }
    for tick in axis.ticks() {
        let at = y(axis.place(tick.at));
        canvas.line(&[[left + 20.0, at], [left + 25.0, at]], AXIS, 1.0, 1.2);
        canvas.text([left + 29.0, at], &tick.label, Lettering::new(Anchor::Left, QUIET_INK));
    }
    let unit = match axis.format.unit.as_str() {
        "share" => "as a share".to_owned(),
        "" => String::new(),
        unit => format!("in {unit}"),
    };
    canvas.text([WIDTH - MARGIN, plot.top - 18.0], &unit, Lettering::new(Anchor::Right, INK));
}

fn plot_height(rows: usize) -> f64 {
    let rows = rows.max(1) as f64;
    let height = (rows * ROW[0]).clamp(PLOT[0], PLOT[1]);
    height.min((rows * ROW[1]).max(120.0))
}

/// A side's unit, unless its label names it.
fn unit_of(axis: &observation::Axis) -> &'static str {
    if axis.label == axis.unit { "" } else { axis.unit }
}

/// Everything from the first of these places to the last.
fn filled(known: &[usize]) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else { return Vec::new() };
    (first..=last).collect()
}

/// The mean of a cell that is drawn.
fn mean(cells: &Cells, row: usize, column: usize) -> Option<f64> {
    let mean = cells.at(row, column)?.mean.filter(|mean| mean.is_finite())?;
    (!cells.is_of_names() || mean.abs() > 0.0).then_some(mean)
}

/// The horizontal axis: names in lines of one word each, or upright if they are too wide.
fn across(cells: &Cells, names: &[String]) -> Axis {
    let room = WIDTH - 2.0 * MARGIN - KEY - 110.0;
    let title = capital(&titled(cells.columns.label, unit_of(&cells.columns)));
    let widest =
        |name: &str| name.split(' ').map(|word| width_of(word, TEXT_SIZE)).fold(0.0, f64::max) + 10.0;
    let ticks = written(names, cells.columns.unit, room, widest);
    let taken = ticks.iter().map(|tick| widest(&tick.label)).fold(0.0, f64::max) * ticks.len() as f64;
    if taken > room {
        return Axis::of_names(&title, names.len() as f64, ticks).turned();
    }
    let by_word = |tick: Tick| Tick { label: tick.label.replace(' ', "\n"), ..tick };
    Axis::of_names(&title, names.len() as f64, ticks.into_iter().map(by_word).collect())
}

/// The names along a side that fit: all of them, or, of numbers, those at a round step.
fn written(names: &[String], unit: &str, room: f64, takes: impl Fn(&str) -> f64) -> Vec<Tick> {
    let widest = names.iter().map(|name| takes(name)).fold(0.0, f64::max);
    let fits = |step: &usize| names.len().div_ceil(*step) as f64 * widest <= room;
    let steps = if unit == "months" { MONTHS } else { STEPS };
    let step = if unit.is_empty() { 1 } else { steps.into_iter().find(fits).unwrap_or(500) };
    let is_written = |name: &str| name.parse::<usize>().map_or(true, |number| number.is_multiple_of(step));
    let chosen = names.iter().enumerate().filter(|(_, name)| is_written(name));
    chosen.map(|(at, name)| Tick { at: at as f64 + 0.5, label: name.clone() }).collect()
}
