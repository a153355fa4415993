//! A flow diagram: a band from each source to each target, wider for a larger flow.
//!
//! Flows of different things have different units and differ by orders of magnitude, so a band's width is the
//! logarithm of its volume, and the label has the volume with its interval.

use super::style::Colour;
use bazaar_models::shape::Shape;
use bazaar_study::{Cells, Estimate, Outcome};

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{BLUE, GREEN, GROUND, INK, PURPLE, TEXT_SIZE, VERMILLION, width_of};
use super::{Figure, FigureError, by_two, capital, metric_followed, shapes, subtitle};
use crate::number::{Format, counted};

/// The colours of sources, by position.
const COLOURS: [Colour; 4] = [BLUE, GREEN, VERMILLION, PURPLE];

const OPACITY: f64 = 0.45;

/// The height of a flow's row, the margins around the rows, and the widths of the narrowest and the widest band.
const ROW: f64 = 40.0;
const AROUND: f64 = 140.0;
const WIDTHS: [f64; 2] = [3.0, 26.0];

/// The number of points of a curve.
const STEPS: u32 = 32;

/// The flows from the names of a matrix's rows to those of its columns.
///
/// # Errors
/// If the model has no such metric, or does not have it by two names at once.
pub fn flow(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, name, "from one to another", flowing(outcome))?;
    let Some(cells) = outcome.summary.cells(name) else {
        return Err(FigureError::NoValues { name: name.to_owned() });
    };
    let flows = Flows::new(cells);
    let title = metric.label.to_owned();
    let alt = format!("Flow diagram. {title}: {}.", flows.in_words(outcome));
    let blank = Axis::blank();
    let frame = Frame {
        legend: &[Entry::new(Mark::Band, INK, OPACITY, "volume: width by its logarithm, with 95% interval")],
        height: AROUND + ROW * flows.flows.len() as f64,
        aside: flows.widest(),
        ..Frame::new([&title, &alt], subtitle(outcome), &blank)
    };
    let svg = frame.draw(|canvas, plot| flows.paint(canvas, plot))?;
    Ok(Figure { name: format!("{name}_diagram"), title, alt, svg, data: flows.data(cells) })
}

/// The metrics that the model declares as flows.
pub(super) fn flowing(outcome: &Outcome) -> Vec<&'static str> {
    let shapes = shapes::of(outcome);
    let is_of_names = |name: &str| outcome.summary.cells(name).is_some_and(Cells::is_of_names);
    let is_flow = |name: &&'static str| shapes.contains(&Shape::Flow(name)) && is_of_names(name);
    by_two(outcome).into_iter().filter(is_flow).collect()
}

struct Flow<'a> {
    giver: usize,
    to: &'a str,
    volume: &'a Estimate,
}

struct Flows<'a> {
    /// The sources with a flow.
    givers: Vec<&'a str>,
    flows: Vec<Flow<'a>>,
    most: f64,
}

impl<'a> Flows<'a> {
    fn new(cells: &'a Cells) -> Self {
        let mut givers: Vec<&str> = Vec::new();
        let mut flows: Vec<Flow<'_>> = Vec::new();
        for (from, to, volume) in cells.known() {
            if volume.mean.is_none_or(|mean| mean <= 0.0 || !mean.is_finite()) {
                continue;
            }
            if givers.last() != Some(&from) {
                givers.push(from);
            }
            flows.push(Flow { giver: givers.len() - 1, to, volume });
        }
        // By target, so that flows to the same target are adjacent.
        let place = |flow: &Flow<'_>| cells.columns.names.iter().position(|name| name == flow.to);
        flows.sort_by_key(place);
        let most = flows.iter().filter_map(|flow| flow.volume.mean).fold(1.0, f64::max);
        Flows { givers, flows, most }
    }

    fn width(&self, flow: &Flow<'_>) -> f64 {
        let volume = flow.volume.mean.unwrap_or(0.0);
        let share = if self.most > 1.0 { (volume.max(1.0)).ln() / self.most.ln() } else { 1.0 };
        WIDTHS[0] + share * (WIDTHS[1] - WIDTHS[0])
    }

    fn label(flow: &Flow<'_>) -> String {
        format!("{}  {}", flow.to, shown(flow.volume))
    }

    fn widest(&self) -> f64 {
        self.flows.iter().map(|flow| width_of(&Self::label(flow), TEXT_SIZE)).fold(0.0, f64::max) + 8.0
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let named = self.givers.iter().map(|name| width_of(name, TEXT_SIZE)).fold(0.0, f64::max) + 24.0;
        let (left, right) = (plot.left + named, plot.right);
        let row = (plot.bottom - plot.top) / self.flows.len().max(1) as f64;
        let widths: Vec<f64> = self.flows.iter().map(|flow| self.width(flow)).collect();
        let of = |giver: usize| {
            self.flows
                .iter()
                .zip(&widths)
                .filter(move |(flow, _)| flow.giver == giver)
                .map(|(_, width)| width)
        };
        let heights: Vec<f64> =
            (0..self.givers.len()).map(|giver| of(giver).sum::<f64>().max(26.0)).collect();
        let free = (plot.bottom - plot.top - heights.iter().sum::<f64>()).max(0.0);
        let gap = free / (self.givers.len() + 1) as f64;
        let mut top = plot.top;
        for (giver, name) in self.givers.iter().enumerate() {
            top += gap;
            let bottom = top + heights[giver];
            let mut from = top + 0.5 * (heights[giver] - of(giver).sum::<f64>());
            for (at, flow) in self.flows.iter().enumerate().filter(|(_, flow)| flow.giver == giver) {
                let to = plot.top + (at as f64 + 0.5) * row - 0.5 * widths[at];
                canvas.area(&band([left, from], [right, to], widths[at]), colour(giver), OPACITY);
                from += widths[at];
                let place = [right + 10.0, plot.top + (at as f64 + 0.5) * row];
                canvas.text(place, &Self::label(flow), Lettering::new(Anchor::Left, INK));
            }
            canvas.rectangle([plot.left, top], [left, bottom], colour(giver), 1.0);
            let middle = [0.5 * (plot.left + left), 0.5 * (top + bottom)];
            canvas.text(middle, name, Lettering::new(Anchor::Middle, GROUND));
            top = bottom;
        }
    }

    fn data(&self, cells: &Cells) -> Data {
        let columns = vec![
            capital(cells.rows.label),
            capital(cells.columns.label),
            "Mean".to_owned(),
            "Half-width of the 95% interval".to_owned(),
            "Replications".to_owned(),
        ];
        let rows = self.flows.iter().map(|flow| {
            let format = format_of(flow.volume);
            vec![
                self.givers[flow.giver].to_owned(),
                flow.to.to_owned(),
                format.show(flow.volume.mean),
                format.show(flow.volume.half_width.filter(|half| half.is_finite())),
                flow.volume.n.to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self, outcome: &Outcome) -> String {
        let each = self.flows.iter();
        let each =
            each.map(|flow| format!("{} to {}, {}", self.givers[flow.giver], flow.to, shown(flow.volume)));
        let replications = counted(outcome.summary.replications, "replication");
        format!("means over {replications} with 95% intervals: {}", each.collect::<Vec<_>>().join("; "))
    }
}

/// A band of this width between two upper corners, horizontal at both ends.
fn band(from: [f64; 2], to: [f64; 2], width: f64) -> Vec<[f64; 2]> {
    let at = |step: u32, lower: f64| {
        let along = f64::from(step) / f64::from(STEPS);
        let smooth = along * along * (3.0 - 2.0 * along);
        [from[0] + along * (to[0] - from[0]), from[1] + smooth * (to[1] - from[1]) + lower]
    };
    let upper = (0..=STEPS).map(|step| at(step, 0.0));
    upper.chain((0..=STEPS).rev().map(|step| at(step, width))).collect()
}

fn format_of(volume: &Estimate) -> Format {
    Format::new(volume.mean.unwrap_or(0.0), volume.half_width.filter(|half| half.is_finite()), "")
}

fn shown(volume: &Estimate) -> String {
    let format = format_of(volume);
    let half = volume.half_width.filter(|half| half.is_finite() && *half > 0.0);
    let interval = half.map_or_else(String::new, |half| format!(" ± {}", format.show(Some(half))));
    let power = if format.unit.is_empty() { String::new() } else { format!(" × {}", format.unit) };
    format!("{}{interval}{power}", format.show(volume.mean))
}

fn colour(at: usize) -> Colour {
    COLOURS[at % COLOURS.len()]
}
