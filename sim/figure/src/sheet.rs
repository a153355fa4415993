//! A table whose columns depend on the study, with their definitions.

/// A sheet with the name of its file and a description.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of its file, without the extension.
    pub name: &'static str,
    /// The description.
    pub about: &'static str,
    /// The columns.
    pub sheet: Sheet,
}

impl Table {
    pub(crate) const fn new(name: &'static str, about: &'static str, sheet: Sheet) -> Self {
        Table { name, about, sheet }
    }
}

/// The definition of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defined {
    /// The name in the table.
    pub name: String,
    /// The unit; empty if there is none.
    pub unit: String,
    /// The definition.
    pub about: String,
}

/// Columns of one length, each with its definition.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    columns: Vec<(Defined, Filled)>,
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Filled {
    /// Texts.
    Texts(Vec<String>),
    /// Numbers, all finite.
    Numbers(Vec<Option<f64>>),
    /// Whole numbers.
    Counts(Vec<u64>),
}

impl Sheet {
    /// Adds a column of texts.
    #[must_use]
    pub fn texts(self, name: &str, about: &str, values: impl IntoIterator<Item = String>) -> Self {
        self.with(name, "", about, Filled::Texts(values.into_iter().collect()))
    }

    /// Adds a column of numbers, with an empty cell for one that is not finite.
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

    /// Adds a column of whole numbers.
    #[must_use]
    pub fn counts(self, name: &str, about: &str, values: impl IntoIterator<Item = u64>) -> Self {
        self.with(name, "", about, Filled::Counts(values.into_iter().collect()))
    }

    fn with(mut self, name: &str, unit: &str, about: &str, filled: Filled) -> Self {
        let defined = Defined { name: name.to_owned(), unit: unit.to_owned(), about: about.to_owned() };
        self.columns.push((defined, filled));
        self
    }

    /// The definitions of the columns.
    #[must_use]
    pub fn defined(&self) -> Vec<Defined> {
        self.columns.iter().map(|(defined, _)| defined.clone()).collect()
    }

    /// The columns in their order.
    #[must_use]
    pub fn columns(&self) -> &[(Defined, Filled)] {
        &self.columns
    }
}
