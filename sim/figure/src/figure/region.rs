//! Scenario discovery: the box in which a conclusion fails, and the points at which it fails or holds.
//!
//! Two of the factors that bound the box are shown, and each point at its values of both. The effects of the other
//! factors are not visible, so points of one kind may lie among those of the other.

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{BLUE, INK, VERMILLION};
use super::{Figure, FigureError};

/// The contents of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The stem of the file name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The subtitle: the scenario, the number of replications and the horizon.
    pub subtitle: String,
    /// The two factors: their labels and units.
    pub axes: [(String, String); 2],
    /// The limits of the box along each axis; infinite where it is unbounded.
    pub sides: [[f64; 2]; 2],
    /// The points, each with whether the conclusion fails there.
    pub points: Vec<([f64; 2], bool)>,
    /// The box in a sentence.
    pub words: String,
}

/// Draws the figure.
///
/// # Errors
/// If there are no points, or the drawing library fails.
pub fn region(region: &Region) -> Result<Figure, FigureError> {
    if region.points.is_empty() {
        return Err(FigureError::NoValues { name: region.name.clone() });
    }
    let axis = |which: usize| {
        let (label, unit) = &region.axes[which];
        let values: Vec<f64> = region.points.iter().map(|(point, _)| point[which]).collect();
        Axis::around(label, unit, values.into_iter())
    };
    let drawn = Drawn { region, across: axis(0), up: axis(1) };
    let alt = format!("Scatter plot. {}: {}.", region.title, region.words);
    let legend = [
        Entry::new(Mark::Dot, VERMILLION, 1.0, "fails"),
        Entry::new(Mark::Dot, BLUE, 0.6, "stands"),
        Entry::new(Mark::Band, VERMILLION, SHADE, "the box"),
    ];
    let frame = Frame {
        legend: &legend,
        up: Some(&drawn.up),
        ..Frame::new([&region.title, &alt], region.subtitle.clone(), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| drawn.paint(canvas, plot))?;
    Ok(Figure { name: region.name.clone(), title: region.title.clone(), alt, svg, data: drawn.data() })
}

const SHADE: f64 = 0.15;

struct Drawn<'a> {
    region: &'a Region,
    across: Axis,
    up: Axis,
}

impl Drawn<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        let within = |place: f64, low: f64, high: f64| place.max(low).min(high);
        let side = |value: f64, place: &dyn Fn(f64) -> f64, end: f64| {
            if value.is_finite() { place(value) } else { end }
        };
        let [[left, right], [bottom, top]] = self.region.sides;
        let from = [side(left, &x, plot.left), side(top, &y, plot.top)];
        let to = [side(right, &x, plot.right), side(bottom, &y, plot.bottom)];
        let inside = |[at, height]: [f64; 2]| {
            [within(at, plot.left, plot.right), within(height, plot.top, plot.bottom)]
        };
        let (from, to) = (inside(from), inside(to));
        canvas.rectangle(from, to, VERMILLION, SHADE);
        let corners = [from, [to[0], from[1]], to, [from[0], to[1]], from];
        canvas.line(&corners, VERMILLION, 1.0, 1.4);
        for (point, fails) in &self.region.points {
            let (colour, opacity) = if *fails { (VERMILLION, 0.9) } else { (BLUE, 0.6) };
            canvas.dot([x(point[0]), y(point[1])], 3.0, colour, opacity);
        }
        let failing = self.region.points.iter().filter(|(_, fails)| *fails).count();
        let text = format!("{failing} of {} points fail", self.region.points.len());
        canvas.text([plot.right, plot.top - 18.0], &text, Lettering::new(Anchor::Right, INK));
    }

    fn data(&self) -> Data {
        let formats = [self.across.fine_format(), self.up.fine_format()];
        let title = |which: usize| titled(&self.region.axes[which].0, &formats[which].unit);
        let columns = vec![title(0), title(1), "Conclusion".to_owned()];
        let rows = self.region.points.iter().map(|(point, fails)| {
            let [one, other] = [0, 1].map(|which| formats[which].show(Some(point[which])));
            vec![one, other, if *fails { "fails" } else { "stands" }.to_owned()]
        });
        Data { columns, rows: rows.collect() }
    }
}
