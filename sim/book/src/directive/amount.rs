//! Numbers typed in a chapter, in the unit of a metric: `0.25`, `25%`, `6.5 PFLOPS`.

use bazaar_models::metric::Metric;

use crate::fault::Fault;
use crate::syntax::Word;

/// Numbers as typed, with their unit.
pub(super) fn with_unit(numbers: String, unit: Option<Word>) -> String {
    unit.map_or(numbers.clone(), |unit| format!("{numbers} {}", unit.text))
}

/// A number as typed, in the metric's own unit.
pub(super) fn in_unit(number: &Word, unit: Option<&Word>, metric: &Metric) -> Result<f64, Fault> {
    let (digits, percent) = match number.text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (number.text.as_str(), false),
    };
    let value = digits.replace(['_', ','], "").parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(value) = value else {
        let message = format!("`{}` is not a number", number.text);
        return Err(Fault::new(number.span.clone(), message, "type a number, such as 0.25 or 25%"));
    };
    let typed = if percent { Some("%") } else { unit.map(|unit| unit.text.as_str()) };
    match typed.map_or(Some(1.0), |typed| factor(typed, metric.unit)) {
        Some(factor) => Ok(value * factor),
        None => {
            let span = unit.map_or(number.span.clone(), |unit| unit.span.clone());
            let help = match metric.unit {
                "" => "it is a plain number; type no unit".to_owned(),
                "share" => "it is a share; type a plain number such as 0.25, or 25%".to_owned(),
                unit => format!("its unit is {unit}"),
            };
            let message = format!("`{}` is not a unit of `{}`", typed.unwrap_or_default(), metric.name);
            Err(Fault::new(span, message, help))
        }
    }
}

/// The factor that converts a number in the typed unit to the metric's unit.
fn factor(typed: &str, unit: &str) -> Option<f64> {
    if typed == "%" {
        return (unit == "share").then_some(0.01);
    }
    let prefix = typed.strip_suffix(unit)?;
    match (unit, prefix) {
        ("", _) => None,
        (_, "") => Some(1.0),
        ("FLOPS" | "B", "k") => Some(1e3),
        ("FLOPS" | "B", "M") => Some(1e6),
        ("FLOPS" | "B", "G") => Some(1e9),
        ("FLOPS" | "B", "T") => Some(1e12),
        ("FLOPS" | "B", "P") => Some(1e15),
        ("FLOPS" | "B", "E") => Some(1e18),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_may_have_a_prefix() {
        assert_eq!(factor("TFLOPS", "FLOPS"), Some(1e12));
        assert_eq!(factor("FLOPS", "FLOPS"), Some(1.0));
        assert_eq!(factor("%", "share"), Some(0.01));
        assert_eq!((factor("kh", "h"), factor("%", "h"), factor("GB", "FLOPS")), (None, None, None));
    }
}
