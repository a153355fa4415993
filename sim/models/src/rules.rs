//! Rules that tables obey in every model.

use crate::quantity::{Quantity, Share};
use crate::violation::Violation;

/// Shares of a whole, each entry's at its name and `below`, add up to 1, to a millionth.
pub(crate) fn whole<'a>(
    table: &str,
    below: &str,
    shares: impl Iterator<Item = (&'a String, Quantity<Share>)>,
) -> Option<Violation> {
    let (mut names, mut sum) = (Vec::new(), 0.0);
    for (name, share) in shares {
        names.push(name);
        sum += share.canonical();
    }
    if (sum - 1.0).abs() < 1e-6 {
        return None;
    }
    let rounded = (sum * 1e6).round() / 1e6;
    let help = if names.is_empty() {
        format!("add at least one of the {table}, with a share of 1")
    } else {
        let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        format!("change the shares of {} so that they add up to 1", listed.join(", "))
    };
    let message = format!("the shares of all {table} add up to {rounded}, not to 1");
    let violation = Violation::new(table, message, help);
    Some(names.iter().fold(violation, |violation, name| violation.and(format!("{table}.{name}{below}"))))
}

/// The violations of a table, seen from the one above it.
pub(crate) fn within(table: &str, violations: Vec<Violation>) -> Vec<Violation> {
    violations.into_iter().map(|violation| violation.within(table)).collect()
}
