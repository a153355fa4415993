//! Accumulators against reference implementations, which keep all values, sort them and sum them.

#![allow(clippy::float_cmp, reason = "where floats are compared, both sides hold integers")]

use bazaar_numerics::accumulators::{Bin, Counter, Histogram, Level, Sketch, Tally, TimeBuckets};
use proptest::collection::vec;
use proptest::prelude::*;

/// Cuts `values` into partitions of `size`, the last one possibly shorter.
fn partitions<T: Default>(values: &[f64], size: usize, mut add: impl FnMut(&mut T, f64)) -> Vec<T> {
    let accumulate = |part: &[f64]| {
        let mut accumulator = T::default();
        part.iter().for_each(|&value| add(&mut accumulator, value));
        accumulator
    };
    values.chunks(size).map(accumulate).collect()
}

/// Zero, or any positive value in the range of a sketch, each octave equally likely.
fn sketched() -> impl Strategy<Value = f64> {
    let lowest = Sketch::LOWEST.to_bits();
    let highest = Sketch::HIGHEST.to_bits();
    prop_oneof![1 => Just(0.0), 9 => (lowest..highest).prop_map(f64::from_bits)]
}

#[derive(Clone, Debug)]
enum Change {
    Set(u8, i16),
    Add(u8, i16),
    Reset(u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..5u8, -50..50i16).prop_map(|(wait, value)| Change::Set(wait, value)),
        4 => (0..5u8, -50..50i16).prop_map(|(wait, delta)| Change::Add(wait, delta)),
        1 => (0..5u8).prop_map(Change::Reset),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merged_counters_count_all(events in vec(0..1_000_000u64, 0..20)) {
        let mut sum = Counter::default();
        for &event in &events {
            let mut part = Counter::default();
            part.add(event);
            sum.merge(&part);
        }
        prop_assert_eq!(sum.count(), events.iter().sum::<u64>());
    }

    #[test]
    fn a_tally_agrees_with_two_passes_over_all_values(values in vec(-1e6..1e6f64, 2..200)) {
        let mut tally = Tally::default();
        values.iter().for_each(|&value| tally.add(value));
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
        prop_assert!((tally.mean().unwrap_or(f64::NAN) - mean).abs() <= 1e-9 * 1e6);
        prop_assert!((tally.variance().unwrap_or(f64::NAN) - variance).abs() <= 1e-9 * variance + 1e-12 * 1e12);
    }

    #[test]
    fn merged_tallies_agree_with_one(values in vec(-1e6..1e6f64, 2..200), size in 1..50usize) {
        let mut one = Tally::default();
        values.iter().for_each(|&value| one.add(value));
        let mut merged = Tally::default();
        for part in partitions(&values, size, Tally::add) {
            merged.merge(&part);
        }
        prop_assert_eq!(merged.count(), one.count());
        prop_assert_eq!((merged.min(), merged.max()), (one.min(), one.max()));
        let (ours, theirs) = (merged.mean().unwrap_or(f64::NAN), one.mean().unwrap_or(f64::NAN));
        // The mean may be near zero: its error is relative to the values.
        prop_assert!((ours - theirs).abs() <= 1e-9 * theirs.abs() + 1e-12 * 1e6);
        let (ours, theirs) = (merged.variance().unwrap_or(f64::NAN), one.variance().unwrap_or(f64::NAN));
        prop_assert!((ours - theirs).abs() <= 1e-9 * theirs + 1e-12 * 1e12);
    }

    #[test]
    fn a_level_agrees_with_a_value_for_every_hour(
        changes in vec(change(), 0..40), first in -50..50i16, rest in 0..10u8,
    ) {
        let mut level = Level::new(3.0, f64::from(first));
        let (mut hours, mut value, mut now) = (Vec::new(), i64::from(first), 3.0);
        let (mut min, mut max) = (value, value);
        for change in &changes {
            let (Change::Set(wait, _) | Change::Add(wait, _) | Change::Reset(wait)) = *change;
            hours.extend(core::iter::repeat_n(value, usize::from(wait)));
            now += f64::from(wait);
            match *change {
                Change::Set(_, to) => {
                    value = i64::from(to);
                    level.set(now, f64::from(to));
                }
                Change::Add(_, delta) => {
                    value += i64::from(delta);
                    level.add(now, f64::from(delta));
                }
                Change::Reset(_) => {
                    hours.clear();
                    (min, max) = (value, value);
                    level.reset(now);
                }
            }
            (min, max) = (min.min(value), max.max(value));
        }
        hours.extend(core::iter::repeat_n(value, usize::from(rest)));
        now += f64::from(rest);

        let integral = hours.iter().sum::<i64>() as f64;
        prop_assert_eq!(level.integral(now), integral);
        prop_assert_eq!(level.mean(now), (!hours.is_empty()).then(|| integral / hours.len() as f64));
        prop_assert_eq!(level.value(), value as f64);
        prop_assert_eq!((level.min(), level.max()), (Some(min as f64), Some(max as f64)));
    }

    #[test]
    fn the_integral_of_merged_levels_is_the_sum_of_integrals(
        ours in vec((0..5u8, -50..50i16), 0..20), theirs in vec((0..5u8, -50..50i16), 0..20),
    ) {
        let level = |steps: &[(u8, i16)]| {
            let (mut level, mut now) = (Level::default(), 0.0);
            for &(wait, delta) in steps {
                now += f64::from(wait);
                level.add(now, f64::from(delta));
            }
            level
        };
        let (ours, theirs) = (level(&ours), level(&theirs));
        let mut both = ours;
        prop_assert_eq!(both.merge(&theirs), Ok(()));
        for until in [100.0, 250.0] {
            prop_assert_eq!(both.integral(until), ours.integral(until) + theirs.integral(until));
        }
        if let (Some(max), Some(a), Some(b)) = (both.max(), ours.max(), theirs.max()) {
            prop_assert_eq!(max, a + b);
        }
    }

    #[test]
    fn merged_sketches_equal_one_in_any_order(values in vec(sketched(), 0..300), size in 1..100usize) {
        let mut one = Sketch::default();
        values.iter().for_each(|&value| one.add(value));
        let parts: Vec<Sketch> = partitions(&values, size, Sketch::add);
        let (mut forward, mut backward) = (Sketch::default(), Sketch::default());
        parts.iter().for_each(|part| forward.merge(part));
        parts.iter().rev().for_each(|part| backward.merge(part));
        prop_assert_eq!(&forward, &one);
        prop_assert_eq!(&backward, &one);
    }

    #[test]
    fn every_quantile_is_within_the_stated_error(mut values in vec(sketched(), 1..300), p in 0.0..=1.0f64) {
        let mut sketch = Sketch::default();
        values.iter().for_each(|&value| sketch.add(value));
        values.sort_by(f64::total_cmp);
        // The first value that a share of at least p does not exceed.
        let enough = |&place: &usize| (place + 1) as f64 >= p * values.len() as f64;
        let exact = (0..values.len()).find(enough).map_or(f64::NAN, |place| values[place]);
        let quantile = sketch.quantile(p).unwrap_or(f64::NAN);
        prop_assert!((quantile - exact).abs() <= exact * Sketch::RELATIVE_ERROR, "{quantile} for {exact}");
        prop_assert_eq!(sketch.clamped(), 0);
    }

    #[test]
    fn the_bins_of_a_sketch_hold_what_lies_between_their_edges(values in vec(sketched(), 0..300)) {
        let mut sketch = Sketch::default();
        values.iter().for_each(|&value| sketch.add(value));
        for Bin { low, high, count } in sketch.bins().filter(|bin| bin.low > 0.0) {
            let inside = values.iter().filter(|&&value| value >= low && value < high).count();
            prop_assert_eq!(inside as u64, count);
        }
        let last = sketch.cumulative().last().map_or(0, |(_, below)| below);
        prop_assert_eq!((last, sketch.count()), (values.len() as u64, values.len() as u64));
    }

    #[test]
    fn the_bins_of_a_histogram_hold_what_lies_between_their_edges(
        values in vec(-20.0..20.0f64, 0..200), low in -15.0..0.0f64, width in 0.1..15.0f64, bins in 1..40usize,
    ) {
        let mut histogram = Histogram::new(low, low + width, bins)?;
        values.iter().for_each(|&value| histogram.add(value));
        let mut edge = low;
        for Bin { low, high, count } in histogram.bins() {
            prop_assert_eq!(low, edge);
            edge = high;
            let inside = values.iter().filter(|&&value| value >= low && value < high).count();
            prop_assert_eq!(inside as u64, count);
        }
        prop_assert_eq!(edge, low + width);
        prop_assert_eq!(histogram.count(), values.len() as u64);
    }

    #[test]
    fn time_buckets_agree_with_an_overlap_for_every_bucket(
        levels in vec((-5.0..35.0f64, 0.0..40.0f64, -3.0..3.0f64), 0..60),
        events in vec((0.0..30.0f64, -3.0..3.0f64), 0..60),
        buckets in 1..50usize,
    ) {
        let horizon = 30.0;
        let mut series = TimeBuckets::new(horizon, buckets)?;
        let mut overlaps = vec![0.0; buckets];
        let mut total = 0.0;
        let width = horizon / buckets as f64;
        for &(from, duration, rate) in &levels {
            series.add_interval(from, from + duration, rate);
            total += rate * ((from + duration).min(horizon) - from.max(0.0)).max(0.0);
            for (i, sum) in overlaps.iter_mut().enumerate() {
                let (low, high) = (i as f64 * width, (i + 1) as f64 * width);
                *sum += rate * ((from + duration).min(high) - from.max(low)).max(0.0);
            }
        }
        for &(time, amount) in &events {
            series.add(time, amount);
            total += amount;
        }
        prop_assert!((series.sums().iter().sum::<f64>() - total).abs() < 1e-9);
        let rates: f64 = series.rates().iter().sum();
        prop_assert!((rates * series.width() - total).abs() < 1e-9);

        let mut levels_only = series.clone();
        events.iter().for_each(|&(time, amount)| levels_only.add(time, -amount));
        for (sum, overlap) in levels_only.sums().iter().zip(&overlaps) {
            prop_assert!((sum - overlap).abs() < 1e-9);
        }
    }

    #[test]
    fn merged_time_buckets_agree_with_one(
        levels in vec((0.0..30.0f64, 0.0..30.0f64, 0..9u8), 0..60), size in 1..20usize,
    ) {
        let mut one = TimeBuckets::new(30.0, 7)?;
        let mut merged = one.clone();
        for part in levels.chunks(size) {
            let mut partition = TimeBuckets::new(30.0, 7)?;
            for &(from, duration, rate) in part {
                one.add_interval(from, from + duration, f64::from(rate));
                partition.add_interval(from, from + duration, f64::from(rate));
            }
            prop_assert_eq!(merged.merge(&partition), Ok(()));
        }
        for (ours, theirs) in merged.rates().iter().zip(one.rates()) {
            prop_assert!((ours - theirs).abs() < 1e-9);
        }
    }
}

/// The module states four additions in place of 365, and a bound on the rounding error.
#[test]
fn a_million_assorted_levels_leave_next_to_no_residue() {
    let (hosts, horizon, buckets) = (1_000_000u32, 365.0, 365);
    let mut series = TimeBuckets::new(horizon, buckets).expect("a proper range");
    let mut spread = 0.5;
    for _ in 0..hosts {
        // Multiples of the golden ratio, modulo 1, fill 0 to 1 evenly.
        spread = (spread + 0.618_033_988_749_894_8_f64).fract();
        series.add_interval(100.0 * spread, 200.0 + 100.0 * spread * spread, 1e9 * (0.3 + spread));
    }
    let rates = series.rates();
    let peak = rates[150];
    assert!((peak / (f64::from(hosts) * 0.8e9) - 1.0).abs() < 1e-4, "{peak}");
    let residue = rates[305..].iter().fold(0.0_f64, |worst, rate| worst.max(rate.abs()));
    assert!(residue < 1e-14 * peak, "a residue of {:e} of the peak", residue / peak);
}
