//! Experimental designs: the points of parameter space at which a simulator is run.
//!
//! A design is made in two independent steps. The first gives a set of [`Points`] of the unit cube,
//! one coordinate per factor: all combinations ([`grid()`]), one point in every stratum of every
//! factor ([`latin_hypercube`]), or points that fill the cube evenly in all dimensions
//! ([`scrambled_sobol`]). The second turns each coordinate, a probability, into the value of a
//! [`Factor`]: within a range, on a logarithmic scale, one of several choices, or by the
//! [`Quantile`](bazaar_numerics::variates::Quantile) of a distribution. Independent points can be given a rank correlation in between
//! ([`correlate`]).
//!
//! Which to choose? A grid of ten values of six factors has a million points. A Latin hypercube of
//! a hundred points still has a hundred different values of every factor, and the error of a mean
//! over it falls faster than that of a random sample if factors act additively. Scrambled Sobol
//! points achieve the same for interactions of two or three factors, best at a power of two of
//! points: if the response is smooth, their error falls nearly like 1/n instead of 1/sqrt(n).
//!
//! ```
//! use bazaar_engine::Streams;
//! use bazaar_study::design::{Factor, scrambled_sobol};
//! # fn main() -> Result<(), bazaar_study::design::DesignError> {
//! let factors = [Factor::uniform(0.0, 0.5)?, Factor::log_uniform(1.0, 1000.0)?, Factor::choice(3)?];
//! let points = scrambled_sobol(8, factors.len(), Streams::new(42).component("sweep"))?;
//! for point in points.rows() {
//!     let values: Vec<f64> = factors.iter().zip(point).map(|(factor, &u)| factor.value(u)).collect();
//!     assert!(values[0] < 0.5 && values[1] >= 1.0 && values[2] <= 2.0);
//! }
//! # Ok(())
//! # }
//! ```

mod correlation;
mod directions;
mod error;
mod factor;
mod grid;
mod latin_hypercube;
mod owen;
mod points;
mod sobol;

pub use correlation::{correlate, rank_correlation};
pub use error::DesignError;
pub use factor::Factor;
pub use grid::grid;
pub use latin_hypercube::latin_hypercube;
pub use owen::scrambled_sobol;
pub use points::Points;
pub use sobol::{MOST_DIMENSIONS, sobol};
