//! Calibration: parameters from data, with standard errors and a figure for how well they fit.
//!
//! Maximum likelihood throughout: the parameters under which what was seen is
//! least surprising. Their standard errors come from the curvature of the
//! likelihood at its top, the *observed information* (Efron & Hinkley 1978): the sharper the top, the better known.
//!
//! | data | model | by |
//! |---|---|---|
//! | lengths of intervals, some of them unfinished | [`lifetimes`]: exponential, Weibull, log-normal, gamma, hyper-exponential | maximum likelihood |
//! | customers lost at each renewal | [`constant_risk`] and [`cohort`]: geometric, shifted beta-geometric | maximum likelihood |
//! | purchases of customers who say nothing when they leave | [`purchases`]: BG/NBD | maximum likelihood |
//! | adopters in each period | [`adoption`]: Bass | least squares |
//!
//! [`Sample`] reads such data from the columns of a table, [`calibrate`] fits all that suits them, and [`scenario`] writes
//! what was found as a scenario that runs.
//!
//! A fit is no proof. Compare several families by their [AIC](Fit::aic), look
//! at the distance from the data, and ask whether the difference matters to the question.

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
