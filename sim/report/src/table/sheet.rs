//! A table whose columns depend on the study, with what each of them means.

use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use crate::manifest::Defined;

/// Columns of one length, each with its definition.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    columns: Vec<(Defined, Filled)>,
}

#[derive(Clone, Debug)]
enum Filled {
    Texts(Vec<String>),
    Numbers(Vec<Option<f64>>),
    Counts(Vec<u64>),
}

impl Sheet {
    /// With a column of texts.
    #[must_use]
    pub fn texts(self, name: &str, about: &str, values: impl IntoIterator<Item = String>) -> Self {
        self.with(name, "", about, Filled::Texts(values.into_iter().collect()))
    }

    /// With a column of numbers; one that is not finite is empty.
    #[must_use]
    pub fn numbers(
        self,
        name: &str,
        unit: &str,
        about: &str,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.filter(|value| value.is_finite()));
        self.with(name, unit, about, Filled::Numbers(values.collect()))
    }

    /// With a column of whole numbers.
    #[must_use]
    pub fn counts(self, name: &str, about: &str, values: impl IntoIterator<Item = u64>) -> Self {
        self.with(name, "", about, Filled::Counts(values.into_iter().collect()))
    }

    fn with(mut self, name: &str, unit: &str, about: &str, filled: Filled) -> Self {
        let defined = Defined { name: name.to_owned(), unit: unit.to_owned(), about: about.to_owned() };
        self.columns.push((defined, filled));
        self
    }

    /// What the columns mean.
    #[must_use]
    pub fn defined(&self) -> Vec<Defined> {
        self.columns.iter().map(|(defined, _)| defined.clone()).collect()
    }

    /// The table itself.
    ///
    /// # Errors
    /// If the library cannot make it.
    pub fn frame(&self) -> Result<DataFrame, TableError> {
        let columns = self.columns.iter().map(|(defined, filled)| {
            let name = defined.name.as_str().into();
            match filled {
                Filled::Texts(values) => {
                    Values::new(name, values.iter().map(String::as_str).collect::<Vec<_>>())
                }
                Filled::Numbers(values) => Values::new(name, values),
                Filled::Counts(values) => Values::new(name, values),
            }
        });
        Ok(DataFrame::new_infer_height(columns.collect())?)
    }
}
