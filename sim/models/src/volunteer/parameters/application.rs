//! What hosts are asked to do: applications and their jobs, under BOINC's names.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Project, Supply};
use crate::quantity::{Bytes, Duration, Quantity, Share, Work};
use crate::violation::Violation;

/// An application: jobs of one kind, and the rules by which they are replicated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Application {
    /// The project that it belongs to; `project` by default.
    pub project: String,
    /// How much computing a job is, above zero; 120,960 GFLOP by default, which are
    /// 8 h on a core of 4.2 GFLOPS (assumption).
    pub flops: Quantity<Work>,
    /// What a host downloads for a job; 1 MB by default (assumption).
    pub input: Quantity<Bytes>,
    /// What it uploads; 1 MB by default (assumption).
    pub output: Quantity<Bytes>,
    /// The main memory that a job needs; 0.5 GB by default (assumption).
    pub memory: Quantity<Bytes>,
    /// The disk that a job needs; 0.1 GB by default (assumption).
    pub disk: Quantity<Bytes>,
    /// Whether jobs run on graphics processors instead of cores; false by default.
    pub uses_gpu: bool,
    /// How long a host has for a result, from sending to reporting, above zero; 7 d by
    /// default, as in BOINC.
    pub delay_bound: Quantity<Duration>,
    /// How many results must be there before they are compared, from 1; 2 by default.
    pub min_quorum: u32,
    /// How many copies a job begins with, from `min_quorum`; 2 by default.
    pub target_nresults: u32,
    /// A job with more errors than this fails; 3 by default.
    pub max_error_results: u32,
    /// No more copies than this are ever made of a job, from `target_nresults` to 255: one that needs
    /// more fails at once; 8 by default.
    pub max_total_results: u32,
    /// A job with more successful results than this that do not agree fails, from
    /// `min_quorum`; 6 by default.
    pub max_success_results: u32,
    /// How many jobs a host gets in a day for each of its cores, or graphics processors if the jobs run
    /// there, from 1 to 60,000; 100 by default.
    pub daily_quota: u32,
    /// By how much that is multiplied on graphics processors, from 1 to 1,000; 1 by default.
    pub gpu_multiplier: u32,
    /// Whether hosts with a long run of valid results are trusted with single
    /// copies (Anderson 2020); false by default.
    pub adaptive_replication: bool,
    /// The run of valid results that every host begins with, from 0; 0 by default.
    /// More is for experiments on trust.
    pub initial_run: u32,
    /// Whether all copies of a job go to hosts of one numeric class; false by
    /// default. A host's numeric class is its kind of machine.
    pub homogeneous_redundancy: bool,
    /// Whether right results of different numeric classes differ in their last
    /// digits, so that they do not agree; false by default.
    pub platform_dependent: bool,
    /// Which share of its `delay_bound` a copy has that replaces a lost one; such
    /// copies then go to reliable hosts first. 1, the default, turns that off.
    pub retry_delay: Quantity<Share>,
    /// Reliable hosts are those with a mean turnaround below this; 3 d by default (assumption).
    pub reliable_turnaround: Quantity<Duration>,
    /// Where jobs come from: `"unlimited"` (the default), `{ batch = 100_000 }`,
    /// `{ stream = "500 / d" }` or `{ burst = { jobs = 1_000, every = "7 d" } }`.
    pub supply: Supply,
}

impl Default for Application {
    fn default() -> Self {
        const FLOPS: Quantity<Work> = Quantity::constant(1.2096e14);
        const MEGABYTE: Quantity<Bytes> = Quantity::constant(1e6);
        const MEMORY: Quantity<Bytes> = Quantity::constant(0.5e9);
        const DISK: Quantity<Bytes> = Quantity::constant(0.1e9);
        const WHOLE: Quantity<Share> = Quantity::constant(1.0);
        Self {
            project: "project".to_owned(),
            flops: FLOPS,
            input: MEGABYTE,
            output: MEGABYTE,
            memory: MEMORY,
            disk: DISK,
            uses_gpu: false,
            delay_bound: Quantity::days(7),
            min_quorum: 2,
            target_nresults: 2,
            max_error_results: 3,
            max_total_results: 8,
            max_success_results: 6,
            daily_quota: 100,
            gpu_multiplier: 1,
            adaptive_replication: false,
            initial_run: 0,
            homogeneous_redundancy: false,
            platform_dependent: false,
            retry_delay: WHOLE,
            reliable_turnaround: Quantity::days(3),
            supply: Supply::Unlimited,
        }
    }
}

impl Application {
    pub(super) fn validate(&self, projects: &BTreeMap<String, Project>) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !projects.contains_key(&self.project) {
            let names: Vec<&str> = projects.keys().map(String::as_str).collect();
            violations.push(Violation::new(
                "project",
                format!("there is no project `{}`", self.project),
                format!(
                    "type one of: {}; or add [model.volunteer.projects.{}]",
                    names.join(", "),
                    self.project
                ),
            ));
        }
        for (key, zero) in
            [("flops", self.flops == Quantity::ZERO), ("delay_bound", self.delay_bound == Quantity::ZERO)]
        {
            if zero {
                violations.push(Violation::new(key, "a job takes some time", "type a value above zero"));
            }
        }
        let at_least = |key: &str, value: u32, least: u32, of: &str| {
            (value < least).then(|| {
                Violation::new(
                    key,
                    format!("{value} is less than {of}"),
                    format!("type a whole number from {least} up"),
                )
            })
        };
        violations.extend(at_least("min_quorum", self.min_quorum, 1, "one result"));
        violations.extend(at_least("target_nresults", self.target_nresults, self.min_quorum, "min_quorum"));
        violations.extend(at_least(
            "max_total_results",
            self.max_total_results,
            self.target_nresults,
            "target_nresults",
        ));
        violations.extend(at_least(
            "max_success_results",
            self.max_success_results,
            self.min_quorum,
            "min_quorum",
        ));
        violations.extend(at_least("daily_quota", self.daily_quota, 1, "one job"));
        violations.extend(at_least("gpu_multiplier", self.gpu_multiplier, 1, "one quota"));
        for (key, value, most) in [
            ("max_total_results", self.max_total_results, 255),
            ("daily_quota", self.daily_quota, 60_000),
            ("gpu_multiplier", self.gpu_multiplier, 1_000),
        ] {
            if value > most {
                violations.push(Violation::new(
                    key,
                    format!("{value} is more than {most}"),
                    format!("type a whole number up to {most}"),
                ));
            }
        }
        if self.retry_delay == Quantity::ZERO {
            violations.push(Violation::new(
                "retry_delay",
                "a copy without time cannot be reported",
                "type a share above zero, such as \"50 %\"",
            ));
        }
        violations.extend(self.supply.validate().into_iter().map(|violation| violation.within("supply")));
        violations
    }
}
