//! `stack`: a metric by number and name, such as revenue by month and stream, one upon the other.

use bazaar_figure::figure::stack;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "stack",
    usage: usage!("stack SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a metric that the model has by a number, such as the month, and by name";
    drawn(arguments, shelf, 1..=1, |outcome, names| stack(outcome, names[0]), HELP)
}
