//! Formats of numbers: as many digits as the confidence interval justifies, and unit prefixes.
//!
//! Tables on the screen, axes of figures and numbers in the book all use these.

const PREFIXES: [(f64, &str); 6] =
    [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// The format of the values of one metric: the same factor and the same number of decimals for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    factor: f64,
    decimals: usize,
    /// The unit with its prefix.
    pub unit: String,
}

impl Format {
    /// A format for values around `mean` with an interval of `half_width`.
    ///
    /// The half-width gets two significant digits, and the mean the same number of
    /// decimals. FLOPS and bytes get a prefix; very large and very small values
    /// get a power of ten: 1.20 with the unit 10¹⁵ credits.
    #[must_use]
    pub fn new(mean: f64, half_width: Option<f64>, unit: &str) -> Self {
        let prefixed = matches!(unit, "FLOPS" | "B");
        let readable = if prefixed { LARGEST_PREFIXED } else { LARGEST_GROUPED };
        let (factor, unit) = match exponent(mean) {
            Some(power) if mean.abs() >= readable => in_powers(power, unit),
            _ if prefixed => {
                let prefix = PREFIXES.into_iter().find(|(factor, _)| mean.abs() >= *factor);
                let (factor, prefix) = prefix.unwrap_or((1.0, ""));
                (factor, format!("{prefix}{unit}"))
            }
            _ => (1.0, unit.to_owned()),
        };
        let step = match half_width {
            Some(half_width) if half_width > mean.abs() * ROUNDING => half_width / factor / 10.0,
            _ => mean.abs() / factor / 1e5,
        };
        Format { factor, decimals: decimals(step), unit }
    }

    /// A format for a mean with its interval: as [`new`](Self::new), but a value [without spread](is_exact) gets no
    /// more decimals than it has, 36 and not 36.0000.
    #[must_use]
    pub fn of_mean(mean: f64, half_width: Option<f64>, unit: &str) -> Self {
        let format = Self::new(mean, half_width, unit);
        if !is_exact(mean, half_width) {
            return format;
        }
        let scaled = format.scaled(mean);
        let is_enough = |decimals: &usize| {
            let shown = format!("{scaled:.*}", *decimals).parse().unwrap_or(f64::NAN);
            (shown - scaled).abs() <= scaled.abs() * SAME
        };
        let decimals = (0..format.decimals).find(is_enough).unwrap_or(format.decimals);
        Format { decimals, ..format }
    }

    /// A format for an axis whose values are at most `largest` in size, yet without decimals.
    ///
    /// FLOPS and bytes get a prefix. Other values of a million and more, or below a
    /// thousandth, get a power of ten, so that no tick needs more than a few digits.
    #[must_use]
    pub fn for_axis(largest: f64, unit: &str) -> Self {
        if matches!(unit, "FLOPS" | "B") && (1.0..LARGEST_PREFIXED).contains(&largest) {
            return Format { decimals: 0, ..Format::new(largest, None, unit) };
        }
        match exponent(largest) {
            Some(power) if !(-3..6).contains(&power) => {
                let (factor, unit) = in_powers(power, unit);
                Format { factor, decimals: 0, unit }
            }
            _ => Format { factor: 1.0, decimals: 0, unit: unit.to_owned() },
        }
    }

    /// The same format with as many decimals as a step needs, which is given in the format's unit.
    #[must_use]
    pub fn with_step(self, step: f64) -> Self {
        Format { decimals: decimals(step), ..self }
    }

    /// A value in the format's unit.
    #[must_use]
    pub fn scaled(&self, value: f64) -> f64 {
        value / self.factor
    }

    /// A value in the format's unit, with a comma between thousands; a dash for a missing one.
    #[must_use]
    pub fn show(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| self.text(self.scaled(value)))
    }

    /// A value that is in the format's unit already.
    #[must_use]
    pub fn text(&self, scaled: f64) -> String {
        let text = format!("{scaled:.*}", self.decimals);
        let is_zero = !text.contains(|c: char| matches!(c, '1'..='9' | 'a'..='z' | 'N'));
        grouped(if is_zero { text.trim_start_matches('-') } else { &text })
    }
}

/// A half-width below this share of the mean is rounding error, not random variation.
const ROUNDING: f64 = 1e-12;

/// Two numbers with a relative difference below this are printed alike.
const SAME: f64 = 1e-9;

/// Whether there is an interval, and replications differ only by rounding error.
#[must_use]
pub fn is_exact(mean: f64, half_width: Option<f64>) -> bool {
    half_width.is_some_and(|half_width| half_width <= mean.abs() * ROUNDING)
}

/// From this value on, even the largest prefix leaves too many digits.
const LARGEST_PREFIXED: f64 = 1e21;

/// From this value on, groups of digits are hard to count, and a power of ten is used.
const LARGEST_GROUPED: f64 = 1e12;

/// The factor of a unit with a power of ten, in steps of a thousand, and that unit.
fn in_powers(power: i32, unit: &str) -> (f64, String) {
    let power = power.max(SMALLEST_POWER).div_euclid(3) * 3;
    (power_of_ten(power), format!("10{} {unit}", superscript(power)).trim_end().to_owned())
}

/// Below this power of ten floats lose digits.
const SMALLEST_POWER: i32 = -300;

/// The decimal exponent of a number: 3 for 1,234. `None` for zero, infinities and NaN.
///
/// Taken from the number's shortest text, since a logarithm differs between machines.
#[must_use]
pub fn exponent(value: f64) -> Option<i32> {
    let text = (value.is_finite() && value != 0.0).then(|| format!("{value:e}"))?;
    text.split_once('e')?.1.parse().ok()
}

/// The float nearest to a power of ten.
#[must_use]
pub fn power_of_ten(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(1.0)
}

fn superscript(power: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize)).unwrap_or(&'⁻');
    power.to_string().chars().map(digit).collect()
}

/// The number of decimals that a step of this size needs, from 0 to 10.
fn decimals(step: f64) -> usize {
    exponent(step).map_or(0, |power| usize::try_from(-power).unwrap_or(0).min(10))
}

/// Sets a comma between thousands of the whole part.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// A count with its noun: `1 replication`, `20 replications`.
#[must_use]
pub fn counted(number: u64, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(&number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_width_gets_two_digits_and_the_mean_as_many_decimals() {
        let format = Format::new(0.622_846, Some(0.001_234), "share");
        assert_eq!(
            (format.show(Some(0.622_846)), format.show(Some(0.001_234))),
            ("0.6228".into(), "0.0012".into())
        );
    }

    #[test]
    fn thousands_are_set_apart() {
        let format = Format::new(40_051.488, Some(344.8), "hosts");
        assert_eq!(format.show(Some(-40_051.488)), "-40,051");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("1234567.125"), "1,234,567.125");
    }

    #[test]
    fn flops_get_a_prefix() {
        let format = Format::new(1.046e14, Some(3.4e11), "FLOPS");
        assert_eq!((format.show(Some(1.046e14)), format.unit.as_str()), ("104.60".into(), "TFLOPS"));
    }

    #[test]
    fn the_rounding_of_sums_is_no_interval() {
        let format = Format::new(0.812_379_649_414, Some(1.2e-16), "share");
        assert_eq!(format.show(Some(0.812_379_649_414)), "0.812380");
    }

    #[test]
    fn a_value_without_spread_has_the_decimals_that_it_needs() {
        let shown = |value: f64, half_width| Format::of_mean(value, half_width, "").show(Some(value));
        assert_eq!([36.0, 0.85, -1200.5].map(|value| shown(value, Some(0.0))), ["36", "0.85", "-1,200.5"]);
        assert_eq!(shown(1.0 / 3.0, Some(1e-17)), "0.333333");
        assert_eq!((shown(36.0, None), shown(36.0, Some(0.001))), ("36.0000".into(), "36.0000".into()));
        assert_eq!((shown(0.0, Some(0.0)), shown(0.1 + 0.2, Some(0.0))), ("0".into(), "0.3".into()));
    }

    #[test]
    fn what_is_too_large_to_read_gets_a_power_of_ten() {
        let format = Format::new(1.2e15, Some(3e12), "credits/d");
        let shown = [Some(1.2e15), Some(3e12)].map(|value| format.show(value));
        assert_eq!((shown, format.unit.as_str()), (["1.2000".into(), "0.0030".into()], "10¹⁵ credits/d"));
        assert_eq!(Format::new(1e300, None, "B").show(Some(1e300)), "1.00000");
        assert_eq!(Format::new(2e11, None, "hosts").unit, "hosts");
    }

    #[test]
    fn an_axis_has_a_prefix_or_a_power_of_ten_or_neither() {
        let shown = |largest: f64, unit: &str| {
            let format = Format::for_axis(largest, unit);
            (format.scaled(largest), format.unit)
        };
        assert_eq!(shown(1.5e14, "FLOPS"), (150.0, "TFLOPS".into()));
        assert_eq!(shown(40_000.0, "hosts"), (40_000.0, "hosts".into()));
        assert_eq!(shown(2e6, "hosts"), (2.0, "10⁶ hosts".into()));
        assert_eq!(shown(-3e300, ""), (-3.0, "10³⁰⁰".into()));
        assert_eq!(shown(0.000_25, "h").1, "10⁻⁶ h");
        assert_eq!(shown(0.0, "h"), (0.0, "h".into()));
        assert!(shown(5e-324, "h").0 < 1e-9, "too small to show");
    }

    #[test]
    fn the_exponent_is_that_of_the_number_and_not_of_a_rounded_logarithm() {
        let exponents = [1000.0, 999.999_999_999_999_9, -0.001, 5e-324].map(exponent);
        assert_eq!(exponents, [Some(3), Some(2), Some(-3), Some(-324)]);
        assert_eq!([0.0, f64::NAN, f64::INFINITY].map(exponent), [None; 3]);
    }

    #[test]
    fn zero_has_no_sign() {
        let format = Format::for_axis(1.0, "").with_step(0.1);
        assert_eq!([-0.0, -0.01, -0.1].map(|value| format.text(value)), ["0.0", "0.0", "-0.1"]);
    }

    #[test]
    fn no_value_is_a_dash() {
        assert_eq!(Format::new(0.0, None, "h").show(None), "-");
    }
}
