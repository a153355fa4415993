//! `heat`: a metric by two things at once, such as retention by cohort and age, as shades.

use bazaar_figure::figure::heat;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "heat",
    usage: usage!("heat SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose a metric that the model has by two things at once";
    drawn(arguments, shelf, 1..=1, |outcome, names| heat(outcome, names[0]), HELP)
}
