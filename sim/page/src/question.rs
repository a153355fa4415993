//! What a page may ask.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroUsize};

use bazaar_scenario::{Formats, Scenario, ScenarioError, Shipped, Source, Study};
use bazaar_study::Settings;
use serde::Deserialize;

use crate::lab::Held;
use crate::parts::Part;

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Question {
    /// The scenarios and studies that come with the program.
    Shipped,
    /// What is wrong with a text.
    Check {
        #[serde(flatten)]
        text: Text,
    },
    /// Begins with a scenario; no replication is made yet.
    Begin {
        #[serde(flatten)]
        text: Text,
        /// A seed instead of the scenario's.
        seed: Option<u64>,
        /// The number of the first replication, from 0, where several workers share them.
        #[serde(default)]
        first: u64,
    },
    /// So many more replications; as many as the scenario has, if none is said.
    More { replications: Option<NonZeroU32> },
    /// Figures of the replications that there are: those of a run's folder, or one of these metrics.
    Figures {
        kind: Option<Kind>,
        #[serde(default)]
        metrics: Vec<String>,
    },
    /// The replications that there are as the table that `run` prints.
    Printed,
    /// What a line of the terminal does.
    Typed { line: String },
    /// What can be said of a student's answers.
    Lab(Held),
    /// The file that a student hands in.
    Pack {
        #[serde(flatten)]
        held: Held,
        /// The time by the student's clock, in seconds since 1970 began.
        seconds: u64,
    },
    /// Answers a study, a text that asks a question over a scenario.
    Study {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        /// What workers made of it already.
        #[serde(default)]
        parts: Vec<Part>,
    },
    /// Makes a share of a study's runs, the one of this number, from 0, of so many.
    Parts {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        share: usize,
        of: NonZeroUsize,
    },
}

/// How often, and from where.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Repeated {
    /// A seed instead of the scenario's.
    seed: Option<u64>,
    /// Replications instead of the scenario's.
    replications: Option<NonZeroU32>,
}

impl Repeated {
    pub(crate) fn settings(self) -> Settings {
        let replications = self.replications.map(NonZeroU32::get);
        Settings { seed: self.seed, replications, threads: 1, ..Settings::default() }
    }
}

/// A figure of one metric or of several.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Series,
    Distribution,
    Heat,
    Together,
}

/// A text, or the name of a shipped one, with edits laid over it.
#[derive(Debug, Deserialize)]
pub(crate) struct Text {
    /// The name of a shipped one, or what errors call the text.
    #[serde(default)]
    name: String,
    text: Option<String>,
    /// Each `path=value`.
    #[serde(default)]
    sets: Vec<String>,
    /// The texts of scenarios that a study may name, by their names.
    #[serde(default)]
    scenarios: BTreeMap<String, String>,
}

impl Text {
    /// As a scenario.
    pub(crate) fn scenario(&self) -> Result<Scenario, ScenarioError> {
        Scenario::parse(self.source()?, &self.sets)
    }

    /// As a study; a scenario with several values for a parameter asks to be swept over them.
    pub(crate) fn study(&self) -> Result<Study, ScenarioError> {
        if let Ok(scenario) = self.scenario() {
            let metrics: Vec<&str> = scenario.model.metrics().iter().map(|metric| metric.name).collect();
            if let Some(study) = Study::of_arrays(&scenario, &metrics)? {
                return Ok(study);
            }
        }
        Study::parse(self.source()?, &self.sets, Formats::CSV)
    }

    /// Whether it is valid, as the one or the other.
    pub(crate) fn check(&self) -> Result<(), ScenarioError> {
        match self.scenario() {
            Err(ScenarioError::IsStudy { .. }) => self.study().map(|_| ()),
            read => read.map(|_| ()),
        }
    }

    fn source(&self) -> Result<Source, ScenarioError> {
        if let Some(text) = &self.text {
            let named = self.scenarios.iter().map(|(name, text)| Source::new(name.as_str(), text.as_str()));
            return Ok(Source::new(self.name.as_str(), text.as_str()).among(named.collect()));
        }
        let shipped = Shipped::find(&self.name).or_else(|| Shipped::find_study(&self.name));
        shipped.map(|shipped| shipped.source()).ok_or_else(|| ScenarioError::NotFound {
            name: self.name.clone(),
            help: "name a shipped scenario or study, as in queue/base, or give a text".to_owned(),
        })
    }
}
