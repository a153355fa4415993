//! Additionality: from the gross effect to the net additional impact (English Partnerships 2008; HM
//! Treasury 2003).

use super::EvaluationError;
use super::error::{not_negative, share};

/// The adjustments of a gross effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Additionality {
    deadweight: f64,
    leakage: f64,
    displacement: f64,
    substitution: f64,
    multiplier: f64,
}

impl Additionality {
    /// Shares from 0 to 1, each of what the previous adjustments leave, and a multiplier from 0.
    ///
    /// *Deadweight* would have come about anyway; *leakage* goes to people outside the target
    /// group; *displacement* is lost by people who do not take part; *substitution* replaces an
    /// activity of the same people; the *multiplier* adds the effects of further spending.
    ///
    /// # Errors
    /// If one is out of its range.
    pub fn new(
        deadweight: f64,
        leakage: f64,
        displacement: f64,
        substitution: f64,
        multiplier: f64,
    ) -> Result<Self, EvaluationError> {
        Ok(Additionality {
            deadweight: share("deadweight", deadweight)?,
            leakage: share("leakage", leakage)?,
            displacement: share("displacement", displacement)?,
            substitution: share("substitution", substitution)?,
            multiplier: not_negative("the multiplier", multiplier)?,
        })
    }

    /// From sums over a run with and a run without the project, in the outcome's unit: the `gross`
    /// effect, the part of it that the treated would have had `anyway`, the part that went
    /// `elsewhere`, outside the target group, and the loss of others. No substitution, no
    /// multiplier.
    ///
    /// # Errors
    /// If a part is larger than the whole, or a sum is negative.
    pub fn measured(gross: f64, anyway: f64, elsewhere: f64, lost: f64) -> Result<Self, EvaluationError> {
        let part = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { part };
        let caused = gross - anyway;
        Additionality::new(
            part(anyway, gross),
            part(elsewhere, caused),
            part(lost, caused - elsewhere),
            0.0,
            1.0,
        )
    }

    /// The remaining effect after each adjustment, by its name: from the gross effect to the net
    /// additional impact.
    #[must_use]
    pub fn steps(&self, gross: f64) -> [(&'static str, f64); 6] {
        let caused = gross * (1.0 - self.deadweight);
        let kept = caused * (1.0 - self.leakage);
        let new = kept * (1.0 - self.displacement);
        let more = new * (1.0 - self.substitution);
        [
            ("gross", gross),
            ("less deadweight", caused),
            ("less leakage", kept),
            ("less displacement", new),
            ("less substitution", more),
            ("times multiplier", more * self.multiplier),
        ]
    }

    /// The net additional impact of a gross effect: the product of the remaining shares.
    #[must_use]
    pub fn net(&self, gross: f64) -> f64 {
        let [.., (_, net)] = self.steps(gross);
        net
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_gross_are_628_net() {
        let additionality = Additionality::new(0.3, 0.1, 0.25, 0.05, 1.4).unwrap();
        assert!((additionality.net(1000.0) - 628.425).abs() < 1e-9);
        assert!((additionality.steps(1000.0)[2].1 - 630.0).abs() < 1e-9);
    }

    #[test]
    fn measured_parts_leave_what_is_left() {
        // 1000, of which 300 came anyway, 70 went elsewhere, and others lost 130.
        let additionality = Additionality::measured(1000.0, 300.0, 70.0, 130.0).unwrap();
        assert!((additionality.net(1000.0) - 500.0).abs() < 1e-9);
        assert!(Additionality::measured(100.0, 200.0, 0.0, 0.0).is_err());
    }

    #[test]
    fn a_share_above_one_is_refused() {
        let refused = Additionality::new(0.3, 1.1, 0.0, 0.0, 1.0);
        assert_eq!(refused, Err(EvaluationError::Share { name: "leakage", value: 1.1 }));
        assert!(Additionality::new(0.0, 0.0, 0.0, 0.0, f64::NAN).is_err());
    }
}
