//! Maximum likelihood fit of the shifted beta-geometric to observed renewals.
//!
//! An account leaves at its `t`-th renewal with hazard `a / (a + b + t - 1)` (Fader & Hardie 2007), which
//! falls with age because accounts differ, not because any of them changes. With `n` renewals due at `t` of
//! which `l` are not made, the log-likelihood is the sum of `l ln h + (n - l) ln (1 - h)`. It is maximised by
//! Newton's method in the logarithms of `a` and `b`, with a step that is halved until the likelihood grows,
//! and a correction towards steepest ascent where the Hessian is not negative definite (Nocedal & Wright
//! 2006, chapter 3).

use bazaar_numerics::variates::exp;
use pxfm::f_log;

/// Parameters beyond this describe a risk that is the same for all accounts, or degenerate.
const LARGEST_LOG: f64 = 12.0;

/// The two parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    /// The first, `alpha`, above 0: the higher, the more accounts leave.
    pub a: f64,
    /// The second, `beta`, above 0: the higher, the more accounts stay.
    pub b: f64,
}

impl Fitted {
    /// The maximum likelihood fit to renewals due and not made, by number of renewals before; `None` if no
    /// account left, or none stayed.
    #[must_use]
    pub fn new(due: &[u64], left: &[u64]) -> Option<Self> {
        let all: u64 = due.iter().sum();
        let gone: u64 = left.iter().sum();
        if gone == 0 || gone == all {
            return None;
        }
        let churn = gone as f64 / all as f64;
        let mut at = [f_log(churn * 2.0), f_log((1.0 - churn) * 2.0)];
        let mut value = likelihood(due, left, at);
        for _ in 0..200 {
            let (gradient, curvature) = derivatives(due, left, at);
            let step = newton(gradient, curvature);
            let mut scale = 1.0;
            let mut moved = false;
            while scale > 1e-10 {
                let next = [0, 1].map(|i| (at[i] + scale * step[i]).clamp(-LARGEST_LOG, LARGEST_LOG));
                let better = likelihood(due, left, next);
                if better > value {
                    (at, value, moved) = (next, better, true);
                    break;
                }
                scale *= 0.5;
            }
            if !moved || step.iter().all(|part| part.abs() < 1e-10) {
                break;
            }
        }
        Some(Fitted { a: exp(at[0]), b: exp(at[1]) })
    }

    /// Whether the likelihood of renewals due and not made has a maximum at all: it has none, but grows as both parameters do, where
    /// retention does not rise with age, and as both vanish where all who left did so at the first renewal. The survival at that
    /// edge is right, but the parameters stand for no estimate.
    ///
    /// With `a = c s` and `b = (1 - c) s`, where `c` is the churn of all renewals, the slope of the log-likelihood in `1 / s` at 0
    /// is the sum over `t` of `t (stayed c / (1 - c) - left)`.
    #[must_use]
    pub fn has_maximum(due: &[u64], left: &[u64]) -> bool {
        let (all, gone) = (due.iter().sum::<u64>() as f64, left.iter().sum::<u64>() as f64);
        let later: u64 = left.iter().skip(1).sum();
        let terms = (0_u32..).zip(due.iter().zip(left)).map(|(before, (&due, &left))| {
            f64::from(before) * ((due - left) as f64 * gone - left as f64 * (all - gone))
        });
        // A slope within rounding counts as zero.
        later > 0 && gone < all && terms.sum::<f64>() > 1e-9 * all * gone
    }

    /// By how much the log-likelihood exceeds that of a constant risk.
    #[must_use]
    pub fn gain(&self, due: &[u64], left: &[u64]) -> f64 {
        let (all, gone) = (due.iter().sum::<u64>() as f64, left.iter().sum::<u64>() as f64);
        let share = |part: f64| if part > 0.0 { part * f_log(part / all) } else { 0.0 };
        self.log_likelihood(due, left) - share(gone) - share(all - gone)
    }

    /// The probability that an account leaves after this many renewals.
    #[must_use]
    pub fn hazard(&self, renewals: usize) -> f64 {
        self.a / (self.a + self.b + renewals as f64)
    }

    /// The share that is left after 0, 1, ... renewals.
    #[must_use]
    pub fn survival(&self, renewals: usize) -> Vec<f64> {
        let mut left = 1.0;
        let mut survival = vec![left];
        for renewal in 0..renewals {
            left *= 1.0 - self.hazard(renewal);
            survival.push(left);
        }
        survival
    }

    /// The log-likelihood of renewals due and not made, by number of renewals before.
    #[must_use]
    pub fn log_likelihood(&self, due: &[u64], left: &[u64]) -> f64 {
        log_likelihood(due, left, self.a, self.b)
    }
}

fn likelihood(due: &[u64], left: &[u64], [log_a, log_b]: [f64; 2]) -> f64 {
    log_likelihood(due, left, exp(log_a), exp(log_b))
}

fn log_likelihood(due: &[u64], left: &[u64], a: f64, b: f64) -> f64 {
    let mut sum = 0.0;
    for (before, (&due, &left)) in due.iter().zip(left).enumerate() {
        let stayed = (due - left) as f64;
        let before = before as f64;
        sum += left as f64 * f_log(a) + stayed * f_log(b + before) - due as f64 * f_log(a + b + before);
    }
    sum
}

/// Gradient and curvature in the logarithms: those in `a` and `b` by the chain rule.
fn derivatives(due: &[u64], left: &[u64], [log_a, log_b]: [f64; 2]) -> ([f64; 2], [f64; 3]) {
    let (a, b) = (exp(log_a), exp(log_b));
    let (mut da, mut db, mut daa, mut dbb, mut dab) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (before, (&due, &left)) in due.iter().zip(left).enumerate() {
        let (n, l) = (due as f64, left as f64);
        let stayed = n - l;
        let (to_b, all) = (b + before as f64, a + b + before as f64);
        da += l / a - n / all;
        db += stayed / to_b - n / all;
        daa += n / (all * all) - l / (a * a);
        dbb += n / (all * all) - stayed / (to_b * to_b);
        dab += n / (all * all);
    }
    ([a * da, b * db], [a * a * daa + a * da, a * b * dab, b * b * dbb + b * db])
}

/// The step of Newton's method uphill.
fn newton([ga, gb]: [f64; 2], [haa, hab, hbb]: [f64; 3]) -> [f64; 2] {
    let determinant = haa * hbb - hab * hab;
    // At a maximum both curvatures are negative and the determinant is positive.
    if haa < 0.0 && determinant > 1e-12 * haa * haa {
        return [-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant];
    }
    let length = (ga * ga + gb * gb).sqrt();
    if length > 0.0 { [ga / length, gb / length] } else { [0.0, 0.0] }
}
