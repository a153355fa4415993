//! `parameters`: everything that a scenario of a model may set, with default and meaning.

use super::glossary::model;
use super::{Directive, Place, Reading};
use crate::book::arguments::Arguments;
use crate::book::fault::Fault;
use crate::book::markup;
use crate::book::schema;
use crate::book::subject::Shelf;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "parameters", usage: "{{ parameters (study | MODEL) }}", place: Place::Block, read };

const HEADER: [(&str, bool); 3] = [("parameter", false), ("default", false), ("meaning", false)];

fn read(arguments: &mut Arguments, _: &Shelf) -> Result<Reading, Fault> {
    let word = arguments.next("a model")?;
    let path = match word.text.as_str() {
        "study" => vec!["study".to_owned()],
        _ => vec!["model".to_owned(), model(&word)?.name().to_owned()],
    };
    Ok(Reading::Text(html(&path)))
}

/// A heading for each table that holds values, and the values below it.
fn html(path: &[String]) -> String {
    let schema = bazaar_scenario::schema();
    let place = path.iter().try_fold(schema::Place::new(&schema), |place, key| place.child(key));
    let mut rows = Vec::new();
    if let Some(place) = place {
        collect(place, &mut path.to_vec(), &mut rows);
    }
    markup::table(&HEADER, rows)
}

/// The values of a table, and then those of the tables in it.
fn collect(place: schema::Place<'_>, path: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
    let (tables, values): (Vec<_>, Vec<_>) =
        place.children().into_iter().partition(|(_, child)| child.is_table());
    for (key, value) in values {
        let default = value.default().map_or("must be given".to_owned(), |default| {
            format!("<code class=\"long\">{}</code>", markup::text(&default))
        });
        rows.push(vec![
            markup::path(&path.join("."), &key),
            default,
            markup::prose(&value.description().unwrap_or_default()),
        ]);
    }
    for (key, table) in tables {
        path.push(key);
        collect(table, path, rows);
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use bazaar_models::catalogue::ModelParameters;

    use super::*;

    #[test]
    fn every_parameter_of_every_model_has_a_meaning() {
        for model in ModelParameters::NAMES {
            let schema = bazaar_scenario::schema();
            let path = ["model".to_owned(), (*model).to_owned()];
            let place = path.iter().try_fold(schema::Place::new(&schema), |place, key| place.child(key));
            let mut rows = Vec::new();
            collect(place.unwrap(), &mut path.to_vec(), &mut rows);
            assert!(rows.len() >= 3, "{model}: {rows:?}");
            for row in rows {
                assert!(row[2].len() > 10, "{model}: {row:?}");
            }
        }
    }
}
