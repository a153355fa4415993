//! Quantiles without storing the values: the [`Sketch`].
//!
//! The exact median of a stream needs the whole stream (Munro & Paterson
//! 1980). A sketch is approximate, with the same *relative* error everywhere:
//! since the bins widen with the value, "950 ms, give or take 4" and "9.5 days,
//! give or take an hour" cost the same. Masson, Rim & Lee (2019, DDSketch)
//! showed for logarithmically spaced bins that this bounds the relative error
//! of *every* quantile.
//!
//! No logarithm is needed. A float is stored as exponent and mantissa already,
//! so its top bits *are* a bin number: the exponent selects the octave and the
//! first seven bits of the mantissa one of its 128 bins, as in HdrHistogram
//! (Gil Tene). Finding the bin is a shift, the same on every machine, and the
//! contents are integers: sketches merge exactly, in any order.

use super::Bin;

/// Bits of the mantissa that count: 2^7 bins per octave.
const PRECISION: u32 = 7;
const OCTAVE: usize = 1 << PRECISION;
const SHIFT: u32 = f64::MANTISSA_DIGITS - 1 - PRECISION;

/// Counts in bins of equal *relative* width, from which any quantile can be estimated.
///
/// Values are zero or lie in [`Sketch::LOWEST`]`..`[`Sketch::HIGHEST`], in any
/// unit. Other finite or infinite values are moved to the nearest of these and
/// counted in [`clamped`](Sketch::clamped); NaN is refused. Memory is 8 bytes a
/// bin and 128 bins an octave between the smallest and the largest value:
/// 10 KB over three orders of magnitude, 70 KB at most, nothing when empty.
///
/// ```
/// use bazaar_numerics::accumulators::Sketch;
/// let mut latencies = Sketch::default();
/// for millisecond in 1..=1000 {
///     latencies.add(f64::from(millisecond));
/// }
/// let p95 = latencies.quantile(0.95).unwrap();
/// assert!((p95 - 950.0).abs() <= 950.0 * Sketch::RELATIVE_ERROR);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    zeros: u64,
    /// Number of the bin that `counts` begins with; a whole octave, so that
    /// equal contents have one form only. Zero while `counts` is empty.
    first: usize,
    counts: Vec<u64>,
    clamped: u64,
    refused: u64,
}

impl Sketch {
    /// The bound on the relative error of a quantile of values in the range.
    ///
    /// A bin is 2^-7 of its octave's base wide, and its midpoint represents all
    /// its values: the error is at most half of that, 0.39 %.
    pub const RELATIVE_ERROR: f64 = 1.0 / 256.0;

    /// The smallest value above zero: 2^-30, about 1e-9.
    pub const LOWEST: f64 = 1.0 / (1u64 << 30) as f64;

    /// The end of the range: 2^40, about 1e12.
    pub const HIGHEST: f64 = (1u64 << 40) as f64;

    /// Adds one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        if (Self::LOWEST..Self::HIGHEST).contains(&value) {
            self.count_in(bin_of(value));
        } else if value == 0.0 {
            self.zeros += 1;
        } else {
            self.add_outlier(value);
        }
    }

    /// Adds the values of another sketch: exact, in any order.
    pub fn merge(&mut self, other: &Sketch) {
        self.zeros += other.zeros;
        self.clamped += other.clamped;
        self.refused += other.refused;
        if other.counts.is_empty() {
            return;
        }
        self.cover(other.first, other.first + other.counts.len());
        let ours = &mut self.counts[other.first - self.first..];
        ours.iter_mut().zip(&other.counts).for_each(|(ours, theirs)| *ours += theirs);
    }

    /// The number of values, clamped ones included.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.zeros + self.counts.iter().sum::<u64>()
    }

    /// The number of values outside the range, which were moved to its nearest end.
    #[must_use]
    pub const fn clamped(&self) -> u64 {
        self.clamped
    }

    /// The number of NaN values, which are not counted otherwise.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    /// The `p`-quantile.
    ///
    /// The inverse of the empirical distribution (Hyndman & Fan 1996, type 1):
    /// of n sorted values the ⌈p n⌉-th, and the first for `p = 0`. `None`
    /// without values or for `p` outside of 0 to 1.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&p) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a cast from float saturates")]
        let rank = ((p * self.count() as f64).ceil() as u64).max(1);
        let mut below = 0;
        self.bins()
            .find(|bin| {
                below += bin.count;
                below >= rank
            })
            .map(|bin| f64::midpoint(bin.low, bin.high))
    }

    /// The non-empty bins, in ascending order. Zeros have a bin of width zero.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        let zeros = Bin { low: 0.0, high: 0.0, count: self.zeros };
        let positive = self.counts.iter().zip(self.first..);
        core::iter::once(zeros)
            .chain(positive.map(|(&count, i)| Bin { low: edge(i), high: edge(i + 1), count }))
            .filter(|bin| bin.count > 0)
    }

    /// The cumulative distribution: for each non-empty bin its upper edge and
    /// the number of values below it (for zeros: at it).
    pub fn cumulative(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.bins().scan(0, |below, bin| {
            *below += bin.count;
            Some((bin.high, *below))
        })
    }

    /// The whole state, for [`from_words`](Sketch::from_words).
    #[must_use]
    pub fn to_words(&self) -> Vec<u64> {
        let first = [self.zeros, self.clamped, self.refused, self.first as u64];
        first.into_iter().chain(self.counts.iter().copied()).collect()
    }

    /// Restores a sketch from its words; `None` if they are not those of a sketch.
    #[must_use]
    pub fn from_words(words: &[u64]) -> Option<Self> {
        let (&[zeros, clamped, refused, first], counts) = words.split_first_chunk()?;
        let first = usize::try_from(first).ok()?;
        let is_whole = first.is_multiple_of(OCTAVE) && counts.len().is_multiple_of(OCTAVE);
        let is_within = first.checked_add(counts.len())? <= bin_of(Self::HIGHEST);
        (is_whole && is_within).then(|| Sketch { zeros, first, counts: counts.to_vec(), clamped, refused })
    }

    #[cold]
    fn add_outlier(&mut self, value: f64) {
        if value.is_nan() {
            self.refused += 1;
            return;
        }
        self.clamped += 1;
        if value < 0.0 {
            self.zeros += 1;
        } else if value < Self::LOWEST {
            self.count_in(bin_of(Self::LOWEST));
        } else {
            self.count_in(bin_of(Self::HIGHEST) - 1);
        }
    }

    #[inline]
    fn count_in(&mut self, bin: usize) {
        // Bins before the first wrap around to a number above the last.
        if bin.wrapping_sub(self.first) >= self.counts.len() {
            let octave = bin / OCTAVE * OCTAVE;
            self.cover(octave, octave + OCTAVE);
        }
        self.counts[bin - self.first] += 1;
    }

    /// Makes room for the bins `from..to`, which are whole octaves.
    #[cold]
    fn cover(&mut self, from: usize, to: usize) {
        if self.counts.is_empty() {
            self.first = from;
        }
        if from < self.first {
            self.counts.splice(0..0, core::iter::repeat_n(0, self.first - from));
            self.first = from;
        }
        if to > self.first + self.counts.len() {
            self.counts.resize(to - self.first, 0);
        }
    }
}

/// The number of the bin of a positive value: its exponent and first mantissa bits.
#[inline]
fn bin_of(value: f64) -> usize {
    // 18 bits are left: they fit into any usize.
    (value.to_bits() >> SHIFT) as usize
}

/// The smallest value in a bin.
#[inline]
fn edge(bin: usize) -> f64 {
    f64::from_bits((bin as u64) << SHIFT)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "bin edges are exact in binary")]
mod tests {
    use super::*;

    fn sketch(values: &[f64]) -> Sketch {
        let mut sketch = Sketch::default();
        values.iter().for_each(|&value| sketch.add(value));
        sketch
    }

    #[test]
    fn an_octave_is_cut_into_equal_bins() {
        let bins: Vec<Bin> = sketch(&[1.0, 1.5, 2.0_f64.next_down()]).bins().collect();
        assert_eq!(bins[0], Bin { low: 1.0, high: 1.0 + 1.0 / 128.0, count: 1 });
        assert_eq!(bins[1].low, 1.5);
        assert_eq!(bins[2], Bin { low: 2.0 - 1.0 / 128.0, high: 2.0, count: 1 });
    }

    #[test]
    fn an_empty_sketch_has_no_quantile() {
        assert_eq!(Sketch::default().quantile(0.5), None);
        let one = sketch(&[1.0]);
        assert_eq!((one.quantile(-0.1), one.quantile(1.1), one.quantile(f64::NAN)), (None, None, None));
        assert_eq!(one.quantile(0.0), one.quantile(1.0));
    }

    #[test]
    fn zeros_count_and_come_first() {
        let sketch = sketch(&[0.0, -0.0, 4.0, 8.0]);
        assert_eq!(sketch.quantile(0.5), Some(0.0));
        assert_eq!(sketch.clamped(), 0);
        let below: Vec<(f64, u64)> = sketch.cumulative().collect();
        assert_eq!(below, [(0.0, 2), (4.0 + 1.0 / 32.0, 3), (8.0 + 1.0 / 16.0, 4)]);
    }

    #[test]
    fn values_beyond_the_range_are_clamped_and_counted() {
        let sketch = sketch(&[-3.0, 1e-12, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1.0]);
        assert_eq!((sketch.count(), sketch.clamped(), sketch.refused()), (6, 5, 1));
        assert_eq!(sketch.quantile(0.3), Some(0.0));
        let low = sketch.quantile(0.5).unwrap_or(0.0);
        assert!((low / Sketch::LOWEST - 1.0).abs() <= Sketch::RELATIVE_ERROR);
        let high = sketch.quantile(1.0).unwrap_or(0.0);
        assert!((high / Sketch::HIGHEST - 1.0).abs() <= Sketch::RELATIVE_ERROR);
    }

    #[test]
    fn the_ends_of_the_range_are_in_their_own_bins() {
        let sketch = sketch(&[Sketch::LOWEST, Sketch::HIGHEST.next_down()]);
        assert_eq!((sketch.count(), sketch.clamped()), (2, 0));
        assert_eq!(sketch.counts.len(), 70 * OCTAVE);
    }

    #[test]
    fn storage_follows_the_spread_of_the_values() {
        assert_eq!(Sketch::default().counts.len(), 0);
        assert_eq!(sketch(&[5.0; 1000]).counts.len(), OCTAVE);
        assert_eq!(sketch(&[1.0, 1000.0]).counts.len(), 10 * OCTAVE);
    }

    #[test]
    fn words_give_back_the_sketch_and_no_other() {
        for values in [&[][..], &[0.0, f64::NAN, 3.0, 1e9, 1e300]] {
            let sketch = sketch(values);
            assert_eq!(Sketch::from_words(&sketch.to_words()), Some(sketch));
        }
        let words = sketch(&[Sketch::HIGHEST.next_down()]).to_words();
        let shifted: Vec<u64> =
            words.iter().enumerate().map(|(at, word)| word + u64::from(at == 3)).collect();
        let beyond: Vec<u64> = words.iter().copied().chain([0; OCTAVE]).collect();
        for wrong in [&words[..3], &words[..words.len() - 1], &shifted, &beyond] {
            assert_eq!(Sketch::from_words(wrong), None, "{} words", wrong.len());
        }
    }

    #[test]
    fn the_order_of_values_leaves_no_trace() {
        assert_eq!(sketch(&[0.01, 70.0, 3.0]), sketch(&[70.0, 3.0, 0.01]));
    }
}
