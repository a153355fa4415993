//! The definition of metrics: names, units and meanings, beside the formulas.

/// A quotient; `None` if the denominator is zero.
pub(crate) fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}

/// A share of counts.
pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    ratio(part as f64, whole as f64)
}

/// Defines the metrics of a model, each once, in the order in which they are shown.
///
/// ```text
/// metrics! { |view: &View<'_>|
///     /// The definition, in sentences that a student understands.
///     name: "unit", "Label" => formula;
/// }
/// ```
///
/// A formula is the body of a function of the view that returns `Option<f64>`: `?` ends it where the run
/// gives no value, and another metric is called by its name. Expensive results that several formulas need are
/// fields of the view. The macro generates
/// - `METRICS`, the list of definitions;
/// - `values(view)`, a value for each in the same order;
/// - `NAME.name`, the name of a metric, for its segments, series, distributions and matrices: a misspelt one does not
///   compile.
macro_rules! metrics {
    (
        |$view:ident: $of:ty|
        $($(#[doc = $about:literal])+ $name:ident: $unit:literal, $label:literal => $formula:expr;)+
    ) => {
        /// The name of each metric.
        pub(crate) struct Names {
            $($(#[doc = $about])+ pub(crate) $name: &'static str,)+
        }

        /// The names of the metrics.
        pub(crate) const NAME: Names = Names { $($name: stringify!($name)),+ };

        /// The metrics of the model.
        pub(crate) const METRICS: &[$crate::metric::Metric] = &[$($crate::metric::Metric {
            name: NAME.$name,
            unit: $unit,
            label: $label,
            about: concat!($($about),+).trim_ascii_start(),
        }),+];

        $($(#[doc = $about])+ fn $name($view: $of) -> Option<f64> {
            $formula
        })+

        /// A value for each metric, in the order of the list.
        pub(super) fn values(view: $of) -> Vec<Option<f64>> {
            vec![$($name(view)),+]
        }
    };
}
pub(crate) use metrics;

#[cfg(test)]
mod tests {
    use super::*;

    metrics! { |view: &[f64; 2]|

        /// The first of two,
        /// over the second.
        quotient: "share", "Quotient" => ratio(view[0], view[1]);

        /// How far that is from one.
        distance: "", "Distance" => Some((quotient(view)? - 1.0).abs());
    }

    #[test]
    fn a_definition_goes_with_its_name_and_its_value() {
        assert_eq!([METRICS[0].name, METRICS[1].name], [NAME.quotient, NAME.distance]);
        assert_eq!(METRICS[0].about, "The first of two, over the second.");
        assert_eq!((METRICS[0].unit, METRICS[1].label), ("share", "Distance"));
        assert_eq!(values(&[1.0, 4.0]), [Some(0.25), Some(0.75)]);
    }

    #[test]
    fn a_formula_ends_where_another_says_nothing() {
        assert_eq!(values(&[1.0, 0.0]), [None, None]);
    }
}
