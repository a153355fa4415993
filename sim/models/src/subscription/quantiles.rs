//! Quantiles of gamma and beta distributions at normal scores, for traits that go together.
//!
//! Traits that are correlated are drawn as a Gaussian copula: three correlated
//! standard normals, each of which is turned into the trait whose distribution function has the
//! same value. The functions are the textbook series and continued fractions (Abramowitz & Stegun
//! 1964, 6.5.29, 26.5.8) on top of the engine's exact logarithm and exponential, so they give the same bits
//! everywhere; a table between normal scores -6 and 6 makes them cheap.

use bazaar_numerics::variates::exp;
use pxfm::f_log;

const REACH: f64 = 6.0;
const STEPS: usize = 512;
/// Terms after which a series has converged for any parameter that is taken.
const TERMS: u32 = 3000;
const TINY: f64 = 1e-300;

/// A quantile function by normal score, interpolated.
#[derive(Clone, Debug)]
pub(super) struct Quantiles(Vec<f64>);

impl Quantiles {
    /// Of the gamma distribution with this shape and scale 1; in logarithms, since it spans many decades.
    pub(super) fn log_gamma(shape: f64) -> Self {
        Self::of(|p| invert(p, -700.0, 30.0, |log| gamma_below(shape, exp(log))))
    }

    /// Of the logit of a beta distributed share.
    pub(super) fn logit_beta(a: f64, b: f64) -> Self {
        Self::of(|p| invert(p, -700.0, 700.0, |logit| beta_below(a, b, 1.0 / (1.0 + exp(-logit)))))
    }

    fn of(quantile: impl Fn(f64) -> f64) -> Self {
        let score = |step: usize| REACH * (2.0 * step as f64 / STEPS as f64 - 1.0);
        Self((0..=STEPS).map(|step| quantile(normal_below(score(step)))).collect())
    }

    /// The quantile at a normal score; scores beyond 6 count as 6.
    pub(super) fn at(&self, score: f64) -> f64 {
        let place = (score.clamp(-REACH, REACH) + REACH) / (2.0 * REACH) * STEPS as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the table")]
        let below = (place as usize).min(STEPS - 1);
        let part = place - below as f64;
        self.0[below] * (1.0 - part) + self.0[below + 1] * part
    }
}

/// Bisection of a distribution function to the last bit that matters.
fn invert(p: f64, low: f64, high: f64, below: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if below(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The standard normal distribution function: half of the gamma distribution with shape 1/2.
pub(super) fn normal_below(z: f64) -> f64 {
    let half = 0.5 * gamma_below(0.5, 0.5 * z * z);
    if z < 0.0 { 0.5 - half } else { 0.5 + half }
}

/// The logarithm of the gamma function: Stirling's series, after a shift to where it is exact.
pub(super) fn log_gamma(x: f64) -> f64 {
    const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;
    let mut shift = 1.0;
    let mut x = x;
    while x < 12.0 {
        shift *= x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0
        - square
            * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0)))))
        / x;
    (x - 0.5) * f_log(x) - x + HALF_LOG_TWO_PI + series - f_log(shift)
}

/// The regularised incomplete gamma function P(shape, x).
pub(super) fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = exp(shape * f_log(x) - x - log_gamma(shape));
    if x < shape + 1.0 {
        let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
        for n in 1..TERMS {
            term *= x / (shape + f64::from(n));
            sum += term;
            if term < 1e-17 * sum {
                break;
            }
        }
        (front * sum).min(1.0)
    } else {
        // Lentz's continued fraction for the upper tail.
        let mut b = x + 1.0 - shape;
        let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
        let mut fraction = d;
        for n in 1..TERMS {
            let a = -f64::from(n) * (f64::from(n) - shape);
            b += 2.0;
            d = 1.0 / not_zero(a * d + b);
            c = not_zero(b + a / c);
            fraction *= c * d;
            if (c * d - 1.0).abs() < 1e-16 {
                break;
            }
        }
        1.0 - front * fraction
    }
}

/// The regularised incomplete beta function I_x(a, b).
pub(super) fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return f64::from(u8::from(x >= 1.0));
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(b, a, 1.0 - x);
    }
    let log_front = log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * f_log(x) + b * f_log(1.0 - x);
    let front = exp(log_front) / a;
    let mut d = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut fraction) = (1.0, d);
    for n in 1..TERMS {
        let m = f64::from(n);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / not_zero(1.0 + even * d);
        c = not_zero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / not_zero(1.0 + odd * d);
        c = not_zero(1.0 + odd / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front * fraction).min(1.0)
}

fn not_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}
