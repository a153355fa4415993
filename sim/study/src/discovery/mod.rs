//! Scenario discovery: in which box of parameters does a plan fail?
//!
//! Given runs at many points, some of which are *cases* (the plan failed, the market died), find a
//! box, a range for each of a few factors, that contains most of the cases and little else. Two
//! measures judge it (Bryant & Lempert 2010): *coverage*, the share of all cases that lie in the
//! box, and *density*, the share of cases among the box's points. There is a trade-off between
//! them, so [`peel`] gives a whole series of boxes, from all points to the densest, by the patient
//! rule induction method (PRIM) of Friedman & Fisher (1999). [`words`] describes a box with few
//! factors in a sentence.

mod error;
mod prim;
mod range;
mod sample;
mod words;

pub use error::DiscoveryError;
pub use prim::{Patience, Region, Series, peel};
pub use range::Range;
pub use words::words;
