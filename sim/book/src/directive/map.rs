//! `map`: where in a city sellers idle and requests end unserved.

use bazaar_figure::figure::map;
use bazaar_study::Outcome;

use super::figure::html;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "map",
    usage: usage!("map SCENARIO [CITY] [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let subject = Subject::read(arguments, shelf)?;
    let city = arguments.optional();
    let span = city.as_ref().map_or(arguments.span.clone(), |city| city.span.clone());
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let place = city.as_ref().map(|city| city.text.as_str());
        let figure = map(outcome, place).map_err(|error| {
            Fault::new(span.clone(), error.to_string(), "choose a scenario, or a city, that has a map")
        })?;
        Ok(html(&figure, caption.as_ref(), &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}
