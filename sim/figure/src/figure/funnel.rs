//! A funnel: the numbers at several stages, and the conversion rates between them.
//!
//! A conversion rate is the ratio to the stage before, in each replication by itself: the mean of ratios, with
//! the interval of that mean. A lead may pass one stage in one month and the next in another, so outside the steady
//! state a conversion rate is not the probability of reaching the next stage.

use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;
use bazaar_study::{Estimate, Outcome};

use super::axis::{Axis, Tick, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark, interval};
use super::series::bounds;
use super::style::{AXIS, BLUE, INK, QUIET_INK, SKY, TEXT_SIZE, width_of};
use super::{Figure, FigureError, metric, subtitle};
use crate::number::{Format, is_exact};

/// The height of a stage, the space below it, and the margins around the stages.
const ROW: f64 = 62.0;
const AROUND: f64 = 168.0;

/// The height of a bar as a share of its row.
const BAR: f64 = 0.48;

const SHARE: Metric =
    Metric { name: "share", unit: "share", label: "Share", about: "Share of those at the stage before." };

/// The means of several metrics, each of them a stage of the funnel, with their 95% intervals and the conversion rates
/// between stages.
///
/// # Errors
/// If the model has no such metric, two are not per the same unit of time, or one has no value.
pub fn funnel(outcome: &Outcome, names: &[&str]) -> Result<Figure, FigureError> {
    let mut metrics = Vec::new();
    for name in names {
        metrics.push(metric(outcome, name)?);
    }
    let Some(first) = metrics.first().copied() else {
        return Err(FigureError::NoValues { name: "nothing".to_owned() });
    };
    // Stages may count different things, leads and customers, but all per the same unit of time.
    if let Some(other) = metrics.iter().find(|metric| per(metric) != per(first)) {
        let units = [first.unit, other.unit];
        return Err(FigureError::Units { first: first.name, second: other.name, units });
    }
    let stages = Stages::new(outcome, &metrics)?;
    let title =
        format!("From {} to {}", lowered(first.label), lowered(metrics.last().map_or("", |last| last.label)));
    let alt = format!("Funnel. {title}: {}.", stages.in_words());
    let frame = Frame {
        legend: &stages.legend(),
        up: Some(&stages.up),
        height: AROUND + ROW * stages.up.high,
        aside: stages.widest() + 6.0,
        ..Frame::new([&title, &alt], subtitle(outcome), &stages.across)
    };
    let svg = frame.draw(|canvas, plot| stages.paint(canvas, plot))?;
    Ok(Figure {
        name: format!("funnel_from_{}_to_{}", names[0], names[names.len() - 1]),
        title,
        alt,
        svg,
        data: stages.data(),
    })
}

/// The denominator of a unit: `month` of `leads/month`.
fn per(metric: &Metric) -> Option<&'static str> {
    metric.unit.split_once('/').map(|(_, per)| per)
}

fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Those of these metrics that have a mean above zero.
pub(super) fn reached<'a>(outcome: &Outcome, names: &[&'a str]) -> Vec<&'a str> {
    let is_reached = |name: &&&str| {
        let mean = outcome.summary.get(name).and_then(|estimate| estimate.mean);
        mean.is_some_and(|mean| mean.is_finite() && mean > 0.0)
    };
    names.iter().filter(is_reached).copied().collect()
}

struct Stage<'a> {
    count: &'a Estimate,
    /// The conversion rate from the stage before.
    share: Option<Estimate>,
}

struct Stages<'a> {
    stages: Vec<Stage<'a>>,
    across: Axis,
    up: Axis,
}

impl<'a> Stages<'a> {
    fn new(outcome: &'a Outcome, metrics: &[&'static Metric]) -> Result<Self, FigureError> {
        let all = outcome.scenario.model.metrics();
        let places = metrics.iter().map(|metric| all.iter().position(|other| other.name == metric.name));
        let places: Vec<Option<usize>> = places.collect();
        let value = |seen: &Observation, stage: usize| {
            seen.values.get((*places.get(stage)?)?).copied().flatten().filter(|value| value.is_finite())
        };
        let mut stages = Vec::new();
        for (stage, metric) in metrics.iter().enumerate() {
            let count =
                outcome.summary.get(metric.name).filter(|found| found.mean.is_some_and(f64::is_finite));
            let Some(count) = count else {
                return Err(FigureError::NoValues { name: metric.name.to_owned() });
            };
            let share = stage.checked_sub(1).map(|before| {
                let shares = outcome.observations.iter().map(|seen| {
                    let share = value(seen, stage)? / value(seen, before)?;
                    Some(share).filter(|share| share.is_finite())
                });
                Estimate::new(&SHARE, shares)
            });
            stages.push(Stage { count, share });
        }
        let means = stages.iter().filter_map(|stage| stage.count.mean);
        let highs = stages.iter().filter_map(|stage| bounds(stage.count)).map(|(_, high)| high);
        let largest = means.chain(highs).fold(0.0, f64::max);
        let title = metrics.first().and_then(|metric| per(metric));
        let title = title.map_or_else(|| "Number".to_owned(), |per| format!("Number in a {per}"));
        // The last stage has no conversion rate below it.
        let rows = stages.len() as f64 - (1.0 - BAR);
        let tick = |(at, stage): (usize, &Stage<'_>)| Tick {
            at: rows - at as f64 - 0.5 * BAR,
            label: stage.count.metric.label.to_owned(),
        };
        let names = stages.iter().enumerate().map(tick).collect();
        Ok(Stages {
            across: Axis::from_zero(&title, "", (1.04 * largest).min(f64::MAX)),
            up: Axis::of_names("", rows, names),
            stages,
        })
    }

    /// The width of the numbers at the right.
    fn widest(&self) -> f64 {
        let texts = self.stages.iter().map(|stage| width_of(&shown(stage.count), TEXT_SIZE));
        texts.fold(0.0, f64::max)
    }

    fn legend(&self) -> Vec<Entry> {
        let has_interval = self.stages.iter().any(|stage| stage.count.half_width.is_some());
        let mut legend =
            vec![Entry::new(Mark::Band, SKY, 0.7, if has_interval { "mean" } else { "the one replication" })];
        if has_interval {
            legend.push(Entry::new(Mark::Interval, BLUE, 1.0, "with its 95% interval"));
        }
        legend
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let row = (plot.bottom - plot.top) / self.up.high;
        for (at, stage) in self.stages.iter().enumerate() {
            let mean = stage.count.mean.unwrap_or(0.0);
            let top = plot.top + at as f64 * row;
            let (middle, bottom) = (top + 0.5 * BAR * row, top + BAR * row);
            canvas.rectangle([plot.left, top + 2.0], [x(mean.max(0.0)), bottom], SKY, 0.7);
            if let Some((low, high)) = bounds(stage.count) {
                let inside = [low, mean, high].map(|value| x(value).max(plot.left));
                interval(canvas, inside, middle, BLUE);
            }
            let place = [plot.right + 12.0, middle];
            canvas.text(place, &shown(stage.count), Lettering::new(Anchor::Left, INK));
            // Between this bar and the next.
            let Some(share) = self.stages.get(at + 1).and_then(|next| next.share.as_ref()) else { continue };
            let between = bottom + 0.5 * (1.0 - BAR) * row;
            let arrow = plot.left + 12.0;
            canvas.line(&[[arrow, bottom + 4.0], [arrow, between + 10.0]], AXIS, 1.0, 1.2);
            canvas.line(
                &[[arrow - 4.0, between + 5.0], [arrow, between + 10.0], [arrow + 4.0, between + 5.0]],
                AXIS,
                1.0,
                1.2,
            );
            let text = format!("{} go on", percent(share));
            canvas.text([arrow + 10.0, between], &text, Lettering::new(Anchor::Left, QUIET_INK));
        }
    }

    fn data(&self) -> Data {
        let format = self.across.fine_format();
        let share = Format::for_axis(0.0, "").with_step(1e-4);
        let columns = vec![
            "Stage".to_owned(),
            titled("Mean", &format.unit),
            "Half-width of the 95% interval".to_owned(),
            "Share of the stage before".to_owned(),
            "Half-width of the 95% interval".to_owned(),
            "Replications".to_owned(),
        ];
        let rows = self.stages.iter().map(|stage| {
            let of_share =
                |value: fn(&Estimate) -> Option<f64>| share.show(stage.share.as_ref().and_then(value));
            vec![
                stage.count.metric.label.to_owned(),
                format.show(stage.count.mean),
                format.show(stage.count.half_width.filter(|half| half.is_finite())),
                of_share(|share| share.mean),
                of_share(|share| share.half_width),
                stage.count.n.to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let each = self.stages.iter().map(|stage| {
            let share = stage.share.as_ref().map(|share| format!(", {} of the stage before", percent(share)));
            format!("{} {}{}", stage.count.metric.label, shown(stage.count), share.unwrap_or_default())
        });
        format!("{} (means with 95% intervals)", each.collect::<Vec<_>>().join("; "))
    }
}

fn shown(estimate: &Estimate) -> String {
    let half_width = estimate.half_width.filter(|half| half.is_finite());
    let mean = estimate.mean.unwrap_or(0.0);
    let format = Format::of_mean(mean, half_width, "");
    let spread = half_width.filter(|_| !is_exact(mean, half_width));
    let interval = spread.map_or_else(String::new, |half| format!(" ± {}", format.show(Some(half))));
    let power = if format.unit.is_empty() { String::new() } else { format!(" × {}", format.unit) };
    format!("{}{interval}{power}", format.show(estimate.mean))
}

/// A conversion rate as `12.3% ± 0.4%`.
fn percent(share: &Estimate) -> String {
    let hundredfold = |value: Option<f64>| value.map(|value| 100.0 * value).filter(|value| value.is_finite());
    let Some(mean) = hundredfold(share.mean) else { return "-".to_owned() };
    // A conversion rate of one in every replication has no uncertainty.
    let half_width = hundredfold(share.half_width).filter(|half| *half > 0.0);
    let format = match half_width {
        Some(_) => Format::new(mean, half_width, ""),
        None => Format::for_axis(mean, "").with_step(0.1),
    };
    let power = if format.unit.is_empty() { String::new() } else { format!(" × {}", format.unit) };
    let interval = half_width.map_or_else(String::new, |half| format!(" ± {}%", format.show(Some(half))));
    format!("{}%{interval}{power}", format.show(Some(mean)))
}
