//! The observer of a film: counts all entities and links that are reported, and keeps the first of them with
//! their facts.

use bazaar_engine::Key;

/// A fact about an entity.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A number, in the fact's unit.
    Number(f64),
    /// A word.
    Text(String),
    /// There is no value now.
    None,
}

impl From<f64> for Fact {
    fn from(number: f64) -> Self {
        Fact::Number(number)
    }
}

impl From<u32> for Fact {
    fn from(number: u32) -> Self {
        Fact::Number(f64::from(number))
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Fact::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Fact::Text(text)
    }
}

impl<T: Into<Fact>> From<Option<T>> for Fact {
    fn from(fact: Option<T>) -> Self {
        fact.map_or(Fact::None, Into::into)
    }
}

/// An entity that is present.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Unique in its scene for the whole run: the bits of the entity's [`Key`], if it has one.
    pub id: u64,
    /// Its name for people, beginning with the name of its kind.
    pub name: String,
    /// The number of its kind in the scene.
    pub kind: usize,
    /// The number of its row,
    pub row: usize,
    /// and of its state.
    pub state: usize,
    /// On a map: how far east and north it is, in kilometres.
    pub at: Option<[f64; 2]>,
    /// In a tree: the entity through which it came, if any.
    pub parent: Option<u64>,
    /// The facts of its kind, in that order.
    pub facts: Vec<Fact>,
}

/// A link between two entities, or a flow from one part to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The first,
    pub from: u64,
    /// and the second.
    pub to: u64,
    /// The number of its kind in the scene.
    pub kind: usize,
    /// The amount: jobs of a pair, the flow since the beginning.
    pub amount: f64,
}

/// The content of a scene at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// The number of all entities, by row and then by state.
    pub counts: Vec<u64>,
    /// The number of all links, by kind.
    pub link_counts: Vec<u64>,
    /// The entities that are kept.
    pub entities: Vec<Entity>,
    /// Links between entities that are shown.
    pub links: Vec<Link>,
    /// The identity and the cell of every entity, shown or not; in no order.
    pub cells: Vec<(u64, u32)>,
    states: usize,
    most: usize,
    shown: std::collections::BTreeSet<u64>,
}

impl Sight {
    /// The number of entities, shown or not.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The number of links, shown or not.
    #[must_use]
    pub fn all_links(&self) -> u64 {
        self.link_counts.iter().sum()
    }

    /// Reports an entity. Its facts are computed only if there is room to show it.
    pub(crate) fn see(&mut self, id: u64, row: usize, state: usize, tell: impl FnOnce() -> About) {
        let cell = row * self.states + state;
        if let Some(count) = self.counts.get_mut(cell) {
            *count += 1;
        }
        self.cells.push((id, u32::try_from(cell).unwrap_or(u32::MAX)));
        if self.entities.len() < self.most {
            let About { kind, name, at, parent, facts } = tell();
            self.shown.insert(id);
            self.entities.push(Entity { id, name, kind, row, state, at, parent, facts });
        }
    }

    /// Reports a link. It is drawn only if both ends are shown.
    pub(crate) fn link(&mut self, from: u64, to: u64, kind: usize, amount: f64) {
        if let Some(count) = self.link_counts.get_mut(kind) {
            *count += 1;
        }
        if self.links.len() < self.most && self.shown.contains(&from) && self.shown.contains(&to) {
            self.links.push(Link { from, to, kind, amount });
        }
    }
}

/// The facts about an entity beside its state.
#[derive(Debug, Default)]
pub(crate) struct About {
    pub(crate) kind: usize,
    pub(crate) name: String,
    pub(crate) at: Option<[f64; 2]>,
    pub(crate) parent: Option<u64>,
    pub(crate) facts: Vec<Fact>,
}

/// The content of a film at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The values of the dials, in the order of the stage; `None` where there is none yet.
    pub dials: Vec<Option<f64>>,
    /// The scenes, in the order of the stage.
    pub scenes: Vec<Sight>,
}

/// The observer.
#[derive(Debug)]
pub struct Eye {
    sizes: Vec<(usize, usize, usize)>,
    most: usize,
    view: View,
}

impl Eye {
    /// An observer of this stage that keeps at most this number of entities and links of each scene.
    #[must_use]
    pub fn new(stage: &super::Stage, most: usize) -> Self {
        let size = |scene: &super::Scene| (scene.cells(), scene.states.len(), scene.links.len());
        Eye { sizes: stage.scenes.iter().map(size).collect(), most, view: View::default() }
    }

    /// Takes what was reported, and starts again.
    #[must_use]
    pub fn take(&mut self) -> View {
        std::mem::take(&mut self.view)
    }

    /// Reports the value of the next dial.
    pub(crate) fn dial(&mut self, value: impl Into<Option<f64>>) {
        self.view.dials.push(value.into());
    }

    /// The values of the dials from this one on, so far.
    pub(crate) fn dials_from(&self, first: usize) -> &[Option<f64>] {
        self.view.dials.get(first..).unwrap_or_default()
    }

    /// The number of scenes that have begun.
    pub(crate) fn scenes(&self) -> usize {
        self.view.scenes.len()
    }

    /// A scene that was begun before.
    pub(crate) fn again(&mut self, scene: usize) -> Option<&mut Sight> {
        self.view.scenes.get_mut(scene)
    }

    /// The next scene.
    pub(crate) fn scene(&mut self) -> &mut Sight {
        let (cells, states, links) = self.sizes.get(self.view.scenes.len()).copied().unwrap_or_default();
        let sight = Sight {
            counts: vec![0; cells],
            link_counts: vec![0; links],
            states,
            most: self.most,
            ..Sight::default()
        };
        self.view.scenes.push(sight);
        // It was pushed just before.
        let last = self.view.scenes.len() - 1;
        &mut self.view.scenes[last]
    }
}

/// The name of an entity with a key: initial ones by their number, arrivals by their number and a plus, and
/// children of other entities by six digits that distinguish them.
#[must_use]
pub fn called(key: Key) -> String {
    let bits = key.bits();
    match bits >> 62 {
        0 => (bits + 1).to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "an arrival's number has 32 bits")]
        1 => format!("+{}", bits as u32),
        _ => format!("~{:06x}", bits & 0xff_ffff),
    }
}
