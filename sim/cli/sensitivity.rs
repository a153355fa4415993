//! `bazaar sensitivity`: which parameters move a metric.

use bazaar_figure::number::counted;
use bazaar_figure::study;
use bazaar_figure::told::{Block, Told};
use bazaar_report::study::{contents, parameters};
use bazaar_report::table;
use bazaar_scenario::asking::{factors, listed};
use bazaar_scenario::{Question, Study};

use crate::answering::Keeper;
use crate::arguments::{Method, Sensitivity};
use crate::asking::ask;
use crate::failure::Failure;
use crate::output::{conclude, publish};
use crate::progress::Bar;
use crate::table as printed;
use bazaar_figure::result::SensitivityResult;

pub(crate) fn sensitivity(arguments: &Sensitivity, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("sensitivity my-study.toml", "")?;
    let study = study(arguments)?;
    let Question::Sensitivity(question) = &study.question else { return Ok(()) };
    let settings = arguments.answering.repeating.settings();
    let screened = bazaar_study::answer::screen(&study.scenario, question, &settings)?;
    let keeper = Keeper::open(&arguments.answering.keeping, &study, &settings)?;
    keeper.announce(&screened.tasks(), "point", &settings, quiet)?;
    let bar = Bar::new(quiet, "pieces");
    let runs = screened.run(&settings, keeper.store(), &bar);
    bar.finish();
    let runs = runs?;
    let events = runs.iter().map(|runs| runs.events).sum();
    let found = study::Sensitivity::new(&study, question, &screened, &runs)?;
    let told = told(&study, &found, runs.len(), events);
    let contents = || {
        let mut files = contents(&study, &settings, &found.tables(), found.figures())?;
        files.push(parameters(found.parameters()));
        Ok(files)
    };
    let (elapsed, written) = keeper.close(&study, &settings, found.about(), &told, contents, quiet);
    let object = || SensitivityResult::new(&study, question, &settings, &found, runs.len(), events, elapsed);
    let text = || printed::told(&told, elapsed);
    let shown = publish(&arguments.answering.printing, object, text, || table::frame(&found.table()));
    conclude(written, shown, quiet)
}

fn study(arguments: &Sensitivity) -> Result<Study, Failure> {
    let Sensitivity { subject, metrics, factors: varied, method, size, .. } = arguments;
    let given = [
        ("--factor", !varied.is_empty()),
        ("--metric", !metrics.is_empty()),
        ("--method", method.is_some()),
        ("--size", size.is_some()),
    ];
    ask(subject, &arguments.answering.repeating.sets, "sensitivity", &given, || {
        let lacking =
            |what: &str, help: &str| Failure::Use { message: what.to_owned(), help: help.to_owned() };
        if metrics.is_empty() {
            return Err(lacking("no metric is looked at", "name one, as in --metric fees"));
        }
        if varied.is_empty() {
            let help = "vary one, as in --factor 'model.queue.servers=1..3'; of a study file, name the file";
            return Err(lacking("no parameter is varied", help));
        }
        let size = |key: &str| size.map_or_else(String::new, |size| format!("{key} = {size}"));
        let method = match method.unwrap_or(Method::Morris) {
            Method::Morris => format!("morris = {{ {} }}", size("trajectories")),
            Method::Sobol => format!("sobol = {{ {} }}", size("points")),
            Method::Tornado => "tornado = {}".to_owned(),
        };
        let factors = factors("--factor", varied)?;
        Ok(format!("[sensitivity]\nmetrics = {}\n{method}\n{factors}", listed(metrics)))
    })
}

fn told(study: &Study, found: &study::Sensitivity<'_>, runs: usize, events: u64) -> Told {
    let constant = found.constant().into_iter();
    Told {
        runs: format!("{} for {}", counted(runs as u64, "point"), found.method()),
        events: Some(events),
        blocks: vec![Block::new("", &found.headings(), found.rows())],
        sentences: constant
            .map(|metric| format!("{metric} is the same at all points: no factor moves it within its range"))
            .collect(),
        ..Told::of_study(study)
    }
}
