//! The distribution of tree sizes as the parameters give it (total progeny).
//!
//! If all people bring others independently and with the same distribution, a tree has `n` members with
//! probability `P(S = n - 1) / n`, where `S` is the number that `n` people bring together (Otter 1949; Dwass
//! 1969). Sums of Poisson numbers are Poisson, which gives the Borel distribution (1942):
//! `exp(-k n) (k n)^(n - 1) / n!`. Sums of negative binomial or fixed numbers of invitations, each of which
//! converts with the same probability, are as simple.

use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::{Contacts, Count, Parameters};

/// The distribution of the size of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Progeny {
    /// The mean number that each brings.
    pub k: f64,
    /// The probability that a tree has 1, 2, ... members when it is extinct.
    pub sizes: Vec<f64>,
    /// Whether the numbers are Poisson, so that it is the Borel distribution.
    pub is_borel: bool,
    /// Whether the model has this distribution exactly: no customer leaves before inviting, and no two
    /// invitations reach the same person. If not, it is an approximation.
    pub is_exact: bool,
}

impl Parameters {
    /// The distribution of the size of a tree with the programme, up to this size.
    #[must_use]
    pub fn progeny(&self, most: u32) -> Progeny {
        let invitations = &self.invitations;
        let mean = match invitations.count {
            Count::NegativeBinomial { mean, .. } | Count::Poisson(mean) => mean.canonical(),
            Count::Fixed(number) => f64::from(number),
        };
        let shares = [invitations.clicks, invitations.signs_up, invitations.qualifies];
        let conversion = shares.iter().map(|share| share.canonical()).product();
        let k = mean * conversion;
        let size = |members: u32| {
            let bring = |others| together(&invitations.count, conversion, members, others);
            bring(members - 1) / f64::from(members)
        };
        Progeny {
            k,
            sizes: (1..=most).map(size).collect(),
            is_borel: matches!(invitations.count, Count::Poisson(_)),
            is_exact: self.contacts == Contacts::Strangers && self.customers.churn.canonical() <= 0.0,
        }
    }
}

/// The probability that this number of people together bring exactly this number of others.
fn together(count: &Count, conversion: f64, people: u32, others: u32) -> f64 {
    let (people, steps) = (f64::from(people), 0..others);
    match *count {
        Count::Poisson(mean) => {
            let mean = people * mean.canonical() * conversion;
            steps.fold(exp(-mean), |mass, step| mass * mean / f64::from(step + 1))
        }
        Count::NegativeBinomial { mean, dispersion } => {
            let k = mean.canonical() * conversion;
            let (shape, more) = (people * dispersion, k / (dispersion + k));
            let none = exp(shape * f_log(1.0 - more));
            steps.fold(none, |mass, step| mass * more * (shape + f64::from(step)) / f64::from(step + 1))
        }
        Count::Fixed(number) => {
            let sent = people * f64::from(number);
            if conversion >= 1.0 {
                return f64::from(u8::from((sent - f64::from(others)).abs() < 0.5));
            }
            let odds = conversion / (1.0 - conversion);
            let none = exp(sent * f_log(1.0 - conversion));
            steps.fold(none, |mass, step| {
                mass * odds * (sent - f64::from(step)).max(0.0) / f64::from(step + 1)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    fn law(count: Count, qualifies: f64) -> Progeny {
        let mut parameters = Parameters { contacts: Contacts::Strangers, ..Parameters::default() };
        parameters.invitations.count = count;
        parameters.invitations.clicks = Quantity::constant(1.0);
        parameters.invitations.signs_up = Quantity::constant(1.0);
        parameters.invitations.qualifies = Quantity::constant(qualifies);
        parameters.customers.churn = Quantity::ZERO;
        parameters.progeny(1_000)
    }

    fn poisson(mean: f64) -> Count {
        Count::Poisson(Quantity::constant(mean))
    }

    #[test]
    fn with_poisson_numbers_it_is_the_law_of_borel() {
        let law = law(poisson(5.0), 0.1);
        assert!(law.is_borel && law.is_exact && (law.k - 0.5).abs() < 1e-12);
        for (found, published) in
            law.sizes.iter().zip([0.606_531, 0.183_940, 0.083_674, 0.045_112, 0.026_720])
        {
            assert!((found - published).abs() < 1e-6, "{found} {published}");
        }
    }

    #[test]
    fn the_sizes_of_trees_that_die_have_the_mean_and_the_mass_of_the_textbook() {
        let geometric = |mean| Count::NegativeBinomial { mean: Quantity::constant(mean), dispersion: 1.0 };
        // Mass: the probability of extinction, 1 below k = 1, .417188 at Poisson 1.5, 2/3 at geometric 1.5,
        // .318919 at binomial (5, .3).
        // Mean size of extinct trees: 1 / (1 - k) below 1, and 2.6722 at Poisson 1.5.
        let cases = [
            (law(poisson(0.8), 1.0), 1.0, Some(5.0)),
            (law(poisson(1.5), 1.0), 0.417_188, Some(2.6722)),
            (law(geometric(1.0), 0.8), 1.0, Some(5.0)),
            (law(geometric(1.5), 1.0), 2.0 / 3.0, None),
            (law(Count::Fixed(5), 0.3), 0.318_919, None),
            (law(Count::Fixed(2), 0.25), 1.0, Some(2.0)),
        ];
        for (law, dies, mean) in cases {
            let mass: f64 = law.sizes.iter().sum();
            assert!((mass - dies).abs() < 1e-5, "{mass} {dies}");
            let members: f64 = (1_u32..).zip(&law.sizes).map(|(size, share)| f64::from(size) * share).sum();
            if let Some(mean) = mean {
                assert!((members / mass - mean).abs() < 1e-3 * mean, "{} {mean}", members / mass);
            }
        }
    }

    #[test]
    fn who_brings_nobody_or_always_somebody_is_alone_or_never_done() {
        assert_eq!(law(poisson(0.0), 1.0).sizes[..2], [1.0, 0.0]);
        assert_eq!(law(poisson(3.0), 0.0).sizes[..2], [1.0, 0.0]);
        assert_eq!(law(Count::Fixed(0), 1.0).sizes[..2], [1.0, 0.0]);
        assert!(law(Count::Fixed(1), 1.0).sizes.iter().all(|share| *share <= 0.0));
    }

    #[test]
    fn where_people_meet_or_leave_it_is_not_the_models() {
        assert!(!Parameters::default().progeny(1).is_exact);
        assert!(!Parameters { contacts: Contacts::Strangers, ..Parameters::default() }.progeny(1).is_exact);
    }
}
