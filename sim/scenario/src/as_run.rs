//! Writes a scenario back as text, as it is run.

use crate::document::dotted;
use crate::plain::Plain;
use crate::scenario::Scenario;
use crate::{serializer, writer};

impl Scenario {
    /// The scenario as it is run: with every default, and with sources and sweeps.
    /// Reading this text gives the same scenario.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut head = vec![
            ("title".to_owned(), Plain::Text(self.title.clone())),
            ("description".to_owned(), Plain::Text(self.description.clone())),
        ];
        if let (false, Ok(Some(checks))) = (self.checks.is_empty(), serializer::plain(&self.checks)) {
            head.push(("checks".to_owned(), checks));
        }
        let mut text = writer::section(&[], &head);
        if !self.play.is_empty()
            && let Ok(Some(Plain::Section(entries) | Plain::Inline(entries))) = serializer::plain(&self.play)
        {
            text.push_str(&writer::section(&["play"], &entries));
        }
        text.push_str(&self.table(&["study"], serializer::plain(&self.study)));
        // The model's table has one key, its name, which goes into the header.
        let model = match serializer::plain(&self.model) {
            Ok(Some(Plain::Inline(mut entries))) => Ok(entries.pop().map(|(_, content)| content)),
            other => other,
        };
        text.push_str(&self.table(&["model", self.model.name()], model));
        text
    }

    fn table(&self, path: &[&str], content: Result<Option<Plain>, serializer::Unwritable>) -> String {
        // Parameters are structs of numbers, texts, lists and tables, all of
        // which can be written; an empty table is what is left if one is not.
        let entries = match content {
            Ok(Some(Plain::Section(entries) | Plain::Inline(entries))) => entries,
            _ => Vec::new(),
        };
        let mut at: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
        let entries: Vec<(String, Plain)> = entries
            .into_iter()
            .map(|(key, value)| {
                at.push(key.clone());
                let value = self.annotate(value, &mut at);
                at.pop();
                (key, value)
            })
            .collect();
        writer::section(path, &entries)
    }

    /// Puts the sweep and the source of this path around its value.
    fn annotate(&self, plain: Plain, path: &mut Vec<String>) -> Plain {
        let here = dotted(path);
        let mut inner = |part: String, value: Plain| {
            path.push(part);
            let value = self.annotate(value, path);
            path.pop();
            value
        };
        let value = match self.sweeps.iter().find(|sweep| sweep.path == here) {
            Some(sweep) => Plain::Verbatim(format!("[{}]", sweep.written.join(", "))),
            None => match plain {
                Plain::List(elements) => Plain::List(
                    elements
                        .into_iter()
                        .enumerate()
                        .map(|(index, element)| inner(index.to_string(), element))
                        .collect(),
                ),
                Plain::Section(entries) => Plain::Section(
                    entries.into_iter().map(|(key, value)| (key.clone(), inner(key, value))).collect(),
                ),
                Plain::Inline(entries) => Plain::Inline(
                    entries.into_iter().map(|(key, value)| (key.clone(), inner(key, value))).collect(),
                ),
                leaf => leaf,
            },
        };
        match self.sources.get(&here) {
            Some(source) => Plain::Sourced(Box::new(value), source.clone()),
            None => value,
        }
    }
}
