//! `bazaar stress`: which assumptions a conclusion depends on, and where it fails.

use bazaar_scenario::Study;
use bazaar_scenario::asking::{factors, listed, quoted};

use crate::answering::answer;
use crate::arguments::{Stress, SweepDesign};
use crate::asking::{ask, design};
use crate::failure::Failure;

/// The default number of points of a search for a box.
const POINTS: u32 = 200;

pub(crate) fn stress(arguments: &Stress, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("stress my-study.toml", "")?;
    answer(&study(arguments)?, &arguments.answering, quiet)
}

fn study(arguments: &Stress) -> Result<Study, Failure> {
    let Stress { subject, metrics, criterion, aspects, scales, only, except, arms, .. } = arguments;
    let given = [
        ("--metric", !metrics.is_empty()),
        ("--criterion", criterion.is_some()),
        ("--aspect", !aspects.is_empty()),
        ("--scale", !scales.is_empty()),
        ("--only", !only.is_empty()),
        ("--except", !except.is_empty()),
        ("--arm", !arms.is_empty()),
        ("--discover", arguments.discover),
    ];
    ask(subject, &arguments.answering.repeating.edits(), "stress", &given, || {
        let criterion = criterion.as_deref().map(bound).transpose()?;
        let mut metrics = metrics.clone();
        match &criterion {
            Some((metric, ..)) if metrics.is_empty() => metrics.push(metric.clone()),
            None if metrics.is_empty() => {
                return Err(Failure::Use {
                    message: "stress needs a --metric or a --criterion".to_owned(),
                    help: "name one, as in --metric fees, or a conclusion, as in --criterion 'fees >= 0'"
                        .to_owned(),
                });
            }
            _ => {}
        }
        let mut text = format!("[stress]\nmetrics = {}\n", listed(&metrics));
        if let Some((metric, key, number)) = &criterion {
            text.push_str(&format!("criterion = {{ metric = {}, {key} = {number:?} }}\n", quoted(metric)));
        }
        if !aspects.is_empty() {
            let names: Vec<String> = aspects.iter().map(|aspect| aspect.name().to_owned()).collect();
            text.push_str(&format!("aspects = {}\n", listed(&names)));
        }
        if !scales.is_empty() {
            text.push_str(&format!("scales = {scales:?}\n"));
        }
        for (key, list) in [("only", only), ("except", except)] {
            if !list.is_empty() {
                text.push_str(&format!("{key} = {}\n", listed(list)));
            }
        }
        for arm in arms {
            let Some((name, edit)) =
                arm.split_once(':').filter(|(name, edit)| !name.contains('=') && edit.contains('='))
            else {
                return Err(Failure::Use {
                    message: format!("`{arm}` is not an arm"),
                    help: "type a name, a colon, a path and a value, as in --arm 'two:model.queue.servers=2'"
                        .to_owned(),
                });
            };
            let edits = [edit.to_owned()];
            text.push_str(&format!(
                "[[stress.arms]]\nname = {}\nset = {}\n",
                quoted(name.trim()),
                listed(&edits)
            ));
        }
        if arguments.discover {
            let points = arguments.points.unwrap_or(POINTS);
            let design = design(arguments.design.unwrap_or(SweepDesign::LatinHypercube), points);
            text.push_str(&format!("[stress.discovery]\ndesign = {design}\n"));
            if !arguments.factors.is_empty() {
                text.push_str(&factors("--factor", &arguments.factors)?);
            }
        }
        Ok(text)
    })
}

/// `METRIC >= X` or `METRIC <= X`: the metric, the key of the bound, and the bound.
fn bound(text: &str) -> Result<(String, &'static str, f64), Failure> {
    let sides = [(">=", "at_least"), ("<=", "at_most")];
    let found = sides.into_iter().find_map(|(sign, key)| Some((text.split_once(sign)?, key)));
    let read = found.and_then(|((metric, number), key)| {
        let number: f64 = number.trim().replace('_', "").parse().ok()?;
        Some((metric.trim().to_owned(), key, number))
    });
    read.filter(|(metric, _, number)| !metric.is_empty() && number.is_finite()).ok_or_else(|| Failure::Use {
        message: format!("`{text}` is not a criterion"),
        help: "type a metric, >= or <=, and a number in its unit, as in --criterion 'cash >= 0'".to_owned(),
    })
}
