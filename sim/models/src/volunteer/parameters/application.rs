//! The work of hosts: applications and their jobs, under BOINC's names.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Project, Supply};
use crate::quantity::{Bytes, Duration, Quantity, Share, Work};
use crate::violation::Violation;

/// An application: jobs of one kind, and the rules by which they are replicated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Application {
    /// The project that it belongs to.
    #[param(default = "project".to_owned())]
    pub project: String,
    /// How much computing a job is (default assumed: 8 h on a core of 4.2 GFLOPS).
    #[param(default = "120_960 GFLOP", above = "0 FLOP")]
    pub flops: Quantity<Work>,
    /// What a host downloads for a job (default assumed).
    #[param(default = "1 MB")]
    pub input: Quantity<Bytes>,
    /// What a host uploads for a job (default assumed).
    #[param(default = "1 MB")]
    pub output: Quantity<Bytes>,
    /// The main memory that a job needs (default assumed).
    #[param(default = "0.5 GB")]
    pub memory: Quantity<Bytes>,
    /// The disk that a job needs (default assumed).
    #[param(default = "0.1 GB")]
    pub disk: Quantity<Bytes>,
    /// Whether jobs run on graphics processors instead of cores.
    pub uses_gpu: bool,
    /// How long a host has for a result, from sending to reporting (default: that of BOINC).
    #[param(default = "7 d", above = "0 h")]
    pub delay_bound: Quantity<Duration>,
    /// How many results must be there before they are compared.
    #[param(default = 2, range = 1..)]
    pub min_quorum: u32,
    /// How many copies a job begins with, from `min_quorum`.
    #[param(default = 2)]
    pub target_nresults: u32,
    /// A job with more errors than this fails.
    #[param(default = 3)]
    pub max_error_results: u32,
    /// No more copies than this are ever made of a job, from `target_nresults`: one that needs more fails at
    /// once.
    #[param(default = 8, range = ..=255)]
    pub max_total_results: u32,
    /// A job with more successful results than this that do not agree fails, from `min_quorum`.
    #[param(default = 6)]
    pub max_success_results: u32,
    /// How many jobs a host gets in a day for each of its cores, or graphics processors if the jobs run there.
    #[param(default = 100, range = 1..=60_000)]
    pub daily_quota: u32,
    /// The factor on `daily_quota` for graphics processors.
    #[param(default = 1, range = 1..=1000)]
    pub gpu_multiplier: u32,
    /// Whether hosts with a long run of valid results are trusted with single copies (Anderson 2020).
    pub adaptive_replication: bool,
    /// The run of valid results that every host begins with. More is for experiments on trust.
    pub initial_run: u32,
    /// Whether all copies of a job go to hosts of one numeric class: one kind of machine.
    pub homogeneous_redundancy: bool,
    /// Whether right results of different numeric classes differ in their last digits, so that they do not agree.
    pub platform_dependent: bool,
    /// The deadline of a copy that replaces a lost one, as a share of `delay_bound`; such copies then go to
    /// reliable hosts first. 1 turns that off.
    #[param(default = 1, above = 0, because = "a copy without time cannot be reported")]
    pub retry_delay: Quantity<Share>,
    /// Reliable hosts are those with a mean turnaround below this (default assumed).
    #[param(default = "3 d")]
    pub reliable_turnaround: Quantity<Duration>,
    /// Where jobs come from: `"unlimited"`, `{ batch = 100_000 }`, `{ stream = "500 / d" }` or `{ burst = { jobs =
    /// 1_000, every = "7 d" } }`.
    #[param(default = Supply::Unlimited)]
    pub supply: Supply,
}

impl Application {
    fn rules(&self) -> Vec<Violation> {
        let at_least = |key: &str, value: u32, least: u32, of: &str| {
            (value < least).then(|| {
                let message = format!("`{key}` must be at least `{of}`, {least}, got {value}");
                Violation::new(key, message, format!("type a whole number from {least} up")).and(of)
            })
        };
        let (target, quorum) = (self.target_nresults, self.min_quorum);
        [
            at_least("target_nresults", target, quorum, "min_quorum"),
            at_least("max_total_results", self.max_total_results, target, "target_nresults"),
            at_least("max_success_results", self.max_success_results, quorum, "min_quorum"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Its requirements on the projects.
    pub(super) fn among(&self, projects: &BTreeMap<String, Project>) -> Option<Violation> {
        if projects.contains_key(&self.project) {
            return None;
        }
        let names: Vec<&str> = projects.keys().map(String::as_str).collect();
        let message = format!("there is no project `{}`", self.project);
        let help =
            format!("type one of: {}; or add [model.volunteer.projects.{}]", names.join(", "), self.project);
        Some(Violation::new("project", message, help))
    }
}
