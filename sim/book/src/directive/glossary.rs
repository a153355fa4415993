//! `glossary`: the metrics of a model, with units and definitions.

use bazaar_models::catalogue::ModelParameters;

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::glossary::metric_id;
use crate::markup;
use crate::subject::Shelf;
use crate::syntax::Word;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "glossary", usage: "{{ glossary MODEL }}", place: Place::Block, read };

const HEADER: [(&str, bool); 3] = [("metric", false), ("unit", false), ("definition", false)];

fn read(arguments: &mut Arguments, _: &Shelf) -> Result<Reading, Fault> {
    let word = arguments.next("a model")?;
    let model = model(&word)?;
    let rows = model.metrics().iter().map(|metric| {
        let id = markup::text(&metric_id(model.name(), metric.name));
        let name = format!("<span id=\"{id}\">{}</span>", markup::name(metric.name));
        vec![name, markup::text(metric.unit), markup::prose(metric.about)]
    });
    Ok(Reading::Text(markup::table(&HEADER, rows)))
}

/// The model of this name, at its defaults.
pub(super) fn model(word: &Word) -> Result<ModelParameters, Fault> {
    ModelParameters::defaults().into_iter().find(|model| model.name() == word.text).ok_or_else(|| {
        let guess = word.guess(ModelParameters::NAMES);
        let help = format!("{guess}The models are {}", ModelParameters::NAMES.join(", "));
        Fault::new(word.span.clone(), format!("there is no model `{}`", word.text), help)
    })
}
