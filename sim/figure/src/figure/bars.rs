//! Rows of measures around zero: differences of arms, tornado diagrams, shares of variance.
//!
//! Each row has one measure or two, with its interval: a dot, where only differences matter, or a bar from
//! zero, where lengths are compared. Zero is marked, since the question is whether an interval contains it.

use super::style::Colour;

use super::axis::{Axis, Tick, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, interval};
use super::style::{BLUE, GRID, INK, QUIET_INK, VERMILLION, WIDTH};
use super::{Figure, FigureError, with_unit};

/// The height of a row of one measure, of a second measure, and of the margins around the rows.
const ROW: f64 = 30.0;
const MORE: f64 = 14.0;
const AROUND: f64 = 178.0;

/// The longest line of a label, in letters. A label has at most two lines; the table below has the full text.
const LONGEST: usize = 40;

/// The contents of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The stem of the file name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The subtitle: the scenario, the number of replications and the horizon.
    pub subtitle: String,
    /// The label of the axis.
    pub label: String,
    /// The unit; empty for plain numbers.
    pub unit: String,
    /// The names of a row's measures, in order.
    pub series: Vec<String>,
    /// Whether measures are drawn as bars from zero.
    pub is_solid: bool,
    /// The rows, from the top.
    pub rows: Vec<BarRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// The label.
    pub label: String,
    /// One measure for each of the series.
    pub measures: Vec<Measure>,
}

/// A number, and the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The number.
    pub value: f64,
    /// The ends, if they are known.
    pub ends: Option<[f64; 2]>,
}

/// Draws the figure.
///
/// # Errors
/// If there is no finite number to draw.
pub fn bars(bars: &Bars) -> Result<Figure, FigureError> {
    let rows: Vec<&BarRow> =
        bars.rows.iter().filter(|row| row.measures.iter().any(|of| of.value.is_finite())).collect();
    if rows.is_empty() {
        return Err(FigureError::NoValues { name: bars.name.clone() });
    }
    let drawn = Drawn::new(bars, rows);
    let alt = format!("{}. {}: {}.", drawn.kind(), bars.title, drawn.in_words());
    let deeper = MORE * bars.series.len().saturating_sub(1) as f64;
    let frame = Frame {
        legend: &drawn.legend(),
        up: Some(&drawn.up),
        height: AROUND + (ROW + deeper) * drawn.rows.len().max(2) as f64,
        ..Frame::new([&bars.title, &alt], bars.subtitle.clone(), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| drawn.paint(canvas, plot))?;
    Ok(Figure { name: bars.name.clone(), title: bars.title.clone(), alt, svg, data: drawn.data() })
}

struct Drawn<'a> {
    bars: &'a Bars,
    rows: Vec<&'a BarRow>,
    across: Axis,
    up: Axis,
}

impl<'a> Drawn<'a> {
    fn new(bars: &'a Bars, rows: Vec<&'a BarRow>) -> Self {
        let measures = rows.iter().flat_map(|row| &row.measures);
        let values = measures.flat_map(|of| of.ends.into_iter().flatten().chain([of.value]));
        let values: Vec<f64> = values.chain([0.0]).filter(|value| value.is_finite()).collect();
        let tick = |(at, row): (usize, &&BarRow)| Tick {
            at: rows.len() as f64 - at as f64 - 0.5,
            label: in_lines(&row.label),
        };
        let names = rows.iter().enumerate().map(tick).collect();
        let mut across = Axis::across(&bars.label, &bars.unit, values.into_iter());
        // The legend explains a single measure or several.
        across.title = titled(&bars.label, &across.format.unit);
        Drawn { up: Axis::of_names("", rows.len() as f64, names), across, bars, rows }
    }

    fn kind(&self) -> &'static str {
        if self.bars.is_solid { "Bar chart" } else { "Dot plot" }
    }

    fn colour(index: usize) -> Colour {
        if index == 0 { BLUE } else { VERMILLION }
    }

    fn legend(&self) -> Vec<Entry> {
        let mark = |index: usize| {
            if self.bars.is_solid { (Mark::Band, SOLID) } else { (Mark::Interval, [1.0, 1.0][index.min(1)]) }
        };
        let entries = self.bars.series.iter().enumerate().map(|(index, meaning)| {
            let (mark, opacity) = mark(index);
            Entry::new(mark, Self::colour(index), opacity, meaning)
        });
        entries.collect()
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let ticks = self.up.ticks();
        let height = (plot.bottom - plot.top) / self.rows.len().max(1) as f64;
        for (row, tick) in self.rows.iter().zip(&ticks) {
            let middle = plot.y(self.up.place(tick.at));
            if !self.bars.is_solid {
                canvas.line(&[[plot.left, middle], [plot.right, middle]], GRID, 1.0, 1.0);
            }
            let lanes = row.measures.len().max(1) as f64;
            let lane = (0.8 * height / lanes).min(22.0);
            for (index, measure) in row.measures.iter().enumerate() {
                if !measure.value.is_finite() {
                    continue;
                }
                let y = middle + (index as f64 - 0.5 * (lanes - 1.0)) * lane;
                let colour = Self::colour(index);
                let ends = measure.ends.filter(|ends| ends.iter().all(|end| end.is_finite()));
                if self.bars.is_solid {
                    let (from, to) = (x(0.0).min(x(measure.value)), x(0.0).max(x(measure.value)));
                    canvas.rectangle([from, y - 0.36 * lane], [to, y + 0.36 * lane], colour, SOLID);
                    if let Some([low, high]) = ends {
                        canvas.line(&[[x(low), y], [x(high), y]], INK, 1.0, 1.4);
                        for end in [low, high] {
                            canvas.line(&[[x(end), y - 4.0], [x(end), y + 4.0]], INK, 1.0, 1.4);
                        }
                    }
                } else {
                    match ends {
                        Some([low, high]) => interval(canvas, [x(low), x(measure.value), x(high)], y, colour),
                        None => canvas.dot([x(measure.value), y], 4.0, colour, 1.0),
                    }
                }
            }
        }
        canvas.line(&[[x(0.0), plot.top], [x(0.0), plot.bottom]], INK, 1.0, 1.4);
        if self.rows.len() < self.bars.rows.len() {
            let left_out = format!("{} without a value left out", self.bars.rows.len() - self.rows.len());
            let at = [WIDTH - 20.0, plot.top - 18.0];
            canvas.text(at, &left_out, Lettering::new(Anchor::Right, QUIET_INK));
        }
    }

    fn data(&self) -> Data {
        let format = self.across.fine_format();
        let mut columns = vec!["Name".to_owned()];
        for meaning in &self.bars.series {
            let unit = if format.unit.is_empty() { String::new() } else { format!(", in {}", format.unit) };
            columns.extend([format!("{meaning}{unit}"), "from".to_owned(), "to".to_owned()]);
        }
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![row.label.clone()];
            for measure in &row.measures {
                let [low, high] = measure.ends.map_or([None; 2], |ends| ends.map(Some));
                cells.extend(
                    [Some(measure.value), low, high]
                        .map(|value| format.show(value.filter(|v| v.is_finite()))),
                );
            }
            cells
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = self.across.fine_format();
        let each = self.rows.iter().take(12).map(|row| {
            let measures = row.measures.iter().zip(&self.bars.series).map(|(measure, _)| {
                let known = |value: f64| Some(value).filter(|value| value.is_finite());
                let value = with_unit(&format.show(known(measure.value)), &format.unit);
                match measure.ends.filter(|ends| ends.iter().all(|end| end.is_finite())) {
                    Some([low, high]) => {
                        format!("{value} ({} to {})", format.show(Some(low)), format.show(Some(high)))
                    }
                    None => value,
                }
            });
            format!("{} {}", row.label, measures.collect::<Vec<_>>().join(" and "))
        });
        each.collect::<Vec<_>>().join("; ")
    }
}

const SOLID: f64 = 0.75;

/// A label in one line, or in two, broken after a colon or else between words, as evenly as possible.
fn in_lines(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    let length = |text: &str| text.chars().count();
    let gaps = label.match_indices(' ').map(|(at, _)| (&label[..at], &label[at + 1..]));
    let fits = gaps.filter(|(first, _)| length(first) <= LONGEST);
    let evenly = |first: &str, second: &str| (!first.ends_with(':'), length(first).max(length(second)));
    match fits.min_by_key(|(first, second)| evenly(first, second)) {
        Some((first, second)) => format!("{first}\n{}", shortened(second)),
        None => shortened(label),
    }
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let kept: String = line.chars().take(LONGEST - 1).collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_has_two_lines_and_only_what_is_longer_is_cut() {
        assert_eq!(in_lines("take rate, 5 % to 30 %"), "take rate, 5 % to 30 %");
        let long = "the delay bound of the long search, 4 d instead of 10 d";
        let lines = in_lines(long);
        assert_eq!(lines.replace('\n', " "), long);
        assert_eq!(lines.lines().count(), 2);
        let parted = in_lines("invitations.delay: gamma, cv 2 | gamma, cv 0.5");
        assert_eq!(parted, "invitations.delay:\ngamma, cv 2 | gamma, cv 0.5");
        assert!(in_lines(&"word ".repeat(30)).ends_with('…'));
        assert!(in_lines(&"x".repeat(90)).ends_with('…'));
    }
}
