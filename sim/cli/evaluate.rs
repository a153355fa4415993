//! `bazaar evaluate`: what a programme caused, and whether it was worth it.

use std::path::Path;

use bazaar_models::table::{Column, Fault};
use bazaar_report::number::{counted, grouped};
use bazaar_report::study::{MEASURED, Programme, measured, measures};
use bazaar_report::table::{self, FORMATS};
use bazaar_scenario::{Question, Study, read_table};
use bazaar_study::evaluation::{Beside, Household, Measured, Survey, burden};

use crate::answering::Keeper;
use crate::arguments::{Evaluate, Format};
use crate::asking::{ask, called, listed, quoted};
use crate::columns::numbers;
use crate::failure::Failure;
use crate::output::{bold, print, print_bytes};
use crate::progress::Bar;
use crate::result::{EvaluateResult, SurveyResult, json};
use crate::table::table as aligned;

/// The share of income above which a household service is not affordable: the European practice.
const LIMIT: f64 = 0.05;

pub(crate) fn evaluate(arguments: &Evaluate, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("evaluate my-study.toml", "")?;
    let name = Path::new(&arguments.subject);
    let is_table = ["csv", "parquet"]
        .iter()
        .any(|format| name.extension().is_some_and(|found| found.eq_ignore_ascii_case(format)));
    if is_table { of_table(arguments) } else { of_study(arguments, quiet) }
}

fn of_study(arguments: &Evaluate, quiet: bool) -> Result<(), Failure> {
    let study = study(arguments)?;
    let Question::Evaluate(question) = &study.question else { return Ok(()) };
    let settings = arguments.answering.repeating.settings();
    let evaluation = bazaar_study::answer::evaluate(&study.scenario, question);
    let keeper = Keeper::open(&arguments.answering.keeping, &study, &settings)?;
    keeper.announce(&evaluation.tasks(), "arm", &settings, quiet)?;
    let bar = Bar::new(quiet, "pieces");
    let found = evaluation.run(&settings, keeper.store(), &bar);
    bar.finish();
    let found = found?;
    let events = found.arms.iter().map(|(_, runs)| runs.events).sum();
    let programme = Programme { study: &study, question, found: &found };
    let contents = || programme.contents(&settings);
    let elapsed = keeper.close(&study, &settings, programme.about(), events, contents, quiet)?;
    if arguments.answering.printing.json {
        return Ok(print(&json(&EvaluateResult::new(&programme, &settings, events, elapsed))?)?);
    }
    let title = if study.title.is_empty() { &study.scenario.title } else { &study.title };
    let replications = found.arms.first().map_or(0, |(_, runs)| runs.values.len() as u64);
    let head = format!(
        "{}  {title}\n{} of {}; {} events in {elapsed:.2} s",
        bold(called(&study)),
        counted(found.arms.len() as u64, "arm"),
        counted(replications, "replication"),
        grouped(&events.to_string()),
    );
    show(arguments, &head, &found.measured)
}

/// Prints numbers in the format that was asked for, but for JSON.
fn show(arguments: &Evaluate, head: &str, all: &[Measured]) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    match arguments.answering.printing.format {
        Format::Table => {
            return Ok(print(&format!("{head}\n\n{}", aligned(&MEASURED, measured(all))))?);
        }
        Format::Csv => table::csv(measures(all).frame()?, &mut bytes)?,
        Format::Parquet => table::parquet(measures(all).frame()?, &mut bytes)?,
    }
    Ok(print_bytes(&bytes)?)
}

fn study(arguments: &Evaluate) -> Result<Study, Failure> {
    let Evaluate { subject, outcome, control, counterfactual, before, costs, .. } = arguments;
    if let Some(flag) = only_of_tables(arguments) {
        return Err(Failure::Use {
            message: format!("{flag} is about the columns of a table"),
            help: "name a table that ends in .csv or .parquet, or leave it out".to_owned(),
        });
    }
    let given = [
        ("--outcome", outcome.is_some()),
        ("--control", !control.is_empty()),
        ("--counterfactual", counterfactual.is_some()),
        ("--before", before.is_some()),
        ("--cost", arguments.cost.is_some()),
        ("--costs", costs.is_some()),
        ("--leakage", arguments.leakage.is_some()),
        ("--displacement", arguments.displacement.is_some()),
    ];
    ask(subject, &arguments.answering.repeating.sets, "evaluate", &given, || {
        let Some(outcome) = outcome else {
            return Err(Failure::Use {
                message: "what the programme is to raise is not said".to_owned(),
                help: "name a metric, as in --outcome customers".to_owned(),
            });
        };
        let mut text = format!("[evaluate]\noutcome = {}\n", quoted(outcome));
        if let Some(name) = counterfactual {
            text.push_str(&format!("counterfactual = {}\n", quoted(name)));
        }
        if let Some(edit) = before {
            text.push_str(&format!("before = {}\n", listed(std::slice::from_ref(edit))));
        }
        if let Some(name) = costs {
            text.push_str(&format!("costs = {}\n", quoted(name)));
        }
        let numbers = [
            ("cost", arguments.cost),
            ("leakage", arguments.leakage),
            ("displacement", arguments.displacement),
        ];
        for (key, number) in numbers.into_iter().filter_map(|(key, number)| Some((key, number?))) {
            text.push_str(&format!("{key} = {number:?}\n"));
        }
        if !control.is_empty() {
            text.push_str(&format!("control = {{ set = {} }}\n", listed(control)));
        }
        Ok(text)
    })
}

/// A flag that was given and means a column.
fn only_of_tables(arguments: &Evaluate) -> Option<&'static str> {
    let given = [
        ("--treated", arguments.treated.is_some()),
        ("--income", arguments.income.is_some()),
        ("--spending", arguments.spending.is_some()),
        ("--limit", arguments.limit.is_some()),
        ("--unit", arguments.unit.is_some()),
    ];
    given.into_iter().find(|(_, given)| *given).map(|(flag, _)| flag)
}

fn of_table(arguments: &Evaluate) -> Result<(), Failure> {
    let of_runs = [
        ("--control", !arguments.control.is_empty()),
        ("--counterfactual", arguments.counterfactual.is_some()),
        ("--costs", arguments.costs.is_some()),
        ("--out", arguments.answering.keeping.out.is_some()),
        ("--set", !arguments.answering.repeating.sets.is_empty()),
        ("--seed", arguments.answering.repeating.seed.is_some()),
        ("--replications", arguments.answering.repeating.replications.is_some()),
    ];
    if let Some((flag, _)) = of_runs.iter().find(|(_, given)| *given) {
        return Err(Failure::Use {
            message: format!("{flag} is about runs, and {} is a table", arguments.subject),
            help: "leave it out, or name a scenario".to_owned(),
        });
    }
    let all = people(arguments)?.into_iter().chain(households(arguments)?).collect::<Vec<_>>();
    if all.is_empty() {
        return Err(Failure::Use {
            message: "which columns to look at is not said".to_owned(),
            help: "name them, as in --treated treat --outcome re78 --before re75, or --income income --spending bill"
                .to_owned(),
        });
    }
    if arguments.answering.printing.json {
        return Ok(print(&json(&SurveyResult::new(&arguments.subject, &all))?)?);
    }
    show(arguments, &bold(&arguments.subject), &all)
}

fn wrong(arguments: &Evaluate, error: &impl std::fmt::Display) -> Failure {
    Failure::Use {
        message: format!("{}: {error}", arguments.subject),
        help: "a table of people has a row for each, and two or more in each group".to_owned(),
    }
}

/// Effects, if the table says who was treated.
fn people(arguments: &Evaluate) -> Result<Vec<Measured>, Failure> {
    let Evaluate { treated, outcome, before, .. } = arguments;
    let (Some(treated), Some(outcome)) = (treated, outcome) else {
        let message = match (treated, outcome) {
            (None, None) if before.is_none() => return Ok(Vec::new()),
            (None, _) => "which column says who was treated is not said",
            _ => "which column has the outcome is not said",
        };
        let help = "name both, as in --treated treat --outcome re78";
        return Err(Failure::Use { message: message.to_owned(), help: help.to_owned() });
    };
    let columns: Vec<Column> = [Some(treated), Some(outcome), before.as_ref()]
        .into_iter()
        .flatten()
        .map(|name| numbers(name))
        .collect();
    let survey = |columns: &[Vec<f64>]| {
        let odd = columns[0].iter().enumerate().filter(|(_, value)| ![0.0, 1.0].contains(*value));
        let faults: Vec<Fault> = odd
            .take(10)
            .map(|(row, value)| Fault {
                row,
                message: format!("says {value} for treated or not, which is 1 or 0"),
                other: None,
            })
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Survey {
            treated: columns[0].iter().map(|value| *value > 0.5).collect(),
            after: columns[1].clone(),
            before: columns.get(2).cloned(),
            unit: arguments.unit.clone().unwrap_or_default(),
        })
    };
    let (survey, _) = read_table(Path::new(&arguments.subject), &columns, FORMATS, survey)?;
    let beside = Beside {
        leakage: arguments.leakage.unwrap_or(0.0),
        displacement: arguments.displacement.unwrap_or(0.0),
        cost: arguments.cost,
        ..Beside::default()
    };
    survey.measure(&beside).map_err(|error| wrong(arguments, &error))
}

/// What a service weighs on each fifth of the households, if the table says it.
fn households(arguments: &Evaluate) -> Result<Vec<Measured>, Failure> {
    let (income, spending) = match (&arguments.income, &arguments.spending) {
        (Some(income), Some(spending)) => (income, spending),
        _ => return Ok(Vec::new()),
    };
    let columns = [numbers(income), numbers(spending)];
    let households = |columns: &[Vec<f64>]| {
        let each = columns[0].iter().zip(&columns[1]);
        Ok(each.map(|(&income, &spending)| Household { income, spending }).collect::<Vec<_>>())
    };
    let (households, _) = read_table(Path::new(&arguments.subject), &columns, FORMATS, households)?;
    burden(&households, arguments.limit.unwrap_or(LIMIT)).map_err(|error| wrong(arguments, &error))
}
