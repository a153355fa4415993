//! The events and memory that a run of volunteer computing takes.

use super::{Application, Arrivals, Availability, Class, Lifetime, Parameters, Supply};
use crate::footprint::{Footprint, grown, intervals_within};

/// A host with its tasks and its pending event, in bytes.
const HOST: f64 = 700.0;

/// The cost of a partition beside its hosts, in equivalent events.
const PARTITION: f64 = 500.0;

/// The events of a job: sent, begun, reported, compared.
const JOB: f64 = 4.0;

impl Parameters {
    /// The footprint of a replication of this many hours.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let initial = f64::from(self.hosts.initial);
        let life = match &self.hosts.lifetime {
            Lifetime::Forever => hours,
            Lifetime::Random(lifetime) => hours / intervals_within(&[lifetime], hours),
        };
        let joins = match self.hosts.arrivals {
            Arrivals::None => 0.0,
            Arrivals::Rate(rate) => rate.canonical(),
            Arrivals::Steady => initial / life,
        };
        let staying = initial.max(joins * life.min(hours));
        // Each volunteer is replaced, and those who are willing bring others.
        let brings = self.people.willing.canonical() * self.people.recruits.canonical();
        let (most, host_hours) =
            grown(staying, 0.0, if brings > 1.0 / life { brings - 1.0 / life } else { 0.0 }, hours);
        let recruited = (most - staying).max(0.0) + brings * host_hours;
        let partitions = (staying / f64::from(self.hosts_per_partition.max(1)))
            .ceil()
            .clamp(1.0, f64::from((1 << 30) - 1));
        let turns: f64 = self.classes.values().map(|class| turns(class, hours)).sum();
        let jobs: f64 = self.applications.values().map(|one| self.jobs(one)).fold(0.0, f64::max);
        let bursts: f64 = self.applications.values().map(|one| bursts(one, hours)).sum();
        let client = &self.client;
        let buffered = jobs * (client.min_buffer.canonical() + client.additional_buffer.canonical() + 1.0);
        Footprint::new(partitions)
            .and("hosts.initial", initial, (HOST + 100.0 * buffered) * staying / partitions)
            .and("hosts.arrivals", 2.0 * joins * hours, 0.0)
            .and("people.recruits", 2.0 * recruited, HOST * recruited / partitions)
            .and("hosts_per_partition", PARTITION * partitions, 0.0)
            .and("classes", host_hours * turns, 0.0)
            .and("applications", JOB * host_hours * jobs + bursts * partitions, 0.0)
    }

    /// The number of jobs per hour of a host that does nothing else.
    fn jobs(&self, application: &Application) -> f64 {
        let of = |machine: &super::Machine| {
            let (processors, speed) = if application.uses_gpu {
                (machine.gpu_share.canonical(), machine.gpu_flops.canonical())
            } else {
                (f64::from(machine.cores), machine.flops_per_core.canonical())
            };
            const SECONDS: f64 = 3600.0;
            let quota = processors.max(1.0) * f64::from(application.daily_quota) / 24.0;
            let able = processors * speed * SECONDS / application.flops.canonical();
            machine.share.canonical() * able.min(quota)
        };
        self.machines.values().map(of).sum()
    }
}

/// The rate at which a host of this class comes or goes, per hour, times the share of the class.
fn turns(class: &Class, hours: f64) -> f64 {
    let share = class.share.canonical();
    let often = match class.availability.renewal() {
        Some((up, down)) if share > 0.0 => 2.0 * intervals_within(&[&up, &down], hours) / hours,
        Some(_) => 0.0,
        None if matches!(class.availability, Availability::Diurnal(_)) => 2.0 / 24.0,
        // As often as recorded: a few times a day, as in the published traces.
        None => 0.25,
    };
    share * often
}

/// The number of bursts of jobs.
fn bursts(application: &Application, hours: f64) -> f64 {
    match application.supply {
        Supply::Burst { every, .. } => hours / every.canonical(),
        _ => 0.0,
    }
}
