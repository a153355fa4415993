//! `trough`: cash over time, and how deep it falls and when.

use bazaar_figure::figure::trough;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "trough",
    usage: usage!("trough SCENARIO [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a scenario of the model `subscription` that runs for a month or more";
    drawn(arguments, shelf, 0..=0, |outcome, _| trough(outcome), HELP)
}
