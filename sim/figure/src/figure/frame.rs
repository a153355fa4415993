//! The common parts of all figures: title, subtitle, legend, grid, axes and their titles.

use super::FigureError;
use super::axis::{Axis, LINE};
use super::canvas::{self, Anchor, Canvas, Lettering};
use super::legend::{self, Entry};
use super::style::{AXIS, GRID, HEIGHT, INK, MARGIN, QUIET_INK, TEXT_SIZE, TITLE_SIZE, WIDTH, width_of};

/// Everything around the marks of a figure.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: String,
    /// The text alternative.
    pub(super) alt: &'a str,
    pub(super) legend: &'a [Entry],
    pub(super) across: &'a Axis,
    /// The vertical axis; none if heights have no meaning.
    pub(super) up: Option<&'a Axis>,
    /// The height of the picture.
    pub(super) height: f64,
    /// The margin at the right, for a key.
    pub(super) aside: f64,
    /// The space above the plot, for marks that do not refer to the vertical axis.
    pub(super) lanes: f64,
}

/// The area of the marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The top of the space above the plot.
    pub(super) lanes: f64,
}

impl Plot {
    /// The pixel of a position between 0 at the left and 1 at the right.
    pub(super) fn x(&self, place: f64) -> f64 {
        self.left + place * (self.right - self.left)
    }

    /// The pixel of a position between 0 at the bottom and 1 at the top.
    pub(super) fn y(&self, place: f64) -> f64 {
        self.bottom - place * (self.bottom - self.top)
    }
}

impl<'a> Frame<'a> {
    /// A frame of the usual height, without a legend, a vertical axis or extra margins. Figures add what they need.
    pub(super) fn new([title, alt]: [&'a str; 2], subtitle: String, across: &'a Axis) -> Self {
        Frame { title, subtitle, alt, legend: &[], across, up: None, height: HEIGHT, aside: 0.0, lanes: 0.0 }
    }

    /// Draws the frame with the marks on its grid.
    pub(super) fn draw(&self, marks: impl FnOnce(&mut Canvas<'_>, &Plot)) -> Result<String, FigureError> {
        canvas::draw(self.title, self.alt, self.height, |canvas| {
            let rows = legend::rows(self.legend);
            let plot = self.plot(rows.len());
            self.head(canvas);
            legend::paint(canvas, &rows, 66.0);
            self.grid(canvas, &plot);
            marks(canvas, &plot);
            self.axes(canvas, &plot);
        })
    }

    fn plot(&self, rows: usize) -> Plot {
        let labels = self.up.map(Axis::ticks).unwrap_or_default();
        let labels = labels.iter().flat_map(|tick| tick.label.lines());
        let labels = labels.map(|line| width_of(line, TEXT_SIZE)).fold(0.0, f64::max);
        let title = if self.up.is_some() { 30.0 } else { 8.0 };
        let head = 60.0 + legend::ROW * rows as f64;
        Plot {
            left: MARGIN + labels + if self.up.is_some() { 8.0 } else { 10.0 },
            right: WIDTH - MARGIN - 14.0 - self.aside,
            top: head + self.lanes + title,
            bottom: self.height - MARGIN - 42.0 - self.across.depth(),
            lanes: head + 3.0,
        }
    }

    fn head(&self, canvas: &mut Canvas<'_>) {
        let title = Lettering { size: TITLE_SIZE, bold: true, ..Lettering::new(Anchor::Left, INK) };
        canvas.text([MARGIN, 22.0], &fitted(self.title, TITLE_SIZE * 1.1), title);
        let subtitle = Lettering::new(Anchor::Left, QUIET_INK);
        canvas.text([MARGIN, 43.0], &fitted(&self.subtitle, TEXT_SIZE), subtitle);
    }

    fn grid(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let across = if self.across.is_of_names() { Vec::new() } else { self.across.ticks() };
        for tick in across {
            let x = plot.x(self.across.place(tick.at));
            canvas.line(&[[x, plot.top], [x, plot.bottom]], GRID, 1.0, 1.0);
            if self.lanes > 0.0 {
                canvas.line(&[[x, plot.lanes], [x, plot.lanes + self.lanes]], GRID, 1.0, 1.0);
            }
        }
        let up = self.up.filter(|axis| !axis.is_of_names());
        for (axis, tick) in up.iter().flat_map(|axis| axis.ticks().into_iter().map(move |t| (axis, t))) {
            let y = plot.y(axis.place(tick.at));
            canvas.line(&[[plot.left, y], [plot.right, y]], GRID, 1.0, 1.0);
        }
    }

    fn axes(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let Plot { left, right, top, bottom, .. } = *plot;
        if !self.across.is_blank() {
            canvas.line(&[[left, bottom], [right, bottom]], AXIS, 1.0, 1.2);
        }
        let centred = Lettering::new(Anchor::Middle, QUIET_INK);
        for tick in self.across.ticks() {
            let x = plot.x(self.across.place(tick.at));
            canvas.line(&[[x, bottom], [x, bottom + 5.0]], AXIS, 1.0, 1.2);
            if self.across.is_turned() {
                canvas.upright_text([x, bottom + 9.0], &tick.label, Lettering::new(Anchor::Right, QUIET_INK));
                continue;
            }
            for (line, text) in tick.label.lines().enumerate() {
                canvas.text([x, bottom + 16.0 + LINE * line as f64], text, centred);
            }
        }
        let title = Lettering::new(Anchor::Middle, INK);
        let at = [(left + right) / 2.0, self.height - MARGIN - 3.0];
        canvas.text(at, &self.across.title, title);
        let Some(up) = self.up else { return };
        canvas.line(&[[left, top], [left, bottom]], AXIS, 1.0, 1.2);
        for tick in up.ticks() {
            let y = plot.y(up.place(tick.at));
            canvas.line(&[[left - 5.0, y], [left, y]], AXIS, 1.0, 1.2);
            let lines = tick.label.lines().count().saturating_sub(1) as f64;
            for (line, text) in tick.label.lines().enumerate() {
                let down = LINE * (line as f64 - 0.5 * lines);
                canvas.text([left - 8.0, y + down], text, Lettering::new(Anchor::Right, QUIET_INK));
            }
        }
        // Horizontal, and above the axis, where there is room.
        canvas.text([MARGIN, top - 18.0], &up.title, Lettering::new(Anchor::Left, INK));
    }
}

/// The text, truncated to the width of the picture.
fn fitted(text: &str, size: f64) -> String {
    let room = WIDTH - 2.0 * MARGIN;
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width_of(&kept, size) + size > room {
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}
