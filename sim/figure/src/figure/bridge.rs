//! A bridge (waterfall chart): the movements from the opening to the closing balance, such as of monthly recurring
//! revenue.
//!
//! In each column gains are stacked on the opening balance, and losses extend down from the top of the gains
//! to the closing one, from which the next column begins. A long run is drawn by quarters or
//! years. All are means over replications, so opening, movements and closing add up as they do in each replication.

use super::style::Colour;
use bazaar_models::metric::Metric;
use bazaar_models::observation::{Observation, Series};
use bazaar_models::shape;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, whisker};
use super::series::bounds;
use super::style::{BLUE, GREEN, HEIGHT, INK, PURPLE, SKY, VERMILLION};
use super::{Figure, FigureError, metric, over_time, subtitle, with_unit};

/// The colours of gains, and those of losses.
const GAINS: [Colour; 3] = [BLUE, SKY, GREEN];
const LOSSES: [Colour; 2] = [PURPLE, VERMILLION];

/// The numbers of months that a column may combine: a month, a quarter, half a year, and years.
const GROUPS: [usize; 8] = [1, 3, 6, 12, 24, 60, 120, 600];

/// The maximum number of columns; more would be too narrow.
const MOST_COLUMNS: usize = 26;

/// The movements of a balance from opening to closing, by month; none if a run does not record all of them over time.
pub(super) fn bridge(outcome: &Outcome, shape: &shape::Bridge) -> Result<Option<Figure>, FigureError> {
    let Some(bridge) = Bridge::new(outcome, shape) else { return Ok(None) };
    let title = shape.title.to_owned();
    let alt = format!("Waterfall chart. {title}: {}.", bridge.in_words());
    let frame = Frame {
        legend: &bridge.legend(),
        up: Some(&bridge.up),
        height: HEIGHT + 20.0,
        ..Frame::new([&title, &alt], subtitle(outcome), &bridge.across)
    };
    let svg = frame.draw(|canvas, plot| bridge.paint(canvas, plot))?;
    Ok(Some(Figure { name: shape.name.to_owned(), title, alt, svg, data: bridge.data() }))
}

/// A movement of the balance, and its direction.
struct Move {
    metric: &'static Metric,
    sign: f64,
    colour: Colour,
}

/// The means over a period.
struct Column {
    opening: f64,
    /// The absolute amount of each movement, whose direction is the movement's.
    moves: Vec<f64>,
    closing: Estimate,
    /// The months, counted from 1.
    from: usize,
    to: usize,
}

impl Column {
    fn closes(&self) -> f64 {
        self.closing.mean.unwrap_or(0.0)
    }

    /// The opening balance, and that after each movement.
    fn balances(&self, moves: &[Move]) -> Vec<f64> {
        let mut balance = self.opening;
        let mut balances = vec![balance];
        for (amount, Move { sign, .. }) in self.moves.iter().zip(moves) {
            balance += sign * amount;
            balances.push(balance);
        }
        balances
    }
}

struct Bridge {
    /// Gains first.
    moves: Vec<Move>,
    columns: Vec<Column>,
    across: Axis,
    up: Axis,
}

impl Bridge {
    fn new(outcome: &Outcome, shape: &shape::Bridge) -> Option<Self> {
        let known = over_time(outcome);
        let followed = |name: &str| metric(outcome, name).ok().filter(|metric| known.contains(&metric.name));
        let moved = |names: &'static [&str], sign: f64, colours: &'static [Colour]| {
            let coloured = names.iter().zip(colours.iter().cycle());
            coloured.map(move |(name, colour)| (*name, sign, *colour))
        };
        let moves = moved(shape.gains, 1.0, &GAINS).chain(moved(shape.losses, -1.0, &LOSSES));
        let moves = moves.map(|(name, sign, colour)| Some(Move { metric: followed(name)?, sign, colour }));
        let (metric, moves) = (followed(shape.balance)?, moves.collect::<Option<Vec<Move>>>()?);
        let of = |name: &str| -> Vec<&Series> {
            let find = |seen: &'_ Observation| seen.series.iter().position(|series| series.metric == name);
            outcome.observations.iter().filter_map(|seen| seen.series.get(find(seen)?)).collect()
        };
        let balances = of(metric.name);
        let movements: Vec<Vec<&Series>> = moves.iter().map(|one| of(one.metric.name)).collect();
        let all = || balances.iter().chain(movements.iter().flatten());
        let stretches = all().map(|series| series.values.len()).min().unwrap_or(0);
        let group = GROUPS.into_iter().find(|group| stretches.div_ceil(*group) <= MOST_COLUMNS);
        let group = group.unwrap_or(stretches.max(1));
        let columns: Vec<Column> = (0..stretches)
            .step_by(group)
            .filter_map(|from| {
                let to = (from + group).min(stretches);
                let closing = balances.iter().map(|series| number(series, to - 1));
                let closing = Estimate::new(metric, closing);
                let amounts = movements.iter().map(|series| {
                    let sums = series.iter().map(|series| {
                        (from..to)
                            .map(|at| number(series, at))
                            .sum::<Option<f64>>()
                            .filter(|sum| sum.is_finite())
                    });
                    Estimate::new(metric, sums).mean
                });
                let amounts: Vec<f64> = amounts.collect::<Option<_>>()?;
                let net: f64 = amounts.iter().zip(&moves).map(|(amount, one)| one.sign * amount).sum();
                let opening = closing.mean.filter(|mean| mean.is_finite())? - net;
                let column = Column { opening, moves: amounts, closing, from: from + 1, to };
                let is_finite = column.balances(&moves).into_iter().all(f64::is_finite);
                is_finite.then_some(column)
            })
            .collect();
        if columns.is_empty() {
            return None;
        }
        let heights = columns.iter().flat_map(|column| {
            let ends = bounds(&column.closing).into_iter().flat_map(|(low, high)| [low, high]);
            column.balances(&moves).into_iter().chain([column.closes()]).chain(ends)
        });
        let heights: Vec<f64> = heights.collect();
        let title = match group {
            1 => "Month".to_owned(),
            3 => "Months, by quarter".to_owned(),
            12 => "Months, by year".to_owned(),
            months => format!("Months, by {months}"),
        };
        let ticks = columns.iter().enumerate();
        let every = columns.len().div_ceil(MOST_COLUMNS / 2).max(1);
        let ticks = ticks
            .filter(|(at, _)| at.is_multiple_of(every))
            .map(|(at, column)| super::axis::Tick { at: at as f64 + 0.5, label: column.months() });
        Some(Bridge {
            across: Axis::of_names(&title, columns.len() as f64, ticks.collect()),
            up: Axis::around(metric.label, metric.unit, heights.into_iter()),
            moves,
            columns,
        })
    }

    fn legend(&self) -> Vec<Entry> {
        let moves = self.moves.iter();
        let mut legend: Vec<Entry> =
            moves.map(|one| Entry::new(Mark::Band, one.colour, OPACITY, one.metric.label)).collect();
        let has_interval = self.columns.iter().any(|column| column.closing.half_width.is_some());
        legend.push(Entry::new(Mark::Line { width: 2.0 }, INK, 1.0, "closing balance"));
        if has_interval {
            legend.push(Entry::new(Mark::Whisker, INK, 1.0, "its 95% interval"));
        }
        legend
    }

    fn height(&self, plot: &Plot, value: f64) -> f64 {
        plot.y(self.up.place(self.up.format.scaled(value)))
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let wide = (plot.right - plot.left) / self.columns.len().max(1) as f64;
        for (at, column) in self.columns.iter().enumerate() {
            let left = plot.left + at as f64 * wide;
            let (middle, right) = (left + 0.5 * wide, left + wide);
            // Gains in the left half, losses in the right one.
            for (pair, one) in column.balances(&self.moves).windows(2).zip(&self.moves) {
                let ends = [pair[0].max(pair[1]), pair[0].min(pair[1])].map(|end| self.height(plot, end));
                let gap = 0.08 * wide;
                let (from, to) = if one.sign > 0.0 { (left + gap, middle) } else { (middle, right - gap) };
                if (ends[1] - ends[0]).abs() > 0.0 {
                    canvas.rectangle([from, ends[0]], [to, ends[1]], one.colour, OPACITY);
                }
            }
            let closing = self.height(plot, column.closes());
            // The next column begins at this height.
            canvas.line(&[[middle, closing], [(right + 0.5 * wide).min(plot.right), closing]], INK, 1.0, 1.6);
            if let Some((low, high)) = bounds(&column.closing) {
                let ends = [self.height(plot, low), self.height(plot, high)];
                whisker(canvas, right, ends, (0.12 * wide).clamp(1.5, 4.0), INK);
            }
        }
        if let Some(first) = self.columns.first() {
            let opening = self.height(plot, first.opening);
            canvas.line(&[[plot.left, opening], [plot.left + 0.5 * wide, opening]], INK, 1.0, 1.6);
        }
    }

    fn data(&self) -> Data {
        let format = self.up.fine_format();
        let mut columns = vec!["Months".to_owned(), titled("Opening balance", &format.unit)];
        columns.extend(self.moves.iter().map(|one| titled(one.metric.label, &format.unit)));
        columns.push(titled("Closing balance", &format.unit));
        columns.push(titled("Half-width of its 95% interval", &format.unit));
        let rows = self.columns.iter().map(|column| {
            let mut cells = vec![column.months(), format.show(Some(column.opening))];
            let moves = column.moves.iter().zip(&self.moves);
            cells.extend(moves.map(|(amount, one)| format.show(Some(one.sign * amount))));
            cells.push(format.show(column.closing.mean));
            cells.push(format.show(column.closing.half_width.filter(|half| half.is_finite())));
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = self.up.fine_format();
        let shown = |value: f64| with_unit(&format.show(Some(value)), &format.unit);
        let (Some(first), Some(last)) = (self.columns.first(), self.columns.last()) else {
            return String::new();
        };
        let half_width = last.closing.half_width.filter(|half| half.is_finite());
        let interval = half_width
            .map_or_else(String::new, |half| format!(" ± {} (95% interval)", format.show(Some(half))));
        let moves = self.moves.iter().enumerate().map(|(at, one)| {
            let sum = self.columns.iter().filter_map(|column| column.moves.get(at)).sum::<f64>();
            format!("{} {}", one.metric.label, shown(one.sign * sum.clamp(-f64::MAX, f64::MAX)))
        });
        format!(
            "from {} at the beginning to {}{interval} after {} months; {}",
            shown(first.opening),
            shown(last.closes()),
            last.to,
            moves.collect::<Vec<_>>().join(", ")
        )
    }
}

impl Column {
    /// `4`, or `4-6`.
    fn months(&self) -> String {
        if self.from == self.to { self.to.to_string() } else { format!("{}-{}", self.from, self.to) }
    }
}

const OPACITY: f64 = 0.85;

fn number(series: &Series, at: usize) -> Option<f64> {
    series.values.get(at).copied().filter(|value| value.is_finite())
}
