//! Random variates: durations, sizes and counts, drawn from a stream.
//!
//! A generator returns bits; a model needs hours. A *variate generator* is an
//! algorithm that turns uniform bits into draws from a distribution
//! (Devroye 1986; Law 2015, chapter 8). There is one file per family, each
//! with the algorithm, its source, and the moments, which the tests compare
//! with samples.
//!
//! **Reproducibility.** A run must give the same result on every
//! machine, so a draw is computed with `+ - * /`, square root and floor, which
//! IEEE 754 fixes to the last bit, and with [`exp`] and `pxfm`'s logarithm,
//! which round correctly. The functions of the standard library differ from
//! one platform to the next, and a fused multiply-add from one processor to
//! the next; neither is used. Golden values in the tests guard every family.
//!
//! **Legal ranges.** Every constructor states the range of each parameter and
//! returns a [`VariateError`] outside it. The ranges are far wider than any
//! fit to data, and narrow enough that means and variances are finite numbers
//! and that no draw is infinite or NaN. A draw may be 0: a Weibull interval of
//! small shape can be shorter than the smallest positive number.
//!
//! **Starting in equilibrium.** An observer of a renewal process at an
//! arbitrary instant does not find a fresh interval. Long intervals cover more
//! instants than short ones, so the interval found is *length-biased*, and its
//! residual is a uniform share of it (the inspection paradox;
//! Cox 1962, chapter 5). [`Residual`] draws this residual exactly, so that a
//! population starts in equilibrium and not with fresh intervals only.
//!
//! ```
//! use bazaar_numerics::variates::{Residual, Variate, Weibull};
//! use bazaar_engine::{Key, Streams};
//! # fn main() -> Result<(), bazaar_numerics::variates::VariateError> {
//! let available = Weibull::new(0.393, 2.964)?; // shape; scale in hours
//! let mut stream = Streams::new(42).component("volunteer").stream(0, Key::initial(7));
//! let fresh = available.sample(&mut stream);
//! let left = available.sample_residual(&mut stream);
//! assert!(fresh >= 0.0 && left >= 0.0);
//! // The mean residual is longer than the mean of a fresh interval: 59 h against 10 h.
//! assert!(available.residual_mean() > 5.0 * available.mean());
//! # Ok(())
//! # }
//! ```

mod beta;
mod deterministic;
mod distribution;
mod empirical;
mod error;
mod exp;
mod exponential;
mod gamma;
mod hyper_exponential;
mod log_normal;
mod negative_binomial;
mod normal;
mod poisson;
mod poisson_mass;
mod quantile;
mod range;
mod uniform;
mod unit;
mod weibull;
mod ziggurat;
mod ziggurat_tables;

pub use beta::Beta;
pub use deterministic::Deterministic;
pub use distribution::Distribution;
pub use empirical::Empirical;
pub use error::VariateError;
pub use exp::exp;
pub use exponential::Exponential;
pub use gamma::Gamma;
pub use hyper_exponential::HyperExponential;
pub use log_normal::LogNormal;
pub use negative_binomial::NegativeBinomial;
pub use normal::Normal;
pub use poisson::Poisson;
pub use quantile::Quantile;
pub use uniform::Uniform;
pub use unit::{below, chance, open_unit, unit};
pub use weibull::Weibull;
pub use ziggurat::{standard_exponential, standard_normal};

use rand::Rng;

/// A distribution with its first two moments and a generator of draws.
pub trait Variate {
    /// One draw, in the unit of the parameters.
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64;

    /// The expected value, to about 12 digits.
    fn mean(&self) -> f64;

    /// The variance, to about 12 digits.
    fn variance(&self) -> f64;

    /// The coefficient of variation: standard deviation over mean.
    ///
    /// 1 for an exponential; above 1 the variate is more variable. NaN where the mean is 0.
    fn cv(&self) -> f64 {
        self.variance().sqrt() / self.mean()
    }
}

/// The residual of an interval of a renewal process at an arbitrary instant.
pub trait Residual: Variate {
    /// The time from an arbitrary instant to the end of the interval that covers it.
    ///
    /// This is the equilibrium residual (forward recurrence time), with
    /// density `P(X > t) / E[X]` (Cox 1962, section 5.2). Drawn exactly as
    /// `U L`: a uniform share of a length-biased interval.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64;

    /// The mean residual, `E[X^2] / (2 E[X])`.
    fn residual_mean(&self) -> f64;
}
