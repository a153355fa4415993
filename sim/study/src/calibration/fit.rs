//! The result of a fit.

/// One parameter of a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    /// Its name in the literature.
    pub name: &'static str,
    /// Its estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// Parameter estimates and their log-likelihood.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// In the order of the model's formula.
    pub parameters: Vec<Fitted>,
    /// The logarithm of the likelihood at its maximum.
    pub log_likelihood: f64,
    /// The number of independent observations.
    pub n: u64,
}

impl Fit {
    /// Akaike's information criterion (1974): twice the number of parameters minus twice the
    /// log-likelihood. Of several models of the same data, prefer the one with the lowest.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * (self.parameters.len() as f64 - self.log_likelihood)
    }

    /// The estimate of a parameter by its name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        self.parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.value)
    }
}
