//! How a model is shown, beyond what shows itself: the model says it, and whoever draws knows no model.
//!
//! A metric over time, over entities or over replications is drawn from the observations alone, and so is a
//! two-dimensional metric as a heat map or as stacked columns. A [`Shape`] is for what the observations do not say:
//! which metrics belong together, what a curve would be by formula, where the model is at rest. It names metrics and
//! carries words and numbers; a model lists its shapes by [`Shown`].

/// The parameters of a model, which say how a run of it is shown.
pub trait Shown {
    /// The figures of the model's own, in the order in which they are shown; by default it has none. References are
    /// computed up to the number `last` along a curve.
    fn shapes(&self, _last: u32) -> Vec<Shape> {
        Vec::new()
    }
}

/// A figure of a model's own. A run that lacks what a shape needs has no such figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Metrics in one unit over time on one axis, whose distance is what matters.
    Together(&'static [&'static str]),
    /// Metrics in one unit side by side: one thing by several methods, or of several groups.
    Beside(&'static [&'static str]),
    /// Metrics each of which is a stage that some of those at the one before reach. Stages that nobody reaches are left
    /// out.
    Funnel(&'static [&'static str]),
    /// A balance, and what moves it.
    Bridge(Bridge),
    /// A level, and how deep it falls and when.
    Trough(Trough),
    /// A curve family, with what it would be by formula.
    Curve(Curve),
    /// Where metrics that move each other are at rest.
    Phase(Phase),
    /// A two-dimensional metric whose rows give what its columns get.
    Flow(&'static str),
    /// The maps among the observations.
    Map(Map),
}

impl Shape {
    /// Whether a model that is put together from this one shows it as well: not what is computed from the parameters
    /// of a model that is alone, nor the maps, which are its own there.
    #[must_use]
    pub fn holds_in_company(&self) -> bool {
        match self {
            Shape::Phase(_) | Shape::Map(_) => false,
            Shape::Curve(curve) => !curve.is_alone,
            _ => true,
        }
    }
}

/// A balance over time, and what moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The stem of the figure's file.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    /// The balance at the end of each month.
    pub balance: &'static str,
    /// What each month adds to it,
    pub gains: &'static [&'static str],
    /// and what each month takes away, as positive amounts. The balance grows by exactly the difference.
    pub losses: &'static [&'static str],
}

/// A level over time, and how deep it falls and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trough {
    /// The stem of the figure's file.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    /// What falls.
    pub level: &'static str,
    /// The lowest value that it has in a run,
    pub depth: &'static str,
    /// and the month at whose end it has it.
    pub month: &'static str,
}

/// A two-dimensional metric whose rows are curves and whose columns are numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The metric.
    pub metric: &'static str,
    /// The stem of the figure's file.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    /// The title of the axis across, along which the columns' numbers stand.
    pub across: &'static str,
    /// The title of the axis up, if it is not the metric's label with its unit.
    pub up: Option<&'static str>,
    /// The heading of the numbers in the table below the figure.
    pub counted: &'static str,
    /// How values are drawn.
    pub marks: Marks,
    /// How far the curves are shown.
    pub until: Until,
    /// What is said of each row to those who do not see the figure; the last one also of all rows further down. `{row}`
    /// is the row's name, `{first}` its first value, `{last}` its last one, and `{number}` where that is.
    pub words: &'static [&'static str],
    /// What the curves are compared with.
    pub references: Vec<Reference>,
    /// Whether the references are for the model alone, and say nothing of it as a part of another.
    pub is_alone: bool,
}

/// How the values of a curve are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// A line with a band: what is between two columns has a meaning, or nearly.
    Line,
    /// Points with whiskers.
    Points,
}

/// How far curves are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Until {
    /// To the last column.
    End,
    /// As far as half of the replications have a value.
    Half,
    /// As far as the mean in this row is at least `share`, and up to the number `least` in any case.
    Common {
        /// The row.
        row: usize,
        /// The smallest mean that is worth showing.
        share: f64,
        /// The smallest last number.
        least: f64,
    },
}

/// What curves are compared with. It does not come from the run, so the two can disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// What it is, in the legend; references of one name share an entry.
    pub name: String,
    /// The heading of its column in the table, if it is not the name.
    pub column: Option<String>,
    /// Its values.
    pub values: Values,
    /// Whether it is a mark that stands by itself, and is not computed from the parameters.
    pub is_mark: bool,
    /// What is said of it to those who do not see the figure, as in [`Curve::words`].
    pub words: Option<&'static str>,
}

/// The values of a reference.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// The same everywhere.
    Level(f64),
    /// At the columns' numbers, ascending. What lies beyond the last column that is shown is left out.
    Points(Vec<(f64, f64)>),
}

impl Values {
    /// The values at `first`, `first + 1` and so on.
    #[must_use]
    pub fn numbered(first: u32, values: impl IntoIterator<Item = f64>) -> Self {
        Values::Points((first..).map(f64::from).zip(values).collect())
    }
}

/// Metrics that move each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Where they are at rest; empty where there is no formula.
    pub rests: Vec<Rest>,
    /// What parts those starts from which a run grows from the others.
    pub frontier: Option<Frontier>,
    /// How a run is known to have arrived.
    pub arrival: Option<Arrival>,
}

/// A state that stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// What it is called: `critical mass`.
    pub name: &'static str,
    /// The metrics' names with their values there.
    pub values: Vec<(&'static str, f64)>,
    /// Whether it attracts what is near.
    pub is_stable: bool,
}

impl Rest {
    /// The value that a metric has there, if it has one.
    #[must_use]
    pub fn value(&self, metric: &str) -> Option<f64> {
        self.values.iter().find(|(name, _)| *name == metric).map(|(_, value)| *value)
    }
}

/// A line in the plane of two metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// What it is, in the legend.
    pub name: &'static str,
    /// The metrics of its points.
    pub metrics: [&'static str; 2],
    /// Its points, in the order of the line.
    pub points: Vec<[f64; 2]>,
}

/// How a run is known to have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// A metric that is 1 for a run that has arrived, and 0 for another.
    pub metric: &'static str,
    /// What such a run is: `launched`.
    pub word: &'static str,
}

/// What is on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Map {
    /// Those who could serve somebody and idle: `sellers`.
    pub idle: &'static str,
    /// What is served, or ends unserved: `requests`.
    pub unmet: &'static str,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalogue::ModelParameters;

    /// The metrics that a shape names.
    fn metrics(shape: &Shape) -> Vec<&'static str> {
        match shape {
            Shape::Together(names) | Shape::Beside(names) | Shape::Funnel(names) => names.to_vec(),
            Shape::Bridge(bridge) => [&[bridge.balance], bridge.gains, bridge.losses].concat(),
            Shape::Trough(trough) => vec![trough.level, trough.depth, trough.month],
            Shape::Curve(curve) => vec![curve.metric],
            Shape::Phase(phase) => {
                let rests = phase.rests.iter().flat_map(|rest| rest.values.iter().map(|(name, _)| *name));
                let frontier = phase.frontier.iter().flat_map(|frontier| frontier.metrics);
                rests.chain(frontier).chain(phase.arrival.map(|arrival| arrival.metric)).collect()
            }
            Shape::Flow(name) => vec![name],
            Shape::Map(_) => Vec::new(),
        }
    }

    #[test]
    fn shapes_name_metrics_of_their_model() {
        for model in ModelParameters::defaults() {
            let own: BTreeSet<&str> = model.metrics().iter().map(|metric| metric.name).collect();
            for shape in model.shapes(10) {
                let named = metrics(&shape);
                assert!(named.iter().all(|name| own.contains(name)), "{}: {named:?}", model.name());
            }
        }
    }

    #[test]
    fn points_of_a_reference_stand_at_consecutive_numbers() {
        assert_eq!(Values::numbered(1, [0.5, 0.25]), Values::Points(vec![(1.0, 0.5), (2.0, 0.25)]));
    }

    #[test]
    fn a_rest_has_values_of_its_metrics_alone() {
        let rest = Rest { name: "mature", values: vec![("buyers", 0.8)], is_stable: true };
        assert_eq!((rest.value("buyers"), rest.value("sellers")), (Some(0.8), None));
    }
}
