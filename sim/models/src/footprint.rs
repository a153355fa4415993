//! The footprint of a run, estimated before it starts: the number of events, and memory.
//!
//! A rate times a number times the length of the run gives the number of events to within a factor of a few:
//! enough to distinguish a second from a day and a megabyte from a terabyte. It is an upper bound instead of
//! a mean where it depends on the course of the run, such as the number of people who hear of a platform.

use bazaar_engine::{Key, Stream, Streams};
use bazaar_numerics::variates::{Variate, exp};

use crate::distribution::Distribution;

/// The footprint of one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Footprint {
    parts: Vec<Part>,
    /// The number of partitions, which are run one after another or in parallel.
    pub partitions: f64,
    /// The memory that a replication occupies until the end of the study, in bytes.
    pub kept: f64,
}

/// The footprint due to one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The parameter, by its path from the model's table.
    pub path: String,
    /// The number of events due to it in a replication.
    pub events: f64,
    /// The bytes in memory at once due to it, in one partition.
    pub bytes: f64,
}

impl Footprint {
    pub(crate) fn new(partitions: f64) -> Self {
        Footprint { parts: Vec::new(), partitions, kept: 0.0 }
    }

    /// Adds the footprint due to a parameter.
    #[must_use]
    pub(crate) fn and(mut self, path: &str, events: f64, bytes: f64) -> Self {
        self.parts.push(Part { path: path.to_owned(), events, bytes });
        self
    }

    /// Adds the footprint of a component whose table is `table`, multiplied.
    #[must_use]
    pub(crate) fn with(mut self, table: &str, component: Footprint, times: f64) -> Self {
        let seen = |part: Part| Part {
            path: format!("{table}.{}", part.path),
            events: part.events * times,
            bytes: part.bytes,
        };
        self.parts.extend(component.parts.into_iter().map(seen));
        self
    }

    /// The number of events of a replication.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.parts.iter().map(|part| part.events).sum()
    }

    /// The bytes in memory at once of one partition.
    #[must_use]
    pub fn bytes(&self) -> f64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// The parameter with the largest number of events.
    #[must_use]
    pub fn most_events(&self) -> Option<&str> {
        self.most(|part| part.events)
    }

    /// The parameter with the largest memory.
    #[must_use]
    pub fn most_bytes(&self) -> Option<&str> {
        self.most(|part| part.bytes)
    }

    fn most(&self, of: impl Fn(&Part) -> f64) -> Option<&str> {
        let most = self.parts.iter().max_by(|one, other| of(one).total_cmp(&of(other)));
        most.map(|part| part.path.as_str())
    }
}

/// The final value of a number that begins at `initial`, with `inflow` per hour and growth by the share
/// `growth` of itself per hour; and its integral over the hours.
pub(crate) fn grown(initial: f64, inflow: f64, growth: f64, hours: f64) -> (f64, f64) {
    let exponent = growth * hours;
    if exponent.abs() < 1e-6 {
        return (initial + inflow * hours, (initial + 0.5 * inflow * hours) * hours);
    }
    // Larger values are equivalent: either is refused.
    let times = exp(exponent.clamp(-600.0, 600.0));
    let last = initial * times + inflow / growth * (times - 1.0);
    (last, (last - initial - inflow * hours) / growth)
}

/// The approximate number of intervals within this many hours: intervals beyond them count as this long.
pub(crate) fn intervals_within(distributions: &[&Distribution], hours: f64) -> f64 {
    const DRAWS: u32 = 512;
    let mean = |distribution: &&Distribution| {
        // Invalid distributions are refused elsewhere.
        let Ok(variate) = distribution.variate() else { return hours };
        let mut rng: Stream = Streams::new(0).component("footprint").stream(0, Key::SINGLE);
        (0..DRAWS).map(|_| variate.sample(&mut rng).min(hours)).sum::<f64>() / f64::from(DRAWS)
    };
    hours / distributions.iter().map(mean).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    #[test]
    fn a_number_that_grows_has_the_closed_form_and_none_that_overflows() {
        let (last, sum) = grown(2.0, 3.0, 0.0, 4.0);
        assert_eq!((last, sum), (14.0, 32.0));
        let (last, sum) = grown(1.0, 0.0, 1.0, 2.0);
        assert!((last - 7.389_056).abs() < 1e-6 && (sum - 6.389_056).abs() < 1e-6, "{last} {sum}");
        let (last, sum) = grown(1.0, 1.0, 1e300, 1e5);
        assert!(last > 1e200 && !sum.is_nan());
    }

    #[test]
    fn intervals_are_counted_by_their_mean_and_those_of_no_time_without_end() {
        let hours = |hours| Distribution::Deterministic(Quantity::hours(hours));
        assert_eq!(intervals_within(&[&hours(2), &hours(3)], 100.0), 20.0);
        assert_eq!(intervals_within(&[&hours(0)], 100.0), f64::INFINITY);
        assert_eq!(intervals_within(&[&hours(1000)], 100.0), 1.0);
    }

    #[test]
    fn the_largest_part_is_what_to_lower() {
        let all = Footprint::new(1.0).and("few", 1.0, 5.0);
        let all = all.with("table", Footprint::new(1.0).and("many", 7.0, 3.0), 2.0);
        assert_eq!((all.events(), all.bytes()), (15.0, 8.0));
        assert_eq!((all.most_events(), all.most_bytes()), (Some("table.many"), Some("few")));
    }
}
