//! `bridge`: how MRR came from its opening to its closing balance, month by month.

use bazaar_figure::figure::bridge;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "bridge",
    usage: usage!("bridge SCENARIO [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a scenario of the model `subscription` that runs for a month or more";
    drawn(arguments, shelf, 0..=0, |outcome, _| bridge(outcome), HELP)
}
