//! `generations`: how many others the customers of each generation bring.

use bazaar_figure::figure::generations;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "generations",
    usage: usage!("generations SCENARIO [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a scenario of the model `referral` in which there are customers";
    drawn(arguments, shelf, 0..=0, |outcome, _| generations(outcome), HELP)
}
