//! `trees`: which share of referral trees has just so many members and which at least so many, with the closed form over it.

use bazaar_figure::figure::trees;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "trees", usage: usage!("trees SCENARIO [--caption TEXT]"), place: Place::Block, read };

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a scenario of the model `referral` in which there are customers";
    drawn(arguments, shelf, 0..=0, |outcome, _| trees(outcome), HELP)
}
