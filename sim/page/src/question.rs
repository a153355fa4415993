//! What a page may ask.

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

/// A frame shows at most so many entities of a scene.
const MOST_SHOWN: u32 = 2000;

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
    /// What somebody who plays with a scenario gets; the edits are where its levers stand.
    Open {
        #[serde(flatten)]
        text: Text,
    },
    /// What may be typed at a place, in units of UTF-16.
    Complete { text: String, at: usize },
    /// Begins with a scenario; no replication is made yet.
    Begin {
        #[serde(flatten)]
        text: Text,
        /// Which of several arms it is, that are compared; they share their random streams.
        #[serde(default)]
        arm: String,
        /// The number of the first replication, from 0, where several workers share them.
        #[serde(default)]
        first: u64,
        /// How many are wanted in all, if not as many as the scenario has: too many are refused, and many announced.
        replications: Option<NonZeroU32>,
    },
    /// So many more replications; as many as the scenario has, if none is said.
    More {
        replications: Option<NonZeroU32>,
        #[serde(default)]
        arm: String,
    },
    /// Makes some of a scenario's replications for another worker, from the one of this number, counted from 0.
    Make {
        #[serde(flatten)]
        text: Text,
        first: u64,
        replications: NonZeroU32,
    },
    /// Replications that other workers made, behind those of an arm: each text is what one of them answered.
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
    /// What is known so far, as tables for people; of two arms how they differ.
    Estimates,
    /// What is known of a metric as replications come, in every arm.
    Running { metric: String, guess: Option<f64> },
    /// A table of an arm as CSV: `summary` or `observations`.
    Table {
        table: Download,
        #[serde(default)]
        arm: String,
    },
    /// The scenario as it is run, every default written out.
    Written {
        #[serde(flatten)]
        text: Text,
    },
    /// What to type in a terminal for the same.
    Command {
        verb: String,
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
    },
    /// Figures of the replications that there are: those of a run's folder, or one of these metrics.
    Figures {
        kind: Option<Kind>,
        #[serde(default)]
        metrics: Vec<String>,
        #[serde(default)]
        arm: String,
    },
    /// Runs a metric at every point of a grid, as a page of the book has it.
    Grid {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        repeated: Repeated,
        sides: Vec<SideText>,
        metric: String,
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
    /// Films a run of a scenario.
    Film {
        #[serde(flatten)]
        text: Text,
        #[serde(flatten)]
        filmed: Filmed,
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

/// How often.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Repeated {
    /// Replications instead of the scenario's.
    replications: Option<NonZeroU32>,
}

impl Repeated {
    /// As a flag of a command.
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
    /// Each value as a number in the unit, and as it is written.
    pub(crate) values: Vec<(f64, String)>,
}

impl SideText {
    pub(crate) fn side(&self) -> Side {
        Side { label: self.label.clone(), unit: self.unit.clone(), values: self.values.clone() }
    }
}

/// A table to take away.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Download {
    Summary,
    Observations,
}

/// Which run to film, and which moments of it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Filmed {
    /// The number of the replication as people count, from 1; the first if it is not said.
    replication: Option<NonZeroU64>,
    /// By what frames are cut.
    #[serde(default)]
    by: By,
    /// The time of the first frame, in hours.
    #[serde(default)]
    from: f64,
    /// By time, that of the last, in hours; the horizon if it is not said.
    to: Option<f64>,
    /// By events, how many there are from frame to frame.
    every: Option<NonZeroU64>,
    /// How many frames.
    frames: Option<NonZeroU32>,
    /// How many entities of a scene a frame shows.
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
        // Written so that a number that is none is refused as well.
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
                // Of two frames or more the last is where it ends.
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
    /// A seed instead of the scenario's.
    seed: Option<u64>,
    /// The metrics that a sweep is asked for; all if none is named.
    #[serde(default)]
    metrics: Vec<String>,
    /// The texts of scenarios that a study may name, by their names.
    #[serde(default)]
    scenarios: BTreeMap<String, String>,
}

impl Text {
    /// The same, run so often.
    pub(crate) fn repeated(mut self, Repeated { replications }: Repeated) -> Self {
        self.sets.extend(replications.map(|number| format!("study.replications={number}")));
        self
    }

    fn edits(&self) -> Vec<String> {
        self.sets.iter().cloned().chain(self.seed.map(|seed| format!("study.seed={seed}"))).collect()
    }

    /// As a scenario.
    pub(crate) fn scenario(&self) -> Result<Scenario, ScenarioError> {
        Scenario::parse(self.source()?, &self.edits())
    }

    /// As a study; a scenario with several values for a parameter asks to be swept over them.
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

    /// As somebody who plays with it gets it.
    pub(crate) fn play(&self) -> Result<Play, ScenarioError> {
        Play::parse(self.source()?, &self.edits(), Formats::CSV)
    }

    /// The command that does the same in a terminal.
    pub(crate) fn command(&self, verb: &str, repeated: Repeated) -> String {
        let sets = self.sets.iter().map(String::as_str).collect();
        let metrics = self.metrics.iter().map(|metric| ("--metric", metric.clone()));
        let seed = self.seed.map(|seed| ("--seed", seed.to_string()));
        let flags = metrics.chain(seed).chain(repeated.flag()).collect();
        Command { verb, subject: &self.name, sets, flags }.to_string()
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
            help: "name a shipped scenario or study, as in volunteer/base, or give a text".to_owned(),
        })
    }
}
