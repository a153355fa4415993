//! `claim`: a statement about a metric that is checked in each build of the book.
//!
//! A claim is about the mean, which is known only to within its interval. So `within`
//! holds if the whole 95% interval is within the bounds, and `covers`, for a known
//! exact answer, if the interval includes it.

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::amount::{in_unit, with_unit};
use super::value::shown;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};
use crate::syntax::Word;
use bazaar_report::cause::Cause;

pub(super) const DIRECTIVE: Directive = Directive {
    name: "claim",
    usage: usage!("claim SCENARIO METRIC (within LOW to HIGH | within X ± Y | covers X) [UNIT]"),
    place: Place::Block,
    read,
};

/// A statement about a mean, in the metric's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Statement {
    Within { low: f64, high: f64 },
    Covers(f64),
}

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let (statement, words) = statement(arguments, metric)?;
    let span = arguments.span.clone();
    let (source, command) = (subject.source.clone(), subject.command.clone());
    let render = move |outcome: &Outcome| {
        let refuse = |message: String, help: String| {
            Err(Fault::new(span.clone(), message, help).because(Cause::False).with_run(&source))
        };
        let estimate = outcome.summary.get(metric.name).filter(|estimate| estimate.half_width.is_some());
        let Some(estimate) = estimate else {
            return refuse(
                format!("a claim needs an interval, and `{}` has none", metric.name),
                "an interval needs two replications in which the metric has a value".to_owned(),
            );
        };
        if statement.holds(estimate) {
            Ok(html(metric, statement, &words, estimate, &command))
        } else {
            let found = shown(estimate, words.contains('%'));
            let message = match statement {
                Statement::Within { .. } => format!("`{}` is {found}, not within {words}", metric.name),
                Statement::Covers(_) => format!("`{}` is {found}, which does not cover {words}", metric.name),
            };
            refuse(message, help(statement, estimate, &command))
        }
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

impl Statement {
    fn holds(self, estimate: &Estimate) -> bool {
        let (Some(mean), Some(half_width)) = (estimate.mean, estimate.half_width) else { return false };
        match self {
            Statement::Within { low, high } => low <= mean - half_width && mean + half_width <= high,
            Statement::Covers(exact) => (mean - exact).abs() <= half_width,
        }
    }
}

fn help(statement: Statement, estimate: &Estimate, command: &str) -> String {
    let inside = match (statement, estimate.mean) {
        (Statement::Within { low, high }, Some(mean)) => low <= mean && mean <= high,
        _ => false,
    };
    if inside {
        "the mean is within the bounds, but not its whole interval: add --replications N, or claim less"
            .to_owned()
    } else {
        format!(
            "if the model changed on purpose, correct the text and the claim; otherwise find the fault. See {command}"
        )
    }
}

fn html(metric: &Metric, statement: Statement, words: &str, estimate: &Estimate, command: &str) -> String {
    let verb = match statement {
        Statement::Within { .. } => "lies within",
        Statement::Covers(_) => "agrees with",
    };
    format!(
        "<details class=\"claim\"><summary><strong>Checked:</strong> {} {verb} {}; found {}.</summary>{}</details>",
        markup::name(metric.name),
        markup::text(&words.replace('_', ",")),
        markup::text(&shown(estimate, words.contains('%'))),
        markup::command(command),
    )
}

/// The statement, and its numbers as typed.
fn statement(arguments: &mut Arguments, metric: &Metric) -> Result<(Statement, String), Fault> {
    let verb = arguments.next("what is claimed")?;
    match verb.text.as_str() {
        "covers" => {
            let number = arguments.next("a number")?;
            let unit = arguments.optional();
            let exact = in_unit(&number, unit.as_ref(), metric)?;
            Ok((Statement::Covers(exact), with_unit(number.text, unit)))
        }
        "within" => {
            let first = arguments.next("a number")?;
            let between = arguments.next("`to` or `±`")?;
            let second = arguments.next("a second number")?;
            let unit = arguments.optional();
            let words = with_unit(format!("{} {} {}", first.text, between.text, second.text), unit.clone());
            let span = first.span.start..second.span.end;
            let first = in_unit(&first, unit.as_ref(), metric)?;
            let second = in_unit(&second, unit.as_ref(), metric)?;
            let (low, high) = match between.text.as_str() {
                "to" => (first, second),
                "±" | "+-" => (first - second, first + second),
                _ => return Err(not_understood(&between, arguments)),
            };
            if low >= high {
                let help = "type the smaller number first, as in within 0.2 to 0.3";
                return Err(Fault::new(span, "the range is empty", help));
            }
            Ok((Statement::Within { low, high }, words))
        }
        _ => Err(not_understood(&verb, arguments)),
    }
}

fn not_understood(word: &Word, arguments: &Arguments) -> Fault {
    let message = format!("`{}` is not understood here", word.text);
    Fault::new(word.span.clone(), message, arguments.type_this())
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
    fn the_whole_interval_must_lie_within() {
        assert!(Statement::Within { low: 0.5, high: 5.5 }.holds(&estimate()));
        assert!(!Statement::Within { low: 2.0, high: 4.0 }.holds(&estimate()));
        assert!(!Statement::Within { low: 0.5, high: 5.4 }.holds(&estimate()));
    }

    #[test]
    fn an_exact_answer_is_covered_or_not() {
        assert!(Statement::Covers(5.4).holds(&estimate()));
        assert!(!Statement::Covers(5.5).holds(&estimate()));
    }
}
