//! `flow`: what flows from one to another, such as between components of a platform.

use bazaar_figure::figure::flow;

use super::figure::drawn;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "flow",
    usage: usage!("flow SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    const HELP: &str =
        "choose a metric that flows from one to another, such as `flows` of the model `platform`";
    drawn(arguments, shelf, 1..=1, |outcome, names| flow(outcome, names[0]), HELP)
}
