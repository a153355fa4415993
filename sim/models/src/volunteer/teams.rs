//! Teams: members and credit.

use bazaar_engine::Rng;
use bazaar_macros::Merge;
use bazaar_numerics::variates::{chance, exp, unit};

use super::parameters;
use crate::merge::apart;

/// How volunteers choose a team.
#[derive(Clone, Debug)]
pub(super) struct Teams {
    members: f64,
    /// The probability of a team or one before it.
    cumulative: Vec<f64>,
}

impl Teams {
    /// The number for volunteers without a team; teams count from 1.
    pub(super) const NONE: u16 = 0;

    /// `None` if no volunteer is in a team.
    pub(super) fn new(parameters: &parameters::Teams) -> Option<Self> {
        let members = parameters.members.canonical();
        if members <= 0.0 {
            return None;
        }
        let weight = |rank: u32| exp(-parameters.exponent * pxfm::f_log(f64::from(rank)));
        let all: f64 = (1..=parameters.count).map(weight).sum();
        let cumulative = (1..=parameters.count).scan(0.0, |sum, rank| {
            *sum += weight(rank) / all;
            Some(*sum)
        });
        Some(Teams { members, cumulative: cumulative.collect() })
    }

    /// How many teams there are.
    pub(super) fn count(&self) -> usize {
        self.cumulative.len()
    }

    /// The team of a new volunteer.
    pub(super) fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> u16 {
        if !chance(rng, self.members) {
            return Self::NONE;
        }
        let u = unit(rng);
        let before = self.cumulative.partition_point(|&share| share <= u).min(self.count() - 1);
        u16::try_from(before + 1).unwrap_or(Self::NONE)
    }
}

/// The credit of each team in one or more partitions; empty where there are none.
#[derive(Clone, Debug, Default, Merge)]
pub(super) struct TeamCredit {
    /// By a volunteer's number.
    #[merge(by = apart)]
    team_of: Vec<u16>,
    /// Of those in no team, then by team.
    credit: Vec<f64>,
}

impl TeamCredit {
    pub(super) fn new(teams: Option<&Teams>) -> Self {
        TeamCredit { team_of: Vec::new(), credit: vec![0.0; teams.map_or(0, |teams| teams.count() + 1)] }
    }

    /// A volunteer joins a team.
    pub(super) fn join(&mut self, owner: u32, team: u16) {
        let place = owner as usize;
        if self.team_of.len() <= place {
            self.team_of.resize(place + 1, Teams::NONE);
        }
        self.team_of[place] = team;
    }

    /// A volunteer is granted credit.
    #[inline]
    pub(super) fn grant(&mut self, owner: u32, credit: f64) {
        if let Some(&team) = self.team_of.get(owner as usize) {
            self.credit[usize::from(team)] += credit;
        }
    }

    /// The credit of those in no team, and of each team; `None` without teams.
    pub(super) fn by_team(&self) -> Option<(f64, &[f64])> {
        self.credit.split_first().map(|(&none, teams)| (none, teams))
    }
}

#[cfg(test)]
mod tests {
    use bazaar_engine::{Key, Streams};

    use super::*;
    use crate::quantity::Quantity;

    #[test]
    fn the_first_of_three_by_zipfs_law_has_six_of_eleven_members() {
        let members = Quantity::new(0.5).unwrap();
        let teams = Teams::new(&parameters::Teams { members, count: 3, exponent: 1.0 }).unwrap();
        let mut rng = Streams::new(1).component("teams").stream(0, Key::SINGLE);
        let mut count = [0.0; 4];
        (0..110_000).for_each(|_| count[usize::from(teams.draw(&mut rng))] += 1.0);
        for (found, share) in count.into_iter().zip([0.5, 3.0 / 11.0, 1.5 / 11.0, 1.0 / 11.0]) {
            // Five standard deviations each: an error of 2e-6 for all four.
            let spread = (110_000.0_f64 * share * (1.0 - share)).sqrt();
            assert!((found - 110_000.0 * share).abs() < 5.0 * spread, "{count:?}");
        }
    }
}
