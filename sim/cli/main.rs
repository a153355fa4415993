//! `bazaar`: a discrete-event simulator and teaching lab for open business models.
//!
//! This page is the map of the source. Data flows one way, and so do the dependencies: each crate
//! depends only on those above it in the table.
//!
//! | crate | what it is | begin with |
//! |---|---|---|
//! | [`bazaar_engine`](../bazaar_engine/index.html) | the kernel: events, random streams, distributions, sums, money | its front page, a tutorial in three models |
//! | [`bazaar_models`] | what can be simulated | [`catalogue`](bazaar_models::catalogue), then the smallest model, [`queue`](bazaar_models::queue) |
//! | [`bazaar_scenario`] | scenarios: from text to checked parameters | [`Scenario`](bazaar_scenario::Scenario) |
//! | [`bazaar_study`] | runs, intervals, exact checks | [`run`](bazaar_study::run) and its [`Outcome`](bazaar_study::Outcome) |
//! | [`bazaar_figure`] | numbers, printed tables, figures | [`figure`](bazaar_figure::figure) |
//! | [`bazaar_report`] | tables as files, folders | [`folder`](bazaar_report::folder) |
//! | [`bazaar_play`] | pages in which scenarios run | [`playground`](bazaar_play::playground) |
//! | [`bazaar_labs`](../bazaar_labs/index.html) | labs whose answers are simulated, from release to grades | its front page |
//! | [`bazaar_book`](../bazaar_book/index.html) | the book whose numbers are computed | its front page |
//! | this one | the command line: one thin file per verb | `arguments.rs`, from which help and manual pages derive |
//!
//! ```text
//! text -> scenario -> model -> engine -> observations -> study -> figure -> report -> course
//! ```
//!
//! | you want to | look at |
//! |---|---|
//! | use the program | `README.md`, `bazaar help`, the book (`bazaar book serve`) |
//! | know the reasons for the design | `DESIGN.md` |
//! | add a model, a metric, a figure, a check, a chapter | `CONTRIBUTING.md` |

mod answering;
mod arguments;
mod asking;
mod book;
mod calibrate;
mod calling;
mod check;
mod columns;
mod compare;
mod completions;
mod course;
mod evaluate;
mod export;
mod failure;
mod fits;
mod forecast;
mod man;
mod manual;
mod metrics;
mod models;
mod output;
mod play;
mod progress;
mod report;
mod run;
mod sampling;
mod schema;
mod sensitivity;
mod stress;
mod sweep;
mod table;
mod threshold;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.verb {
        Verb::Run(run) => run::run(run, arguments.quiet),
        Verb::Sweep(sweep) => sweep::sweep(sweep, arguments.quiet),
        Verb::Compare(compare) => compare::compare(compare, arguments.quiet),
        Verb::Sensitivity(sensitivity) => sensitivity::sensitivity(sensitivity, arguments.quiet),
        Verb::Threshold(threshold) => threshold::threshold(threshold, arguments.quiet),
        Verb::Stress(stress) => stress::stress(stress, arguments.quiet),
        Verb::Evaluate(evaluate) => evaluate::evaluate(evaluate, arguments.quiet),
        Verb::Check(check) => check::check(check, arguments.quiet),
        Verb::Calibrate(calibrate) => calibrate::calibrate(calibrate, arguments.quiet),
        Verb::Models(models) => models::models(models),
        Verb::Verify(verify) => verify::verify(verify, arguments.quiet),
        Verb::Report(report) => report::report(report, arguments.quiet),
        Verb::Export(export) => export::export(export, arguments.quiet),
        Verb::Play(play) => play::play(play, arguments.quiet),
        Verb::Schema { study, lab } => schema::schema(*study, *lab),
        Verb::Book(book) => book::book(book, arguments.quiet),
        Verb::Course(course) => course::course(course, arguments.quiet),
        Verb::Completions { shell } => completions::completions(*shell),
        Verb::Man { verb } => man::man(verb.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
