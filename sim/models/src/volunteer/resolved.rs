//! Resolved parameters: a scenario's parameters as the component needs them, in hours, bytes and operations
//! per hour.

use bazaar_numerics::variates::{self, Exponential, Variate, VariateError};

use super::availability::Process;
use super::character::Character;
use super::group::Groups;
use super::parameters::{Application, Arrivals, Client, HostStart, Lifetime, Parameters, Steps, Supply};
use super::server::Part;
use super::teams::Teams;
use crate::model::Horizon;
use crate::quantity::Quantity;

/// Resolved parameters, which all partitions share.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) horizon: Horizon,
    pub(super) groups: Groups,
    pub(super) partitions: u32,
    pub(super) queued: bool,
    /// The names of the classes of hosts.
    pub(super) class_names: Vec<String>,
    pub(super) processes: Vec<Process>,
    /// Local time minus universal time, by region.
    pub(super) offsets: Vec<f64>,
    /// The price of power, in dollars per kWh, by region.
    pub(super) prices: Vec<f64>,
    pub(super) start: HostStart,
    pub(super) join_state: HostStart,
    pub(super) people: People,
    /// `None` without teams.
    pub(super) teams: Option<Teams>,
    pub(super) habits: Habits,
    pub(super) character: Character,
    pub(super) projects: Vec<Project>,
    pub(super) apps: Vec<App>,
    /// Whether there is one project, and it lasts as long as the run.
    pub(super) never_ends: bool,
    /// What applications run on: cores are 0, graphics processors 1.
    pub(super) resources: std::ops::Range<usize>,
    initial: u32,
    lifetime: Option<variates::Distribution>,
    /// The time between two volunteers that join a partition.
    pub(super) between_arrivals: Option<Exponential>,
}

/// Volunteers.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    /// The probability that a volunteer brings one more host.
    pub(super) another_host: f64,
    pub(super) willing: f64,
    /// The time between two recruits of a willing volunteer.
    pub(super) between_recruits: Option<Exponential>,
    /// Computing time until a volunteer gives up, on average, in h.
    pub(super) patience: Option<f64>,
}

/// The client's settings, in hours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    pub(super) min_buffer: f64,
    pub(super) full_buffer: f64,
    pub(super) checkpoint: f64,
    pub(super) time_slice: f64,
}

/// A project.
#[derive(Clone, Debug)]
pub(super) struct Project {
    /// Its part of a host's time, from 0 to 1.
    pub(super) share: f64,
    pub(super) starts: f64,
    pub(super) ends: f64,
    pub(super) tasks_per_day: Option<u32>,
    /// Its applications.
    pub(super) apps: Vec<usize>,
    /// Whether they use cores, and graphics processors.
    pub(super) uses: [bool; 2],
}

/// An application.
#[derive(Clone, Debug)]
pub(super) struct App {
    pub(super) project: usize,
    pub(super) flops: f64,
    pub(super) input: f64,
    pub(super) output: f64,
    pub(super) memory: f64,
    pub(super) disk: f64,
    /// What it runs on: cores are 0, graphics processors 1.
    pub(super) resource: u8,
    pub(super) delay_bound: f64,
    pub(super) retry_bound: f64,
    pub(super) min_quorum: u8,
    pub(super) target: u8,
    pub(super) max_errors: u8,
    pub(super) max_total: u8,
    pub(super) max_success: u8,
    pub(super) daily_quota: u16,
    /// By how much the quota of a graphics processor is multiplied; 1 for cores.
    pub(super) quota_times: u32,
    pub(super) adaptive: bool,
    pub(super) initial_run: u32,
    pub(super) homogeneous: bool,
    pub(super) platform_dependent: bool,
    pub(super) reliable_turnaround: f64,
    pub(super) supply: Supply,
}

impl App {
    fn new(parameters: &Application, project: usize) -> Self {
        // Counts above the most copies of a job mean "never".
        let count = |count: u32| u8::try_from(count).unwrap_or(u8::MAX);
        let delay_bound = parameters.delay_bound.canonical();
        App {
            project,
            flops: parameters.flops.canonical(),
            input: parameters.input.canonical(),
            output: parameters.output.canonical(),
            memory: parameters.memory.canonical(),
            disk: parameters.disk.canonical(),
            resource: u8::from(parameters.uses_gpu),
            delay_bound,
            retry_bound: delay_bound * parameters.retry_delay.canonical(),
            min_quorum: count(parameters.min_quorum),
            target: count(parameters.target_nresults),
            max_errors: count(parameters.max_error_results),
            max_total: count(parameters.max_total_results),
            max_success: count(parameters.max_success_results),
            daily_quota: u16::try_from(parameters.daily_quota).unwrap_or(u16::MAX),
            quota_times: if parameters.uses_gpu { parameters.gpu_multiplier } else { 1 },
            adaptive: parameters.adaptive_replication,
            initial_run: parameters.initial_run,
            homogeneous: parameters.homogeneous_redundancy,
            platform_dependent: parameters.platform_dependent,
            reliable_turnaround: parameters.reliable_turnaround.canonical(),
            supply: parameters.supply,
        }
    }

    /// Whether copies that replace lost ones have a deadline of their own (rule 8).
    pub(super) fn has_retries(&self) -> bool {
        self.retry_bound < self.delay_bound
    }
}

impl Resolved {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let hosts = &parameters.hosts;
        let lifetime = match &hosts.lifetime {
            Lifetime::Forever => None,
            Lifetime::Random(distribution) => Some(distribution.variate()?),
        };
        let initial = f64::from(hosts.initial);
        let mean_life = lifetime.as_ref().map(Variate::mean);
        let arrival_rate = match hosts.arrivals {
            Arrivals::None => 0.0,
            Arrivals::Rate(rate) => rate.canonical(),
            Arrivals::Steady => mean_life.map_or(0.0, |mean| initial / mean),
        };
        // The expected population: initial hosts, and those that will have joined.
        let to_come = arrival_rate * mean_life.unwrap_or(horizon.end).min(horizon.end);
        let partitions = partition_count(initial.max(to_come), parameters.hosts_per_partition);
        let hosts_each = parameters.people.hosts_each;
        let between_arrivals = if arrival_rate > 0.0 {
            Some(Exponential::new(f64::from(partitions) * hosts_each / arrival_rate)?)
        } else {
            None
        };
        let processes: Vec<Process> = parameters
            .classes
            .values()
            .map(|class| Process::new(&class.availability))
            .collect::<Result<_, _>>()?;
        let apps = apps(parameters);
        let projects = projects(parameters, &apps);
        Ok(Resolved {
            horizon,
            groups: Groups::new(parameters, &processes),
            partitions,
            queued: parameters.steps == Steps::Queued,
            class_names: parameters.classes.keys().cloned().collect(),
            processes,
            offsets: parameters.regions.values().map(|region| region.utc_offset).collect(),
            prices: parameters
                .regions
                .values()
                .map(|region| parameters.economics.price(region.energy_price))
                .collect(),
            start: hosts.start,
            join_state: hosts.join_state,
            people: People::new(parameters)?,
            teams: Teams::new(&parameters.people.teams),
            habits: Habits::new(&parameters.client),
            character: Character::new(&parameters.faults)?,
            never_ends: projects.len() == 1 && projects[0].ends >= horizon.end,
            projects,
            resources: resources(&apps),
            apps,
            initial: hosts.initial,
            lifetime,
            between_arrivals,
        })
    }

    /// The indices of the initial hosts that live in a partition: blocks that differ by at most one.
    pub(super) fn initial_hosts(&self, partition: u32) -> std::ops::Range<u64> {
        self.part(partition).of_whole(self.initial.into())
    }

    /// The number of hosts for which a partition has room from the start: the initial ones, and a few more,
    /// since a population that is steady on average fluctuates.
    pub(super) fn room(&self, partition: u32) -> usize {
        let initial = self.initial_hosts(partition);
        let hosts = usize::try_from(initial.end - initial.start).unwrap_or(0);
        let grows = self.between_arrivals.is_some() || self.people.between_recruits.is_some();
        if grows { hosts + 4 * hosts.isqrt() + 8 } else { hosts }
    }

    /// The part of a partition.
    pub(super) fn part(&self, partition: u32) -> Part {
        Part { partition, of: self.partitions }
    }

    pub(super) fn lifetime(&self) -> Option<&variates::Distribution> {
        self.lifetime.as_ref()
    }
}

impl People {
    fn new(parameters: &Parameters) -> Result<Self, VariateError> {
        let people = &parameters.people;
        let rate = people.recruits.canonical();
        Ok(People {
            another_host: 1.0 - 1.0 / people.hosts_each,
            willing: people.willing.canonical(),
            between_recruits: if rate > 0.0 { Some(Exponential::new(1.0 / rate)?) } else { None },
            patience: people.patience.map(Quantity::canonical),
        })
    }
}

impl Habits {
    fn new(client: &Client) -> Self {
        let min_buffer = client.min_buffer.canonical();
        Habits {
            min_buffer,
            full_buffer: min_buffer + client.additional_buffer.canonical(),
            checkpoint: client.checkpoint.canonical(),
            time_slice: client.time_slice.canonical(),
        }
    }
}

/// The smallest range that all applications' resources lie in.
fn resources(apps: &[App]) -> std::ops::Range<usize> {
    let of = || apps.iter().map(|app| usize::from(app.resource));
    of().min().unwrap_or(0)..of().max().map_or(0, |last| last + 1)
}

fn apps(parameters: &Parameters) -> Vec<App> {
    parameters
        .applications
        .values()
        .map(|application| {
            // A scenario whose application names no project was refused before.
            let project = parameters.projects.keys().position(|name| *name == application.project);
            App::new(application, project.unwrap_or(0))
        })
        .collect()
}

fn projects(parameters: &Parameters, apps: &[App]) -> Vec<Project> {
    let all: f64 = parameters.projects.values().map(|project| project.resource_share).sum();
    parameters
        .projects
        .values()
        .enumerate()
        .map(|(index, project)| Project {
            share: project.resource_share / all,
            starts: project.starts.canonical(),
            ends: project.ends.map_or(f64::INFINITY, Quantity::canonical),
            tasks_per_day: project.tasks_per_day,
            apps: (0..apps.len()).filter(|&app| apps[app].project == index).collect(),
            uses: [0, 1]
                .map(|of| apps.iter().any(|app| app.project == index && usize::from(app.resource) == of)),
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of keys")]
fn partition_count(population: f64, size: u32) -> u32 {
    (population / f64::from(size)).ceil().clamp(1.0, f64::from((1 << 30) - 1)) as u32
}
