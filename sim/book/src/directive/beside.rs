//! `beside`: a published figure, the simulated one, and their ratio.
//!
//! The directive gives three cells of a row of a table. The author types only the
//! published figure; the simulated figure and the ratio are computed.

use bazaar_figure::number::Format;
use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::amount::{in_unit, with_unit};
use super::value;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "beside",
    usage: usage!("beside SCENARIO METRIC (X | LOW to HIGH) [UNIT] [--times N]"),
    place: Place::Line,
    read,
};

/// A published figure, in the metric's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Published {
    Figure(f64),
    Range { low: f64, high: f64 },
}

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let times = arguments.flag("--times")?;
    let times = match &times {
        None => 1.0,
        Some(word) => {
            word.text.replace('_', "").parse().ok().filter(|times| *times > 0.0).ok_or_else(|| {
                let help = "type how many of the real hosts one simulated host stands for, such as 25";
                let message = format!("--times must be a number above zero, got `{}`", word.text);
                Fault::new(word.span.clone(), message, help)
            })?
        }
    };
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let (published, words) = published(arguments, metric)?;
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let Some(estimate) = outcome.summary.get(metric.name).filter(|estimate| estimate.mean.is_some())
        else {
            let message = format!("`{}` has no value in this run", metric.name);
            return Err(Fault::new(
                word.span.clone(),
                message,
                "choose a metric that has a value in this run",
            ));
        };
        let simulated = scaled(estimate, times);
        Ok(format!(
            "{} | {} | {}",
            markup::text(&words.replace('_', ",")),
            value::html(&simulated, false, &command),
            markup::text(&published.against(&simulated)),
        ))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

/// The published figure, and its typed form.
fn published(arguments: &mut Arguments, metric: &Metric) -> Result<(Published, String), Fault> {
    let first = arguments.next("the published figure")?;
    let mut next = arguments.optional();
    if next.as_ref().is_none_or(|word| word.text != "to") {
        let figure = in_unit(&first, next.as_ref(), metric)?;
        if figure <= 0.0 {
            return Err(Fault::new(
                first.span,
                "the published figure must be above zero",
                "type one above zero",
            ));
        }
        return Ok((Published::Figure(figure), with_unit(first.text, next)));
    }
    let second = arguments.next("the end of the range")?;
    next = arguments.optional();
    let (low, high) = (in_unit(&first, next.as_ref(), metric)?, in_unit(&second, next.as_ref(), metric)?);
    if low >= high {
        let help = "type the smaller number first, as in 1_000 to 10_000";
        return Err(Fault::new(first.span.start..second.span.end, "the range is empty", help));
    }
    Ok((Published::Range { low, high }, with_unit(format!("{} to {}", first.text, second.text), next)))
}

/// The estimate, multiplied by `times`, for a larger crowd.
fn scaled(estimate: &Estimate, times: f64) -> Estimate {
    let scale = |value: Option<f64>| value.map(|value| value * times);
    Estimate { mean: scale(estimate.mean), half_width: scale(estimate.half_width), ..estimate.clone() }
}

impl Published {
    /// The ratio of the simulated figure to the published one, with its interval; for a range, whether it is within.
    fn against(self, simulated: &Estimate) -> String {
        match self {
            Published::Figure(figure) => {
                let ratio = |value: Option<f64>| value.map(|value| value / figure);
                let (mean, half_width) = (ratio(simulated.mean), ratio(simulated.half_width));
                let format = Format::new(mean.unwrap_or(0.0), half_width, "");
                match half_width {
                    None => format.show(mean),
                    // An interval of length zero would give all decimals.
                    Some(0.0) => Format::new(1.0, Some(0.01), "").show(mean),
                    Some(_) => format!("{}\u{a0}±\u{a0}{}", format.show(mean), format.show(half_width)),
                }
            }
            Published::Range { low, high } => {
                let (mean, half_width) =
                    (simulated.mean.unwrap_or(f64::NAN), simulated.half_width.unwrap_or(0.0));
                let within = low <= mean - half_width && mean + half_width <= high;
                if within { "within" } else { "outside" }.to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRIC: &Metric = &Metric { name: "m", unit: "FLOPS", label: "M", about: "A metric." };

    /// Mean 3, half-width 2.48.
    fn estimate() -> Estimate {
        Estimate::new(METRIC, [2.0, 3.0, 4.0].map(Some).into_iter())
    }

    #[test]
    fn a_crowd_that_was_scaled_down_is_scaled_up_with_its_interval() {
        let million = scaled(&estimate(), 1e6);
        assert_eq!(million.mean, Some(3e6));
        assert!((million.half_width.unwrap() - 2.484e6).abs() < 1e3, "{million:?}");
    }

    #[test]
    fn the_ratio_has_the_interval_of_the_simulated_figure() {
        assert_eq!(Published::Figure(2.0).against(&estimate()), "1.5\u{a0}±\u{a0}1.2");
        assert_eq!(Published::Range { low: 0.5, high: 5.5 }.against(&estimate()), "within");
        assert_eq!(Published::Range { low: 2.0, high: 4.0 }.against(&estimate()), "outside");
    }
}
