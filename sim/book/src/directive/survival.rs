//! `survival`: which share of customers is left after so many renewals, with the closed form over it.

use bazaar_figure::figure::survival;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "survival",
    usage: usage!("survival SCENARIO [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a scenario of the model `subscription` in which contracts are renewed";
    drawn(arguments, shelf, 0..=0, |outcome, _| survival(outcome), HELP)
}
