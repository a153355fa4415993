//! The stage of a film, which does not change: its dials and scenes, and what may be in them.

/// The dials and scenes of a film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Figures that stand beside the scenes.
    pub dials: Vec<Dial>,
    /// One or more.
    pub scenes: Vec<Scene>,
}

/// A number that follows the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// The part of the model that it belongs to, if the model is composed of several.
    pub part: Option<&'static str>,
    /// As short as a metric's. If it is a metric's, the dial becomes the metric at the horizon.
    pub name: &'static str,
    /// For people.
    pub label: &'static str,
    /// Its unit, as metrics have it.
    pub unit: &'static str,
}

impl Dial {
    pub(crate) const fn new(name: &'static str, label: &'static str, unit: &'static str) -> Self {
        Dial { part: None, name, label, unit }
    }
}

/// How a scene is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Layout {
    /// Entities stand in a line, in the order in which they are reported.
    Line,
    /// Entities stand together by row and state.
    Groups,
    /// Entities have places, in kilometres from the south-western corner of a square this wide.
    Map {
        /// In kilometres.
        width: f64,
    },
    /// Entities have parents, who are reported before them.
    Tree,
    /// Entities are parts of a whole, and links are flows between them.
    Flows,
}

impl Eq for Layout {}

/// Entities and links that are shown together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Its title, for people.
    pub title: String,
    /// How it is laid out.
    pub layout: Layout,
    /// The rows: classes of hosts, plans of accounts. If there is one, it has no name.
    pub rows: Vec<String>,
    /// The states of entities.
    pub states: Vec<State>,
    /// The kinds of entities.
    pub kinds: Vec<Entities>,
    /// The kinds of links, each with its tone.
    pub links: Vec<State>,
    /// If the scene shows a part of the model only, which part, in words.
    pub part: Option<String>,
}

impl Scene {
    pub(crate) fn new(title: &str, layout: Layout) -> Self {
        Scene {
            title: title.to_owned(),
            layout,
            rows: vec![String::new()],
            states: Vec::new(),
            kinds: Vec::new(),
            links: Vec::new(),
            part: None,
        }
    }

    pub(crate) fn rows(self, rows: impl IntoIterator<Item = String>) -> Self {
        Scene { rows: rows.into_iter().collect(), ..self }
    }

    pub(crate) fn states(self, states: &[(&'static str, Tone)]) -> Self {
        Scene { states: states.iter().map(State::new).collect(), ..self }
    }

    pub(crate) fn kind(mut self, name: &'static str, facts: &[(&'static str, &'static str)]) -> Self {
        self.kinds.push(Entities { name, facts: facts.to_vec() });
        self
    }

    pub(crate) fn links(self, links: &[(&'static str, Tone)]) -> Self {
        Scene { links: links.iter().map(State::new).collect(), ..self }
    }

    /// The number of cells: rows times states.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.rows.len() * self.states.len()
    }
}

/// A state of an entity, or a kind of link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// For people.
    pub name: &'static str,
    /// Its tone.
    pub tone: Tone,
}

impl State {
    fn new(&(name, tone): &(&'static str, Tone)) -> Self {
        State { name, tone }
    }
}

/// The tone of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Absent, or not active yet.
    Faint,
    /// Present, and able to act.
    Plain,
    /// It waits.
    Waiting,
    /// Active.
    Active,
    /// Active, and more so.
    Strong,
    /// It is lost.
    Lost,
}

impl Tone {
    /// Its name for the code that draws.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Tone::Faint => "faint",
            Tone::Plain => "plain",
            Tone::Waiting => "waiting",
            Tone::Active => "active",
            Tone::Strong => "strong",
            Tone::Lost => "lost",
        }
    }
}

/// A kind of entities: its name, and its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entities {
    /// One of them.
    pub name: &'static str,
    /// Each fact's name and unit; times are in hours from the beginning of the run, with the unit `at`.
    pub facts: Vec<(&'static str, &'static str)>,
}
