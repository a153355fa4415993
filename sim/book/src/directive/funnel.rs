//! `funnel`: how many come to each of several stages, and which share goes on.

use bazaar_figure::figure::funnel;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "funnel",
    usage: usage!("funnel SCENARIO METRIC METRIC... [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str = "choose metrics that count in the same stretch of time, in the order of the stages";
    drawn(arguments, shelf, 2..=12, funnel, HELP)
}
