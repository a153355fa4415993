//! The STRESS checklist for discrete-event simulations, item by item.

use bazaar_models::components::Components;
use bazaar_scenario::Scenario;

use super::missing::Missing;
use super::odd::element;
use super::parameters::{cell, changed, table};
use crate::VERSION;
use bazaar_figure::number::counted;

/// The checklist, filled in.
pub(super) fn checklist(scenario: &Scenario, missing: &mut Missing) -> String {
    let mut text = "## STRESS-DES checklist\n\nAfter Monks, Currie, Onggo, Robinson, Kunc & Taylor (2019), *Strengthening the \
                    reporting of empirical simulation studies: introducing the STRESS guidelines*, Journal of Simulation 13 (1) \
                    55–67.\n"
        .to_owned();
    for (section, items) in sections(scenario, missing) {
        text.push_str(&format!("\n### {section}\n"));
        for (number, name, content) in items {
            text.push_str(&format!("\n**{number} {name}.** {}\n", content.trim_end()));
        }
    }
    text
}

type Item = (&'static str, &'static str, String);

fn sections(scenario: &Scenario, missing: &mut Missing) -> [(&'static str, Vec<Item>); 6] {
    [
        ("1. Objectives", objectives(scenario, missing)),
        ("2. Logic", logic(scenario, missing)),
        ("3. Data", data(scenario, missing)),
        ("4. Experimentation", experimentation(scenario)),
        ("5. Implementation", implementation(missing)),
        ("6. Code access", access(missing)),
    ]
}

/// A reference to the second part.
fn see(element: &str) -> String {
    format!("See *{element}* in the description by the ODD protocol below.")
}

fn objectives(scenario: &Scenario, missing: &mut Missing) -> Vec<Item> {
    let model = &scenario.model;
    let background = missing.mark("1.1", "the background, and whose decision the study is for.");
    let description = scenario.description.trim();
    let purpose = format!(
        "The model asks: *{}*\n\n{}{}\n\n{background}",
        model.question(),
        quoted(description),
        see("Purpose and patterns")
    );
    let mut outputs = "Every metric is read off at the end of each replication, and by its definition covers what \
                       happened after the warm-up. Over replications, the mean is given with its 95% confidence interval \
                       by Student's t.\n\n| metric | unit | definition |\n|---|---|---|\n"
        .to_owned();
    for metric in model.metrics() {
        outputs.push_str(&format!("| `{}` | {} | {} |\n", metric.name, metric.unit, cell(metric.about)));
    }
    for convention in model.conventions() {
        outputs.push_str(&format!("\n`{}`: {}.", convention.metrics.join("`, `"), convention.text));
    }
    let mut aims = String::new();
    if scenario.sweeps.is_empty() {
        aims.push_str("The scenario is one point: no parameter is varied.");
    } else {
        aims.push_str("The scenario varies these, every value of one with every value of the others:\n");
        for sweep in &scenario.sweeps {
            aims.push_str(&format!("\n- `{}`: {}", sweep.path, sweep.values.join(", ")));
        }
    }
    if !scenario.checks.is_empty() {
        let checks = counted(scenario.checks.len() as u64, "exact check");
        aims.push_str(&format!("\n\nIt states {checks}, known answers, which `bazaar verify` compares."));
    }
    let aim =
        missing.mark("1.3", "which questions the experiments were to answer, and why with these scenarios.");
    aims.push_str(&format!("\n\n{aim}"));
    vec![
        ("1.1", "Purpose of the model", purpose),
        ("1.2", "Model outputs", outputs),
        ("1.3", "Experimentation aims", aims),
    ]
}

/// A description as a quotation.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect::<String>() + "\n"
}

fn logic(scenario: &Scenario, missing: &mut Missing) -> Vec<Item> {
    let diagram = missing.mark("2.1", "a diagram of the flow, if your readers expect one.");
    let process = element(scenario, "Process overview and scheduling");
    let changed = changed(scenario);
    let scenario_logic = if changed.is_empty() {
        "The scenario is the model with all its defaults.".to_owned()
    } else {
        format!("The scenario differs from the model's defaults in:\n\n{}", table(&changed))
    };
    let mut items = vec![
        (
            "2.1",
            "Base model overview diagram",
            format!("{} {diagram}", see("Process overview and scheduling")),
        ),
        (
            "2.2",
            "Base model logic",
            process.map_or_else(
                || missing.mark("2.2", "the model's description does not say."),
                |_| see("Process overview and scheduling") + " " + &see("Design concepts"),
            ),
        ),
        ("2.3", "Scenario logic", scenario_logic),
        ("2.4", "Algorithms", see("Submodels")),
        ("2.5.1", "Entities", see("Entities, state variables and scales")),
    ];
    let components = scenario.model.components();
    let mut component = |number, name, part: fn(&Components) -> &'static str| {
        let text = components.as_ref().map(|all| part(all).to_owned());
        let text = text.unwrap_or_else(|| missing.mark(number, "the model's description has no such list."));
        items.push((number, name, text));
    };
    component("2.5.2", "Activities", |all| all.activities);
    component("2.5.3", "Resources", |all| all.resources);
    component("2.5.4", "Queues", |all| all.queues);
    component("2.5.5", "Entry and exit points", |all| all.entry_and_exit);
    items
}

fn data(scenario: &Scenario, missing: &mut Missing) -> Vec<Item> {
    let (all, changed) = (scenario.parameters(), changed(scenario));
    let is_assumed = |source: &str| source.to_lowercase().contains("assumption");
    let sourced = all.iter().filter(|one| one.source.as_deref().is_some_and(|source| !is_assumed(source)));
    let mut sources: String = sourced
        .map(|one| format!("- `{}`: {}\n", one.path, cell(one.source.as_deref().unwrap_or_default())))
        .collect();
    for file in &scenario.tables {
        sources.push_str(&format!("- `{}`, a table that comes with the scenario\n", file.name));
    }
    let sources = match sources.as_str() {
        "" => "The scenario uses no data.".to_owned(),
        list => format!("The scenario takes from data or the literature:\n\n{list}"),
    };
    let unsourced: Vec<_> = changed.iter().filter(|one| one.source.is_none()).collect();
    let unsourced =
        unsourced.iter().filter(|one| one.path.starts_with("model.")).map(|one| format!("`{}`", one.path));
    let unsourced: Vec<String> = unsourced.collect();
    let no_source = if unsourced.is_empty() {
        String::new()
    } else {
        let what = format!(
            "where these come from, of which the scenario does not say it: {}.",
            unsourced.join(", ")
        );
        format!("\n\n{}", missing.mark("3.1", &what))
    };
    let preparation = if scenario.tables.is_empty() {
        "None: the scenario has no tables of data.".to_owned()
    } else {
        missing.mark("3.2", "how the tables were made from what was measured, and what was left out.")
    };
    let assumed = all.iter().filter(|one| one.source.as_deref().is_some_and(is_assumed));
    let assumed: String = assumed
        .map(|one| {
            format!(
                "- `{}` = `{}` ({})\n",
                one.path,
                one.value,
                cell(one.source.as_deref().unwrap_or_default())
            )
        })
        .collect();
    let assumptions = match assumed.as_str() {
        "" => "The scenario states no assumption of its own.".to_owned(),
        list => format!("Of the scenario:\n\n{list}"),
    };
    let inputs = "All parameters of the scenario, with defaults and sources, are a table in *Input data* below; what each \
                  means and in which range it may lie is in the model's list there.";
    let own = "Defaults without a source in the model's description are assumptions, and so are its design concepts.";
    vec![
        ("3.1", "Data sources", sources + &no_source),
        ("3.2", "Pre-processing", preparation),
        ("3.3", "Input parameters", inputs.to_owned()),
        ("3.4", "Assumptions", format!("{assumptions}\n\n{own}")),
    ]
}

fn experimentation(scenario: &Scenario) -> Vec<Item> {
    let study = &scenario.study;
    let warm_up = if study.warm_up.canonical() > 0.0 {
        format!("A warm-up of {} is simulated and not counted.", study.warm_up)
    } else if let Some(metric) = &study.warm_up_by {
        format!(
            "A warm-up is simulated and not counted; MSER-5 (White, Cobb & Spratt 2000) finds its length from \
             `{metric}` over time, averaged over replications."
        )
    } else if scenario.model.takes_warm_up() {
        "There is no warm-up.".to_owned()
    } else {
        "The model describes a start and counts from there: it has no warm-up.".to_owned()
    };
    let replications = match study.batches {
        Some(batches) => format!(
            "One long run in {batches} batches, whose means are taken as independent (Law 2015, section 9.5.3)"
        ),
        None => counted(u64::from(study.replications), "independent replication"),
    };
    let over = if study.batches.is_some() { "batches" } else { "replications" };
    vec![
        ("4.1", "Initialisation", format!("{warm_up} {}", see("Initialization"))),
        ("4.2", "Run length", format!("{} of simulated time.", study.horizon)),
        (
            "4.3",
            "Estimation approach",
            format!(
                "{replications}, from the seed {}. A metric's estimate is its mean over {over}, with its 95% \
                 confidence interval by Student's t with one degree of freedom fewer than {over}. With `--precision` \
                 the number of replications is doubled until every interval is short enough (Law 2015, section 9.4.1).",
                study.seed
            ),
        ),
    ]
}

fn implementation(missing: &mut Missing) -> Vec<Item> {
    let system =
        missing.mark("5.4", "the machine, and how long it took: `run.json` in the folder of a run has both.");
    vec![
        (
            "5.1",
            "Software or programming language",
            format!("Bazaar {VERSION}, a discrete-event simulator in Rust. Results do not depend on the operating system."),
        ),
        (
            "5.2",
            "Random sampling",
            "Squares, a counter-based generator with 64-bit output (Widynski 2022), with Philox 2x64-10 (Salmon et al. 2011) as \
             the alternative. Every purpose of every entity in every replication has a stream of its own, derived from \
             the seed; so scenarios can be compared on common random numbers. Variates are the program's own: normal and \
             exponential by the ziggurat method, with correctly rounded elementary functions."
                .to_owned(),
        ),
        (
            "5.3",
            "Model execution",
            "By events: the clock advances from one to the next. Simultaneous events are ordered by kind, in the order in \
             which *Process overview and scheduling* lists them, and then by entity. Replications run side by side on all \
             processors and are merged in their order: the same scenario, seed and version give the same bits on any number \
             of threads and any machine."
                .to_owned(),
        ),
        ("5.4", "System specification", format!("Results do not depend on it. {system}")),
    ]
}

fn access(missing: &mut Missing) -> Vec<Item> {
    let place = missing
        .mark("6.1", "where this scenario, its tables and the results can be had, for instance with a DOI.");
    let statement = format!(
        "Bazaar is free software under the MIT or the Apache 2.0 licence; `CITATION.cff` says how to cite it. The folder \
         that `bazaar run --out` writes has the scenario with all defaults, its tables, every observation and a manifest in \
         the form of an RO-Crate, and can be run again.\n\n{place}"
    );
    vec![("6.1", "Computer model sharing statement", statement)]
}
