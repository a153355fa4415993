//! Numbers for people: as many digits as the interval justifies, and unit prefixes.
//!
//! Tables on the screen, axes of figures and numbers in the book are all written here.

const PREFIXES: [(f64, &str); 6] =
    [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// How to print the values of one metric: all by the same factor, with the same decimals.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    factor: f64,
    decimals: usize,
    /// The unit with its prefix.
    pub unit: String,
}

impl Format {
    /// A format for values around `mean` that are known to within `half_width`.
    ///
    /// The half-width gets two significant digits, and the mean as many
    /// decimals. FLOPS and bytes get a prefix.
    #[must_use]
    pub fn new(mean: f64, half_width: Option<f64>, unit: &str) -> Self {
        let prefixed = matches!(unit, "FLOPS" | "B");
        let (factor, prefix) = if prefixed {
            PREFIXES.into_iter().find(|(factor, _)| mean.abs() >= *factor).unwrap_or((1.0, ""))
        } else {
            (1.0, "")
        };
        let step = match half_width {
            Some(half_width) if half_width > 0.0 => half_width / factor / 10.0,
            _ => mean.abs() / factor / 1e5,
        };
        Format { factor, decimals: decimals(step), unit: format!("{prefix}{unit}") }
    }

    /// A value in the format's unit, with a comma between thousands.
    #[must_use]
    pub fn show(&self, value: Option<f64>) -> String {
        let Some(value) = value else { return "-".to_owned() };
        grouped(&format!("{:.*}", self.decimals, value / self.factor))
    }
}

/// How many decimals show a step of this size, from none to eight.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=8")]
fn decimals(step: f64) -> usize {
    if step > 0.0 { (-step.log10().floor()).clamp(0.0, 8.0) as usize } else { 0 }
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
    fn no_value_is_a_dash() {
        assert_eq!(Format::new(0.0, None, "h").show(None), "-");
    }
}
