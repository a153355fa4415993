//! Data as rows of a table, and their constraints.
//!
//! | what | columns | a row is |
//! |---|---|---|
//! | intervals | `length`, and with censored ones `ended`, 1 or 0 | the length of an interval |
//! | trace | `host`, `start`, `end`, and where hosts have different windows of observation `from`, `until` | an interval in which a host was available, as in trace replay |
//! | cohort | `renewals`, `customers` | the number of customers left after this number of renewals, from 0 |
//! | purchases | `frequency`, `recency`, `T`, and for grouped customers `customers` | a customer: number of repeats, time of the last one, length of observation |
//! | adoption | `adopters` | the number of adopters in a period |

use bazaar_models::table::{Column, Fault, Holds, Intervals};

use super::recording::{self, Window};

use super::{Customer, Lifetime};

/// The subject of data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    /// Lengths of intervals; with `unfinished`, some are censored.
    Intervals {
        /// Whether a column states which have ended.
        unfinished: bool,
    },
    /// When hosts were available.
    Trace {
        /// The window of observation of each host.
        window: Window,
    },
    /// The number of customers of a cohort left after each renewal.
    Cohort,
    /// Repeat purchases: how often and when; with `counted`, rows are groups of customers.
    Purchases {
        /// Whether a column gives the number of customers of a row.
        counted: bool,
    },
    /// The number of adopters in each period.
    Adoption,
}

const fn numbers(name: &'static str) -> Column {
    Column { name, holds: Holds::Numbers }
}

const fn lengths(name: &'static str) -> Column {
    Column { name, holds: Holds::Lengths }
}

impl Subject {
    /// The required columns.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        const LENGTHS: &[Column] = &[lengths("length"), numbers("ended")];
        const COHORT: &[Column] = &[numbers("renewals"), numbers("customers")];
        const BUYERS: &[Column] =
            &[numbers("frequency"), lengths("recency"), lengths("T"), numbers("customers")];
        const ADOPTERS: &[Column] = &[numbers("adopters")];
        match self {
            Subject::Intervals { unfinished: true } => LENGTHS,
            Subject::Intervals { unfinished: false } => LENGTHS.split_at(1).0,
            Subject::Trace { window: Window::Columns } => recording::COLUMNS,
            Subject::Trace { .. } => Intervals::COLUMNS,
            Subject::Cohort => COHORT,
            Subject::Purchases { counted: true } => BUYERS,
            Subject::Purchases { counted: false } => BUYERS.split_at(3).0,
            Subject::Adoption => ADOPTERS,
        }
    }
}

/// Data, ready for fitting.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// Lengths of intervals.
    Intervals(Vec<Lifetime>),
    /// How long hosts are available, how long they are away, and the number of hosts. Intervals
    /// that began before the window of observation are left out, since their length is not known;
    /// those that had not ended at its end are censored.
    Trace {
        /// Lengths of available intervals.
        available: Vec<Lifetime>,
        /// Lengths of unavailable intervals.
        unavailable: Vec<Lifetime>,
        /// The number of hosts.
        hosts: u32,
        /// The available share of the time of observation.
        availability: f64,
        /// The mean share of the window of observation between a host's first start and last end.
        seen: f64,
    },
    /// The number lost at the first, second, ... renewal, and the number left after the last.
    Cohort {
        /// Lost at each renewal.
        lost: Vec<u64>,
        /// Left after the last.
        kept: u64,
    },
    /// Buyers.
    Purchases(Vec<Customer>),
    /// Adopters in each period.
    Adoption(Vec<f64>),
}

/// The largest number of people.
const MOST: f64 = 1e15;

impl Sample {
    /// Reads the columns of a subject.
    ///
    /// # Errors
    /// All rows that violate a constraint, in order.
    pub fn read(subject: Subject, columns: &[Vec<f64>]) -> Result<Self, Vec<Fault>> {
        let column = |at: usize| columns.get(at).map_or(&[][..], Vec::as_slice);
        match subject {
            Subject::Intervals { unfinished } => intervals(column(0), unfinished.then(|| column(1))),
            Subject::Trace { window } => recording::read(columns, window),
            Subject::Cohort => cohort(column(0), column(1)),
            Subject::Purchases { counted } => {
                purchases([column(0), column(1), column(2)], counted.then(|| column(3)))
            }
            Subject::Adoption => adoption(column(0)),
        }
    }

    /// The number of independent observations.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Sample::Intervals(all) => all.len() as u64,
            Sample::Trace { available, unavailable, .. } => (available.len() + unavailable.len()) as u64,
            Sample::Cohort { lost, kept } => lost.iter().sum::<u64>() + kept,
            Sample::Purchases(customers) => customers.iter().map(|customer| customer.count).sum(),
            Sample::Adoption(adopters) => adopters.len() as u64,
        }
    }
}

pub(super) fn fault(row: usize, message: impl Into<String>) -> Fault {
    Fault { row, message: message.into(), other: None }
}

/// The value of every row, or all errors.
fn rows<T>(number: usize, row: impl Fn(usize) -> Result<T, Fault>) -> Result<Vec<T>, Vec<Fault>> {
    let mut good = Vec::with_capacity(number);
    let mut bad = Vec::new();
    for index in 0..number {
        match row(index) {
            Ok(value) => good.push(value),
            Err(fault) => bad.push(fault),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

fn intervals(lengths: &[f64], ended: Option<&[f64]>) -> Result<Sample, Vec<Fault>> {
    let all = rows(lengths.len(), |row| {
        let length = lengths[row];
        let flag = ended.map_or(1.0, |ended| ended[row]);
        if length <= 0.0 {
            Err(fault(row, format!("has a length of {length}; it must be above 0")))
        } else if flag.total_cmp(&1.0).is_eq() || flag.abs() <= 0.0 {
            Ok(Lifetime { length, ended: flag > 0.5 })
        } else {
            Err(fault(
                row,
                format!("has {flag} for `ended`: 1 for an interval that was over, 0 for one that was not"),
            ))
        }
    });
    all.map(Sample::Intervals)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
fn whole(row: usize, value: f64, of: &str) -> Result<u64, Fault> {
    if (0.0..=MOST).contains(&value) && value.fract().abs() <= 0.0 {
        Ok(value as u64)
    } else {
        Err(fault(row, format!("has {value} for `{of}`, which must be an integer from 0")))
    }
}

fn cohort(renewals: &[f64], customers: &[f64]) -> Result<Sample, Vec<Fault>> {
    let left = rows(renewals.len(), |row| {
        if whole(row, renewals[row], "renewals")? != row as u64 {
            let message = format!(
                "is about {} renewals; rows must be in order, from 0 on, without a gap",
                renewals[row]
            );
            return Err(fault(row, message));
        }
        let left = whole(row, customers[row], "customers")?;
        match row.checked_sub(1).map(|before| customers[before]) {
            Some(before) if customers[row] > before => Err(fault(
                row,
                format!("has {left} customers, more than the {before} before: a cohort cannot grow"),
            )),
            _ => Ok(left),
        }
    })?;
    let lost = left.windows(2).map(|pair| pair[0] - pair[1]).collect();
    Ok(Sample::Cohort { lost, kept: left.last().copied().unwrap_or(0) })
}

fn purchases([repeats, last, observed]: [&[f64]; 3], count: Option<&[f64]>) -> Result<Sample, Vec<Fault>> {
    let all = rows(repeats.len(), |row| {
        let number = u32::try_from(whole(row, repeats[row], "frequency")?).map_err(|_| {
            fault(row, format!("has {} for `frequency`, which must be at most 4294967295", repeats[row]))
        })?;
        let (last, observed) = (last[row], observed[row]);
        if !(observed >= 0.0 && observed.is_finite()) {
            return Err(fault(row, format!("was observed for {observed}; `T` must be at least 0")));
        }
        if !(0.0..=observed).contains(&last) {
            return Err(fault(
                row,
                format!("has a last purchase at {last}, outside the time from 0 to {observed}"),
            ));
        }
        if (number > 0) != (last > 0.0) {
            let message = "has a last purchase without a repeat, or a repeat without one; `recency` is 0 where `frequency` is 0";
            return Err(fault(row, message));
        }
        let count = count.map_or(Ok(1), |count| whole(row, count[row], "customers"))?;
        Ok(Customer { repeats: number, last, observed, count })
    });
    all.map(Sample::Purchases)
}

fn adoption(adopters: &[f64]) -> Result<Sample, Vec<Fault>> {
    let all = rows(adopters.len(), |row| match adopters[row] {
        number if number >= 0.0 => Ok(number),
        number => Err(fault(row, format!("has {number} adopters; the number must be at least 0"))),
    });
    all.map(Sample::Adoption)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(subject: Subject, columns: &[&[f64]]) -> Vec<(usize, String)> {
        let columns: Vec<Vec<f64>> = columns.iter().map(|column| column.to_vec()).collect();
        let faults = Sample::read(subject, &columns).unwrap_err();
        faults.into_iter().map(|fault| (fault.row, fault.message)).collect()
    }

    #[test]
    fn a_cohort_shrinks_without_a_gap() {
        let read = Sample::read(Subject::Cohort, &[vec![0.0, 1.0, 2.0], vec![100.0, 60.0, 45.0]]);
        assert_eq!(read, Ok(Sample::Cohort { lost: vec![40, 15], kept: 45 }));
        let faults = told(Subject::Cohort, &[&[0.0, 2.0, 2.0], &[100.0, 60.0, 61.5]]);
        assert_eq!(faults.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 2]);
        assert!(told(Subject::Cohort, &[&[0.0, 1.0], &[5.0, 6.0]])[0].1.contains("cannot grow"));
    }

    #[test]
    fn every_row_that_makes_no_sense_is_named() {
        let lengths = told(Subject::Intervals { unfinished: true }, &[&[1.0, 0.0, 2.0], &[1.0, 1.0, 0.5]]);
        assert_eq!(lengths.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 2]);
        let buyers = told(
            Subject::Purchases { counted: false },
            &[&[0.0, 1.0, 2.0, 1.5], &[1.0, 0.0, 9.0, 1.0], &[5.0, 5.0, 5.0, 5.0]],
        );
        assert_eq!(buyers.len(), 4);
        assert_eq!(told(Subject::Adoption, &[&[1.0, -1.0]])[0].0, 1);
    }
}
