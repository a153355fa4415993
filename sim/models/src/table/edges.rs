//! An edge list: one pair of people who know each other to a row.

use super::{Column, Content, Fault, Holds, Kind};

/// An undirected network: people by number, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Edges {
    pairs: Vec<(u32, u32)>,
    people: u32,
}

/// The most people that a model can hold.
const MOST: f64 = 50_000_000.0;

impl Edges {
    /// `one`, `other`.
    pub const COLUMNS: &'static [Column] =
        &[Column { name: "one", holds: Holds::Numbers }, Column { name: "other", holds: Holds::Numbers }];

    /// The pairs, in the order of the rows.
    #[must_use]
    pub fn pairs(&self) -> &[(u32, u32)] {
        &self.pairs
    }

    /// The least number of people: one more than the largest number.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.people
    }
}

impl Content for Edges {
    const KIND: Kind = Kind::Edges;

    fn read(columns: &[Vec<f64>]) -> Result<Self, Vec<Fault>> {
        let [ones, others] = columns else { return Ok(Edges { pairs: Vec::new(), people: 0 }) };
        let mut faults = Vec::new();
        let mut pairs = Vec::with_capacity(ones.len());
        for (row, (&one, &other)) in ones.iter().zip(others).enumerate() {
            match (person(one), person(other)) {
                (Some(one), Some(other)) if one == other => {
                    let message = format!("pairs {one} with itself");
                    faults.push(Fault { row, message, other: None });
                }
                (Some(one), Some(other)) => pairs.push((one, other)),
                (None, _) => faults.push(nobody(row, one)),
                (_, None) => faults.push(nobody(row, other)),
            }
        }
        let people = pairs.iter().map(|&(one, other)| one.max(other) + 1).max().unwrap_or(0);
        if faults.is_empty() { Ok(Edges { pairs, people }) } else { Err(faults) }
    }
}

fn nobody(row: usize, number: f64) -> Fault {
    let message = format!("has {number} for a person; people are numbered 0, 1, 2 and so on");
    Fault { row, message, other: None }
}

fn person(number: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and in range"
    )]
    let person = number as u32;
    ((0.0..MOST).contains(&number) && number.floor() >= number).then_some(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_whole_numbers_and_know_others() {
        let read = Edges::read(&[vec![0.0, 7.0], vec![3.0, 0.0]]).unwrap();
        assert_eq!((read.pairs(), read.people()), (&[(0, 3), (7, 0)][..], 8));
        let faults = Edges::read(&[vec![0.5, 2.0, 2.0, 1.0], vec![1.0, 2.0, -1.0, 0.0]]).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(faults[1].message, "pairs 2 with itself");
    }
}
