//! `dots`: several metrics in one unit beside one another, each with its interval.

use bazaar_figure::figure::dots;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "dots",
    usage: usage!("dots SCENARIO METRIC METRIC... [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose metrics in one unit that the run has a value of";
    drawn(arguments, shelf, 2..=12, dots, HELP)
}
