//! The models' READMEs list each parameter once, as the schema describes it.
//!
//! A line `<!-- parameters volunteer.hosts -->` is followed by a table of the parameters of `[model.volunteer.hosts]`
//! and of the tables in it, up to the next blank line. A table that has such a line of its own is left out of others,
//! wherever it stands: buyers and sellers have the same parameters, and a platform has those of other models. After a
//! change of parameters, renew the tables:
//!
//! ```text
//! BAZAAR_RENEW_README=1 cargo test --test program readme
//! ```

use std::collections::BTreeSet;
use std::{env, fs};

use bazaar_models::catalogue::ModelParameters;
use bazaar_scenario::{LeftOut, Meaning, Row};
use serde_json::Value;

use crate::repository;

const HEADER: &str = "| parameter | meaning | default | range |\n|---|---|---|---|\n";

/// The table of the schema that a marker names.
#[derive(Clone)]
struct Marker<'a> {
    path: Vec<String>,
    place: Meaning<'a>,
}

impl<'a> Marker<'a> {
    fn of(path: &str, schema: &'a Value) -> Self {
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let model = Meaning::new(schema).child("model");
        let place = path.iter().try_fold(model.unwrap(), |place, key| place.child(key));
        let place = place.filter(Meaning::is_table);
        Marker { place: place.unwrap_or_else(|| panic!("there is no table {}", path.join("."))), path }
    }

    /// What stands in the line, if it is one.
    fn text(line: &str) -> Option<&str> {
        line.strip_prefix("<!-- parameters ")?.strip_suffix(" -->")
    }

    /// Every marker of a text.
    fn all(text: &str, schema: &'a Value) -> Vec<Self> {
        text.lines().filter_map(Self::text).map(|path| Self::of(path, schema)).collect()
    }

    /// The other models, whose parameters stand in their own READMEs.
    fn models_but(model: &str, schema: &'a Value) -> Vec<Self> {
        let others = ModelParameters::NAMES.iter().filter(|other| **other != model);
        others.map(|other| Self::of(other, schema)).collect()
    }

    /// The parameters below it, but for those that have a marker of their own.
    fn rows(&self, markers: &[Self]) -> Vec<Row> {
        let is_elsewhere = |_: &[String], place: &Meaning<'a>| {
            markers.iter().any(|marker| marker.place.is_same_table(place))
        };
        self.place.rows(&self.path, &is_elsewhere)
    }
}

/// A text in a cell of a table in Markdown.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn code(text: &str) -> String {
    format!("`{}`", cell(text))
}

/// The table below a marker.
fn table(marker: &Marker<'_>, rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        let default = match &row.default {
            LeftOut::Value(value) => code(value),
            LeftOut::Nothing => "none".to_owned(),
            LeftOut::Refused => "must be given".to_owned(),
        };
        let forms: Vec<String> = row.forms.iter().map(|form| code(form)).collect();
        let range = row.range.clone().unwrap_or_else(|| forms.join(", "));
        let key = row.path[marker.path.len()..].join(".");
        format!("| {} | {} | {default} | {} |\n", code(&key), cell(&row.meaning), cell(&range))
    });
    HEADER.to_owned() + &lines.collect::<String>()
}

/// The README of a model with the tables that the schema gives.
fn renewed(text: &str, model: &str, schema: &Value) -> String {
    let markers = Marker::all(text, schema);
    let others = [markers.clone(), Marker::models_but(model, schema)].concat();
    let mut renewed = String::new();
    let mut lines = text.lines();
    let mut following = markers.iter();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        if Marker::text(line).is_some() {
            let marker = following.next().unwrap();
            renewed.push_str(&table(marker, &marker.rows(&others)));
            renewed.push('\n');
            lines.by_ref().find(|line| line.trim().is_empty());
        }
    }
    renewed
}

fn readme_of(model: &str) -> String {
    format!("sim/models/src/{model}/README.md")
}

#[test]
fn tables_of_parameters_say_what_the_schema_says() {
    let schema = bazaar_scenario::schema();
    for model in ModelParameters::NAMES {
        let text = repository::read(&readme_of(model));
        let renewed = renewed(&text, model, &schema);
        if env::var_os("BAZAAR_RENEW_README").is_some() {
            fs::write(repository::root().join(readme_of(model)), renewed).unwrap();
            continue;
        }
        let differing = text.lines().zip(renewed.lines()).find(|(line, other)| line != other);
        if let Some((line, other)) = differing {
            panic!("{}: renew the tables of parameters:\n{line}\nis now\n{other}", readme_of(model));
        }
        assert_eq!(text, renewed, "{}", readme_of(model));
    }
}

#[test]
fn every_parameter_stands_once_in_the_readme_of_its_model() {
    let schema = bazaar_scenario::schema();
    for model in ModelParameters::NAMES {
        let markers = Marker::all(&repository::read(&readme_of(model)), &schema);
        let others = Marker::models_but(model, &schema);
        let all_others = [markers.clone(), others.clone()].concat();
        let mut shown = BTreeSet::new();
        for row in markers.iter().flat_map(|marker| marker.rows(&all_others)) {
            assert!(row.path[0] == **model, "{:?} is in the README of {model}", row.path);
            assert!(shown.insert(row.path.clone()), "{:?} stands twice", row.path);
        }
        assert!(shown.len() >= 3, "{model}: {shown:?}");
        for row in Marker::of(model, &schema).rows(&others) {
            let is_shown = shown.contains(&row.path)
                || in_same_tables(&row.path, &markers, &schema).any(|path| shown.contains(&path));
            assert!(is_shown, "{:?} stands nowhere", row.path);
        }
    }
}

/// The same parameter in the tables of markers that one of its tables is the same as.
fn in_same_tables<'m>(
    path: &'m [String],
    markers: &'m [Marker<'m>],
    schema: &'m Value,
) -> impl Iterator<Item = Vec<String>> + 'm {
    let mut place = Meaning::new(schema).child("model").unwrap();
    let tables = path.iter().map(move |key| {
        place = place.child(key).unwrap();
        place
    });
    tables.enumerate().flat_map(move |(depth, table)| {
        let same = markers.iter().filter(move |marker| marker.place.is_same_table(&table));
        same.map(move |marker| [&marker.path, &path[depth + 1..]].concat())
    })
}

#[test]
fn a_table_is_written_anew_up_to_the_blank_line() {
    let schema = bazaar_scenario::schema();
    let before = "Queue.\n\n<!-- parameters queue -->\n| an old |\n| table |\n\nAfter.\n";
    let after = renewed(before, "queue", &schema);
    let (head, rest) = after.split_once(HEADER).unwrap();
    assert_eq!(head, "Queue.\n\n<!-- parameters queue -->\n");
    let (table, end) = rest.split_once("\n\n").unwrap();
    assert_eq!(end, "After.\n");
    let servers = table.lines().find(|row| row.starts_with("| `servers` |")).unwrap();
    assert!(servers.ends_with(" | `1` | at least 1 |"), "{servers}");
    assert_eq!(renewed(&after, "queue", &schema), after);
}
