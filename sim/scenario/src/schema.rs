//! The JSON Schemas of scenarios and studies, for editors that complete and check keys, units and ranges.
//!
//! They derive from the parameters' own types. In place of a value, the text can also
//! have an array of values (a sweep) or the value with its source; the types do not
//! have these forms, so they are added here.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::meaning::{DOUBT, RANGE};
use crate::scenario::ScenarioText;

/// The schema of a scenario file.
#[must_use]
pub fn schema() -> Value {
    let settings = SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<ScenarioText>().to_value();
    let mut widening =
        Widening { definitions: schema.get("definitions").cloned().unwrap_or_default(), added: Map::new() };
    if let Some(tables) = schema.get_mut("definitions").and_then(Value::as_object_mut) {
        tables.values_mut().for_each(|table| widening.table(table));
        tables.append(&mut widening.added);
    }
    sorted(schema)
}

pub(crate) fn plain_schema<T: JsonSchema>() -> Value {
    sorted(SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value())
}

/// The schema of a text of another kind, read as a [`Form`](crate::Form), as stored in the repository.
#[must_use]
pub fn form_schema_text<T: JsonSchema>() -> String {
    format!("{:#}\n", plain_schema::<T>())
}

/// The schema of scenarios as stored in the repository: `scenarios/schema.json`.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// Adds to each value of a table the forms of a sweep and of a value with its source.
struct Widening {
    definitions: Value,
    /// The wide forms of definitions, each made once: `DurationQuantityGiven`.
    added: Map<String, Value>,
}

impl Widening {
    fn table(&mut self, schema: &mut Value) {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        if let Some(choices) = object.get_mut("oneOf").and_then(Value::as_array_mut) {
            choices.iter_mut().for_each(|choice| self.choice(choice));
        }
        if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
            for property in properties.values_mut() {
                if !is_table(property, &self.definitions) {
                    self.value(property);
                }
            }
        }
    }

    /// The one key of a choice is not a value itself; its content is.
    fn choice(&mut self, choice: &mut Value) {
        let contents = choice.get_mut("properties").and_then(Value::as_object_mut);
        for content in contents.into_iter().flat_map(Map::values_mut) {
            if content.get("$ref").is_none() {
                self.table(content);
            }
        }
    }

    /// Replaces a value by the wide form; its description stays.
    fn value(&mut self, property: &mut Value) {
        let Some(object) = property.as_object_mut() else {
            return;
        };
        let mut outer = Map::new();
        for key in ["description", "default", DOUBT, RANGE] {
            if let Some(value) = object.remove(key) {
                outer.insert(key.to_owned(), value);
            }
        }
        // A lone reference is wrapped so that it can have a description.
        let value = match object.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([reference]) if object.len() == 1 => reference.clone(),
            _ => Value::Object(object.clone()),
        };
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let wide = format!("{reference}Given");
                outer.insert("allOf".to_owned(), json!([{ "$ref": wide }]));
                let name = wide.rsplit('/').next().unwrap_or(&wide).to_owned();
                self.added.insert(name, json!({ "anyOf": forms(&value, &self.definitions) }));
            }
            None => {
                outer.insert("anyOf".to_owned(), forms(&value, &self.definitions).into());
            }
        }
        *property = Value::Object(outer);
    }
}

/// A value as it is, an array of it unless it is a list, and either with a source.
fn forms(value: &Value, definitions: &Value) -> Vec<Value> {
    let mut forms = vec![value.clone()];
    if !is_list(value, definitions) {
        forms.push(json!({ "type": "array", "items": value, "minItems": 1 }));
    }
    forms.push(json!({
        "type": "object",
        "properties": { "value": { "anyOf": forms }, "source": { "type": "string" } },
        "required": ["value", "source"],
        "additionalProperties": false,
    }));
    forms
}

/// Whether a property is a table of its own, with known keys or keys that users
/// name: its values are widened instead.
fn is_table(property: &Value, definitions: &Value) -> bool {
    let found = resolve(property, definitions);
    found.get("properties").is_some() || found.get("additionalProperties").is_some_and(Value::is_object)
}

fn is_list(schema: &Value, definitions: &Value) -> bool {
    resolve(schema, definitions).get("type").is_some_and(|found| match found {
        Value::Array(kinds) => kinds.iter().any(|kind| kind == "array"),
        kind => kind == "array",
    })
}

fn resolve<'a>(schema: &'a Value, definitions: &'a Value) -> &'a Value {
    let reference = schema.get("$ref").or_else(|| schema.pointer("/allOf/0/$ref")).and_then(Value::as_str);
    reference
        .and_then(|path| path.rsplit('/').next())
        .and_then(|name| definitions.get(name))
        .unwrap_or(schema)
}

/// Keys in order of name, regardless of the features of `serde_json` that other crates enable.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            entries.into_iter().map(|(key, value)| (key, sorted(value))).collect()
        }
        Value::Array(elements) => elements.into_iter().map(sorted).collect(),
        other => other,
    }
}
