//! The measurements and their targets.

use std::fmt::Write as _;

/// The seconds per event of the reference loop on the machine for which targets in events per second were set.
const SET_FOR: f64 = 179e-9;

/// The results per second of processor time of the fastest open simulator of volunteer computing on that machine.
const RESULTS_OF_PEER: f64 = 8_200.0;

/// All costs of a run of the benchmark.
#[derive(Debug, Default)]
pub(crate) struct Costs {
    /// Seconds per event of the reference loop on this machine.
    pub(crate) measure: Option<f64>,
    pub(crate) models: Vec<Cost>,
}

/// The cost of a model at a size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) model: &'static str,
    /// People, hosts or accounts.
    pub(crate) size: u32,
    /// Seconds.
    pub(crate) per_event: f64,
    /// Results that hosts returned per second of processor time.
    pub(crate) results_per_second: Option<f64>,
}

/// Prints the costs, and the targets beside the measured values.
#[expect(clippy::print_stdout, reason = "this is the result of the bench")]
pub(crate) fn print(costs: &Costs) {
    println!("{}", text(costs).unwrap_or_default());
}

fn text(costs: &Costs) -> Result<String, std::fmt::Error> {
    let mut text = String::from("\nprocessor time per event, least of the samples\n");
    if let Some(measure) = costs.measure {
        writeln!(text, "{:<14}{:>9} {:>8.0} ns", "BinaryHeap", 100_000, measure * 1e9)?;
    }
    for cost in &costs.models {
        let rate = 1e-6 / cost.per_event;
        let (ns, size) = (cost.per_event * 1e9, cost.size);
        write!(text, "{:<14}{size:>9} {ns:>8.0} ns {rate:>8.2} million events a second", cost.model)?;
        if let Some(results) = cost.results_per_second {
            write!(text, ", {:.2} million results", results * 1e-6)?;
        }
        writeln!(text)?;
    }
    let Some(measure) = costs.measure else { return Ok(text) };
    // The factor by which this machine is slower than the one for which the targets were set.
    let slower = measure / SET_FOR;
    writeln!(
        text,
        "\nthis machine takes {slower:.2} times as long as the one that aims were set for; so allowed for that:"
    )?;
    for cost in costs.models.iter().filter(|cost| cost.size == 100_000 && cost.model != "volunteer") {
        let rate = 1e-6 / cost.per_event * slower;
        let what = format!("{}, 1e5 people, million events a second", cost.model);
        aim(&mut text, &what, rate, "at least", 5.0, rate >= 5.0)?;
    }
    for cost in costs.models.iter().filter(|cost| cost.size == 100_000) {
        if let Some(results) = cost.results_per_second {
            let times = results * slower / RESULTS_OF_PEER;
            aim(
                &mut text,
                "volunteer, 1e5 hosts, results a second over the peer's",
                times,
                "at least",
                300.0,
                times >= 300.0,
            )?;
        }
    }
    for few in costs.models.iter().filter(|cost| cost.size == 1_000) {
        let many = costs.models.iter().find(|cost| cost.model == few.model && cost.size == 1_000_000);
        if let Some(many) = many {
            let ratio = many.per_event / few.per_event;
            let what = format!("{}, cost per event of 1e6 to that of 1e3", few.model);
            aim(&mut text, &what, ratio, "at most", 2.5, ratio <= 2.5)?;
        }
    }
    Ok(text)
}

fn aim(
    text: &mut String,
    what: &str,
    value: f64,
    than: &str,
    bound: f64,
    is_reached: bool,
) -> std::fmt::Result {
    let verdict = if is_reached { "reached" } else { "not reached" };
    writeln!(text, "{what:<58} {value:>7.2}   {than} {bound}: {verdict}")
}
