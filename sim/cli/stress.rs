//! `bazaar stress`: which assumptions a conclusion depends on, and where it fails.

use bazaar_figure::number::counted;
use bazaar_figure::study::Stresstest;
use bazaar_figure::told::{Block, Told};
use bazaar_report::study::contents;
use bazaar_report::table;
use bazaar_scenario::asking::{factors, listed, quoted};
use bazaar_scenario::{Question, Study};

use crate::answering::Keeper;
use crate::arguments::{Stress, SweepDesign};
use crate::asking::{ask, design};
use crate::failure::Failure;
use crate::output::{conclude, mention, publish};
use crate::progress::Bar;
use crate::table as printed;
use bazaar_figure::result::StressResult;

/// How many points a search for a box has if nothing is said.
const POINTS: u32 = 200;

pub(crate) fn stress(arguments: &Stress, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("stress my-study.toml", "")?;
    let study = study(arguments)?;
    let Question::Stress(question) = &study.question else { return Ok(()) };
    let settings = arguments.answering.repeating.settings();
    let stresses = bazaar_study::answer::stress(&study.scenario, question, &settings)?;
    let keeper = Keeper::open(&arguments.answering.keeping, &study, &settings)?;
    keeper.announce(&stresses.tasks(), "arm", &settings, quiet)?;
    let bar = Bar::new(quiet, "pieces");
    let found = stresses.run(&settings, keeper.store(), &bar);
    bar.finish();
    let found = found?;
    let points = found.discovered.iter().flat_map(|discovered| &discovered.runs);
    let events = found.arms.iter().chain(points).map(|runs| runs.events).sum();
    let test = Stresstest { study: &study, question, points: &stresses.points, found: &found };
    let told = told(&test, events);
    let contents = || contents(&study, &settings, &test.tables(), test.figures());
    let (elapsed, written) = keeper.close(&study, &settings, test.about(), &told, contents, quiet);
    if question.refused > 0 {
        let refused = counted(question.refused as u64, "alternative");
        mention(quiet, &format!("{refused} that the scenario refuses left out"))?;
    }
    let object = || StressResult::new(&test, &settings, events, elapsed);
    let text = || printed::told(&told, elapsed);
    let shown = publish(&arguments.answering.printing, object, text, || table::frame(&test.table()));
    conclude(written, shown, quiet)
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
    ask(subject, &arguments.answering.repeating.sets, "stress", &given, || {
        let criterion = criterion.as_deref().map(bound).transpose()?;
        let mut metrics = metrics.clone();
        match &criterion {
            Some((metric, ..)) if metrics.is_empty() => metrics.push(metric.clone()),
            None if metrics.is_empty() => {
                return Err(Failure::Use {
                    message: "no metric is looked at".to_owned(),
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
                    message: format!("`{arm}` is no arm"),
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
        message: format!("`{text}` is no conclusion"),
        help: "type a metric, >= or <=, and a number in its unit, as in --criterion 'cash >= 0'".to_owned(),
    })
}

fn told(test: &Stresstest<'_>, events: u64) -> Told {
    let Stresstest { study, question, found, .. } = test;
    let replications = found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
    let points = test.points.len() as u64;
    let also = if points > 0 { format!(" and {}", counted(points, "point")) } else { String::new() };
    let (doubts, replications) =
        (counted(question.doubts.len() as u64, "doubt"), counted(replications, "replication"));
    Told {
        runs: format!("{doubts} of {replications}{also}"),
        events: Some(events),
        blocks: vec![Block::new("", &test.headings(), test.rows())],
        sentences: test.in_words(),
        ..Told::of_study(study)
    }
}
