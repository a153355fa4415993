//! Drawing primitives: lines, areas, dots and texts, at positions in pixels.
//!
//! The drawing library's coordinates are whole numbers, which would turn a smooth
//! curve into steps. So it draws on a canvas ten times as large, which the SVG's
//! `viewBox` scales down.

use std::convert::Infallible;
use std::fmt::Display;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, FontFamily, FontStyle,
    FontTransform,
};
use plotters_svg::SVGBackend;

use super::FigureError;
use super::style::{Colour, GROUND, TEXT_SIZE, WIDTH};

/// Units of the drawing per pixel.
const FINE: f64 = 10.0;

/// The factor by which the library sets fonts smaller than requested.
const FONT_FACTOR: f64 = 1.24;

/// The length of a dash, and of the gap after it.
const DASH: f64 = 7.0;
const GAP: f64 = 4.0;

/// The shortest step along a dashed line, below which a remainder is rounding error.
const SHORTEST: f64 = 1e-3;

/// A white canvas. The first error is stored, and returned at the end.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
    failure: Option<FigureError>,
}

/// The alignment of a text relative to its position.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// The style of a text, whose position is the middle of its height.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    pub(super) anchor: Anchor,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
}

impl Lettering {
    pub(super) const fn new(anchor: Anchor, colour: Colour) -> Self {
        Lettering { anchor, size: TEXT_SIZE, bold: false, colour }
    }
}

/// Draws a picture, with a title and a text alternative.
pub(super) fn draw(
    title: &str,
    description: &str,
    height: f64,
    paint: impl FnOnce(&mut Canvas<'_>),
) -> Result<String, FigureError> {
    let size = (fine(WIDTH).unsigned_abs(), fine(height).unsigned_abs());
    let mut text = String::new();
    {
        let mut canvas = Canvas { backend: SVGBackend::with_string(&mut text, size), failure: None };
        canvas.rectangle([0.0, 0.0], [WIDTH, height], GROUND, 1.0);
        paint(&mut canvas);
        let done = canvas.backend.present();
        canvas.keep(done);
        if let Some(failure) = canvas.failure.take() {
            return Err(failure);
        }
    }
    let Some((_, elements)) = text.split_once('\n') else {
        return Err(FigureError::Drawing("nothing was drawn".to_owned()));
    };
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{elements}",
        size.0,
        size.1,
        escaped(title),
        escaped(description),
    ))
}

impl Canvas<'_> {
    pub(super) fn line(&mut self, points: &[[f64; 2]], colour: Colour, opacity: f64, width: f64) {
        let stroke = Stroke { colour: mixed(colour, opacity), width: fine(width).unsigned_abs() };
        let done = self.backend.draw_path(points.iter().map(place), &stroke);
        self.keep(done);
    }

    /// A straight dashed line.
    pub(super) fn dashes(&mut self, from: [f64; 2], to: [f64; 2], colour: Colour, width: f64) {
        self.dashed(&[from, to], colour, width);
    }

    /// A dashed line through these points.
    pub(super) fn dashed(&mut self, points: &[[f64; 2]], colour: Colour, width: f64) {
        // The length so far of the current dash or gap.
        let mut done = 0.0;
        for pair in points.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            let [across, down] = [to[0] - from[0], to[1] - from[1]];
            let length = (across * across + down * down).sqrt();
            let place = |along: f64| [from[0] + along / length * across, from[1] + along / length * down];
            let mut along = 0.0;
            while along < length {
                let end = if done < DASH { DASH } else { DASH + GAP };
                let next = (along + (end - done).max(SHORTEST)).min(length);
                if done < DASH {
                    self.line(&[place(along), place(next)], colour, 1.0, width);
                }
                done += next - along;
                if done >= DASH + GAP {
                    done = 0.0;
                }
                along = next;
            }
        }
    }

    pub(super) fn area(&mut self, outline: &[[f64; 2]], colour: Colour, opacity: f64) {
        let done = self.backend.fill_polygon(outline.iter().map(place), &mixed(colour, opacity));
        self.keep(done);
    }

    /// A filled rectangle from its upper left to its lower right corner.
    pub(super) fn rectangle(&mut self, from: [f64; 2], to: [f64; 2], colour: Colour, opacity: f64) {
        let done = self.backend.draw_rect(place(&from), place(&to), &mixed(colour, opacity), true);
        self.keep(done);
    }

    pub(super) fn dot(&mut self, centre: [f64; 2], radius: f64, colour: Colour, opacity: f64) {
        let radius = fine(radius).unsigned_abs();
        let done = self.backend.draw_circle(place(&centre), radius, &mixed(colour, opacity), true);
        self.keep(done);
    }

    pub(super) fn text(&mut self, at: [f64; 2], text: &str, lettering: Lettering) {
        self.lettered(at, text, lettering, FontTransform::None);
    }

    /// A text turned by 90 degrees, read from below.
    pub(super) fn upright_text(&mut self, at: [f64; 2], text: &str, lettering: Lettering) {
        self.lettered(at, text, lettering, FontTransform::Rotate270);
    }

    fn lettered(&mut self, at: [f64; 2], text: &str, lettering: Lettering, turned: FontTransform) {
        let h_pos = match lettering.anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let letters = Letters { lettering, turned, place: Pos::new(h_pos, VPos::Center) };
        let done = self.backend.draw_text(&sound(text), &letters, place(&at));
        self.keep(done);
    }

    fn keep<E: Display>(&mut self, done: Result<(), E>) {
        if let (Err(error), None) = (done, &self.failure) {
            self.failure = Some(FigureError::Drawing(error.to_string()));
        }
    }
}

/// The style of a line.
struct Stroke {
    colour: BackendColor,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// The font of a text. The viewer of the SVG has the fonts, so texts are neither measured nor rendered here.
struct Letters {
    lettering: Lettering,
    turned: FontTransform,
    place: Pos,
}

impl BackendTextStyle for Letters {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        mixed(self.lettering.colour, 1.0)
    }

    fn size(&self) -> f64 {
        self.lettering.size * FINE * FONT_FACTOR
    }

    fn transform(&self) -> FontTransform {
        self.turned.clone()
    }

    fn style(&self) -> FontStyle {
        if self.lettering.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        self.place
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

fn mixed(Colour(red, green, blue): Colour, opacity: f64) -> BackendColor {
    BackendColor { alpha: opacity, rgb: (red, green, blue) }
}

fn place(point: &[f64; 2]) -> (i32, i32) {
    (fine(point[0]), fine(point[1]))
}

/// Pixels in units of the drawing; positions far outside are moved to its edge.
#[expect(clippy::cast_possible_truncation, reason = "a cast from float saturates")]
fn fine(pixels: f64) -> i32 {
    (pixels.clamp(-1e5, 1e5) * FINE).round() as i32
}

/// A text without the characters that XML forbids even when escaped; a figure with one would not open.
fn sound(text: &str) -> String {
    let cannot = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().map(|c| if cannot(c) { '\u{fffd}' } else { c }).collect()
}

fn escaped(text: &str) -> String {
    sound(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
