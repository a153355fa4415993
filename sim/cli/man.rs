//! `bazaar man`: manual pages.

use clap::{Command, CommandFactory};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::print;

pub(crate) fn man(verb: Option<&str>) -> Result<(), Failure> {
    let mut program = Arguments::command();
    program.build();
    let command = match verb {
        None => program,
        Some(verb) => subcommand(&program, verb)?,
    };
    let mut page = Vec::new();
    let title = verb.map_or_else(|| "bazaar".to_owned(), |verb| format!("bazaar-{verb}"));
    clap_mangen::Man::new(command).title(title).render(&mut page)?;
    Ok(print(&String::from_utf8_lossy(&page))?)
}

fn subcommand(program: &Command, verb: &str) -> Result<Command, Failure> {
    let found = program.find_subcommand(verb).cloned();
    found.ok_or_else(|| {
        let verbs: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        Failure::Use {
            message: format!("there is no verb `{verb}`"),
            help: format!("the verbs are {}", verbs.join(", ")),
        }
    })
}
