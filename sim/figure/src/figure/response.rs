//! A number over a parameter: a response curve with its band, a frontier with its intervals, or a scatter plot.

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, whisker};
use super::style::{BLUE, VERMILLION};
use super::{Figure, FigureError, with_unit};

/// The contents of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The stem of the file name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The subtitle: the scenario, the number of replications and the horizon.
    pub subtitle: String,
    /// The label of the horizontal axis, and its unit.
    pub across: [String; 2],
    /// The label of the vertical axis, and its unit.
    pub up: [String; 2],
    /// How points are connected.
    pub pattern: Pattern,
    /// The meaning of a point, for the legend.
    pub point: String,
    /// The points: their coordinates, and the ends of their intervals.
    pub points: Vec<([f64; 2], Option<[f64; 2]>)>,
    /// An estimated value on the horizontal axis, such as a threshold, and the ends of its interval.
    pub sought: Option<(f64, [f64; 2])>,
}

/// How points are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A line, with a band between the ends of the intervals.
    Curve,
    /// A line, with an interval at each point.
    Frontier,
    /// Not connected, since other parameters differ between points.
    Cloud,
}

/// Draws the figure.
///
/// # Errors
/// If there is no finite point to draw.
pub fn response(response: &Response) -> Result<Figure, FigureError> {
    let finite = |ends: &[f64; 2]| ends.iter().all(|end| end.is_finite());
    let mut points: Vec<([f64; 2], Option<[f64; 2]>)> = response
        .points
        .iter()
        .filter(|(at, _)| finite(at))
        .map(|(at, ends)| (*at, ends.filter(|ends| finite(ends))))
        .collect();
    if points.is_empty() {
        return Err(FigureError::NoValues { name: response.name.clone() });
    }
    points.sort_by(|one, other| one.0[0].total_cmp(&other.0[0]));
    let [across, up] = [&response.across, &response.up];
    let values = points.iter().flat_map(|(at, ends)| (*ends).into_iter().flatten().chain([at[1]]));
    let values: Vec<f64> = match response.pattern {
        // The intervals of a scatter plot are not drawn.
        Pattern::Cloud => points.iter().map(|(at, _)| at[1]).collect(),
        _ => values.collect(),
    };
    let sought = response.sought.filter(|(at, ends)| at.is_finite() && finite(ends)).map(|(at, _)| at);
    let drawn = Drawn {
        across: Axis::across(&across[0], &across[1], points.iter().map(|(at, _)| at[0]).chain(sought)),
        up: Axis::around(&up[0], &up[1], values.into_iter()),
        response,
        points,
    };
    let kind = if response.pattern == Pattern::Cloud { "Scatter plot" } else { "Line chart" };
    let alt = format!("{kind}. {}: {}.", response.title, drawn.in_words());
    let frame = Frame {
        legend: &drawn.legend(),
        up: Some(&drawn.up),
        ..Frame::new([&response.title, &alt], response.subtitle.clone(), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| drawn.paint(canvas, plot))?;
    Ok(Figure { name: response.name.clone(), title: response.title.clone(), alt, svg, data: drawn.data() })
}

struct Drawn<'a> {
    response: &'a Response,
    /// In ascending order along the horizontal axis.
    points: Vec<([f64; 2], Option<[f64; 2]>)>,
    across: Axis,
    up: Axis,
}

const BAND: f64 = 0.22;

impl Drawn<'_> {
    fn has_ends(&self) -> bool {
        self.points.iter().any(|(_, ends)| ends.is_some())
    }

    fn legend(&self) -> Vec<Entry> {
        let point = self.response.point.as_str();
        match self.response.pattern {
            Pattern::Cloud if self.response.sought.is_some() => vec![
                Entry::new(Mark::Dot, BLUE, DOT, point),
                Entry::new(Mark::Dashes, VERMILLION, 1.0, "the turn"),
                Entry::new(Mark::Band, VERMILLION, BAND, "its 95% interval"),
            ],
            Pattern::Cloud => vec![Entry::new(Mark::Dot, BLUE, DOT, point)],
            Pattern::Frontier if self.has_ends() => {
                vec![Entry::new(Mark::Whisker, BLUE, 1.0, &format!("{point} and its 95% interval"))]
            }
            Pattern::Curve if self.has_ends() => vec![
                Entry::new(Mark::Line { width: 1.8 }, BLUE, 1.0, point),
                Entry::new(Mark::Band, BLUE, BAND, "its 95% interval"),
            ],
            _ => vec![Entry::new(Mark::Line { width: 1.8 }, BLUE, 1.0, point)],
        }
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        if let Some((at, [low, high])) = self
            .response
            .sought
            .filter(|(at, ends)| [*at, ends[0], ends[1]].iter().all(|place| place.is_finite()))
        {
            let inside = |place: f64| place.clamp(plot.left, plot.right);
            let (left, right) = (inside(x(low)), inside(x(high)));
            canvas.rectangle([left, plot.top], [right.max(left), plot.bottom], VERMILLION, BAND);
            // An estimated value outside the range of the points is not drawn.
            if (plot.left..=plot.right).contains(&x(at)) {
                canvas.dashes([x(at), plot.top], [x(at), plot.bottom], VERMILLION, 1.6);
            }
        }
        if self.response.pattern == Pattern::Cloud {
            for ([across, up], _) in &self.points {
                canvas.dot([x(*across), y(*up)], 3.0, BLUE, DOT);
            }
            return;
        }
        if self.response.pattern == Pattern::Curve {
            for run in self.points.chunk_by(|one, other| one.1.is_some() && other.1.is_some()) {
                let ends = || run.iter().filter_map(|(at, ends)| Some((at[0], (*ends)?)));
                let above = ends().map(|(at, [_, high])| [x(at), y(high)]);
                let below = ends().rev().map(|(at, [low, _])| [x(at), y(low)]);
                let outline: Vec<[f64; 2]> = above.chain(below).collect();
                if outline.len() > 3 {
                    canvas.area(&outline, BLUE, BAND);
                }
            }
        }
        let line: Vec<[f64; 2]> = self.points.iter().map(|(at, _)| [x(at[0]), y(at[1])]).collect();
        let faint = if self.response.pattern == Pattern::Frontier { 0.4 } else { 1.0 };
        canvas.line(&line, BLUE, faint, 1.8);
        for ([across, up], ends) in &self.points {
            if let (Pattern::Frontier, Some([low, high])) = (self.response.pattern, ends) {
                whisker(canvas, x(*across), [y(*low), y(*high)], 5.0, BLUE);
            }
            canvas.dot([x(*across), y(*up)], 3.5, BLUE, 1.0);
        }
    }

    fn data(&self) -> Data {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let mut columns =
            vec![titled(&self.response.across[0], &across.unit), titled(&self.response.up[0], &up.unit)];
        if self.has_ends() {
            columns.extend(["95% interval from".to_owned(), "to".to_owned()]);
        }
        let rows = self.points.iter().map(|(at, ends)| {
            let mut row = vec![across.show(Some(at[0])), up.show(Some(at[1]))];
            if self.has_ends() {
                row.extend(ends.map_or([None; 2], |ends| ends.map(Some)).map(|end| up.show(end)));
            }
            row
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let shown = |which: &str, at: &[f64; 2]| {
            let (x, y) = (across.show(Some(at[0])), up.show(Some(at[1])));
            format!("{which} at {}, {}", with_unit(&x, &across.unit), with_unit(&y, &up.unit))
        };
        let places = || self.points.iter().map(|(at, _)| at);
        let lowest = places().min_by(|one, other| one[1].total_cmp(&other[1]));
        let highest = places().max_by(|one, other| one[1].total_cmp(&other[1]));
        let ends = [highest.map(|at| shown("highest", at)), lowest.map(|at| shown("lowest", at))];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        format!("{} points; {}", self.points.len(), ends.join("; "))
    }
}

const DOT: f64 = 0.55;
