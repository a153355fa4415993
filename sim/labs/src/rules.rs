//! Constraints of a lab that do not depend on its scenario.

use bazaar_models::violation::Violation;

use super::kinds::{ArmsText, EstimationText, ScenarioText, ThresholdText};
use super::text::{LabText, QuestionText};

impl LabText {
    /// The constraints that do not depend on the scenario, with paths from the root.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        for (key, missing) in [
            ("title", self.title.is_empty()),
            ("scenario", self.scenario.is_empty()),
            ("objectives", self.objectives.is_empty()),
            ("questions", self.questions.is_empty()),
        ] {
            if missing {
                broken.push(Violation::new("", format!("the lab has no {key}"), format!("add {key} = …")));
            }
        }
        if !(10..=10_000).contains(&self.key_replications) {
            let message =
                format!("a key needs from 10 to 10,000 replications, got {}", self.key_replications);
            broken.push(Violation::new("key_replications", message, "type a whole number from 10 to 10000"));
        }
        if !(self.error > 0.0 && self.error <= 0.03) {
            let message =
                format!("the error probability must be above 0 and at most 0.03, got {}", self.error);
            broken.push(Violation::new(
                "error",
                message,
                "type a number above 0 and at most 0.03, such as 0.01",
            ));
        }
        for (index, question) in self.questions.iter().enumerate() {
            broken.extend(question.validate().into_iter().map(|it| it.within(&format!("questions.{index}"))));
            if self.questions[..index].iter().any(|other| other.name == question.name) {
                let message = format!("two questions are called `{}`", question.name);
                broken.push(Violation::new(
                    format!("questions.{index}.name"),
                    message,
                    "give it another name",
                ));
            }
        }
        broken
    }
}

impl QuestionText {
    fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        let kinds = [
            self.numeric.is_some(),
            self.choice.is_some(),
            self.ranking.is_some(),
            self.threshold.is_some(),
            self.estimation.is_some(),
            self.scenario.is_some(),
            self.free.is_some(),
        ];
        if kinds.iter().filter(|there| **there).count() != 1 {
            let help = "give it exactly one of the tables numeric, choice, ranking, threshold, estimation, scenario, free";
            broken.push(Violation::new("name", format!("`{}` must have exactly one kind", self.name), help));
        }
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.name.is_empty() || !self.name.chars().all(letters) {
            let help = "type small letters, digits and underscores, such as mean_wait";
            broken.push(Violation::new(
                "name",
                format!("`{}` is not a valid name of a question", self.name),
                help,
            ));
        }
        if !(self.points >= 0.0 && self.points <= 1000.0) {
            broken.push(Violation::new(
                "points",
                "the points must be from 0 to 1000",
                "type a number from 0 to 1000",
            ));
        }
        for (kind, arms) in [("choice", &self.choice), ("ranking", &self.ranking)] {
            let Some(ArmsText { options, replications, .. }) = arms else { continue };
            if !(2..=26).contains(&options.len()) {
                let at = format!("{kind}.options");
                broken.push(Violation::new(
                    at,
                    "a choice needs at least two options",
                    "give from 2 to 26 options",
                ));
            }
            if *replications == Some(0) {
                broken.push(none(format!("{kind}.replications")));
            }
        }
        let asked = self.choice.as_ref().or(self.ranking.as_ref());
        if asked.is_none() && !self.variants.is_empty() {
            let help = "draw a personal parameter instead, on which the answer depends";
            broken.push(Violation::new("variants", "only a choice or a ranking has variants", help));
        }
        for (index, variant) in self.variants.iter().enumerate() {
            let options = asked.map_or(0, |asked| asked.options.len());
            if !variant.options.is_empty() && variant.options.len() != options {
                let message = format!("{} options, but the question has {options}", variant.options.len());
                let help = "give it the same number, or none for the same options";
                broken.push(Violation::new(format!("variants.{index}.options"), message, help));
            }
        }
        if let Some(numeric) = &self.numeric {
            broken.extend(decimals("numeric", numeric.decimals));
            if numeric.replications == Some(0) {
                broken.push(none("numeric.replications".to_owned()));
            }
            for (index, mistake) in numeric.mistakes.iter().enumerate() {
                let at = format!("numeric.mistakes.{index}");
                if mistake.replications == Some(0) {
                    broken.push(none(format!("{at}.replications")));
                }
                broken.extend(share(&at, mistake.credit));
            }
        }
        let others = [
            self.threshold.as_ref().map(ThresholdText::validate),
            self.estimation.as_ref().map(EstimationText::validate),
            self.scenario.as_ref().map(ScenarioText::validate),
        ];
        broken.extend(others.into_iter().flatten().flatten());
        broken
    }
}

impl ThresholdText {
    fn validate(&self) -> Vec<Violation> {
        let mut broken = decimals("threshold", self.decimals);
        if self.turn.is_some() && self.root.is_some() {
            let help =
                "leave out root for the share of runs that say yes, or turn for where a mean passes a number";
            broken.push(Violation::new("threshold.turn", "a threshold has either a turn or a root", help));
        }
        if !(10..=1_000).contains(&self.searches) {
            let message = format!("a key needs from 10 to 1,000 searches, got {}", self.searches);
            broken.push(Violation::new("threshold.searches", message, "type a whole number from 10 to 1000"));
        }
        for (index, mistake) in self.mistakes.iter().enumerate() {
            broken.extend(share(&format!("threshold.mistakes.{index}"), mistake.credit));
        }
        broken
    }
}

impl EstimationText {
    fn validate(&self) -> Vec<Violation> {
        let mut broken = decimals("estimation", self.decimals);
        if !(2..=10_000).contains(&self.observations) {
            let message = format!("a table needs from 2 to 10,000 observations, got {}", self.observations);
            broken.push(Violation::new(
                "estimation.observations",
                message,
                "type a whole number from 2 to 10000",
            ));
        }
        for (name, factor) in [("estimation.factor".to_owned(), Some(self.factor))].into_iter().chain(
            self.mistakes
                .iter()
                .enumerate()
                .map(|(index, it)| (format!("estimation.mistakes.{index}.factor"), it.factor)),
        ) {
            if factor.is_some_and(|factor| !factor.is_finite() || factor.abs() <= 0.0) {
                broken.push(Violation::new(
                    name,
                    "the factor must be finite and not 0",
                    "type a number other than 0",
                ));
            }
        }
        for (index, mistake) in self.mistakes.iter().enumerate() {
            broken.extend(share(&format!("estimation.mistakes.{index}"), mistake.credit));
        }
        broken
    }
}

impl ScenarioText {
    fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.at_least.is_some() == self.at_most.is_some() {
            let help = "type either at_least = … or at_most = …, in the metric's unit";
            broken.push(Violation::new("scenario.metric", "a design needs exactly one target", help));
        }
        if self.may_change.is_empty() {
            let help = "add [[questions.scenario.may_change]] with path, label, low and high";
            broken.push(Violation::new(
                "scenario",
                "a design needs at least one parameter that students may change",
                help,
            ));
        }
        if self.replications.is_some_and(|replications| replications < 2) {
            let message = "an interval needs at least two replications";
            broken.push(Violation::new("scenario.replications", message, "type a whole number from 2 up"));
        }
        if !(1..=1_000).contains(&self.tries) {
            let message = format!("an honest student tries from 1 to 1,000 designs, got {}", self.tries);
            broken.push(Violation::new("scenario.tries", message, "type a whole number from 1 to 1000"));
        }
        for (index, mistake) in self.mistakes.iter().enumerate() {
            broken.extend(share(&format!("scenario.mistakes.{index}"), mistake.credit));
        }
        broken
    }
}

fn decimals(kind: &str, decimals: u32) -> Vec<Violation> {
    let broken =
        Violation::new(format!("{kind}.decimals"), "an answer has at most 9 decimals", "type 0 to 9");
    if decimals > 9 { vec![broken] } else { Vec::new() }
}

fn share(at: &str, credit: f64) -> Option<Violation> {
    let broken = Violation::new(
        format!("{at}.credit"),
        "the share of the points must be from 0 to 1",
        "type a number from 0 to 1",
    );
    (!(0.0..=1.0).contains(&credit)).then_some(broken)
}

fn none(at: String) -> Violation {
    Violation::new(at, "without a replication nothing is run", "type a whole number from 1 up")
}
