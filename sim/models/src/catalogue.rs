//! Every model, under the name a scenario gives it. Adding a model is one line here.

use bazaar_numerics::variates::VariateError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::footprint::Footprint;
use crate::metric::{Convention, Metric};
use crate::model::{Horizon, Model};
use crate::parameter::Parameter;
use crate::shape::{Shape, Shown};
use crate::violation::Violation;
use crate::{marketplace, platform, queue, referral, subscription, volunteer};

/// An operation on a model of any type.
pub trait Visitor {
    /// Its result.
    type Output;

    /// Performs it.
    fn visit<M: Model>(self, model: &M) -> Self::Output;
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident($parameters:ty) => $model:ty),+ $(,)?) => {
        /// The parameters of one model; the key of the table names the model.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[expect(clippy::large_enum_variant, reason = "a scenario has one, and there are few at a time")]
        pub enum ModelParameters {
            $($(#[$doc])* $variant($parameters)),+
        }

        impl ModelParameters {
            /// The names of all models, as in `[model.queue]`.
            pub const NAMES: &'static [&'static str] = &[$(<$model>::NAME),+];

            /// The parameters of every model at their defaults, in the order of [`NAMES`](Self::NAMES).
            #[must_use]
            pub fn defaults() -> Vec<Self> {
                vec![$(Self::$variant(<$parameters>::default())),+]
            }

            /// The model's name, as in `[model.queue]`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$model>::NAME),+
                }
            }

            /// The metrics of the model.
            #[must_use]
            pub fn metrics(&self) -> &'static [Metric] {
                match self {
                    $(Self::$variant(_) => <$model>::metrics()),+
                }
            }

            /// The names of headline metrics; empty if all are shown equally.
            #[must_use]
            pub fn headlines(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant(_) => <$model>::HEADLINES),+
                }
            }

            /// The models that it is composed of, whose names prefix their metrics.
            fn parts(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant(_) => <$model>::PARTS),+
                }
            }

            /// The model's question, in one line.
            #[must_use]
            pub fn question(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$model>::QUESTION),+
                }
            }

            /// The model's description by the ODD protocol, in Markdown.
            #[must_use]
            pub fn description(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$model>::DESCRIPTION),+
                }
            }

            /// The rules across parameters that these break, with paths from the
            /// model's own table.
            #[must_use]
            pub fn validate(&self) -> Vec<Violation> {
                let broken = match self {
                    $(Self::$variant(parameters) => parameters.validate()),+
                };
                if !broken.is_empty() {
                    return broken;
                }
                // Parameters that are each within range may be out of range together.
                let hour = Horizon { end: 1.0, warm_up: 0.0, stretches: 1 };
                let made = match self {
                    $(Self::$variant(parameters) => <$model>::new(parameters, hour).map(|_| ())),+
                };
                let refused = |error: VariateError| {
                    let message = format!("these parameters are out of range together: {error}");
                    Violation::new("", message, "bring the largest and the smallest of them nearer to their defaults")
                };
                made.err().map(refused).into_iter().collect()
            }

            /// The footprint of a replication of this horizon: an estimate of events and memory.
            #[must_use]
            pub fn footprint(&self, horizon: Horizon) -> Footprint {
                /// A value, its statistics and the time bins of its series.
                const METRIC: f64 = 600.0;
                let mut footprint = match self {
                    $(Self::$variant(parameters) => parameters.footprint(horizon.end)),+
                };
                footprint.kept = METRIC * self.metrics().len() as f64;
                footprint
            }

            /// How a run of the model is shown, with references up to the number `last` along a curve.
            #[must_use]
            pub fn shapes(&self, last: u32) -> Vec<Shape> {
                match self {
                    $(Self::$variant(parameters) => parameters.shapes(last)),+
                }
            }

            /// Makes the model and hands it to the visitor.
            ///
            /// # Errors
            /// If a distribution's parameters are out of range, which reading a
            /// scenario rules out.
            pub fn visit<V: Visitor>(&self, horizon: Horizon, visitor: V) -> Result<V::Output, VariateError> {
                match self {
                    $(Self::$variant(parameters) => {
                        let model = <$model>::new(parameters, horizon)?;
                        Ok(visitor.visit(&model))
                    }),+
                }
            }
        }
    };
}

catalogue! {
    /// A marketplace: does a platform with two sides get off the ground?
    Marketplace(marketplace::Parameters) => marketplace::Marketplace,
    /// A platform: what do subscriptions, a marketplace and partners make of each other?
    Platform(platform::Parameters) => platform::Platform,
    /// A queue with several servers: how long do customers wait?
    Queue(queue::Parameters) => queue::Queue,
    /// A referral programme: does it bring customers who would not have come anyway?
    Referral(referral::Parameters) => referral::Referral,
    /// A subscription business: how many free users pay one day, and how long do they stay?
    Subscription(subscription::Parameters) => subscription::Subscription,
    /// Volunteer computing: what does a crowd of machines that come and go deliver?
    Volunteer(volunteer::Parameters) => volunteer::Volunteer,
}

/// A group of a model's metrics that are shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Headline metrics, which have figures of their own.
    Headline,
    /// The model's other metrics of its own.
    Own,
    /// Metrics of a model that it is composed of.
    Part(&'static str),
}

impl ModelParameters {
    /// The section of a metric. Without headline metrics, every metric is a headline.
    #[must_use]
    pub fn section(&self, metric: &Metric) -> Section {
        let is_of = |part: &&&str| metric.name.strip_prefix(**part).is_some_and(|rest| rest.starts_with('_'));
        let headlines = self.headlines();
        if headlines.is_empty() || headlines.contains(&metric.name) {
            Section::Headline
        } else if let Some(part) = self.parts().iter().find(is_of) {
            Section::Part(part)
        } else {
            Section::Own
        }
    }

    /// The models that it is composed of and that are on, in the order in which they are shown.
    #[must_use]
    pub fn put_together_from(&self) -> Vec<ModelParameters> {
        let Self::Platform(platform) = self else { return Vec::new() };
        let platform::On { subscription, marketplace, referral, volunteer, .. } = platform.on;
        [
            subscription.then(|| Self::Subscription(platform.subscription.clone())),
            marketplace.then(|| Self::Marketplace(platform.marketplace.clone())),
            referral.then(|| Self::Referral(platform.referral.clone())),
            volunteer.then(|| Self::Volunteer(platform.volunteer.clone())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The same model with every step as an event at its own time, for films: what is otherwise simulated
    /// ahead of the clock is simulated step by step, which gives the same history.
    #[must_use]
    pub fn step_by_step(&self) -> Self {
        let mut model = self.clone();
        match &mut model {
            Self::Volunteer(volunteer) => volunteer.steps = volunteer::Steps::Queued,
            Self::Platform(platform) => platform.volunteer.steps = volunteer::Steps::Queued,
            _ => {}
        }
        model
    }

    /// All sections that the model may have, in the order in which they are shown.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let parts = self.parts().iter().map(|part| Section::Part(part));
        [Section::Headline, Section::Own].into_iter().chain(parts).collect()
    }

    /// Whether a warm-up makes sense for the model. A model of a launch, which counts everything from the
    /// beginning, has none.
    #[must_use]
    pub fn takes_warm_up(&self) -> bool {
        !matches!(self, Self::Referral(_))
    }

    /// The definitions that the scenario has chosen where practice has several for a metric.
    #[must_use]
    pub fn conventions(&self) -> Vec<Convention> {
        match self {
            Self::Subscription(parameters) => parameters.kpi.conventions(),
            _ => Vec::new(),
        }
    }
}
