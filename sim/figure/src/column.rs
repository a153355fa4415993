//! Definitions of the columns of tables.

/// A column's name and definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the table.
    pub name: &'static str,
    /// The unit; empty if there is none or it depends on the metric.
    pub unit: &'static str,
    /// The definition.
    pub about: &'static str,
}

/// The columns of a table of estimates.
pub const SUMMARY: [Column; 9] = [
    Column { name: "metric", unit: "", about: "The name of the metric." },
    Column { name: "label", unit: "", about: "What it measures, in a few words." },
    Column {
        name: "unit",
        unit: "",
        about: "The unit of the numbers in this row; empty for a plain number.",
    },
    Column { name: "mean", unit: "", about: "The mean over replications; empty if none has a value." },
    Column {
        name: "half_width",
        unit: "",
        about: "Half the length of the 95% confidence interval around the mean, by Student's t; empty below two replications.",
    },
    Column { name: "n", unit: "", about: "The number of replications that have a value." },
    Column { name: "p10", unit: "", about: "The tenth percentile over replications." },
    Column { name: "p50", unit: "", about: "The median over replications." },
    Column { name: "p90", unit: "", about: "The ninetieth percentile over replications." },
];
