//! `value`: a number with its interval, within a sentence.

use bazaar_figure::number::{Format, is_exact};
use bazaar_study::{Estimate, Outcome};

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "value", usage: usage!("value SCENARIO METRIC [--percent]"), place: Place::Line, read };

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let percent = arguments.switch("--percent");
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    if percent && metric.unit != "share" {
        let message = format!("--percent requires a share, and `{}` is not one", metric.name);
        return Err(Fault::new(word.span, message, "leave out --percent"));
    }
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let Some((estimate, _)) =
            outcome.summary.get(metric.name).and_then(|estimate| Some((estimate, estimate.mean?)))
        else {
            return Err(Fault::new(
                word.span.clone(),
                format!("`{}` has no value in this run", metric.name),
                "choose another metric, or a scenario in which it has a value",
            ));
        };
        Ok(html(estimate, percent, &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

/// The number as an element with its source.
pub(super) fn html(estimate: &Estimate, percent: bool, command: &str) -> String {
    let mean = estimate.mean.unwrap_or(f64::NAN);
    let interval = match estimate.half_width {
        half_width if is_exact(mean, half_width) => format!("the same in all {} replications", estimate.n),
        Some(_) => format!("mean of {} replications and half-width of its 95% interval", estimate.n),
        None => "one replication, so there is no interval".to_owned(),
    };
    format!(
        "<data class=\"value\" value=\"{}\" title=\"{}\">{}</data>",
        mean,
        markup::text(&format!("{interval}: {command}")),
        markup::text(&shown(estimate, percent)),
    )
}

/// The number, its interval and its unit: `104.90 ± 0.38 TFLOPS`.
pub(super) fn shown(estimate: &Estimate, percent: bool) -> String {
    let scale = |value: Option<f64>| value.map(|value| if percent { value * 100.0 } else { value });
    let (mean, half_width) = (scale(estimate.mean), scale(estimate.half_width));
    let format = Format::of_mean(mean.unwrap_or(0.0), half_width, estimate.metric.unit);
    let mut text = format.show(mean);
    if percent {
        text.push('%');
    }
    if half_width.is_some() && !is_exact(mean.unwrap_or(0.0), half_width) {
        text.push_str(&format!("\u{a0}±\u{a0}{}", format.show(half_width)));
        text.push_str(if percent { "%" } else { "" });
    }
    if !matches!(estimate.metric.unit, "" | "share") {
        text.push_str(&format!("\u{a0}{}", format.unit));
    }
    text
}

#[cfg(test)]
mod tests {
    use bazaar_models::metric::Metric;

    use super::*;

    fn estimate(unit: &'static str, values: &[f64]) -> Estimate {
        let metric: &'static Metric =
            Box::leak(Box::new(Metric { name: "m", unit, label: "M", about: "A metric." }));
        Estimate::new(metric, values.iter().copied().map(Some))
    }

    #[test]
    fn a_number_prints_with_its_interval() {
        assert_eq!(shown(&estimate("h", &[8.0, 8.2, 8.4]), false), "8.20\u{a0}±\u{a0}0.50\u{a0}h");
        assert_eq!(shown(&estimate("share", &[0.24, 0.25]), true), "24.5%\u{a0}±\u{a0}6.4%");
        assert_eq!(shown(&estimate("share", &[0.24]), false), "0.240000");
    }

    #[test]
    fn a_number_without_spread_prints_as_it_is() {
        assert_eq!(shown(&estimate("months", &[36.0; 3]), false), "36\u{a0}months");
        let html = html(&estimate("share", &[0.25; 3]), true, "bazaar run x");
        assert!(html.contains(">25%<") && html.contains("the same in all 3 replications"), "{html}");
    }
}
