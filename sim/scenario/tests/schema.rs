//! The checked-in JSON Schema is the one that the types give.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use bazaar_scenario::{schema, schema_text};

/// Renew the file with `cargo run -- schema > scenarios/schema.json`, or run
/// this test with `BAZAAR_RENEW_SCHEMA=1`.
#[test]
fn the_checked_in_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/schema.json");
    if std::env::var_os("BAZAAR_RENEW_SCHEMA").is_some() {
        fs::write(&path, schema_text()).unwrap();
    }
    let checked_in = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        checked_in == schema_text(),
        "scenarios/schema.json is stale: cargo run -- schema > scenarios/schema.json"
    );
}

#[test]
fn a_value_may_be_given_plain_swept_or_with_its_source() {
    let schema = schema();
    let horizon = &schema["definitions"]["StudySettings"]["properties"]["horizon"];
    let given = "#/definitions/DurationQuantityGiven";
    assert_eq!(horizon["allOf"][0]["$ref"], given, "{horizon:#}");
    assert!(horizon["description"].is_string());
    assert_eq!(horizon["default"], "30 d");
    let forms = &schema["definitions"]["DurationQuantityGiven"]["anyOf"];
    assert_eq!(forms[0]["$ref"], "#/definitions/DurationQuantity");
    assert_eq!(forms[1]["items"]["$ref"], "#/definitions/DurationQuantity");
    assert_eq!(forms[2]["required"][1], "source");
}

#[test]
fn a_table_as_a_whole_is_neither_swept_nor_sourced() {
    let schema = schema();
    let parameters = &schema["definitions"]["VolunteerParameters"]["properties"];
    for table in ["hosts", "classes", "machines", "projects", "applications", "regions", "client"] {
        let property = &parameters[table];
        assert!(property.is_object() && property.get("anyOf").is_none(), "{table}: {property:#}");
        let given = property["allOf"][0]["$ref"].as_str().unwrap_or_default();
        assert!(!given.ends_with("Given"), "{table}: {given}");
    }
}

#[test]
fn every_model_is_in_the_schema() {
    let schema = schema();
    let models = schema["definitions"]["ModelParameters"]["oneOf"].as_array().unwrap();
    let names: Vec<_> = models.iter().map(|model| model["required"][0].as_str().unwrap()).collect();
    assert_eq!(names, bazaar_models::catalogue::ModelParameters::NAMES);
}
