//! The kinds of directive. Adding one is a file here and a line in [`ALL`].
//!
//! A directive first reads its words, each of which can be an error, and then returns
//! what it needs: nothing, or a run and a function that reads it.

mod amount;
mod beside;
mod cells;
mod chart;
mod checks;
mod claim;
mod class;
mod commands;
mod coverage;
mod explore;
mod figure;
mod glossary;
mod map;
mod odd;
mod parameters;
mod plane;
mod scenario;
mod shape;
mod study;
mod sweep;
mod table;
mod value;
mod values;

use std::fmt;
use std::rc::Rc;

use bazaar_study::{Outcome, Verdict};

use super::arguments::Arguments;
use super::fault::Fault;
use super::subject::{Shelf, Subject};
use super::syntax::Call;

/// Every kind.
const ALL: &[Directive] = &[
    value::DIRECTIVE,
    beside::DIRECTIVE,
    claim::DIRECTIVE,
    coverage::DIRECTIVE,
    class::DIRECTIVE,
    figure::DIRECTIVE,
    sweep::DIRECTIVE,
    explore::DIRECTIVE,
    plane::DIRECTIVE,
    map::DIRECTIVE,
    shape::DIRECTIVE,
    chart::HEAT,
    chart::STACK,
    chart::FLOW,
    chart::DOTS,
    chart::FUNNEL,
    table::DIRECTIVE,
    cells::DIRECTIVE,
    scenario::DIRECTIVE,
    checks::DIRECTIVE,
    study::DIRECTIVE,
    glossary::DIRECTIVE,
    odd::DIRECTIVE,
    parameters::DIRECTIVE,
    commands::DIRECTIVE,
];

/// A kind of directive.
pub(crate) struct Directive {
    pub(crate) name: &'static str,
    /// The usage, for messages.
    pub(crate) usage: &'static str,
    /// Whether it is within a line or on a line of its own.
    pub(crate) place: Place,
    /// Reads the words.
    pub(crate) read: fn(&mut Arguments, &Shelf) -> Result<Reading, Fault>,
}

/// The place of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Within a line.
    Line,
    /// On a line of its own.
    Block,
}

/// A function from an outcome to text.
pub(crate) type Render = Box<dyn Fn(&Outcome) -> Result<String, Fault>>;

/// A function from several outcomes to text.
pub(crate) type RenderRuns = Box<dyn Fn(&[Rc<Outcome>]) -> Result<String, Fault>>;

/// A function that makes a text, and takes long.
pub(crate) type Make = Box<dyn Fn() -> Result<String, Fault>>;

/// A function from verdicts to text.
pub(crate) type RenderChecks = Box<dyn Fn(&[Verdict]) -> Result<String, Fault>>;

/// What a directive needs, once its words are read.
pub(crate) enum Reading {
    /// This text, which needs no run.
    Text(String),
    /// A run, and how to read it.
    Run(Box<Subject>, Render),
    /// Several runs, and how to read them together.
    Runs(Vec<Subject>, RenderRuns),
    /// The runs of a scenario's checks, and how to read them.
    Checks(Box<Subject>, RenderChecks),
    /// Everything on which a text depends, and how it is made.
    Made(String, Make),
}

impl fmt::Debug for Reading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reading::Text(text) | Reading::Made(text, _) => {
                formatter.debug_tuple("Text").field(text).finish()
            }
            Reading::Run(subject, _) | Reading::Checks(subject, _) => {
                formatter.debug_tuple("Run").field(&subject.command).finish()
            }
            Reading::Runs(subjects, _) => {
                let commands = subjects.iter().map(|subject| &subject.command);
                formatter.debug_list().entries(commands).finish()
            }
        }
    }
}

/// The kind of this directive, and what it needs.
pub(crate) fn read(call: &Call, shelf: &Shelf) -> Result<(&'static Directive, Reading), Fault> {
    let Some(directive) = ALL.iter().find(|directive| directive.name == call.name.text) else {
        return Err(unknown(call));
    };
    if directive.place == Place::Block && !call.alone {
        return Err(Fault::new(
            call.span.clone(),
            format!("`{}` must be on a line of its own", directive.name),
            "move it to its own line, with nothing before or after it",
        ));
    }
    let mut arguments = Arguments::new(call, directive.usage);
    let reading = (directive.read)(&mut arguments, shelf)?;
    arguments.finish()?;
    Ok((directive, reading))
}

fn unknown(call: &Call) -> Fault {
    let names: Vec<&str> = ALL.iter().map(|directive| directive.name).collect();
    let guess = call.name.guess(&names);
    let help = format!("{guess}The directives are {}; to show two braces, type \\{{{{", names.join(", "));
    Fault::new(call.name.span.clone(), format!("there is no directive `{}`", call.name.text), help)
}
