//! JSON Schema of quantities, so that an editor knows the units while one types.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::currency::Currency;
use super::dimension::Dimension;
use super::energy_price::EnergyPrice;
use super::money::Money;
use super::units::Unit;
use super::{Quantity, UnitSpelling};

/// Digits, grouped or not, with decimals and an exponent or without.
const NUMBER: &str = r"[0-9][0-9_\u2009\u202f\u00a0]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";

impl<U: Unit> JsonSchema for Quantity<U> {
    fn schema_name() -> Cow<'static, str> {
        let name = std::any::type_name::<U>();
        let name = name.rsplit("::").next().unwrap_or(name);
        Cow::Owned(format!("{name}Quantity"))
    }

    fn schema_id() -> Cow<'static, str> {
        Cow::Owned(format!("bazaar_models::quantity::{}", Self::schema_name()))
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let dimension = U::DIMENSION;
        let text = json_schema!({
            "type": "string",
            "pattern": pattern(dimension),
            "examples": [dimension.example],
        });
        if !dimension.bare {
            let mut schema = text;
            schema.insert("description".into(), dimension.units_sentence().into());
            return schema;
        }
        let mut number = json_schema!({ "type": "number", "minimum": 0 });
        if dimension.largest < f64::MAX {
            number.insert("maximum".into(), dimension.largest.into());
        }
        json_schema!({
            "description": dimension.units_sentence(),
            "anyOf": [number, text],
        })
    }
}

fn pattern(dimension: &Dimension) -> String {
    let units: Vec<String> = dimension.units.iter().flat_map(spellings).collect();
    let units = units.join("|");
    let optional = if dimension.bare { "?" } else { "" };
    format!(r"^\s*{NUMBER}\s*(?:{units}){optional}\s*$")
}

fn spellings(unit: &UnitSpelling) -> impl Iterator<Item = String> {
    std::iter::once(unit.symbol)
        .chain(unit.also.iter().copied())
        .map(|spelling| spelling.replacen("/ ", r"(?:/\s*|per\s+)", 1))
}

impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Money")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!("An exact amount of money; {}", Currency::sentence()),
            "type": "string",
            "pattern": amount_pattern(r"[0-9][0-9_]*(?:\.[0-9]{1,2})?", ""),
            "examples": ["$15", "EUR 14.60"],
        })
    }
}

impl JsonSchema for EnergyPrice {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("EnergyPrice")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": format!("Money per kilowatt-hour; {}", Currency::sentence()),
            "type": "string",
            "pattern": amount_pattern(NUMBER, r"\s*(?:/|per)\s*kWh"),
            "examples": ["$0.08 / kWh", "EUR 0.20 / kWh"],
        })
    }
}

fn amount_pattern(number: &str, suffix: &str) -> String {
    let currencies: Vec<String> = Currency::ALL
        .into_iter()
        .flat_map(Currency::spellings)
        .map(|spelling| spelling.replace('$', r"\$"))
        .collect();
    let currency = currencies.join("|");
    format!(r"^\s*(?:(?:{currency})\s*{number}|{number}\s*(?:{currency})){suffix}\s*$")
}
