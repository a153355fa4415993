//! An axis: its range, its ticks and their labels.
//!
//! Ticks are at multiples of 1, 2 or 5 times a power of ten, which are easy to
//! read and to interpolate. All positions are computed from sums and products
//! of floats and from their texts, never from a logarithm, and so do not depend
//! on the machine.

use super::style::{TEXT_SIZE, width_of};
use crate::number::{Format, exponent, power_of_ten};

/// The approximate number of ticks.
const TICKS: f64 = 5.0;

/// The maximum number of ticks.
const MOST_TICKS: u32 = 20;

/// A span below this share of the values is treated as zero: ticks would differ in the seventh digit.
const SMALLEST_SPAN: f64 = 1e-6;

/// A value below this is shown as zero. Powers of ten in units leave only the smallest of floats there.
const SMALLEST_SIZE: f64 = 1e-6;

/// The margin beyond the outermost values, as a share of the span.
const PADDING: f64 = 0.06;

/// A range of values in the unit of `format`, with a title.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) title: String,
    pub(super) format: Format,
    pub(super) low: f64,
    pub(super) high: f64,
    step: f64,
    /// Names along the axis instead of numbers.
    names: Vec<Tick>,
    /// Whether names are turned upright, because they are too wide.
    is_turned: bool,
    /// Whether positions have no meaning, so that no axis is drawn.
    is_blank: bool,
}

/// The distance between the lines of a name.
pub(super) const LINE: f64 = 15.0;

/// A position on an axis, in its unit, and its label, in one line or several.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
}

impl Axis {
    /// An axis that contains all finite values, with a margin.
    ///
    /// It begins at zero if that is near, since lengths are best compared from zero.
    pub(super) fn around(label: &str, unit: &str, values: impl Iterator<Item = f64> + Clone) -> Self {
        let axis = Self::across(label, unit, values);
        let Axis { low, high, ref format, .. } = axis;
        if low > 0.0 && low < 0.4 * high {
            Self::new(label, format.clone(), 0.0, high)
        } else if high < 0.0 && high > 0.4 * low {
            Self::new(label, format.clone(), low, 0.0)
        } else {
            axis
        }
    }

    /// The same without a preference for zero: for positions, not lengths.
    pub(super) fn across(label: &str, unit: &str, values: impl Iterator<Item = f64> + Clone) -> Self {
        let finite = values.filter(|value| value.is_finite());
        let largest = finite.clone().map(f64::abs).fold(0.0, f64::max);
        let format = Format::for_axis(largest, unit);
        let scaled = finite.map(|value| format.scaled(value));
        let lowest = scaled.clone().fold(f64::INFINITY, f64::min);
        let highest = scaled.fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if lowest <= highest { (lowest, highest) } else { (0.0, 1.0) };
        let size = low.abs().max(high.abs());
        let room = PADDING * (high - low);
        if size > SMALLEST_SIZE && high - low > SMALLEST_SPAN * size {
            // No margin below zero for values that are never negative.
            let low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
            Self::new(label, format, low, high + room)
        } else if size > SMALLEST_SIZE {
            Self::new(label, format, low - 0.1 * size, high + 0.1 * size)
        } else {
            Self::new(label, format, 0.0, 1.0)
        }
    }

    /// An axis from zero up to a value above zero.
    pub(super) fn from_zero(label: &str, unit: &str, high: f64) -> Self {
        let format = Format::for_axis(high, unit);
        let high = format.scaled(high);
        Self::new(label, format, 0.0, if high > 0.0 && high.is_finite() { high } else { 1.0 })
    }

    /// An axis of counts, from zero.
    pub(super) fn of_counts(label: &str, most: u64) -> Self {
        let format = Format::for_axis(most as f64, "");
        let high = format.scaled(most as f64).max(1.0);
        let mut axis = Self::new(label, format, 0.0, high * (1.0 + PADDING));
        axis.step = axis.step.max(1.0);
        axis
    }

    /// An axis of discrete whole numbers, with a margin on both sides.
    pub(super) fn of_whole(label: &str, numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let low = numbers.clone().fold(f64::INFINITY, f64::min);
        let high = numbers.fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        let mut axis = Self::new(label, Format::for_axis(0.0, ""), low - 0.5, high + 0.5);
        axis.step = axis.step.max(1.0);
        axis.format = axis.format.with_step(axis.step);
        axis
    }

    /// An axis of `things` categories, of which those in `names` are labelled: the first lies between 0 and 1.
    pub(super) fn of_names(title: &str, things: f64, names: Vec<Tick>) -> Self {
        let format = Format::for_axis(0.0, "");
        Axis {
            title: title.to_owned(),
            format,
            low: 0.0,
            high: things.max(0.5),
            step: 1.0,
            names,
            is_turned: false,
            is_blank: false,
        }
    }

    /// The same with its names upright.
    pub(super) fn turned(self) -> Self {
        Axis { is_turned: true, ..self }
    }

    /// An axis along which positions have no meaning.
    pub(super) fn blank() -> Self {
        Axis { is_blank: true, ..Self::of_names("", 1.0, Vec::new()) }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.is_blank
    }

    pub(super) fn is_turned(&self) -> bool {
        self.is_turned
    }

    /// The additional height that names need below a plot, compared with numbers.
    pub(super) fn depth(&self) -> f64 {
        let lines = self.names.iter().map(|tick| tick.label.lines().count()).max().unwrap_or(1);
        let widest = self.names.iter().map(|tick| width_of(&tick.label, TEXT_SIZE)).fold(0.0, f64::max);
        if self.is_turned { (widest - LINE).max(0.0) } else { LINE * lines.saturating_sub(1) as f64 }
    }

    /// Whether the axis has names. They mark no values, so there are no grid lines.
    pub(super) fn is_of_names(&self) -> bool {
        !self.names.is_empty()
    }

    fn new(label: &str, format: Format, low: f64, high: f64) -> Self {
        let step = step(high - low);
        let format = format.with_step(step);
        Axis {
            title: titled(label, &format.unit),
            format,
            low,
            high,
            step,
            names: Vec::new(),
            is_turned: false,
            is_blank: false,
        }
    }

    /// The ticks, from the lowest up.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        if self.is_of_names() || self.is_blank {
            return self.names.clone();
        }
        let mut ticks = Vec::new();
        // A tick beyond the end by rounding only is still on the axis.
        let slack = 1e-6 * self.step;
        let first = ((self.low - slack) / self.step).ceil();
        for index in 0..MOST_TICKS {
            let at = (first + f64::from(index)) * self.step;
            if at > self.high + slack {
                break;
            }
            ticks.push(Tick { at, label: self.format.text(at) });
        }
        ticks
    }

    /// The position of a value in the axis' unit: 0 at the low end, 1 at the high one.
    pub(super) fn place(&self, scaled: f64) -> f64 {
        (scaled - self.low) / (self.high - self.low)
    }

    /// A format for numbers in the picture: ten times as fine as its ticks.
    pub(super) fn coarse_format(&self) -> Format {
        self.format.clone().with_step(self.step / 10.0)
    }

    /// A format for the numbers plotted along this axis: a hundred times as fine as its ticks.
    pub(super) fn fine_format(&self) -> Format {
        self.format.clone().with_step(self.step / 100.0)
    }
}

/// The step that divides a span into about five parts.
fn step(span: f64) -> f64 {
    let raw = span / TICKS;
    let Some(power) = exponent(raw) else { return 1.0 };
    let base = power_of_ten(power);
    match raw / base {
        share if share < 1.5 => base,
        share if share < 3.5 => 2.0 * base,
        share if share < 7.5 => 5.0 * base,
        _ => 10.0 * base,
    }
}

/// A label with its unit, as it stands along an axis.
pub(super) fn titled(label: &str, unit: &str) -> String {
    match unit {
        "" => label.to_owned(),
        "share" => format!("{label}, as a share"),
        unit if says(label, unit) => label.to_owned(),
        unit => format!("{label} in {unit}"),
    }
}

/// Whether a label names its unit already, as `Hosts that join in a year` does `hosts/year`.
fn says(label: &str, unit: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (said, needed) = (words(label), words(unit));
    !needed.is_empty() && !unit.starts_with("10") && needed.iter().all(|word| said.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(values: &[f64], unit: &str) -> Vec<String> {
        Axis::around("Wait", unit, values.iter().copied())
            .ticks()
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(labels(&[0.613, 0.634], "share"), ["0.615", "0.620", "0.625", "0.630", "0.635"]);
        assert_eq!(labels(&[3.0, 97.0], "hosts"), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(&[-1e300, 1e300], "$"), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]);
    }

    #[test]
    fn a_constant_lies_in_the_middle() {
        let axis = Axis::around("Wait", "h", [5.0, 5.0].into_iter());
        assert_eq!(axis.place(5.0), 0.5);
        assert_eq!(labels(&[0.0], "h"), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(&[], "h"), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    }

    #[test]
    fn whole_numbers_have_no_ticks_between_them() {
        let labels = |last: u32| -> Vec<String> {
            Axis::of_whole("Generation", (0..=last).map(f64::from))
                .ticks()
                .into_iter()
                .map(|tick| tick.label)
                .collect()
        };
        assert_eq!(labels(3), ["0", "1", "2", "3"]);
        assert_eq!(labels(0), ["0"]);
        assert_eq!(labels(11), ["0", "2", "4", "6", "8", "10"]);
    }

    #[test]
    fn a_title_has_the_unit_with_its_prefix() {
        let title = |largest: f64, unit| Axis::around("Wait", unit, [0.0, largest].into_iter()).title;
        assert_eq!(title(3.0, "h"), "Wait in h");
        assert_eq!(title(3e13, "FLOPS"), "Wait in TFLOPS");
        assert_eq!(title(0.3, "share"), "Wait, as a share");
        assert_eq!(title(3e8, ""), "Wait in 10⁶");
        assert_eq!(titled("Hosts that join in a year", "hosts/year"), "Hosts that join in a year");
        assert_eq!(titled("Hosts", "10⁶ hosts"), "Hosts in 10⁶ hosts");
    }

    proptest! {
        #[test]
        fn whatever_the_values_there_are_a_few_ticks_and_every_value_has_a_place(
            values in prop::collection::vec(prop::num::f64::ANY, 0..6)
        ) {
            let axis = Axis::around("Wait", "h", values.iter().copied());
            let ticks = axis.ticks();
            prop_assert!((2..=12).contains(&ticks.len()), "{axis:?} {ticks:?}");
            prop_assert!(ticks.windows(2).all(|pair| pair[0].at < pair[1].at && pair[0].label != pair[1].label));
            prop_assert!(ticks.iter().all(|tick| tick.label.len() <= 12), "{ticks:?}");
            for value in values.into_iter().filter(|value| value.is_finite()) {
                let place = axis.place(axis.format.scaled(value));
                prop_assert!((-SMALLEST_SIZE..=1.0 + SMALLEST_SIZE).contains(&place), "{value} at {place} of {axis:?}");
            }
        }
    }
}
