//! The checked-in JSON Schema of labs is the one that the types give.

use std::fs;
use std::path::Path;

use bazaar_labs::schema_text;

/// Renew the file with `cargo run -- schema --lab > scenarios/labs/schema.json`.
#[test]
fn the_checked_in_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/labs/schema.json");
    let checked_in = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        checked_in == schema_text(),
        "scenarios/labs/schema.json is stale: cargo run -- schema --lab > scenarios/labs/schema.json"
    );
}
