//! Measured durations, one to a row.

use super::{Column, Content, Fault, Holds, Kind};

/// Measured durations, in a unit that the user of the table knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Durations(Vec<f64>);

impl Durations {
    /// `duration`.
    pub const COLUMNS: &'static [Column] = &[Column { name: "duration", holds: Holds::Lengths }];

    /// The durations, none below zero, in the order of the rows.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.0
    }
}

impl Content for Durations {
    const KIND: Kind = Kind::Durations;

    fn read(columns: &[Vec<f64>]) -> Result<Self, Vec<Fault>> {
        let values = columns.first().cloned().unwrap_or_default();
        let is_wrong = |value: &f64| !(value.is_finite() && *value >= 0.0);
        let faults: Vec<Fault> = (0..)
            .zip(&values)
            .filter(|(_, value)| is_wrong(value))
            .map(|(row, value)| Fault {
                row,
                message: format!("has a duration of {value}; durations must be at least 0"),
                other: None,
            })
            .collect();
        if faults.is_empty() { Ok(Self(values)) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_not_negative() {
        assert_eq!(Durations::read(&[vec![2.0, 0.0]]).unwrap().values(), [2.0, 0.0]);
        let faults = Durations::read(&[vec![2.0, -1.0, f64::NAN]]).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [1, 2]);
    }
}
