//! The measurements of criterion, read from its files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::aims::{self, Costs};

/// Prints the costs, one line per case, and compares them with the targets.
#[expect(clippy::print_stdout, reason = "this is the result of the bench")]
pub(crate) fn print(sizes: &[u32], events: u64) {
    println!("\n{:<34} {:>10} {:>12} {:>8}", "ns per event, medians", "kernel", "BinaryHeap", "ratio");
    let root = criterion_folder();
    let costs = |group: &str, size: &str| {
        let median = |side: &str| median(&root.join(group).join(side).join(size), events);
        Some(Costs { kernel: median("kernel")?, plain: median("binary_heap")? })
    };
    let line = |case: &str, costs: Costs| {
        let Costs { kernel, plain } = costs;
        println!("{case:<34} {kernel:>10.1} {plain:>12.1} {:>8.2}", plain / kernel);
    };
    if let Some(queue) = costs("mm1", "") {
        line("M/M/1", queue);
    }
    let classes = [("exponential", "hosts_exponential"), ("random class", "hosts_random_class")];
    let [exponential, random] = classes.map(|(name, group)| {
        let measured = sizes.iter().filter_map(|&size| Some((size, costs(group, &size.to_string())?)));
        let measured: Vec<(u32, Costs)> = measured.collect();
        for (size, costs) in &measured {
            line(&format!("on/off hosts, {name}, {:.0e}", f64::from(*size)), *costs);
        }
        measured
    });
    println!();
    for ratio in aims::ratios(&exponential, &random) {
        println!("{ratio}");
    }
}

/// The folder of criterion's measurements, beside the build.
fn criterion_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target")).join("criterion")
}

fn median(folder: &Path, events: u64) -> Option<f64> {
    let text = fs::read_to_string(folder.join("new/estimates.json")).ok()?;
    let estimates: Value = serde_json::from_str(&text).ok()?;
    Some(estimates["median"]["point_estimate"].as_f64()? / events as f64)
}
