//! The table at the end: nanoseconds per event, and how many times faster than the plain loop.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Reads what criterion has just measured and prints it, one line per case.
#[expect(clippy::print_stdout, reason = "this is the result of the bench")]
pub(crate) fn print(events: u64) {
    println!("\n{:<34} {:>10} {:>12} {:>8}", "ns per event", "kernel", "BinaryHeap", "ratio");
    let root = criterion_folder();
    let cases = ["mm1".to_owned()].into_iter().chain(
        ["hosts_exponential", "hosts_random_class"]
            .into_iter()
            .flat_map(|group| [1_000, 100_000, 1_000_000].map(|hosts| format!("{group}/{hosts}"))),
    );
    for case in cases {
        let (group, size) = case.split_once('/').unwrap_or((&case, ""));
        let median = |side: &str| median(&root.join(group).join(side).join(size), events);
        if let (Some(kernel), Some(plain)) = (median("kernel"), median("binary_heap")) {
            println!("{case:<34} {kernel:>10.1} {plain:>12.1} {:>8.2}", plain / kernel);
        }
    }
}

/// Where criterion keeps its measurements: beside the build.
fn criterion_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target")).join("criterion")
}

fn median(folder: &Path, events: u64) -> Option<f64> {
    let text = fs::read_to_string(folder.join("new/estimates.json")).ok()?;
    let estimates: Value = serde_json::from_str(&text).ok()?;
    Some(estimates["median"]["point_estimate"].as_f64()? / events as f64)
}
