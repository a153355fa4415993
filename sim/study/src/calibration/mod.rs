//! Calibration: parameters from data, with standard errors and a measure of fit.
//!
//! Nearly all fits are by maximum likelihood. Standard errors come from the curvature of the
//! log-likelihood at its maximum, the *observed information* (Efron & Hinkley 1978): the sharper
//! the maximum, the smaller the standard errors.
//!
//! | data | model | by |
//! |---|---|---|
//! | lengths of intervals, some of them censored | [`lifetimes`]: exponential, Weibull, log-normal, gamma, hyper-exponential | maximum likelihood |
//! | customers lost at each renewal | [`constant_risk`] and [`cohort`]: geometric, shifted beta-geometric | maximum likelihood |
//! | purchases of customers without a contract | [`purchases`]: BG/NBD | maximum likelihood |
//! | adopters in each period | [`adoption`]: Bass | least squares |
//!
//! [`Sample`] reads such data from the columns of a table, [`calibrate`] fits all applicable
//! models, and [`scenario`] writes the result as a scenario that runs.
//!
//! A fit is no proof. Compare several families by their [AIC](Fit::aic), look at the distance from
//! the data, and ask whether the difference matters for your question.

mod adoption;
mod calibrate;
mod cohort;
mod comparison;
mod error;
mod fit;
mod kaplan_meier;
mod lifetimes;
mod maximum;
mod purchases;
mod recording;
mod sample;
mod scenario;

pub use bazaar_models::distribution::Family;

pub use adoption::{Adoption, Reading, adopters, adoption};
pub use calibrate::{Choice, Fitting, Part, calibrate, parameter_unit};
pub use cohort::{cohort, cohort_left, constant_risk};
pub use comparison::{Comparison, comparison};
pub use error::CalibrationError;
pub use fit::{Fit, Fitted};
pub use kaplan_meier::lasting;
pub use lifetimes::{FAMILIES, Lifetime, LifetimeFit, lifetimes};
pub use purchases::{Customer, purchases, repeats};
pub use recording::Window;
pub use sample::{Sample, Subject};
pub use scenario::scenario;
