//! Time averages: the [`Level`].
//!
//! Hosts online, requests waiting, cash in hand: such a quantity has a value
//! at every instant and changes at events. Its time average is the area under
//! the step function divided by the duration (Law 2015, section 1.4). Each
//! change adds one rectangle, so only the area so far has to be stored.

use super::ShapeError;

/// A piecewise constant quantity, with its integral over time.
///
/// Times are in the run's unit and do not decrease; a time before the last
/// change counts as the time of the last change. Counts of entities are exact;
/// adding and subtracting *different* floats leaves rounding errors, which
/// `set` removes.
///
/// ```
/// use bazaar_numerics::accumulators::Level;
/// let mut online = Level::new(0.0, 2.0);
/// online.add(4.0, 1.0);                       // 2 hosts for 4 hours, then 3
/// assert_eq!(online.mean(8.0), Some(2.5));
/// assert_eq!(online.integral(8.0), 20.0);     // host-hours
/// online.reset(8.0);                          // the warm-up ends here
/// assert_eq!(online.mean(10.0), Some(3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    start: f64,
    last: f64,
    value: f64,
    area: f64,
    extremes: Option<Extremes>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Extremes {
    min: f64,
    max: f64,
}

impl Default for Level {
    fn default() -> Self {
        Level::new(0.0, 0.0)
    }
}

impl Level {
    /// A level that is `value` from `start_time` on.
    #[must_use]
    pub const fn new(start_time: f64, value: f64) -> Self {
        let extremes = Some(Extremes { min: value, max: value });
        Level { start: start_time, last: start_time, value, area: 0.0, extremes }
    }

    /// From `time` on the level is `value`.
    #[inline]
    pub fn set(&mut self, time: f64, value: f64) {
        self.advance(time);
        self.value = value;
        if let Some(extremes) = &mut self.extremes {
            extremes.min = extremes.min.min(value);
            extremes.max = extremes.max.max(value);
        }
    }

    /// From `time` on the level is higher by `delta`, or lower if that is negative.
    #[inline]
    pub fn add(&mut self, time: f64, delta: f64) {
        self.set(time, self.value + delta);
    }

    /// Restarts the statistics at `time`, with the present value: warm-up deletion.
    pub fn reset(&mut self, time: f64) {
        *self = Level::new(self.last.max(time), self.value);
    }

    /// Adds the level of another partition.
    ///
    /// Integral, mean and value are those of the sum. Its minimum and maximum
    /// are unknown, since the times of changes are not stored, unless one of
    /// the two levels has been constant.
    ///
    /// # Errors
    /// [`ShapeError::DifferentStarts`], which leaves the level as it was: the
    /// mean of a sum needs one time to start from.
    pub fn merge(&mut self, other: &Level) -> Result<(), ShapeError> {
        if self.start.total_cmp(&other.start).is_ne() {
            return Err(ShapeError::DifferentStarts { ours: self.start, theirs: other.start });
        }
        let now = self.last.max(other.last);
        self.area = self.integral(now) + other.integral(now);
        self.last = now;
        self.value += other.value;
        self.extremes = self.extremes.zip(other.extremes).and_then(|(ours, theirs)| {
            let one_is_constant = ours.is_constant() || theirs.is_constant();
            let sum = Extremes { min: ours.min + theirs.min, max: ours.max + theirs.max };
            one_is_constant.then_some(sum)
        });
        Ok(())
    }

    /// The level now.
    #[inline]
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// The area under the level from the start to `until`: level times time.
    #[inline]
    #[must_use]
    pub fn integral(&self, until: f64) -> f64 {
        self.area + self.value * (until.max(self.last) - self.last)
    }

    /// The mean level from the start to `until`; `None` if no time has passed
    /// or the level has not been finite.
    #[must_use]
    pub fn mean(&self, until: f64) -> Option<f64> {
        let duration = until.max(self.last) - self.start;
        let mean = self.integral(until) / duration;
        (duration > 0.0 && mean.is_finite()).then_some(mean)
    }

    /// The minimum since the start, levels of zero duration included; `None` if a merge has lost it.
    #[must_use]
    pub fn min(&self) -> Option<f64> {
        self.extremes.map(|extremes| extremes.min)
    }

    /// The maximum since the start, levels of zero duration included; `None` if a merge has lost it.
    #[must_use]
    pub fn max(&self) -> Option<f64> {
        self.extremes.map(|extremes| extremes.max)
    }

    #[inline]
    fn advance(&mut self, time: f64) {
        let time = time.max(self.last);
        self.area += self.value * (time - self.last);
        self.last = time;
    }
}

impl Extremes {
    fn is_constant(self) -> bool {
        self.min >= self.max
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected values are exact in binary")]
mod tests {
    use super::*;

    #[test]
    fn the_mean_weighs_values_by_their_duration() {
        let mut level = Level::new(10.0, 4.0);
        level.set(11.0, 0.0);
        level.add(13.0, 8.0);
        assert_eq!(level.integral(14.0), 12.0);
        assert_eq!(level.mean(14.0), Some(3.0));
        assert_eq!((level.min(), level.max(), level.value()), (Some(0.0), Some(8.0), 8.0));
    }

    #[test]
    fn no_time_has_no_mean() {
        assert_eq!(Level::new(5.0, 1.0).mean(5.0), None);
        assert_eq!(Level::new(5.0, 1.0).mean(4.0), None);
        assert_eq!(Level::new(0.0, f64::NAN).mean(1.0), None);
    }

    #[test]
    fn an_earlier_time_counts_as_the_last_change() {
        let mut level = Level::new(0.0, 1.0);
        level.set(4.0, 3.0);
        level.set(2.0, 5.0);
        assert_eq!(level.integral(1.0), 4.0);
        assert_eq!(level.integral(5.0), 9.0);
        level.reset(3.0);
        assert_eq!(level, Level::new(4.0, 5.0));
    }

    #[test]
    fn a_reset_keeps_the_value_and_forgets_the_rest() {
        let mut level = Level::new(0.0, 100.0);
        level.set(1.0, 2.0);
        level.reset(10.0);
        assert_eq!(level, Level::new(10.0, 2.0));
    }

    #[test]
    fn merged_levels_add_up_and_lose_their_extremes() {
        let (mut ours, mut theirs) = (Level::default(), Level::new(0.0, 1.0));
        ours.set(2.0, 5.0);
        theirs.set(6.0, 2.0);
        assert_eq!(ours.merge(&theirs), Ok(()));
        // Ours: 5 from 2 to 8. Theirs: 1 to 6, 2 to 8.
        assert_eq!((ours.integral(8.0), ours.value()), (30.0 + 10.0, 7.0));
        assert_eq!((ours.min(), ours.max()), (None, None));
    }

    #[test]
    fn merging_into_a_constant_keeps_the_extremes() {
        let (mut ours, mut theirs) = (Level::default(), Level::new(0.0, 1.0));
        theirs.set(6.0, 2.0);
        assert_eq!(ours.merge(&theirs), Ok(()));
        assert_eq!(ours, theirs);
    }

    #[test]
    fn levels_with_different_starts_do_not_merge() {
        let mut ours = Level::new(1.0, 1.0);
        let refusal = ours.merge(&Level::new(2.0, 1.0));
        assert_eq!(refusal, Err(ShapeError::DifferentStarts { ours: 1.0, theirs: 2.0 }));
        assert_eq!(ours, Level::new(1.0, 1.0));
    }
}
