//! Calibration: parameters from data, with standard errors and a figure for how well they fit.
//!
//! Maximum likelihood throughout: the parameters under which what was seen is
//! least surprising. Their standard errors come from the curvature of the
//! likelihood at its top, the *observed information* (Efron & Hinkley 1978): the sharper the top, the better known.
//!
//! | data | model | by |
//! |---|---|---|
//! | lengths of intervals, some of them unfinished | [`lifetimes`]: exponential, Weibull, log-normal, gamma, hyper-exponential | maximum likelihood |
//! | customers lost at each renewal | [`cohort`]: shifted beta-geometric | maximum likelihood |
//! | purchases of customers who say nothing when they leave | [`purchases`]: BG/NBD | maximum likelihood |
//! | adopters in each period | [`adoption`]: Bass | least squares |
//!
//! A fit is no proof. Compare several families by their [AIC](Fit::aic), look
//! at the distance from the data, and ask whether the difference matters to the question.

mod adoption;
mod cohort;
mod error;
mod fit;
mod kaplan_meier;
mod lifetimes;
mod maximum;
mod purchases;

pub use adoption::{Adoption, Reading, adoption};
pub use cohort::cohort;
pub use error::CalibrationError;
pub use fit::{Fit, Fitted};
pub use lifetimes::{Family, Lifetime, LifetimeFit, lifetimes};
pub use purchases::{Customer, purchases};
