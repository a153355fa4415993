//! What does not change in a film: which figures and scenes there are, and what may be in them.

/// What there is to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Figures that stand beside the scenes.
    pub dials: Vec<Dial>,
    /// One or more.
    pub scenes: Vec<Scene>,
}

/// A figure that follows the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// The part of the model that it is of, where the model is put together from several.
    pub part: Option<&'static str>,
    /// As short as a metric's. Where it is a metric's, it becomes what the metric is at the horizon.
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
    /// Entities are parts of a whole, and links say what flows between them.
    Flows,
}

impl Eq for Layout {}

/// What is seen together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// What it shows, for people.
    pub title: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What rows there are: classes of hosts, plans of accounts. One without a name where there is one.
    pub rows: Vec<String>,
    /// What states an entity may be in.
    pub states: Vec<State>,
    /// What kinds of entities there are.
    pub kinds: Vec<Entities>,
    /// What kinds of links there are, each with how it looks.
    pub links: Vec<State>,
    /// Where it shows a part of what the model has, which part, in words.
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

    /// How many cells there are: rows times states.
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
    /// How it looks.
    pub tone: Tone,
}

impl State {
    fn new(&(name, tone): &(&'static str, Tone)) -> Self {
        State { name, tone }
    }
}

/// How something looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is away, or nothing yet.
    Faint,
    /// It is there, and could do something.
    Plain,
    /// It waits.
    Waiting,
    /// It does what it is there for.
    Active,
    /// The same, and more of it.
    Strong,
    /// It is lost.
    Lost,
}

impl Tone {
    /// For those who draw.
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

/// Entities of one kind: what one is called, and what is told of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entities {
    /// One of them.
    pub name: &'static str,
    /// Each fact's name and unit; times are in hours from the beginning of the run, with the unit `at`.
    pub facts: Vec<(&'static str, &'static str)>,
}
