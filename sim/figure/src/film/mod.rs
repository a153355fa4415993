//! Films as JSON: the data with which a page plays them, and a text alternative for each frame.
//!
//! All words, numbers and times are formatted texts; the page only lays them out. An entity has a number in its scene,
//! to which frames refer, and a frame lists only the entities that have changed since the frame before:
//!
//! ```text
//! { scenario, title, model, seed, replication, partitions, by, end, is_whole,
//!   dials:    [{ part, name, label, unit }],
//!   scenes:   [{ title, layout, width, part, rows, states, kinds, links, entities: [[kind, label], ...] }],
//!   frames:   [{ time, at, events, text, happened, dials: [number], values: [text], scenes: [...] }] }
//! ```
//!
//! and each scene of a frame is
//!
//! ```text
//! { all, counts, link_counts, moves: [[from, to, number]], gone: [entity],
//!   seen: [[entity, row, state, place, fact, ...]],    place: [east, north] on a map, the parent in a tree
//!   order: [entity],                                   in a line
//!   links: [[from, to, kind, amount, text]] }          null where they are those of the frame before
//! ```

mod words;

use std::collections::BTreeMap;

use bazaar_models::look::{Dial, Entity, Layout, Scene, Sight};
use bazaar_study::film::{Cut, Film, Frame};
use serde::Serialize;
use serde_json::{Value, json};

use words::Words;

/// A film, as a page plays it.
#[derive(Debug, Serialize)]
pub struct FilmResult<'a> {
    scenario: &'a str,
    title: &'a str,
    model: &'a str,
    /// As a text, since JavaScript has no whole numbers from 2^53 on.
    seed: String,
    /// Counted from 1.
    replication: u64,
    partitions: u32,
    by: &'static str,
    /// The horizon, in hours.
    end: f64,
    /// Whether the last frame is at the horizon.
    is_whole: bool,
    dials: Vec<DialResult>,
    scenes: Vec<SceneResult<'a>>,
    frames: Vec<FrameResult>,
}

#[derive(Debug, Serialize)]
struct DialResult {
    part: Option<&'static str>,
    name: &'static str,
    label: &'static str,
    unit: &'static str,
}

#[derive(Debug, Serialize)]
struct SceneResult<'a> {
    title: &'a str,
    layout: &'static str,
    /// Of a map, in kilometres.
    width: Option<f64>,
    part: Option<&'a str>,
    rows: &'a [String],
    states: Vec<Value>,
    kinds: Vec<Value>,
    links: Vec<Value>,
    /// By number: the kind, and what it is called.
    entities: Vec<(usize, String)>,
}

#[derive(Debug, Serialize)]
struct FrameResult {
    /// In hours.
    time: f64,
    at: String,
    events: u64,
    text: String,
    happened: Option<Value>,
    dials: Vec<Option<f64>>,
    values: Vec<String>,
    scenes: Vec<SightResult>,
}

#[derive(Debug, Serialize)]
struct SightResult {
    all: u64,
    counts: Vec<u64>,
    link_counts: Vec<u64>,
    moves: Vec<Value>,
    gone: Vec<usize>,
    seen: Vec<Vec<Value>>,
    order: Option<Vec<usize>>,
    links: Option<Vec<Value>>,
}

impl<'a> FilmResult<'a> {
    /// A film that was made.
    #[must_use]
    pub fn new(film: &'a Film) -> Self {
        let scenario = &film.scenario;
        let words = Words::of(film);
        let mut known: Vec<Known<'_>> = film.stage.scenes.iter().map(Known::new).collect();
        let frames = film.frames.iter().map(|frame| frame_result(film, frame, &words, &mut known)).collect();
        let scenes =
            film.stage.scenes.iter().zip(known).map(|(scene, known)| scene_result(scene, known.called));
        FilmResult {
            scenario: &scenario.name,
            title: &scenario.title,
            model: scenario.model.name(),
            seed: scenario.study.seed.to_string(),
            replication: film.replication + 1,
            partitions: film.partitions,
            by: match film.cut {
                Cut::Time { .. } => "time",
                Cut::Events { .. } => "event",
            },
            end: scenario.study.horizon.canonical(),
            is_whole: film.is_whole(),
            scenes: scenes.collect(),
            dials: film.stage.dials.iter().map(dial_result).collect(),
            frames,
        }
    }
}

fn dial_result(dial: &Dial) -> DialResult {
    DialResult { part: dial.part, name: dial.name, label: dial.label, unit: dial.unit }
}

fn scene_result(scene: &Scene, entities: Vec<(usize, String)>) -> SceneResult<'_> {
    let (layout, width) = match scene.layout {
        Layout::Line => ("line", None),
        Layout::Groups => ("groups", None),
        Layout::Map { width } => ("map", Some(width)),
        Layout::Tree => ("tree", None),
        Layout::Flows => ("flows", None),
    };
    let looks = |states: &[bazaar_models::look::State]| -> Vec<Value> {
        states.iter().map(|state| json!({ "name": state.name, "tone": state.tone.name() })).collect()
    };
    let kind = |kind: &bazaar_models::look::Entities| {
        let facts: Vec<&str> = kind.facts.iter().map(|fact| fact.0).collect();
        json!({ "name": kind.name, "facts": facts })
    };
    SceneResult {
        title: &scene.title,
        layout,
        width,
        part: scene.part.as_deref(),
        rows: &scene.rows,
        states: looks(&scene.states),
        kinds: scene.kinds.iter().map(kind).collect(),
        links: looks(&scene.links),
        entities,
    }
}

/// The state of a scene after the previous frames.
struct Known<'a> {
    scene: &'a Scene,
    numbers: BTreeMap<u64, usize>,
    called: Vec<(usize, String)>,
    /// The entities of the last frame by number.
    shown: BTreeMap<usize, &'a Entity>,
    links: Option<Vec<Value>>,
}

impl<'a> Known<'a> {
    fn new(scene: &'a Scene) -> Self {
        let (numbers, called, shown) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Known { scene, numbers, called, shown, links: None }
    }

    fn number(&mut self, entity: &Entity, words: &Words) -> usize {
        *self.numbers.entry(entity.id).or_insert_with(|| {
            self.called.push((entity.kind, words.called(self.scene, entity)));
            self.called.len() - 1
        })
    }

    /// The changes of a sight since the last frame.
    fn sees(&mut self, sight: &'a Sight, moves: Vec<Value>, words: &Words) -> SightResult {
        let mut seen = Vec::new();
        let mut now = BTreeMap::new();
        let mut order = Vec::new();
        for entity in &sight.entities {
            let number = self.number(entity, words);
            order.push(number);
            if self.shown.get(&number).is_none_or(|before| *before != entity) {
                let place = match (entity.at, entity.parent) {
                    (Some(at), _) => json!(at),
                    (None, Some(parent)) => json!(self.numbers.get(&parent)),
                    (None, None) => Value::Null,
                };
                let mut told = vec![json!(number), json!(entity.row), json!(entity.state), place];
                told.extend(words.facts(self.scene, entity).map(Value::String));
                seen.push(told);
            }
            now.insert(number, entity);
        }
        let gone = self.shown.keys().filter(|number| !now.contains_key(number)).copied().collect();
        self.shown = now;
        let number = |id: &u64| self.numbers.get(id);
        let links: Vec<Value> = sight
            .links
            .iter()
            .map(|link| {
                json!([
                    number(&link.from),
                    number(&link.to),
                    link.kind,
                    link.amount,
                    words.amount(link.amount)
                ])
            })
            .collect();
        let links = (self.links.as_ref() != Some(&links)).then_some(links);
        if let Some(links) = &links {
            self.links = Some(links.clone());
        }
        SightResult {
            all: sight.all(),
            counts: sight.counts.clone(),
            link_counts: sight.link_counts.clone(),
            moves,
            gone,
            seen,
            order: matches!(self.scene.layout, Layout::Line).then_some(order),
            links,
        }
    }
}

fn frame_result<'a>(film: &'a Film, frame: &'a Frame, words: &Words, known: &mut [Known<'a>]) -> FrameResult {
    let mut scenes = Vec::new();
    for (place, (sight, known)) in frame.view.scenes.iter().zip(known.iter_mut()).enumerate() {
        let moves = frame.moves.get(place).into_iter().flatten();
        let moves = moves.map(|one| json!([one.from, one.to, one.number])).collect();
        scenes.push(known.sees(sight, moves, words));
    }
    let who = frame.happened.and_then(|happened| {
        let (scene, id) = happened.to?;
        Some((scene, *known.get(scene)?.numbers.get(&id)?))
    });
    let name = who.and_then(|(scene, number)| Some(known.get(scene)?.called.get(number)?.1.as_str()));
    FrameResult {
        time: frame.time,
        at: words.time(frame.time),
        events: frame.events,
        text: words.sentence(film, frame, name),
        happened: frame.happened.map(|happened| {
            json!({ "words": happened.words, "scene": who.map(|who| who.0), "entity": who.map(|who| who.1) })
        }),
        dials: frame.view.dials.clone(),
        values: words.dials(film, frame),
        scenes,
    }
}
