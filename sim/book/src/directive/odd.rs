//! `odd`: a model's description by the ODD protocol, which is part of the program.
//!
//! The description is beside the model's code, so that both are changed together, and
//! is not copied into the book.

use super::glossary::model;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::Shelf;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "odd", usage: "{{ odd MODEL }}", place: Place::Block, read };

fn read(arguments: &mut Arguments, _: &Shelf) -> Result<Reading, Fault> {
    let word = arguments.next("a model")?;
    let description = model(&word)?.description();
    // The chapter has a title of its own.
    let (_, body) = description.split_once('\n').unwrap_or(("", description));
    Ok(Reading::Text(body.trim().to_owned()))
}
