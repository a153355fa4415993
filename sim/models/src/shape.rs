//! Figures of a model, beyond those that follow from its observations. The model describes them; the code
//! that draws them depends on no model.
//!
//! A metric over time, over entities or over replications is drawn from the observations alone, and so is a
//! two-dimensional metric as a heat map or as stacked columns. A [`Shape`] adds what the observations lack:
//! which metrics belong together, a curve given by a formula, the equilibria of the model. It names metrics
//! and carries words and numbers; a model lists its shapes by [`Shown`].

/// The parameters of a model, which determine its figures.
pub trait Shown {
    /// The figures of the model's own, in the order in which they are shown; by default none. References are
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
    /// Metrics of which each is a stage that some of those at the one before reach. Stages that are not
    /// reached are left out.
    Funnel(&'static [&'static str]),
    /// A balance, and what moves it.
    Bridge(Bridge),
    /// A level, and how deep it falls and when.
    Trough(Trough),
    /// A family of curves, with reference curves by formula.
    Curve(Curve),
    /// The equilibria of coupled metrics.
    Phase(Phase),
    /// A two-dimensional metric of flows from rows to columns.
    Flow(&'static str),
    /// The maps among the observations.
    Map(Map),
}

impl Shape {
    /// Whether a model that is composed of this one shows it as well: not if it is computed from the
    /// parameters of a model that is alone; nor maps, of which a composition has its own.
    #[must_use]
    pub fn holds_in_company(&self) -> bool {
        match self {
            Shape::Phase(_) | Shape::Map(_) => false,
            Shape::Curve(curve) => !curve.is_alone,
            _ => true,
        }
    }
}

/// A balance over time, with its gains and losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The stem of the figure's file.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    /// The balance at the end of each month.
    pub balance: &'static str,
    /// Monthly gains of the balance,
    pub gains: &'static [&'static str],
    /// and monthly losses, as positive amounts. The balance grows by exactly the difference.
    pub losses: &'static [&'static str],
}

/// A level over time, and how deep it falls and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trough {
    /// The stem of the figure's file.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    /// The level.
    pub level: &'static str,
    /// Its lowest value in a run,
    pub depth: &'static str,
    /// and the month at whose end it occurs.
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
    /// A description of each row for readers who cannot see the figure; the last one also describes all
    /// further rows. `{row}` is the row's name, `{first}` its first value, `{last}` its last one, and
    /// `{number}` where that is.
    pub words: &'static [&'static str],
    /// The curves for comparison.
    pub references: Vec<Reference>,
    /// Whether the references hold for the model alone, and not for the model as a part of another.
    pub is_alone: bool,
}

/// How the values of a curve are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// A line with a band: values between two columns are meaningful, or nearly.
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

/// A reference for curves. It does not come from the run, so the two can disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Its name in the legend; references of one name share an entry.
    pub name: String,
    /// The heading of its column in the table, if it is not the name.
    pub column: Option<String>,
    /// Its values.
    pub values: Values,
    /// Whether it is a fixed mark instead of a curve computed from the parameters.
    pub is_mark: bool,
    /// A description for readers who cannot see the figure, as in [`Curve::words`].
    pub words: Option<&'static str>,
}

/// The values of a reference.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// A constant.
    Level(f64),
    /// At the columns' numbers, ascending. Values beyond the last column that is shown are left out.
    Points(Vec<(f64, f64)>),
}

impl Values {
    /// The values at `first`, `first + 1` and so on.
    #[must_use]
    pub fn numbered(first: u32, values: impl IntoIterator<Item = f64>) -> Self {
        Values::Points((first..).map(f64::from).zip(values).collect())
    }
}

/// The dynamics of coupled metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The equilibria; empty if there is no formula.
    pub rests: Vec<Rest>,
    /// The boundary between starts from which a run grows and all others.
    pub frontier: Option<Frontier>,
    /// The criterion by which a run has succeeded.
    pub arrival: Option<Arrival>,
}

/// An equilibrium.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// Its name: `critical mass`.
    pub name: &'static str,
    /// The metrics' names with their values there.
    pub values: Vec<(&'static str, f64)>,
    /// Whether it attracts nearby states.
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
    /// Its name in the legend.
    pub name: &'static str,
    /// The metrics of its points.
    pub metrics: [&'static str; 2],
    /// Its points, in the order of the line.
    pub points: Vec<[f64; 2]>,
}

/// The criterion by which a run has succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// A metric that is 1 for a run that has succeeded, and 0 for another.
    pub metric: &'static str,
    /// The word for such a run: `launched`.
    pub word: &'static str,
}

/// The labels of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Map {
    /// Idle suppliers: `sellers`.
    pub idle: &'static str,
    /// Requests that are served, or end unserved: `requests`.
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
