//! The table: one line for each case and library, in Markdown.

use crate::case::{Case, Class};
use crate::contender::Library;
use crate::rounds::{Entry, Measured};

pub(crate) const HEAD: &str = "\
| work                     | library     | M events/s | ns per event (range)  | bytes per host | to Bazaar | aim                      |
|--------------------------|-------------|-----------:|----------------------:|---------------:|----------:|--------------------------|";

/// The lines of a case. The first entry is what the others are compared with.
pub(crate) fn rows(case: Case, entries: &[Entry]) -> Vec<String> {
    let Some((_, Ok(base))) = entries.first() else { return Vec::new() };
    let row = |(library, outcome): &Entry| {
        let [rate, cost, bytes, ratio, aim] = match outcome {
            Ok(measured) => cells(case, *library, measured, base),
            Err(_) => ["-", "-", "-", "-", ""].map(str::to_owned),
        };
        let (work, name) = (case.to_string(), library.name());
        format!(
            "| {work:<24} | {name:<11} | {rate:>10} | {cost:>21} | {bytes:>14} | {ratio:>9} | {aim:<24} |"
        )
    };
    entries.iter().map(row).collect()
}

/// Rate, cost, bytes, ratio and aim of a library.
fn cells(case: Case, library: Library, measured: &Measured, base: &Measured) -> [String; 5] {
    let cost = median(&measured.costs);
    let range =
        measured.costs.iter().fold((cost, cost), |(low, high), &cost| (low.min(cost), high.max(cost)));
    let bytes = case.hosts().map(|hosts| (measured.bytes / u64::from(hosts)).to_string());
    let ratios: Vec<f64> = measured.costs.iter().zip(&base.costs).map(|(cost, base)| cost / base).collect();
    let ratio = median(&ratios);
    let reached = |aim| if ratio >= aim { "reached" } else { "not reached" };
    let aim = aim(case, library).map(|aim| format!("at least {aim}: {}", reached(aim)));
    [
        format!("{:.2}", 1e3 / cost),
        format!("{cost:.0} ({:.0} to {:.0})", range.0, range.1),
        bytes.unwrap_or_default(),
        format!("{ratio:.2}"),
        aim.unwrap_or_default(),
    ]
}

/// The target ratio of a library's cost.
fn aim(case: Case, library: Library) -> Option<f64> {
    match (case, library) {
        (Case::Hosts { class: Class::Exponential, hosts: 100_000 }, Library::BinaryHeap) => Some(5.0),
        (Case::Hosts { class: Class::Exponential, hosts: 100_000 }, Library::Simcore) => Some(25.0),
        (Case::Hosts { class: Class::Exponential, hosts: 1_000_000 }, Library::BinaryHeap) => Some(12.0),
        _ => None,
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        0 => (sorted[middle - 1] + sorted[middle]) / 2.0,
        _ => sorted[middle],
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const CASE: Case = Case::Hosts { class: Class::Exponential, hosts: 100 };

    fn entry(library: Library, costs: &[f64]) -> Entry {
        (library, Ok(Measured { costs: costs.to_vec(), bytes: 5_000 }))
    }

    fn cells(row: &str) -> Vec<&str> {
        row.split('|').map(str::trim).collect()
    }

    #[test]
    fn a_ratio_is_the_median_of_those_within_a_round() {
        // The second round was slow for both.
        let bazaar = entry(Library::Bazaar, &[10.0, 100.0, 10.0]);
        let rows = rows(CASE, &[bazaar, entry(Library::Simrs, &[40.0, 300.0, 20.0])]);
        assert_eq!(cells(&rows[1])[3..7], ["25.00", "40 (20 to 300)", "50", "3.00"]);
    }

    #[test]
    fn who_did_not_run_has_a_line_too() {
        let rows =
            rows(CASE, &[entry(Library::Bazaar, &[10.0]), (Library::Simpy, Err("no Python".to_owned()))]);
        assert_eq!(cells(&rows[1])[2..7], ["SimPy 4.1", "-", "-", "-", "-"]);
        assert_eq!(rows[0].len(), rows[1].len());
    }
}
