//! Goodness of fit: the observations, with the curve of each fitted model.
//!
//! A survival function is a step function, which changes where a duration ends; counts are dots. Curves that coincide
//! fit equally well, even if their information criteria differ.

use super::style::Colour;
use bazaar_study::calibration::Part;

use super::axis::{Axis, titled};
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{AXIS, BLUE, GREEN, INK, PURPLE, SKY, VERMILLION};
use super::{Figure, FigureError};
use crate::number::{Format, grouped};

/// The colours of curves by position; the best comes first.
const COLOURS: [Colour; 5] = [BLUE, VERMILLION, GREEN, PURPLE, SKY];

/// The observations of a part of some data, with its fitted models; times are in `unit`, and `subtitle` describes the
/// data.
///
/// # Errors
/// If the drawing library fails.
pub fn fit(part: &Part, unit: &str, subtitle: &str) -> Result<Figure, FigureError> {
    let picture = Picture::new(part, unit);
    let title = picture.title.to_owned();
    let alt = format!("Line chart. {title}: {}.", picture.in_words());
    let frame = Frame {
        legend: &picture.legend(),
        up: Some(&picture.up),
        ..Frame::new([&title, &alt], subtitle.to_owned(), &picture.across)
    };
    let svg = frame.draw(|canvas, plot| picture.paint(canvas, plot))?;
    let name = format!("fit_of_{}", part.name.replace(' ', "_"));
    Ok(Figure { name, title, alt, svg, data: picture.data() })
}

struct Picture<'a> {
    part: &'a Part,
    title: &'static str,
    /// Whether the observations are a step function.
    is_staircase: bool,
    across: Axis,
    up: Axis,
}

impl<'a> Picture<'a> {
    fn new(part: &'a Part, unit: &str) -> Self {
        let (title, across, across_unit, up) = match part.name {
            "available" => ("How long hosts stay available", "Length", unit, "Share that lasts longer"),
            "unavailable" => ("How long hosts stay away", "Length", unit, "Share that lasts longer"),
            "customers left" => ("Customers left by renewals", "Renewals", "", "Share of the cohort"),
            "repeats" => (
                "Customers by repeat purchases",
                "Repeat purchases; 7 stands for 7 and more",
                "",
                "Share of customers",
            ),
            "adopters" => ("Adopters by period", "Period", "", "Adopters in the period"),
            _ => ("How long intervals last", "Length", unit, "Share that lasts longer"),
        };
        let curves = part.models.iter().flat_map(|model| &model.curve);
        let all: Vec<(f64, f64)> = part.observed.iter().chain(curves).copied().collect();
        let last = all.iter().map(|(at, _)| *at).fold(0.0, f64::max);
        let heights: Vec<f64> = all.iter().map(|(_, height)| *height).chain([0.0]).collect();
        Picture {
            part,
            title,
            is_staircase: matches!(part.name, "available" | "unavailable" | "length"),
            across: Axis::from_zero(across, across_unit, last),
            up: Axis::around(up, "", heights.into_iter()),
        }
    }

    fn legend(&self) -> Vec<Entry> {
        let observed = if self.is_staircase {
            let name = if self.part.unfinished > 0 { "observed (Kaplan & Meier)" } else { "observed" };
            Entry::new(Mark::Line { width: 1.0 }, INK, 1.0, name)
        } else {
            Entry::new(Mark::Dot, INK, 1.0, "observed")
        };
        let best = self.part.models.len() > 1;
        let models = self.part.models.iter().enumerate().map(|(at, model)| {
            let name = called(model.model);
            let name = if best && at == 0 { format!("{name}, lowest AIC") } else { name.to_owned() };
            Entry::new(Mark::Line { width: width(at) }, colour(at), 1.0, &name)
        });
        std::iter::once(observed).chain(models).collect()
    }

    fn point(&self, plot: &Plot, (at, height): (f64, f64)) -> [f64; 2] {
        let place = |axis: &Axis, value: f64| axis.place(axis.format.scaled(value));
        [plot.x(place(&self.across, at)), plot.y(place(&self.up, height))]
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        // The best is drawn over the others.
        for (at, model) in self.part.models.iter().enumerate().rev() {
            let points: Vec<[f64; 2]> = model.curve.iter().map(|place| self.point(plot, *place)).collect();
            canvas.line(&points, colour(at), 1.0, width(at));
        }
        if self.is_staircase {
            let observed =
                self.part.observed.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1), pair[1]]);
            let observed: Vec<[f64; 2]> = observed.map(|at| self.point(plot, at)).collect();
            canvas.line(&observed, INK, 1.0, 1.0);
        } else {
            for place in &self.part.observed {
                canvas.dot(self.point(plot, *place), 4.0, INK, 1.0);
            }
        }
        let zero = self.point(plot, (0.0, 0.0))[1];
        if zero < plot.bottom - 1.0 {
            canvas.line(&[[plot.left, zero], [plot.right, zero]], AXIS, 1.0, 1.0);
        }
    }

    /// The value of each model at each observation.
    fn data(&self) -> Data {
        let (across, up) = (self.across.fine_format(), self.up.fine_format());
        let mut columns = vec![self.across.title.clone(), titled("observed", &up.unit)];
        columns.extend(self.part.models.iter().map(|model| titled(model.model, &up.unit)));
        let rows = self.part.observed.iter().map(|(at, height)| {
            let mut row = vec![across.show(Some(*at)), up.show(Some(*height))];
            row.extend(self.part.models.iter().map(|model| up.show(between(&model.curve, *at))));
            row
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let distance =
            Format::for_axis(0.0, "").with_step(if self.part.name == "adopters" { 1.0 } else { 0.001 });
        let measure =
            if self.part.name == "adopters" { "residual standard error" } else { "largest distance" };
        let models = self
            .part
            .models
            .iter()
            .map(|model| format!("{}, {measure} {}", called(model.model), distance.text(model.distance)));
        format!(
            "{} observations; {}",
            grouped(&self.part.n.to_string()),
            models.collect::<Vec<_>>().join("; ")
        )
    }
}

/// The usual name of a model.
fn called(model: &str) -> &str {
    match model {
        "weibull" => "Weibull",
        "log_normal" => "log-normal",
        "hyper_exponential" => "hyper-exponential",
        "sbg" => "shifted beta-geometric",
        "bg_nbd" => "BG/NBD",
        "bass" => "Bass",
        other => other,
    }
}

/// The value of a curve, by linear interpolation between its points.
fn between(curve: &[(f64, f64)], at: f64) -> Option<f64> {
    let next = curve.iter().position(|(place, _)| *place >= at)?;
    let (to, high) = *curve.get(next)?;
    let (from, low) = *curve.get(next.saturating_sub(1))?;
    Some(if to > from { low + (high - low) * (at - from) / (to - from) } else { high })
}

fn colour(at: usize) -> Colour {
    COLOURS[at % COLOURS.len()]
}

fn width(at: usize) -> f64 {
    if at == 0 { 2.4 } else { 1.2 }
}
