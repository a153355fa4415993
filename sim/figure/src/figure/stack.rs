//! Stacked columns: a two-dimensional metric by number and name, such as revenue by month and stream.
//!
//! Heights are means over replications, so those of the parts add up to the mean of the whole. The interval is that
//! of the whole, which those of correlated parts do not determine. A long run is drawn by quarters or years.

use super::style::Colour;
use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;
use bazaar_study::{Cells, Estimate, Outcome};

use super::axis::{Axis, Tick, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, whisker};
use super::series::bounds;
use super::style::{AXIS, BLUE, GREEN, HEIGHT, INK, PURPLE, SKY, VERMILLION};
use super::{Figure, FigureError, by_two, capital, metric_followed, subtitle, with_unit};

/// The colours of names, by position.
const COLOURS: [Colour; 6] = [BLUE, SKY, GREEN, VERMILLION, PURPLE, AXIS];

const OPACITY: f64 = 0.85;

/// The numbers of rows that a column may combine, and the maximum number of columns.
const GROUPS: [usize; 7] = [1, 3, 6, 12, 24, 60, 120];
const MOST_COLUMNS: usize = 36;

/// The means of a metric by the names of its matrix's columns, stacked, along its rows.
///
/// # Errors
/// If the model has no such metric, does not have it as a matrix, or its rows are no numbers.
pub fn stack(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, name, "by number and name", stacked(outcome))?;
    let Some(cells) = outcome.summary.cells(name) else {
        return Err(FigureError::NoValues { name: name.to_owned() });
    };
    let stack = Stack::new(outcome, metric, cells);
    let title = metric.label.to_owned();
    let alt = format!("Stacked columns. {title} by {}: {}.", cells.rows.label, stack.in_words());
    let frame = Frame {
        legend: &stack.legend(),
        up: Some(&stack.up),
        height: HEIGHT + 20.0,
        ..Frame::new([&title, &alt], subtitle(outcome), &stack.across)
    };
    let svg = frame.draw(|canvas, plot| stack.paint(canvas, plot))?;
    Ok(Figure { name: format!("{name}_stacked"), title, alt, svg, data: stack.data() })
}

/// The metrics whose rows are numbers and whose columns are names, with all values of one sign.
pub(super) fn stacked(outcome: &Outcome) -> Vec<&'static str> {
    let is_stacked = |name: &&'static str| {
        outcome.summary.cells(name).is_some_and(|cells| {
            let means = || cells.estimates.iter().filter_map(|estimate| estimate.mean);
            let adds_up = means().all(|mean| mean >= 0.0) && means().sum::<f64>().is_finite();
            !cells.rows.unit.is_empty() && cells.columns.unit.is_empty() && adds_up
        })
    };
    by_two(outcome).into_iter().filter(is_stacked).collect()
}

/// The means of some rows.
struct Column {
    parts: Vec<f64>,
    whole: Estimate,
    label: String,
}

struct Stack {
    names: Vec<String>,
    columns: Vec<Column>,
    rows_are: String,
    across: Axis,
    up: Axis,
}

impl Stack {
    fn new(outcome: &Outcome, metric: &'static Metric, cells: &Cells) -> Self {
        let rows = cells.rows.names.len();
        let group = GROUPS.into_iter().find(|group| rows.div_ceil(*group) <= MOST_COLUMNS).unwrap_or(rows);
        let part = |row: usize, column: usize| cells.at(row, column).and_then(|one| one.mean).unwrap_or(0.0);
        let whole = |seen: &Observation, rows: &[String]| {
            let matrix = seen.matrices.iter().find(|matrix| matrix.metric == metric.name)?;
            let of = |name: &String| matrix.rows.names.iter().position(|row| row == name);
            let sums = rows.iter().filter_map(of).map(|row| matrix.row(row).iter().flatten().sum::<f64>());
            Some(sums.sum::<f64>()).filter(|sum| sum.is_finite())
        };
        let columns: Vec<Column> = (0..rows)
            .step_by(group.max(1))
            .map(|from| {
                let to = (from + group).min(rows);
                let names = &cells.rows.names[from..to];
                let sum = |column: usize| (from..to).map(|row| part(row, column)).sum();
                let label = match names {
                    [only] => only.clone(),
                    [first, .., last] => format!("{first}-{last}"),
                    [] => String::new(),
                };
                Column {
                    parts: (0..cells.columns.names.len()).map(sum).collect(),
                    whole: Estimate::new(metric, outcome.observations.iter().map(|seen| whole(seen, names))),
                    label,
                }
            })
            .collect();
        let heights = columns.iter().flat_map(|column| {
            let ends = bounds(&column.whole).into_iter().flat_map(|(low, high)| [low, high]);
            // If some replications lack a part, the means of the parts may add up to more than the mean of the whole.
            let parts = column.parts.iter().sum::<f64>();
            column.whole.mean.into_iter().chain(ends).chain([0.0, parts])
        });
        let heights: Vec<f64> = heights.filter(|height| height.is_finite()).collect();
        let every = columns.len().div_ceil(14).max(1);
        let ticks = columns.iter().enumerate().filter(|(at, _)| at.is_multiple_of(every));
        let ticks = ticks.map(|(at, column)| Tick { at: at as f64 + 0.5, label: column.label.clone() });
        let rows_are = cells.rows.label.to_owned();
        let title = match group {
            1 => capital(&rows_are),
            many => format!("{}s, by {many}", capital(&rows_are)),
        };
        Stack {
            names: cells.columns.names.clone(),
            across: Axis::of_names(&title, columns.len() as f64, ticks.collect()),
            up: Axis::around(metric.label, metric.unit, heights.into_iter()),
            columns,
            rows_are,
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let named = self.names.iter().enumerate();
        let mut legend: Vec<Entry> =
            named.map(|(at, name)| Entry::new(Mark::Band, colour(at), OPACITY, name)).collect();
        if self.columns.iter().any(|column| column.whole.half_width.is_some()) {
            legend.push(Entry::new(Mark::Whisker, INK, 1.0, "95% interval of the whole"));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        let wide = (plot.right - plot.left) / self.columns.len().max(1) as f64;
        for (at, column) in self.columns.iter().enumerate() {
            let left = plot.left + at as f64 * wide;
            let (from, to) = (left + 0.1 * wide, left + 0.9 * wide);
            let mut below = 0.0;
            for (name, part) in column.parts.iter().enumerate() {
                if *part > 0.0 {
                    canvas.rectangle([from, y(below + part)], [to, y(below)], colour(name), OPACITY);
                    below += part;
                }
            }
            if let Some((low, high)) = bounds(&column.whole) {
                whisker(canvas, 0.5 * (from + to), [y(low), y(high)], (0.2 * wide).clamp(1.5, 4.0), INK);
            }
        }
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let mut columns = vec![capital(&self.rows_are)];
        columns.extend(self.names.iter().map(|name| titled(&capital(name), &format.unit)));
        columns.push(titled("Whole", &format.unit));
        columns.push(titled("Half-width of its 95% interval", &format.unit));
        let rows = self.columns.iter().map(|column| {
            let mut cells = vec![column.label.clone()];
            cells.extend(column.parts.iter().map(|part| format.show(Some(*part))));
            cells.push(format.show(column.whole.mean));
            cells.push(format.show(column.whole.half_width.filter(|half| half.is_finite())));
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = self.up.fine_format();
        let shown = |value: f64| with_unit(&format.show(Some(value)), &format.unit);
        let Some(last) = self.columns.last() else { return String::new() };
        let parts = self.names.iter().zip(&last.parts).map(|(name, part)| format!("{name} {}", shown(*part)));
        format!(
            "at the end, {} {}, {} in all, of which {}",
            self.rows_are,
            last.label,
            shown(last.whole.mean.unwrap_or(0.0)),
            parts.collect::<Vec<_>>().join(", ")
        )
    }
}

fn colour(at: usize) -> Colour {
    COLOURS[at % COLOURS.len()]
}
