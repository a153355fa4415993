//! `scenario`: the text of a scenario, and the meaning of each parameter in it.

use bazaar_scenario::Meaning;
use toml::de::{DeTable, DeValue};

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "scenario", usage: "{{ scenario SCENARIO }}", place: Place::Block, read };

const HEADER: [(&str, bool); 3] = [("parameter", false), ("value", false), ("meaning and source", false)];

/// One parameter that the text sets.
#[derive(Debug, PartialEq, Eq)]
struct Parameter {
    table: String,
    key: String,
    value: String,
    meaning: String,
    default: Option<String>,
    source: Option<String>,
}

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let subject = Subject::read(arguments, shelf)?;
    let text = subject.source.text().trim_end();
    let rows = parameters(text).into_iter().map(|parameter| {
        let source =
            parameter.source.map(|source| format!(" <small>Source: {}.</small>", markup::text(&source)));
        let default = parameter.default.filter(|default| *default != parameter.value).map(|default| {
            format!(" <small>Default: <code class=\"long\">{}</code>.</small>", markup::text(&default))
        });
        vec![
            markup::path(&parameter.table, &parameter.key),
            format!("<code class=\"long\">{}</code>", markup::text(&parameter.value)),
            markup::prose(&parameter.meaning) + &default.unwrap_or_default() + &source.unwrap_or_default(),
        ]
    });
    // In a book with an engine, a script turns this into a link.
    let play =
        subject.is_shipped().then(|| format!(" data-play=\"{}\"", markup::text(&subject.scenario.name)));
    let play = play.unwrap_or_default();
    Ok(Reading::Text(format!(
        "<p class=\"scenario\"{}><strong>{}</strong> <code>{}</code></p>\n\n```toml\n{text}\n```\n\n\
         <details><summary>What each parameter means</summary>{}</details>",
        play,
        markup::text(&subject.scenario.title),
        markup::text(&subject.scenario.name),
        markup::table(&HEADER, rows),
    )))
}

/// The parameters that a text sets, in its order.
fn parameters(text: &str) -> Vec<Parameter> {
    let schema = bazaar_scenario::schema();
    let mut found = Vec::new();
    // The text has been read as a scenario, so it is valid TOML.
    if let Ok(table) = DeTable::parse(text) {
        let mut spans = Vec::new();
        walk(text, table.get_ref(), Meaning::new(&schema), &mut Vec::new(), &mut spans);
        spans.sort_by_key(|(start, _)| *start);
        found.extend(spans.into_iter().map(|(_, parameter)| parameter));
    }
    found
}

fn walk(
    text: &str,
    table: &DeTable<'_>,
    place: Meaning<'_>,
    path: &mut Vec<String>,
    found: &mut Vec<(usize, Parameter)>,
) {
    for (key, value) in table {
        let key = key.get_ref().to_string();
        let Some(below) = place.child(&key) else { continue };
        if let DeValue::Table(inner) = value.get_ref()
            && (below.is_table() || path.is_empty() && key == "model")
        {
            path.push(key);
            walk(text, inner, below, path, found);
            path.pop();
            continue;
        }
        if path.is_empty() {
            continue;
        }
        let (value, source) = sourced(value);
        let written = text.get(value.span()).unwrap_or_default();
        found.push((
            value.span().start,
            Parameter {
                table: path.join("."),
                key,
                value: written.to_owned(),
                meaning: below.description().unwrap_or_default(),
                default: below.default(),
                source,
            },
        ));
    }
}

type Spanned<'a> = toml::Spanned<DeValue<'a>>;

/// The value in `{ value = …, source = "…" }`, and its source.
fn sourced<'a, 'b>(value: &'a Spanned<'b>) -> (&'a Spanned<'b>, Option<String>) {
    if let DeValue::Table(table) = value.get_ref()
        && let (Some(inner), Some(source)) = (table.get("value"), table.get("source"))
        && let DeValue::String(source) = source.get_ref()
    {
        return (inner, Some(source.to_string()));
    }
    (value, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_of_a_text_is_explained() {
        let text = r#"
title = "x"
[study]
horizon = "30 d"
[model.volunteer.hosts]
initial = 10_000
lifetime = { value = { exponential = { mean = "91 d" } }, source = "somebody" }
[model.volunteer.classes.mine]
share = 1
availability = { diurnal = {} }
"#;
        let parameters = parameters(text);
        let found: Vec<(&str, &str, &str)> =
            parameters.iter().map(|p| (p.table.as_str(), p.key.as_str(), p.value.as_str())).collect();
        assert_eq!(
            found,
            [
                ("study", "horizon", "\"30 d\""),
                ("model.volunteer.hosts", "initial", "10_000"),
                ("model.volunteer.hosts", "lifetime", "{ exponential = { mean = \"91 d\" } }"),
                ("model.volunteer.classes.mine", "share", "1"),
                ("model.volunteer.classes.mine", "availability", "{ diurnal = {} }"),
            ]
        );
        assert_eq!(parameters[2].source.as_deref(), Some("somebody"));
        assert!(parameters.iter().all(|parameter| !parameter.meaning.is_empty()), "{parameters:?}");
    }

    #[test]
    fn every_parameter_of_every_shipped_scenario_is_explained() {
        for shipped in bazaar_scenario::shipped() {
            let parameters = parameters(shipped.text);
            assert!(parameters.len() >= 3, "{}: {parameters:?}", shipped.name);
            for parameter in parameters {
                assert!(!parameter.meaning.is_empty(), "{}: {parameter:?}", shipped.name);
            }
        }
    }
}
