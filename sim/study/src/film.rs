//! Films: snapshots of one run over time.
//!
//! A run that stops at 10 and goes on to 20 is the same as the run to 20, so a film is made by
//! stopping and looking, and shows exactly the run that a study counts: the same seed, replication
//! and streams. A film that reaches the horizon includes the run's observation, to the last bit.
//! Hosts of volunteers, whose history is otherwise simulated ahead of the clock, are simulated step
//! by step here, with the same history ([`ModelParameters::step_by_step`]).
//!
//! A film is complete before its first frame is shown, so viewers can go back. Its cost is bounded
//! by the number of frames and by the number of entities in each; entities beyond that limit are
//! only counted.
//!
//! [`ModelParameters::step_by_step`]: bazaar_models::catalogue::ModelParameters::step_by_step

use std::collections::BTreeMap;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Event, Fingerprints, Key, Kind, Simulation, Stalled, Streams, Trace};
use bazaar_models::catalogue::Visitor;
use bazaar_models::look::{Eye, Sight, Stage, View, Watch};
use bazaar_models::model::{Driver, Finished, Horizon, Model, Straight};
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;

use crate::experiment::Task;
use crate::load::Load;
use crate::outcome::{STRETCHES, Settings, has_one_value};
use crate::replication::StudyError;

/// The default number of frames by time,
const USUAL_BY_TIME: u32 = 200;
/// and the default number of events of a film that is cut by events.
const USUAL_BY_EVENT: u32 = 400;
/// The maximum number of frames.
pub const MOST_FRAMES: u32 = 2000;
/// The default number of entities and links of a scene in a frame.
const USUAL_SHOWN: usize = 400;
/// The maximum number of events up to the last frame; about half a minute.
const MOST_EVENTS: f64 = 2e8;
/// The maximum number of entities over all frames; a few seconds.
const MOST_SIGHTS: u64 = 50_000_000;

/// A share of the time between two frames that counts as rounding.
const ROUNDING: f64 = 1e-6;

/// The moments of the frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// One each time step, and one at the horizon, each before the events of its instant.
    Time {
        /// The first, in hours.
        from: f64,
        /// The time step; above zero.
        every: f64,
    },
    /// One at a time, and then one each number of events.
    Events {
        /// The first, in hours.
        from: f64,
        /// The number of events between frames; from 1.
        every: u64,
    },
}

/// Settings of a film.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filming {
    /// The number of the replication, from 0.
    pub replication: u64,
    /// The moments of the frames.
    pub cut: Cut,
    /// The maximum number of frames; at most [`MOST_FRAMES`].
    pub frames: u32,
    /// The maximum number of entities of a scene in a frame.
    pub shown: usize,
}

impl Filming {
    /// The scenario's whole time in about two hundred frames.
    #[must_use]
    pub fn by_time(scenario: &Scenario) -> Self {
        let every = scenario.study.horizon.canonical() / f64::from(USUAL_BY_TIME);
        let cut = Cut::Time { from: 0.0, every };
        Filming { replication: 0, cut, frames: USUAL_BY_TIME + 2, shown: USUAL_SHOWN }
    }

    /// Several hundred events, one by one, from a time on.
    #[must_use]
    pub fn by_event(from: f64) -> Self {
        let cut = Cut::Events { from, every: 1 };
        Filming { replication: 0, cut, frames: USUAL_BY_EVENT + 1, shown: USUAL_SHOWN }
    }
}

/// A film of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// The scenario.
    pub scenario: Scenario,
    /// The number of the replication.
    pub replication: u64,
    /// The number of partitions of the run, of which the first is shown.
    pub partitions: u32,
    /// The moments of the frames.
    pub cut: Cut,
    /// The scenes.
    pub stage: Stage,
    /// In order; at least one.
    pub frames: Vec<Frame>,
    /// The observation of the run, if it is one partition and the film reaches the horizon.
    pub observation: Option<Observation>,
}

impl Film {
    /// Whether the last frame is at the horizon.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let end = self.scenario.study.horizon.canonical();
        self.frames.last().is_some_and(|frame| frame.time >= end)
    }
}

/// A frame: the state at a moment of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The time, in hours.
    pub time: f64,
    /// The number of events so far.
    pub events: u64,
    /// The last event, if frames are cut by events.
    pub happened: Option<Happened>,
    /// The state of each scene.
    pub view: View,
    /// By scene: which entities have changed row or state since the frame before. Empty in the
    /// first frame.
    pub moves: Vec<Vec<Move>>,
}

/// An event in a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Its description.
    pub words: &'static str,
    /// The scene and the identity of its entity.
    pub to: Option<(usize, u64)>,
}

/// A number of entities that moved between two cells of a scene, arrived, or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The cell before; `None` for arrivals.
    pub from: Option<u32>,
    /// The cell after; `None` for departures.
    pub to: Option<u32>,
    /// The number of entities.
    pub number: u64,
}

/// Films the first partition of a replication.
///
/// If a scenario finds its warm-up by MSER-5, which takes all of its replications, the film has the
/// warm-up that the scenario states beside it, if any; only the statistics since the warm-up depend
/// on it.
///
/// # Errors
/// If the scenario has several values for a parameter, the film exceeds a limit on events or
/// entities, the model cannot be made, or a run would never end.
pub fn film(scenario: &Scenario, filming: &Filming) -> Result<Film, StudyError> {
    has_one_value(scenario)?;
    let settings = Settings { threads: 1, ..Settings::default() };
    let load = Load::of_task(&Task { replications: Some(1), ..Task::all(scenario) }, &settings);
    load.check()?;
    let study = &scenario.study;
    let end = study.horizon.canonical();
    let horizon = Horizon { end, warm_up: study.warm_up.canonical(), stretches: STRETCHES };
    let shot = Shot { scenario: scenario.clone(), filming: *filming, load };
    let model = shot.scenario.model.step_by_step();
    model.visit(horizon, shot)?
}

struct Shot {
    scenario: Scenario,
    filming: Filming,
    load: Load,
}

impl Visitor for Shot {
    type Output = Result<Film, StudyError>;

    fn visit<M: Model>(self, model: &M) -> Result<Film, StudyError> {
        let Shot { scenario, filming, load } = self;
        let partitions = model.partitions();
        let end = scenario.study.horizon.canonical();
        let frames = filming.frames.clamp(1, MOST_FRAMES);
        let (from, last, more) = match filming.cut {
            Cut::Time { from, every } => (from, from + every * f64::from(frames), 0.0),
            Cut::Events { from, every } => (from, from, every as f64 * f64::from(frames)),
        };
        let from = from.clamp(0.0, end);
        load.check_film(MOST_EVENTS, (last / end).min(1.0) / f64::from(partitions), more)?;
        let streams =
            Streams::<Squares>::with_generator(scenario.study.seed).replication(filming.replication);
        let mut camera = Camera { cut: filming.cut, from, frames, shown: filming.shown, taken: None };
        let sums = model.run_by(&mut camera, streams, 0)?;
        let taken = camera.taken.unwrap_or_default();
        if taken.sights > MOST_SIGHTS {
            return Err(load.too_much_to_see(MOST_SIGHTS));
        }
        let observation = (taken.is_whole && partitions == 1).then(|| model.observe(sums));
        Ok(Film {
            scenario,
            replication: filming.replication,
            partitions,
            cut: filming.cut,
            stage: taken.stage,
            frames: taken.frames,
            observation,
        })
    }
}

/// The result of filming.
#[derive(Default)]
struct Taken {
    stage: Stage,
    frames: Vec<Frame>,
    /// Whether it reaches the horizon.
    is_whole: bool,
    /// The number of entities in all frames.
    sights: u64,
}

/// Films the first component that it drives.
struct Camera {
    cut: Cut,
    from: f64,
    frames: u32,
    shown: usize,
    taken: Option<Taken>,
}

impl Driver for Camera {
    fn drive<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled> {
        match &self.taken {
            None => self.shoot(component, end),
            // The cells before are only needed if the run is observed.
            Some(taken) if taken.is_whole => Straight::<Fingerprints>::default().drive(component, end),
            Some(_) => Ok(Simulation::new(component).into()),
        }
    }
}

impl Camera {
    fn shoot<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled> {
        let mut simulation = Simulation::traced(component, Witness::default());
        let stage = simulation.component().stage();
        let mut reel = Reel {
            eye: Eye::new(&stage, self.shown),
            cells: Vec::new(),
            taken: Taken { stage, ..Taken::default() },
        };
        match self.cut {
            Cut::Time { every, .. } => {
                for number in 0..self.frames {
                    let time = self.from + every * f64::from(number);
                    // A difference from the horizon within rounding counts as the horizon.
                    let time = if time > end - ROUNDING * every { end } else { time };
                    simulation.run_until(time)?;
                    reel.takes(&simulation, false);
                    if time >= end || reel.is_full() {
                        break;
                    }
                }
            }
            Cut::Events { every, .. } => {
                simulation.run_until(self.from)?;
                reel.takes(&simulation, false);
                while reel.taken.frames.len() < self.frames as usize && !reel.is_full() {
                    let mut left = every.max(1);
                    while left > 0 && simulation.step(end)?.is_some() {
                        left -= 1;
                    }
                    reel.takes(&simulation, left == 0);
                    if left > 0 {
                        break;
                    }
                }
            }
        }
        // Events at the horizon belong to it only where an edge is there.
        reel.taken.is_whole = simulation.now() >= end && !reel.is_full();
        self.taken = Some(reel.taken);
        Ok(simulation.into())
    }
}

/// Collects the frames.
struct Reel {
    eye: Eye,
    /// By scene, the cells of all entities in the last frame, by identity.
    cells: Vec<Vec<(u64, u32)>>,
    taken: Taken,
}

impl Reel {
    /// The frames exceed the limit on entities.
    fn is_full(&self) -> bool {
        self.taken.sights > MOST_SIGHTS
    }

    fn takes<C: Watch>(&mut self, simulation: &Simulation<C, Witness>, by_event: bool) {
        let (time, component) = (simulation.now(), simulation.component());
        component.look(time, &mut self.eye);
        let mut view = self.eye.take();
        self.taken.sights += view.scenes.iter().map(Sight::all).sum::<u64>();
        let cells: Vec<Vec<(u64, u32)>> = view.scenes.iter_mut().map(sorted_cells).collect();
        let is_first = self.taken.frames.is_empty();
        let moves = |(before, now): (&Vec<_>, &Vec<_>)| moves(before, now);
        let moves = if is_first { Vec::new() } else { self.cells.iter().zip(&cells).map(moves).collect() };
        self.cells = cells;
        let happened = simulation.trace().last.filter(|_| by_event).map(|(code, key)| {
            let told = component.told(C::Kind::from_code(code));
            Happened { words: told.words, to: told.scene.map(|scene| (scene, key.bits())) }
        });
        self.taken.frames.push(Frame { time, events: simulation.handled(), happened, view, moves });
    }
}

/// Removes the cells of all entities from a scene, in the order of identities.
fn sorted_cells(sight: &mut Sight) -> Vec<(u64, u32)> {
    let mut cells = std::mem::take(&mut sight.cells);
    cells.sort_unstable();
    cells
}

/// Which entities have changed cells between two frames.
fn moves(before: &[(u64, u32)], now: &[(u64, u32)]) -> Vec<Move> {
    let mut numbers: BTreeMap<(Option<u32>, Option<u32>), u64> = BTreeMap::new();
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    loop {
        let (from, to) = match (before.peek(), now.peek()) {
            (None, None) => break,
            (Some(from), Some(to)) if from.0 == to.0 => (before.next(), now.next()),
            (Some(from), Some(to)) if from.0 < to.0 => (before.next(), None),
            (Some(_), None) => (before.next(), None),
            _ => (None, now.next()),
        };
        let (from, to) = (from.map(|of| of.1), to.map(|of| of.1));
        if from != to {
            *numbers.entry((from, to)).or_default() += 1;
        }
    }
    numbers.into_iter().map(|((from, to), number)| Move { from, to, number }).collect()
}

/// Remembers the last event, and computes the run's fingerprint.
#[derive(Default)]
struct Witness {
    prints: Fingerprints,
    last: Option<(u16, Key)>,
}

impl Trace for Witness {
    const ON: bool = true;

    fn event<K: Kind>(&mut self, event: &Event<K>, key: Key) {
        self.prints.event(event, key);
        self.last = Some((event.kind.code(), key));
    }

    fn fingerprint(&self) -> Option<u64> {
        self.prints.fingerprint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_changes_cells_comes_or_goes_is_counted_once() {
        let before = [(1, 0), (2, 0), (3, 1), (5, 1)];
        let now = [(1, 0), (2, 1), (3, 0), (4, 2), (6, 2)];
        let moved = |from, to, number| Move { from, to, number };
        let expected = [
            moved(None, Some(2), 2),
            moved(Some(0), Some(1), 1),
            moved(Some(1), None, 1),
            moved(Some(1), Some(0), 1),
        ];
        assert_eq!(moves(&before, &now), expected);
        assert_eq!(moves(&now, &now), []);
    }
}
