//! Fits as JSON, in the shape that scripts rely on.

use std::collections::BTreeMap;

use bazaar_study::calibration::{Comparison, Fitting, Part, parameter_unit};
use serde::ser::{Serialize, Serializer};

/// What `bazaar calibrate --json` prints.
#[derive(serde::Serialize)]
pub(crate) struct FitsResult<'a> {
    schema: u32,
    data: &'a str,
    sha256: String,
    about: &'a str,
    unit: &'a str,
    parts: Vec<PartResult<'a>>,
    comparison: Option<ComparisonResult<'a>>,
    warnings: Vec<String>,
}

/// A statistic of the data and that of the fitted scenario.
#[derive(serde::Serialize)]
struct ComparisonResult<'a> {
    what: &'a str,
    data: f64,
    fitted: f64,
    apart: bool,
}

#[derive(serde::Serialize)]
struct PartResult<'a> {
    name: &'a str,
    n: u64,
    unfinished: u64,
    models: Vec<ModelResult<'a>>,
    refused: BTreeMap<&'a str, String>,
}

#[derive(serde::Serialize)]
struct ModelResult<'a> {
    model: &'a str,
    log_likelihood: Option<f64>,
    aic: Option<f64>,
    distance: f64,
    parameters: Parameters<'a>,
}

/// An object with one entry per parameter, in the order of the model's formula.
struct Parameters<'a> {
    model: &'a Fitting,
    unit: &'a str,
}

#[derive(serde::Serialize)]
struct ParameterResult {
    value: f64,
    standard_error: f64,
    unit: String,
}

impl Serialize for Parameters<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.model.parameters.iter().map(|one| {
            let unit = parameter_unit(self.model.model, one.name, self.unit);
            (one.name, ParameterResult { value: one.value, standard_error: one.standard_error, unit })
        }))
    }
}

impl<'a> FitsResult<'a> {
    pub(crate) fn new(
        data: &'a str,
        sha256: String,
        about: &'a str,
        unit: &'a str,
        parts: &'a [Part],
    ) -> Self {
        let model = |model: &'a Fitting| ModelResult {
            model: model.model,
            log_likelihood: model.log_likelihood,
            aic: model.aic,
            distance: model.distance,
            parameters: Parameters { model, unit },
        };
        let part = |part: &'a Part| PartResult {
            name: part.name,
            n: part.n,
            unfinished: part.unfinished,
            models: part.models.iter().map(model).collect(),
            refused: part.refused.iter().map(|(name, error)| (*name, error.to_string())).collect(),
        };
        let parts = parts.iter().map(part).collect();
        FitsResult { schema: 1, data, sha256, about, unit, parts, comparison: None, warnings: Vec::new() }
    }

    /// Adds the comparison with the fitted scenario.
    pub(crate) fn with(self, compared: Option<&'a Comparison>, warnings: Vec<String>) -> Self {
        let comparison = compared.map(|one| ComparisonResult {
            what: &one.what,
            data: one.data,
            fitted: one.fitted,
            apart: one.is_apart(),
        });
        FitsResult { comparison, warnings, ..self }
    }
}
