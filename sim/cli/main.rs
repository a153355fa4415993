//! `bazaar`: the program. One thin file per verb; everything else is in the libraries.

mod arguments;
mod book;
mod check;
mod completions;
mod failure;
mod man;
mod models;
mod output;
mod progress;
mod result;
mod run;
mod schema;
mod table;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Verb};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.verb {
        Verb::Run(run) => run::run(run, arguments.quiet),
        Verb::Check(check) => check::check(check),
        Verb::Models(models) => models::models(models),
        Verb::Verify(verify) => verify::verify(verify, arguments.quiet),
        Verb::Schema => schema::schema(),
        Verb::Book(book) => book::book(book, arguments.quiet),
        Verb::Completions { shell } => completions::completions(*shell),
        Verb::Man { verb } => man::man(verb.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
