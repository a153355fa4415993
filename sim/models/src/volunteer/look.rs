//! What a film of volunteers shows: hosts that come and go, by class.
//!
//! Hosts are in step with the clock only if their steps are queued, which the code that makes the film must
//! arrange.

use bazaar_engine::stream::Generator;

use super::client::{Honesty, Host, Lending, Stage as Task};
use super::population::{Kind, Population};
use crate::look::{About, Dial, Eye, Layout, Scene, Stage, Told, Tone, Watch, called};

const AWAY: usize = 0;
const ON: usize = 1;
const COMPUTES: usize = 2;
const LENT: usize = 3;

fn state<G>(host: &Host<G>) -> usize {
    match (host.available, host.lending) {
        (false, _) => AWAY,
        (true, Lending::Lent) => LENT,
        (true, _) if host.busy.iter().any(|&busy| busy > 0) => COMPUTES,
        (true, _) => ON,
    }
}

impl<G: Generator> Population<'_, G> {
    fn about(&self, slot: u32) -> About {
        let host = &self.fleet.hosts[slot];
        let group = self.plan.groups.get(host.group);
        let tasks = self.fleet.tasks(slot);
        let number = |stage: Task| tasks.iter().filter(|task| task.stage == stage).count() as f64;
        let honesty = match host.honesty {
            Honesty::Honest => "honest",
            Honesty::Fabricator => "makes results up",
            Honesty::Failing => "fails at every task",
        };
        About {
            kind: 0,
            name: called(host.key),
            facts: vec![
                host.since.into(),
                group.slots[0].into(),
                group.peak.into(),
                if host.available { f64::from(host.busy[0]) } else { 0.0 }.into(),
                number(Task::Download).into(),
                number(Task::Ready).into(),
                (number(Task::Upload) + number(Task::Done)).into(),
                honesty.into(),
            ],
            ..About::default()
        }
    }
}

impl<G: Generator> Watch for Population<'_, G> {
    fn stage(&self) -> Stage {
        let facts = [
            ("on or away since", "at"),
            ("cores", ""),
            ("peak", "FLOPS"),
            ("cores that compute", ""),
            ("tasks that come in", ""),
            ("tasks to compute", ""),
            ("tasks to report", ""),
            ("conduct", ""),
        ];
        let states = [
            ("away", Tone::Faint),
            ("on, idle", Tone::Plain),
            ("computes", Tone::Active),
            ("sold", Tone::Strong),
        ];
        // Only in a composition can another component have a host.
        let states = if self.is_alone { &states[..LENT] } else { &states };
        let mut scene = Scene::new("Hosts by class", Layout::Groups)
            .rows(self.plan.class_names.iter().cloned())
            .states(states)
            .kind("host", &facts);
        if self.plan.partitions > 1 {
            scene.part = Some(format!("the first of {} partitions of the hosts", self.plan.partitions));
        }
        Stage {
            dials: vec![
                Dial::new("hosts", "Hosts joined now", "hosts"),
                Dial::new("hosts_on", "Hosts on now", "hosts"),
                Dial::new("hosts_computing", "Hosts computing now", "hosts"),
                Dial::new("returned", "Results returned so far", "results"),
                Dial::new("jobs", "Jobs completed so far", "jobs"),
                Dial::new("delivered", "Delivered so far", "FLOP"),
            ],
            scenes: vec![scene],
        }
    }

    fn look(&self, _: f64, eye: &mut Eye) {
        let mut numbers = [0_u64; 4];
        for (_, host) in self.fleet.hosts.living() {
            numbers[state(host)] += 1;
        }
        let sums = &self.server.sums;
        eye.dial(numbers.iter().sum::<u64>() as f64);
        eye.dial((numbers[ON] + numbers[COMPUTES] + numbers[LENT]) as f64);
        eye.dial(numbers[COMPUTES] as f64);
        eye.dial(sums.returned as f64);
        eye.dial(sums.jobs_completed as f64);
        eye.dial(sums.delivered);
        let scene = eye.scene();
        for (slot, host) in self.fleet.hosts.living() {
            let class = self.plan.groups.get(host.group).class;
            scene.see(host.key.bits(), class, state(host), || self.about(slot));
        }
    }

    fn told(&self, kind: Kind) -> Told {
        match kind {
            Kind::End => Told::of("a host's time in the run ends").within(0),
            Kind::Step => Told::of("a host goes on, stops, or gets ahead with a task").within(0),
            Kind::Contact => Told::of("a host contacts a server").within(0),
            Kind::Deadline => Told::of("a deadline passes"),
            Kind::Join => Told::of("a volunteer joins").within(0),
            Kind::Recruit => Told::of("a volunteer brings another").within(0),
        }
    }
}
