//! The questions of a page.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};

use bazaar_figure::command::Command;
use bazaar_figure::figure::Side;
use bazaar_scenario::{Formats, Play, Scenario, ScenarioError, Shipped, Source, Study};
use bazaar_study::film::{Cut, Filming, MOST_FRAMES};
use serde::Deserialize;

use crate::error::PageError;
use crate::lab::Held;
use crate::parts::Part;

/// The maximum number of entities of a scene in a frame.
const MOST_SHOWN: u32 = 2000;

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Question {
    /// Lists the scenarios and studies of the program.
    Shipped,
    /// The errors of a text.
    Check {
        #[serde(flatten)]
        text: Text,
    },
    /// A scenario with its sliders; the edits are the sliders' positions.
    Open {
        #[serde(flatten)]
        text: Text,
    },
    /// Completions at a position, in units of UTF-16.
    Complete { text: String, at: usize },
    /// Begins a scenario, without replications yet.
    Begin {
        #[serde(flatten)]
        text: Text,
        /// The arm, for a comparison with common random numbers.
        #[serde(default)]
        arm: String,
        /// The number of the first replication, from 0, if several workers share them.
        #[serde(default)]
        first: u64,
        /// The intended number of replications, if not the scenario's: the load is checked and
        /// forecast for it.
        replications: Option<NonZeroU32>,
    },
    /// Adds this number of replications, or the scenario's number.
    More {
        replications: Option<NonZeroU32>,
        #[serde(default)]
        arm: String,
    },
    /// Makes some of a scenario's replications for another worker; `first` counts from 0.
    Make {
        #[serde(flatten)]
        text: Text,
        first: u64,
        replications: NonZeroU32,
    },
    /// Appends replications from other workers to those of an arm: each text is one worker's
    /// answer.
    Join {
        made: Vec<String>,
        #[serde(default)]
        arm: String,
    },
    /// Ends an arm.
    End {
        #[serde(default)]
        arm: String,
    },
    /// The estimates so far, as tables for readers; for two arms their differences.
    Estimates,
    /// The running estimate of a metric over replications, in every arm.
    Running { metric: String, guess: Option<f64> },
    /// A table of an arm as CSV: `summary` or `observations`.
    Table {
        table: Download,
        #[serde(default)]
        arm: String,
    },
    /// The scenario with all defaults.
    Written {
        #[serde(flatten)]
        text: Text,
    },
    /// The equivalent command for a terminal.
    Command {
        verb: String,
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
    },
    /// Figures of the replications so far: those of a run's folder, or one of these metrics.
    Figures {
        kind: Option<Kind>,
        #[serde(default)]
        metrics: Vec<String>,
        #[serde(default)]
        arm: String,
    },
    /// Runs a metric at every point of a grid, for the book's sliders.
    Grid {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        sides: Vec<SideText>,
        metric: String,
    },
    /// The replications so far as the table that `run` prints.
    Printed,
    /// Runs a command line.
    Typed { line: String },
    /// Checks a student's answers without the key.
    Lab(Held),
    /// Packs a student's file to hand in.
    Pack {
        #[serde(flatten)]
        held: Held,
        /// The time by the student's clock, in seconds since 1970.
        seconds: u64,
    },
    /// Answers a study.
    Study {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        /// The parts that workers have made already.
        #[serde(default)]
        parts: Vec<Part>,
    },
    /// Films a run of a scenario.
    Film {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        filmed: Filmed,
    },
    /// Makes this share of a study's runs; shares count from 0.
    Parts {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        share: usize,
        of: NonZeroUsize,
    },
}

/// Options of a run.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Repeated {
    /// Replications instead of the scenario's.
    replications: Option<NonZeroU32>,
}

impl Repeated {
    /// The flag of a command.
    fn flag(self) -> Option<(&'static str, String)> {
        self.replications.map(|number| ("--replications", number.to_string()))
    }
}

/// A parameter of a grid.
#[derive(Debug, Deserialize)]
pub(crate) struct SideText {
    pub(crate) path: String,
    label: String,
    #[serde(default)]
    unit: String,
    /// The values as numbers in the unit, and as text.
    pub(crate) values: Vec<(f64, String)>,
}

impl SideText {
    pub(crate) fn side(&self) -> Side {
        Side { label: self.label.clone(), unit: self.unit.clone(), values: self.values.clone() }
    }
}

/// A table to download.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Download {
    Summary,
    Observations,
}

/// The run to film, and the moments of its frames.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Filmed {
    /// The number of the replication, from 1; 1 by default.
    replication: Option<NonZeroU64>,
    /// Whether frames are cut by time or by events.
    #[serde(default)]
    by: By,
    /// The time of the first frame, in hours.
    #[serde(default)]
    from: f64,
    /// By time, that of the last, in hours; the horizon by default.
    to: Option<f64>,
    /// By events, the number of events between frames.
    every: Option<NonZeroU64>,
    /// The number of frames.
    frames: Option<NonZeroU32>,
    /// The number of entities of a scene in a frame.
    shown: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    #[default]
    Time,
    Event,
}

impl Filmed {
    pub(crate) fn filming(&self, scenario: &Scenario) -> Result<Filming, PageError> {
        let end = scenario.study.horizon.canonical();
        let to = self.to.unwrap_or(end);
        // Written so that NaN is refused as well.
        let is_within = 0.0 <= self.from && self.from <= to && to <= end;
        if !is_within {
            return Err(PageError::NotWithin { from: self.from, to, end });
        }
        let usual = match self.by {
            By::Time => Filming::by_time(scenario),
            By::Event => Filming::by_event(self.from),
        };
        let frames = self.frames.map_or(usual.frames, NonZeroU32::get);
        let cut = match self.by {
            By::Time if self.frames.is_some() || self.to.is_some() || self.from > 0.0 => {
                // With two frames or more the last is at the end.
                let between = f64::from(frames.min(MOST_FRAMES).saturating_sub(1).max(1));
                Cut::Time { from: self.from, every: (to - self.from) / between }
            }
            By::Time => usual.cut,
            By::Event => Cut::Events { from: self.from, every: self.every.map_or(1, NonZeroU64::get) },
        };
        let shown = self.shown.map_or(usual.shown, |shown| shown.min(MOST_SHOWN) as usize);
        let replication = self.replication.map_or(0, |number| number.get() - 1);
        Ok(Filming { replication, cut, frames, shown })
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

/// A text, or the name of a shipped one, with edits.
#[derive(Debug, Deserialize)]
pub(crate) struct Text {
    /// The name of a shipped one, or the name of the text in errors.
    #[serde(default)]
    name: String,
    text: Option<String>,
    /// Each `path=value`.
    #[serde(default)]
    sets: Vec<String>,
    /// A seed instead of the scenario's.
    seed: Option<u64>,
    /// The metrics of a sweep; all if none is named.
    #[serde(default)]
    metrics: Vec<String>,
    /// The texts of scenarios that a study may name, by their names.
    #[serde(default)]
    scenarios: BTreeMap<String, String>,
}

impl Text {
    /// The same, with this number of replications.
    pub(crate) fn repeated(mut self, Repeated { replications }: Repeated) -> Self {
        self.sets.extend(replications.map(|number| format!("study.replications={number}")));
        self
    }

    fn edits(&self) -> Vec<String> {
        self.sets.iter().cloned().chain(self.seed.map(|seed| format!("study.seed={seed}"))).collect()
    }

    /// Parses it as a scenario.
    pub(crate) fn scenario(&self) -> Result<Scenario, ScenarioError> {
        Scenario::parse(self.source()?, &self.edits())
    }

    /// Parses it as a study; a scenario with several values for a parameter becomes a sweep over
    /// them.
    pub(crate) fn study(&self) -> Result<Study, ScenarioError> {
        if let Ok(scenario) = self.scenario() {
            let names = scenario.model.metrics().iter().map(|metric| metric.name);
            let is_asked =
                |name: &&str| self.metrics.is_empty() || self.metrics.iter().any(|asked| asked == name);
            let metrics: Vec<&'static str> = names.filter(is_asked).collect();
            if let Some(study) = Study::of_arrays(&scenario, &metrics)? {
                return Ok(study);
            }
        }
        Study::parse(self.source()?, &self.edits(), Formats::CSV)
    }

    /// Parses it as a scenario with sliders.
    pub(crate) fn play(&self) -> Result<Play, ScenarioError> {
        Play::parse(self.source()?, &self.edits(), Formats::CSV)
    }

    /// The equivalent command for a terminal.
    pub(crate) fn command(&self, verb: &str, repeated: Repeated) -> String {
        let sets = self.sets.iter().map(String::as_str).collect();
        let metrics = self.metrics.iter().map(|metric| ("--metric", metric.clone()));
        let seed = self.seed.map(|seed| ("--seed", seed.to_string()));
        let flags = metrics.chain(seed).chain(repeated.flag()).collect();
        Command { verb, subject: &self.name, sets, flags }.to_string()
    }

    /// Parses it as either.
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
            help: "name a shipped scenario or study, as in volunteer/base, or give a text".to_owned(),
        })
    }
}
