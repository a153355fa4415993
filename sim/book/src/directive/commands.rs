//! `commands`: the program's verbs and flags, as in its help.
//!
//! This crate has no command line: the program passes its manual.

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::Shelf;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "commands", usage: "{{ commands }}", place: Place::Block, read };

fn read(_: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    Ok(Reading::Text(shelf.manual.to_string()))
}
