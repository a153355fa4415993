//! Films: what there was to see in one run, moment by moment.
//!
//! A run that stops at 10 and goes on to 20 is the run that goes to 20, so a film is made by stopping and looking, and shows the very run
//! that a study counts: the same seed, replication and streams. Where a film reaches the horizon it comes with what the
//! run observed, to the last bit. Hosts of volunteers, who are otherwise followed ahead of the clock, are followed step by step here, which
//! gives the same history ([`ModelParameters::step_by_step`]).
//!
//! Films are whole: all frames are there before one is shown, so whoever shows them can go back. What they take is bounded by the number
//! of frames and by how many entities each shows; how many there are beside those is counted.
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

/// Into how many frames a film is cut by time if nothing is said,
const USUAL_BY_TIME: u32 = 200;
/// and after how many events it ends if it is cut by them.
const USUAL_BY_EVENT: u32 = 400;
/// The most frames of a film.
pub const MOST_FRAMES: u32 = 2000;
/// How many entities and links of a scene a frame shows if nothing is said.
const USUAL_SHOWN: usize = 400;
/// Up to the last frame a run has at most so many events, which take some half a minute.
const MOST_EVENTS: f64 = 2e8;
/// All frames together count at most so many entities, which take some seconds.
const MOST_SIGHTS: u64 = 50_000_000;

/// A share of the time between two frames that is rounding.
const ROUNDING: f64 = 1e-6;

/// Of which moments there are frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// One every so many hours, and one at the horizon, each before what happens at its instant.
    Time {
        /// The first, in hours.
        from: f64,
        /// From one to the next; above zero.
        every: f64,
    },
    /// One at a time, and one after each so many events from then on.
    Events {
        /// The first, in hours.
        from: f64,
        /// From one to the next; from 1.
        every: u64,
    },
}

/// What to film, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filming {
    /// The number of the replication, from 0.
    pub replication: u64,
    /// Which moments.
    pub cut: Cut,
    /// How many frames at most; there are never more than [`MOST_FRAMES`].
    pub frames: u32,
    /// How many entities of a scene each shows at most.
    pub shown: usize,
}

impl Filming {
    /// The scenario's whole time in some two hundred frames.
    #[must_use]
    pub fn by_time(scenario: &Scenario) -> Self {
        let every = scenario.study.horizon.canonical() / f64::from(USUAL_BY_TIME);
        let cut = Cut::Time { from: 0.0, every };
        Filming { replication: 0, cut, frames: USUAL_BY_TIME + 2, shown: USUAL_SHOWN }
    }

    /// Some hundreds of events, one by one, from a time on.
    #[must_use]
    pub fn by_event(from: f64) -> Self {
        let cut = Cut::Events { from, every: 1 };
        Filming { replication: 0, cut, frames: USUAL_BY_EVENT + 1, shown: USUAL_SHOWN }
    }
}

/// A run, moment by moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// The scenario.
    pub scenario: Scenario,
    /// The number of the replication.
    pub replication: u64,
    /// Into how many partitions the run is cut, of which the first is shown.
    pub partitions: u32,
    /// How it was cut.
    pub cut: Cut,
    /// What there is to see.
    pub stage: Stage,
    /// One after the other; one at least.
    pub frames: Vec<Frame>,
    /// What the run observed, if it is one partition and the film reaches the horizon.
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

/// A moment of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// When, in hours.
    pub time: f64,
    /// How many events there have been.
    pub events: u64,
    /// What has happened last, where frames are cut by events.
    pub happened: Option<Happened>,
    /// What there is to see.
    pub view: View,
    /// By scene: who has changed row or state since the frame before. None in the first frame.
    pub moves: Vec<Vec<Move>>,
}

/// An event that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What it was, in words.
    pub words: &'static str,
    /// The scene and the identity of the entity that it happened to.
    pub to: Option<(usize, u64)>,
}

/// So many entities went from one cell of a scene to another, came, or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// From which cell; none for those who were not there.
    pub from: Option<u32>,
    /// To which; none for those who are not there any more.
    pub to: Option<u32>,
    /// How many.
    pub number: u64,
}

/// Films the first partition of a replication.
///
/// Where a scenario has its warm-up found, which takes all of its replications, the film has the one that the scenario states beside it, if
/// any; nothing but the sums since the warm-up depends on it.
///
/// # Errors
/// If the scenario has several values for a parameter, it would take too long or show too much, the model cannot be made, or a run would
/// never end.
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

/// What was filmed.
#[derive(Default)]
struct Taken {
    stage: Stage,
    frames: Vec<Frame>,
    /// Whether it reaches the horizon.
    is_whole: bool,
    /// How many entities all frames counted.
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
            // What it is compared with is only needed for what the run observes.
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
                    // What is short of the horizon by rounding is the horizon.
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
        // What happens at the horizon belongs to it only where an edge is there.
        reel.taken.is_whole = simulation.now() >= end && !reel.is_full();
        self.taken = Some(reel.taken);
        Ok(simulation.into())
    }
}

/// Frames as they are taken.
struct Reel {
    eye: Eye,
    /// By scene, the cells of all entities in the last frame, by identity.
    cells: Vec<Vec<(u64, u32)>>,
    taken: Taken,
}

impl Reel {
    /// There is more than anybody could look at.
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

/// Takes the cells of all entities out of a scene, in the order of identities.
fn sorted_cells(sight: &mut Sight) -> Vec<(u64, u32)> {
    let mut cells = std::mem::take(&mut sight.cells);
    cells.sort_unstable();
    cells
}

/// Who has changed cells from one frame to the next.
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

/// Remembers the last event, and takes the run's fingerprint.
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
