//! Errors and cheating: the traits of a host, drawn when it joins.

use bazaar_engine::{Rng, Stream, stream::Generator};
use bazaar_numerics::variates::{Beta, Variate, VariateError, unit};

use super::client::Honesty;
use super::parameters::Faults;

/// The distributions of hosts' traits.
#[derive(Clone, Debug)]
pub(super) struct Character {
    pub(super) faults: Faults,
    client_errors: Rate,
    wrong_results: Rate,
}

/// The traits of one host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conduct {
    pub(super) honesty: Honesty,
    /// The probability that a task ends in an error.
    pub(super) client_errors: f32,
    /// The probability that its answer is wrong.
    pub(super) wrong_results: f32,
}

/// A probability that is the same for all hosts, or one for each.
#[derive(Clone, Debug)]
enum Rate {
    Same(f32),
    Each(Beta),
}

impl Rate {
    #[expect(clippy::cast_possible_truncation, reason = "a probability needs no more digits")]
    fn new(mean: f64, alike: Option<f64>) -> Result<Self, VariateError> {
        match alike {
            Some(precision) if mean > 0.0 && mean < 1.0 => {
                Ok(Rate::Each(Beta::new(mean * precision, (1.0 - mean) * precision)?))
            }
            _ => Ok(Rate::Same(mean as f32)),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a probability needs no more digits")]
    fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> f32 {
        match self {
            Rate::Same(mean) => *mean,
            Rate::Each(beta) => beta.sample(rng) as f32,
        }
    }
}

impl Character {
    pub(super) fn new(faults: &Faults) -> Result<Self, VariateError> {
        Ok(Character {
            faults: *faults,
            client_errors: Rate::new(faults.client_errors.canonical(), faults.alike)?,
            wrong_results: Rate::new(faults.wrong_results.canonical(), faults.alike)?,
        })
    }

    /// Draws the traits of a new host; its stream is made only if anything depends on it.
    pub(super) fn draw<G: Generator>(&self, rng: impl FnOnce() -> Stream<G>) -> Conduct {
        let Faults { fabricators, failing, .. } = &self.faults;
        let (fabricators, failing) = (fabricators.canonical(), failing.canonical());
        if fabricators + failing <= 0.0
            && let (&Rate::Same(errors), &Rate::Same(wrong)) = (&self.client_errors, &self.wrong_results)
        {
            return Conduct { honesty: Honesty::Honest, client_errors: errors, wrong_results: wrong };
        }
        let mut rng = rng();
        let drawn = unit(&mut rng);
        let honesty = if drawn < fabricators {
            Honesty::Fabricator
        } else if drawn < fabricators + failing {
            Honesty::Failing
        } else {
            Honesty::Honest
        };
        Conduct {
            honesty,
            client_errors: self.client_errors.draw(&mut rng),
            wrong_results: self.wrong_results.draw(&mut rng),
        }
    }
}
