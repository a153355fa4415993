//! Scenario discovery: in which box of parameters does a plan fail?
//!
//! Many runs at many points, some of them *cases*: the plan failed, the market died. A
//! box, a range for each of a few factors, is sought that holds most of the cases
//! and little else. Two figures judge it (Bryant & Lempert 2010): *coverage*, the share
//! of all cases that lie in the box, and *density*, the share of cases among the
//! box's points. One buys the other, so [`peel`] gives a whole series of boxes,
//! from all points to the densest, by the patient rule induction method (PRIM) of
//! Friedman & Fisher (1999). A box with few factors can be said in [`words`].

mod error;
mod prim;
mod range;
mod sample;
mod words;

pub use error::DiscoveryError;
pub use prim::{Patience, Region, Series, peel};
pub use range::Range;
pub use words::words;
