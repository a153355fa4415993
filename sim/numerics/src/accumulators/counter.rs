//! The number of events: the [`Counter`].

/// Counts events.
///
/// ```
/// use bazaar_numerics::accumulators::Counter;
/// let mut reports = Counter::default();
/// reports.add(1);
/// reports.add(2);
/// assert_eq!(reports.count(), 3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter(u64);

impl Counter {
    /// Counts `events` more. The counter stops at `u64::MAX`, which no run reaches.
    #[inline]
    pub const fn add(&mut self, events: u64) {
        self.0 = self.0.saturating_add(events);
    }

    /// The number of events so far.
    #[inline]
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.0
    }

    /// Adds the count of another partition: exact, in any order.
    #[inline]
    pub const fn merge(&mut self, other: &Counter) {
        self.add(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::Counter;

    #[test]
    fn a_merged_counter_holds_both_counts() {
        let (mut ours, mut theirs) = (Counter::default(), Counter::default());
        ours.add(5);
        theirs.add(7);
        ours.merge(&theirs);
        assert_eq!(ours.count(), 12);
        assert_eq!(theirs.count(), 7);
    }

    #[test]
    fn a_full_counter_stays_full() {
        let mut counter = Counter::default();
        counter.add(u64::MAX);
        counter.add(1);
        assert_eq!(counter.count(), u64::MAX);
    }
}
