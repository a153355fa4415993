//! Forward evaluation of continued fractions: Lentz's method as modified by Thompson & Barnett (1986).

/// When to stop: after `terms` terms, or when a step changes the value by a relative amount below `near`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) terms: u32,
    pub(crate) near: f64,
}

/// Replaces a zero denominator.
const TINY: f64 = 1e-300;

/// The value so far of b0 + a1 / (b1 + a2 / (b2 + ...)), as a product of factors that approach one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lentz {
    c: f64,
    d: f64,
    value: f64,
}

impl Lentz {
    /// Starts at 1 / `b`, the first denominator, with `c` as the part before it; [`NOTHING`](Self::NOTHING) if the
    /// fraction begins there.
    pub(crate) fn one_over(b: f64, c: f64) -> Self {
        let d = 1.0 / away_from_zero(b);
        Lentz { c, d, value: d }
    }

    /// Replaces the infinite quotient of the first denominator, which no other precedes.
    pub(crate) const NOTHING: f64 = 1.0 / TINY;

    /// Evaluates one more term, and returns the factor by which it changes the value.
    pub(crate) fn step(&mut self, a: f64, b: f64) -> f64 {
        self.d = 1.0 / away_from_zero(a * self.d + b);
        self.c = away_from_zero(b + a / self.c);
        let factor = self.c * self.d;
        self.value *= factor;
        factor
    }

    pub(crate) fn value(self) -> f64 {
        self.value
    }
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_golden_ratio_is_the_fraction_of_ones() {
        // 1 / (1 + 1 / (1 + ...)), whose convergents are quotients of Fibonacci numbers.
        let mut fraction = Lentz::one_over(1.0, Lentz::NOTHING);
        assert_eq!(fraction.value(), 1.0);
        fraction.step(1.0, 1.0);
        assert!((fraction.value() - 0.5).abs() < 1e-15);
        let last = (0..40).map(|_| fraction.step(1.0, 1.0)).last().unwrap();
        assert!(
            (fraction.value() - 0.5 * (5.0_f64.sqrt() - 1.0)).abs() < 1e-15 && (last - 1.0).abs() < 1e-15
        );
    }
}
