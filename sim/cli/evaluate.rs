//! `bazaar evaluate`: the effect of a programme, and whether it was worth its cost.

use std::path::Path;

use bazaar_figure::result::SurveyResult;
use bazaar_figure::study::{MEASURED, measured, measures};
use bazaar_figure::told::{Block, Told};
use bazaar_models::table::{Column, Fault};
use bazaar_report::folder::Delivery;
use bazaar_report::overview::Overview;
use bazaar_report::study::surveyed;
use bazaar_report::table;
use bazaar_report::table::FORMATS;
use bazaar_scenario::asking::Effect;
use bazaar_scenario::{Rows, Study, read_table};
use bazaar_study::evaluation::{Beside, Household, Measured, Survey, burden};

use crate::answering::answer;
use crate::arguments::Evaluate;
use crate::asking::ask;
use crate::calling::called;
use crate::columns::{formats, numbers};
use crate::failure::Failure;
use crate::output::{Written, bold, conclude, publish};
use crate::table as printed;

/// The share of income above which a household service is not affordable: the European practice.
const LIMIT: f64 = 0.05;

pub(crate) fn evaluate(arguments: &Evaluate, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("evaluate my-study.toml", "")?;
    if FORMATS.knows(&arguments.subject) {
        return of_table(arguments, quiet);
    }
    answer(&study(arguments)?, &arguments.answering, quiet)
}

fn study(arguments: &Evaluate) -> Result<Study, Failure> {
    let Evaluate { subject, outcomes, control, counterfactual, before, costs, .. } = arguments;
    if let Some(flag) = only_of_tables(arguments) {
        return Err(Failure::Use {
            message: format!("{flag} requires a table, and {subject} is not one"),
            help: format!("name a table that ends in .csv or .parquet, or leave {flag} out"),
        });
    }
    let given = [
        ("--outcome", !outcomes.is_empty()),
        ("--control", !control.is_empty()),
        ("--counterfactual", counterfactual.is_some()),
        ("--before", !before.is_empty()),
        ("--cost", arguments.cost.is_some()),
        ("--costs", costs.is_some()),
        ("--leakage", arguments.leakage.is_some()),
        ("--displacement", arguments.displacement.is_some()),
    ];
    ask(subject, &arguments.answering.repeating.edits(), "evaluate", &given, || {
        let effect = Effect {
            outcomes,
            counterfactual: counterfactual.as_deref(),
            before,
            costs: costs.as_deref(),
            cost: arguments.cost,
            leakage: arguments.leakage,
            displacement: arguments.displacement,
            control,
        };
        Ok(effect.text()?)
    })
}

/// The first given flag that requires a table.
fn only_of_tables(arguments: &Evaluate) -> Option<&'static str> {
    let given = [
        ("--treated", arguments.treated.is_some()),
        ("--income", arguments.income.is_some()),
        ("--spending", arguments.spending.is_some()),
        ("--limit", arguments.limit.is_some()),
        ("--unit", arguments.unit.is_some()),
        ("--decimal", arguments.decimal.is_some()),
    ];
    given.into_iter().find(|(_, given)| *given).map(|(flag, _)| flag)
}

fn of_table(arguments: &Evaluate, quiet: bool) -> Result<(), Failure> {
    let of_runs = [
        ("--control", !arguments.control.is_empty()),
        ("--counterfactual", arguments.counterfactual.is_some()),
        ("--costs", arguments.costs.is_some()),
        ("--set", !arguments.answering.repeating.sets.is_empty()),
        ("--seed", arguments.answering.repeating.seed.is_some()),
        ("--replications", arguments.answering.repeating.replications.is_some()),
    ];
    if let Some((flag, _)) = of_runs.iter().find(|(_, given)| *given) {
        return Err(Failure::Use {
            message: format!("{flag} requires a scenario or a study, and {} is a table", arguments.subject),
            help: format!("leave {flag} out, or name a scenario"),
        });
    }
    let keeping = &arguments.answering.keeping;
    let folder = keeping.out.as_ref().map(|path| Delivery::claim(path, keeping.force)).transpose()?;
    let all = people(arguments)?.into_iter().chain(households(arguments)?).collect::<Vec<_>>();
    if all.is_empty() {
        return Err(Failure::Use {
            message: "a table needs the names of the columns to evaluate".to_owned(),
            help: "name them, as in --treated treat --outcome re78 --before re75, or --income income --spending bill"
                .to_owned(),
        });
    }
    let not_told = not_told(arguments);
    let written = folder.map(|folder| {
        let told = Told {
            name: arguments.subject.clone(),
            blocks: vec![Block::new("", &MEASURED, measured(&all))],
            sentences: not_told.iter().map(|sentence| format!("Not computed: {sentence}.")).collect(),
            ..Told::default()
        };
        let overview = Overview {
            title: &format!("Evaluation of a programme from {}", arguments.subject),
            description: "",
            about: "",
            told: &told,
            scenario: None,
            metrics: &[],
            command: &called(),
            place: "where the table is",
        };
        let contents = surveyed(&arguments.subject, &all, arguments.limit.unwrap_or(LIMIT), &overview)?;
        let files = contents.iter().map(|content| (content.path.as_str(), content.bytes.as_slice()));
        let files = folder.write(files)?;
        Ok(Written::new(files, folder.path()))
    });
    let written = written.transpose();
    let object = || SurveyResult::new(&arguments.subject, &all, &not_told);
    let lines: String = not_told.iter().map(|sentence| format!("\nnot computed: {sentence}")).collect();
    let text = || {
        let end = if lines.is_empty() { String::new() } else { format!("{lines}\n") };
        format!("{}\n\n{}{end}", bold(&arguments.subject), printed::table(&MEASURED, measured(&all)))
    };
    let shown = publish(&arguments.answering.printing, object, text, || table::frame(&measures(&all)));
    conclude(written, shown, quiet)
}

/// What cannot be computed from the named columns, and why.
fn not_told(arguments: &Evaluate) -> Vec<String> {
    let Evaluate { treated, before, outcomes, .. } = arguments;
    let mut all = Vec::new();
    let mut tell = |what: &str, why: &str| all.push(format!("{what}, since {why}"));
    if treated.is_some() {
        if before.len() < outcomes.len() {
            let what = "gross effect, net effect by difference in differences, deadweight";
            tell(what, "no column has an outcome before the programme; name one with --before");
        }
        if arguments.cost.is_none() {
            tell("cost per outcome", "the programme's cost is not given; state it with --cost");
        }
        if arguments.leakage.is_none() || arguments.displacement.is_none() {
            tell(
                "leakage and displacement",
                "a table of the treated and the control group does not show other people; state them as shares",
            );
        }
        tell(
            "net present value and rates of return",
            "a table has no flows over time; evaluate a scenario with flows",
        );
    } else {
        tell("effects", "no column shows who was treated; name one with --treated, and --outcome");
    }
    if arguments.income.is_none() {
        tell("affordability", "no columns have income and spending; name them with --income and --spending");
    }
    all
}

fn wrong(arguments: &Evaluate, error: &impl std::fmt::Display) -> Failure {
    Failure::Use {
        message: format!("{}: {error}", arguments.subject),
        help: "the table must have a row for each person, and at least two in each group".to_owned(),
    }
}

/// Effects on each outcome, if --treated is given.
fn people(arguments: &Evaluate) -> Result<Vec<Measured>, Failure> {
    let Evaluate { treated, outcomes, before, .. } = arguments;
    let refuse =
        |message: &str, help: &str| Err(Failure::Use { message: message.to_owned(), help: help.to_owned() });
    let Some(treated) = treated else {
        if outcomes.is_empty() && before.is_empty() {
            return Ok(Vec::new());
        }
        let help = "name both, as in --treated treat --outcome re78";
        return refuse(
            "--outcome and --before require --treated, the column that shows who was treated",
            help,
        );
    };
    if before.len() > outcomes.len() {
        let help = "give each --before after its --outcome, in the same order";
        return refuse("there must be at most one --before for each --outcome", help);
    }
    let mut all = Vec::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        all.extend(effects(arguments, treated, outcome, before.get(index))?);
    }
    Ok(all)
}

fn effects(
    arguments: &Evaluate,
    treated: &str,
    outcome: &str,
    before: Option<&String>,
) -> Result<Vec<Measured>, Failure> {
    let columns: Vec<Column> =
        [treated, outcome].into_iter().chain(before.map(String::as_str)).map(numbers).collect();
    let survey = |rows: &Rows| {
        let columns = &rows.columns;
        let odd = columns[0].iter().enumerate().filter(|(_, value)| ![0.0, 1.0].contains(*value));
        let faults: Vec<Fault> = odd
            .take(10)
            .map(|(row, value)| Fault {
                row,
                message: format!("has {value} for treatment, which must be 1 or 0"),
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
            outcome: outcome.to_owned(),
        })
    };
    let (survey, _) =
        read_table(Path::new(&arguments.subject), &columns, formats(arguments.decimal), survey)?;
    let beside = Beside {
        leakage: arguments.leakage.unwrap_or(0.0),
        displacement: arguments.displacement.unwrap_or(0.0),
        cost: arguments.cost,
        ..Beside::default()
    };
    survey.measure(&beside).map_err(|error| wrong(arguments, &error))
}

/// The share of income that a service takes in each fifth of the households, if the columns are given.
fn households(arguments: &Evaluate) -> Result<Vec<Measured>, Failure> {
    let (income, spending) = match (&arguments.income, &arguments.spending) {
        (Some(income), Some(spending)) => (income, spending),
        _ => return Ok(Vec::new()),
    };
    let columns = [numbers(income), numbers(spending)];
    let households = |rows: &Rows| {
        let each = rows.columns[0].iter().zip(&rows.columns[1]);
        Ok(each.map(|(&income, &spending)| Household { income, spending }).collect::<Vec<_>>())
    };
    let (households, _) =
        read_table(Path::new(&arguments.subject), &columns, formats(arguments.decimal), households)?;
    burden(&households, arguments.limit.unwrap_or(LIMIT)).map_err(|error| wrong(arguments, &error))
}
