//! `parameters`: all parameters that a scenario of a model can set, with default and meaning.

use bazaar_scenario::Meaning;

use super::glossary::model;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::Shelf;
use crate::syntax::Word;

pub(super) const DIRECTIVE: Directive = Directive {
    name: "parameters",
    usage: "{{ parameters (study | MODEL[.TABLE]) }}",
    place: Place::Block,
    read,
};

const HEADER: [(&str, bool); 3] = [("parameter", false), ("default", false), ("meaning", false)];

fn read(arguments: &mut Arguments, _: &Shelf) -> Result<Reading, Fault> {
    let word = arguments.next("a model")?;
    let mut names = word.text.split('.');
    let path: Vec<String> = match names.next().unwrap_or_default() {
        "study" => vec!["study".to_owned()],
        name => {
            let model = model(&Word { text: name.to_owned(), span: word.span.clone() })?;
            ["model", model.name()].into_iter().chain(names).map(str::to_owned).collect()
        }
    };
    html(&path).map(Reading::Text).ok_or_else(|| {
        let help = "type a model, or one of its tables, such as platform.links".to_owned();
        Fault::new(word.span.clone(), format!("there is no table `{}`", word.text), help)
    })
}

/// A heading for each table that holds values, and the values below it.
fn html(path: &[String]) -> Option<String> {
    let schema = bazaar_scenario::schema();
    let place = path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key))?;
    let mut rows = Vec::new();
    collect(place, &mut path.to_vec(), &mut rows);
    Some(markup::table(&HEADER, rows))
}

/// The values of a table, and then those of the tables in it.
fn collect(place: Meaning<'_>, path: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
    let (tables, values): (Vec<_>, Vec<_>) =
        place.children().into_iter().partition(|(_, child)| child.is_table());
    for (key, value) in values {
        let default = match value.default() {
            Some(default) => format!("<code class=\"long\">{}</code>", markup::text(&default)),
            None if place.requires(&key) => "must be given".to_owned(),
            None => "none".to_owned(),
        };
        let range = value.range().map(|range| format!(" <small>Range: {range}.</small>"));
        rows.push(vec![
            markup::path(&path.join("."), &key),
            default,
            markup::prose(&value.description().unwrap_or_default()) + &range.unwrap_or_default(),
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
            let place = path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key));
            let mut rows = Vec::new();
            collect(place.unwrap(), &mut path.to_vec(), &mut rows);
            assert!(rows.len() >= 3, "{model}: {rows:?}");
            for row in rows {
                assert!(row[2].len() > 10, "{model}: {row:?}");
            }
        }
    }

    #[test]
    fn what_may_be_left_out_has_a_default_or_none_and_need_not_be_given() {
        let table = html(&["model".to_owned(), "subscription".to_owned()]).unwrap();
        let row = |key: &str| {
            let of_leads = |row: &&str| row.contains(".<wbr>leads</small>") && row.contains(key);
            table.split("<tr>").find(of_leads).unwrap().to_owned()
        };
        assert!(row("until").contains("none") && !row("until").contains("must be given"), "{}", row("until"));
        assert!(row("growth").contains("0.0</code>"), "{}", row("growth"));
        assert!(row("growth").contains("Range: from -0.5 to 1.0."), "{}", row("growth"));
    }
}
