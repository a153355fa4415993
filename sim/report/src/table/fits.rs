//! Tables of fits: parameters, one per row, and models, one per row.

use bazaar_study::calibration::{Fitted, Fitting, Part, parameter_unit};
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use bazaar_figure::column::Column;

const PART: Column = Column { name: "part", unit: "", about: "Which part of the data was fitted." };

const MODEL: Column = Column { name: "model", unit: "", about: "The model, as a scenario calls it." };

/// The columns of [`fitted`].
pub const FITTED: [Column; 6] = [
    PART,
    MODEL,
    Column { name: "parameter", unit: "", about: "The parameter's name in the literature." },
    Column { name: "value", unit: "", about: "Its estimate." },
    Column { name: "standard_error", unit: "", about: "The standard error of the estimate." },
    Column { name: "unit", unit: "", about: "The unit of both; empty for a plain number." },
];

/// The columns of [`models`].
pub const MODELS: [Column; 7] = [
    PART,
    MODEL,
    Column { name: "n", unit: "", about: "How many observations were fitted." },
    Column { name: "unfinished", unit: "", about: "How many of them were not over when observation ended." },
    Column {
        name: "log_likelihood",
        unit: "",
        about: "The logarithm of the likelihood at its maximum; empty for least squares.",
    },
    Column { name: "aic", unit: "", about: "Akaike's criterion, of which the lowest is best." },
    Column {
        name: "distance",
        unit: "",
        about: "The largest distance of a share from the one observed; of adopters the residual standard error.",
    },
];

/// The table of parameters of every model of every part, with times in `unit`.
///
/// # Errors
/// If the library cannot make the table.
pub fn fitted(parts: &[Part], unit: &str) -> Result<DataFrame, TableError> {
    let rows: Vec<(&Part, &Fitting, &Fitted)> = all(parts)
        .flat_map(|(part, model)| model.parameters.iter().map(move |parameter| (part, model, parameter)))
        .collect();
    let [part, model, parameter, value, standard_error, of] = FITTED.map(|column| column.name.into());
    let texts =
        |text: fn(&(&Part, &Fitting, &Fitted)) -> &'static str| rows.iter().map(text).collect::<Vec<_>>();
    let numbers = |number: fn(&Fitted) -> f64| rows.iter().map(|row| number(row.2)).collect::<Vec<_>>();
    let units: Vec<String> =
        rows.iter().map(|(_, model, parameter)| parameter_unit(model.model, parameter.name, unit)).collect();
    Ok(DataFrame::new_infer_height(vec![
        Values::new(part, texts(|row| row.0.name)),
        Values::new(model, texts(|row| row.1.model)),
        Values::new(parameter, texts(|row| row.2.name)),
        Values::new(value, numbers(|one| one.value)),
        Values::new(standard_error, numbers(|one| one.standard_error)),
        Values::new(of, units),
    ])?)
}

/// The table of models of every part, the best first.
///
/// # Errors
/// If the library cannot make the table.
pub fn models(parts: &[Part]) -> Result<DataFrame, TableError> {
    let rows: Vec<(&Part, &Fitting)> = all(parts).collect();
    let [part, model, n, unfinished, log_likelihood, aic, distance] = MODELS.map(|column| column.name.into());
    let texts = |text: fn(&(&Part, &Fitting)) -> &'static str| rows.iter().map(text).collect::<Vec<_>>();
    let counts = |count: fn(&Part) -> u64| rows.iter().map(|row| count(row.0)).collect::<Vec<_>>();
    let numbers =
        |number: fn(&Fitting) -> Option<f64>| rows.iter().map(|row| number(row.1)).collect::<Vec<_>>();
    Ok(DataFrame::new_infer_height(vec![
        Values::new(part, texts(|row| row.0.name)),
        Values::new(model, texts(|row| row.1.model)),
        Values::new(n, counts(|part| part.n)),
        Values::new(unfinished, counts(|part| part.unfinished)),
        Values::new(log_likelihood, numbers(|model| model.log_likelihood)),
        Values::new(aic, numbers(|model| model.aic)),
        Values::new(distance, numbers(|model| Some(model.distance))),
    ])?)
}

fn all(parts: &[Part]) -> impl Iterator<Item = (&Part, &Fitting)> {
    parts.iter().flat_map(|part| part.models.iter().map(move |model| (part, model)))
}
