//! `parameters`: all parameters that a scenario of a model can set, with default and meaning.

use bazaar_scenario::{LeftOut, Meaning};

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

/// The parameters below a table.
fn html(path: &[String]) -> Option<String> {
    let schema = bazaar_scenario::schema();
    let place = path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key))?;
    let rows = place.rows(path, &|_, _| false).into_iter().map(|row| {
        let default = match row.default {
            LeftOut::Value(default) => format!("<code class=\"long\">{}</code>", markup::text(&default)),
            LeftOut::Nothing => "none".to_owned(),
            LeftOut::Refused => "must be given".to_owned(),
        };
        let range = row.range.map(|range| format!(" <small>Range: {}.</small>", markup::text(&range)));
        let (key, tables) = row.path.split_last().unzip();
        let key = markup::path(&tables.unwrap_or_default().join("."), key.map_or("", String::as_str));
        vec![key, default, markup::prose(&row.meaning) + &range.unwrap_or_default()]
    });
    Some(markup::table(&HEADER, rows))
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
            let rows = place.unwrap().rows(&path, &|_, _| false);
            assert!(rows.len() >= 3, "{model}: {rows:?}");
            for row in rows {
                assert!(row.meaning.len() > 8, "{model}: {row:?}");
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
        assert!(row("growth").contains("Range: from -0.5 to 1."), "{}", row("growth"));
    }
}
