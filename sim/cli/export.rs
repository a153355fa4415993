//! `bazaar export`: small tables of scenarios and labs, for notebooks.

use std::collections::BTreeSet;
use std::path::Path;

use bazaar_figure::number::counted;
use bazaar_labs::Lab;
use bazaar_report::folder::Delivery;
use bazaar_report::manifest::Content;
use bazaar_report::notebook::{MOST_REPLICATIONS, STRETCHES, Subject, package};
use bazaar_report::table;
use bazaar_scenario::{Scenario, Shipped, Study, shipped, shipped_labs};
use bazaar_study::Settings;

use crate::arguments::Export;
use crate::failure::Failure;
use crate::output::{mention, print};
use crate::progress::Bar;

/// The folder of scenarios with known exact answers, which has no base scenario.
const REFERENCE: &str = "reference";

/// The scenario exported for a model that has no scenario `base`.
const PLAN: &str = "platform/osu-plan";

/// The README of the folder of all packages.
const README: &str = include_str!("export.md");

/// A scenario that becomes a package.
struct Exported {
    name: String,
    title: String,
    description: String,
    metric: Option<String>,
    scenario: Scenario,
}

pub(crate) fn export(arguments: &Export, quiet: bool) -> Result<(), Failure> {
    let all = arguments.subjects.is_empty();
    let subjects = if all { everything() } else { arguments.subjects.clone() };
    let exported = subjects.iter().map(|name| exported(name)).collect::<Result<Vec<_>, _>>()?;
    let mut names = BTreeSet::new();
    if let Some(twice) = exported.iter().find(|one| !names.insert(one.name.as_str())) {
        return Err(Failure::Use {
            message: format!("two subjects would be written to the folder {}", twice.name),
            help: "name each once, or export them to different folders".to_owned(),
        });
    }
    let delivery = Delivery::claim(&arguments.out, arguments.force)?;
    let bar = Bar::new(quiet, "pieces");
    let made = exported.iter().map(|one| Ok((one, of_scenario(one, arguments, &bar)?)));
    let made = made.collect::<Result<Vec<_>, Failure>>();
    bar.finish();
    let mut files = 0;
    for (one, contents) in &made? {
        let paths: Vec<String> =
            contents.iter().map(|content| format!("{}/{}", one.name, content.path)).collect();
        let bytes = contents.iter().map(|content| content.bytes.as_slice());
        files += delivery.write(paths.iter().map(String::as_str).zip(bytes))?;
    }
    if all {
        files += delivery.write([("README.md", readme(&exported).as_bytes())])?;
    }
    mention(quiet, &format!("wrote {files} files to {}", delivery.path().display()))?;
    let folders = exported.iter().map(|one| format!("{}\n", delivery.path().join(&one.name).display()));
    Ok(print(&folders.collect::<String>())?)
}

/// The base scenario of every model, and every lab, that come with the program.
fn everything() -> Vec<String> {
    let models: BTreeSet<&str> = shipped().filter_map(|one| Some(one.name.split_once('/')?.0)).collect();
    let base = |model: &str| {
        let name = format!("{model}/base");
        if Shipped::find(&name).is_some() { name } else { PLAN.to_owned() }
    };
    let bases = models.into_iter().filter(|model| *model != REFERENCE).map(base);
    bases.chain(shipped_labs().map(|lab| lab.name.to_owned())).collect()
}

/// The scenario or the lab that a user names.
fn exported(name: &str) -> Result<Exported, Failure> {
    if name.starts_with("labs/") || Lab::is_named(name) && Shipped::find(name).is_none() {
        return of_lab(name);
    }
    if Study::is_named(name) {
        return Err(Failure::Use {
            message: format!("{name} is a study, and has tables of its own"),
            help: "name its scenario, or write the study's tables with its own verb and --out".to_owned(),
        });
    }
    let scenario = Scenario::load_with(name, &[] as &[&str], table::FORMATS)?;
    let stem = || Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = Shipped::find(name).map_or_else(stem, |shipped| shipped.name.to_owned());
    let title = if scenario.title.is_empty() { name.clone() } else { scenario.title.clone() };
    Ok(Exported { name, title, description: scenario.description.clone(), metric: None, scenario })
}

/// A lab's scenario before its parameters become personal. Its figure shows the metric of the first question.
fn of_lab(name: &str) -> Result<Exported, Failure> {
    let lab = Lab::load(name)?;
    let bare = lab.name().strip_prefix("labs/").unwrap_or(lab.name());
    Ok(Exported {
        name: format!("labs/{bare}"),
        title: lab.title().to_owned(),
        description: lab.introduction().to_owned(),
        metric: lab.first_metric().map(str::to_owned),
        scenario: lab.scenario().clone(),
    })
}

/// The files of one package.
fn of_scenario(one: &Exported, arguments: &Export, bar: &Bar) -> Result<Vec<Content>, Failure> {
    let study = &one.scenario.study;
    let few = study.replications.min(MOST_REPLICATIONS);
    let mut scenario = one.scenario.clone();
    scenario.study.seed = arguments.seed.unwrap_or(study.seed);
    // One long run stays one.
    if study.batches.is_none() {
        scenario.study.replications = arguments.replications.unwrap_or(few);
    }
    let settings =
        Settings { threads: arguments.threads.into(), stretches: Some(STRETCHES), ..Settings::default() };
    let outcome = bazaar_study::run(&scenario, &settings, bar)?;
    let subject = Subject {
        name: &one.name,
        title: &one.title,
        description: &one.description,
        metric: one.metric.as_deref(),
    };
    Ok(package(&subject, &outcome)?)
}

/// The text of [`README`] with a row for each package.
fn readme(all: &[Exported]) -> String {
    let rows = all.iter().map(|one| format!("| [`{0}`]({0}) | {1} |\n", one.name, one.title));
    let labs = all.iter().filter(|one| one.name.starts_with("labs/")).count() as u64;
    let bases = counted(all.len() as u64 - labs, "base scenario");
    README
        .replace("{{count}}", &format!("{bases} and {}", counted(labs, "lab")))
        .replace("{{rows}}", rows.collect::<String>().trim_end())
}
