//! What a film of a platform shows: the flows between its parts, and then the scenes of each part.

use bazaar_engine::stream::Generator;

use super::composition::{Composition, Kind, own};
use super::help_desk::{self, Desk};
use super::statistics::Flow;
use crate::look::{About, Dial, Eye, Fact, Layout, Scene, Stage, State, Told, Tone, Watch};
use crate::marketplace::Marketplace;
use crate::referral::Referral;
use crate::subscription::Subscription;
use crate::volunteer::Volunteer;

const MEMBERS: &str = "members";
const HELP_DESK: &str = "help desk";

/// The parts between which there are flows, in the order of their stages; members have none.
const PARTS: [&str; 6] =
    [Subscription::NAME, Marketplace::NAME, Referral::NAME, Volunteer::NAME, HELP_DESK, MEMBERS];

const DIALS: [Dial; 4] = [
    Dial::new("members", "Members", "members"),
    Dial::new("transactions", "Sales so far", "sales"),
    Dial::new("cash_at_month", "Cash at the end of the last month", "$"),
    Dial::new("trust_now", "Trust", "share"),
];

impl<G: Generator> Composition<'_, G> {
    /// The stage of each part; `None` if it is off.
    fn stages(&self) -> [Option<Stage>; 5] {
        let parts = &self.parts;
        [
            parts.business.as_ref().map(Watch::stage),
            parts.market.as_ref().map(Watch::stage),
            parts.programme.as_ref().map(Watch::stage),
            parts.population.as_ref().map(Watch::stage),
            parts.desk.as_ref().map(Watch::stage),
        ]
    }

    /// The flows between parts that are on: from, to, and name.
    fn flows_there_are(&self) -> impl Iterator<Item = (Flow, [usize; 2], &'static str)> {
        let on = [
            self.parts.business.is_some(),
            self.parts.market.is_some(),
            self.parts.programme.is_some(),
            self.parts.population.is_some(),
            self.parts.desk.is_some(),
            true,
        ];
        let has_idle = self.owners.is_some();
        let place = |name: &str| PARTS.iter().position(|part| *part == name).unwrap_or(PARTS.len() - 1);
        Flow::ALL.into_iter().filter_map(move |(flow, [from, to, name])| {
            let (from, to) = (place(from), place(to));
            let is_idle = matches!(flow, Flow::Host | Flow::Return);
            (on[from] && on[to] && (has_idle || !is_idle)).then_some((flow, [from, to], name))
        })
    }

    /// The number of the first scene of a part; the scene of flows comes first.
    fn first_scene(&self, part: usize) -> usize {
        1 + self.stages()[..part].iter().flatten().map(|stage| stage.scenes.len()).sum::<usize>()
    }
}

impl<G: Generator> Watch for Composition<'_, G> {
    fn stage(&self) -> Stage {
        let mut flows =
            Scene::new("What flows between the parts", Layout::Flows).states(&[("is on", Tone::Active)]);
        flows.links = self.flows_there_are().map(|(.., name)| State { name, tone: Tone::Plain }).collect();
        let mut stage = Stage { dials: DIALS.to_vec(), scenes: Vec::new() };
        let mut scenes = Vec::new();
        for (name, part) in PARTS.into_iter().zip(self.stages()) {
            let Some(part) = part else { continue };
            let facts: Vec<(&str, &str)> = part.dials.iter().map(|dial| (dial.label, dial.unit)).collect();
            flows = flows.kind(name, &facts);
            stage.dials.extend(part.dials.into_iter().map(|dial| Dial { part: Some(name), ..dial }));
            scenes.extend(
                part.scenes
                    .into_iter()
                    .map(|scene| Scene { title: format!("{name}: {}", scene.title), ..scene }),
            );
        }
        flows = flows.kind(MEMBERS, &[(DIALS[0].label, DIALS[0].unit)]);
        stage.scenes.push(flows);
        stage.scenes.extend(scenes);
        stage
    }

    fn look(&self, now: f64, eye: &mut Eye) {
        let flows = eye.scenes();
        eye.scene();
        let own = eye.dials_from(0).len();
        eye.dial(self.members as f64);
        eye.dial(self.own.transactions as f64);
        eye.dial(self.own.months.last().map(|month| month.cash as f64 / 100.0));
        eye.dial(self.parts.desk.as_ref().map_or(1.0, |desk| desk.trust(now)));
        // For each part that is on: its place, and the values of its dials.
        let mut seen: Vec<(usize, Vec<Fact>)> = Vec::new();
        for part in 0..PARTS.len() - 1 {
            let first = eye.dials_from(0).len();
            let parts = &self.parts;
            match part {
                0 => parts.business.as_ref().map(|part| part.look(now, eye)),
                1 => parts.market.as_ref().map(|part| part.look(now, eye)),
                2 => parts.programme.as_ref().map(|part| part.look(now, eye)),
                3 => parts.population.as_ref().map(|part| part.look(now, eye)),
                _ => parts.desk.as_ref().map(|part| part.look(now, eye)),
            };
            let dials = eye.dials_from(first);
            if !dials.is_empty() {
                seen.push((part, dials.iter().map(|&value| value.into()).collect()));
            }
        }
        seen.push((PARTS.len() - 1, vec![eye.dials_from(own).first().copied().flatten().into()]));
        let Some(scene) = eye.again(flows) else { return };
        for (kind, (part, facts)) in seen.into_iter().enumerate() {
            scene.see(part as u64, 0, 0, || About { kind, facts, ..About::default() });
        }
        for (kind, (flow, [from, to], _)) in self.flows_there_are().enumerate() {
            scene.link(from as u64, to as u64, kind, self.flows.of(flow) as f64);
        }
    }

    fn told(&self, kind: Kind) -> Told {
        let parts = &self.parts;
        let (part, told) = match kind {
            Kind::Subscription(kind) => (0, parts.business.as_ref().map(|part| part.told(kind))),
            Kind::Marketplace(kind) => (1, parts.market.as_ref().map(|part| part.told(kind))),
            Kind::Referral(kind) => (2, parts.programme.as_ref().map(|part| part.told(kind))),
            Kind::Volunteer(kind) => (3, parts.population.as_ref().map(|part| part.told(kind))),
            Kind::HelpDesk(kind) => (4, parts.desk.as_ref().map(|part| part.told(kind))),
            Kind::Own(own::Kind::Month) => return Told::of("the platform closes its books for the month"),
            Kind::Own(own::Kind::Round) => return Told::of("a round of funding is due"),
            Kind::Own(own::Kind::Decide) => {
                return Told::of("an owner decides whether to sell a host's time");
            }
        };
        // A part that is off has no events.
        let Some(Told { words, scene }) = told else { return Told::of("nothing") };
        Told { words, scene: scene.map(|scene| self.first_scene(part) + scene) }
    }
}

const WAITS: usize = 0;
const IN_HAND: usize = 1;

impl<G: Generator> Watch for Desk<'_, G> {
    fn stage(&self) -> Stage {
        Stage {
            dials: vec![
                Dial::new("incidents_open", "Incidents open now", "incidents"),
                Dial::new("agents_busy", "Agents at work now", "agents"),
                Dial::new("incidents", "Incidents so far", "incidents"),
                Dial::new("response_time", "Time from coming to being handled so far, on average", "h"),
            ],
            scenes: vec![
                Scene::new("Incidents", Layout::Line)
                    .states(&[("waits", Tone::Waiting), ("is handled", Tone::Active)])
                    .kind("incident", &[("came", "at"), ("kind", "")]),
            ],
        }
    }

    fn look(&self, _: f64, eye: &mut Eye) {
        eye.dial(self.open() as f64);
        eye.dial(f64::from(self.busy()));
        eye.dial(self.sums.came.iter().sum::<u64>() as f64);
        eye.dial(self.sums.response.mean());
        let scene = eye.scene();
        for (is_waiting, incident) in self.incidents() {
            let facts = || vec![incident.came.into(), self.name_of(incident).into()];
            let state = if is_waiting { WAITS } else { IN_HAND };
            scene.see(incident.key.bits(), 0, state, || About {
                name: crate::look::called(incident.key),
                facts: facts(),
                ..About::default()
            });
        }
    }

    fn told(&self, kind: help_desk::Kind) -> Told {
        Told::of(match kind {
            help_desk::Kind::Handled => "an incident has been handled",
            help_desk::Kind::Comes => "an incident comes",
        })
    }
}
