//! A table whose columns depend on the study, with what each of them means.

/// A sheet with the name of its file and what it is.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of its file, without what it ends in.
    pub name: &'static str,
    /// What stands in it.
    pub about: &'static str,
    /// The columns.
    pub sheet: Sheet,
}

impl Table {
    pub(crate) const fn new(name: &'static str, about: &'static str, sheet: Sheet) -> Self {
        Table { name, about, sheet }
    }
}

/// What a column of a table means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defined {
    /// The name in the table.
    pub name: String,
    /// The unit; empty where there is none.
    pub unit: String,
    /// What stands there.
    pub about: String,
}

/// Columns of one length, each with its definition.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    columns: Vec<(Defined, Filled)>,
}

/// What stands in a column.
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

    /// The columns in their order.
    #[must_use]
    pub fn columns(&self) -> &[(Defined, Filled)] {
        &self.columns
    }
}
