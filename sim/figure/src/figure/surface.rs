//! A response surface: a metric over two parameters, as a heat map; darker cells have larger means.

use super::axis::{Axis, Tick, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::heat::{KEY, key};
use super::shade::{is_dark, shade};
use super::style::{GROUND, INK, TEXT_SIZE, width_of};
use super::{Figure, FigureError, with_unit};

/// The maximum heights of a row and of the plot.
const ROW: f64 = 44.0;
const PLOT: f64 = 440.0;
const AROUND: f64 = 150.0;

/// The contents of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The stem of the file name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The subtitle: the scenario, the number of replications and the horizon.
    pub subtitle: String,
    /// The metric's label and its unit.
    pub measure: [String; 2],
    /// The parameter of the horizontal axis, and its values in order.
    pub across: (String, Vec<String>),
    /// The parameter of the vertical axis, and its values from below.
    pub up: (String, Vec<String>),
    /// The mean in each cell: row by row from below, each from the left.
    pub means: Vec<Option<f64>>,
}

/// Draws the figure.
///
/// # Errors
/// If there is no finite number to draw.
pub fn surface(surface: &Surface) -> Result<Figure, FigureError> {
    let known: Vec<f64> = surface.means.iter().flatten().copied().filter(|mean| mean.is_finite()).collect();
    if known.is_empty() {
        return Err(FigureError::NoValues { name: surface.name.clone() });
    }
    let names = |all: &[String]| -> Vec<Tick> {
        // A value of hundreds of digits does not fit; it is in the table below.
        let short = |name: &String| name.chars().take(24).collect::<String>();
        all.iter().enumerate().map(|(at, name)| Tick { at: at as f64 + 0.5, label: short(name) }).collect()
    };
    let columns = surface.across.1.len();
    let drawn = Drawn {
        shade: Axis::around(&surface.measure[0], &surface.measure[1], known.iter().copied()),
        across: below(&surface.across.0, columns, names(&surface.across.1)),
        up: Axis::of_names(&surface.up.0, surface.up.1.len() as f64, names(&surface.up.1)),
        surface,
    };
    let alt = format!("Heat map. {}: {}.", surface.title, drawn.in_words());
    let height = (ROW * surface.up.1.len() as f64).clamp(120.0, PLOT) + AROUND + drawn.across.depth();
    let frame = Frame {
        up: Some(&drawn.up),
        height,
        aside: KEY,
        ..Frame::new([&surface.title, &alt], surface.subtitle.clone(), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| {
        drawn.paint(canvas, plot);
        key(&drawn.shade, canvas, plot);
    })?;
    Ok(Figure { name: surface.name.clone(), title: surface.title.clone(), alt, svg, data: drawn.data() })
}

/// The horizontal axis, with names upright if they are too wide.
fn below(title: &str, columns: usize, names: Vec<Tick>) -> Axis {
    let widest = names.iter().map(|tick| width_of(&tick.label, TEXT_SIZE)).fold(0.0, f64::max) + 10.0;
    let axis = Axis::of_names(title, columns as f64, names);
    if widest * columns as f64 > 460.0 { axis.turned() } else { axis }
}

struct Drawn<'a> {
    surface: &'a Surface,
    shade: Axis,
    across: Axis,
    up: Axis,
}

impl Drawn<'_> {
    /// Each mean with its column and its row.
    fn cells(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let columns = self.surface.across.1.len().max(1);
        let cells = self.surface.means.iter().enumerate();
        cells.filter_map(move |(at, mean)| {
            Some((at % columns, at / columns, mean.filter(|mean| mean.is_finite())?))
        })
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let width = (plot.right - plot.left) / self.surface.across.1.len().max(1) as f64;
        let height = (plot.bottom - plot.top) / self.surface.up.1.len().max(1) as f64;
        let format = self.shade.coarse_format();
        let widest = self.cells().map(|(_, _, mean)| width_of(&format.show(Some(mean)), TEXT_SIZE));
        let is_written = widest.fold(0.0, f64::max) + 4.0 < width && TEXT_SIZE + 2.0 < height;
        for (column, row, mean) in self.cells() {
            let (left, bottom) = (plot.left + column as f64 * width, plot.bottom - row as f64 * height);
            let place = self.shade.place(self.shade.format.scaled(mean));
            canvas.rectangle(
                [left + 0.5, bottom - height + 0.5],
                [left + width - 0.5, bottom - 0.5],
                shade(place),
                1.0,
            );
            if is_written {
                let colour = if is_dark(place) { GROUND } else { INK };
                let middle = [left + 0.5 * width, bottom - 0.5 * height];
                canvas.text(middle, &format.show(Some(mean)), Lettering::new(Anchor::Middle, colour));
            }
        }
    }

    fn data(&self) -> Data {
        let format = self.shade.fine_format();
        let (across, up) = (&self.surface.across, &self.surface.up);
        let columns = vec![up.0.clone(), across.0.clone(), titled(&self.surface.measure[0], &format.unit)];
        let rows = self.cells().map(|(column, row, mean)| {
            vec![up.1[row].clone(), across.1[column].clone(), format.show(Some(mean))]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = self.shade.fine_format();
        let (across, up) = (&self.surface.across, &self.surface.up);
        let shown = |which: &str, (column, row, mean): (usize, usize, f64)| {
            let number = with_unit(&format.show(Some(mean)), &format.unit);
            format!("{which} {number} at {} {} and {} {}", across.0, across.1[column], up.0, up.1[row])
        };
        let lowest = self.cells().min_by(|one, other| one.2.total_cmp(&other.2));
        let highest = self.cells().max_by(|one, other| one.2.total_cmp(&other.2));
        let ends = [highest.map(|cell| shown("highest", cell)), lowest.map(|cell| shown("lowest", cell))];
        ends.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
